//! What a proofreader does to the findings of a file, key by key: a state machine without a terminal and without files.

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
    /// All has been seen: carry it out and go on with the next file.
    Done,
    /// Carry it out and stop.
    Quit,
    /// Carry nothing out and stop.
    Discard,
    /// The same, by Ctrl-C.
    Interrupt,
}

/// What keys mean at the moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A finding, or the end of them.
    Look,
    /// Words are typed that will stand in the finding's place.
    Type(Line),
    /// The keys are explained, from this line on.
    Help(usize),
    /// Whether to throw away what was decided; by Ctrl-C or not.
    Sure { interrupt: bool },
}

/// What the last key did, if that needs words.
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
    /// There are only so many suggestions.
    NoSuch(usize),
    NotAWord,
    /// What was typed is what there was.
    Same,
    /// The place was edited together with that finding, counted from 0.
    Clash(usize),
    First,
    Unknown(char),
    /// An input method made the first of what was pressed, the second.
    Telex(char, char),
}

/// One thing that was done, and what had been decided before.
#[derive(Debug)]
struct Step {
    at: usize,
    before: Vec<(usize, Decision)>,
}

/// How many findings went which way.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Counts {
    pub fixed: usize,
    pub skipped: usize,
    pub ignored: usize,
    pub words: usize,
    /// Not looked at.
    pub open: usize,
    /// Edited together with another.
    pub covered: usize,
}

/// The findings of a text and what has been decided about each.
#[derive(Debug)]
pub(super) struct Session {
    text: String,
    cases: Vec<Case>,
    decisions: Vec<Decision>,
    /// The places that accepted edits of words have taken, each with the number of its finding.
    taken: SpanMap<Shown, usize>,
    log: Vec<Step>,
    /// The finding that is shown; past the last one at the end.
    at: usize,
    /// Which of its choices is offered.
    choice: usize,
    mode: Mode,
    note: Option<Note>,
    /// Findings that were gone past because their place had been edited.
    passed: usize,
    telex: Telex,
}

impl Session {
    /// The findings of a document, by position.
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

    /// The finding that is shown; none at the end.
    pub fn case(&self) -> Option<&Case> {
        self.cases.get(self.at)
    }

    pub fn cases(&self) -> &[Case] {
        &self.cases
    }

    /// Which finding is shown, counted from 0.
    pub fn at(&self) -> usize {
        self.at
    }

    /// Which of its choices is offered, counted from 0.
    pub fn choice(&self) -> usize {
        self.choice
    }

    pub fn decision(&self, index: usize) -> &Decision {
        &self.decisions[index]
    }

    pub fn mode(&self) -> &Mode {
        &self.mode
    }

    /// What the last key did, and how many findings were gone past.
    pub fn note(&self) -> (Option<&Note>, usize) {
        (self.note.as_ref(), self.passed)
    }

    /// The text with everything that was accepted, but for what is at `index`, and the bytes of it where that stands now.
    /// For a finding whose place was edited with another: the text as it was.
    pub fn around(&self, index: usize) -> (String, std::ops::Range<usize>) {
        let span = self.cases[index].span();
        if self.covered(index).is_some() {
            return (self.text.clone(), span.range());
        }
        let edits = self.accepted(index).outside(span);
        (edits.apply(&self.text), edits.place(span).unwrap_or(span).range())
    }

    /// Everything that was accepted, by position.
    pub fn edits(&self) -> Vec<Edit> {
        self.accepted(usize::MAX).iter().cloned().collect()
    }

    /// The text with everything that was accepted.
    #[cfg(test)]
    pub fn result(&self) -> String {
        self.accepted(usize::MAX).apply(&self.text)
    }

    /// Where a finding that was left as it is stands in the result, in bytes; nothing if another finding's correction has
    /// changed that place.
    pub fn place(&self, index: usize) -> Option<std::ops::Range<usize>> {
        let span = self.cases[index].span();
        let accepted = self.accepted(usize::MAX);
        // An insertion where an empty finding stands has changed it, too.
        let is_changed = accepted.iter().any(|edit| edit.span.overlaps(span));
        accepted.place(span).filter(|_| !is_changed).map(Span::range)
    }

    /// At how many places, this one among them, the same mistake is still open.
    pub fn alike(&self) -> usize {
        let Some(case) = self.case() else { return 0 };
        let open = |(index, other): (usize, &Case)| {
            index == self.at || self.decisions[index] == Decision::Open && case.is_like(other)
        };
        self.cases.iter().enumerate().filter(|each| open(*each)).count()
    }

    /// By which finding the place of this one was edited.
    pub fn covered(&self, index: usize) -> Option<usize> {
        if matches!(self.decisions[index], Decision::Fixed(_)) {
            return None;
        }
        self.clash_at(self.cases[index].span(), index)
    }

    /// Which finding other than `index` has an accepted edit that clashes with a span.
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

    /// Whether anything would be lost.
    pub fn is_dirty(&self) -> bool {
        self.decisions.iter().any(|decision| !matches!(decision, Decision::Open | Decision::Skipped))
    }

    /// Does what a key asks for; gives back how it ends, if it does.
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
