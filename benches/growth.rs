//! How the time of a check grows with the length of a text: each case is doubled three times, and the exponent of the growth is
//! printed; 1 is linear. Above [`LIMIT`] the benchmark fails.
//!
//! ```text
//! cargo bench --bench growth
//! MORAT_GROWTH_BYTES=200000 cargo bench --bench growth -- srt
//! ```
//!
//! A case is a kind of text (correct, full of mistakes, one mistake repeated, wrong punctuation), in one paragraph or in many, in
//! each format; `fix` is measured on the most common formats.

use std::io::{Cursor, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use morat::document::{Document, Format};
use morat::linter::{FixOptions, Linter, Selection, Worker};

/// The length in bytes of the shortest text of a case, unless `MORAT_GROWTH_BYTES` sets it.
const SHORTEST: usize = 30_000;

/// How often the length is doubled.
const DOUBLINGS: u32 = 3;

/// The greatest exponent that counts as linear, with some allowance for noise.
const LIMIT: f64 = 1.35;

/// How many times a length is measured if it takes less than [`SHORT`]; the shortest time counts. A longer one is measured once.
const RUNS: usize = 3;

/// Times below this are noisy, so they are measured several times.
const SHORT: Duration = Duration::from_millis(50);

/// Times below this are too short to be used.
const LEAST: Duration = Duration::from_millis(5);

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).expect("the default rules"));

/// Kinds of text: name, and the sentences that are repeated.
const TEXTS: [(&str, &[&str]); 9] = [
    (
        "good",
        &[
            "cả nhà cùng nhau đi qua cánh đồng lúa chín vàng",
            "mẹ nấu cơm còn bố sửa lại mái hiên",
            "những đứa trẻ chạy theo con diều giấy",
            "trời chiều hôm ấy trong và nhiều gió",
        ],
    ),
    (
        "mistakes",
        &[
            "cả tổ nổ lực bổ xung hồ sơ đươc giao",
            "họ xúc tích kể lại câu chuyên dấu diếm bấy lâu",
            "chúng tôi kiẻm tra lại cuả nhà và giám sat kỹ",
            "anh ấy chia sẽ vơi mọi người tương lại sáng lạng",
        ],
    ),
    ("repeated", &["nổ lực"]),
    ("marks", &["cam , quýt ,bưởi  và ( ổi ) rồi;; “ mận ” \"đào\"thôi"]),
    ("names", &["ông Trương Cảnh Tuyên gặp bà Lê Diệu Hoàn", "ông Trương Cảnh Tuyến gặp bà Lê Diệu Hoài ở Mát-xcơ-va"]),
    (
        "styles",
        &["hoà giải và hòa thuận, quý và quí, ngày 1/2/2020 và 3-4-2021", "chủ tịch UBND tỉnh – Chủ tịch UBND tỉnh"],
    ),
    (
        "figures",
        &[
            "anh An (sinh năm 1990, 45 tuổi) đến ngày 3/6/2025",
            "Thứ hai, ngày 3/6/2025 họp.",
            "tỉnh Bình Dương năm 2026 và Bộ Kế hoạch và Đầu tư",
        ],
    ),
    ("great", &["CẢ TỔ NỔ LỰC LÀM VIỆC"]),
    ("bare", &["chung toi di hoc ve muon vi troi mua rat to", "ca nha deu lo lang khong biet lam sao"]),
];

/// Sentences of a kind, of at least this number of bytes together.
fn pieces(kind: &'static [&'static str], bytes: usize) -> Vec<&'static str> {
    let mut length = 0;
    let more = |piece: &&str| {
        let goes_on = length < bytes;
        length += piece.len() + 1;
        goes_on
    };
    kind.iter().cycle().copied().take_while(more).collect()
}

/// Makes a file of a format out of sentences.
type Shape = fn(&[&str]) -> Vec<u8>;

fn blocks(pieces: &[&str], before: &str, between: &str, behind: &str) -> Vec<u8> {
    [before, &pieces.join(between), behind].concat().into_bytes()
}

