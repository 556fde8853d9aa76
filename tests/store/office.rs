//! Teams, absences, and what was changed in the set-up.

use rightsdesk::domain::ids::{AbsenceId, SetupChangeId, StaffId, TeamId};
use rightsdesk::domain::office::{Absence, MailboxWay, SetupArea, SystemSetting};
use rightsdesk::domain::request::State;
use rightsdesk::domain::right::Right;
use rightsdesk::domain::setup::Difference;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::office::SetupChange;
use rightsdesk::ports::store::staff::Session;
use rightsdesk::ports::store::teams::Team;
use rightsdesk::ports::store::views::{QueueFilter, TeamFilter};

use super::queue::add;
use super::samples::{case, chance, day, due, minutes, noon, staff};
use super::{Home, on_both};

on_both! {
    a_team_is_kept_with_its_members_and_its_name_is_its_own,
    cases_of_a_team_are_found_by_the_team_and_by_its_members,
    absences_come_back_in_order_and_can_be_taken_out,
    what_was_changed_comes_back_newest_first_and_by_its_subject,
    the_setting_of_a_system_is_kept_changed_and_forgotten,
    the_way_to_a_mailbox_is_kept_changed_and_forgotten,
    ending_the_sessions_of_somebody_leaves_those_of_others,
}

fn employ(home: &Home, name: &str) -> StaffId {
    let somebody = staff(name);
    let id = somebody.id;
    home.write(move |tx| tx.add_staff(&somebody));
    id
}

fn team(name: &str, members: &[StaffId]) -> Team {
    let mut members = members.to_vec();
    members.sort_unstable();
    Team { id: TeamId::new(noon(), chance()), name: name.into(), active: true, members }
}

fn a_team_is_kept_with_its_members_and_its_name_is_its_own(home: &Home) {
    let (ana, rita) = (employ(home, "Ana"), employ(home, "Rita"));
    let (shop, returns) = (team("Shop", &[ana, rita]), team("returns", &[]));
    let (one, two) = (shop.clone(), returns.clone());
    home.write(move |tx| tx.add_team(&one).and_then(|()| tx.add_team(&two)));
    assert_eq!(home.read(|tx| tx.teams()), [returns.clone(), shop.clone()]);
    let twin = team("Shop", &[]);
    assert!(matches!(home.try_write(move |tx| tx.add_team(&twin)), Err(StoreError::Exists("name"))));
    let named_alike = Team { name: "Shop".into(), ..returns.clone() };
    assert!(matches!(home.try_write(move |tx| tx.save_team(&named_alike)), Err(StoreError::Exists("name"))));
    let changed = Team { name: "Shop floor".into(), active: false, members: vec![rita], ..shop };
    let saved = changed.clone();
    home.write(move |tx| tx.save_team(&saved));
    assert_eq!(home.read(|tx| tx.teams()), [returns, changed]);
    assert_eq!(home.read(move |tx| Ok((tx.is_in_a_team(rita)?, tx.is_in_a_team(ana)?))), (true, false));
    let unknown = team("Nowhere", &[]);
    assert!(matches!(home.try_write(move |tx| tx.save_team(&unknown)), Err(StoreError::NotFound)));
}

fn cases_of_a_team_are_found_by_the_team_and_by_its_members(home: &Home) {
    let (ana, rita) = (employ(home, "Ana"), employ(home, "Rita"));
    let (shop, returns) = (team("Shop", &[ana]), team("Returns", &[rita]));
    let (given, other) = (case(), case());
    for one in [&given, &other] {
        add(home, one, &[(Right::Access, State::Received, due("2026-12-11"))]);
    }
    let (id, first, second) = (given.id, shop.id, returns.id);
    home.write(move |tx| {
        tx.add_team(&shop)?;
        tx.add_team(&returns)?;
        tx.give_to_team(id, Some(second))?;
        tx.give_to_team(id, Some(first))
    });
    assert_eq!(home.read(move |tx| tx.team_of(id)), Some(first));
    let found = |filter| {
        let filter = QueueFilter { team: Some(filter), ..QueueFilter::default() };
        let lines = home.read(move |tx| tx.queue(&filter, day("2026-12-10"), None, 9));
        lines.iter().map(|line| line.case).collect::<Vec<_>>()
    };
    assert_eq!(found(TeamFilter::Of(first)), [id]);
    assert_eq!(found(TeamFilter::OfMember(ana)), [id]);
    assert!(found(TeamFilter::Of(second)).is_empty() && found(TeamFilter::OfMember(rita)).is_empty());
    home.write(move |tx| tx.give_to_team(id, None));
    assert_eq!(home.read(move |tx| tx.team_of(id)), None);
}

