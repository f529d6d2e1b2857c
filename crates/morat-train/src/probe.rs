//! Research: curves of recall against false flags.
use std::path::Path;
use std::{fs, io};

use morat::dictionaries::{Dictionaries, Files};
use morat::rules::speller::{Read, Speller};
use morat::text::Normal;
use morat::token::{Tokens, slots};

use crate::fit;

pub fn load(dir: &Path) -> io::Result<Dictionaries> {
    let read = |name: &str| fs::read_to_string(dir.join(name));
    let files = Files {
        syllables: &read("syllables.tsv")?,
        foreign: &read("foreign.tsv")?,
        names: &read("names.tsv")?,
        places: &read("places.tsv")?,
        places_2025: &read("places-2025.txt")?,
        model: fs::read(dir.join("model.bin"))?.into(),
    };
    Dictionaries::read(&files).map_err(io::Error::other)
}

pub fn probe(dir: &Path, files: &[std::path::PathBuf]) -> io::Result<()> {
    let Dictionaries { lexicon, model, .. } = load(dir)?;
    let forest = &model.judge().forest;
    let speller = Speller { lexicon: &lexicon, model: &model };
    for file in files {
        let text = fs::read_to_string(file)?;
        let mut all: Vec<(f32, f32, bool, usize, String)> = Vec::new();
        let (mut gold, mut words) = (0, 0);
        if file.extension().is_some_and(|e| e == "jsonl") {
            let (mut tokens, mut lower, mut row, mut suspects) = (Tokens::default(), String::new(), Vec::new(), Vec::new());
            for line in text.lines() {
                let record: serde_json::Value = serde_json::from_str(line).map_err(io::Error::other)?;
                let text = record["text"].as_str().unwrap_or_default();
                let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
                let mut spans = Vec::new();
                for m in record["mistakes"].as_array().into_iter().flatten() {
                    let s = m["start_offset"].as_u64().unwrap_or(0) as usize;
                    let len = m["text"].as_str().unwrap_or_default().chars().count();
                    spans.push((starts[s], starts[s + len], gold));
                    gold += 1;
                }
                let Ok(normal) = Normal::new(text) else { continue };
                tokens.fill(normal.text(), &[]);
                suspects.clear();
                for sentence in tokens.sentences() {
                slots::fill(normal.text(), &tokens, sentence, &lexicon, &mut lower, &mut row);
                words += row.iter().filter(|s| s.symbol != morat::lexicon::Symbol::END && s.symbol != morat::lexicon::Symbol::SEAM).count();
                speller.suspects(Read { text: normal.text(), tokens: &tokens, slots: &row }, &mut suspects);
                }
                for s in &suspects {
                    let span = tokens.list()[s.tokens.0 as usize].span.cover(tokens.list()[s.tokens.1 as usize].span);
                    let d = normal.to_decoded(span);
                    let hit = spans.iter().find(|(a, b, _)| *a < d.end() as usize && (d.start() as usize) < *b);
                    let p = forest.log_odds(&s.features);
                    let n = normal.text();
                    let a = n[..span.start() as usize].char_indices().rev().nth(40).map_or(0, |(at, _)| at);
                    let b = n[span.end() as usize..].char_indices().nth(30).map_or(n.len(), |(at, _)| span.end() as usize + at);
                    let shown = format!("{:?} [{}]→{} {}", s.kind, &n[span.range()], s.meant[0].first.spelling(), &n[a..b].replace('\n', " "));
                    all.push((p, s.lead, hit.is_some(), hit.map_or(usize::MAX, |h| h.2), shown));
                }
            }
        } else {
            let lines: Vec<String> = text.lines().map(str::to_owned).collect();
            let (judged, _, n) = fit::run(&lines, &speller, false);
            words = n;
            all.extend(judged.into_iter().map(|j| {
                let p = forest.log_odds(&j.suspect.features);
                (p, j.suspect.lead, false, usize::MAX, format!("{:?} {} →{}", j.suspect.kind, j.text, j.suspect.meant[0].first.spelling()))
            }));
        }
        println!("== {} gold {gold} words {words} suspects {}", file.display(), all.len());
        for by in ["forest", "lead"] {
            all.sort_by(|a, b| if by == "forest" { b.0.total_cmp(&a.0) } else { b.1.total_cmp(&a.1) });
            let (mut hit, mut fp, mut best, mut seen) = (0, 0, (0.0, 0.0), std::collections::HashSet::new());
            let mut marks = [0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0].into_iter().peekable();
            let mut out = String::new();
            for one in &all {
                if one.2 { hit += 1; seen.insert(one.3); } else { fp += 1 }
                let p = hit as f32 / (hit + fp) as f32;
                let r = seen.len() as f32 / gold.max(1) as f32;
                let f1 = 2.0 * p * r / (p + r).max(1e-9);
                let at = if by == "forest" { one.0 } else { one.1 };
                if f1 > best.0 { best = (f1, at) }
                while marks.next_if(|m| fp as f32 / words as f32 * 1000.0 >= *m).is_some() {
                    out += &format!("  fp{:.2} R{r:.3} P{p:.3} @{at:.2};", fp as f32 / words as f32 * 1000.0);
                }
            }
            println!("{by}: best F1 {:.4} @{:.2} |{out}", best.0, best.1);
        }
        all.sort_by(|a, b| b.0.total_cmp(&a.0));
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let dump: String = all.iter().map(|a| format!("{:.2}\t{:.2}\t{}\t{}\n", a.0, a.1, if a.2 { "hit" } else { "FALSE" }, a.4)).collect();
        fs::write(format!("/tmp/probe_{name}.txt"), dump)?;
    }
    Ok(())
}
