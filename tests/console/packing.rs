//! How far a package is, on the case page, as it happens and without script.

use actix_web::http::StatusCode;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::review::Verdict;

use super::choice::Desk;
use crate::jobs::delivery::{decide_all, in_review};
use crate::jobs::shop::{SHOP, with_shop};

#[actix_web::test]
async fn the_line_of_a_package_ends_with_the_download() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let (case, request, _, rita) = in_review(&office, Right::Access);
    decide_all(&office, rita, request, &Verdict::Include);
    office.give(rita, request, Command::Approve).expect("approved");
    let desk = Desk::of(&building, &office, Role::Handler);
    let page = format!("/console/case/{}", case.reference);
    let waits = desk.get(&page).await.body;
    assert!(waits.contains("Package being made") && waits.contains("Access: is packed next."), "{waits}");
    assert!(waits.contains("Load this page again"), "without script: {waits}");
    let progress = desk.get(&format!("{page}/packing/progress")).await.body;
    assert_eq!(progress, "{\"summary\":\"Access: is packed next.\",\"systems\":[]}");

    office.drain();
    let live = desk.get(&format!("{page}/packing/live")).await;
    assert_eq!(live.header("content-type"), "text/event-stream; charset=utf-8");
    assert!(live.body.ends_with("event: end\ndata: over\n\n"), "{}", live.body);
    let done = desk.get(&page).await.body;
    assert!(!done.contains("Package being made") && done.contains("id=\"delivery\""), "{done}");
}

#[actix_web::test]
async fn the_line_of_a_package_is_for_those_who_see_cases() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let (case, ..) = in_review(&office, Right::Access);
    let desk = Desk::of(&building, &office, Role::Auditor);
    let live = format!("/console/case/{}/packing/live", case.reference);
    let nothing = desk.get(&live).await;
    assert_eq!(nothing.status, StatusCode::OK);
    assert!(!nothing.body.contains("Emma"), "no name in it: {}", nothing.body);
    let unknown = live.replace(case.reference.as_str(), "ZZ-26-AAAA-A");
    assert_eq!(desk.get(&unknown).await.status, StatusCode::NOT_FOUND);
}
