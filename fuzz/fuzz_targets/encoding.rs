#![no_main]

use libfuzzer_sys::fuzz_target;
use morat::text::{Decoded, Source, Span};

// In every encoding, each decoded character maps to its own bytes and back, and encoding the decoded text gives the original bytes.
fuzz_target!(|bytes: &[u8]| {
    let Ok(source) = Source::decode(bytes) else { return };
    assert_eq!(source.bytes(), bytes);
    let mut end = 0;
    for (at, c) in source.text().char_indices() {
        let span = Span::<Decoded>::of(at..at + c.len_utf8());
        let file = source.to_file(span);
        assert!(file.start() >= end || file.end() >= end, "{file:?} behind {end}");
        end = file.end();
    }
    assert!(end as usize <= bytes.len());
});
