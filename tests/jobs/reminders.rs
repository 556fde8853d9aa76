//! Every reminder once, whatever happens to the program.

use std::collections::BTreeSet;

use chrono::Duration;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::clock::{owed_on, reckon};
use rightsdesk::domain::request::Command;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::entropy::Entropy;

use super::office::{Building, Office};
use crate::harness::chance::SeededEntropy;

/// What is owed on the local day of now, as keys.
fn owed_now(office: &Office, request: rightsdesk::domain::ids::RequestId) -> Vec<String> {
    let desk = &office.desk;
    let request = office.request(request);
    let controller = desk.controller("justroo").expect("known");
    let terms = desk.terms(controller).expect("known law");
    let today = desk.local_date(controller, desk.clock.now()).expect("known zone");
    let reckoning = reckon(&request.history, request.right, &terms).expect("sound dates");
    if !request.state.is_open() {
        return Vec::new();
    }
    owed_on(&reckoning, &terms, today).iter().map(|reminder| format!("{}:{}", request.id, reminder.key())).collect()
}

#[test]
fn sixty_days_with_restarts_and_outages_give_each_reminder_once() {
    let building = Building::new();
    let chance = SeededEntropy::new(60);
    let mut office = building.open();
    office.add_staff(Role::Handler, "Anna");
    office.add_staff(Role::Handler, "Ben");
    office.add_staff(Role::Auditor, "Zoe");
    let (first, one) = office.submit("emma@example.org", &[Right::Access]);
    building.pass(Duration::days(9));
    let (second, two) = office.submit("liam@example.org", &[Right::Erasure]);
    let mut owed = BTreeSet::new();
    for step in 0..60 * 4 {
        let [dice, ..] = chance.bytes10();
        // One step in eight the program is not running at all; one in four it is started anew.
        if dice >= 32 {
            if dice < 96 {
                drop(office);
                office = building.open();
            }
            office.drain();
            owed.extend([&one, &two].into_iter().flat_map(|requests| owed_now(&office, requests[0].id)));
        }
        building.pass(Duration::hours(6));
        if step == 200 {
            office.give(rightsdesk::domain::request::Actor::Person, two[0].id, Command::Withdraw).expect("withdrawn");
        }
    }
    office.drain();
    let mails: Vec<_> = [first.id, second.id].into_iter().flat_map(|case| office.mails(case)).collect();
    let reminders: Vec<_> = mails.iter().filter(|mail| mail.kind == "reminder").collect();
    assert!(owed.len() > 30, "the scene is long enough: {}", owed.len());
    assert_eq!(reminders.len(), owed.len() * 2, "each reminder goes once to each handler, and to nobody else");
    let in_folder = building.folder_mail().into_iter().filter(|(_, mail)| mail.contains("@shop.example")).count();
    assert_eq!(in_folder, reminders.len(), "and each lies in the folder once");
}

#[test]
fn a_reminder_holds_nothing_personal_but_the_reference() {
    let building = Building::new();
    let office = building.open();
    office.add_staff(Role::Handler, "Anna");
    let (case, _) = office.submit("emma.secret@example.org", &[Right::Access]);
    building.pass(Duration::days(40));
    office.drain();
    let reminder = office.mails(case.id).into_iter().find(|mail| mail.kind == "reminder").expect("it is overdue");
    let said = format!("{}\n{}", reminder.subject, reminder.text.reveal());
    assert!(said.contains(case.reference.as_str()));
    assert!(!said.contains("Emma") && !said.contains("emma.secret"), "{said}");
}

#[test]
fn the_owner_is_reminded_alone_and_an_owner_who_left_is_replaced_by_everybody() {
    let building = Building::new();
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna").staff().expect("staff");
    office.add_staff(Role::Handler, "Ben");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.desk.write(move |_, tx, _| Ok(tx.assign(case.id, Some(anna))?)).expect("assigned");
    building.pass(Duration::days(40));
    office.drain();
    let to = |office: &Office| {
        let reminders = office.mails(case.id).into_iter().filter(|mail| mail.kind == "reminder");
        reminders.map(|mail| mail.to.reveal().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(to(&office), ["anna@shop.example"]);
    office
        .desk
        .write(move |_, tx, _| {
            let mut anna = tx.staff(anna)?;
            anna.active = false;
            Ok(tx.save_staff(&anna)?)
        })
        .expect("Anna has left");
    building.pass(Duration::days(1));
    office.drain();
    assert_eq!(to(&office), ["anna@shop.example", "ben@shop.example"]);
}
