//! Whole commands as golden files. `tests/cmd/*.toml` hold arguments, status and both outputs, the folders beside them the
//! input; `.trycmd` files hold several commands that share a folder.
//!
//! After a wanted change: `TRYCMD=overwrite cargo test --test commands`, then read the difference.

#![cfg(feature = "cli")]

#[test]
fn commands() {
    let morat = env!("CARGO_BIN_EXE_morat");
    trycmd::TestCases::new()
        // By path and not by name: a name that is not found would skip the tests in silence.
        .default_bin_path(morat)
        .register_bin("morat", std::path::Path::new(morat))
        // What a developer's shell says about colour is not what is tested.
        .env("NO_COLOR", "1")
        .env("CLICOLOR_FORCE", "0")
        // Nor is the language of the machine.
        .env("MORAT_LANG", "vi")
        .case("tests/cmd/*.toml")
        .case("tests/cmd/*.trycmd");
}
