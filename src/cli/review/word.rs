//! `morat review --docx`: writes the findings into a Word document, as comments, and the fixes as tracked changes that
//! the editor accepts or rejects there.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::args::Review;
use super::super::outcome::{Failure, Status};
use super::super::walk::{Inputs, Job, plain};
use super::super::{guard, say};
use super::beside::BESIDE;
use super::shown::shown;
use crate::config::words_beside;
use crate::document::docx::{self, Note};
use crate::document::{Document, Format};
use crate::linter::{self, Worker};
use crate::problem::{Bilingual, Lang, Problem};
use crate::project::{Workspace, disk, write};
use crate::report::{place, sure};
use crate::rules::Finding;

/// How many characters of a marked text are quoted.
const MOST_MARKED: usize = 40;

pub(super) fn run(review: &Review) -> Result<Status, Failure> {
    if review.output.is_some() && review.paths.len() > 1 {
        return Err(Failure::from(Problem::new(
            "-o chỉ dùng được với một tệp; không có -o thì mỗi bản đã soát nằm cạnh tệp của nó",
            "-o takes one file only; without it each reviewed copy lies beside its file",
        )));
    }
    let workspace = Arc::new(Workspace::open(review.common.overrides())?);
    let inputs = Inputs::new(&workspace, &review.paths, None, review.common.force_exclude);
    let mut status = Status::Clean;
    let mut worker = Worker::default();
    for job in inputs {
        // What an earlier run wrote into a folder is no draft.
        if job.as_ref().is_ok_and(|job| is_reviewed(&job.input.name(), review)) {
            continue;
        }
        let done = job
            .map_err(Problem::from)
            .and_then(|job| guard::file(&job.input.name(), &mut worker, |worker| one(&job, review, worker)));
        match done {
            Ok(found) => status = status.max(if found { Status::Found } else { Status::Clean }),
            Err(problem) => {
                say::complain(problem);
                status = Status::Failed;
            }
        }
    }
    Ok(if status == Status::Found && review.common.exit_zero { Status::Clean } else { status })
}

/// Reviews one document; true if there is a finding in it.
fn one(job: &Job, review: &Review, worker: &mut Worker) -> Result<bool, Problem> {
    let name = job.input.name();
    let unusable = |message: Bilingual| Problem::from(message).in_file(&*name);
    let unreadable = |error: Problem| error.in_file(&*name);
    let content = job.read()?;
    if content.format != Format::DOCX {
        return Err(unusable(Bilingual::new(
            "không phải tệp Word .docx; với tệp khác hãy dùng morat review không có --docx",
            "not a Word .docx file; use morat review without --docx for other files",
        )));
    }
    let document = content.document(job)?;
    let found = shown(job, &job.checker.linter, &document, worker, !review.no_baseline)?;
    let findings: Vec<Finding> = found.into_iter().map(|(finding, _)| finding).collect();
    let output = review.output.as_deref();
    let output = output.map_or_else(|| beside(Path::new(&name)), Path::to_owned);
    if is_same(&output, Path::new(&name)) {
        return Err(unusable(Bilingual::new(
            "bản đã soát phải là một tệp khác; hãy đổi tên sau -o",
            "the reviewed copy has to be another file; change the name behind -o",
        )));
    }
    let copy = output.display();
    if !review.force && output.exists() {
        return Err(unusable(Bilingual::new(
            format!(
                "đã có {copy}, có thể có người đang duyệt; hãy đổi tên tệp ấy, ghi -o tên khác, hoặc thêm --force để ghi đè"
            ),
            format!(
                "{copy} is there already, and somebody may be working in it; rename it, name another file with -o, or add --force to overwrite it"
            ),
        )));
    }
    let notes = notes(job, &document, &findings);
    let reviewed = docx::review(&document, &notes).map_err(unreadable)?;
    write::replace(&output, &reviewed.bytes).map_err(|error| disk::problem(output.display().to_string(), &error))?;
    let (comments, changes) = (reviewed.comments, reviewed.changes);
    say::tell(Bilingual::new(
        format!("{name}: {comments} ghi chú, {changes} chỗ sửa để duyệt, trong {copy}"),
        format!("{name}: {comments} comments, {changes} changes to accept or reject, in {copy}"),
    ));
    Ok(!notes.is_empty())
}

/// The text of each comment: why, which rule, and further suggestions.
fn notes(job: &Job, document: &Document<'_>, findings: &[Finding]) -> Vec<Note> {
    let lang = say::lang();
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
            comment.push_str(&match sure(finding.confidence) {
                Some(sure) => format!(" ({rule}, {})", lang.of(&sure)),
                None => format!(" ({rule})"),
            });
            let changes = match made {
                true => fix.iter().map(|edit| (edit.span, edit.replacement.clone())).collect(),
                false => Vec::new(),
            };
            let [elsewhere, in_box] = places(document, finding).map(|place| lang.of(&place).to_owned());
            Note { span: finding.span, comment, elsewhere, in_box, changes, date: date.clone() }
        })
        .collect()
}

/// The position of a finding in words, for a comment that cannot stand there: outside of the body, and in a text box.
fn places(document: &Document<'_>, finding: &Finding) -> [Bilingual; 2] {
    let Some(at) = document.place(finding.span) else { return Default::default() };
    let text = document.text();
    let (before, after) = words_beside(text, finding.span.range());
    let marked: String = text[finding.span.range()].chars().take(MOST_MARKED).collect();
    let words = format!("{before} «{marked}» {after}");
    let number = at.paragraph;
    let in_box = Bilingual::new(format!("hộp chữ, đoạn {number}"), format!("text box, paragraph {number}"));
    let with_words = |place: &str| format!("[{place}: {}] ", words.trim());
    [place::place(&at), in_box].map(|place| Bilingual::new(with_words(&place.vi), with_words(&place.en)))
}

/// Whether a file was written by an earlier run and found in a folder.
fn is_reviewed(name: &str, review: &Review) -> bool {
    let path = Path::new(name);
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    stem.ends_with(BESIDE) && !review.paths.iter().any(|named| plain(named) == path)
}

/// The path of the reviewed document: `bai.da-soat.docx`.
fn beside(path: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let end = path.extension().map_or(String::new(), |end| format!(".{}", end.to_string_lossy()));
    path.with_file_name(format!("{stem}{BESIDE}{end}"))
}

fn is_same(one: &Path, other: &Path) -> bool {
    matches!((std::fs::canonicalize(one), std::fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// The current time as Word writes it: UTC, in seconds.
fn now() -> String {
    jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string()
}
