//! Draws a session as rows of the screen.

use anstyle::{AnsiColor, Style};

use super::case::{Case, Decision};
use super::layout::{Row, tail, width};
use super::says::{self, Keys, Offer};
use super::session::{Mode, Session};
use crate::report::place;
use crate::report::window::{Reach, Window, push_visible};
use crate::report::{Lang, suggested};
use crate::rules::Severity;

const PLAIN: Style = Style::new();
const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const MARKED: Style = AnsiColor::Red.on_default().bold().underline();
const CHOSEN: Style = AnsiColor::Green.on_default().bold();
const KEY: Style = AnsiColor::Cyan.on_default().bold();
const DONE: Style = AnsiColor::Green.on_default();
const REFUSED: Style = AnsiColor::Yellow.on_default();

/// What a drawing needs beside the session.
#[derive(Clone, Copy, Debug)]
pub(super) struct Frame<'f> {
    /// The file's name.
    pub name: &'f str,
    /// Number of the file and number of files, counted from 1.
    pub file: (usize, usize),
    pub lang: Lang,
}

/// The rows of a terminal.
#[derive(Debug)]
pub(super) struct Screen {
    pub rows: Vec<Row>,
    /// Column and row of the cursor, counted from 0, while text is typed.
    pub cursor: Option<(usize, usize)>,
}

/// Blocks of rows, from top to bottom, that are drawn with an empty row between them while there is room.
struct Blocks {
    blocks: Vec<Vec<Row>>,
    cursor: Option<(usize, usize)>,
}

/// Draws a session for a terminal of this size.
pub(super) fn draw(session: &Session, frame: &Frame<'_>, columns: usize, rows: usize) -> Screen {
    // A row that fills the last column makes some terminals begin the next one.
    let columns = columns.saturating_sub(1).max(20);
    let view = View { session, lang: frame.lang, columns };
    let top = header(session, frame, columns);
    let (page, keys) = match session.mode() {
        Mode::Help(from) => return view.help(top, *from, rows),
        mode => match session.case() {
            Some(case) => {
                let keys = match mode {
                    Mode::Type(_) => says::type_keys(),
                    Mode::Sure { .. } => says::sure_keys(),
                    _ => says::look_keys(&offer(session, case)),
                };
                (view.finding(case, rows), keys)
            }
            None => {
                let more = frame.file.0 < frame.file.1;
                let keys = match mode {
                    Mode::Sure { .. } => says::sure_keys(),
                    _ => says::end_keys(session.is_dirty(), more),
                };
                (view.end(), keys)
            }
        },
    };
    let mut bottom = view.notes();
    let used = top.len() + bottom.len() + page.blocks.iter().map(Vec::len).sum::<usize>();
    bottom.extend(key_rows(&view.spoken(&keys), columns, rows.saturating_sub(used).clamp(1, 6)));
    assemble(top, page, bottom, rows)
}

/// What is drawn from, and for whom.
struct View<'v> {
    session: &'v Session,
    lang: Lang,
    columns: usize,
}

/// Stacks the parts, with the keys at the bottom; leaves out what there is no room for.
fn assemble(top: Vec<Row>, page: Blocks, bottom: Vec<Row>, rows: usize) -> Screen {
    let need: usize = top.len() + bottom.len() + page.blocks.iter().map(Vec::len).sum::<usize>();
    let airy = need + page.blocks.len() < rows;
    let room = rows.saturating_sub(bottom.len());
    let mut all = top;
    let mut cursor = None;
    let last = page.blocks.len().saturating_sub(1);
    for (index, block) in page.blocks.into_iter().enumerate() {
        if airy {
            all.push(Row::new());
        }
        if index == last {
            cursor = page.cursor.map(|(column, row)| (column, row + all.len()));
        }
        all.extend(block);
    }
    all.truncate(room);
    if airy {
        all.resize(room, Row::new());
    }
    all.extend(bottom);
    all.truncate(rows);
    Screen { rows: all, cursor: cursor.filter(|(_, row)| *row < room) }
}

