//! Working on a case together: tags, watching, mentions, and the notice that somebody else was faster.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::assignment::{add_note, assign};

use super::browse::{fill, get};
use super::scene::Scene;

/// The mails that tell colleagues of a case: to whom, and what they say.
fn news(scene: &Scene, case: &Case) -> Vec<String> {
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    let mails = mails.into_iter().filter(|mail| mail.kind == "case_news");
    mails.map(|mail| mail.text.reveal().to_owned()).collect()
}

#[actix_web::test]
async fn a_tag_is_kept_found_and_taken_away() {
    let scene = Scene::new();
    let (ana, otto) = (scene.cookie("ana", 1), scene.cookie("otto", 2));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = format!("/console/case/{}", case.reference);
    let to = format!("{page}/tag");
    assert_eq!(fill(&scene, &ana, &page, &to, &[("tag", " Black  Friday ")]).await.status, StatusCode::SEE_OTHER);
    let queue = get(&scene, &otto, "/console?tag=black%20friday").await;
    assert!(queue.body.contains(case.reference.as_str()), "{}", queue.body);
    let found = fill(&scene, &ana, "/console", "/console/search", &[("q", "friday")]).await;
    assert!(found.body.contains(case.reference.as_str()), "{}", found.body);
    let wrong = fill(&scene, &ana, &page, &to, &[("tag", "<b>")]).await;
    assert!(wrong.body.contains("letters, digits and hyphens"), "{}", wrong.body);
    assert_eq!(fill(&scene, &otto, &page, &to, &[("tag", "x")]).await.status, StatusCode::FORBIDDEN);
    fill(&scene, &ana, &page, &to, &[("tag", "black friday"), ("away", "yes")]).await;
    let shown = get(&scene, &ana, &page).await;
    assert!(shown.body.contains("took the tag “black friday” away"), "{}", shown.body);
}

#[actix_web::test]
async fn a_name_that_was_heard_on_the_telephone_finds_the_one_that_was_typed() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (case, _) = scene.submit("justroo", "Oliver Angry", &[Right::Access], "");
    let search = async |words: &str| fill(&scene, &ana, "/console", "/console/search", &[("q", words)]).await.body;
    let heard = search("olive angri").await;
    assert!(heard.contains(case.reference.as_str()) && heard.contains("This one has a name that sounds"), "{heard}");
    let written = search("oliver").await;
    assert!(written.contains(case.reference.as_str()) && !written.contains("sounds like"), "{written}");
    let nothing = search("beatrice").await;
    assert!(nothing.contains("No case has all of these words") && !nothing.contains(case.reference.as_str()));
}

#[actix_web::test]
async fn a_watcher_is_told_once_until_they_look_again_and_the_mail_names_nobody() {
    let scene = Scene::new();
    let otto = scene.cookie("otto", 2);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "My secret words");
    let page = format!("/console/case/{}", case.reference);
    let watched = fill(&scene, &otto, &page, &format!("{page}/watch"), &[("watch", "yes")]).await;
    assert_eq!(watched.status, StatusCode::SEE_OTHER);
    for to in ["ruth", "ana"] {
        let owner = scene.staff[to].id;
        assign(&scene.desk, scene.actor(to), case.id, Some(owner)).expect("given");
    }
    let told = news(&scene, &case);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(told[0].contains("Ruth Calder changed a case that you watch"), "{told:#?}");
    assert!(!told[0].contains("Priya") && !told[0].contains("secret"), "{told:#?}");
    scene.clock.move_by(chrono::Duration::minutes(5));
    get(&scene, &otto, &page).await;
    assign(&scene.desk, scene.actor("ruth"), case.id, None).expect("given back");
    assert_eq!(news(&scene, &case).len(), 2);
    fill(&scene, &otto, &page, &format!("{page}/watch"), &[("watch", "no")]).await;
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ruth"].id)).expect("given");
    assert_eq!(news(&scene, &case).len(), 2);
}

#[actix_web::test]
async fn whoever_is_named_in_a_note_or_given_a_case_is_told_without_its_words() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let note = Personal::new("@Ruth please look: Priya rang about order 2041823. Not for @nobody.");
    add_note(&scene.desk, scene.actor("ana"), case.id, &note).expect("kept");
    assign(&scene.desk, scene.actor("ana"), case.id, Some(scene.staff["dora"].id)).expect("given");
    let told = news(&scene, &case);
    assert!(told.iter().any(|text| text.contains("Ana Petrova named you in an internal note")), "{told:#?}");
    assert!(told.iter().any(|text| text.contains("Ana Petrova gave you this case")), "{told:#?}");
    assert!(told.iter().all(|text| !text.contains("Priya") && !text.contains("2041823")), "{told:#?}");
}

#[actix_web::test]
async fn two_who_have_a_case_open_see_each_other_and_the_slower_one_changes_nothing() {
    let scene = Scene::new();
    let (ana, ruth) = (scene.cookie("ana", 1), scene.cookie("ruth", 2));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = format!("/console/case/{}", case.reference);
    let seen = get(&scene, &ana, &page).await.hidden("seen");
    let second = get(&scene, &ruth, &page).await;
    assert!(second.body.contains("Ana Petrova has this case open, too."), "{}", second.body);
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ruth"].id)).expect("given");
    let fields = [("owner", "me"), ("seen", seen.as_str())];
    let late = fill(&scene, &ana, &page, &format!("{page}/owner"), &fields).await;
    assert!(late.body.contains("This changed after you opened it"), "{}", late.body);
    assert!(late.body.contains("Ruth Calder gave the case to Ruth Calder."), "{}", late.body);
    let id = case.id;
    let owner = scene.desk.read(move |_, tx, _| Ok(tx.case(id)?.owner)).expect("the case");
    assert_eq!(owner, Some(scene.staff["ruth"].id));
    let news = get(&scene, &ana, &format!("{page}/presence?seen={seen}")).await;
    assert!(news.body.contains("\"changed\":\"Ruth Calder gave the case"), "{}", news.body);
    scene.clock.move_by(chrono::Duration::minutes(20));
    assert!(!get(&scene, &ana, &page).await.body.contains("Ruth Calder has this case open"));
}
