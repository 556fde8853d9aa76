//! Every route × every role, and nobody: what the table says is what happens.

use actix_web::http::StatusCode;
use actix_web::http::header::COOKIE;
use actix_web::test::TestRequest;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::right::Right;
use rightsdesk::web::console::{Access, ConsoleRoute, ROUTES};

use super::browse::{Answer, ask, get};
use super::scene::Scene;

const PEOPLE: [(&str, Role); 5] = [
    ("ana", Role::Handler),
    ("ruth", Role::Reviewer),
    ("dora", Role::Dpo),
    ("tom", Role::Admin),
    ("otto", Role::Auditor),
];

/// The route with a real case and ids that nobody has.
fn path_of(route: &ConsoleRoute, reference: &str) -> String {
    let nobody = "01900000-0000-7000-8000-000000000000";
    let filled =
        route.path.replace("{reference}", reference).replace("{right}", "access").replace("{command}", "extend");
    [
        "{system}",
        "{group}",
        "{task}",
        "{entry}",
        "{finding}",
        "{disclosure}",
        "{staff}",
        "{lesson}",
        "{feed}",
        "{key}",
        "{filter}",
        "{macro}",
        "{nth}",
        "{team}",
        "{absence}",
        "{document}",
        "{file}",
    ]
    .iter()
    .fold(filled, |path, name| path.replace(name, nobody))
}

async fn try_route(scene: &Scene, route: &ConsoleRoute, cookie: Option<&str>, path: &str) -> Answer {
    let request = match route.method {
        "POST" => TestRequest::post().uri(path).set_form([("form_token", "none")]),
        _ => TestRequest::get().uri(path),
    };
    ask(
        scene,
        match cookie {
            Some(cookie) => request.insert_header((COOKIE, cookie)),
            None => request,
        },
    )
    .await
}

/// Whether an answer says that the guard let the request through to its handler. A post without a token is turned away
/// by the handler with the words of a page that was open too long, or because it is no upload.
fn was_admitted(answer: &Answer) -> bool {
    let too_late = answer.body.contains("This page was open too long");
    answer.status != StatusCode::FORBIDDEN || too_late
}

#[actix_web::test]
async fn the_table_is_what_happens_for_every_role_and_for_nobody() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let mut wrong = Vec::new();
    let people: Vec<_> =
        (1..).zip(PEOPLE).map(|(secret, (name, role))| (name, role, scene.cookie(name, secret))).collect();
    for route in ROUTES {
        let path = path_of(route, case.reference.as_str());
        for (name, role, cookie) in &people {
            let answer = try_route(&scene, route, Some(cookie), &path).await;
            if was_admitted(&answer) != route.access.admits(Some(*role)) {
                wrong.push(format!("{} {path} as {name}: {}", route.method, answer.status));
            }
        }
        let answer = try_route(&scene, route, None, &path).await;
        let fine = match (route.access, route.method) {
            (Access::Anyone, _) => was_admitted(&answer),
            (_, "GET") => {
                answer.status == StatusCode::SEE_OTHER && answer.header("location").starts_with("/console/signin")
            }
            _ => answer.status == StatusCode::FORBIDDEN && !was_admitted(&answer),
        };
        if !fine {
            wrong.push(format!("{} {path} as nobody: {}", route.method, answer.status));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[actix_web::test]
async fn a_route_that_is_not_in_the_table_is_not_served() {
    let scene = Scene::new();
    let cookie = scene.cookie("tom", 1);
    let asked = |request: TestRequest| ask(&scene, request.insert_header((COOKIE, cookie.clone())));
    assert_eq!(asked(TestRequest::get().uri("/console/nowhere")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(asked(TestRequest::delete().uri("/console/staff")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(asked(TestRequest::put().uri("/console/profile")).await.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(asked(TestRequest::get().uri("/console/signout")).await.status, StatusCode::METHOD_NOT_ALLOWED);
}

/// The table as it stands in the documentation.
fn documented() -> String {
    let mark = |may: bool| if may { "yes" } else { "–" };
    let mut text =
        "| method | path | nobody | handler | reviewer | dpo | admin | auditor |\n|---|---|---|---|---|---|---|---|\n"
            .to_owned();
    for route in ROUTES {
        let roles = PEOPLE.map(|(_, role)| mark(route.access.admits(Some(role))));
        let nobody = mark(route.access.admits(None));
        text.push_str(&format!("| {} | `{}` | {nobody} | {} |\n", route.method, route.path, roles.join(" | ")));
    }
    text
}

#[test]
fn the_documented_matrix_is_the_real_one() {
    crate::house::documents::demand_block("docs/ROLES.md", "routes", &documented());
}

#[test]
fn the_documented_permissions_are_the_real_ones() {
    use rightsdesk::domain::access::Permission;
    let mut text = "| to | handler | reviewer | dpo | admin | auditor |\n|---|---|---|---|---|---|\n".to_owned();
    for permission in Permission::ALL {
        let roles = PEOPLE.map(|(_, role)| if role.may(permission) { "yes" } else { "–" });
        text.push_str(&format!("| {} | {} |\n", permission.words(), roles.join(" | ")));
    }
    crate::house::documents::demand_block("docs/ROLES.md", "permissions", &text);
}

#[actix_web::test]
async fn whoever_only_reads_sees_that_something_was_written_and_not_what() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "My neighbour Tom knows more.");
    let page = format!("/console/case/{}", case.reference);
    let ana = get(&scene, &scene.cookie("ana", 1), &page).await.body;
    assert!(ana.contains("Priya Raman") && ana.contains("My neighbour Tom"), "{ana}");
    let otto = get(&scene, &scene.cookie("otto", 2), &page).await.body;
    assert!(otto.contains("Priya R.") && otto.contains("not what"), "{otto}");
    for secret in ["Raman", "My neighbour Tom", "priya@mail.example", "07700 900118"] {
        assert!(!otto.contains(secret), "{secret}: {otto}");
    }
}
