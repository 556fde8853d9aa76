//! Links from which somebody outside answers a task.

use chrono::Duration;
use rightsdesk::domain::ids::{TaskId, TaskLinkId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::task_link::{LinkPolicy, LinkState, TaskLink};
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::tasks::Task;

use super::findings::asked;
use super::samples::{chance, noon};
use super::{Home, on_both};

on_both! {
    a_link_is_kept_with_its_policy_and_changed_once_at_a_time,
    a_task_has_one_open_link,
    what_is_owed_comes_the_longest_owed_first,
}

fn link(home: &Home, days: u16) -> TaskLink {
    let (request, _) = asked(home);
    let case = home.read(move |tx| tx.request(request)).case;
    let task = Task {
        id: TaskId::new(noon(), chance()),
        case,
        request,
        system: "parcels".into(),
        title: "Look".into(),
        answer: None,
        made_at: noon(),
    };
    let id = task.id;
    home.write(move |tx| tx.add_task(&task));
    let policy = LinkPolicy { days, remind_every_days: 0, ..LinkPolicy::to("zsófia@parcels.example", "Parcels Ltd") };
    TaskLink::new(TaskLinkId::new(noon(), chance()), (id, case), "parcels", policy, noon())
}

fn add(home: &Home, link: &TaskLink) {
    let kept = link.clone();
    home.write(move |tx| tx.add_task_link(&kept));
}

fn a_link_is_kept_with_its_policy_and_changed_once_at_a_time(home: &Home) {
    let link = link(home, 14);
    add(home, &link);
    let id = link.id;
    assert_eq!(home.read(move |tx| tx.task_link(id)), Some(link.clone()));
    let closed = link.closed(LinkState::Declined, Personal::new("Nobody is here."), noon());
    let (first, second) = (closed.clone(), closed.clone());
    home.write(move |tx| tx.save_task_link(&first));
    assert_eq!(home.try_write(move |tx| tx.save_task_link(&second)), Err(StoreError::Conflict));
    let case = link.case;
    assert_eq!(home.read(move |tx| tx.task_links_of(case)), [TaskLink { version: 1, ..closed }]);
    assert_eq!(home.read(move |tx| tx.task_link(TaskLinkId::new(noon(), [0; 10]))), None);
}

fn a_task_has_one_open_link(home: &Home) {
    let link = link(home, 14);
    add(home, &link);
    let other = TaskLink { id: TaskLinkId::new(noon(), chance()), ..link.clone() };
    let again = other.clone();
    let refused = home.try_write(move |tx| tx.add_task_link(&again));
    assert!(matches!(refused, Err(StoreError::Exists(_))), "{refused:?}");
    let closed = link.closed(LinkState::Revoked, Personal::default(), noon());
    home.write(move |tx| tx.save_task_link(&closed));
    add(home, &other);
}

fn what_is_owed_comes_the_longest_owed_first(home: &Home) {
    let links = [9, 3, 20].map(|days| link(home, days));
    for link in &links {
        add(home, link);
    }
    let mine: Vec<TaskLinkId> = links.iter().map(|link| link.id).collect();
    let owed = |days: i64| {
        let at = noon() + Duration::days(days);
        let mut found: Vec<TaskLinkId> =
            home.read(move |tx| tx.task_links_owed(at, 1_000)).iter().map(|link| link.id).collect();
        found.retain(|id| mine.contains(id));
        found
    };
    assert_eq!(owed(2), []);
    assert_eq!(owed(10), [links[1].id, links[0].id]);
}
