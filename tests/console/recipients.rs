//! Recipients in the console: where each stands, telling one again, and recording what came of it.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::TellingId;
use rightsdesk::domain::notice::RecipientAct;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Command, IdentityMethod};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::telling::{Patience, Telling, TellingFacts, TellingState, Way};
use rightsdesk::ports::store::tasks::TaskAnswerKind;
use rightsdesk::workflow::tasks;

use super::browse::{fill, get};
use super::scene::Scene;

fn telling(scene: &Scene, case: &Case, n: u8, recipient: &str, way: Way, state: TellingState) -> Telling {
    let (id, now) = (case.id, scene.desk.clock.now());
    let request = scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?.remove(0))).expect("read");
    Telling {
        id: TellingId::new(now, [n; 10]),
        case: case.id,
        request: request.id,
        recipient: recipient.into(),
        act: RecipientAct::Rectify,
        occasion: None,
        way: Some(way),
        facts: TellingFacts {
            language: None,
            to: Personal::new("privacy@parcels.example"),
            keys: vec![("E-mail address".into(), Personal::new("priya@example.org"))],
            data: vec![Personal::new("Orders")],
            decided: Some(now.date_naive()),
            patience: Patience::default(),
        },
        state,
        round: 0,
        reminded: 0,
        made_at: now,
        told_at: (state != TellingState::Due).then_some(now),
        changed_at: now,
        note: Personal::default(),
        trouble: (state == TellingState::Due).then(|| "The mail did not arrive (5.1.1).".to_owned()),
        task: None,
        version: 0,
    }
}

/// A correction that is carried out, with a recipient whose letter came back and one who says that they cannot.
fn executing(scene: &Scene) -> (Case, Vec<Telling>) {
    let (case, requests) = scene.submit("justroo", "Priya Raman", &[Right::Rectification], "");
    let now = scene.desk.clock.now();
    let command = Command::ShowIdentity {
        method: IdentityMethod::OrderAndPostcode,
        note: "Both match.".into(),
        provided_at: now,
    };
    scene.all("ana", &case, command);
    scene.all("ana", &case, Command::FinishGathering);
    scene.all("ruth", &case, Command::Approve);
    let id = requests[0].case;
    for task in scene.desk.read(move |_, tx, _| Ok(tx.tasks_of(id)?)).expect("read") {
        let (ana, note) = (scene.actor("ana"), Personal::default());
        tasks::answer(&scene.desk, ana, task.id, TaskAnswerKind::Done, &note).expect("answered");
    }
    let told = vec![
        telling(scene, &case, 1, "Parcels Ltd", Way::Mail, TellingState::Due),
        telling(scene, &case, 2, "Worldpay", Way::Webhook, TellingState::Declined),
        telling(scene, &case, 3, "Newsletters Ltd", Way::Mail, TellingState::Told),
    ];
    let added = told.clone();
    let add = move |tx: &mut dyn rightsdesk::ports::store::Tx| {
        for one in &added {
            assert!(tx.add_telling(one)?);
        }
        Ok(())
    };
    scene.desk.write(move |_, tx, _| add(tx)).expect("added");
    (case, told)
}

#[actix_web::test]
async fn the_case_lists_recipients_with_the_next_step_and_the_answer_says_why_it_waits() {
    let scene = Scene::new();
    let (case, _) = executing(&scene);
    let ana = scene.cookie("ana", 1);
    let page = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await.body;
    for words in [
        "Who had received the data",
        "Parcels Ltd",
        "The mail did not arrive (5.1.1).",
        "They say that they cannot",
        "Next: look into their reason.",
        "Next: a reminder on 30 October 2026",
        "Parcels Ltd, Worldpay had received the data: tell them",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
}

#[actix_web::test]
async fn a_recipient_is_told_again_and_settled_with_a_reason() {
    let scene = Scene::new();
    let (case, told) = executing(&scene);
    let ana = scene.cookie("ana", 1);
    let page = format!("/console/case/{}/recipients", case.reference);
    let post = |n: usize, what: &str| format!("{page}/{}/{what}", told[n].id);
    let wrong = fill(&scene, &ana, &page, &post(0, "again"), &[("to", "parcels")]).await;
    assert!(wrong.body.contains("Enter one e-mail address"), "{}", wrong.body);
    let sent = fill(&scene, &ana, &page, &post(0, "again"), &[("to", "rights@parcels.example")]).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.body);
    assert!(get(&scene, &ana, &page).await.body.contains("by e-mail on 23 October 2026"));

    let nothing = fill(&scene, &ana, &page, &post(1, "settle"), &[("reason", "They hold nothing.")]).await;
    assert!(nothing.body.contains("Choose what came of it."), "{}", nothing.body);
    assert!(nothing.body.contains("They hold nothing."), "what was typed stays");
    let reasonless = fill(&scene, &ana, &page, &post(1, "settle"), &[("how", "impossible"), ("reason", " ")]).await;
    assert!(reasonless.body.contains("Write in a sentence how you know"), "{}", reasonless.body);
    let fields = [("how", "impossible"), ("reason", "They have closed.")];
    let done = fill(&scene, &ana, &page, &post(1, "settle"), &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let shown = get(&scene, &ana, &page).await.body;
    for words in ["Impossible to tell", "They have closed.", "Told, no answer yet"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let story = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await.body;
    assert!(story.contains("settled Worldpay: impossible to tell"), "{story}");
    assert!(!story.contains("had received the data: tell them"), "nothing is in the way any more");
}

#[actix_web::test]
async fn a_notice_is_changed_from_its_own_case_alone() {
    let scene = Scene::new();
    let (case, told) = executing(&scene);
    let (other, _) = scene.submit("justroo", "Tom Other", &[Right::Access], "");
    let ana = scene.cookie("ana", 1);
    let page = format!("/console/case/{}/recipients", case.reference);
    let foreign = format!("/console/case/{}/recipients/{}/settle", other.reference, told[0].id);
    let fields = [("how", "done"), ("reason", "They said so.")];
    assert_eq!(fill(&scene, &ana, &page, &foreign, &fields).await.status, StatusCode::NOT_FOUND);
}
