//! `morat review --docx`: the findings written into a Word document, as comments, and the fixes as tracked changes that the
//! editor accepts or rejects there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::args::{Args, Review};
use super::super::files::{self, Unusable};
use super::super::project::Projects;
use super::super::walk::{Inputs, Job, plain};
use super::super::{Failure, Status, guard, shown, write};
use super::{BESIDE, words_beside};
use crate::document::docx::{self, Note};
use crate::document::{Document, Format};
use crate::linter::{self, Worker};
use crate::problem::Problem;
use crate::report::{Lang, place, sure};
use crate::rules::Finding;

/// So many letters of what is marked are quoted.
const MOST_MARKED: usize = 40;

pub(super) fn run(review: &Review, args: &Args) -> Result<Status, Failure> {
    let lang = args.lang();
    if review.output.is_some() && review.paths.len() > 1 {
        return Err(Failure::from(Problem::new(
            "-o chỉ dùng được với một tệp; không có -o thì mỗi bản đã soát nằm cạnh tệp của nó",
            "-o takes one file only; without it each reviewed copy lies beside its file",
        )));
    }
    let projects = Arc::new(Projects::new(&review.common, lang)?);
    let inputs = Inputs::new(&projects, &review.paths, None, review.common.force_exclude);
    let mut status = Status::Clean;
    let mut worker = Worker::default();
    for job in inputs {
        // What an earlier run wrote into a folder is no draft.
        if job.as_ref().is_ok_and(|job| is_reviewed(&job.input.name(), review)) {
            continue;
        }
        let done = job.and_then(|job| {
            guard::file(&job.input.name(), lang, &mut worker, |worker| one(&job, review, lang, worker))
        });
        match done {
            Ok(found) => status = status.max(if found { Status::Found } else { Status::Clean }),
            Err(error) => {
                error.complain();
                status = Status::Failed;
            }
        }
    }
    Ok(if status == Status::Found && review.common.exit_zero { Status::Clean } else { status })
}

/// Reviews one document; true if there is anything in it to look at.
fn one(job: &Job, review: &Review, lang: Lang, worker: &mut Worker) -> Result<bool, Unusable> {
    let name = job.input.name();
    let unusable = |message: String| Unusable { path: name.clone(), message };
    let unreadable = |error| unusable(files::unreadable(&error, lang));
    let bytes = files::read(&job.input, lang)?;
    let format = files::format(&name, &bytes, &job.checker.options).map_err(unreadable)?;
    if format != Format::DOCX {
        return Err(unusable(match lang {
            Lang::Vi => "không phải tệp Word .docx; với tệp khác hãy dùng morat review không có --docx".into(),
            Lang::En => "not a Word .docx file; use morat review without --docx for other files".into(),
        }));
    }
    let document = Document::open(&bytes, format, &job.checker.options).map_err(unreadable)?;
    let found = shown::findings(job, &job.checker.linter, &document, worker, !review.no_baseline, lang)?;
    let findings: Vec<Finding> = found.into_iter().map(|(finding, _)| finding).collect();
    let output = review.output.as_deref();
    let output = output.map_or_else(|| beside(Path::new(&name)), Path::to_owned);
    if is_same(&output, Path::new(&name)) {
        return Err(unusable(match lang {
            Lang::Vi => "bản đã soát phải là một tệp khác; hãy đổi tên sau -o".into(),
            Lang::En => "the reviewed copy has to be another file; change the name behind -o".into(),
        }));
    }
    let shown = output.display();
    if !review.force && output.exists() {
        return Err(unusable(match lang {
            Lang::Vi => format!(
                "đã có {shown}, có thể có người đang duyệt; hãy đổi tên tệp ấy, ghi -o tên khác, hoặc thêm --force để ghi đè"
            ),
            Lang::En => format!(
                "{shown} is there already, and somebody may be working in it; rename it, name another file with -o, or add --force to overwrite it"
            ),
        }));
    }
    let notes = notes(job, &document, &findings, lang);
    let reviewed = docx::review(&document, &notes).map_err(unreadable)?;
    write::replace(&output, &reviewed.bytes)
        .map_err(|error| Unusable { path: output.display().to_string(), message: files::say(&error, lang) })?;
    let (comments, changes) = (reviewed.comments, reviewed.changes);
    super::super::tell(match lang {
        Lang::Vi => format!("{name}: {comments} ghi chú, {changes} chỗ sửa để duyệt, trong {shown}"),
        Lang::En => format!("{name}: {comments} comments, {changes} changes to accept or reject, in {shown}"),
    });
    Ok(!notes.is_empty())
}

/// What is written beside a place: why, which rule, and what else it could be.
fn notes(job: &Job, document: &Document<'_>, findings: &[Finding], lang: Lang) -> Vec<Note> {
    let date = now();
    let fixes: Vec<_> = findings.iter().map(|finding| finding.fix.as_ref().map_or(&[][..], |fix| &fix.edits)).collect();
    let made = linter::compatible(document, &fixes);
    findings
        .iter()
        .zip(fixes.iter().zip(made))
        .map(|(finding, (fix, made))| {
            let mut comment = lang.of(&finding.message).to_owned();
            let others = finding.suggestions.iter().skip(usize::from(made)).filter(|text| !text.trim().is_empty());
            let others: Vec<&str> = others.map(String::as_str).collect();
            if !others.is_empty() {
                comment.push_str(match (lang, made) {
                    (Lang::Vi, true) => "; hoặc: ",
                    (Lang::En, true) => "; or: ",
                    (_, false) => " → ",
                });
                comment.push_str(&others.join(", "));
            }
            let rule = &job.project.registry().rule(finding.rule).name;
            comment.push_str(&match sure(finding.confidence, lang) {
                Some(sure) => format!(" ({rule}, {sure})"),
                None => format!(" ({rule})"),
            });
            let changes = match made {
                true => fix.iter().map(|edit| (edit.span, edit.replacement.clone())).collect(),
                false => Vec::new(),
            };
            let [elsewhere, in_box] = places(document, finding, lang);
            Note { span: finding.span, comment, elsewhere, in_box, changes, date: date.clone() }
        })
        .collect()
}

/// Where a finding is, with the words around it, for a comment that cannot stand there: outside of the body, and in a text box.
fn places(document: &Document<'_>, finding: &Finding, lang: Lang) -> [String; 2] {
    let Some(at) = document.place(finding.span) else { return Default::default() };
    let text = document.text();
    let (before, after) = words_beside(text, finding.span.range());
    let marked: String = text[finding.span.range()].chars().take(MOST_MARKED).collect();
    let words = format!("{before} «{marked}» {after}");
    let (in_box, place) = (
        match lang {
            Lang::Vi => format!("hộp chữ, đoạn {}", at.paragraph),
            Lang::En => format!("text box, paragraph {}", at.paragraph),
        },
        place::place(&at, lang),
    );
    [place, in_box].map(|place| format!("[{place}: {}] ", words.trim()))
}

/// Whether a file is what an earlier run wrote, and was found in a folder.
fn is_reviewed(name: &str, review: &Review) -> bool {
    let path = Path::new(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.ends_with(BESIDE) && !review.paths.iter().any(|named| plain(named) == path)
}

/// `bai.da-soat.docx`
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().map_or(String::new(), |end| format!(".{}", end.to_string_lossy()));
    path.with_file_name(format!("{stem}{BESIDE}{end}"))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((std::fs::canonicalize(one), std::fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// This moment, as Word writes it: UTC, to the second.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
