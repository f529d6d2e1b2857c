//! Packs bytes as a zip archive, since a fuzzer would hardly find valid checksums.

#![allow(dead_code, reason = "each target packs its own kind")]

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in files {
        writer.start_file(*name, stored).expect("to memory");
        writer.write_all(bytes).expect("to memory");
    }
    writer.finish().expect("to memory").into_inner()
}

pub fn docx(bytes: &[u8]) -> Vec<u8> {
    pack(&[("word/document.xml", bytes)])
}

pub fn odt(bytes: &[u8]) -> Vec<u8> {
    pack(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", bytes)])
}

pub fn epub(bytes: &[u8]) -> Vec<u8> {
    let container = br#"<container><rootfiles><rootfile full-path="a.opf"/></rootfiles></container>"#;
    let opf = br#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
    pack(&[
        ("mimetype", b"application/epub+zip"),
        ("META-INF/container.xml", container),
        ("a.opf", opf),
        ("a.xhtml", bytes),
    ])
}
