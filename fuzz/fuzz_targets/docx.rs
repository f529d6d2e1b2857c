#![no_main]

#[path = "../packed.rs"]
mod packed;

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, laws};

// Half of the time the bytes are the archive, half of the time what is in it.
fuzz_target!(|bytes: &[u8]| match bytes {
    [b'P', ..] => laws::hold(bytes, Format::DOCX),
    _ => laws::hold(&packed::docx(bytes), Format::DOCX),
});
