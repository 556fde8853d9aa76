//! Handing a task to somebody outside from the console: the link is sent, seen, sent anew and taken back.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::TaskId;
use rightsdesk::domain::request::{Command, IdentityMethod};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::task_link::LinkState;
use rightsdesk::ports::store::findings::{Gathering, SystemState};
use rightsdesk::ports::store::tasks::Task;

use super::browse::{fill, get};
use super::scene::Scene;

/// A case in its search, with a system that a colleague must look into.
fn searching(scene: &Scene) -> (Case, TaskId) {
    let (case, requests) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let now = scene.desk.clock.now();
    let command = Command::ShowIdentity {
        method: IdentityMethod::OrderAndPostcode,
        note: "Both match.".into(),
        provided_at: now,
    };
    scene.all("ana", &case, command);
    let (id, request) = (TaskId::new(now, [7; 10]), requests[0].id);
    let (case_id, system) = (case.id, "parcels".to_owned());
    scene
        .desk
        .write(move |_, tx, now| {
            tx.add_task(&Task {
                id,
                case: case_id,
                request,
                system: system.clone(),
                title: "Parcels Ltd: look for deliveries".into(),
                answer: None,
                made_at: now,
            })?;
            Ok(tx.put_gathering(&Gathering {
                request,
                system,
                title: "Deliveries".into(),
                state: SystemState::NeedsPerson,
                rows: 0,
                attempts: 0,
                message: None,
                frontier: None,
                updated_at: now,
            })?)
        })
        .expect("a task");
    (case, id)
}

fn states(scene: &Scene, case: &Case) -> Vec<LinkState> {
    let id = case.id;
    let links = scene.desk.read(move |_, tx, _| Ok(tx.task_links_of(id)?)).expect("read");
    links.iter().map(|link| link.state).collect()
}

#[actix_web::test]
async fn a_link_is_sent_seen_sent_anew_and_taken_back() {
    let scene = Scene::new();
    let (case, task) = searching(&scene);
    let ana = scene.cookie("ana", 1);
    let page = format!("/console/case/{}/access/gathering", case.reference);
    let post = format!("/console/case/{}/task/{task}/link", case.reference);
    assert!(get(&scene, &ana, &page).await.body.contains("Ask somebody outside"));
    let wrong = fill(&scene, &ana, &page, &post, &[("to", "parcels"), ("name", "")]).await;
    assert!(wrong.body.contains("Enter one e-mail address"), "{}", wrong.body);
    let sent = fill(&scene, &ana, &page, &post, &[("to", "privacy@parcels.example"), ("name", "Parcels Ltd")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    let shown = get(&scene, &ana, &page).await.body;
    for words in [
        "Parcels Ltd was asked by a link on 23 October 2026",
        "Next: a reminder on 27 October 2026",
        "Take the link back",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let story = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await.body;
    assert!(story.contains("sent a link to Parcels Ltd, about Deliveries"), "{story}");
    fill(&scene, &ana, &page, &post, &[("to", "other@parcels.example"), ("name", "")]).await;
    assert_eq!(states(&scene, &case), [LinkState::Revoked, LinkState::Open]);
    fill(&scene, &ana, &page, &format!("{post}/revoke"), &[]).await;
    assert_eq!(states(&scene, &case), [LinkState::Revoked, LinkState::Revoked]);
    assert!(get(&scene, &ana, &page).await.body.contains("the link was taken back"));
}
