#![no_main]

#[path = "../packed.rs"]
mod packed;

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, property_tests};

// Half of the time the bytes are the archive, half of the time what is in it.
fuzz_target!(|bytes: &[u8]| match bytes {
    [b'P', ..] => property_tests::check(bytes, Format::DOCX),
    _ => property_tests::check(&packed::docx(bytes), Format::DOCX),
});
