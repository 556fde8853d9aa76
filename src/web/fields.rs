//! Reading a posted form strictly: UTF-8, once per field, and only after its token has been checked.

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::future::LocalBoxFuture;

use super::csrf::{FormKey, TOKEN_FIELD};
use super::errors::{BadForm, WebError};

/// A form as it arrived. Its fields can be read only after [`Posted::verified`].
#[derive(Debug)]
pub struct Posted(Vec<(String, String)>);

impl Posted {
    /// Checks that a page of ours posted it.
    pub fn verified(self, key: &FormKey) -> Result<Fields, WebError> {
        let fields = Fields(self.0);
        if key.accepts(fields.one(TOKEN_FIELD)?) { Ok(fields) } else { Err(WebError::Forged) }
    }
}

impl FromRequest for Posted {
    type Error = WebError;
    type Future = LocalBoxFuture<'static, Result<Self, WebError>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let acceptable = check_content_type(kind);
        let body = web::Bytes::from_request(request, payload);
        Box::pin(async move {
            acceptable?;
            let body = body.await.map_err(|error| WebError::unread(&error))?;
            Ok(Self(parse(&body)?))
        })
    }
}

fn check_content_type(text: &str) -> Result<(), WebError> {
    let mut parts = text.split(';').map(|part| part.trim().to_ascii_lowercase());
    if parts.next().as_deref() != Some("application/x-www-form-urlencoded") {
        return Err(BadForm::Kind.into());
    }
    let charset = parts.find_map(|part| part.strip_prefix("charset=").map(|name| name.trim_matches('"').to_owned()));
    match charset.as_deref() {
        None | Some("utf-8" | "utf8") => Ok(()),
        Some(_) => Err(BadForm::Charset.into()),
    }
}

/// The URL-encoded form (WHATWG URL, section 5.1), but an error where the standard would replace broken characters.
fn parse(body: &[u8]) -> Result<Vec<(String, String)>, BadForm> {
    let pairs = body.split(|byte| *byte == b'&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let mut halves = pair.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            Ok((name, value.replace("\r\n", "\n")))
        })
        .collect()
}

fn decode(text: &[u8]) -> Result<String, BadForm> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.iter().copied();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| char::from(byte).to_digit(16));
                let (high, low) = digit(rest.next()).zip(digit(rest.next())).ok_or(BadForm::Encoding)?;
                u8::try_from(high * 16 + low).unwrap_or_default()
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok().ok_or(BadForm::Encoding)
}

/// The fields of a form that our own page posted.
#[derive(Debug)]
pub struct Fields(Vec<(String, String)>);

impl Fields {
    /// The fields of a form in parts, whose token has been checked.
    pub const fn of(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// A field that may be there once; empty when it is not.
    pub fn one(&self, name: &str) -> Result<&str, WebError> {
        let mut values = self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str());
        match (values.next(), values.next()) {
            (None, _) => Ok(""),
            (Some(value), None) => Ok(value),
            (Some(_), Some(_)) => Err(BadForm::Twice(known_name(name)).into()),
        }
    }

    /// Every value of a field that may be there often, such as a group of tick boxes.
    pub fn many(&self, name: &str) -> Vec<&str> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect()
    }

    /// The fields whose names start so, with the rest of the name.
    pub fn starting_with<'a>(&'a self, start: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0.iter().filter_map(move |(name, value)| Some((name.strip_prefix(start)?, value.as_str())))
    }

    /// Whether a button or tick box of that name was sent.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }
}

/// A field's name as an error page may show it: only names that we ask for come here, cut short all the same.
fn known_name(name: &str) -> String {
    name.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let read = parse("name=Zs%C3%B3fia+Nagy&words=a%0D%0Ab&empty=&bare&a+b=%26%3D".as_bytes()).unwrap();
        let expected = [("name", "Zsófia Nagy"), ("words", "a\nb"), ("empty", ""), ("bare", ""), ("a b", "&=")];
        assert_eq!(read, expected.map(|(name, value)| (name.to_owned(), value.to_owned())));
    }

    #[test]
    fn what_is_not_utf8_is_refused_and_not_repaired() {
        for wrong in ["name=%ff%fe", "name=%", "name=%4", "name=%zz", "name=%C3"] {
            assert_eq!(parse(wrong.as_bytes()), Err(BadForm::Encoding), "{wrong}");
        }
        assert_eq!(parse(b"name=\xff"), Err(BadForm::Encoding));
    }

    #[test]
    fn only_forms_in_utf8_are_read() {
        let fine = ["application/x-www-form-urlencoded", "Application/X-WWW-Form-Urlencoded; charset=\"UTF-8\""];
        for kind in fine {
            assert!(check_content_type(kind).is_ok(), "{kind}");
        }
        for wrong in ["", "text/plain", "application/json", "application/x-www-form-urlencoded; charset=iso-8859-1"] {
            assert!(check_content_type(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_field_that_comes_twice_is_named() {
        let fields = Fields(vec![("email".into(), "a".into()), ("email".into(), "b".into())]);
        assert!(matches!(fields.one("email"), Err(WebError::BadForm(BadForm::Twice(name))) if name == "email"));
        assert_eq!(fields.many("email"), ["a", "b"]);
        assert!(fields.has("email") && !fields.has("name"));
    }
}
