//! Whole commands as golden files. `tests/cmd/*.toml` hold arguments, status and both outputs, the folders beside them the
//! input; `.trycmd` files hold several commands that share a folder.
//!
//! After a wanted change: `TRYCMD=overwrite cargo test --test commands`, then read the difference.

#![cfg(feature = "cli")]

#[test]
fn commands() {
    let morat = env!("CARGO_BIN_EXE_morat");
    trycmd::TestCases::new()
        // By path and not by name: if a name were not found, the tests would be skipped silently.
        .default_bin_path(morat)
        .register_bin("morat", std::path::Path::new(morat))
        // Independent of the colour settings in a developer's shell.
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        // Independent of the machine's language.
        .env("MORAT_LANG", "vi")
        .case("tests/cmd/*.toml")
        .case("tests/cmd/*.trycmd");
}
