//! Files that are zip archives of other files: Word, OpenDocument, EPUB.
//!
//! The parts that hold text are read one after the other into one text, with a NUL between, which no XML can have: so one map
//! from shown text to the text of the file does for containers, too. Written back, every other part keeps its bytes, packed
//! as they were. Nothing is ever unpacked to a disk; what a part is called is a name and never a path.

use std::borrow::Cow;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::joined::BETWEEN;
use crate::problem::Problem;
use crate::text::{Encoding, Source};

/// The first bytes of an archive with files in it.
pub(super) const MAGIC: &[u8] = b"PK\x03\x04";

/// The file in which an archive tells its type.
const MIMETYPE: &str = "mimetype";

/// The most bytes of text that are unpacked from one file: ten times the longest novel with its markup. An archive of a few
/// kilobytes can claim to hold petabytes.
const MOST_TEXT: u64 = 256 << 20;

/// The most files in an archive.
const MOST_FILES: usize = 100_000;

/// An archive, and which of its files are read as text.
#[derive(Clone, Debug)]
pub(super) struct Package<'b> {
    bytes: Cow<'b, [u8]>,
    parts: Vec<String>,
    /// The parts that are UTF-16, which XML may be.
    wide: Vec<(String, Encoding)>,
}

/// The files of an archive, to choose from.
pub(super) struct Files<'b> {
    archive: ZipArchive<Cursor<Cow<'b, [u8]>>>,
    /// Bytes that may still be unpacked.
    left: u64,
}

