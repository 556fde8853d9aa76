//! A browser without script against the application in process: it keeps cookies and posts the token of the last page.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use actix_web::body::to_bytes;
use actix_web::dev::Service;
use actix_web::http::header::{HeaderMap, LOCATION, SET_COOKIE};
use actix_web::http::{Method, StatusCode};
use actix_web::{test, web};
use futures_util::future::LocalBoxFuture;
use rightsdesk::web::limits::Limits;
use rightsdesk::web::{WebSettings, application};

use super::scene::{Scene, open_doors};

/// What came back.
#[derive(Clone, Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
    pub bytes: usize,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.headers.get(LOCATION).map_or("", |value| value.to_str().expect("a readable address"))
    }

    pub fn says(&self, words: &str) -> bool {
        self.body.contains(words)
    }

    pub fn title(&self) -> &str {
        between(&self.body, "<title>", "</title>")
    }

    pub fn token(&self) -> &str {
        between(&self.body, "name=\"form_token\" value=\"", "\"")
    }
}

pub fn between<'a>(text: &'a str, from: &str, to: &str) -> &'a str {
    text.split_once(from).and_then(|(_, rest)| rest.split_once(to)).map_or("", |(inside, _)| inside)
}

type Call = dyn Fn(test::TestRequest) -> LocalBoxFuture<'static, Answer>;

/// The application of a scene.
#[derive(Clone)]
pub struct Site(Rc<Call>);

impl Site {
    pub async fn of(scene: &Scene) -> Self {
        Self::with(scene, open_doors()).await
    }

    pub async fn with(scene: &Scene, settings: WebSettings) -> Self {
        let limits = web::Data::new(Limits::new(&settings));
        let app = application(web::Data::new(scene.desk.clone()), web::Data::new(settings), limits);
        let app = Rc::new(test::init_service(app).await);
        Self(Rc::new(move |request: test::TestRequest| {
            let app = Rc::clone(&app);
            Box::pin(async move {
                let answer = match app.call(request.to_request()).await {
                    Ok(answer) => answer.into_parts().1.map_into_boxed_body(),
                    Err(error) => error.error_response(),
                };
                let (status, headers) = (answer.status(), answer.headers().clone());
                let body = to_bytes(answer.into_body()).await.unwrap_or_default();
                Answer { status, headers, bytes: body.len(), body: String::from_utf8_lossy(&body).into_owned() }
            })
        }))
    }

    pub async fn call(&self, request: test::TestRequest) -> Answer {
        (self.0)(request).await
    }
}

/// Somebody at a browser.
#[derive(Clone)]
pub struct Surfer {
    site: Site,
    cookies: Rc<RefCell<BTreeMap<String, String>>>,
    token: Rc<RefCell<String>>,
    accepts: &'static str,
}

impl Surfer {
    pub fn at(site: &Site) -> Self {
        Self::speaking(site, "")
    }

    /// Somebody whose browser prefers a language, as `Accept-Language` says it.
    pub fn speaking(site: &Site, accepts: &'static str) -> Self {
        Self { site: site.clone(), cookies: Rc::default(), token: Rc::default(), accepts }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.send(test::TestRequest::get().uri(path)).await
    }

    /// Posts fields with the token of the last page that had one.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let token = self.token.borrow().clone();
        let all: Vec<(&str, &str)> =
            [("form_token", token.as_str())].into_iter().chain(fields.iter().copied()).collect();
        self.send(test::TestRequest::post().uri(path).set_form(all)).await
    }

    /// Posts and goes where the answer leads.
    pub async fn submit(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let answer = self.post(path, fields).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{path}: {}", answer.body);
        self.get(answer.location()).await
    }

    pub async fn send(&self, request: test::TestRequest) -> Answer {
        let cookies = self.cookies.borrow().iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>();
        let request = request.insert_header(("Accept-Language", self.accepts));
        let request = if cookies.is_empty() { request } else { request.insert_header(("Cookie", cookies.join("; "))) };
        let answer = self.site.call(request).await;
        for cookie in answer.headers.get_all(SET_COOKIE).filter_map(|value| value.to_str().ok()) {
            let (name, value) = cookie.split(';').next().and_then(|pair| pair.split_once('=')).expect("a cookie");
            self.cookies.borrow_mut().insert(name.to_owned(), value.to_owned());
        }
        if !answer.token().is_empty() {
            *self.token.borrow_mut() = answer.token().to_owned();
        }
        answer
    }

    pub fn token(&self) -> String {
        self.token.borrow().clone()
    }

    /// Fills the form in up to the page with all answers.
    pub async fn fill_in(&self, controller: &str, email: &str, rights: &[&str]) -> Answer {
        let ask = |page: &str| format!("/r/{controller}/ask/{page}");
        self.get(&ask("who")).await;
        self.submit(&ask("who"), &[("who", "me")]).await;
        let ticked: Vec<(&str, &str)> = rights.iter().map(|right| ("right", *right)).collect();
        let mut page = self.submit(&ask("rights"), &ticked).await;
        for (name, fields) in DETAILS {
            if rights.contains(name) {
                page = self.submit(&ask(name), fields).await;
            }
        }
        assert!(page.says("How can we find you?"), "{}", page.title());
        self.submit(&ask("find"), &[("id_order_number", "104482"), ("id_postcode", "M14 6YB")]).await;
        self.submit(&ask("you"), &[("name", "Priya Nair"), ("email", email)]).await;
        let check = self.submit(&ask("words"), &[("words", "Please include the note.")]).await;
        assert!(check.says("Check your answers"), "{}", check.title());
        check
    }
}

/// What is answered on the pages for single rights.
const DETAILS: &[(&str, &[(&str, &str)])] = &[
    ("correct", &[("wrong", "14 Egerton Road"), ("should_be", "41 Egerton Road")]),
    ("erase", &[("erase_what", "part"), ("erase_part", "my old address")]),
    ("marketing", &[("channel", "email")]),
    ("object", &[("object", "profiling")]),
    ("consent", &[("consent", "reviews")]),
];

pub fn is_get(method: &str) -> bool {
    method == Method::GET.as_str()
}
