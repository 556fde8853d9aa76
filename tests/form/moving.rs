//! Data to take elsewhere: the form asks where it goes when the company sends it straight to somebody, and the status page tells.

use std::sync::Arc;

use rightsdesk::domain::controller::Receiver;
use rightsdesk::domain::transmission::{Confirmation, Transmission, TransmissionState, Turn};

use super::scene::Scene;
use super::site::{Site, Surfer};
use super::status::{sent, signed_in};

async fn stage() -> (Scene, Site) {
    let mut scene = Scene::new();
    let mut controllers = (*scene.desk.controllers).clone();
    for controller in controllers.values_mut() {
        controller.receivers = vec![Receiver { name: "Greenmart Ltd".into(), program: "greenmart".into() }];
    }
    let controllers = Arc::new(controllers);
    scene.desk.companies = crate::harness::companies::book(Arc::clone(&controllers));
    scene.desk.controllers = controllers;
    let site = Site::of(&scene).await;
    (scene, site)
}

#[actix_web::test]
async fn whoever_takes_data_elsewhere_chooses_where_it_goes_and_follows_it_on_their_page() {
    let (scene, site) = stage().await;
    let priya = Surfer::at(&site);
    let ask = |page: &str| format!("/r/justroo/ask/{page}");
    priya.get(&ask("who")).await;
    priya.submit(&ask("who"), &[("who", "me")]).await;
    let page = priya.submit(&ask("rights"), &[("right", "move")]).await;
    assert!(page.says("Where should your data go?") && page.says("Send it straight to Greenmart Ltd"), "{}", page.body);
    let missing = priya.submit(&ask("move"), &[]).await;
    assert!(missing.says("Choose where your data should go"), "{}", missing.body);
    let find = priya.submit(&ask("move"), &[("move_to", "greenmart")]).await;
    assert!(find.says("How can we find you?"), "{}", find.title());
    priya.submit(&ask("find"), &[("id_order_number", "104482"), ("id_postcode", "M14 6YB")]).await;
    priya.submit(&ask("you"), &[("name", "Priya Nair"), ("email", "priya@example.org")]).await;
    let check = priya.submit(&ask("words"), &[("words", "")]).await;
    assert!(check.says("Where your data goes") && check.says("Send it straight to Greenmart Ltd"), "{}", check.body);
    priya.submit("/r/justroo/check", &[]).await;
    let code = scene.code();
    let sent = priya.submit("/r/justroo/code", &[("code", &code)]).await;
    assert!(sent.says("We send it straight there") && !sent.says("ready to download"), "{}", sent.body);
    scene.mails();
    let case = scene.cases().pop().expect("a case");
    let id = case.id;
    let wished = scene.desk.read(move |_, tx, _| Ok(tx.transmissions_in(id)?)).expect("read").remove(0);
    assert_eq!((wished.state, wished.to.as_str()), (TransmissionState::Wished, "Greenmart Ltd"));
    assert!(scene.log(case.id).iter().any(|kind| kind == "transmission_wished"));

    let path = format!("/status/{}", case.reference);
    let mine = signed_in(&scene, &site, &case).await;
    let page = mine.get(&path).await;
    assert!(page.says("Straight to another company") && page.says("as soon as it is ready"), "{}", page.body);
    let due = wished.after(Turn::Ready, scene.desk.clock.now()).expect("it fits");
    let said = Confirmation { status: 201, receipt: Some("GM-77".into()), at: scene.desk.clock.now() };
    let done = due.after(Turn::Accepted, said.at).expect("it fits");
    let done = Transmission { confirmation: Some(said), ..done };
    scene.desk.write(move |_, tx, _| Ok(tx.save_transmission(&done)?)).expect("kept");
    let page = mine.get(&path).await;
    assert!(page.says("They accepted your data on 4 November 2026"), "{}", page.body);
    assert!(page.says("answered 201 and calls it GM-77"), "{}", page.body);
}

#[actix_web::test]
async fn whoever_fetches_it_themselves_leaves_no_wish_and_is_not_asked_where_nobody_takes_it() {
    let (scene, site) = stage().await;
    let ida = Surfer::at(&site);
    ida.get("/r/justroo/ask/who").await;
    ida.submit("/r/justroo/ask/who", &[("who", "me")]).await;
    ida.submit("/r/justroo/ask/rights", &[("right", "move")]).await;
    ida.submit("/r/justroo/ask/move", &[("move_to", "link")]).await;
    ida.submit("/r/justroo/ask/find", &[("unknown", "unknown")]).await;
    ida.submit("/r/justroo/ask/you", &[("name", "Ida Old"), ("email", "ida@example.org")]).await;
    ida.submit("/r/justroo/ask/words", &[("words", "")]).await;
    ida.submit("/r/justroo/check", &[]).await;
    ida.submit("/r/justroo/code/without", &[]).await;
    let id = scene.cases().pop().expect("a case").id;
    assert!(scene.desk.read(move |_, tx, _| Ok(tx.transmissions_in(id)?)).expect("read").is_empty());
    let (_scene, plain) = super::journey::stage().await;
    let eve = Surfer::at(&plain);
    let check = eve.fill_in("justroo", "eve@example.org", &["move"]).await;
    assert!(!check.says("Where your data goes"), "{}", check.body);
}

#[actix_web::test]
async fn whoever_adds_it_later_chooses_where_it_goes_on_the_status_page() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let priya = signed_in(&scene, &site, &case).await;
    let add = |page: &str| format!("/status/{}/add/{page}", case.reference);
    priya.get(&add("rights")).await;
    let asked = priya.submit(&add("rights"), &[("right", "move")]).await;
    assert!(asked.says("Where should your data go?"), "{}", asked.body);
    let missing = priya.submit(&add("move"), &[]).await;
    assert!(missing.says("Choose where your data should go"), "{}", missing.body);
    priya.submit(&add("move"), &[("move_to", "greenmart")]).await;
    let check = priya.submit(&add("words"), &[]).await;
    assert!(check.says("Send it straight to Greenmart Ltd"), "{}", check.body);
    let done = priya.submit(&add("check"), &[]).await;
    assert!(done.says("We have added it") && done.says("Straight to another company"), "{}", done.body);
    let id = case.id;
    let wished = scene.desk.read(move |_, tx, _| Ok(tx.transmissions_in(id)?)).expect("read");
    let [wished] = wished.as_slice() else { panic!("one wish: {wished:?}") };
    assert_eq!((wished.state, wished.program.as_str()), (TransmissionState::Wished, "greenmart"));
}