/// Chooses which files of a container are its text, in reading order.
pub(super) type Parts = fn(&mut Files<'_>) -> Result<Vec<String>, Problem>;

impl<'b> Package<'b> {
    /// Opens an archive: gives back its text.
    ///
    /// # Errors
    /// If it is no archive, is damaged, or holds more than a document does.
    pub fn open(bytes: Cow<'b, [u8]>, parts: Parts) -> Result<(Package<'b>, String), Problem> {
        let mut files = Files::open(bytes)?;
        let parts = parts(&mut files)?;
        let mut text = String::new();
        let mut wide = Vec::new();
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                text.push(BETWEEN);
            }
            let (part_text, encoding) = files.decoded(part)?;
            wide.extend(encoding.map(|encoding| (part.clone(), encoding)));
            if part_text.contains(BETWEEN) {
                return Err(damaged(part));
            }
            text.push_str(&part_text);
        }
        Ok((Package { bytes: files.archive.into_inner().into_inner(), parts, wide }, text))
    }

    /// The names of the files that are read.
    pub fn parts(&self) -> &[String] {
        &self.parts
    }

    /// The archive with another text: files whose text is another are packed anew, all others are as they were, byte for byte.
    ///
    /// # Errors
    /// If the archive cannot be read any more, which it could when it was opened.
    pub fn write(&self, text: &str) -> Result<Vec<u8>, Problem> {
        let texts: Vec<(&str, &str)> = self.parts.iter().map(String::as_str).zip(text.split(BETWEEN)).collect();
        self.replace(&texts, &[])
    }

    /// The archive with another text, the fonts of old encodings exchanged in it and in these files beside it.
    ///
    /// # Errors
    /// As [`Package::write`].
    pub fn write_in_new_fonts(&self, text: &str, beside: &[&str]) -> Result<Vec<u8>, Problem> {
        let text = in_new_fonts(text);
        let mut styles = Vec::new();
        for name in beside {
            styles.extend(self.other(name)?.map(|style| (*name, in_new_fonts(&style).into_owned())));
        }
        let parts = self.parts.iter().map(String::as_str).zip(text.split(BETWEEN));
        let texts: Vec<(&str, &str)> =
            parts.chain(styles.iter().map(|(name, style)| (*name, style.as_str()))).collect();
        self.replace(&texts, &[])
    }

    /// The archive with other texts for some of its files, and with some files more.
    ///
    /// # Errors
    /// As [`Package::write`].
    pub fn replace(&self, texts: &[(&str, &str)], more: &[(&str, &str)]) -> Result<Vec<u8>, Problem> {
        let mut files = self.files()?;
        let mut writer = ZipWriter::new(Cursor::new(Vec::with_capacity(self.bytes.len())));
        let fault = |_| unwritable();
        for index in 0..files.archive.len() {
            let entry = files.archive.by_index_raw(index).map_err(fault)?;
            let name = entry.name().map_err(fault)?.into_owned();
            let options = SimpleFileOptions::default().compression_method(entry.compression());
            let options = entry.last_modified().map_or(options, |time| options.last_modified_time(time));
            let Some((_, text)) = texts.iter().find(|(part, _)| *part == name) else {
                writer.raw_copy_file(entry).map_err(fault)?;
                continue;
            };
            drop(entry);
            let mut old = Vec::new();
            let entry = files.archive.by_index(index).map_err(fault)?;
            entry.take(MOST_TEXT).read_to_end(&mut old).map_err(|_| unwritable())?;
            let new = self.encoded(&name, text);
            if old == *new {
                let entry = files.archive.by_index_raw(index).map_err(fault)?;
                writer.raw_copy_file(entry).map_err(fault)?;
            } else {
                writer.start_file(name, options).map_err(fault)?;
                writer.write_all(&new).map_err(|_| unwritable())?;
            }
        }
        for (name, text) in more {
            writer.start_file(*name, SimpleFileOptions::default()).map_err(fault)?;
            writer.write_all(text.as_bytes()).map_err(|_| unwritable())?;
        }
        writer.finish().map(Cursor::into_inner).map_err(fault)
    }

    /// The bytes of a part with this text.
    fn encoded<'t>(&self, name: &str, text: &'t str) -> Cow<'t, [u8]> {
        let Some((_, encoding)) = self.wide.iter().find(|(part, _)| part == name) else {
            return Cow::Borrowed(text.as_bytes());
        };
        let mut bytes = Vec::with_capacity(2 * text.len() + 2);
        encoding.encode("\u{FEFF}", &mut bytes);
        encoding.encode(text, &mut bytes);
        Cow::Owned(bytes)
    }

    /// The files of the archive.
    ///
    /// # Errors
    /// As [`Package::open`].
    pub fn files(&self) -> Result<Files<'_>, Problem> {
        Files::open(Cow::Borrowed(&*self.bytes))
    }

    /// The text of a file of the archive that is not among [`Package::parts`]; `None` if there is none of this name.
    ///
    /// # Errors
    /// As [`Package::open`].
    pub fn other(&self, name: &str) -> Result<Option<String>, Problem> {
        let mut files = self.files()?;
        if files.has(name) { files.text(name).map(Some) } else { Ok(None) }
    }

    /// The bytes of a file of the archive; `None` if there is none of this name.
    ///
    /// # Errors
    /// As [`Package::open`].
    pub fn bytes_of(&self, name: &str) -> Result<Option<Vec<u8>>, Problem> {
        let mut files = self.files()?;
        if files.has(name) { files.unpacked(name).map(Some) } else { Ok(None) }
    }
}

impl<'b> Files<'b> {
    /// Opens the files of an archive.
    ///
    /// # Errors
    /// If it is no archive, is damaged, or contains more than a document does.
    pub fn open(bytes: Cow<'b, [u8]>) -> Result<Files<'b>, Problem> {
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| {
            Problem::new(
                "tệp hỏng hoặc bị cắt cụt (không phải zip nguyên vẹn); hãy mở bằng Word hay LibreOffice rồi lưu lại",
                "damaged or cut off (not a whole zip archive); open it in Word or LibreOffice and save it again",
            )
        })?;
        if archive.len() > MOST_FILES {
            return Err(too_much());
        }
        Ok(Files { archive, left: MOST_TEXT })
    }

    /// Whether there is a file of this name.
    pub fn has(&self, name: &str) -> bool {
        self.archive.index_for_name(name).is_some()
    }

    /// Whether the `mimetype` file of the archive has this value, as OpenDocument and EPUB have it.
    ///
    /// # Errors
    /// As [`Files::text`].
    pub fn has_mimetype(&mut self, kind: &str) -> Result<bool, Problem> {
        Ok(self.has(MIMETYPE) && self.text(MIMETYPE)?.trim() == kind)
    }

