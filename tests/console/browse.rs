//! A browser without a window: asks the application in process, with a cookie and the token of the page.

use actix_web::body::to_bytes;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, COOKIE, HeaderMap};
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web;
use rightsdesk::web::WebSettings;
use rightsdesk::web::limits::Limits;
use rightsdesk::workflow::Desk;

use super::scene::Scene;

/// An answer.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    /// A header, or nothing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The first value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let mark = format!("name=\"{name}\" value=\"");
        let start = self.body.find(&mark).unwrap_or_else(|| panic!("no field {name} in {}", self.body)) + mark.len();
        self.body[start..].split('"').next().unwrap_or_default().to_owned()
    }
}

/// Asks for a page.
pub async fn get(scene: &Scene, cookie: &str, path: &str) -> Answer {
    ask(scene, TestRequest::get().uri(path).insert_header((COOKIE, cookie))).await
}

/// Posts a form; the caller brings the token.
pub async fn post(scene: &Scene, cookie: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    ask(scene, TestRequest::post().uri(path).insert_header((COOKIE, cookie)).set_form(fields)).await
}

/// Posts a form with the token of a page.
pub async fn fill(scene: &Scene, cookie: &str, page: &str, path: &str, fields: &[(&str, &str)]) -> Answer {
    let token = get(scene, cookie, page).await.hidden("form_token");
    let mut all = vec![("form_token", token.as_str())];
    all.extend_from_slice(fields);
    post(scene, cookie, path, &all).await
}

/// Posts a form in parts with the token of a page, and perhaps a file: its name and content.
pub async fn fill_in_parts(
    scene: &Scene,
    cookie: &str,
    page: &str,
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Answer {
    send_in_parts(scene, cookie, (page, page), fields, file).await
}

/// The same where the form of one page is sent to another address.
pub async fn send_in_parts(
    scene: &Scene,
    cookie: &str,
    (page, path): (&str, &str),
    fields: &[(&str, &str)],
    file: Option<(&str, &[u8])>,
) -> Answer {
    let token = get(scene, cookie, page).await.hidden("form_token");
    let mut body = Vec::new();
    for (field, value) in [("form_token", token.as_str())].iter().chain(fields) {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    let (name, content) = file.unwrap_or_default();
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: x/y\r\n\r\n"
    );
    body.extend(head.bytes().chain(content.iter().copied()).chain(b"\r\n--edge--\r\n".iter().copied()));
    let kind = (CONTENT_TYPE, "multipart/form-data; boundary=edge");
    ask(scene, TestRequest::post().uri(path).insert_header((COOKIE, cookie)).insert_header(kind).set_payload(body))
        .await
}

/// Asks anything.
pub async fn ask(scene: &Scene, request: TestRequest) -> Answer {
    ask_at(&scene.desk, scene.settings(), request).await
}

/// Asks a desk of any other making.
pub async fn ask_at(desk: &Desk, settings: WebSettings, request: TestRequest) -> Answer {
    let settings = web::Data::new(settings);
    let limits = web::Data::new(Limits::new(&settings));
    let app = init_service(rightsdesk::web::application(web::Data::new(desk.clone()), settings, limits)).await;
    let response = call_service(&app, request.to_request()).await;
    let (status, headers) = (response.status(), response.headers().clone());
    let body = to_bytes(response.into_body()).await.unwrap_or_default();
    Answer { status, headers, body: String::from_utf8_lossy(&body).into_owned() }
}
