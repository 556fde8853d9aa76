//! Several persons fit: the choice on the gathering page.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::http::header::COOKIE;
use actix_web::test::TestRequest;
use rightsdesk::adapters::passwords::Argon2Passwords;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::web::WebSettings;
use rightsdesk::web::console::ConsoleDoor;
use rightsdesk::workflow::signing_in::{BrowserKeys, SessionRules, StaffDoor};
use sha2::{Digest, Sha256};

use super::browse::{Answer, ask_at};
use crate::jobs::office::{Building, Office};
use crate::jobs::shop::{SHOP, with_shop};

/// A signed-in member of staff of an office.
pub(super) struct Desk<'a> {
    office: &'a Office,
    settings: WebSettings,
    cookie: String,
}

impl<'a> Desk<'a> {
    pub(super) fn of(building: &Building, office: &'a Office, role: Role) -> Self {
        Self::with_token(building, office, role, [7; 32])
    }

    /// The same with a session of another token: two people at one desk.
    pub(super) fn with_token(building: &Building, office: &'a Office, role: Role, token: [u8; 32]) -> Self {
        let member = office.add_staff(role, role.name()).staff().expect("a member of staff");
        let staff = office.desk.read(move |_, tx, _| Ok(tx.staff(member)?)).expect("just added");
        let passwords = Arc::new(Argon2Passwords::new([3; 16]).expect("memory for a hash"));
        let door = StaffDoor { desk: office.desk.clone(), passwords, rules: SessionRules::default() };
        let keys = BrowserKeys { new: Sha256::digest(token).into(), earlier: None };
        door.open(staff, keys).expect("a session");
        let mut settings = WebSettings::for_url("https://privacy.example.org");
        settings.console = Some(ConsoleDoor {
            door,
            systems: building.systems.clone(),
            redactor: Arc::new(rightsdesk::adapters::documents::Copyist),
            post: crate::harness::post::room(building.folder.path()),
        });
        let cookie = format!("__Host-staff={}", token.map(|byte| format!("{byte:02x}")).concat());
        Self { office, settings, cookie }
    }

    pub(super) async fn get(&self, path: &str) -> Answer {
        self.ask(TestRequest::get().uri(path)).await
    }

    pub(super) async fn post(&self, path: &str, fields: &BTreeMap<&str, String>) -> Answer {
        self.ask(TestRequest::post().uri(path).set_form(fields)).await
    }

    pub(super) async fn ask(&self, request: TestRequest) -> Answer {
        let request = request.insert_header((COOKIE, self.cookie.clone()));
        ask_at(&self.office.desk, self.settings.clone(), request).await
    }
}

#[actix_web::test]
async fn staff_choose_who_is_meant_and_only_that_person_is_searched() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, requests) = office.submit("twin@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let page = format!("/console/case/{}/access/gathering", case.reference);
    let desk = Desk::of(&building, &office, Role::Handler);
    let shown = desk.get(&page).await;
    assert!(shown.body.contains("Who is asking?") && shown.body.contains("Bea Twin, Leeds"), "{}", shown.body);
    let choice = |choice: &str| {
        let token = shown.hidden("form_token");
        BTreeMap::from([("form_token", token), ("system", "shop".to_owned()), ("choice", choice.to_owned())])
    };
    let stranger = desk.post(&format!("{page}/choose"), &choice("shop.customers:1")).await;
    assert!(stranger.body.contains("Choose one of the persons shown."), "{}", stranger.body);
    let (before, _) = shown.body.split_once("Bea Twin").expect("shown");
    let value = before.rsplit("value=\"").next().and_then(|rest| rest.split('"').next()).expect("a value");
    let chosen = desk.post(&format!("{page}/choose"), &choice(value)).await;
    assert_eq!(chosen.status, StatusCode::SEE_OTHER, "{}", chosen.body);
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Reviewing);
    assert_eq!(office.logged(case.id, "person_chosen"), 1);
    let page = desk.get(&format!("/console/case/{}", case.reference)).await;
    assert!(page.body.contains("chose which person is meant in Web shop"), "{}", page.body);
}

#[actix_web::test]
async fn whoever_only_reads_does_not_see_the_persons() {
    let building = with_shop(5, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, _) = office.submit("twin@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let desk = Desk::of(&building, &office, Role::Auditor);
    let shown = desk.get(&format!("/console/case/{}/access/gathering", case.reference)).await;
    assert_eq!(shown.status, StatusCode::OK);
    assert!(!shown.body.contains("Bea Twin") && shown.body.contains("Needs"));
}