    /// The text of a file.
    ///
    /// # Errors
    /// If there is no such file, it is damaged, is not UTF-8, or is longer than any document.
    pub fn text(&mut self, name: &str) -> Result<String, Problem> {
        String::from_utf8(self.unpacked(name)?).map_err(|_| not_unicode(name))
    }

    /// The text of a file that may be UTF-16, and in which of its two forms it is.
    ///
    /// # Errors
    /// As [`Files::text`].
    fn decoded(&mut self, name: &str) -> Result<(String, Option<Encoding>), Problem> {
        match String::from_utf8(self.unpacked(name)?) {
            Ok(text) => Ok((text, None)),
            Err(error) => {
                let source = Source::decode(error.into_bytes()).map_err(|_| not_unicode(name))?;
                let encoding = source.encoding();
                let wide = matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be) && source.confidence().is_none();
                if wide { Ok((source.text().to_owned(), Some(encoding))) } else { Err(not_unicode(name)) }
            }
        }
    }

    fn unpacked(&mut self, name: &str) -> Result<Vec<u8>, Problem> {
        let entry = self.archive.by_name(name).map_err(|error| match error {
            zip::result::ZipError::FileNotFound => Problem::new(
                format!("thiếu phần “{name}” trong tệp; hãy mở bằng Word hay LibreOffice rồi lưu lại"),
                format!("the part “{name}” is missing in the file; open it in Word or LibreOffice and save it again"),
            ),
            _ => damaged(name),
        })?;
        let mut bytes = Vec::new();
        // What the header says of the size is not believed.
        entry.take(self.left + 1).read_to_end(&mut bytes).map_err(|_| damaged(name))?;
        self.left = self.left.checked_sub(bytes.len() as u64).ok_or_else(too_much)?;
        Ok(bytes)
    }
}

fn not_unicode(name: &str) -> Problem {
    Problem::new(
        format!("phần “{name}” trong tệp không phải UTF-8 hay UTF-16; hãy mở bằng phần mềm đã tạo ra nó rồi lưu lại"),
        format!(
            "the part “{name}” is neither UTF-8 nor UTF-16; open the file in the program that made it and save it again"
        ),
    )
}

/// A text in which the fonts of old encodings, `.VnTime` and `VNI-Times`, are replaced where they are the value of an
/// attribute.
fn in_new_fonts(text: &str) -> Cow<'_, str> {
    const NEW_FONT: &str = "Times New Roman";
    const LONGEST_NAME: usize = 64;
    let mut out = String::new();
    let mut copied = 0;
    for at in memchr::memmem::find_iter(text.as_bytes(), b"=\"") {
        let start = at + 2;
        let old = text[start..].starts_with(".Vn") || text[start..].starts_with("VNI-");
        let end = memchr::memchr(b'"', &text.as_bytes()[start..]).filter(|length| old && *length < LONGEST_NAME);
        if let Some(length) = end {
            out.push_str(&text[copied..start]);
            out.push_str(NEW_FONT);
            copied = start + length;
        }
    }
    match copied {
        0 => Cow::Borrowed(text),
        _ => Cow::Owned(out + &text[copied..]),
    }
}

/// The name of the file that an address inside an archive leads to: from the root, or from a folder. It cannot lead out
/// of the archive.
pub(super) fn resolved(folder: &str, target: &str) -> String {
    if let Some(target) = target.strip_prefix('/') {
        return target.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => _ = path.pop(),
            step => path.push(step),
        }
    }
    path.join("/")
}

fn damaged(part: &str) -> Problem {
    Problem::new(
        format!("phần “{part}” trong tệp bị hỏng; hãy mở bằng Word hay LibreOffice rồi lưu lại"),
        format!("the part “{part}” of the file is damaged; open it in Word or LibreOffice and save it again"),
    )
}

fn too_much() -> Problem {
    Problem::new(
        format!("tệp nén chứa quá nhiều (trên {} MiB văn bản), có thể là bom nén; không đọc", MOST_TEXT >> 20),
        format!("the archive holds too much (over {} MiB of text) and may be a zip bomb; not read", MOST_TEXT >> 20),
    )
}

