//! How the desk is doing: on a page, as tables, and on paper.

use actix_web::http::StatusCode;
use chrono::NaiveDate;
use lopdf::Document;
use rightsdesk::domain::report::{Shade, Window};
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::reports::Scope;
use rightsdesk::workflow::reports::{Asked, board, overview};

use super::browse::get;
use super::scene::Scene;

/// Three requests: one answered by a withdrawal of the other side's kind, one refused in time, one open.
fn some_work(scene: &Scene) {
    let (first, _) = scene.submit("justroo", "Priya Nair", &[Right::Erasure], "");
    scene.submit("jusstool", "Tom & Ann <Baker>", &[Right::Access], "");
    scene.wait(2);
    let identity = Command::ShowIdentity {
        method: rightsdesk::domain::request::IdentityMethod::OrderAndPostcode,
        note: "Both match.".into(),
        provided_at: scene.desk.clock.now(),
    };
    scene.all("ana", &first, identity);
    scene.wait(3);
    let refuse = Command::Refuse {
        ground: rightsdesk::domain::request::RefusalGround::ConditionsNotMet,
        exemption: None,
        silent: false,
        reason: "The invoice has to be kept for six years.".into(),
    };
    scene.all("dora", &first, refuse);
}

fn all(window: Option<Window>) -> Asked {
    Asked { window, scope: Scope::default() }
}

#[actix_web::test]
async fn the_page_tells_what_was_answered_and_where_the_time_went() {
    let scene = Scene::new();
    some_work(&scene);
    let cookie = scene.cookie("otto", 1);
    let page = get(&scene, &cookie, "/console/reports").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["100 %", "1 of 1", "5 days", "Gathering: systems and colleagues", "As a table", "One request is open"]
    {
        assert!(page.body.contains(words), "{words}");
    }
    let found = overview(&scene.desk, &all(None)).expect("figures");
    let stages = found.charts.iter().find(|chart| chart.id == "stages").expect("the stages");
    let days: Vec<&str> = stages.grid.rows.iter().map(|row| row[1].as_str()).collect();
    assert_eq!(days, ["2.0", "0.0", "3.0", "0.0", "0.0"], "two days untouched, three in gathering");
    let other = get(&scene, &cookie, "/console/reports?controller=jusstool&right=access").await;
    assert!(other.body.contains("Nothing was answered in these twelve months."));
    let strange = get(&scene, &cookie, "/console/reports?controller=%22%3E&from=nonsense").await;
    assert_eq!(strange.status, StatusCode::OK, "words that mean nothing are passed over");
}

#[actix_web::test]
async fn closed_cases_say_so_and_since_when() {
    let scene = Scene::new();
    some_work(&scene);
    let closed = get(&scene, &scene.cookie("ana", 1), "/console?closed=yes").await;
    assert!(closed.body.contains("</svg> Closed</span>") && !closed.body.contains("Paused</span>"), "{}", closed.body);
}

#[actix_web::test]
async fn what_waits_for_the_person_is_neither_due_nor_overdue() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    scene.all("ana", &case, Command::AskIdentity { doubt: "The address is not the one on file.".into() });
    scene.wait(60);
    let found = overview(&scene.desk, &all(None)).expect("figures");
    assert_eq!((found.numbers.open, found.numbers.soon, found.numbers.overdue), (1, 0, 0));
    assert!(found.start_by.is_empty(), "nobody can begin before the person answers");
    let due = found.charts.iter().find(|chart| chart.id == "due").expect("the due dates");
    assert_eq!(due.grid.rows.last().expect("a row")[1], "1", "later, paused or not started");
}

#[actix_web::test]
async fn every_chart_has_its_table_as_a_file() {
    let scene = Scene::new();
    some_work(&scene);
    let cookie = scene.cookie("ana", 1);
    let found = overview(&scene.desk, &all(None)).expect("figures");
    for chart in &found.charts {
        let file = get(&scene, &cookie, &format!("/console/reports/{}.csv", chart.id)).await;
        assert_eq!(file.status, StatusCode::OK, "{}", chart.id);
        assert_eq!(file.body.lines().count(), chart.grid.rows.len() + 1, "{}", chart.id);
        assert!(chart.legend.iter().all(|(shade, words)| *shade != Shade::Low || !words.is_empty()));
    }
    let unknown = get(&scene, &cookie, "/console/reports/nothing.csv").await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn the_report_for_a_board_is_a_tagged_pdf_of_one_to_three_sheets() {
    let scene = Scene::new();
    some_work(&scene);
    let cookie = scene.cookie("otto", 1);
    let answer = get(&scene, &cookie, "/console/reports.pdf?from=2026-08-01&to=2026-10-31").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/pdf"));
    let day = |text: &str| text.parse::<NaiveDate>().expect("a day");
    let found = overview(&scene.desk, &all(Some(Window::new(day("2026-08-01"), day("2026-10-31"))))).expect("figures");
    let paper = board(&found);
    let bytes = scene.desk.press.report(&paper).expect("it is set");
    assert_eq!(bytes, scene.desk.press.report(&paper).expect("again"), "the same report gives the same bytes");
    let pdf = Document::load_mem(&bytes).expect("a PDF");
    let pages: Vec<u32> = pdf.get_pages().keys().copied().collect();
    assert!((1..=3).contains(&pages.len()), "{} sheets", pages.len());
    let words = pdf.extract_text(&pages).expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    for told in ["1 August 2026 to 31 October 2026", "Answered on time", "Where time is lost", "What the words mean"] {
        assert!(words.contains(told), "{told} in {words}");
    }
    let catalog = pdf.catalog().expect("a catalogue");
    assert!(catalog.get(b"StructTreeRoot").is_ok(), "it is tagged");
}
