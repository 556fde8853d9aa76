//! A complaint's table, its decisions and its clock: every state × command, and the dates of section 164A.

use chrono::{DateTime, NaiveDate, Utc};
use proptest::prelude::*;
use rightsdesk::config::regimes::law;
use rightsdesk::domain::access::{Permission, Role};
use rightsdesk::domain::case::Reference;
use rightsdesk::domain::complaint::table::{TABLE, sources, transition};
use rightsdesk::domain::complaint::{
    Actor, AnswerBy, Clock, Command, CommandKind, Complaint, Context, Decision, Event, REGIME, Received, Schedule,
    State, Verdict, Why, allowed, decide, evolve, figures,
};
use rightsdesk::domain::ids::{CaseId, StaffId};
use rightsdesk::domain::personal::Personal;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn staff(role: Role) -> Actor {
    Actor::Staff { id: StaffId::new(at("2026-01-01T00:00:00Z"), [1; 10]), role }
}

fn complaint(received: &str) -> Complaint {
    let received_at = at(received);
    let received = Received {
        about: None,
        quoted: Some(Reference::new("JR", 2026, [1, 2, 3, 4])),
        remedy: Personal::new("Send what is missing."),
        answer_by: AnswerBy::Email,
        answer_at: Personal::default(),
    };
    Complaint::received(CaseId::new(received_at, [2; 10]), received_at, received)
}

fn in_state(state: State) -> Complaint {
    Complaint { state, ..complaint("2026-11-04T14:12:00Z") }
}

fn context(actor: Actor) -> Context {
    Context { at: at("2026-11-10T10:00:00Z"), today: day("2026-11-10"), actor, own_request: false, solo: false }
}

fn decision(verdict: Verdict) -> Decision {
    let text = |words: &str| words.to_owned();
    Decision {
        verdict,
        checked: text("The letters."),
        findings: text("Two invoices."),
        action: text("Sent."),
        alone: text(""),
    }
}

fn command(kind: CommandKind) -> Command {
    match kind {
        CommandKind::Acknowledge => Command::Acknowledge,
        CommandKind::Investigate => Command::Investigate { plan: "The letters".into() },
        CommandKind::TellProgress => Command::TellProgress { said: "We read them.".into(), next: day("2026-11-20") },
        CommandKind::Decide => Command::Decide(decision(Verdict::Partly)),
        CommandKind::Withdraw => Command::Withdraw,
        CommandKind::Reopen => Command::Reopen { reason: "New facts".into() },
    }
}

fn actors() -> Vec<Actor> {
    Role::ALL.into_iter().map(staff).chain([Actor::Person, Actor::System]).collect()
}

#[test]
fn every_state_and_command_is_in_the_table_or_refused_with_the_states_that_would_do() {
    for (state, kind, actor) in all() {
        let outcome = decide(&in_state(state), &command(kind), &context(actor));
        match (transition(state, kind), outcome) {
            (None, Err(no)) => {
                assert_eq!((no.from, no.command), (state, kind));
                assert_eq!(no.why, Why::NotNow { now: state, possible: sources(kind) });
            }
            (None, Ok(event)) => panic!("{state:?} × {kind:?} is not in the table, yet {event:?}"),
            (Some(row), outcome) => {
                let may = match actor {
                    Actor::Staff { .. } => actor.may(row.staff),
                    Actor::Person => row.person,
                    Actor::System => row.system,
                };
                assert_eq!(outcome.is_ok(), may, "{state:?} × {kind:?} by {actor:?}: {outcome:?}");
            }
        }
    }
}

fn all() -> impl Iterator<Item = (State, CommandKind, Actor)> {
    State::ALL.into_iter().flat_map(|state| {
        CommandKind::ALL.into_iter().flat_map(move |kind| actors().into_iter().map(move |actor| (state, kind, actor)))
    })
}

