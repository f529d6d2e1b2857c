//! Runs `morat review` in a pseudo-terminal.

#![cfg(all(feature = "cli", unix))]

use std::fs;
use std::io::{Read, Write};
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// The longest wait for the program, enough for a slow and busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

const DRAFT: &str = "Cả tổ nổ lực kiẻm tra sổ sách.\nChị cũng nổ lực.\nTóan là môn của tôi.\n";

/// The program in a pseudo-terminal.
struct Desk {
    master: Box<dyn MasterPty + Send>,
    keys: Box<dyn Write + Send>,
    child: Box<dyn Child + Send + Sync>,
    screen: Arc<Mutex<vt100::Parser>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn some(count: u16) -> NonZero<u16> {
    NonZero::new(count).unwrap()
}

impl Desk {
    fn open(folder: &Path, args: &[&str], columns: u16, rows: u16) -> Desk {
        let pair = native_pty_system().openpty(size(columns, rows)).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_morat"));
        command.args(args);
        command.cwd(folder);
        command.env("TERM", "xterm-256color");
        command.env_remove("NO_COLOR");
        command.env("MORAT_LANG", "vi");
        // Not the developer's own settings.
        command.env("HOME", folder);
        command.env_remove("XDG_CONFIG_HOME");
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let screen = Arc::new(Mutex::new(vt100::Parser::new(some(rows), some(columns), 100)));
        let mut output = pair.master.try_clone_reader().unwrap();
        let shown = Arc::clone(&screen);
        std::thread::spawn(move || {
            let mut buffer = [0; 4096];
            // On Linux, reading fails when the program ends.
            while let Ok(read @ 1..) = output.read(&mut buffer) {
                shown.lock().unwrap().process(&buffer[..read]);
            }
        });
        let keys = pair.master.take_writer().unwrap();
        Desk { master: pair.master, keys, child, screen }
    }

    fn contents(&self) -> String {
        self.screen.lock().unwrap().screen().contents()
    }

    /// Waits until the screen shows this text.
    fn see(&self, text: &str) {
        let start = Instant::now();
        while !self.contents().contains(text) {
            assert!(start.elapsed() < PATIENCE, "no “{text}” in:\n{}", self.contents());
            std::thread::sleep(Duration::from_millis(10));
        }
    }

    fn press(&mut self, keys: &str) {
        self.keys.write_all(keys.as_bytes()).unwrap();
        self.keys.flush().unwrap();
    }

    /// The exit status, and what is left on the screen.
    fn end(mut self) -> (u32, String) {
        let start = Instant::now();
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.exit_code();
            }
            if start.elapsed() > PATIENCE {
                self.child.kill().unwrap();
                panic!("still running:\n{}", self.contents());
            }
            std::thread::sleep(Duration::from_millis(10));
        };
        let start = Instant::now();
        // The last output may still be in the pipe.
        while self.screen.lock().unwrap().screen().alternate_screen() && start.elapsed() < PATIENCE {
            std::thread::sleep(Duration::from_millis(10));
        }
        std::thread::sleep(Duration::from_millis(50));
        (status, self.contents())
    }
}

fn folder_with(name: &str, bytes: &[u8]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    (folder, path)
}

#[test]
fn findings_are_walked_and_the_file_is_written_once_at_the_end() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/4");
    desk.see("▸ 1  nỗ lực");
    desk.see("A sửa mọi chỗ giống");
    desk.press("A");
    desk.see("✓ nổ lực → nỗ lực (2 chỗ)");
    desk.see("Cả tổ nỗ lực kiẻm tra");
    desk.press("e");
    desk.see("Viết: kiẻm");
    // Ctrl-U, then the word with a typo that is deleted again.
    desk.press("\u{15}kiểm kêê\u{7f}\r");
    desk.see("kiẻm → kiểm kê");
    desk.press("s");
    desk.see("Đã xem hết 4 chỗ.");
    desk.see("sửa 3, bỏ qua 1");
    assert_eq!(fs::read_to_string(&path).unwrap(), DRAFT, "written too early");
    desk.press("bu");
    desk.see("đã hoàn tác");
    desk.press("a");
    desk.see("sửa 4");
    desk.press("\r");
    let (status, said) = desk.end();
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        "Cả tổ nỗ lực kiểm kê tra sổ sách.\nChị cũng nỗ lực.\nToán là môn của tôi.\n"
    );
    assert!(said.contains("nhap.txt: đã ghi (sửa 4); "), "{said}");
    assert_eq!(status, u32::from(!said.contains("không còn lỗi nào")), "{said}");
}

