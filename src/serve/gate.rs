//! Who may ask: programs on this machine, and others that show a token. A web page may not, whatever it says: its script could
//! send drafts to and fro, and one that has had its own name changed to 127.0.0.1 looks like a neighbour. So the name that was
//! asked for is looked at, and where a script comes from.

use std::fmt;
use std::net::IpAddr;

use hyper::HeaderMap;
use hyper::StatusCode;
use hyper::header::{AUTHORIZATION, HOST, HeaderValue, ORIGIN};

use super::refusal::Refusal;
use crate::problem::Problem;

/// The least length of a token in bytes.
const SHORTEST: usize = 16;

/// What has to be shown to be answered.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A token from a file or a variable, of which white space at the ends is no part.
    ///
    /// # Errors
    /// If it can be guessed, or cannot stand in a header.
    pub fn new(text: &str) -> Result<Token, Problem> {
        let text = text.trim();
        if text.len() < SHORTEST || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Problem::new(
                format!(
                    "mã truy cập phải có từ {SHORTEST} chữ cái, chữ số, dấu ASCII, không có khoảng trắng; tạo một mã: openssl rand -hex 24"
                ),
                format!(
                    "a token has to have {SHORTEST} or more visible ASCII characters; make one: openssl rand -hex 24"
                ),
            ));
        }
        Ok(Token(text.to_owned()))
    }

    /// Whether this is it. However much of it is right, the answer takes the same time.
    fn is(&self, shown: &str) -> bool {
        let differs = self.0.bytes().zip(shown.bytes()).fold(0, |differs, (own, other)| differs | (own ^ other));
        differs == 0 && self.0.len() == shown.len()
    }
}

/// Where a script comes from: scheme, host and port, as browsers write it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(HeaderValue);

impl Origin {
    /// An origin as it is told on the command line: `https://toasoan.vn`, `app://obsidian.md`.
    ///
    /// # Errors
    /// If it is none, such as `*` or `null`.
    pub fn new(text: &str) -> Result<Origin, Problem> {
        let text = text.trim_end_matches('/');
        let host = text.split_once("://").filter(|(scheme, _)| !scheme.is_empty()).map(|(_, host)| host);
        let is_host = |host: &str| !host.is_empty() && !host.contains(['*', '/', '?', '#', '@']);
        match (host.is_some_and(is_host), HeaderValue::from_str(text)) {
            (true, Ok(value)) => Ok(Origin(value)),
            _ => Err(Problem::new(
                format!("“{text}” không phải nguồn của một trang; hãy viết như https://toasoan.vn"),
                format!("“{text}” is no origin of a page; write it like https://toasoan.vn"),
            )),
        }
    }
}

/// A name of the server as requests say it, without scheme and port, in small letters.
///
/// # Errors
/// If it is no such name.
pub fn name(text: &str) -> Result<String, Problem> {
    if text.is_empty() || text.contains([':', '/', '*', '@', ' ']) {
        return Err(Problem::new(
            format!("“{text}” không phải tên của một máy; hãy viết như toasoan.vn, không có http:// và số cổng"),
            format!("“{text}” is no name of a machine; write it like toasoan.vn, without http:// and a port"),
        ));
    }
    Ok(text.to_ascii_lowercase())
}

/// Who may ask.
pub struct Gate {
    /// What has to be shown.
    pub token: Option<Token>,
    /// Names of the server, in small letters.
    pub names: Vec<String>,
    /// Whose scripts may ask.
    pub origins: Vec<Origin>,
}

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Gate").field("names", &self.names).field("origins", &self.origins).finish_non_exhaustive()
    }
}

impl Gate {
    /// Lets a request in by its headers; gives back the origin that is to be told so. `host` is the name in the address, where
    /// there is one.
    ///
    /// # Errors
    /// If it comes from a page that may not ask, or asks for a server of another name.
    pub fn admit(&self, headers: &HeaderMap, host: Option<&str>) -> Result<Option<HeaderValue>, Refusal> {
        let named = host.or_else(|| headers.get(HOST).and_then(|value| value.to_str().ok()));
        let Some(named) = named else {
            return Err(Refusal::bad("thiếu tiêu đề Host", "The header 'Host' is missing"));
        };
        if !self.is_own_name(named) {
            return Err(Refusal::forbidden(
                format!(
                    "máy chủ này không tên là '{named}'; nếu đúng là nó, hãy chạy với --allow-host TÊN, không ghi cổng"
                ),
                format!(
                    "This server is not called '{named}'; if it is, start it with --allow-host NAME, without the port"
                ),
            ));
        }
        if let Some(origin) = headers.get(ORIGIN) {
            if self.origins.iter().any(|known| known.0 == *origin) {
                return Ok(Some(origin.clone()));
            }
            let origin = String::from_utf8_lossy(origin.as_bytes()).into_owned();
            return Err(Refusal::forbidden(
                format!("trang '{origin}' không được hỏi; nếu được, hãy chạy với --allow-origin {origin}"),
                format!(
                    "Access with origin '{origin}' denied; if it may ask, start the server with --allow-origin {origin}"
                ),
            ));
        }
        // A browser that asks for a picture or follows a link names no origin, but says that a page has it do so.
        match headers.get("sec-fetch-site").map(HeaderValue::as_bytes) {
            None | Some(b"none" | b"same-origin") => Ok(None),
            Some(_) => Err(Refusal::forbidden("trang web không được hỏi", "Access from a web page denied")),
        }
    }

