//! The page that holds the tables, and a part that is written by hand.

use super::tables::{Run, calibration, files, rules};

/// The markers around the part of the page that is written by hand.
const BY_HAND: [&str; 2] = ["<!-- read by hand -->", "<!-- /read by hand -->"];

/// The head of the page.
pub struct Head<'a> {
    /// The date of the page.
    pub date: &'a str,
    /// The command that writes it again.
    pub command: &'a str,
    /// The groups of rules that are measured.
    pub groups: &'a [String],
}

/// The page, with the part written by hand as the `old` page has it.
///
/// # Errors
/// If there is an old page and the part written by hand cannot be told from the rest of it.
pub fn page(head: &Head<'_>, runs: &[Run], old: Option<&str>) -> Result<String, &'static str> {
    let by_hand = match old {
        Some(old) => by_hand(old)?,
        None => "\n\nNothing yet.\n\n",
    };
    let Head { date, command, groups } = head;
    let groups = groups.iter().map(|group| format!("`{group}`")).collect::<Vec<_>>().join(", ");
    let (version, [open, close]) = (env!("CARGO_PKG_VERSION"), BY_HAND);
    Ok(format!(
        "# Accuracy\n\n\
         morat {version}, {date}. Written by the command below (its files without their folders), but for what is read by hand.\n\n\
         ```sh\n{command}\n```\n\n\
         Measured: what {groups} marks, by default and with `--strict`.\n\n\
         ## Files\n\n\
         A *hit* is a flag that overlaps a marked mistake; a mistake so overlapped is *found*, and *put right* if a first\n\
         suggestion, in its place, makes one of the marked corrections (capitals and *hòa* or *hoà* do not count). P: hits of\n\
         flags. R: found of mistakes. F1: their harmonic mean. Correction: put right of found. False/1,000: flags that are no\n\
         hits, in 1,000 words. A file without mistakes is believed right, and has the last figure only.\n\n{}\n\
         ## Rules\n\n\
         Over all files. Flags in files believed right are no hits. A mistake that two rules find is in the share of both.\n\n{}\n\
         ## Confidence\n\n\
         Over all files: how often a flag is a hit, and how often it says that it is.\n\n{}\n\
         ## Read by hand\n\n{open}{by_hand}{close}\n",
        files(runs, false),
        rules(runs),
        calibration(runs),
    ))
}

/// The part of a page that is written by hand.
fn by_hand(old: &str) -> Result<&str, &'static str> {
    let [open, close] = BY_HAND;
    // From the first opening marker to the last closing one, so that nothing is lost if the text itself mentions the markers.
    let start = old.find(open).map(|at| at + open.len());
    let part = start.zip(old.rfind(close)).and_then(|(start, end)| old.get(start..end));
    part.ok_or(
        "the file is there and has no <!-- read by hand --> … <!-- /read by hand --> to keep; choose another name",
    )
}

#[cfg(test)]
mod tests {
    use super::super::tables::tests::runs;
    use super::*;

    #[test]
    fn what_is_written_by_hand_stays() {
        let groups = ["chinh-ta".to_owned()];
        let head = Head { date: "2026-01-31", command: "morat-train eval m.jsonl", groups: &groups };
        let first = page(&head, &runs(), None).unwrap();
        assert!(first.starts_with("# Accuracy\n\nmorat ") && first.contains(", 2026-01-31. "));
        assert!(first.contains("```sh\nmorat-train eval m.jsonl\n```"));
        let read = "\nOf 100 flags, 61 are mistakes: “dể”, …\n<!-- /read by hand --> is a mark.\n";
        let filled = first.replace("\n\nNothing yet.\n\n", read);
        assert_eq!(page(&head, &runs(), Some(&filled)).unwrap(), filled);
        let changed = page(&Head { date: "2026-02-01", ..head }, &runs()[..1], Some(&filled)).unwrap();
        assert!(changed.contains(read) && !changed.contains("2026-01-31"));
    }

    #[test]
    fn a_file_that_is_not_the_page_is_left_alone() {
        let groups = [];
        let head = Head { date: "", command: "", groups: &groups };
        for old in ["", "# Read me\n", "<!-- read by hand --> half", "<!-- /read by hand --> <!-- read by hand -->"] {
            assert!(page(&head, &runs(), Some(old)).is_err(), "{old}");
        }
    }
}