#[test]
fn each_row_leads_where_its_event_leads() {
    for row in TABLE {
        let actor = if row.system { Actor::System } else { staff(Role::Dpo) };
        let before = in_state(row.from);
        let event = decide(&before, &command(row.command), &context(actor)).unwrap();
        assert_eq!(evolve(before, &event).state, row.to, "{row:?}");
        assert!(event.leads_to().is_none_or(|state| state == row.to), "{row:?}");
    }
}

#[test]
fn nobody_can_refuse_a_complaint_and_every_open_one_can_be_decided() {
    for state in State::ALL.into_iter().filter(|state| state.is_open()) {
        assert!(transition(state, CommandKind::Decide).is_some(), "{state:?}");
        assert!(transition(state, CommandKind::Withdraw).is_some_and(|row| row.person), "{state:?}");
    }
    assert_eq!(Permission::DecideComplaints.roles(), [Role::Reviewer, Role::Dpo]);
}

#[test]
fn another_person_decides_unless_one_works_alone_and_says_why() {
    let own = Context { own_request: true, ..context(staff(Role::Dpo)) };
    let complaint = in_state(State::Investigating);
    let alone = Decision { alone: "We are two people.".into(), ..decision(Verdict::NotUpheld) };
    let refused = decide(&complaint, &Command::Decide(alone), &own).unwrap_err();
    assert_eq!(refused.why, Why::NeedsSecondPerson, "the receipt promises another person");
    let own = Context { solo: true, ..own };
    let refused = decide(&complaint, &command(CommandKind::Decide), &own).unwrap_err();
    assert_eq!(refused.why, Why::OwnRequest);
    let alone = Decision { alone: " We are two people. ".into(), ..decision(Verdict::NotUpheld) };
    let event = decide(&complaint, &Command::Decide(alone), &own).unwrap();
    assert!(matches!(event, Event::Decided { decision, .. } if decision.alone == "We are two people."));
}

#[test]
fn an_outcome_says_what_was_checked_found_and_done() {
    for blank in 0..3 {
        let mut decision = decision(Verdict::Upheld);
        [&mut decision.checked, &mut decision.findings, &mut decision.action][blank].clear();
        let outcome = decide(&in_state(State::Acknowledged), &Command::Decide(decision), &context(staff(Role::Dpo)));
        assert!(matches!(outcome.unwrap_err().why, Why::Missing(_)), "{blank}");
    }
}

#[test]
fn news_is_promised_for_a_day_to_come() {
    let today = Command::TellProgress { said: "We read them.".into(), next: day("2026-11-10") };
    let refused = decide(&in_state(State::Investigating), &today, &context(staff(Role::Handler)));
    assert_eq!(refused.unwrap_err().why, Why::NewsInThePast);
}

