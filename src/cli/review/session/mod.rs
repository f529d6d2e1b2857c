//! The state machine of a review: findings, decisions and keys, without a terminal and without files.

mod act;

use super::case::{Case, Decision};
use super::edits::settled;
use super::key::Key;
use super::line::Line;
use super::telex::Telex;
use crate::document::Document;
use crate::linter::{Diagnostic, Edits};
use crate::rules::{Edit, Finding};
use crate::text::{Shown, Span, SpanMap};

/// How a session ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// All findings were seen: write and go on with the next file.
    Done,
    /// Write and stop.
    Quit,
    /// Stop without writing.
    Discard,
    /// Stop without writing, by Ctrl-C.
    Interrupt,
}

/// The meaning of keys at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A finding is shown, or the end of the list.
    Look,
    /// A replacement is typed.
    Type(Line),
    /// The help is shown, from this row on.
    Help(usize),
    /// The user is asked whether to discard the decisions; `interrupt` says whether by Ctrl-C.
    Sure { interrupt: bool },
}

/// The message about the last key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Note {
    Fixed {
        from: String,
        to: String,
        count: usize,
    },
    Skipped,
    Ignored {
        count: usize,
    },
    Word {
        word: String,
        count: usize,
    },
    Undone,
    NothingToUndo,
    NoSuggestion,
    OnlySuggestion,
    /// There are only this many suggestions.
    NoSuch(usize),
    NotAWord,
    /// The typed text is the old one.
    Same,
    /// The span was edited together with that finding, counted from 0.
    Clash(usize),
    First,
    Unknown(char),
    /// An input method turned the second key into the first.
    Telex(char, char),
}

/// An action with the decisions before it, for undoing.
#[derive(Debug)]
struct Step {
    at: usize,
    before: Vec<(usize, Decision)>,
}

/// How many findings have which decision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub fixed: usize,
    pub skipped: usize,
    pub ignored: usize,
    pub words: usize,
    /// Undecided.
    pub open: usize,
    /// Edited together with another finding.
    pub covered: usize,
}

/// The findings of a text with the decisions about them.
#[derive(Debug)]
pub(super) struct Session {
    text: String,
    cases: Vec<Case>,
    decisions: Vec<Decision>,
    /// The spans of accepted edits of words, with the indices of their findings.
    taken: SpanMap<Shown, usize>,
    log: Vec<Step>,
    /// The index of the shown finding; their number at the end.
    at: usize,
    /// The index of the offered choice.
    choice: usize,
    mode: Mode,
    note: Option<Note>,
    /// How many findings were skipped because their span was edited.
    passed: usize,
    telex: Telex,
}

impl Session {
    /// A session with the findings of a document, by position.
    pub fn new(document: &Document<'_>, found: Vec<(Finding, Diagnostic)>) -> Session {
        let case = |(finding, diagnostic): (Finding, Diagnostic)| Case::new(&finding, diagnostic, document);
        let cases: Vec<Case> = found.into_iter().map(case).collect();
        Session {
            text: document.text().to_owned(),
            decisions: vec![Decision::Open; cases.len()],
            cases,
            taken: SpanMap::default(),
            log: Vec::new(),
            at: 0,
            choice: 0,
            mode: Mode::Look,
            note: None,
            passed: 0,
            telex: Telex::default(),
        }
    }