#[test]
fn findings_that_are_left_give_status_one() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "--lang", "en", "nhap.txt"], 80, 24);
    desk.see("a accept");
    desk.press("aq");
    let (status, said) = desk.end();
    assert_eq!(status, 1);
    assert!(said.contains("nhap.txt: saved (1 fixed, 3 not looked at); 3 left"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), DRAFT.replacen("nổ", "nỗ", 1));
}

#[test]
fn encoding_byte_order_mark_and_line_ends_are_kept() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    let text = "\u{FEFF}Cả tổ nổ lực 🌱.\r\nHết";
    let (folder, path) = folder_with("nhap.txt", &utf16(text));
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/1");
    desk.press("a\r");
    assert_eq!(desk.end().0, 0);
    assert_eq!(fs::read(path).unwrap(), utf16(&text.replace("nổ", "nỗ")));
}

#[test]
fn ctrl_c_asks_once_and_leaves_everything_as_it_was() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/4");
    desk.press("aiw\u{3}");
    desk.see("Thoát mà không ghi gì?");
    desk.press("\u{3}");
    let (status, said) = desk.end();
    assert_eq!(status, 130);
    assert!(said.contains("không ghi gì, tệp còn nguyên"), "{said}");
    assert_eq!(fs::read_to_string(path).unwrap(), DRAFT);
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["nhap.txt"]);
}

#[test]
fn the_terminal_is_what_it_was() {
    let (folder, _) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/4");
    let raw = desk.master.get_termios().unwrap();
    assert!(desk.screen.lock().unwrap().screen().alternate_screen());
    desk.press("q");
    let screen = Arc::clone(&desk.screen);
    // The terminal's settings are read after the program has ended.
    let start = Instant::now();
    while desk.child.try_wait().unwrap().is_none() {
        assert!(start.elapsed() < PATIENCE);
        std::thread::sleep(Duration::from_millis(10));
    }
    let after = desk.master.get_termios().unwrap();
    assert_ne!(after.local_flags, raw.local_flags);
    desk.end();
    let screen = screen.lock().unwrap();
    assert!(!screen.screen().alternate_screen() && !screen.screen().hide_cursor());
    assert!(!screen.screen().bracketed_paste());
}

#[test]
fn a_file_that_was_changed_meanwhile_is_not_overwritten() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24);
    desk.see("1/4");
    fs::write(&path, "Bản của người khác.\n").unwrap();
    desk.press("aq");
    let (status, said) = desk.end();
    assert_eq!(status, 2);
    assert!(said.contains("không ghi đè") && said.contains("nhap.txt.da-soat"), "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), "Bản của người khác.\n");
    let beside = fs::read_to_string(folder.path().join("nhap.txt.da-soat")).unwrap();
    assert_eq!(beside, DRAFT.replacen("nổ", "nỗ", 1));
}

#[test]
fn ignored_findings_and_words_are_not_shown_again() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    fs::write(folder.path().join("morat.toml"), "# của chúng tôi\nwords = [\n  \"bún\", # món\n]\n").unwrap();
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24);
    desk.see("1/4");
    // The word beside an ignored finding is corrected: the finding is still ignored next time.
    desk.press("i");
    desk.see("từ nay bỏ qua");
    desk.press("a");
    desk.see("kiẻm → kiểm");
    desk.press("i");
    desk.see("4/4");
    desk.press("wu");
    desk.see("đã hoàn tác");
    desk.press("w");
    desk.see("luôn bỏ qua 2, là từ đúng 1");
    desk.press("\r");
    let (status, said) = desk.end();
    assert_eq!(status, 0, "{said}");
    assert_eq!(fs::read_to_string(&path).unwrap(), DRAFT.replace("kiẻm", "kiểm"));
    assert_eq!(
        fs::read_to_string(folder.path().join("morat.toml")).unwrap(),
        "# của chúng tôi\nwords = [\n  \"bún\", # món\n  \"Tóan\",\n]\n"
    );
    let list = fs::read_to_string(folder.path().join(".morat/ignore.jsonl")).unwrap();
    let first: serde_json::Value = serde_json::from_str(list.lines().next().unwrap()).unwrap();
    assert_eq!(
        (&first["text"], &first["before"], &first["after"], &first["path"]),
        (&"nổ lực".into(), &"Cả tổ".into(), &"kiểm tra sổ".into(), &"nhap.txt".into())
    );
    assert_eq!(list.lines().count(), 2);
    let again = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24);
    let (status, said) = again.end();
    assert_eq!(status, 0);
    assert!(said.contains("không có lỗi nào"), "{said}");
}

