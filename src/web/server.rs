//! The application and its listener.

use std::io;
use std::net::TcpListener;
use std::time::Duration;

use actix_web::body::MessageBody;
use actix_web::dev::{Server, ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, HttpServer, web};

use super::limits::{FORM_BYTES, Limits};
use super::settings::WebSettings;
use super::{assets, calendar, console, door, form, health, portal, programs, recipient_door, routes, task_door};
use crate::workflow::Desk;

/// Somebody who sends their request slower than this is not a browser.
const REQUEST_TIME: Duration = Duration::from_secs(10);
const IDLE_TIME: Duration = Duration::from_secs(30);
const STOP_SECONDS: u64 = 10;

/// The application: every door, behind [`door::pass`]. Tests run it without a listener.
pub fn application(
    desk: web::Data<Desk>,
    settings: web::Data<WebSettings>,
    limits: web::Data<Limits>,
) -> App<
    impl ServiceFactory<
        ServiceRequest,
        Config = (),
        Response = ServiceResponse<impl MessageBody>,
        Error = Error,
        InitError = (),
    >,
> {
    let staff = settings.console.clone();
    App::new()
        .app_data(desk)
        .app_data(settings)
        .app_data(limits)
        .app_data(web::PayloadConfig::new(FORM_BYTES))
        .configure(health::routes)
        .configure(assets::routes)
        .configure(form::routes)
        .configure(portal::routes)
        .configure(calendar::routes)
        .configure(task_door::routes)
        .configure(recipient_door::routes)
        .configure(programs::routes)
        .configure(|config| console::open(config, staff))
        .default_service(web::to(routes::nowhere))
        .wrap(from_fn(door::pass))
}

/// Serves on a listener until SIGTERM or SIGINT. The caller bound it, so that it knows the port and can say it.
pub fn serve(listener: TcpListener, desk: Desk, settings: WebSettings) -> io::Result<Server> {
    let workers = settings.workers.max(1);
    let limits = web::Data::new(Limits::new(&settings));
    let (desk, settings) = (web::Data::new(desk), web::Data::new(settings));
    let server = HttpServer::new(move || application(desk.clone(), settings.clone(), limits.clone()))
        .workers(workers)
        .client_request_timeout(REQUEST_TIME)
        .keep_alive(IDLE_TIME)
        .shutdown_timeout(STOP_SECONDS)
        .listen(listener)?;
    Ok(server.run())
}
