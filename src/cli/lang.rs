//! The language of messages: all text for the user, from `--help` to the last error, asks here.

use std::ffi::OsString;

use clap::ValueEnum;

use crate::report::Lang;

/// A language as `--lang` takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum LangArg {
    Vi,
    En,
}

/// The user's language: that of `--lang`, or else of the environment.
pub(super) fn resolve(said: Option<LangArg>) -> Lang {
    choose(said, |name| std::env::var(name).ok())
}

/// The language that is asked of morat itself: by `--lang`, or by `MORAT_LANG`; `None` if only the locale tells.
#[cfg(feature = "lsp")]
pub(super) fn asked(said: Option<LangArg>) -> Option<Lang> {
    let is_set = std::env::var_os("MORAT_LANG").is_some_and(|value| !value.is_empty());
    (said.is_some() || is_set).then(|| resolve(said))
}

/// What `--lang` says in arguments that may not make sense otherwise: the language of the error about them.
pub(super) fn said(argv: &[OsString]) -> Option<LangArg> {
    last_value(argv, "--lang").and_then(|value| LangArg::from_str(&value, true).ok())
}

/// The last value of a long option among the arguments, read without knowing any other.
pub(super) fn last_value(argv: &[OsString], flag: &str) -> Option<String> {
    let mut options = argv.iter().skip(1).take_while(|argument| *argument != "--");
    let mut last = None;
    while let Some(argument) = options.next() {
        let Some(rest) = argument.to_str().and_then(|argument| argument.strip_prefix(flag)) else { continue };
        match rest.strip_prefix('=') {
            Some(value) => last = Some(value.to_owned()),
            None if rest.is_empty() => last = options.next().and_then(|value| value.to_str()).map(str::to_owned),
            None => {}
        }
    }
    last
}

/// `MORAT_LANG` is for morat alone and goes before the locale, whose variables stand in the order of POSIX. A variable that is
/// empty counts as not set.
fn choose(said: Option<LangArg>, variable: impl Fn(&str) -> Option<String>) -> Lang {
    match said {
        Some(LangArg::Vi) => return Lang::Vi,
        Some(LangArg::En) => return Lang::En,
        None => {}
    }
    let set = |name: &&str| variable(name).filter(|value| !value.is_empty());
    Lang::of_locale(&["MORAT_LANG", "LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(set).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(said: Option<LangArg>, variables: &[(&str, &str)]) -> Lang {
        choose(said, |name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned()))
    }

    #[test]
    fn vietnamese_unless_english_is_asked_for() {
        assert_eq!(with(None, &[]), Lang::Vi);
        for locale in ["C", "C.UTF-8", "POSIX", "vi_VN.UTF-8", "fr_FR.UTF-8", "eno_XX", ""] {
            assert_eq!(with(None, &[("LANG", locale)]), Lang::Vi, "{locale}");
        }
        for locale in ["en", "en_US.UTF-8", "en_GB", "en-US", "en.UTF-8", "en@euro", "EN_US"] {
            assert_eq!(with(None, &[("LANG", locale)]), Lang::En, "{locale}");
        }
    }

    #[test]
    fn the_nearer_word_wins() {
        let all = [("MORAT_LANG", "vi"), ("LC_ALL", "en_US"), ("LC_MESSAGES", "vi_VN"), ("LANG", "en_US")];
        assert_eq!(with(Some(LangArg::En), &all), Lang::En);
        assert_eq!(with(None, &all), Lang::Vi);
        assert_eq!(with(None, &all[1..]), Lang::En);
        assert_eq!(with(None, &all[2..]), Lang::Vi);
        assert_eq!(with(None, &all[3..]), Lang::En);
        assert_eq!(with(None, &[("MORAT_LANG", ""), ("LC_ALL", ""), ("LANG", "en_US")]), Lang::En);
    }

    #[test]
    fn the_language_is_read_before_the_rest() {
        let said = |line: &str| said(&line.split(' ').map(OsString::from).collect::<Vec<_>>());
        assert_eq!(said("morat chek --lang en"), Some(LangArg::En));
        assert_eq!(said("morat --lang=en check --lang vi"), Some(LangArg::Vi));
        assert_eq!(said("morat check --lang"), None);
        assert_eq!(said("morat check --lang fr"), None);
        assert_eq!(said("morat check -- --lang en"), None);
        assert_eq!(said("morat check --language en"), None);
    }
}