fn unwritable() -> Problem {
    Problem::new(
        "không đóng gói lại được tệp này; tệp cũ còn nguyên",
        "this file cannot be packed again; it is as it was",
    )
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    /// An archive of these files.
    pub fn pack(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(bytes).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn first(_: &mut Files<'_>) -> Result<Vec<String>, Problem> {
        Ok(vec!["a.xml".into()])
    }

    #[test]
    fn what_is_not_text_keeps_its_bytes_and_its_place() {
        let picture: Vec<u8> = (0..=255).cycle().take(5000).collect();
        let bytes = pack(&[("z.png", &picture), ("a.xml", b"<a>m</a>"), ("../b.xml", b"<b/>")]);
        let (package, text) = Package::open(Cow::Borrowed(&bytes), first).unwrap();
        assert_eq!(text, "<a>m</a>");
        let new = package.write("<a>hai</a>").unwrap();
        let mut files = Files::open(Cow::Borrowed(&new)).unwrap();
        assert_eq!(files.text("a.xml").unwrap(), "<a>hai</a>");
        let (before, after) =
            (ZipArchive::new(Cursor::new(&bytes)).unwrap(), ZipArchive::new(Cursor::new(&new)).unwrap());
        assert!(before.file_names().flatten().eq(after.file_names().flatten()));
        let raw = |bytes: &[u8], at: usize| {
            let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
            let mut raw = Vec::new();
            archive.by_index_raw(at).unwrap().read_to_end(&mut raw).unwrap();
            raw
        };
        for at in [0, 2] {
            assert_eq!(raw(&bytes, at), raw(&new, at));
        }
        assert_eq!(package.write("<a>m</a>").unwrap(), bytes);
    }

    #[test]
    fn parts_in_utf_16_are_read_and_written_back_so() {
        for units in [u16::to_le_bytes, u16::to_be_bytes] {
            let wide = |text: &str| -> Vec<u8> { format!("\u{FEFF}{text}").encode_utf16().flat_map(units).collect() };
            let bytes = pack(&[("a.xml", &wide("<a>một</a>"))]);
            let (package, text) = Package::open(Cow::Borrowed(&bytes), first).unwrap();
            assert_eq!(text, "<a>một</a>");
            assert_eq!(package.write(&text).unwrap(), bytes);
            let new = package.write("<a>hai</a>").unwrap();
            assert_eq!(Files::open(Cow::Borrowed(&new)).unwrap().unpacked("a.xml").unwrap(), wide("<a>hai</a>"));
        }
    }

    #[test]
    fn what_holds_too_much_is_refused_and_nothing_is_believed() {
        let zeros = vec![b' '; MOST_TEXT as usize + 1];
        let bomb = pack(&[("a.xml", &zeros)]);
        assert!(bomb.len() < 1 << 20);
        assert!(Package::open(Cow::Borrowed(&bomb), first).unwrap_err().message.vi.contains("bom"));
        // A header that says that ten bytes are four thousand million.
        let mut lying = pack(&[("a.xml", b"<a>mot</a>")]);
        let size = 10_u32.to_le_bytes();
        for at in (0..lying.len() - 4).rev() {
            if lying[at..at + 4] == size {
                lying[at..at + 4].copy_from_slice(&u32::MAX.to_le_bytes());
            }
        }
        let _ = Package::open(Cow::Borrowed(&lying), first);
    }

    #[test]
    fn old_fonts_give_way_where_they_are_a_value() {
        let text = "<w:rFonts w:ascii=\".VnTime\" w:hAnsi=\"VNI-Times\"/><w:t>\".VnTime\" = VNI-Times</w:t>";
        let new =
            "<w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New Roman\"/><w:t>\".VnTime\" = VNI-Times</w:t>";
        assert_eq!(in_new_fonts(text), new);
        assert!(matches!(in_new_fonts("<w:t>x</w:t>"), Cow::Borrowed(_)));
    }

    #[test]
    fn an_address_cannot_lead_out() {
        assert_eq!(resolved("word", "../../../etc/passwd"), "etc/passwd");
        assert_eq!(resolved("word", "/docProps/a.xml"), "docProps/a.xml");
        assert_eq!(resolved("a/b", "./c.xml"), "a/b/c.xml");
    }
}