/// The header: the file, and how far it was reviewed.
fn header(session: &Session, frame: &Frame<'_>, columns: usize) -> Vec<Row> {
    let total = session.cases().len();
    let at = session.at().min(total);
    let mut right = format!("{}/{total}", (at + 1).min(total));
    if frame.file.1 > 1 {
        let file = frame.lang.pick("tệp", "file");
        right = format!("{right} · {file} {}/{}", frame.file.0, frame.file.1);
    }
    let mut shown = String::new();
    push_visible(&mut shown, frame.name);
    let name = tail(&shown, columns.saturating_sub(width(&right) + 2));
    let gap = " ".repeat(columns.saturating_sub(width(&name) + width(&right)));
    let done = columns * at / total.max(1);
    vec![
        Row::new().with(BOLD, name).with(PLAIN, gap).with(BOLD, right),
        Row::new().with(DONE, "━".repeat(done)).with(DIM, "─".repeat(columns - done)),
    ]
}

fn offer(session: &Session, case: &Case) -> Offer {
    let decided = *session.decision(session.at()) != Decision::Open || session.covered(session.at()).is_some();
    Offer { choices: case.choices.len(), alike: session.alike(), word: case.is_word(), decided }
}

/// The finding in its line, on at most `most` rows.
fn excerpt(session: &Session, columns: usize, most: usize) -> Vec<Row> {
    let (text, marked) = session.around(session.at());
    let room = (columns - 2) * most * 9 / 10;
    let reach = Reach { before: room * 45 / 100, marked: room / 3, after: room * 3 / 10 };
    let window = Window::around(&text, marked, reach);
    let mark = &window.shown[window.marked.clone()];
    let mark = match mark {
        // Where something is missing: the caret of a proofreader.
        "" => "‸".to_owned(),
        blank if blank.trim().is_empty() => "␣".repeat(width(blank)),
        some => some.to_owned(),
    };
    let row = Row::new()
        .with(PLAIN, "  ")
        .with(PLAIN, &window.shown[..window.marked.start])
        .with(MARKED, mark)
        .with(PLAIN, &window.shown[window.marked.end..]);
    row.wrap(columns, 2)
}

/// Visible signs for spaces at either end of a text.
fn edges(text: &str) -> String {
    let inside = text.trim_matches(' ');
    let before = text.len() - text.trim_start_matches(' ').len();
    let after = text.len() - before - inside.len();
    format!("{}{inside}{}", "␣".repeat(before), "␣".repeat(after))
}

/// The keys on at most `most` rows; the last ones are left out when there is no room, except for help.
fn key_rows(keys: &[(&str, &str)], columns: usize, most: usize) -> Vec<Row> {
    let mut rows = vec![Row::new()];
    for (at, (key, what)) in keys.iter().enumerate() {
        let item = Row::new().with(KEY, key).with(DIM, format!(" {what}"));
        let last = rows.len() - 1;
        let gap = if rows[last].width() == 0 { 0 } else { 3 };
        let is_full = rows[last].width() + gap + item.width() > columns;
        if is_full && rows.len() == most {
            let mut row = std::mem::take(&mut rows[last]);
            // Cut the last row short, so that the key for help, which is the last one, is always to be seen.
            if let (Some((help, _)), true) = (keys.last(), at < keys.len()) {
                row = row.cut(columns.saturating_sub(width(help) + 2)).with(PLAIN, "  ").with(KEY, help);
            }
            rows[last] = row;
            return rows;
        }
        if is_full {
            rows.push(Row::new());
        }
        let last = rows.len() - 1;
        let row = std::mem::take(&mut rows[last]);
        let row = if row.width() == 0 { row } else { row.with(PLAIN, "   ") };
        rows[last] = item.parts().iter().fold(row, |row, (style, text)| row.with(*style, text));
    }
    rows
}

/// The first rows, with `…` if there were more.
fn shortened(mut rows: Vec<Row>, most: usize) -> Vec<Row> {
    if rows.len() > most {
        rows.truncate(most);
        if let Some(last) = rows.pop() {
            rows.push(last.with(PLAIN, " …"));
        }
    }
    rows
}

