//! The library without features, in a program of its own, since tests of this package are always built with its features. It
//! compiles the library once more, so it runs in CI only: `cargo test --test small -- --ignored`.

use std::fs;
use std::path::Path;
use std::process::Command;

use morat::{Checker, Settings};

#[test]
#[ignore = "compiles the library without its features"]
fn a_program_without_features_finds_the_same_and_says_what_it_cannot_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let manifest = format!(
        "[package]\nname = \"small\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[workspace]\n\n[[bin]]\nname = \"small\"\npath = \"main.rs\"\n\n\
         [dependencies]\nmorat = {{ path = {root:?}, default-features = false }}\n"
    );
    fs::write(at("Cargo.toml"), manifest).unwrap();
    fs::copy(root.join("Cargo.lock"), at("Cargo.lock")).unwrap();
    fs::copy(root.join("tests/data/small/main.rs"), at("main.rs")).unwrap();
    let draft = root.join("examples/ban-nhap.txt");
    let archives: Vec<_> = ["bai.docx", "bai.odt", "bai.epub", "bai"].map(at).into();
    for archive in &archives {
        fs::write(archive, b"PK\x03\x04\x14\0").unwrap();
    }
    let ran = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--offline", "--manifest-path"])
        .arg(at("Cargo.toml"))
        .arg("--target-dir")
        .arg(Path::new(env!("CARGO_TARGET_TMPDIR")).join("small"))
        .arg("--")
        .arg(root.join("dictionaries"))
        .arg(&draft)
        .args(&archives)
        .output()
        .unwrap();
    let (out, err) = (String::from_utf8_lossy(&ran.stdout), String::from_utf8_lossy(&ran.stderr));
    assert!(ran.status.success(), "{err}");
    let mut lines = out.lines();
    let checker = Checker::new(&Settings::default()).unwrap();
    let found = checker.check(&draft.display().to_string(), &fs::read(&draft).unwrap()).unwrap().findings;
    assert!(found.len() > 3);
    assert_eq!(lines.next().unwrap(), format!("{found:?}"));
    for (line, archive) in lines.by_ref().zip(&archives) {
        let archive = archive.display();
        let (vi, en) = ("bản morat này được dựng không có phần đọc", "this build of morat has no reader of");
        let kinds = (".docx, .odt, .epub", ".docx, .odt and .epub");
        assert_eq!(line, format!("{archive}: {vi} {} | {archive}: {en} {}", kinds.0, kinds.1));
    }
    assert_eq!(out.lines().count(), 1 + archives.len());
}
