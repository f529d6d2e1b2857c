//! Throughput of the whole check and of each stage, in bytes of text per second.
//!
//! The text is the file that `MORAT_BENCH_TEXT` names, or else the example draft repeated. Compare speeds only within one run on
//! one machine.
//!
//! ```text
//! MORAT_BENCH_TEXT=article.txt cargo bench
//! ```
//!
//! `MORAT_BENCH_HUNSPELL=/usr/share/hunspell/vi_VN` (of Debian's hunspell-vi) adds what a lookup of each word in that list
//! costs, by the `spellbook` crate: the yardstick for a whole check.

mod shared;

use std::sync::LazyLock;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use morat::document::{Document, Format, Options};
use morat::linter::{Linter, Selection, Worker};
use morat::syllable;
use morat::text::{Normal, Source};
use morat::token::Tokens;
use unicode_normalization::UnicodeNormalization;

/// The most bytes of a named file that are used, to keep a run short.
const MOST: usize = 8 << 20;

/// The size in bytes up to which the example is repeated.
const REPEATED: usize = 1 << 20;

static TEXT: LazyLock<String> = LazyLock::new(|| match std::env::var("MORAT_BENCH_TEXT") {
    Ok(path) => {
        let mut text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
        if let Some(end) = text.char_indices().map(|(at, _)| at).find(|at| *at >= MOST) {
            text.truncate(end);
        }
        text
    }
    Err(_) => {
        let draft = include_str!("../examples/ban-nhap.txt");
        draft.repeat(REPEATED.div_ceil(draft.len()))
    }
});

static OPTIONS: LazyLock<std::sync::Arc<Options>> = LazyLock::new(Default::default);

static LINTER: LazyLock<Linter> = LazyLock::new(|| Linter::new(&Selection::default()).expect("the default rules"));

fn main() {
    LazyLock::force(&TEXT);
    LazyLock::force(&LINTER);
    divan::main();
}

fn bytes() -> BytesCount {
    BytesCount::of_str(TEXT.as_str())
}

#[divan::bench(sample_count = 10)]
fn a_decode(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| Source::decode(black_box(TEXT.as_bytes())).map(|source| source.text().len()));
}

#[divan::bench(sample_count = 10)]
fn b_normalise(bencher: Bencher<'_, '_>) {
    bencher.counter(bytes()).bench(|| Normal::new(black_box(&TEXT)).map(|normal| normal.text().len()));
}

#[divan::bench(sample_count = 10)]
fn c_normalise_decomposed(bencher: Bencher<'_, '_>) {
    let decomposed: String = TEXT.nfd().collect();
    let count = BytesCount::of_str(&decomposed);
    bencher.counter(count).bench(|| Normal::new(black_box(&decomposed)).map(|normal| normal.text().len()));
}

#[divan::bench(sample_count = 10)]
fn d_tokens(bencher: Bencher<'_, '_>) {
    let mut tokens = Tokens::default();
    bencher.counter(bytes()).bench_local(|| tokens.fill(black_box(&TEXT), &[]));
}

/// Parsing only: every word between spaces as a syllable.
#[divan::bench(sample_count = 10)]
fn e_syllables(bencher: Bencher<'_, '_>) {
    let words: Vec<&str> = TEXT.split_ascii_whitespace().collect();
    bencher.counter(bytes()).bench(|| words.iter().filter_map(|word| syllable::Word::read(word)?.known()).count());
}

#[divan::bench(sample_count = 10)]
fn f_check(bencher: Bencher<'_, '_>) {
    let mut worker = Worker::default();
    bencher.counter(bytes()).bench_local(|| LINTER.check_text(black_box(&TEXT), &mut worker));
}

/// The text as a page of a format, with markup in every line. Each format should be at least half as fast as plain text.
fn page(format: Format) -> String {
    let line = |line: &str| {
        let mut words = line.splitn(3, ' ');
        let [one, two, rest] = [(); 3].map(|()| words.next().unwrap_or_default());
        match format == Format::MARKDOWN {
            true => format!("{one} **{two}** [{rest}](http://a.vn/b)\n\n"),
            false => format!("<div>\n  <p>{one} <b>{two}</b> <a href=\"/b\">{rest}</a></p>\n</div>\n"),
        }
    };
    TEXT.lines().filter(|text| !text.trim().is_empty()).map(line).collect()
}

#[divan::bench(sample_count = 10, args = [Format::TEXT, Format::MARKDOWN, Format::HTML])]
fn h_check_as(bencher: Bencher<'_, '_>, format: Format) {
    let page = if format == Format::TEXT { TEXT.clone() } else { page(format) };
    let mut worker = Worker::default();
    bencher.counter(bytes()).bench_local(|| {
        let document = Document::open(black_box(page.as_bytes()), format, &OPTIONS).expect("of this format");
        LINTER.check(&document, &mut worker)
    });
}

#[divan::bench(sample_count = 10)]
fn g_check_to_json(bencher: Bencher<'_, '_>) {
    let mut worker = Worker::default();
    bencher.counter(bytes()).bench_local(|| shared::check_to_json(&LINTER, black_box(&TEXT), &OPTIONS, &mut worker));
}

/// The path of a Hunspell dictionary without its extension, if one is named.
fn hunspell() -> Vec<String> {
    std::env::var("MORAT_BENCH_HUNSPELL").into_iter().collect()
}

#[divan::bench(sample_count = 10, args = hunspell())]
fn i_hunspell_lookups(bencher: Bencher<'_, '_>, path: &str) {
    let dictionary = shared::hunspell(path.as_ref());
    bencher.counter(bytes()).bench(|| shared::known_words(&dictionary, black_box(&TEXT)));
}

/// The time of a run before its first file.
#[divan::bench(sample_count = 10)]
fn h_start(bencher: Bencher<'_, '_>) {
    bencher.bench(|| Linter::new(&Selection::default()).is_ok());
}
