#![no_main]

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, laws};

fuzz_target!(|bytes: &[u8]| laws::hold(bytes, Format::ASCIIDOC));
