//! The effects of keys: decisions, their consequences, and undoing them.

use unicode_normalization::UnicodeNormalization;

use super::super::case::{Case, Choice, Decision};
use super::super::edits::respells;
use super::{End, Mode, Note, Session, Step};
use crate::text::{Shown, Span, SpanMap};

impl Session {
    /// Sets the note, unless one about the input method is more important.
    pub(super) fn say(&mut self, note: Note) {
        self.note.get_or_insert(note);
    }

    pub(super) fn leave(&mut self, interrupt: bool) -> Option<End> {
        let asked = matches!(self.mode, Mode::Sure { .. });
        if asked || !self.is_dirty() {
            return Some(if interrupt { End::Interrupt } else { End::Discard });
        }
        self.mode = Mode::Sure { interrupt };
        None
    }

    pub(super) fn go(&mut self, at: usize) {
        (self.at, self.choice) = (at, 0);
    }

    pub(super) fn back(&mut self) {
        match self.at.checked_sub(1) {
            Some(at) => self.go(at),
            None => self.say(Note::First),
        }
    }

    /// Moves to the next finding without a decision.
    fn on(&mut self) {
        let open = (self.at + 1..self.cases.len()).filter(|index| self.decisions[*index] == Decision::Open);
        let mut passed = 0;
        let next = open.into_iter().find(|index| {
            let covered = self.covered(*index).is_some();
            passed += usize::from(covered);
            !covered
        });
        self.passed = passed;
        self.go(next.unwrap_or(self.cases.len()));
    }

    /// Makes decisions, records the old ones for undoing, and moves on.
    fn decide(&mut self, decisions: Vec<(usize, Decision)>) {
        let before = self.set(decisions);
        self.log.push(Step { at: self.at, before });
        self.on();
    }

    /// Sets decisions; gives back the old ones.
    fn set(&mut self, decisions: Vec<(usize, Decision)>) -> Vec<(usize, Decision)> {
        // First all are given up, then the new ones take their places: an undo may exchange two that clash.
        let old: Vec<(usize, Decision)> = decisions
            .iter()
            .map(|(index, _)| {
                let old = std::mem::take(&mut self.decisions[*index]);
                self.each_firm(&old, |taken, span| taken.remove(span));
                (*index, old)
            })
            .collect();
        for (index, decision) in decisions {
            self.each_firm(&decision, |taken, span| taken.insert(span, index));
            self.decisions[index] = decision;
        }
        old
    }

    fn each_firm(&mut self, decision: &Decision, mut act: impl FnMut(&mut SpanMap<Shown, usize>, Span<Shown>)) {
        if let Decision::Fixed(choice) = decision {
            for edit in choice.edits.iter().filter(|edit| !respells(&self.text, edit)) {
                act(&mut self.taken, edit.span);
            }
        }
    }

    /// The accepted finding that a choice overlaps.
    fn clash(&self, index: usize, choice: &Choice) -> Option<usize> {
        let firm = choice.edits.iter().filter(|edit| !respells(&self.text, edit));
        firm.into_iter().find_map(|edit| self.clash_at(edit.span, index))
    }

    pub(super) fn accept(&mut self, choice: usize) {
        let choices = &self.cases[self.at].choices;
        match choices.get(choice) {
            Some(choice) => self.accept_choice(choice.clone()),
            None if choices.is_empty() => self.say(Note::NoSuggestion),
            None => self.say(Note::NoSuch(choices.len())),
        }
    }

    fn accept_choice(&mut self, choice: Choice) {
        if let Some(other) = self.clash(self.at, &choice) {
            return self.say(Note::Clash(other));
        }
        let note = Note::Fixed { from: self.cases[self.at].text.clone(), to: choice.text.clone(), count: 1 };
        let decision = Decision::Fixed(choice);
        if self.decisions[self.at] == decision {
            return self.on();
        }
        self.say(note);
        self.decide(vec![(self.at, decision)]);
    }

    /// Accepts the offered choice here and for all undecided findings of the same mistake that offer it.
    pub(super) fn accept_everywhere(&mut self) {
        let case = &self.cases[self.at];
        let Some(choice) = case.choices.get(self.choice).cloned() else { return self.say(Note::NoSuggestion) };
        if let Some(other) = self.clash(self.at, &choice) {
            return self.say(Note::Clash(other));
        }
        let from = case.text.clone();
        let like: Vec<usize> = self.open_like(Case::is_like);
        let mut before = Vec::new();
        // One after the other: those that are accepted at once must not get in each other's way, either.
        for index in like {
            let same = match index == self.at {
                true => Some(&choice),
                false => self.cases[index].choices.iter().find(|same| same.text == choice.text),
            };
            if let Some(same) = same.filter(|same| self.clash(index, same).is_none()).cloned() {
                before.extend(self.set(vec![(index, Decision::Fixed(same))]));
            }
        }
        self.say(Note::Fixed { from, to: choice.text, count: before.len() });
        self.log.push(Step { at: self.at, before });
        self.on();
    }

    pub(super) fn typed(&mut self) {
        let Mode::Type(line) = std::mem::replace(&mut self.mode, Mode::Look) else { return };
        (self.note, self.passed) = (None, 0);
        let choice = Choice::at(self.cases[self.at].span(), line.text().nfc().collect());
        if line.text() == self.cases[self.at].text || !choice.changes(&self.text) {
            return self.say(Note::Same);
        }
        self.accept_choice(choice);
    }

    pub(super) fn turn(&mut self, by: isize) {
        let count = self.cases[self.at].choices.len();
        match count {
            0 => self.say(Note::NoSuggestion),
            1 => self.say(Note::OnlySuggestion),
            _ => self.choice = (self.choice as isize + by).rem_euclid(count as isize) as usize,
        }
    }

    pub(super) fn skip(&mut self) {
        if self.covered(self.at).is_some() || self.decisions[self.at] == Decision::Skipped {
            return self.on();
        }
        self.say(Note::Skipped);
        self.decide(vec![(self.at, Decision::Skipped)]);
    }

    pub(super) fn ignore(&mut self) {
        if let Some(other) = self.covered(self.at) {
            return self.say(Note::Clash(other));
        }
        let like = self.open_like(|one, other| one.diagnostic.fingerprint == other.diagnostic.fingerprint);
        self.say(Note::Ignored { count: like.len() });
        self.decide(like.into_iter().map(|index| (index, Decision::Ignored)).collect());
    }

    pub(super) fn word(&mut self) {
        let case = &self.cases[self.at];
        if !case.is_word() {
            return self.say(Note::NotAWord);
        }
        let word = case.word();
        if let Some(other) = self.covered(self.at) {
            return self.say(Note::Clash(other));
        }
        let like = self.open_like(Case::is_like);
        self.say(Note::Word { word, count: like.len() });
        self.decide(like.into_iter().map(|index| (index, Decision::Word)).collect());
    }

    /// The shown finding and all undecided ones that are like it.
    fn open_like(&self, like: impl Fn(&Case, &Case) -> bool) -> Vec<usize> {
        let case = &self.cases[self.at];
        let open = |index: usize| self.decisions[index] == Decision::Open && like(case, &self.cases[index]);
        std::iter::once(self.at)
            .chain((0..self.cases.len()).filter(|index| *index != self.at && open(*index)))
            .collect()
    }

    pub(super) fn undo(&mut self) {
        let Some(step) = self.log.pop() else { return self.say(Note::NothingToUndo) };
        self.set(step.before);
        self.go(step.at);
        self.say(Note::Undone);
    }
}