fn with_schedule<T>(statutory: bool, check: impl FnOnce(&Schedule<'_>) -> T) -> T {
    let book = law().unwrap();
    let terms = book.terms(REGIME, Some("EW")).unwrap();
    check(&Schedule { terms, statutory, outcome_days: 60 })
}

fn acknowledged(received: &str, when: &str) -> Complaint {
    evolve(complaint(received), &Event::Acknowledged { at: at(when) })
}

#[test]
fn the_acknowledgement_is_due_after_thirty_days_and_then_our_own_date_counts() {
    with_schedule(true, |schedule| {
        // 30 days after Monday 26 October 2026 is Wednesday 25 November.
        let clock = Clock::of(&complaint("2026-10-26T09:00:00Z"), schedule).unwrap();
        assert_eq!((clock.due, clock.target), (Some(day("2026-11-25")), day("2026-12-25")));
        assert_eq!(clock.in_time(day("2026-11-25")), None);
        assert_eq!(clock.in_time(day("2026-11-26")), Some(false));
        let met = Clock::of(&acknowledged("2026-10-26T09:00:00Z", "2026-11-25T23:00:00Z"), schedule).unwrap();
        assert_eq!((met.due, met.in_time(day("2027-01-01"))), (Some(day("2026-12-25")), Some(true)));
        // 30 days after Friday 27 November is Sunday 27 December; Monday stands in for Boxing Day, so it is Tuesday.
        let rolled = Clock::of(&complaint("2026-11-27T09:00:00Z"), schedule).unwrap();
        assert_eq!(rolled.due, Some(day("2026-12-29")));
        assert_eq!(rolled.to_remind_of(State::Received).unwrap().careful_due, Some(day("2026-12-27")));
    });
}

#[test]
fn an_outcome_in_time_needs_no_acknowledgement_before_it() {
    with_schedule(true, |schedule| {
        let by = StaffId::new(at("2026-01-01T00:00:00Z"), [1; 10]);
        let decided = Event::Decided { at: at("2026-11-20T09:00:00Z"), by, decision: decision(Verdict::Upheld) };
        let answered = evolve(complaint("2026-10-26T09:00:00Z"), &decided);
        let clock = Clock::of(&answered, schedule).unwrap();
        assert_eq!((clock.due, clock.in_time(day("2026-11-20"))), (None, Some(true)));
        let reopened = evolve(answered, &Event::Reopened { at: at("2026-12-01T09:00:00Z"), reason: "New".into() });
        assert_eq!(reopened.outcome_at, Some(at("2026-11-20T09:00:00Z")), "the law counts to the first answer");
        assert!(Clock::of(&reopened, schedule).unwrap().due.is_some());
    });
}

#[test]
fn where_the_law_has_no_limit_only_our_own_date_stands() {
    with_schedule(false, |schedule| {
        let clock = Clock::of(&complaint("2026-10-26T09:00:00Z"), schedule).unwrap();
        assert_eq!((clock.due, clock.acknowledgement.as_ref()), (Some(day("2026-12-25")), None));
        assert_eq!(clock.in_time(day("2027-06-01")), None);
    });
}

#[test]
fn the_figures_add_up_and_the_median_is_the_middle() {
    with_schedule(true, |schedule| {
        let by = StaffId::new(at("2026-01-01T00:00:00Z"), [1; 10]);
        let answered = |when: &str, verdict| {
            let decided = Event::Decided { at: at(when), by, decision: decision(verdict) };
            evolve(complaint("2026-10-01T09:00:00Z"), &decided)
        };
        let all = [
            answered("2026-10-05T09:00:00Z", Verdict::Upheld),
            answered("2026-10-11T09:00:00Z", Verdict::Partly),
            answered("2026-12-30T09:00:00Z", Verdict::NotUpheld),
            evolve(complaint("2026-10-01T09:00:00Z"), &Event::Withdrawn { at: at("2026-10-02T09:00:00Z") }),
            acknowledged("2026-10-01T09:00:00Z", "2026-10-01T09:00:00Z"),
        ];
        let clocked: Vec<_> = all.into_iter().map(|one| (one.clone(), Clock::of(&one, schedule).unwrap())).collect();
        let figures = figures(&clocked, day("2026-10-20"));
        assert_eq!((figures.received, figures.in_time, figures.late, figures.running), (5, 3, 1, 1));
        assert_eq!((figures.open, figures.withdrawn, figures.verdicts), (1, 1, [1, 1, 1]));
        assert_eq!(figures.median_days, Some(10));
    });
}

proptest! {
    #[test]
    fn any_order_of_commands_keeps_what_must_hold(order in proptest::collection::vec(0..CommandKind::ALL.len(), 0..12)) {
        let mut now = complaint("2026-11-04T14:12:00Z");
        for kind in order.into_iter().filter_map(|n| CommandKind::ALL.get(n)) {
            let Ok(event) = decide(&now, &command(*kind), &context(staff(Role::Dpo))) else { continue };
            let version = now.version;
            now = evolve(now, &event);
            prop_assert_eq!(now.version, version + 1);
            prop_assert_eq!(now.closed_at.is_some(), !now.state.is_open());
            prop_assert_eq!(now.state == State::OutcomeSent, now.verdict.is_some() && now.closed_at.is_some() && now.state != State::Withdrawn);
            let asked = CommandKind::ALL.into_iter().filter(|kind| allowed(&now, *kind, &context(staff(Role::Dpo))).is_ok());
            prop_assert!(asked.count() > 0, "there is always a way on");
        }
    }
}
