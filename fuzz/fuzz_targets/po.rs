#![no_main]

use libfuzzer_sys::fuzz_target;
use morat::document::{Format, property_tests};

fuzz_target!(|bytes: &[u8]| property_tests::check(bytes, Format::PO));
