//! The door of a recipient, who answers from a mailed link; and the person, who asks on their page who was told.

use actix_web::http::StatusCode;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::notice::RecipientsTold;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, Deed, IdentityMethod, Outcome, Request};
use rightsdesk::domain::telling::TellingState;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::store::tasks::TaskAnswerKind;
use rightsdesk::workflow::casework::give;
use rightsdesk::workflow::tasks;

use super::journey::stage;
use super::languages::{english_only, is_german};
use super::scene::Scene;
use super::site::{Site, Surfer};
use super::task_link::employed;

fn request_of(scene: &Scene, case: &Case) -> Request {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("the store answers").remove(0)
}

/// Somebody else at the desk, who approves.
fn colleague(scene: &Scene) -> Actor {
    let (id, role) = (StaffId::new(scene.desk.clock.now(), [2; 10]), Role::Dpo);
    let staff = Staff {
        id,
        email: Personal::new("ruth@shop.example"),
        name: "Ruth".into(),
        role,
        password_hash: Personal::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        active: true,
    };
    scene.desk.write(move |_, tx, _| Ok(tx.add_staff(&staff)?)).expect("Ruth");
    Actor::Staff { id, role }
}

/// Priya's correction, of which a carrier was told: the case, and the path in the mail to the carrier.
async fn told(scene: &Scene, site: &Site) -> (Case, String, Actor) {
    let priya = Surfer::at(site);
    priya.fill_in("justroo", "priya@example.org", &["correct"]).await;
    priya.submit("/r/justroo/check", &[]).await;
    let code = scene.code();
    priya.submit("/r/justroo/code", &[("code", &code)]).await;
    let case = scene.cases().pop().expect("a case");
    let (dpo, now) = (employed(scene), scene.desk.clock.now());
    let id = request_of(scene, &case).id;
    let by = |actor: Actor, command: Command| give(&scene.desk, actor, id, None, command).expect("given");
    let note = "Both match.".into();
    by(dpo, Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note, provided_at: now });
    by(Actor::System, Command::FinishGathering);
    by(colleague(scene), Command::Approve);
    by(
        dpo,
        Command::TellRecipient {
            recipient: "Parcels Ltd".into(),
            address: Personal::new("privacy@parcels.example"),
            keys: Personal::new("E-mail address: priya@example.org"),
            data: Personal::new("The delivery address"),
        },
    );
    let mails = scene.mails();
    let (_, to, text) = mails.iter().find(|(kind, ..)| kind == "recipient_notice").expect("a mail");
    assert_eq!(to, "privacy@parcels.example");
    let from = text.find("/recipient/").expect("a link");
    let is_token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let token: String = text[from + 11..].chars().take_while(is_token).collect();
    (case, format!("/recipient/{token}"), dpo)
}

fn state(scene: &Scene, case: &Case) -> TellingState {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.tellings_in(id)?)).expect("read")[0].state
}

