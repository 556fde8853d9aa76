//! The queue: its order, its filters, its pages, its counters.

use chrono::NaiveDate;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::{CaseId, TaskId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Request, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::tasks::{Task, TaskAnswer, TaskAnswerKind};
use rightsdesk::ports::store::views::{
    BoundedCount, LatenessFilter, OwnerFilter, QueueCursor, QueueFilter, QueueLine, WaitingFilter,
};

use super::samples::{at, case, chance, day, due, noon, request, staff};
use super::{Home, on_both};

on_both! {
    a_line_says_what_its_requests_are_doing,
    cases_are_sorted_by_their_earliest_open_date,
    pages_follow_each_other_without_gaps_or_doubles,
    closed_cases_are_a_list_of_their_own_newest_first,
    each_filter_finds_what_it_names,
    lateness_counts_from_today,
    whose_turn_it_is_follows_states_and_tasks,
    complaints_and_marketing_stops_are_queues_of_their_own,
    a_counter_stops_at_its_bound,
    other_cases_of_an_address_are_found_in_any_spelling,
}

const TODAY: &str = "2026-12-10";

/// The first page of all open cases.
pub fn everything(home: &Home) -> Vec<QueueLine> {
    home.read(|tx| tx.queue(&QueueFilter::default(), day(TODAY), None, 1_000))
}

/// Adds a case with requests, each with its state and dates.
pub fn add(home: &Home, case: &Case, requests: &[(Right, State, DueDates)]) -> Vec<Request> {
    let asked: Vec<(Request, DueDates)> = requests
        .iter()
        .map(|(right, state, dates)| {
            let mut asked = request(case, *right);
            asked.state = *state;
            asked.closed_at = (!state.is_open()).then(noon);
            (asked, *dates)
        })
        .collect();
    let (case, stored) = (case.clone(), asked.clone());
    home.write(move |tx| {
        tx.add_case(&case)?;
        stored.iter().try_for_each(|(asked, dates)| tx.add_request(asked, &Personal::default(), *dates))
    });
    asked.into_iter().map(|(asked, _)| asked).collect()
}

fn found(home: &Home, filter: QueueFilter) -> Vec<CaseId> {
    let counted = filter.clone();
    let lines = home.read(move |tx| tx.queue(&filter, day(TODAY), None, 1_000));
    let count = home.read(move |tx| tx.queue_count(&counted, day(TODAY), 1_000));
    assert_eq!(count, BoundedCount { n: i64::try_from(lines.len()).unwrap(), more: false });
    lines.iter().map(|line| line.case).collect()
}

fn a_line_says_what_its_requests_are_doing(home: &Home) {
    let case = case();
    let paused = DueDates { sort: Some(day("2026-12-04")), paused: true, ..DueDates::default() };
    let extended = DueDates { extended: true, ..due("2026-12-22") };
    let requests = add(
        home,
        &case,
        &[
            (Right::Erasure, State::AwaitingClarification, paused),
            (Right::Access, State::Reviewing, extended),
            (Right::Objection, State::Fulfilled, due("2026-12-01")),
        ],
    );
    let line = everything(home).remove(0);
    let expected = QueueLine {
        complaint: None,
        case: case.id,
        reference: case.reference.clone(),
        controller: "justroo".into(),
        name: case.requester.name.clone(),
        received_at: noon(),
        channel: case.channel,
        requests: vec![
            (Right::Access, State::Reviewing),
            (Right::Erasure, State::AwaitingClarification),
            (Right::Objection, State::Fulfilled),
        ],
        dates: DueDates {
            due: Some(day("2026-12-22")),
            sort: Some(day("2026-12-04")),
            paused: true,
            not_started: false,
            extended: true,
        },
        owner: None,
        confirmed: true,
        updated_at: noon(),
    };
    assert_eq!(line, expected);
    let mut answered = requests[0].clone();
    (answered.state, answered.version) = (State::Gathering, 1);
    home.write(move |tx| tx.save_request(&answered, 0, due("2026-12-15")));
    let DueDates { due, sort, paused, .. } = everything(home).remove(0).dates;
    assert_eq!((due, sort, paused), (Some(day("2026-12-15")), Some(day("2026-12-15")), false));
    assert_eq!(everything(home)[0].requests[1], (Right::Erasure, State::Gathering));
}

fn cases_are_sorted_by_their_earliest_open_date(home: &Home) {
    let undated = case();
    add(home, &undated, &[(Right::Access, State::Received, DueDates::default())]);
    let mut expected = Vec::new();
    for date in ["2026-12-03", "2026-12-09", "2026-12-31"] {
        let case = case();
        expected.push(case.id);
        add(
            home,
            &case,
            &[
                (Right::Objection, State::Fulfilled, due("2026-11-01")),
                (Right::Access, State::Received, due(date)),
                (Right::Erasure, State::Received, due("2027-01-15")),
            ],
        );
    }
    expected.push(undated.id);
    assert_eq!(everything(home).iter().map(|line| line.case).collect::<Vec<_>>(), expected);
    assert_eq!(everything(home)[3].dates.sort, None);
}

fn pages_follow_each_other_without_gaps_or_doubles(home: &Home) {
    for n in 0..23 {
        let dates = if n % 5 == 0 { DueDates::default() } else { due(&format!("2026-12-0{}", 1 + n % 3)) };
        add(home, &case(), &[(Right::Access, State::Received, dates)]);
    }
    let mut walked: Vec<QueueLine> = Vec::new();
    loop {
        let after = walked.last().map(QueueLine::cursor);
        let page = home.read(move |tx| tx.queue(&QueueFilter::default(), day(TODAY), after, 4));
        if page.is_empty() {
            break;
        }
        walked.extend(page);
    }
    assert_eq!(walked, everything(home));
    assert_eq!(walked.len(), 23);
}

fn closed_cases_are_a_list_of_their_own_newest_first(home: &Home) {
    let mut expected = Vec::new();
    for day in [3, 9, 6] {
        let case = case();
        let mut asked = add(home, &case, &[(Right::Access, State::Executing, due("2026-12-31"))]).remove(0);
        (asked.state, asked.version) = (State::Fulfilled, 1);
        asked.closed_at = Some(at(&format!("2026-12-0{day}T10:00:00Z")));
        home.write(move |tx| tx.save_request(&asked, 0, DueDates::default()));
        expected.push((NaiveDate::from_ymd_opt(2026, 12, day), case.id));
    }
    add(home, &case(), &[(Right::Access, State::Received, due("2026-12-31"))]);
    expected.sort_unstable();
    expected.reverse();
    let closed = QueueFilter { closed: true, ..QueueFilter::default() };
    let page = |after: Option<QueueCursor>, limit| {
        let closed = closed.clone();
        home.read(move |tx| tx.queue(&closed, day(TODAY), after, limit))
    };
    let lines = page(None, 9);
    assert_eq!(lines.iter().map(|line| (line.dates.sort, line.case)).collect::<Vec<_>>(), expected);
    assert_eq!(page(Some(lines[0].cursor()), 9), lines[1..]);
    assert_eq!(everything(home).len(), 1);
}

fn each_filter_finds_what_it_names(home: &Home) {
    let (ada, mut first, mut second, third) = (staff("Ada"), case(), case(), case());
    let owner = ada.id;
    home.write(move |tx| tx.add_staff(&ada));
    (first.owner, first.controller) = (Some(owner), "joro-home".into());
    second.email_confirmed_at = None;
    add(home, &first, &[(Right::Access, State::Gathering, due("2026-12-11"))]);
    add(home, &second, &[(Right::Erasure, State::Received, due("2026-12-12"))]);
    let both =
        [(Right::Access, State::Fulfilled, DueDates::default()), (Right::Erasure, State::Gathering, due("2026-12-13"))];
    add(home, &third, &both);
    let none = QueueFilter::default();
    let (first, second, third) = (first.id, second.id, third.id);
    assert_eq!(found(home, none.clone()), [first, second, third]);
    assert_eq!(found(home, QueueFilter { state: Some(State::Gathering), ..none.clone() }), [first, third]);
    assert_eq!(found(home, QueueFilter { state: Some(State::Lapsed), ..none.clone() }), []);
    assert_eq!(found(home, QueueFilter { right: Some(Right::Erasure), ..none.clone() }), [second, third]);
    assert_eq!(found(home, QueueFilter { controller: Some("joro-home".into()), ..none.clone() }), [first]);
    assert_eq!(found(home, QueueFilter { owner: Some(OwnerFilter::Of(owner)), ..none.clone() }), [first]);
    assert_eq!(found(home, QueueFilter { owner: Some(OwnerFilter::Nobody), ..none.clone() }), [second, third]);
    assert_eq!(found(home, QueueFilter { unconfirmed: true, ..none.clone() }), [second]);
    let several = QueueFilter {
        state: Some(State::Gathering),
        right: Some(Right::Erasure),
        owner: Some(OwnerFilter::Nobody),
        lateness: Some(LatenessFilter::Soon),
        ..none
    };
    assert_eq!(found(home, several), [third]);
}

fn lateness_counts_from_today(home: &Home) {
    let dates = ["2026-12-09", "2026-12-10", "2026-12-17", "2026-12-18"];
    let mut ids = Vec::new();
    for date in dates {
        let case = case();
        ids.push(case.id);
        add(home, &case, &[(Right::Access, State::Received, due(date))]);
    }
    let paused = case();
    let stands = DueDates { sort: Some(day("2026-12-01")), paused: true, ..DueDates::default() };
    add(home, &paused, &[(Right::Access, State::AwaitingClarification, stands)]);
    let late = |lateness| found(home, QueueFilter { lateness: Some(lateness), ..QueueFilter::default() });
    assert_eq!(late(LatenessFilter::Overdue), ids[..1]);
    assert_eq!(late(LatenessFilter::Soon), ids[1..3]);
    assert_eq!(late(LatenessFilter::Later), ids[3..]);
    assert_eq!(late(LatenessFilter::NotRunning), [paused.id]);
}

fn task(request: &Request, system: &str) -> Task {
    Task {
        id: TaskId::new(noon(), chance()),
        case: request.case,
        request: request.id,
        system: system.into(),
        title: "Look into the binder".into(),
        answer: None,
        made_at: noon(),
    }
}

fn whose_turn_it_is_follows_states_and_tasks(home: &Home) {
    let (asked, gathering, idle) = (case(), case(), case());
    add(home, &asked, &[(Right::Access, State::Verifying, due("2026-12-11"))]);
    let request = add(home, &gathering, &[(Right::Access, State::Gathering, due("2026-12-12"))]).remove(0);
    add(home, &idle, &[(Right::Access, State::Received, due("2026-12-13"))]);
    let turn = |waiting| found(home, QueueFilter { waiting: Some(waiting), ..QueueFilter::default() });
    assert_eq!(turn(WaitingFilter::Person), [asked.id]);
    assert_eq!(turn(WaitingFilter::Vendor), []);
    let (of_system, own) = (task(&request, "binder"), task(&request, ""));
    let of_system_id = of_system.id;
    home.write(move |tx| {
        tx.add_task(&own)?;
        tx.add_task(&of_system)
    });
    assert_eq!(turn(WaitingFilter::Vendor), [gathering.id]);
    let ada = staff("Ada");
    let answer =
        TaskAnswer { by: Some(ada.id), at: noon(), kind: TaskAnswerKind::NothingHeld, note: Personal::default() };
    home.write(move |tx| {
        tx.add_staff(&ada)?;
        tx.answer_task(of_system_id, &answer)
    });
    assert_eq!(turn(WaitingFilter::Vendor), [], "what the desk does itself waits for nobody outside");
}

fn complaints_and_marketing_stops_are_queues_of_their_own(home: &Home) {
    let (stop, other) = (case(), case());
    add(home, &other, &[(Right::Objection, State::Received, due("2026-12-11"))]);
    let mut asked = request(&stop, Right::Objection);
    asked.direct_marketing = true;
    let kept = stop.clone();
    home.write(move |tx| {
        tx.add_case(&kept)?;
        tx.add_request(&asked, &Personal::default(), due("2026-12-12"))
    });
    assert_eq!(found(home, QueueFilter { marketing: true, ..QueueFilter::default() }), [stop.id]);
    assert_eq!(found(home, QueueFilter { complaints: true, ..QueueFilter::default() }), []);
}

fn a_counter_stops_at_its_bound(home: &Home) {
    for _ in 0..4 {
        add(home, &case(), &[(Right::Access, State::Received, due("2026-12-11"))]);
    }
    let count = |bound| home.read(move |tx| tx.queue_count(&QueueFilter::default(), day(TODAY), bound));
    assert_eq!(count(3), BoundedCount { n: 3, more: true });
    assert_eq!(count(4), BoundedCount { n: 4, more: false });
}

fn other_cases_of_an_address_are_found_in_any_spelling(home: &Home) {
    let (mut first, mut second, mut third) = (case(), case(), case());
    first.requester.email = Personal::new("Zsofia@Example.com");
    (second.requester.email, second.received_at) = (Personal::new(" zsofia@example.COM "), at("2026-11-23T12:00:00Z"));
    third.requester.email = Personal::new("zsofia@example.com.au");
    for case in [&first, &second, &third] {
        add(home, case, &[(Right::Access, State::Fulfilled, DueDates::default())]);
    }
    let seen = |email: &'static str, but| {
        let lines = home.read(move |tx| tx.seen_before(email, but));
        lines.into_iter().map(|line| line.case).collect::<Vec<_>>()
    };
    assert_eq!(seen("ZSOFIA@example.com", third.id), [second.id, first.id]);
    assert_eq!(seen("zsofia@example.com ", second.id), [first.id]);
}
