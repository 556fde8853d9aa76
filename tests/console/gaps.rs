//! A copy that lacks facts of Article 15 goes out only knowingly; the register downloads as a workbook.

use actix_web::http::StatusCode;
use rightsdesk::domain::request::{Command, IdentityMethod, Why};
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::WorkError;
use rightsdesk::workflow::casework::give;

use super::browse::{fill, get};
use super::scene::Scene;

#[actix_web::test]
async fn a_copy_with_gaps_is_approved_only_with_a_tick_and_the_log_keeps_it() {
    let scene = Scene::new();
    let (case, requests) = scene.submit("jusstool", "Priya Nair", &[Right::Access], "");
    let provided_at = scene.desk.clock.now();
    let note = "Both match.".to_owned();
    scene.all("ana", &case, Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note, provided_at });
    give(&scene.desk, scene.actor("ana"), requests[0].id, None, Command::FinishGathering).expect("gathered");
    let bare = give(&scene.desk, scene.actor("ruth"), requests[0].id, None, Command::Approve);
    let Err(WorkError::Refused(no)) = bare else { panic!("no other door lets it pass") };
    assert!(matches!(&no.why, Why::FactsUnstated(facts) if !facts.is_empty()), "{no}");
    let ruth = scene.cookie("ruth", 4);
    let base = format!("/console/case/{}/access", case.reference);
    let review = get(&scene, &ruth, &format!("{base}/review")).await;
    assert!(review.body.contains("The answer lacks something"), "the reviewer sees it before anything is due");
    let approve = format!("{base}/do/approve");
    let page = get(&scene, &ruth, &approve).await;
    assert!(page.body.contains("Let the answer go with these gaps"));
    let version = page.hidden("version");
    let bare = [("version", version.as_str())];
    let refused = fill(&scene, &ruth, &approve, &approve, &bare).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let knowing = [("version", version.as_str()), ("lacks", "yes")];
    assert_eq!(fill(&scene, &ruth, &approve, &approve, &knowing).await.status, StatusCode::SEE_OTHER);
    let id = case.id;
    let log = scene.desk.read(move |_, tx, _| Ok(tx.log_of(id)?)).expect("the log is read");
    let kept = log.iter().find(|entry| entry.kind == "gaps_accepted").expect("a line");
    assert!(kept.content.as_deref().is_some_and(|content| content.contains("lacks")));
    let page = get(&scene, &ruth, &format!("/console/case/{}", case.reference)).await;
    assert!(page.body.contains("let the answer go although nobody has stated"));
}

#[actix_web::test]
async fn the_register_downloads_as_a_workbook() {
    let scene = Scene::new();
    scene.submit("justroo", "Priya Nair", &[Right::Access], "");
    let otto = scene.cookie("otto", 3);
    let book = get(&scene, &otto, "/console/register.xlsx?from=2026-01-01&to=2026-12-31").await;
    assert_eq!(book.status, StatusCode::OK);
    assert!(book.header("content-type").contains("spreadsheetml") && book.body.starts_with("PK"));
    let nobody = get(&scene, &otto, "/console/register.xlsx?from=2020-01-01&to=2020-12-31").await;
    assert!(nobody.body.len() < book.body.len(), "a period without requests has its head only");
}
