//! Tests with files as TeX writes them: Type 1 fonts whose own encoding alone says what a byte is.

use std::fmt::Write;
use std::sync::Arc;

use super::super::{Document, Format};

/// Encryption of Type 1 fonts (Adobe Type 1 Font Format, 7.1), with four bytes before that mean nothing.
fn encrypted(plain: &[u8], mut key: u16) -> Vec<u8> {
    let encrypt = |byte: &u8| {
        let cipher = byte ^ (key >> 8) as u8;
        key = u16::from(cipher).wrapping_add(key).wrapping_mul(52845).wrapping_add(22719);
        cipher
    };
    b"0000".iter().chain(plain).map(encrypt).collect()
}

/// A Type 1 font with these glyphs, all of them blank, from byte 65 on; and the length of its three parts.
fn font(names: &[&str]) -> (Vec<u8>, [usize; 3]) {
    let mut head = "%!PS-AdobeFont-1.0: VNR10 1.0\n11 dict begin\n/FontInfo 1 dict dup begin\nend readonly def\n/FontName /VNR10 def\n/PaintType 0 def\n/FontType 1 def\n/FontMatrix [0.001 0 0 0.001 0 0] readonly def\n/Encoding 256 array\n0 1 255 {1 index exch /.notdef put} for\n".to_owned();
    for (code, name) in (65..).zip(names) {
        writeln!(head, "dup {code} /{name} put").unwrap();
    }
    head.push_str("readonly def\n/FontBBox {0 0 1000 1000} readonly def\ncurrentdict end\ncurrentfile eexec\n");
    let mut private: Vec<u8> = b"dup /Private 8 dict dup begin\n/RD {string currentfile exch readstring pop} executeonly def\n/ND {noaccess def} executeonly def\n/NP {noaccess put} executeonly def\n/BlueValues [] def\n/lenIV 4 def\n2 index /CharStrings ".to_vec();
    private.extend(format!("{} dict dup begin\n", names.len() + 1).bytes());
    for name in names.iter().chain(&[".notdef"]) {
        // 0 500 hsbw endchar
        let drawn = encrypted(&[139, 248, 136, 13, 14], 4330);
        private.extend(format!("/{name} {} RD ", drawn.len()).bytes());
        private.extend(drawn);
        private.extend(b" ND\n");
    }
    private.extend(
        b"end\nend\nreadonly put\nnoaccess put\ndup /FontName get exch definefont pop\nmark currentfile closefile\n",
    );
    let hidden = encrypted(&private, 55665);
    let tail = format!("{}cleartomark\n", format!("{}\n", "0".repeat(64)).repeat(8));
    let lengths = [head.len(), hidden.len(), tail.len()];
    (([head.as_bytes(), &hidden, tail.as_bytes()]).concat(), lengths)
}

/// A file with one page, whose content shows text with the font `F`; `encoding` goes into the font.
fn pdf(names: &[&str], encoding: &str, content: &str) -> Vec<u8> {
    let (font, [head, hidden, tail]) = font(names);
    let widths = "500 ".repeat(names.len());
    let last = 64 + names.len();
    let objects: [(String, &[u8]); 6] = [
        ("<</Type/Catalog/Pages 2 0 R>>".into(), b""),
        ("<</Type/Pages/Kids[3 0 R]/Count 1>>".into(), b""),
        ("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>".into(), b""),
        (format!("<</Length {}>>", content.len()), content.as_bytes()),
        (
            format!(
                "<</Type/Font/Subtype/Type1/BaseFont/ABCDEF+VNR10/FirstChar 65/LastChar {last}/Widths[{widths}]{encoding}/FontDescriptor<</Type/FontDescriptor/FontName/ABCDEF+VNR10/Flags 4/FontBBox[0 0 1000 1000]/ItalicAngle 0/Ascent 700/Descent 0/CapHeight 700/StemV 80/FontFile 6 0 R>>>>"
            ),
            b"",
        ),
        (format!("<</Length {}/Length1 {head}/Length2 {hidden}/Length3 {tail}>>", font.len()), &font),
    ];
    let mut out = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (number, (dictionary, stream)) in (1..).zip(&objects) {
        places.push(out.len());
        out.extend(format!("{number} 0 obj\n{dictionary}\n").bytes());
        if !stream.is_empty() {
            out.extend(b"stream\n");
            out.extend(*stream);
            out.extend(b"\nendstream\n");
        }
        out.extend(b"endobj\n");
    }
    let xref = out.len();
    out.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    for place in places {
        out.extend(format!("{place:010} 00000 n \n").bytes());
    }
    out.extend(format!("trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{xref}\n%%EOF", objects.len() + 1).bytes());
    out
}

fn shown(file: &[u8]) -> Result<String, String> {
    Document::open(file, Format::PDF, &Arc::default())
        .map(|document| document.text().to_owned())
        .map_err(|error| error.message.vi.into_owned())
}

const NAMES: [&str; 8] = ["n", "ocircumflexhookabove", "l", "uhornacute", "c", "dcroat", "ohorndotbelow", "i"];

#[test]
fn letters_are_known_by_the_names_of_their_glyphs() {
    // TeX sets no spaces: it moves on.
    let content = "BT /F 10 Tf 100 700 Td [(AB)-333(CD)-28(E)]TJ 0 -12 Td [(FG)-333(HA)]TJ ET";
    assert_eq!(shown(&pdf(&NAMES, "", content)).unwrap(), "nổ lức đợ in");
}

#[test]
fn letters_are_known_by_the_differences_of_an_encoding() {
    let content = "BT /F 10 Tf 100 700 Td (AB)Tj ET";
    let encoding = "/Encoding<</Type/Encoding/Differences[65/uni1EC7/abreveacute]>>";
    assert_eq!(shown(&pdf(&NAMES, encoding, content)).unwrap(), "ệắ");
}

#[test]
fn a_line_that_is_painted_twice_is_read_once() {
    let content = "BT /F 10 Tf 2 Tr 100 700 Td (ABC)Tj ET BT /F 10 Tf 0 Tr 100.3 700 Td (ABC)Tj ET";
    assert_eq!(shown(&pdf(&NAMES, "", content)).unwrap(), "nổl");
}

#[test]
fn where_nothing_says_which_letter_a_glyph_is_nothing_is_reported() {
    let content = "BT /F 10 Tf 100 700 Td (ABC)Tj ET";
    let said = shown(&pdf(&["g1", "g2", "g3"], "", content)).unwrap_err();
    assert!(said.contains("không cho biết"), "{said}");
    // One bullet of a font of its own is no reason.
    let text = "(ACECACEC)".repeat(4);
    let content = format!("BT /F 10 Tf 100 700 Td (B)Tj 20 0 Td [{text}]TJ ET");
    let read = shown(&pdf(&["n", "g2", "l", "uhornacute", "c"], "", &content)).unwrap();
    assert!(read.starts_with("\u{FFFD} nlcl"), "{read}");
}