const SHAPES: [(&str, Format, Shape); 33] = [
    ("txt one paragraph", Format::TEXT, |pieces| blocks(pieces, "", " ", "\n")),
    ("txt sentences", Format::TEXT, |pieces| blocks(pieces, "", ". ", ".\n")),
    ("txt many paragraphs", Format::TEXT, |pieces| blocks(pieces, "", ".\n\n", ".\n")),
    ("txt many lines", Format::TEXT, |pieces| blocks(pieces, "", "\n", "\n")),
    ("md one paragraph", Format::MARKDOWN, |pieces| blocks(pieces, "", " **và** [rồi](x) ", "\n")),
    ("md many paragraphs", Format::MARKDOWN, |pieces| blocks(pieces, "", "\n\n- ", "\n")),
    ("md comments", Format::MARKDOWN, |pieces| {
        blocks(pieces, "", "\n\n<!-- morat: tắt chinh-ta/am-tiet -->\n\n<!-- morat: bật -->\n\n", "\n")
    }),
    ("html one paragraph", Format::HTML, |pieces| {
        blocks(pieces, "<p>", " <b>và</b> &amp; <a href=\"x\">rồi</a> ", "</p>")
    }),
    ("html many paragraphs", Format::HTML, |pieces| blocks(pieces, "<p>", "</p>\n<p>", "</p>")),
    ("tex one paragraph", Format::LATEX, |pieces| blocks(pieces, "", " \\textbf{và} \\lop\\cite{a} ", "\n")),
    ("tex many paragraphs", Format::LATEX, |pieces| blocks(pieces, "", "\n\n\\muc{một}{hai} ``rồi''\n\n", "\n")),
    ("po one entry", Format::PO, |pieces| {
        quoted(pieces, "msgid \"x %s..%s  y\"\nmsgstr \"\"\n\"", " %s <n> \"\n\"", "\"\n")
    }),
    ("po many entries", Format::PO, |pieces| {
        quoted(pieces, "msgid \"a\"\nmsgstr \"", "\"\n\nmsgid \"b.c %s  d\"\nmsgstr \"b.c %s  d ", "\"\n")
    }),
    ("srt", Format::SRT, |pieces| {
        let cue = |(number, piece): (usize, &&str)| format!("{number}\n00:00:01,000 --> 00:00:02,000\n{piece}\n\n");
        pieces.iter().enumerate().map(cue).collect::<String>().into_bytes()
    }),
    ("vtt", Format::VTT, |pieces| {
        blocks(pieces, "WEBVTT\n\n00:01.000 --> 00:02.000\n", "\n\n00:01.000 --> 00:02.000\n", "\n")
    }),
    ("csv", Format::CSV, |pieces| blocks(pieces, "id,text\n1,", "\n1,", "\n")),
    ("jsonl", Format::JSONL, |pieces| quoted(pieces, "{\"text\": \"", "\"}\n{\"text\": \"", "\"}\n")),
    ("rtf", Format::RTF, |pieces| {
        let letter = |c: char| if c.is_ascii() { c.to_string() } else { format!("\\u{}?", u32::from(c)) };
        let body: String = pieces.join("\\par ").chars().map(letter).collect();
        format!("{{\\rtf1\\ansi {body}}}").into_bytes()
    }),
    ("odt", Format::ODT, |pieces| {
        let names = "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" \
                     xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\"";
        let body: String = pieces.iter().map(|piece| format!("<text:p>{piece}</text:p>")).collect();
        let content = format!(
            "<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        );
        package(&[("mimetype", "application/vnd.oasis.opendocument.text".to_owned()), ("content.xml", content)])
    }),
    ("docx runs", Format::DOCX, |pieces| {
        let letters =
            |piece: &str| piece.chars().map(|c| format!("<w:r><w:t xml:space=\"preserve\">{c}</w:t></w:r>")).collect();
        word(pieces, "<w:p>", letters, "</w:p>")
    }),
    ("docx one paragraph", Format::DOCX, |pieces| {
        word(pieces, "<w:p>", |piece| format!("<w:r><w:t xml:space=\"preserve\">{piece} </w:t></w:r>"), "</w:p>")
    }),
    ("docx many paragraphs", Format::DOCX, |pieces| {
        word(pieces, "", |piece| format!("<w:p><w:r><w:t>{piece}</w:t></w:r></w:p>"), "")
    }),
    ("ass", Format::ASS, |pieces| {
        let head = "[Script Info]\nScriptType: v4.00+\n\n[Events]\n\
                    Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n";
        let cue = |piece: &&str| format!("Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,{{\\i1}}{piece}{{\\i0}}\n");
        [head.to_owned(), pieces.iter().map(cue).collect()].concat().into_bytes()
    }),
    ("rst one paragraph", Format::RST, |pieces| blocks(pieces, "", " **và** :ref:`rồi` ", "\n")),
    ("rst many paragraphs", Format::RST, |pieces| blocks(pieces, "", ".\n\n* *và* `rồi`_ ", "\n")),
    ("adoc one paragraph", Format::ASCIIDOC, |pieces| blocks(pieces, "", " *và* link:x[rồi] ", "\n")),
    ("adoc many paragraphs", Format::ASCIIDOC, |pieces| blocks(pieces, "", ".\n\n* _và_ ", "\n")),
    ("xliff", Format::XLIFF, |pieces| {
        let between = "</target></trans-unit>\n<trans-unit id=\"a\"><source>a</source><target>";
        let before = "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\"><file source-language=\"en\" \
                      target-language=\"vi\" datatype=\"plaintext\" original=\"a\"><body><trans-unit id=\"a\"><source>a</source><target>";
        blocks(pieces, before, between, "</target></trans-unit></body></file></xliff>")
    }),
    ("json", Format::JSON, |pieces| quoted(pieces, "{\n\"text\": [\n\"", "\",\n\"", "\"\n]}\n")),
    ("yaml", Format::YAML, |pieces| quoted(pieces, "text:\n  - \"", "\"\n  - \"", "\"\n")),
    ("yaml block", Format::YAML, |pieces| blocks(pieces, "text: |\n  ", "\n  ", "\n")),
    ("ipynb", Format::NOTEBOOK, |pieces| {
        let before = "{\"cells\": [{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"";
        let behind = "\"]}], \"metadata\": {}, \"nbformat\": 4, \"nbformat_minor\": 5}\n";
        quoted(pieces, before, "\"]},\n{\"cell_type\": \"markdown\", \"metadata\": {}, \"source\": [\"", behind)
    }),
    ("epub", Format::EPUB, |pieces| {
        let container = "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles><rootfile \
                         full-path=\"a.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>";
        let book = "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\"><manifest><item id=\"a\" href=\"a.xhtml\" \
                    media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"a\"/></spine></package>";
        let page = format!(
            "<html xmlns=\"http://www.w3.org/1999/xhtml\"><body><p>{}</p></body></html>",
            pieces.join("</p>\n<p>")
        );
        package(&[
            ("mimetype", "application/epub+zip".to_owned()),
            ("META-INF/container.xml", container.to_owned()),
            ("a.opf", book.to_owned()),
            ("a.xhtml", page),
        ])
    }),
];

/// As [`blocks`], for formats with quoted strings.
fn quoted(pieces: &[&str], before: &str, between: &str, behind: &str) -> Vec<u8> {
    let pieces: Vec<String> = pieces.iter().map(|piece| piece.replace('"', "\\\"")).collect();
    blocks(&pieces.iter().map(String::as_str).collect::<Vec<_>>(), before, between, behind)
}

/// A Word file.
fn word(pieces: &[&str], before: &str, each: fn(&str) -> String, behind: &str) -> Vec<u8> {
    let body: String = pieces.iter().map(|piece| each(piece)).collect();
    let space = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
    package(&[
        ("[Content_Types].xml", "<Types></Types>".to_owned()),
        ("word/document.xml", format!("<w:document {space}><w:body>{before}{body}{behind}</w:body></w:document>")),
    ])
}

/// A zip archive of these parts.
fn package(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("in memory");
    }
    writer.finish().expect("a package").into_inner()
}