fn absences_come_back_in_order_and_can_be_taken_out(home: &Home) {
    let (ana, rita) = (employ(home, "Ana"), employ(home, "Rita"));
    let absence = |from, until, deputy| Absence {
        id: AbsenceId::new(noon(), chance()),
        staff: ana,
        from: day(from),
        until: day(until),
        deputy,
    };
    let (later, sooner) = (absence("2026-12-24", "2027-01-03", Some(rita)), absence("2026-11-30", "2026-11-30", None));
    home.write(move |tx| tx.add_absence(&later).and_then(|()| tx.add_absence(&sooner)));
    assert_eq!(home.read(|tx| tx.absences()), [sooner, later]);
    home.write(move |tx| tx.remove_absence(sooner.id));
    assert_eq!(home.read(|tx| tx.absences()), [later]);
    assert!(matches!(home.try_write(move |tx| tx.remove_absence(sooner.id)), Err(StoreError::NotFound)));
}

fn what_was_changed_comes_back_newest_first_and_by_its_subject(home: &Home) {
    let ana = employ(home, "Ana");
    let change = |area, subject: &str, by, after| SetupChange {
        id: SetupChangeId::new(noon(), chance()),
        area,
        subject: subject.into(),
        name: "Zsófia \"Zs\"".into(),
        changes: vec![Difference { label: "Name".into(), before: String::new(), after: "Zsófia".into() }],
        by,
        at: noon() + minutes(after),
    };
    let first = change(SetupArea::Staff, "one", Some(ana), 0);
    let second = change(SetupArea::Team, "two", None, 1);
    let third = change(SetupArea::Staff, "two", Some(ana), 2);
    for one in [first.clone(), second.clone(), third.clone()] {
        home.write(move |tx| tx.add_setup_change(&one));
    }
    let found =
        |area, subject: Option<&'static str>, limit| home.read(move |tx| tx.setup_changes(area, subject, limit));
    assert_eq!(found(None, None, 2), [third.clone(), second.clone()]);
    assert_eq!(found(Some(SetupArea::Staff), None, 9), [third.clone(), first]);
    assert_eq!(found(None, Some("two"), 9), [third, second]);
}

fn the_setting_of_a_system_is_kept_changed_and_forgotten(home: &Home) {
    let setting = |connect: &str| SystemSetting { connect: connect.into(), ..SystemSetting::default() };
    let (first, second) = (setting("sqlite:shop.db"), setting("manual"));
    for one in [first, second.clone()] {
        home.write(move |tx| tx.put_system_setting("shop", Some(&one)));
    }
    let other = setting("csv:mailing");
    home.write(move |tx| tx.put_system_setting("mailing", Some(&other)));
    assert_eq!(home.read(|tx| Ok(tx.system_settings()?.remove("shop"))), Some(second));
    home.write(|tx| tx.put_system_setting("shop", None));
    assert_eq!(home.read(|tx| Ok(tx.system_settings()?.into_keys().collect::<Vec<_>>())), ["mailing"]);
}

fn the_way_to_a_mailbox_is_kept_changed_and_forgotten(home: &Home) {
    let way =
        |name: &str, paused| MailboxWay { name: name.into(), paused, folder: "INBOX".into(), ..MailboxWay::default() };
    for one in [way("sales", false), way("privacy", false), way("privacy", true)] {
        home.write(move |tx| tx.put_mailbox_way(&one.name, Some(&one)));
    }
    assert_eq!(home.read(|tx| tx.mailbox_ways()), [way("privacy", true), way("sales", false)]);
    home.write(|tx| tx.put_mailbox_way("privacy", None));
    assert_eq!(home.read(|tx| tx.mailbox_ways()), [way("sales", false)]);
}

fn ending_the_sessions_of_somebody_leaves_those_of_others(home: &Home) {
    let (ana, rita) = (employ(home, "Ana"), employ(home, "Rita"));
    let session = |who, hash: u8| Session {
        token_hash: [hash; 32],
        staff: who,
        csrf: [0; 32],
        started_at: noon(),
        seen_at: noon(),
        expires_at: noon() + minutes(60),
    };
    for (who, hash) in [(ana, 1), (ana, 2), (rita, 3)] {
        let session = session(who, hash);
        home.write(move |tx| tx.add_session(&session));
    }
    assert_eq!(home.write(move |tx| tx.end_sessions_of(ana)), 2);
    let open = |hash: u8| home.read(move |tx| tx.session(&[hash; 32], noon() - minutes(1), noon())).is_some();
    assert_eq!([1, 2, 3].map(open), [false, false, true]);
}
