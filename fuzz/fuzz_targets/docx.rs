#![no_main]

#[path = "../packed.rs"]
mod packed;

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, property_tests};

// Bytes that begin with a P, as zip archives do, are taken for an archive; others become the contents of its main part.
fuzz_target!(|bytes: &[u8]| match bytes {
    [b'P', ..] => property_tests::check(bytes, Format::DOCX),
    _ => property_tests::check(&packed::docx(bytes), Format::DOCX),
});
