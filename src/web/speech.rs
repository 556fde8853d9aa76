//! In which language somebody is spoken to: what they chose on a page, what they chose before, what their browser prefers.

use std::sync::Arc;

use actix_web::HttpRequest;
use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::Method;
use actix_web::http::header::{ACCEPT_LANGUAGE, HeaderMap, SET_COOKIE};

use super::cookies::LANGUAGE;
use crate::domain::language::{DEFAULT, Language, Languages};

/// How long a choice is remembered.
const AGE: time::Duration = time::Duration::days(365);
/// The word in an address that chooses.
const CHOICE: &str = "language=";

/// The language of a page, and those it could be switched to.
#[derive(Clone, Debug)]
pub struct Speech {
    /// The language.
    pub language: Arc<Language>,
    /// The others; none where the page answers a form that was posted, because its address alone is another page.
    pub others: Vec<Arc<Language>>,
}

impl Speech {
    /// The language of whoever made a request.
    pub fn of(request: &HttpRequest, languages: &Languages) -> Self {
        let kept = request.cookie(LANGUAGE);
        let wish = Wish {
            chosen: chosen(request.query_string()),
            kept: kept.as_ref().map(Cookie::value),
            accepted: accepted(request.headers()),
        };
        Self::new(languages, wish.among(languages, request.path()), request.method())
    }

    fn new(languages: &Languages, language: Arc<Language>, method: &Method) -> Self {
        let others = languages.all().filter(|other| method.is_safe() && other.code() != language.code());
        Self { others: others.map(Arc::clone).collect(), language }
    }
}

/// What decides, the strongest first.
struct Wish<'a> {
    chosen: Option<&'a str>,
    kept: Option<&'a str>,
    accepted: &'a str,
}

impl Wish<'_> {
    fn among(&self, languages: &Languages, path: &str) -> Arc<Language> {
        // The console speaks English only; also when something goes wrong there.
        if path.starts_with("/console") {
            return languages.of(DEFAULT);
        }
        let known = |code: Option<&str>| code.and_then(|code| languages.known(code));
        known(self.chosen).or_else(|| known(self.kept)).unwrap_or_else(|| languages.preferred(self.accepted))
    }
}

/// The language that an address chooses.
fn chosen(query: &str) -> Option<&str> {
    query.split('&').find_map(|pair| pair.strip_prefix(CHOICE))
}

fn accepted(headers: &HeaderMap) -> &str {
    headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// The cookie that remembers the choice an address makes, if it makes one.
pub fn remembered(query: &str, languages: &Languages) -> Option<Cookie<'static>> {
    let language = languages.known(chosen(query)?)?;
    let cookie = Cookie::build(LANGUAGE, language.code().to_owned());
    Some(cookie.secure(true).http_only(true).same_site(SameSite::Lax).path("/").max_age(AGE).finish())
}

/// Puts a cookie on an answer.
pub fn keep(headers: &mut HeaderMap, cookie: Option<&Cookie<'static>>) {
    if let Some(value) = cookie.and_then(|cookie| cookie.to_string().parse().ok()) {
        headers.append(SET_COOKIE, value);
    }
}