/// What is done with a file.
#[derive(Clone, Copy)]
enum Deed {
    Check,
    Fix,
}

/// The processor time of this thread on Linux, so that other work on the machine does not count; elsewhere, wall-clock time.
fn spent() -> Duration {
    static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
    // Yielding makes the kernel update the count.
    std::thread::yield_now();
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let nanos = told.and_then(|told| told.split_whitespace().next()?.parse().ok());
    nanos.map_or_else(|| BEGUN.elapsed(), Duration::from_nanos)
}

fn time(bytes: &[u8], format: Format, deed: Deed, worker: &mut Worker) -> Duration {
    let once = |worker: &mut Worker| {
        let start = spent();
        let document = Document::open(bytes, format, &Arc::default()).expect("a file of its format");
        match deed {
            Deed::Check => {
                let findings = LINTER.check(&document, worker).expect("a text below 4 GiB");
                std::hint::black_box(LINTER.diagnostics(&document, findings));
            }
            Deed::Fix => {
                let all = FixOptions { all: true, except: None };
                std::hint::black_box(LINTER.fix(document, all, worker).expect("a text below 4 GiB"));
            }
        }
        spent().saturating_sub(start)
    };
    let first = once(worker);
    let again = if first < SHORT { RUNS - 1 } else { 0 };
    (0..again).map(|_| once(worker)).fold(first, Duration::min)
}

