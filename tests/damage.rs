//! A damaged cache changes nothing but the time of a run.

#![cfg(feature = "cli")]

mod support;

use std::fs;
use std::path::Path;

use support::{Folder, Ran};

/// The number of runs, each with the file damaged in another way.
const TIMES: usize = 250;

/// Pseudo-random numbers, the same in every run of the test.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

/// The bytes with one kind of damage: cut off, bytes changed, a stretch zeroed, the beginning changed, bits flipped in non-zero
/// bytes, or the contents of another file.
fn damaged(whole: &[u8], time: usize, numbers: &mut Numbers) -> Vec<u8> {
    let mut bytes = whole.to_vec();
    match time % 6 {
        0 => bytes.truncate(numbers.below(whole.len())),
        1 => (0..1 << numbers.below(8)).for_each(|_| bytes[numbers.below(whole.len())] = numbers.below(256) as u8),
        2 => {
            let start = numbers.below(whole.len());
            let end = (start + (16 << numbers.below(13))).min(whole.len());
            bytes[start..end].fill(0);
        }
        3 => (0..1 << numbers.below(5)).for_each(|_| bytes[numbers.below(512)] = numbers.below(256) as u8),
        4 => {
            let written: Vec<usize> = (0..whole.len()).filter(|at| whole[*at] != 0).collect();
            (0..1 << numbers.below(5))
                .for_each(|_| bytes[written[numbers.below(written.len())]] ^= 1 << numbers.below(8));
        }
        _ => bytes = b"khong phai la co so du lieu".repeat(numbers.below(400)),
    }
    bytes
}

fn copy(from: &Path, to: &Path) {
    let _ = fs::remove_dir_all(to);
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let file = file.unwrap();
        fs::copy(file.path(), to.join(file.file_name())).unwrap();
    }
}

#[test]
fn a_damaged_cache_is_set_aside_and_changes_nothing() {
    let folder = Folder::with(&[]);
    for at in 0..20 {
        folder.write(
            &format!("bai/{at:02}.txt"),
            format!("Bài số {at}. Cả tổ nổ lực kiẻm tra sổ sách.\nĂn cam ,quýt.\n"),
        );
    }
    let run = |cache: &str, format: &str| -> Ran {
        folder.run(&["check", "--threads", "1", "--format", format, "--cache-dir", cache, "bai"])
    };
    let formats = ["json", "full", "compact"];
    let clean: Vec<String> = formats.iter().map(|format| run("nguyen", format).stdout()).collect();
    let whole = fs::read(folder.path("nguyen/results-1.redb")).unwrap();
    let mut numbers = Numbers(14);
    let mut told = 0;
    for time in 0..TIMES {
        copy(&folder.path("nguyen"), &folder.path("hong"));
        let bytes = damaged(&whole, time, &mut numbers);
        fs::write(folder.path("hong/results-1.redb"), &bytes).unwrap();
        let (format, expected) = (formats[time % formats.len()], &clean[time % formats.len()]);
        let ran = run("hong", format);
        assert_eq!((ran.status(), &ran.stdout()), (1, expected), "{time}: {}", ran.stderr());
        let lines = usize::from(bytes != whole);
        assert_eq!(ran.stderr().lines().count(), lines, "{time}: {}", ran.stderr());
        assert_eq!(folder.path("hong/results-1.redb.hong").exists(), lines == 1, "{time}");
        told += lines;
    }
    assert!(told > TIMES * 9 / 10, "{told}");
    // The damaged cache has been replaced: the next run reports no problem and has the same findings.
    let again = run("hong", "json");
    assert_eq!((again.stderr(), again.stdout()), (String::new(), clean[0].clone()));
}

#[test]
fn a_checksum_without_its_database_and_a_database_without_its_checksum_are_no_cache() {
    let folder = Folder::with(&[]);
    (0..20).for_each(|at| folder.write(&format!("bai/{at:02}.txt"), format!("Bài {at}. Cả tổ nổ lực.\n")));
    let run = || folder.run(&["check", "--format", "json", "--cache-dir", "kho", "bai"]);
    let clean = run().stdout();
    for name in ["results-1.redb", "results-1.sum", "results-1.lock"] {
        fs::remove_file(folder.path(&format!("kho/{name}"))).unwrap();
        assert_eq!(run().stdout(), clean, "{name}");
    }
}
