//! Recognises text that is set as code in word processors: in a fixed-width font, or in a style for code.

/// The first letters of the names of fixed-width fonts, in lower case.
const BEGINNINGS: [&str; 14] = [
    "courier",
    "consolas",
    "menlo",
    "monaco",
    "cascadia",
    "inconsolata",
    "monospace",
    "lucida console",
    "lucida sans typewriter",
    "source code",
    "fira code",
    "fixedsys",
    "hack",
    "andale mono",
];

/// Whether a font is one that code is set in. Those named after their kind end in *Mono*, perhaps with a cut behind: `Noto Sans Mono CJK`.
pub(super) fn is_code_font(name: &str) -> bool {
    let name = name.trim().trim_matches(['\'', '"']).to_ascii_lowercase();
    BEGINNINGS.iter().any(|begins| name.starts_with(begins)) || name.split([' ', '-']).any(|word| word == "mono")
}

/// Whether a style of paragraphs or letters is one for code, by the name that Word, LibreOffice and pandoc give it.
pub(super) fn is_code_style(name: &str) -> bool {
    // In ODT a sign that no name may have is a number between two `_`.
    let name: String = name.replace("_20_", "").chars().filter(char::is_ascii_alphanumeric).collect();
    let name = name.to_ascii_lowercase();
    let starts = ["sourcetext", "teletype", "htmlkeyboard", "htmlsample", "htmltypewriter", "macrotext", "userentry"];
    ["code", "verbatim", "preformatted", "monospace"].iter().any(|part| name.contains(part))
        || starts.iter().any(|start| name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_is_known_by_fonts_and_styles() {
        for font in
            ["Courier New", "Consolas", "DejaVu Sans Mono", "'Liberation Mono'", "Noto Sans Mono CJK", "monospace"]
        {
            assert!(is_code_font(font), "{font}");
        }
        for font in ["Times New Roman", "Monotype Corsiva", "Arial", ".VnTime", ""] {
            assert!(!is_code_font(font), "{font}");
        }
        for style in ["VerbatimChar", "HTMLCode", "Source_20_Text", "SourceCode", "Preformatted_20_Text", "Teletype"] {
            assert!(is_code_style(style), "{style}");
        }
        for style in ["Heading1", "Normal", "Strong", "Text_20_body", ""] {
            assert!(!is_code_style(style), "{style}");
        }
    }
}