#[test]
fn a_narrow_terminal_and_one_that_changes_its_size() {
    let (folder, _) = folder_with("mot-tep-ten-that-la-dai-de-xem-co-vua-khong.txt", DRAFT.repeat(9).as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "."], 40, 20);
    desk.see("1/36");
    desk.see("…");
    desk.see("▸ 1  nỗ lực");
    desk.see("?");
    desk.screen.lock().unwrap().screen_mut().set_size(some(30), some(100));
    desk.master.resize(size(100, 30)).unwrap();
    desk.see("mot-tep-ten-that-la-dai-de-xem-co-vua-khong.txt");
    desk.see("? giải thích");
    desk.press("?");
    desk.see("phím bất kỳ để trở lại");
    desk.press("xQ");
    assert_eq!(desk.end().0, 1);
}

#[test]
fn what_is_pasted_by_mistake_is_no_command() {
    let (folder, _) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/4");
    desk.press("\u{1b}[200~aaaq\u{1b}[201~");
    desk.press("z");
    desk.see("phím “z” không dùng ở đây");
    assert!(desk.contents().contains("1/4"));
    desk.press("Q");
    assert_eq!(desk.end().0, 1);
}

#[test]
fn several_files_one_after_the_other() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["a.txt", "b.txt", "c.txt"] {
        fs::write(folder.path().join(name), "Cả tổ nổ lực.\n").unwrap();
    }
    let mut desk = Desk::open(folder.path(), &["review", "a.txt", "b.txt", "c.txt"], 80, 24);
    desk.see("tệp 1/3");
    desk.press("a");
    desk.see("Enter ghi, sang tệp sau");
    desk.press("\r");
    desk.see("tệp 2/3");
    assert_eq!(fs::read_to_string(folder.path().join("a.txt")).unwrap(), "Cả tổ nỗ lực.\n");
    desk.press("aQ");
    desk.see("Thoát mà không ghi gì?");
    desk.press("c");
    assert_eq!(desk.end().0, 1);
    assert_eq!(fs::read_to_string(folder.path().join("b.txt")).unwrap(), "Cả tổ nổ lực.\n");
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_work() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let (status, said) = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24).end();
    assert_eq!(status, 2);
    assert!(said.contains("không có quyền"), "{said}");
}

#[test]
fn without_a_terminal_it_says_what_to_use_instead() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    for (lang, words) in [("vi", "cần một cửa sổ dòng lệnh"), ("en", "needs a terminal")] {
        let output = Command::new(env!("CARGO_BIN_EXE_morat"))
            .args(["review", "--lang", lang, "nhap.txt"])
            .current_dir(folder.path())
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2));
        assert!(said.contains(words) && said.contains("morat check") && said.contains("morat fix"), "{said}");
    }
    assert_eq!(fs::read_to_string(path).unwrap(), DRAFT);
}

#[test]
fn an_ignored_place_that_a_later_correction_changes_needs_no_entry() {
    let decomposed = "Sư\u{323} nô\u{309} lư\u{323}c.\n";
    let (folder, path) = folder_with("nhap.txt", decomposed.as_bytes());
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 80, 24);
    desk.see("1/");
    desk.press("sibbaq");
    let (status, said) = desk.end();
    assert!(status < 2, "{status}: {said}");
    assert!(fs::read_to_string(path).unwrap() != decomposed);
}

#[test]
fn what_check_does_not_show_review_does_not_ask() {
    let (folder, path) = folder_with("nhap.txt", DRAFT.as_bytes());
    let run = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_morat"));
        command
            .args(args)
            .current_dir(folder.path())
            .env("HOME", folder.path())
            .env("MORAT_LANG", "vi")
            .env_remove("CI");
        command.output().unwrap()
    };
    run(&["baseline"]);
    let (status, said) = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24).end();
    assert!(status == 0 && said.contains("không có lỗi nào"), "{said}");
    let mut desk = Desk::open(folder.path(), &["review", "--no-baseline", "nhap.txt"], 100, 24);
    desk.see("1/4");
    desk.press("Q");
    desk.end();
    // A new finding is asked about, and a known one stays known when its neighbour is corrected.
    fs::write(&path, DRAFT.replace("sổ sách", "và bổ xung sổ sách")).unwrap();
    let mut desk = Desk::open(folder.path(), &["review", "nhap.txt"], 100, 24);
    desk.see("1/1");
    desk.press("a\r");
    let (status, said) = desk.end();
    assert!(status == 0 && said.contains("không còn lỗi nào"), "{said}");
    assert_eq!(run(&["check", "-q", "."]).status.code(), Some(0));
}
