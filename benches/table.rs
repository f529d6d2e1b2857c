//! What a proofreading costs beside what everyone knows: a lookup of each word in a dictionary, a start of the program, one
//! thread. Every figure is a ratio of two times that were taken in turn in this run, the least of several each.
//!
//! ```text
//! MORAT_BENCH_TEXT=press.txt:law.txt:pages.txt MORAT_BENCH_HUNSPELL=/usr/share/hunspell/vi_VN cargo bench --bench table
//! ```
//!
//! `MORAT_BENCH_TEXT` names files, joined as the paths of `PATH`; without it the example draft is read, repeated. A text full of
//! mistakes is always measured beside them. `MORAT_BENCH_HUNSPELL` is the path of a Hunspell dictionary without its extension
//! (of Debian's hunspell-vi); without it, there is nothing to compare lookups with.

mod shared;

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use morat::linter::{Linter, Selection, Worker};

/// Bytes that are read of each file.
const MOST: usize = 4 << 20;

/// Bytes up to which a short text is repeated.
const REPEATED: usize = 1 << 20;

/// How many times each of two sides is measured, in this process and as programs.
const TURNS: usize = 7;
const TURNS_OF_PROGRAMS: usize = 3;

/// The tree that many threads read: files, and bytes in each.
const FILES: usize = 10_000;
const FILE_BYTES: usize = 4096;

/// Words of a draft.
const DRAFT: usize = 700;

/// Sentences of which every second word is a mistake, repeated.
const MISTAKES: &str = "Cả tổ nổ lực bổ xung hồ sơ đươc giao, kiẻm tra cuả nhà và giám sat kỹ.\n\
    Họ xúc tích kể lại câu chuyên dấu diếm bấy lâu; anh ấy chia sẽ vơi mọi người.\n\n";

fn main() {
    // `cargo bench --no-run` and `cargo test --benches` only want to know that it compiles.
    if std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        return;
    }
    println!("{:<44} {:>10}", "case", "ratio");
    let texts = texts();
    let linter = Linter::new(&Selection::default()).expect("the default rules");
    for (name, text) in &texts {
        against_lookups(&linter, name, text);
    }
    let (_, text) = &texts[0];
    drafts(&linter, text);
    let tree = tempfile::tempdir().expect("a folder for temporary files");
    start(tree.path());
    threads(tree.path(), text);
}

fn row(case: &str, ratio: f64) {
    println!("{case:<44} {ratio:>10.3}");
}

/// The names and the texts that are measured.
fn texts() -> Vec<(String, String)> {
    let repeated = |text: &str| text.repeat(REPEATED.div_ceil(text.len()));
    let read = |path: PathBuf| {
        let mut text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        text.truncate(text.floor_char_boundary(MOST));
        (path.file_stem().unwrap_or_default().to_string_lossy().into_owned(), text)
    };
    let mut texts: Vec<(String, String)> = match std::env::var_os("MORAT_BENCH_TEXT") {
        Some(paths) => std::env::split_paths(&paths).map(read).collect(),
        None => vec![("example".into(), repeated(include_str!("../examples/ban-nhap.txt")))],
    };
    texts.push(("mistakes".into(), repeated(MISTAKES)));
    texts
}

/// The least times of two sides that are measured in turn.
fn in_turn(turns: usize, mut one: impl FnMut(), mut other: impl FnMut()) -> [Duration; 2] {
    let time = |side: &mut dyn FnMut()| {
        let begin = Instant::now();
        side();
        begin.elapsed()
    };
    let mut least = [Duration::MAX; 2];
    for _ in 0..turns {
        least = [least[0].min(time(&mut one)), least[1].min(time(&mut other))];
    }
    least
}

fn ratio([one, other]: [Duration; 2]) -> f64 {
    one.as_secs_f64() / other.as_secs_f64()
}

/// The speed of a check against that of looking each word up; above 1 a check is the faster one.
fn against_lookups(linter: &Linter, name: &str, text: &str) {
    let Some(path) = std::env::var_os("MORAT_BENCH_HUNSPELL") else { return };
    let dictionary = shared::hunspell(Path::new(&path));
    let (options, mut worker) = (Default::default(), Worker::default());
    let times = in_turn(
        TURNS,
        || {
            std::hint::black_box(shared::known_words(&dictionary, text));
        },
        || {
            std::hint::black_box(shared::check_to_json(linter, text, &options, &mut worker));
        },
    );
    row(&format!("speed to lookups, {name}"), ratio(times));
}

/// The time of a text as drafts, one after another in a warm process, against that of the same text in one piece.
fn drafts(linter: &Linter, text: &str) {
    let mut spaces = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let ends: Vec<usize> = std::iter::from_fn(|| spaces.nth(DRAFT)).chain([text.len()]).collect();
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let drafts: Vec<&str> = starts.zip(&ends).map(|(start, end)| &text[start..*end]).collect();
    let (options, mut one, mut other) = (Default::default(), Worker::default(), Worker::default());
    let times = in_turn(
        TURNS,
        || {
            for draft in &drafts {
                std::hint::black_box(shared::check_to_json(linter, draft, &options, &mut one));
            }
        },
        || {
            std::hint::black_box(shared::check_to_json(linter, text, &options, &mut other));
        },
    );
    row("time of drafts to that of one long text", ratio(times));
}

fn run(arguments: &[&str], path: &Path) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_morat"));
    let status = command.args(arguments).arg(path).stdout(Stdio::null()).stderr(Stdio::null()).status();
    assert!(status.is_ok_and(|status| status.code().is_some_and(|code| code < 2)), "morat cannot be run");
}

/// The time of a check of nothing, against that of `--version`.
fn start(folder: &Path) {
    let empty = folder.join("empty.txt");
    std::fs::write(&empty, "").expect("the folder can be written");
    let many = |arguments: &[&str]| (0..20).for_each(|_| run(arguments, &empty));
    let times = in_turn(TURNS, || many(&["check", "--isolated", "--no-cache"]), || many(&["--version"]));
    row("time of a start to that of --version", ratio(times));
}

/// The speed of two threads against one on many files, and of a second check that finds them in the cache.
fn threads(folder: &Path, text: &str) {
    let tree = folder.join("tree");
    std::fs::create_dir(&tree).expect("the folder can be written");
    let lines: Vec<&str> = text.lines().collect();
    let mut lines = lines.iter().cycle();
    for number in 0..FILES {
        let mut article = format!("Bài {number}.\n");
        while article.len() < FILE_BYTES {
            article.extend([lines.next().copied().unwrap_or("Hết."), "\n"]);
        }
        std::fs::write(tree.join(format!("{number}.txt")), article).expect("the folder can be written");
    }
    let check = |arguments: &[&str]| run(&[&["check", "--isolated", "--quiet"], arguments].concat(), &tree);
    let times = in_turn(
        TURNS_OF_PROGRAMS,
        || check(&["--no-cache", "--threads", "1"]),
        || check(&["--no-cache", "--threads", "2"]),
    );
    row("speed of two threads to one, 10,000 files", ratio(times));
    let cache = folder.join("cache");
    let cache = cache.to_str().expect("a path of temporary files");
    check(&["--cache-dir", cache]);
    let times = in_turn(TURNS_OF_PROGRAMS, || check(&["--no-cache"]), || check(&["--cache-dir", cache]));
    row("speed of a second check to the first one", ratio(times));
}
