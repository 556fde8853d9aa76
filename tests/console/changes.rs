//! The pages of corrections and restrictions.

use actix_web::http::StatusCode;
use rightsdesk::domain::disclosure::finding::{Finding, FoundBy, Link};
use rightsdesk::domain::disclosure::value::Value;
use rightsdesk::domain::ids::FindingId;
use rightsdesk::domain::request::{Command, IdentityMethod, Request, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::findings::StoredFinding;
use rightsdesk::ports::vault::{ObjectName, Purpose};

use super::browse::{fill, get};
use super::scene::Scene;

/// A request under review with one row of the person's account.
fn reviewed(scene: &Scene, right: Right) -> (String, Request) {
    let (case, requests) = scene.submit("justroo", "Priya Nair", &[right], "");
    let (id, now) = (requests[0].id, scene.desk.clock.now());
    let method = IdentityMethod::OrderAndPostcode;
    scene.all("ana", &case, Command::ShowIdentity { method, note: "Both match.".into(), provided_at: now });
    let finding = Finding {
        system: "shop".into(),
        collection: "customer".into(),
        key: vec![("id".into(), Value::Integer(1))],
        link: Link::Subject,
        review: false,
        fields: vec![("id".into(), Value::Integer(1)), ("phone".into(), Value::Text("07700 900118".into()))],
        found_by: FoundBy::Recognised,
    };
    let kept = FindingId::new(now, scene.desk.entropy.bytes10());
    let plain = serde_json::to_vec(&finding).expect("JSON");
    let sealed = scene.desk.vault.seal_small(ObjectName::new(Purpose::Finding, kept.0), &plain).expect("sealed");
    let stored = StoredFinding {
        id: kept,
        request: id,
        system: finding.system,
        collection: finding.collection,
        ordinal: 0,
        link: "subject".into(),
        flagged: false,
        flag_reason: None,
        sealed,
        decision: None,
    };
    scene.desk.write(move |_, tx, _| Ok(tx.add_findings(&[stored])?)).expect("kept");
    scene.all("ana", &case, Command::FinishGathering);
    let request = scene.desk.read(move |_, tx, _| Ok(tx.request(id)?)).expect("there");
    assert_eq!(request.state, State::Reviewing);
    (format!("/console/case/{}/{}/changes", case.reference, right.code()), request)
}

fn finding_of(body: &str) -> String {
    let mark = "name=\"finding\" value=\"";
    body.split_once(mark).expect("a form").1.split('"').next().expect("an id").to_owned()
}

#[actix_web::test]
async fn a_handler_writes_the_sheet_on_the_page_and_a_reviewer_sees_old_and_new_beside_each_other() {
    let scene = Scene::new();
    let (page, _) = reviewed(&scene, Right::Rectification);
    let ana = scene.cookie("ana", 1);
    let shown = get(&scene, &ana, &page).await;
    assert!(shown.body.contains("Telephone") && shown.body.contains("07700 900118"), "{}", shown.body);
    let finding = finding_of(&shown.body);
    let place = [("finding", finding.as_str()), ("system", "shop"), ("collection", "customer"), ("place", "")];
    let typed =
        |after, evidence| [&place[..], &[("column", "phone"), ("after", after), ("evidence", evidence)]].concat();
    let add = format!("{page}/add");
    let bare = fill(&scene, &ana, &page, &add, &typed("020 7946 0999", "")).await;
    assert_eq!(bare.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(bare.body.contains("020 7946 0999"), "what was typed is still there");
    let added = fill(&scene, &ana, &page, &add, &typed("020 7946 0999", "They rang from it.")).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let ruth = scene.cookie("ruth", 2);
    let seen = get(&scene, &ruth, &page).await.body;
    for said in ["Your account: Telephone", "07700 900118", "020 7946 0999", "They rang from it.", "/do/approve"] {
        assert!(seen.contains(said), "{said}");
    }
    let otto = scene.cookie("otto", 3);
    assert!(!get(&scene, &otto, &page).await.body.contains("Correct something here"), "an auditor only reads");
}

#[actix_web::test]
async fn a_restriction_is_opened_from_the_page_and_says_what_it_would_mark() {
    let scene = Scene::new();
    let (page, _) = reviewed(&scene, Right::Rectification);
    let ana = scene.cookie("ana", 1);
    let opened = fill(&scene, &ana, &page, &format!("{page}/restrict"), &[]).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let again = fill(&scene, &ana, &page, &format!("{page}/restrict"), &[]).await;
    assert!(again.body.contains("has a request for restriction already"), "{}", again.body);
    let (page, _) = reviewed(&scene, Right::Restriction);
    let shown = get(&scene, &ana, &page).await.body;
    assert!(shown.contains("Rightsdesk marks it in the column restricted."), "{shown}");
    let list = get(&scene, &ana, "/console/restrictions").await;
    assert!(list.body.contains("Nothing is restricted"));
}
