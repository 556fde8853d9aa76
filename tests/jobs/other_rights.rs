//! Rights without a package are carried out by colleagues, and the person is told.

use std::collections::BTreeMap;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::notice::Fill;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Command, Deed, Outcome, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::give_filled;
use rightsdesk::workflow::tasks;

use super::office::Office;
use super::shop::{SHOP, with_shop};

fn open_tasks(office: &Office, case: rightsdesk::domain::ids::CaseId) -> Vec<Task> {
    let all = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case)?)).expect("read");
    all.into_iter().filter(|task| task.answer.is_none()).collect()
}

#[test]
fn an_erasure_is_located_approved_carried_out_and_told() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Erasure]);
    let id = requests[0].id;
    office.show_identity(anna, case.id);
    office.drain();
    office.give(rita, id, Command::Approve).expect("the plan is approved");
    let open = open_tasks(&office, case.id);
    assert_eq!(open.len(), 1);
    assert!(open[0].title.starts_with("Carry out the erasure in Web shop."), "{}", open[0].title);
    let deed = Deed {
        kept: Some("Two invoices: tax law makes us keep them until 2032.".into()),
        ..Deed::of(Outcome::PartlyErased)
    };
    let done = || Command::Fulfil { outcome: "Your account was erased.".into(), deed: Some(deed.clone()) };
    let refused = office.give(anna, id, done()).expect_err("not yet");
    assert_eq!(refused.to_string(), "one task is not answered yet");
    tasks::answer(&office.desk, anna, open[0].id, TaskAnswerKind::Done, &Personal::default()).expect("answered");
    let lacks = office.give(anna, id, done()).expect_err("nobody has stated how long backups are kept");
    assert!(lacks.to_string().contains("how long backups are kept"), "{lacks}");
    let fills = BTreeMap::from([("backups".to_owned(), Fill::Said(Personal::new("35 days")))]);
    give_filled(&office.desk, anna, id, None, done(), fills).expect("done");
    office.drain();
    assert_eq!(office.request(id).state, State::Fulfilled);
    let told = office.mails(case.id).into_iter().find(|mail| mail.kind == "erased").expect("the person is told");
    let words = told.text.reveal().split_whitespace().collect::<Vec<_>>().join(" ");
    for said in ["Your account was erased.", "Two invoices: tax law makes us keep them until 2032", "for up to 35 days"]
    {
        assert!(words.contains(said), "{said}: {words}");
    }
}

#[test]
fn to_stop_a_use_of_data_nobody_has_to_read_it() {
    let building = with_shop(2, &[("shop", SHOP)]);
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Anna");
    let (case, requests) = office.submit("emma@example.org", &[Right::Objection]);
    office.show_identity(anna, case.id);
    office.drain();
    let id = requests[0].id;
    assert_eq!(office.request(id).state, State::Reviewing);
    let found = office.desk.read(move |_, tx, _| Ok(tx.finding_counts(id)?)).expect("read");
    assert!(found.is_empty());
    let rita = office.add_staff(Role::Reviewer, "Rita");
    office.give(rita, id, Command::Approve).expect("approved");
    assert_eq!(open_tasks(&office, case.id).len(), 1, "one task for every system together");
}