    /// The shown finding; `None` at the end.
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.at)
    }

    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// The index of the shown finding.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The index of the offered choice.
    pub fn choice(&self) -> usize {
        self.choice
    }

    pub fn decision(&self, index: usize) -> &Decision {
        &self.decisions[index]
    }

    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// The note about the last key, and how many findings were skipped.
    pub fn note(&self) -> (Option<&Note>, usize) {
        (self.note.as_ref(), self.passed)
    }

    /// The text with all accepted edits except that of `index`, and the byte range of that finding in it. For a finding
    /// that was edited together with another: the original text.
    pub fn around(&self, index: usize) -> (String, std::ops::Range<usize>) {
        let span = self.cases[index].span();
        if self.covered(index).is_some() {
            return (self.text.clone(), span.range());
        }
        let edits = self.accepted(index).outside(span);
        (edits.apply(&self.text), edits.place(span).unwrap_or(span).range())
    }

    /// All accepted edits, by position.
    pub fn edits(&self) -> Vec<Edit> {
        self.accepted(usize::MAX).iter().cloned().collect()
    }

    /// The text with all accepted edits.
    #[cfg(test)]
    pub fn result(&self) -> String {
        self.accepted(usize::MAX).apply(&self.text)
    }

    /// The byte range in the result of a finding that was left as it is; `None` if another correction has changed it.
    pub fn place(&self, index: usize) -> Option<std::ops::Range<usize>> {
        let span = self.cases[index].span();
        let accepted = self.accepted(usize::MAX);
        // An insertion where an empty finding stands has changed it, too.
        let is_changed = accepted.iter().any(|edit| edit.span.overlaps(span));
        accepted.place(span).filter(|_| !is_changed).map(Span::range)
    }

    /// How many undecided findings, the shown one included, are the same mistake.
    pub fn alike(&self) -> usize {
        let Some(case) = self.case() else { return 0 };
        let open = |(index, other): (usize, &Case)| {
            index == self.at || self.decisions[index] == Decision::Open && case.is_like(other)
        };
        self.cases.iter().enumerate().filter(|each| open(*each)).count()
    }

    /// The index of the finding whose edit covers this one.
    pub fn covered(&self, index: usize) -> Option<usize> {
        if matches!(self.decisions[index], Decision::Fixed(_)) {
            return None;
        }
        self.clash_at(self.cases[index].span(), index)
    }

    /// The index of a finding other than `index` with an accepted edit that overlaps a span.
    fn clash_at(&self, span: Span<Shown>, index: usize) -> Option<usize> {
        self.taken.clashes(span).copied().find(|owner| *owner != index)
    }

    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for (index, decision) in self.decisions.iter().enumerate() {
            *match decision {
                Decision::Fixed(_) => &mut counts.fixed,
                Decision::Ignored => &mut counts.ignored,
                Decision::Word => &mut counts.words,
                _ if self.covered(index).is_some() => &mut counts.covered,
                Decision::Skipped => &mut counts.skipped,
                Decision::Open => &mut counts.open,
            } += 1;
        }
        counts
    }

    /// Whether there are decisions that would be lost.
    pub fn is_dirty(&self) -> bool {
        self.decisions.iter().any(|decision| !matches!(decision, Decision::Open | Decision::Skipped))
    }

    /// Handles a key; gives back the end of the session, if the key ends it.
    pub fn press(&mut self, key: Key) -> Option<End> {
        if key == Key::Interrupt {
            return self.leave(true);
        }
        match &mut self.mode {
            Mode::Type(line) => match key {
                Key::Enter => self.typed(),
                Key::Escape => self.mode = Mode::Look,
                key => line.press(&key),
            },
            Mode::Help(top) => match key {
                Key::Down => *top += 1,
                Key::Up => *top = top.saturating_sub(1),
                _ => self.mode = Mode::Look,
            },
            Mode::Sure { interrupt } => {
                let end = if *interrupt { End::Interrupt } else { End::Discard };
                self.mode = Mode::Look;
                match key {
                    Key::Char('y' | 'Y' | 'c' | 'C' | 'Q') => return Some(end),
                    Key::Char('q') => return Some(End::Quit),
                    _ => {}
                }
            }
            Mode::Look => return self.look(key),
        }
        None
    }

    fn accepted(&self, except: usize) -> Edits<'_> {
        let others = self.decisions.iter().enumerate().filter(|(index, _)| *index != except);
        let edits = others.flat_map(|(_, decision)| match decision {
            Decision::Fixed(choice) => choice.edits.as_slice(),
            _ => &[],
        });
        settled(&self.text, edits)
    }

    fn look(&mut self, key: Key) -> Option<End> {
        (self.note, self.passed) = (None, 0);
        let key = match key {
            Key::Char(c) => {
                let meant = self.telex.key(c)?;
                self.note = (meant != c).then_some(Note::Telex(c, meant));
                Key::Char(meant)
            }
            Key::Backspace => {
                self.telex.backspace();
                return None;
            }
            key => {
                self.telex.forget();
                key
            }
        };
        match key {
            Key::Char('q') => return Some(End::Quit),
            Key::Char('Q') => return self.leave(false),
            Key::Char('?' | 'h') => self.mode = Mode::Help(0),
            Key::Char('u') => self.undo(),
            Key::Char('b') | Key::Left => self.back(),
            key if self.at == self.cases.len() => match key {
                Key::Enter => return Some(End::Done),
                Key::Char(c) => self.say(Note::Unknown(c)),
                _ => {}
            },
            Key::Char('a' | 'y') | Key::Enter => self.accept(self.choice),
            Key::Char('A') => self.accept_everywhere(),
            Key::Char('n') | Key::Tab | Key::Down => self.turn(1),
            Key::BackTab | Key::Up => self.turn(-1),
            Key::Char(c @ '1'..='9') => self.accept(c as usize - '1' as usize),
            Key::Char('e') => {
                // The method goes on with what is typed now.
                self.telex.forget();
                self.mode = Mode::Type(Line::new(&self.cases[self.at].text));
            }
            Key::Char('s' | ' ') => self.skip(),
            Key::Right if self.decisions[self.at] == Decision::Open && self.covered(self.at).is_none() => self.skip(),
            Key::Right => self.go(self.at + 1),
            Key::Char('i') => self.ignore(),
            Key::Char('w') => self.word(),
            Key::Char(c) => self.say(Note::Unknown(c)),
            _ => {}
        }
        None
    }
}