    /// Whether a name with or without a port is this server's. An address is: nobody can make a page whose name is one mean
    /// another machine.
    fn is_own_name(&self, named: &str) -> bool {
        let is_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
        let name = match named.rsplit_once(':') {
            Some((name, port)) if is_port(port) && (!name.contains(':') || name.ends_with(']')) => name,
            _ => named,
        };
        let name = name.trim_end_matches('.').to_ascii_lowercase();
        let address = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(&name);
        name == "localhost" || address.parse::<IpAddr>().is_ok() || self.names.contains(&name)
    }

    /// Asks for the token: in the header, or as the key that LanguageTool's programs send.
    ///
    /// # Errors
    /// If there is to be one and it is not shown.
    pub fn ask(&self, headers: &HeaderMap, key: Option<&str>) -> Result<(), Refusal> {
        let Some(token) = &self.token else { return Ok(()) };
        let bearer = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok());
        let bearer = bearer.and_then(|value| value.split_once(' '));
        let bearer = bearer.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer")).map(|(_, token)| token.trim());
        match bearer.into_iter().chain(key).any(|shown| token.is(shown)) {
            true => Ok(()),
            false => Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "máy chủ này cần mã truy cập: tiêu đề 'Authorization: Bearer …' hoặc tham số 'apiKey'",
                "This server asks for a token: the header 'Authorization: Bearer …' or the parameter 'apiKey'",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gate() -> Gate {
        let token = Token::new("0123456789abcdef\n").unwrap();
        Gate {
            token: Some(token),
            names: vec!["morat.toasoan.vn".into()],
            origins: vec![Origin::new("https://toasoan.vn/").unwrap()],
        }
    }

    fn headers(all: &[(&'static str, &'static str)]) -> HeaderMap {
        all.iter().map(|(name, value)| (name.parse().unwrap(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_own_names_are_answered() {
        let is = |name| gate().is_own_name(name);
        for name in
            ["localhost", "LOCALHOST:8081", "127.0.0.1:80", "[::1]:8081", "::1", "10.0.0.2", "Morat.Toasoan.vn.:443"]
        {
            assert!(is(name), "{name}");
        }
        for name in
            ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:8081", "", ":80", "localhost:80:81"]
        {
            assert!(!is(name), "{name}");
        }
        assert!(gate().admit(&headers(&[]), None).is_err());
        assert!(gate().admit(&headers(&[("host", "evil.example")]), Some("localhost")).is_ok());
    }

    #[test]
    fn pages_may_ask_if_they_were_named() {
        let admit = |all: &[(&'static str, &'static str)]| {
            let mut all = all.to_vec();
            all.push(("host", "localhost"));
            gate().admit(&headers(&all), None)
        };
        assert_eq!(admit(&[("origin", "https://toasoan.vn")]).unwrap().unwrap(), "https://toasoan.vn");
        for origin in ["https://evil.example", "null", "http://toasoan.vn", "https://toasoan.vn.evil.example"] {
            assert!(admit(&[("origin", origin)]).is_err(), "{origin}");
        }
        assert!(admit(&[("sec-fetch-site", "cross-site")]).is_err());
        assert!(matches!(admit(&[("sec-fetch-site", "none")]), Ok(None)));
        for none in ["*", "null", "toasoan.vn", "https://*", "https://", "https://a/b"] {
            assert!(Origin::new(none).is_err(), "{none}");
        }
        assert!(Origin::new("chrome-extension://abcdefgh").is_ok());
        assert_eq!(name("ToaSoan.vn").ok().as_deref(), Some("toasoan.vn"));
        for none in ["", "http://toasoan.vn", "toasoan.vn:8081", "*.vn"] {
            assert!(name(none).is_err(), "{none}");
        }
    }

    #[test]
    fn the_token_is_in_the_header_or_the_key() {
        let ask = |all: &[(&'static str, &'static str)], key| gate().ask(&headers(all), key).is_ok();
        assert!(ask(&[("authorization", "Bearer 0123456789abcdef")], None));
        assert!(ask(&[], Some("0123456789abcdef")));
        assert!(!ask(&[], None) && !ask(&[], Some("0123456789abcde")) && !ask(&[], Some("0123456789abcdeF")));
        assert!(!ask(&[("authorization", "Basic 0123456789abcdef")], Some("")));
        assert!(Token::new("short").is_err() && Token::new("a token with spaces in it").is_err());
    }
}
