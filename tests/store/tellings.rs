//! Notices to recipients of data.

use chrono::Duration;
use rightsdesk::domain::ids::{DeferredId, TaskId, TellingId};
use rightsdesk::domain::notice::RecipientAct;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::telling::{Happening, Patience, Telling, TellingFacts, TellingState, Way};
use rightsdesk::ports::store::StoreError;

use super::findings::asked;
use super::samples::{chance, noon};
use super::{Home, on_both};

on_both! {
    a_notice_is_kept_with_all_it_says_and_changed_once_at_a_time,
    a_recipient_is_told_the_same_once,
    a_notice_is_found_by_its_task,
    what_is_owed_to_notices_comes_the_longest_owed_first,
}

fn telling(home: &Home, days: u16) -> Telling {
    let (request, _) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    Telling {
        id: TellingId::new(noon(), chance()),
        case,
        request,
        recipient: "Paket Österreich".into(),
        act: RecipientAct::Erase,
        occasion: None,
        way: Some(Way::Link),
        facts: TellingFacts {
            language: None,
            to: Personal::new("zsófia@parcels.example"),
            keys: vec![("E-mail address".into(), Personal::new("emma@example.org"))],
            data: vec![Personal::new("Orders")],
            decided: Some(noon().date_naive()),
            patience: Patience { days, remind_every_days: 0 },
        },
        state: TellingState::Due,
        round: 0,
        reminded: 0,
        made_at: noon(),
        told_at: None,
        changed_at: noon(),
        note: Personal::default(),
        trouble: Some("Nobody has said how they are told.".into()),
        task: None,
        version: 0,
    }
}

fn add(home: &Home, telling: &Telling) -> bool {
    let kept = telling.clone();
    home.write(move |tx| tx.add_telling(&kept))
}

fn a_notice_is_kept_with_all_it_says_and_changed_once_at_a_time(home: &Home) {
    let telling = telling(home, 14);
    assert!(add(home, &telling));
    let (id, case, request) = (telling.id, telling.case, telling.request);
    assert_eq!(home.read(move |tx| tx.telling(id)), Some(telling.clone()));
    let told = telling.after(Happening::Told, Some(Personal::new("By phone.")), noon()).expect("it fits");
    let (first, second) = (told.clone(), told.clone());
    home.write(move |tx| tx.save_telling(&first));
    assert_eq!(home.try_write(move |tx| tx.save_telling(&second)), Err(StoreError::Conflict));
    let expected = [Telling { version: 1, ..told }];
    assert_eq!(home.read(move |tx| tx.tellings_of(request)), expected);
    assert_eq!(home.read(move |tx| tx.tellings_in(case)), expected);
    assert_eq!(home.read(move |tx| tx.telling(TellingId::new(noon(), [0; 10]))), None);
}

fn a_recipient_is_told_the_same_once(home: &Home) {
    let first = telling(home, 14);
    assert!(add(home, &first));
    let again = Telling { id: TellingId::new(noon(), chance()), ..first.clone() };
    assert!(!add(home, &again), "it is there already");
    let lifted = Telling { act: RecipientAct::Lift, ..again.clone() };
    assert!(add(home, &lifted), "something else is told");
    let kept = DeferredId::new(noon(), chance());
    let later = Telling { id: TellingId::new(noon(), chance()), occasion: Some(kept), ..again };
    assert!(add(home, &later), "what was kept until now is erased at last");
    let twice = Telling { id: TellingId::new(noon(), chance()), ..later.clone() };
    assert!(!add(home, &twice), "and told once");
    let id = later.id;
    assert_eq!(home.read(move |tx| tx.telling(id)), Some(later));
}

fn a_notice_is_found_by_its_task(home: &Home) {
    let task = TaskId::new(noon(), chance());
    let telling = Telling { way: Some(Way::Task), task: Some(task), trouble: None, ..telling(home, 14) };
    add(home, &telling);
    assert_eq!(home.read(move |tx| tx.telling_of_task(task)), Some(telling));
    let other = TaskId::new(noon(), chance());
    assert_eq!(home.read(move |tx| tx.telling_of_task(other)), None);
}

fn what_is_owed_to_notices_comes_the_longest_owed_first(home: &Home) {
    let told = [9, 3, 20].map(|days| {
        let due = telling(home, days);
        add(home, &due);
        let told = due.after(Happening::Told, None, noon()).expect("it fits");
        let kept = told.clone();
        home.write(move |tx| tx.save_telling(&kept));
        told
    });
    let mine: Vec<TellingId> = told.iter().map(|telling| telling.id).collect();
    let owed = |days: i64| {
        let at = noon() + Duration::days(days);
        let found = home.read(move |tx| tx.tellings_owed(at, 1_000));
        found.iter().map(|telling| telling.id).filter(|id| mine.contains(id)).collect::<Vec<_>>()
    };
    assert_eq!(owed(2), []);
    assert_eq!(owed(10), [mine[1], mine[0]]);
}