/// The exponent of times measured at doubling lengths: the slope of their logarithms, by least squares.
fn exponent(times: &[Duration]) -> f64 {
    let points: Vec<(f64, f64)> =
        (0..).zip(times).map(|(nth, time)| (f64::from(nth), time.as_secs_f64().log2())).collect();
    let count = points.len() as f64;
    let mean = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).sum::<f64>() / count;
    let (x, y) = (mean(|point| point.0), mean(|point| point.1));
    let shared: f64 = points.iter().map(|point| (point.0 - x) * (point.1 - y)).sum();
    shared / points.iter().map(|point| (point.0 - x).powi(2)).sum::<f64>()
}

/// A format, a kind of text, and the operation that is measured.
struct Case {
    name: String,
    format: Format,
    write: Shape,
    text: &'static [&'static str],
    deed: Deed,
}

/// All cases whose names contain all of these words.
fn cases(wanted: &[String]) -> Vec<Case> {
    let mut cases = Vec::new();
    for (shape, format, write) in SHAPES {
        for (kind, text) in TEXTS {
            let fixed = [Format::TEXT, Format::MARKDOWN, Format::DOCX].contains(&format);
            for (deed, done) in [("check", Deed::Check), ("fix", Deed::Fix)] {
                let name = format!("{deed} {shape}: {kind}");
                if (fixed || matches!(done, Deed::Check)) && wanted.iter().all(|part| name.contains(part.as_str())) {
                    cases.push(Case { name, format, write, text, deed: done });
                }
            }
        }
    }
    cases
}

/// Measures a case and prints the result; returns whether its growth is more than linear.
fn is_slow(case: &Case, shortest: usize, worker: &mut Worker) -> bool {
    let files = (0..=DOUBLINGS).map(|nth| (case.write)(&pieces(case.text, shortest << nth)));
    let (lengths, times): (Vec<usize>, Vec<Duration>) =
        files.map(|file| (file.len(), time(&file, case.format, case.deed, worker))).unzip();
    let (length, told) = (lengths[lengths.len() - 1], times[times.len() - 1]);
    let power = exponent(&times);
    let is_slow = power > LIMIT && told > LEAST;
    let mark = if is_slow { "  ← not linear" } else { "" };
    println!("{:<38}{length:>10}{:>10.1}   {power:.2}{mark}", case.name, told.as_secs_f64() * 1e3);
    is_slow
}

fn main() {
    let wanted: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let shortest = std::env::var("MORAT_GROWTH_BYTES").ok().and_then(|bytes| bytes.parse().ok()).unwrap_or(SHORTEST);
    LazyLock::force(&LINTER);
    println!("{:<38}{:>10}{:>10}   exponent", "case", "bytes", "last, ms");
    let cases = cases(&wanted);
    let next = AtomicUsize::new(0);
    let work = || {
        let mut worker = Worker::default();
        let mut slow = Vec::new();
        while let Some(case) = cases.get(next.fetch_add(1, Ordering::Relaxed)) {
            if is_slow(case, shortest, &mut worker) {
                slow.push(case.name.as_str());
            }
        }
        slow
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let slow: Vec<&str> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads.into_iter().flat_map(|thread| thread.join().expect("no panic")).collect()
    });
    assert!(slow.is_empty(), "not linear: {slow:?}");
}
