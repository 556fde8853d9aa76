//! Nobody is offered what they are then refused: every link and every form of every page, walked as each role.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use actix_web::http::StatusCode;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, RefusalGround};
use rightsdesk::domain::right::Right;
use rightsdesk::web::console::{ConsoleRoute, ROUTES};
use rightsdesk::workflow::incoming::{Answer, attach, take};

use super::browse::get;
use super::scene::Scene;

/// Pages that are walked at most; a desk of this size has fewer.
const MOST: usize = 600;
/// Pages of one route that are walked; what is offered on them depends on the state of a case, of which there are a few.
const ALIKE: usize = 6;

/// Cases in several states, a message that waits and one that was added.
fn busy(scene: &Scene) {
    let (method, provided_at) = (IdentityMethod::OrderAndPostcode, scene.desk.clock.now());
    let shown = || Command::ShowIdentity { method, note: "Both match.".into(), provided_at };
    scene.submit("justroo", "Olga Petrenko", &Right::ALL, "Everything, please.");
    let (gathering, _) = scene.submit("justroo", "Tomas Novak", &[Right::Access, Right::Rectification], "");
    scene.all("ruth", &gathering, shown());
    let (reviewing, _) = scene.submit("jusstool", "Priya Nair", &[Right::Access], "");
    scene.all("ana", &reviewing, shown());
    scene.all("ana", &reviewing, Command::FinishGathering);
    let (refused, _) = scene.submit("justroo", "Lena Fox", &[Right::Erasure], "");
    scene.all("ruth", &refused, shown());
    let (ground, reason) = (RefusalGround::ConditionsNotMet, "It has to be kept.".to_owned());
    scene.all("dora", &refused, Command::Refuse { ground, exemption: None, silent: false, reason });
    for (n, case) in [(1, Some(&gathering)), (2, None)] {
        let text =
            format!("From: Tomas Novak <tomas@mail.example>\r\nMessage-ID: <{n}@mail.example>\r\n\r\nMy data.\r\n");
        let taken = take(&scene.desk, Actor::System, "command", Some("justroo"), text.as_bytes()).expect("taken");
        if let (Some(case), rightsdesk::workflow::incoming::Taken::New(id)) = (case, taken) {
            attach(&scene.desk, scene.actor("dora"), id, case.id, &Answer::Nothing).expect("added");
        }
    }
}

/// What stands in an attribute, each once.
fn values<'a>(body: &'a str, attribute: &str) -> BTreeSet<&'a str> {
    let mark = format!("{attribute}=\"");
    body.split(mark.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// Where the forms of a page lead, and by which method.
fn forms(body: &str) -> Vec<(&'static str, String)> {
    let plain = |to: &str| to.split(['?', '#']).next().unwrap_or_default().to_owned();
    let method = |form: &str| match form.split('>').next() {
        Some(tag) if tag.contains("method=\"post\"") => "POST",
        _ => "GET",
    };
    // A button that leads elsewhere asks as its form does.
    let leads = |form: &str| {
        let to = values(form, " action").into_iter().chain(values(form, "formaction"));
        to.map(|to| (method(form), plain(to))).collect::<Vec<_>>()
    };
    body.split("<form").skip(1).flat_map(leads).collect()
}

/// The route of an address.
fn route_of(method: &str, path: &str) -> Option<&'static ConsoleRoute> {
    let fits = |route: &&ConsoleRoute| {
        let (own, asked): (Vec<_>, Vec<_>) = (route.path.split('/').collect(), path.split('/').collect());
        let same = own.iter().zip(&asked).all(|(own, asked)| own == asked || own.contains('{'));
        route.method == method && own.len() == asked.len() && same
    };
    ROUTES.iter().find(|route| route.path == path && route.method == method).or_else(|| ROUTES.iter().find(fits))
}

/// Walks the console as somebody; what they are offered and refused.
async fn refused(scene: &Scene, who: &str, cookie: &str) -> (usize, Vec<String>) {
    let role = scene.staff[who].role;
    let (mut queue, mut known) = (VecDeque::from(["/console".to_owned()]), BTreeSet::new());
    let (mut wrong, mut walked, mut kinds) = (Vec::new(), 0, BTreeMap::new());
    while let Some(path) = queue.pop_front() {
        walked += 1;
        assert!(walked < MOST, "{who} walks in circles: {path}");
        let answer = get(scene, cookie, &path).await;
        let asks = answer.status == StatusCode::FORBIDDEN && answer.body.contains("Show it in full for");
        if answer.status.is_client_error() && !asks || answer.status.is_server_error() {
            wrong.push(format!("{who} is led to {path} and gets {}", answer.status));
            continue;
        }
        let onwards = answer.header("location");
        if answer.status.is_redirection() && known.insert(onwards.to_owned()) {
            queue.push_back(onwards.to_owned());
            continue;
        }
        if !answer.header("content-type").starts_with("text/html") {
            continue;
        }
        for (method, to) in forms(&answer.body) {
            if !route_of(method, &to).is_some_and(|route| route.access.admits(Some(role))) {
                wrong.push(format!("{who} is offered a form to {to} on {path}"));
            }
        }
        for href in values(&answer.body, "href") {
            let href = href.split('#').next().unwrap_or_default().replace("&amp;", "&").replace("&#38;", "&");
            let plain = href.split('?').next().unwrap_or_default().to_owned();
            let kind = route_of("GET", &plain).map_or(plain.as_str(), |route| route.path).to_owned();
            if plain.starts_with("/console") && known.insert(plain) {
                let seen: &mut usize = kinds.entry(kind).or_default();
                *seen += 1;
                if *seen <= ALIKE {
                    queue.push_back(href);
                }
            }
        }
    }
    (walked, wrong)
}

async fn nobody_is_refused_what_they_are_offered(scene: Scene, fewest: usize) {
    let mut wrong = Vec::new();
    for (secret, who) in (1..).zip(["ana", "ruth", "dora", "tom", "otto"]) {
        let (walked, refused) = refused(&scene, who, &scene.cookie(who, secret)).await;
        assert!(walked > fewest, "{who} walked {walked} pages only");
        wrong.extend(refused);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn whoever_sees_every_case_is_refused_nothing_that_they_are_offered() {
    let scene = Scene::new();
    busy(&scene);
    nobody_is_refused_what_they_are_offered(scene, 40).await;
}

#[actix_web::test]
async fn whoever_sees_only_what_they_need_is_refused_nothing_or_told_how_to_see_it() {
    let scene = Scene::as_shipped();
    busy(&scene);
    nobody_is_refused_what_they_are_offered(scene, 40).await;
}

#[actix_web::test]
async fn nobody_is_led_astray_at_a_desk_at_which_nothing_is_set_up() {
    nobody_is_refused_what_they_are_offered(Scene::bare(), 10).await;
}
