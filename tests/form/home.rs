//! Where a person lives proposes a law; staff decide.

use std::sync::Arc;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::ids::StaffId;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::Actor;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::workflow::casefile::open_case;
use rightsdesk::workflow::law_choice::choose_law;

use super::scene::Scene;
use super::site::{Site, Surfer};

/// A desk whose company answers under two laws.
async fn two_laws() -> (Scene, Site) {
    let mut scene = Scene::new();
    let mut controllers = (*scene.desk.controllers).clone();
    let justroo = controllers.get_mut("justroo").expect("a sample");
    justroo.regimes = vec!["uk-gdpr".into(), "eu-gdpr".into()];
    justroo.places.insert("eu-gdpr".into(), "IE".into());
    scene.desk.controllers = Arc::new(controllers);
    let site = Site::of(&scene).await;
    (scene, site)
}

fn reviewer(scene: &Scene) -> Actor {
    let id = StaffId::new(scene.desk.clock.now(), scene.desk.entropy.bytes10());
    let role = Role::Reviewer;
    let staff = Staff {
        id,
        email: Personal::new("rita@shop.example"),
        name: "Rita".into(),
        role,
        password_hash: Personal::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        active: true,
    };
    scene.desk.write(move |_, tx, _| Ok(tx.add_staff(&staff)?)).expect("somebody new");
    Actor::Staff { id, role }
}

#[actix_web::test]
async fn a_company_with_one_law_asks_nobody_where_they_live() {
    let (_scene, site) = super::journey::stage().await;
    let priya = Surfer::at(&site);
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    assert!(!priya.get("/r/justroo/ask/you").await.says("Where do you live?"));
}

#[actix_web::test]
async fn a_home_in_the_eu_proposes_its_law_and_nothing_changes_until_staff_decide() {
    let (scene, site) = two_laws().await;
    let priya = Surfer::at(&site);
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    assert!(priya.get("/r/justroo/ask/you").await.says("Where do you live?"));
    let you = [("name", "Priya Nair"), ("email", "priya@example.org"), ("lives_in", "eu-gdpr")];
    let check = priya.submit("/r/justroo/ask/you", &you).await;
    assert!(check.says("A country of the EU"), "{}", check.title());
    priya.submit("/r/justroo/check", &[]).await;
    priya.submit("/r/justroo/code/without", &[]).await;
    let case = scene.cases().pop().expect("a case");
    assert!(scene.log(case.id).contains(&"home_stated".to_owned()));
    let rita = reviewer(&scene);
    let law = || open_case(&scene.desk, rita, &case.reference).expect("it opens").requests.remove(0);
    let before = law();
    let proposed = before.law.proposed.clone().expect("a law is proposed");
    assert_eq!((before.law.id.as_str(), proposed.id.as_str()), ("uk-gdpr", "eu-gdpr"));
    assert!(before.law.is_suggested("eu-gdpr") && !before.law.is_suggested("uk-gdpr"));
    choose_law(&scene.desk, rita, before.request.id, before.request.version, "uk-gdpr", "She lives here.")
        .expect("chosen");
    assert_eq!(law().law.proposed, None, "somebody has decided");
}
