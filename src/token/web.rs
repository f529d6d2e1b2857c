//! Web and e-mail addresses and file names, which look like words with dots.

use super::TokenKind;

/// Endings that make `abc.xyz` an address. Two-letter country codes are listed one by one, since *mai.an* with its
/// space forgotten is no address.
const DOMAINS: &[&str] = &[
    "com", "net", "org", "edu", "gov", "info", "int", "mil", "biz", "pro", "name", "health", "io", "ai", "app", "dev",
    "tv", "me", "co", "vn", "us", "uk", "eu", "fr", "de", "ru", "jp", "kr", "cn", "tw", "hk", "sg", "th", "kh", "la",
    "au", "ca", "asia", "xyz", "online", "shop", "site", "blog", "news",
];

/// Endings that make it a file name.
const FILES: &[&str] = &[
    "txt", "md", "doc", "docx", "odt", "pdf", "xls", "xlsx", "csv", "ppt", "pptx", "jpg", "jpeg", "png", "gif", "svg",
    "mp3", "mp4", "avi", "html", "htm", "php", "js", "ts", "py", "rs", "java", "cpp", "exe", "dll", "zip", "rar",
    "json", "xml", "toml", "yaml", "yml", "ini", "cfg", "log", "sh", "bat", "sql", "apk", "iso",
];

/// The longest address, in bytes; looking further would make a text of nothing but dots slow.
const LONGEST: usize = 2048;

/// What begins at `start`, if it is an address or a file name, and where it ends.
///
/// Called only where a word is followed by one of `. @ : /` and no space, so that prose pays nothing for it.
pub(super) fn at(text: &str, start: usize) -> Option<(usize, TokenKind)> {
    let mut longest = (start + LONGEST + 1).min(text.len());
    while !text.is_char_boundary(longest) {
        longest -= 1;
    }
    let rest = &text[start..longest];
    let end = rest
        .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"' | '“' | '”' | '(' | '[' | '{' | '|' | '`'))
        .unwrap_or(rest.len());
    let mut chunk = &rest[..end];
    if chunk.len() > LONGEST {
        return None;
    }
    chunk = chunk.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '’', ')', ']', '}', '…', '»']);
    let kind = if has_scheme(chunk) || starts_with_ignoring_case(chunk, "www.") {
        TokenKind::Url
    } else {
        // Without a scheme an address is ASCII as far as it goes: the mark and the words glued behind it are prose.
        let ascii = chunk.find(|c: char| !c.is_ascii() || c == ',' || c == ';').unwrap_or(chunk.len());
        chunk = chunk[..ascii].trim_end_matches(['.', ':', '!', '?', '\'']);
        match chunk.split_once('@') {
            Some((local, domain)) => {
                (!local.is_empty() && local.bytes().all(is_local) && is_host(domain)).then_some(TokenKind::Email)?
            }
            None => {
                let host = chunk.split(['/', '?', '#', ':']).next()?;
                if is_host(host) {
                    TokenKind::Url
                } else if is_file(host) {
                    TokenKind::Code
                } else {
                    return None;
                }
            }
        }
    };
    Some((start + chunk.len(), kind))
}

fn has_scheme(chunk: &str) -> bool {
    chunk.split_once("://").is_some_and(|(scheme, rest)| {
        (2..=8).contains(&scheme.len()) && scheme.bytes().all(|b| b.is_ascii_alphabetic()) && !rest.is_empty()
    })
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    text.get(..prefix.len()).is_some_and(|start| start.eq_ignore_ascii_case(prefix))
}

fn is_local(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'+' | b'%')
}

/// Labels of letters, digits and hyphens, the last of them a known ending.
fn is_host(host: &str) -> bool {
    is_dotted(host)
        && host.rsplit('.').next().is_some_and(|last| DOMAINS.iter().any(|known| last.eq_ignore_ascii_case(known)))
}

fn is_file(name: &str) -> bool {
    // In small letters only: PGS.TS is a title.
    is_dotted(name) && name.rsplit('.').next().is_some_and(|last| FILES.contains(&last))
}

fn is_dotted(name: &str) -> bool {
    name.contains('.')
        && name.split('.').all(|label| {
            !label.is_empty() && label.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
        })
}
