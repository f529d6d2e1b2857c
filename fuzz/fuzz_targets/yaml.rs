#![no_main]

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, properties};

fuzz_target!(|bytes: &[u8]| properties::check(bytes, Format::YAML));