impl View<'_> {
    /// Keys in the reader's language.
    fn spoken<'k>(&self, keys: &'k Keys) -> Vec<(&'k str, &'k str)> {
        keys.iter().map(|(key, what)| (self.lang.of(key), self.lang.of(what))).collect()
    }

    /// The shown finding: its position, its line, the reason, and suggestions.
    fn finding(&self, case: &Case, rows: usize) -> Blocks {
        let View { session, lang, columns } = *self;
        let diagnostic = &case.diagnostic;
        let (sign, colour) = match diagnostic.severity {
            Severity::Error => ("×", AnsiColor::Red),
            Severity::Warning => ("⚠", AnsiColor::Yellow),
            Severity::Info => ("☞", AnsiColor::Blue),
        };
        let style = colour.on_default().bold();
        let severity = says::severity(diagnostic.severity);
        let (line, column) = (diagnostic.start.line, diagnostic.start.column);
        let place = match (&diagnostic.place, lang) {
            (Some(at), _) => lang.of(&place::place(at)).to_owned(),
            (None, Lang::Vi) => format!("dòng {line}, cột {column}"),
            (None, Lang::En) => format!("line {line}, column {column}"),
        };
        let what = Row::new()
            .with(style, format!("{sign} {}", lang.of(&severity)))
            .with(DIM, format!(" · {place}"))
            .with(DIM, format!(" · {}", diagnostic.name));
        let few = rows < 16;
        let reason = Row::new().with(PLAIN, lang.of(&diagnostic.message)).wrap(columns, 0);
        let reason = shortened(reason, if few { 2 } else { 8 });
        let mut blocks = vec![vec![what.cut(columns)], excerpt(session, columns, if few { 2 } else { 4 }), reason];
        let mut cursor = None;
        match session.mode() {
            Mode::Type(line) => {
                let (row, column) = self.typed(line.parts());
                cursor = Some((column, 0));
                blocks.push(vec![row]);
            }
            _ => {
                blocks.extend(self.decided());
                blocks.extend(self.choices(case, if few { 2 } else { 9 }));
            }
        }
        Blocks { blocks, cursor }
    }

    /// The decision about the last finding.
    fn decided(&self) -> Option<Vec<Row>> {
        let View { session, lang, columns } = *self;
        let text = match session.decision(session.at()) {
            Decision::Open | Decision::Skipped if session.covered(session.at()).is_some() => {
                let other = session.covered(session.at())?;
                return Some(Row::new().with(REFUSED, lang.of(&says::clash(other))).wrap(columns, 0));
            }
            Decision::Open => return None,
            Decision::Skipped => lang.pick("đã bỏ qua", "skipped").to_owned(),
            Decision::Fixed(choice) => {
                format!("{} → {}", lang.pick("đã sửa", "fixed"), lang.of(&suggested(&choice.text)))
            }
            Decision::Ignored => lang.pick("luôn bỏ qua", "ignored always").to_owned(),
            Decision::Word => lang.pick("đã nhận là từ đúng", "taken for a right word").to_owned(),
        };
        Some(Row::new().with(DONE, format!("✓ {text}")).wrap(columns, 2))
    }

    /// The numbered suggestions, on at most `most` rows around the offered one.
    fn choices(&self, case: &Case, most: usize) -> Option<Vec<Row>> {
        let View { session, lang, columns } = *self;
        if case.choices.is_empty() {
            let none = lang.pick("không có gợi ý: e để tự viết", "no suggestion: e to type");
            return Some(vec![Row::new().with(DIM, none).cut(columns)]);
        }
        let from = (session.choice() + 1).saturating_sub(most);
        let rows = case.choices.iter().enumerate().skip(from).take(most).map(|(index, choice)| {
            let mut text = String::new();
            push_visible(&mut text, &edges(lang.of(&suggested(&choice.text))));
            let (sign, style) = if index == session.choice() { ("▸", CHOSEN) } else { (" ", PLAIN) };
            let row = Row::new().with(style, format!("{sign} {}  {text}", index + 1));
            match choice.edits.len() {
                1 => row,
                count if lang == Lang::Vi => row.with(DIM, format!("  (sửa cùng lúc {count} chỗ)")),
                count => row.with(DIM, format!("  ({count} places at once)")),
            }
            .cut(columns)
        });
        Some(rows.collect())
    }

    /// The typed line, and the column of the cursor. Of a long line the part before the cursor is shown.
    fn typed(&self, (before, after): (&str, &str)) -> (Row, usize) {
        let label = self.lang.pick("Viết: ", "Write: ");
        let mut shown = (String::new(), String::new());
        push_visible(&mut shown.0, before);
        push_visible(&mut shown.1, after);
        let before = tail(&shown.0, self.columns.saturating_sub(width(label) + 8));
        let column = width(label) + width(&before);
        let row = Row::new().with(BOLD, label).with(CHOSEN, before).with(CHOSEN, shown.1);
        (row.cut(self.columns), column)
    }

    /// The page at the end of the list.
    fn end(&self) -> Blocks {
        let View { session, lang, columns } = *self;
        let total = session.cases().len();
        let seen = match lang {
            Lang::Vi => format!("Đã xem hết {total} chỗ."),
            Lang::En if total == 1 => "That was the only finding.".to_owned(),
            Lang::En => format!("That was the last of {total} findings."),
        };
        let counts = lang.of(&says::counts(&session.counts())).to_owned();
        let saved = if session.is_dirty() {
            lang.pick("Chưa ghi gì vào tệp.", "Nothing has been saved yet.")
        } else {
            lang.pick("Không có gì để ghi.", "There is nothing to save.")
        };
        let blocks = vec![
            Row::new().with(BOLD, seen).wrap(columns, 0),
            Row::new().with(PLAIN, counts).wrap(columns, 0),
            Row::new().with(DIM, saved).wrap(columns, 0),
        ];
        Blocks { blocks, cursor: None }
    }

    /// The message about the last key, or the question that is open.
    fn notes(&self) -> Vec<Row> {
        let View { session, lang, columns } = *self;
        if let Mode::Sure { .. } = session.mode() {
            let counts = lang.of(&says::counts(&session.counts())).to_owned();
            let ask = match lang {
                Lang::Vi => format!("Thoát mà không ghi gì? ({counts})"),
                Lang::En => format!("Quit and save nothing? ({counts})"),
            };
            return Row::new().with(REFUSED.bold(), ask).wrap(columns, 0);
        }
        let (note, passed) = session.note();
        let mut row = Row::new();
        if let Some(note) = note {
            let (done, text) = says::note(note);
            let mut shown = String::new();
            push_visible(&mut shown, lang.of(&text));
            row = match done {
                true => row.with(DONE, format!("✓ {shown}")),
                false => row.with(REFUSED, shown),
            };
        }
        if passed > 0 {
            let gap = if note.is_some() { "; " } else { "" };
            row = row.with(REFUSED, format!("{gap}{}", lang.of(&says::passed(passed))));
        }
        // The row is there even when it is empty, or the keys would move up and down.
        shortened(row.wrap(columns, 2), 2)
    }

    /// The help, from a row on.
    fn help(&self, top: Vec<Row>, from: usize, rows: usize) -> Screen {
        let (lang, columns) = (self.lang, self.columns);
        let keys = says::help();
        let keys = self.spoken(&keys);
        let column = keys.iter().map(|(key, _)| width(key)).max().unwrap_or(0) + 2;
        let mut all: Vec<Row> = Vec::new();
        for (key, what) in keys {
            let gap = " ".repeat(column - width(key));
            all.extend(Row::new().with(KEY, key).with(PLAIN, gap).with(PLAIN, what).wrap(columns, column));
        }
        all.push(Row::new());
        all.extend(Row::new().with(DIM, lang.of(&says::HELP_NOTE)).wrap(columns, 0));
        let room = rows.saturating_sub(top.len() + 2).max(1);
        let from = from.min(all.len().saturating_sub(room));
        let is_cut = all.len() > room;
        let mut shown = top;
        shown.push(Row::new());
        shown.extend(all.into_iter().skip(from).take(room));
        let back = match (lang, is_cut) {
            (Lang::Vi, false) => "phím bất kỳ để trở lại",
            (Lang::Vi, true) => "↓ ↑ xem thêm · phím khác để trở lại",
            (Lang::En, false) => "any key to go back",
            (Lang::En, true) => "↓ ↑ for more · any other key to go back",
        };
        shown.resize(rows.saturating_sub(1), Row::new());
        shown.push(Row::new().with(DIM, back).cut(columns));
        Screen { rows: shown, cursor: None }
    }
}
