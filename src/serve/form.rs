//! The parameters of a request: from the address, and from a form in the body.
//!
//! LibreOffice 7.4 sends a form that is none: `text=`, the text as it is, `&language=` and a tag. The text may have `&`, `+` and
//! `%` in it, and read as a form it would be cut off or changed, and every place behind that would be wrong. It is recognised by
//! letters that no encoded form has.

use percent_encoding::percent_decode;

use super::refusal::Refusal;

/// The parameters of a request. Of several with one name, the last counts.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Form(Vec<(String, String)>);

impl Form {
    /// The parameters of an address, behind its `?`, and of a body.
    ///
    /// # Errors
    /// If they are no UTF-8.
    pub fn read(query: &str, body: &[u8]) -> Result<Form, Refusal> {
        let mut form = Form(Vec::new());
        form.add(query.as_bytes())?;
        match unencoded(body) {
            Some(fields) => form.0.extend(fields.map(|(name, value)| (name.to_owned(), value.to_owned()))),
            None => form.add(body)?,
        }
        Ok(form)
    }

    fn add(&mut self, encoded: &[u8]) -> Result<(), Refusal> {
        for field in encoded.split(|byte| *byte == b'&').filter(|field| !field.is_empty()) {
            let at = field.iter().position(|byte| *byte == b'=');
            let (name, value) = at.map_or((field, &[][..]), |at| (&field[..at], &field[at + 1..]));
            self.0.push((decoded(name)?, decoded(value)?));
        }
        Ok(())
    }

    /// The value of a parameter, if it was sent.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter, if it was sent and is not empty.
    pub fn said(&self, name: &str) -> Option<&str> {
        self.get(name).filter(|value| !value.is_empty())
    }

    /// Whether a switch is on: LanguageTool takes `true` and `yes`.
    pub fn is_on(&self, name: &str) -> bool {
        matches!(self.get(name), Some("true" | "yes"))
    }

    /// The names between the commas of a parameter.
    pub fn names(&self, name: &str) -> impl Iterator<Item = &str> {
        self.get(name).unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty())
    }
}

/// A name or a value, with `+` and `%` undone. A `%` that encodes nothing stays.
fn decoded(encoded: &[u8]) -> Result<String, Refusal> {
    let spaced: Vec<u8> = encoded.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    String::from_utf8(percent_decode(&spaced).collect())
        .map_err(|_| Refusal::bad("tham số không phải UTF-8", "Could not decode the request: a parameter is not UTF-8"))
}

/// The parameters of a body as LibreOffice 7.4 sends it; `None` for any other.
fn unencoded(body: &[u8]) -> Option<impl Iterator<Item = (&str, &str)>> {
    if is_encoded(body) {
        return None;
    }
    let body = str::from_utf8(body).ok()?.strip_prefix("text=")?;
    // The text may say anything; what LibreOffice adds stands behind it.
    let (text, rest) = body.rsplit_once("&language=")?;
    let mut rest = rest.split('&');
    let language = rest.next().filter(|tag| tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-'))?;
    let more: Vec<(&str, &str)> = rest.map(|field| field.split_once('=')).collect::<Option<_>>()?;
    let is_login = matches!(more[..], [] | [("username", _), ("apiKey", _)]);
    is_login.then(|| [("text", text), ("language", language)].into_iter().chain(more))
}

/// Whether a form can be encoded: an encoder writes visible ASCII only, and two digits behind each `%`.
fn is_encoded(form: &[u8]) -> bool {
    let digits = |at: usize| form.get(at + 1..at + 3).is_some_and(|two| two.iter().all(u8::is_ascii_hexdigit));
    form.iter().enumerate().all(|(at, byte)| byte.is_ascii_graphic() && (*byte != b'%' || digits(at)))
}

#[cfg(test)]
mod tests {
    use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
    use proptest::prelude::*;

    use super::*;

    fn read(body: &str) -> Form {
        Form::read("", body.as_bytes()).unwrap()
    }

    #[test]
    fn encoded_forms_are_decoded() {
        let form = read("text=C%E1%BA%A3+t%E1%BB%95%20n%2B&language=vi&a&&level=picky&level=default&text%20x=1=2");
        assert_eq!(form.get("text"), Some("Cả tổ n+"));
        assert_eq!(form.get("level"), Some("default"));
        assert_eq!((form.get("a"), form.said("a"), form.get("b")), (Some(""), None, None));
        assert_eq!(form.get("text x"), Some("1=2"));
        let names = read("disabledRules=a/b,%20c/d,,&enabledOnly=yes");
        assert_eq!(names.names("disabledRules").collect::<Vec<_>>(), ["a/b", "c/d"]);
        assert!(names.is_on("enabledOnly") && !names.is_on("disabledRules"));
    }

    #[test]
    fn the_body_goes_before_the_address() {
        let form = Form::read("language=vi&text=a", b"text=b").unwrap();
        assert_eq!((form.get("text"), form.get("language")), (Some("b"), Some("vi")));
    }

    #[test]
    fn what_is_no_utf8_is_refused() {
        assert!(Form::read("text=%FF", b"").is_err());
        assert!(Form::read("", b"text=\xFF&language=vi").is_err());
    }

    #[test]
    fn the_text_of_an_old_libreoffice_is_taken_as_it_is() {
        let form = read("text=Lãi 5%20 & a+b &language=en là 100%&language=vi");
        assert_eq!(form.get("text"), Some("Lãi 5%20 & a+b &language=en là 100%"));
        assert_eq!(form.get("language"), Some("vi"));
        let form = read("text=Cả tổ & tôi&language=vi-VN&username=a b&apiKey=k");
        assert_eq!(form.get("text"), Some("Cả tổ & tôi"));
        assert_eq!((form.get("username"), form.get("apiKey")), (Some("a b"), Some("k")));
    }

    #[test]
    fn forms_that_people_type_are_forms() {
        // As `curl -d 'text=…' -d language=vi -d level=picky` sends it.
        let form = read("text=Cả tổ nổ lực.&language=vi&level=picky");
        assert_eq!((form.get("text"), form.get("level")), (Some("Cả tổ nổ lực."), Some("picky")));
        let form = read("language=vi&text=Cả tổ%0Anổ lực, 100% rồi");
        assert_eq!(form.get("text"), Some("Cả tổ\nnổ lực, 100% rồi"));
    }

    proptest! {
        #[test]
        fn an_encoder_is_never_taken_for_libreoffice(text in "\\PC{0,40}", more in "[&+%=a-zỗ ]{0,40}") {
            let text = format!("{text}{more}");
            for spaces in ["%20", "+"] {
                let encoded = utf8_percent_encode(&text, NON_ALPHANUMERIC).to_string().replace("%20", spaces);
                let form = read(&format!("text={encoded}&language=vi"));
                prop_assert_eq!(form.get("text"), Some(&*text));
            }
        }

        #[test]
        fn libreoffice_loses_nothing(text in "[&+%=a-z0-9 ]{0,40}", word in "[ỗăđ]", after in "\\PC{0,40}") {
            let text = format!("{text}{word}{after}");
            let form = read(&format!("text={text}&language=vi-VN"));
            prop_assert_eq!(form.get("text"), Some(&*text));
            prop_assert_eq!(form.get("language"), Some("vi-VN"));
        }
    }
}