#[actix_web::test]
async fn a_recipient_sees_what_is_asked_and_nothing_else_and_answers() {
    let (scene, site) = stage().await;
    let (case, path, _) = told(&scene, &site).await;
    let carrier = Surfer::at(&site);
    let page = carrier.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["Please correct the data", "priya@example.org", "The delivery address", "Please answer by"] {
        assert!(page.says(words), "{words}");
    }
    for hidden in [case.reference.as_str(), "Priya Nair", "/console"] {
        assert!(!page.says(hidden), "{hidden} is none of their business");
    }
    assert_eq!(state(&scene, &case), TellingState::Told, "looking changes nothing");
    let nothing = carrier.post(&path, &[("note", "Hello")]).await;
    assert!(nothing.says("Choose one of the answers.") && nothing.says("Hello"));
    let silent = carrier.post(&path, &[("answer", "cannot"), ("note", "")]).await;
    assert!(silent.says("Say in a sentence why it cannot be done."));
    let known = carrier.post(&path, &[("answer", "acknowledged"), ("note", "")]).await;
    assert_eq!((known.status, known.location()), (StatusCode::SEE_OTHER, path.as_str()));
    assert_eq!(state(&scene, &case), TellingState::Acknowledged);
    assert!(carrier.get(&path).await.says("We have your answer, thank you."));
    carrier.post(&path, &[("answer", "done"), ("note", "")]).await;
    assert_eq!(state(&scene, &case), TellingState::Done);
    let over = carrier.get(&path).await;
    assert!(over.says("Thank you, we have your answer") && !over.says("priya@example.org"));
    assert_eq!(carrier.get("/recipient/AZAAAAAAcACAAAAAAAAAAQAAAAAAAAAAAAAAAA").await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn the_person_asks_on_their_page_who_was_told_and_gets_the_list_once() {
    let (scene, site) = stage().await;
    let (case, path, dpo) = told(&scene, &site).await;
    let carrier = Surfer::at(&site);
    carrier.get(&path).await;
    carrier.submit(&path, &[("answer", "done"), ("note", "")]).await;
    let priya = Surfer::at(&site);
    priya.get("/status").await;
    priya.submit("/status", &[("reference", case.reference.as_str())]).await;
    let code = scene.code();
    priya.submit(&format!("/status/{}/code", case.reference), &[("code", &code)]).await;
    let page = format!("/status/{}", case.reference);
    assert!(!priya.get(&page).await.says("Show me who was told"), "nothing is decided yet");
    let request = request_of(&scene, &case);
    let open = {
        let id = case.id;
        scene.desk.read(move |_, tx, _| Ok(tx.tasks_of(id)?)).expect("read")
    };
    for task in open {
        let done = TaskAnswerKind::Done;
        tasks::answer(&scene.desk, dpo, task.id, done, &Personal::default()).expect("answered");
    }
    scene.wait(60 * 24);
    let deed = Deed { told: RecipientsTold::Nobody, ..Deed::of(Outcome::Corrected) };
    let done = Command::Fulfil { outcome: "It reads 41 now.".into(), deed: Some(deed) };
    give(&scene.desk, dpo, request.id, None, done).expect("answered");
    priya.get("/status").await;
    priya.submit("/status", &[("reference", case.reference.as_str())]).await;
    let code = scene.code();
    priya.submit(&format!("/status/{}/code", case.reference), &[("code", &code)]).await;
    assert!(priya.get(&page).await.says("Show me who was told"));
    for _ in 0..2 {
        priya.submit(&format!("{page}/recipients"), &[]).await;
    }
    let shown = priya.get(&page).await;
    for words in ["Parcels Ltd", "They have confirmed that it is done.", "Who else had your data"] {
        assert!(shown.says(words), "{words}");
    }
    assert!(!shown.says("Show me who was told"));
    let lists = scene.log(case.id).into_iter().filter(|kind| kind == "recipients_listed").count();
    assert_eq!(lists, 1);
}

#[actix_web::test]
async fn a_recipient_who_reads_german_is_told_in_german() {
    let (scene, site) = stage().await;
    let (case, path, _) = told(&scene, &site).await;
    let (german, english) = (Surfer::speaking(&site, "de"), english_only());
    let page = german.get(&path).await;
    is_german(&page, &english, "recipient");
    assert!(page.says("Bitte berichtigen Sie die Daten") && page.says("<dt>E-Mail-Adresse</dt>"), "{}", page.body);
    assert!(page.says("<span lang=\"en\">The delivery address</span>"), "{}", page.body);
    for fields in [&[("answer", "cannot"), ("note", "")][..], &[("note", "Hallo")]] {
        is_german(&german.post(&path, fields).await, &english, "recipient, wrong");
    }
    german.post(&path, &[("answer", "acknowledged"), ("note", "")]).await;
    is_german(&german.get(&path).await, &english, "recipient, known");
    german.post(&path, &[("answer", "done"), ("note", "")]).await;
    assert_eq!(state(&scene, &case), TellingState::Done);
    is_german(&german.get(&path).await, &english, "recipient, over");
}
