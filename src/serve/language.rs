//! The languages of requests. morat reads Vietnamese. A text in another language that LanguageTool knows gets an answer without
//! findings that says so: an office program asks about each paragraph in its language, and would call an error a broken
//! connection. A code that LanguageTool does not know is refused, as there.

use super::refusal::Refusal;

/// Vietnamese, as `/v2/languages` lists it.
pub const NAME: &str = "Vietnamese";
/// Its short code.
pub const CODE: &str = "vi";
/// Its code with the country.
pub const LONG_CODE: &str = "vi-VN";

/// What a text is in that was found not to be in Vietnamese; the names are LanguageTool's.
pub const UNKNOWN_NAME: &str = "NoopLanguage";
/// Its code.
pub const UNKNOWN_CODE: &str = "zz";

/// The language of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Language {
    /// Vietnamese.
    Vietnamese,
    /// Whatever the text is in.
    Auto,
    /// A language that LanguageTool knows and morat does not, by its code.
    Other(String),
}

/// The languages of LanguageTool, without their countries.
const OTHERS: [&str; 31] = [
    "ar", "ast", "be", "br", "ca", "crh", "da", "de", "el", "en", "eo", "es", "fa", "fr", "ga", "gl", "it", "ja", "km",
    "nl", "pl", "pt", "ro", "ru", "sk", "sl", "sv", "ta", "tl", "uk", "zh",
];

impl Language {
    /// The language of the parameter `language`.
    ///
    /// # Errors
    /// If there is none, or if it is no code.
    pub fn of_code(code: Option<&str>) -> Result<Language, Refusal> {
        let Some(code) = code else {
            return Err(Refusal::bad(
                "thiếu tham số 'language', như language=vi",
                "Missing 'language' parameter, e.g. 'language=vi' for Vietnamese",
            ));
        };
        let primary = code.split('-').next().unwrap_or_default();
        if code.eq_ignore_ascii_case("auto") {
            Ok(Language::Auto)
        } else if [CODE, LONG_CODE].iter().any(|own| code.eq_ignore_ascii_case(own)) {
            Ok(Language::Vietnamese)
        } else if OTHERS.iter().any(|known| primary.eq_ignore_ascii_case(known)) {
            Ok(Language::Other(code.to_owned()))
        } else {
            Err(Refusal::bad(
                format!("'{code}' không phải mã ngôn ngữ; hãy dùng vi, vi-VN hoặc auto"),
                format!(
                    "'{code}' is not a language code known to LanguageTool. Supported language codes are: vi, vi-VN, auto"
                ),
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_foreign_or_refused() {
        let of = |code| Language::of_code(Some(code)).ok();
        assert_eq!(of("vi"), Some(Language::Vietnamese));
        assert_eq!(of("VI-vn"), Some(Language::Vietnamese));
        assert_eq!(of("auto"), Some(Language::Auto));
        assert_eq!(of("en-US"), Some(Language::Other("en-US".into())));
        assert_eq!(of("ca-ES-valencia"), Some(Language::Other("ca-ES-valencia".into())));
        assert_eq!(of("vi-XX"), None);
        assert_eq!(of("xx"), None);
        assert!(Language::of_code(None).is_err());
    }
}
