//! Routes as data: one table says what is served, and the tests walk through it.

use actix_web::dev::ResourceDef;
use actix_web::http::Method;
use actix_web::{HttpRequest, Route, guard};

use super::errors::WebError;

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteView {
    /// `GET` (which answers HEAD, too) or `POST`.
    pub method: &'static str,
    /// The path with its variables in braces.
    pub path: &'static str,
}

/// Declares routes: the table `ROUTES` for tests and `routes` for the application, from the same lines.
#[macro_export]
macro_rules! routes {
    ($($method:ident $path:literal => $handler:path;)*) => {
        /// What is served here.
        pub const ROUTES: &[$crate::web::routes::RouteView] = &[
            $($crate::web::routes::RouteView { method: stringify!($method), path: $path },)*
        ];

        /// Adds the routes to the application.
        pub fn routes(config: &mut actix_web::web::ServiceConfig) {
            $(config.route($path, $crate::web::routes::route(stringify!($method)).to($handler));)*
        }
    };
}

/// A route for a method; GET answers HEAD with the same headers and no body.
pub fn route(method: &str) -> Route {
    match method {
        "POST" => actix_web::web::post(),
        _ => Route::new().guard(guard::Any(guard::Get()).or(guard::Head())),
    }
}

/// Everything that is served without signing in to the console.
pub fn public() -> impl Iterator<Item = &'static RouteView> {
    let doors = [
        super::form::ROUTES,
        super::portal::ROUTES,
        super::health::ROUTES,
        super::assets::ROUTES,
        super::calendar::ROUTES,
        super::task_door::ROUTES,
        super::recipient_door::ROUTES,
        super::programs::ROUTES,
    ];
    doors.into_iter().flatten()
}

/// Answers what no route takes: a path that exists for another method is told apart from one that does not exist.
pub async fn nowhere(request: HttpRequest) -> Result<actix_web::HttpResponse, WebError> {
    let known = public().any(|route| ResourceDef::new(route.path).is_match(request.path()));
    let plain = matches!(*request.method(), Method::GET | Method::HEAD | Method::POST);
    Err(if known || !plain { WebError::Method } else { WebError::NotFound })
}
