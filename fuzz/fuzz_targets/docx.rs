#![no_main]

#[path = "../packed.rs"]
mod packed;

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, properties};

// Half of the time the bytes are the archive, half of the time what is in it.
fuzz_target!(|bytes: &[u8]| match bytes {
    [b'P', ..] => properties::check(bytes, Format::DOCX),
    _ => properties::check(&packed::docx(bytes), Format::DOCX),
});
