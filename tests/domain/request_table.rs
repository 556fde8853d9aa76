//! Every state × command is either in the table or a typed refusal; every order of commands keeps the invariants.

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;
use rightsdesk::config::regimes::law;
use rightsdesk::domain::access::{Permission, Role};
use rightsdesk::domain::clock::{Law, Question, Terms, reckon};
use rightsdesk::domain::ids::{CaseId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::table::{TABLE, sources, transition};
use rightsdesk::domain::request::{
    Actor, Command, CommandKind, ComplexityFactor, Context, Deed, Event, ExtensionGround, FeeGround, IdentityMethod,
    Outcome, ProposedRefusal, RefusalGround, Request, State, Why, allowed, decide, evolve,
};
use rightsdesk::domain::right::Right;
use rightsdesk::domain::telling::{TellingState, ToldOf};

pub(super) fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(super) fn staff(role: Role, n: u8) -> Actor {
    Actor::Staff { id: StaffId::new(at("2026-01-01T00:00:00Z"), [n; 10]), role }
}

pub(super) fn request(right: Right, state: State) -> Request {
    let received = at("2026-11-04T14:12:00Z");
    let mut request =
        Request::received(RequestId::new(received, [1; 10]), CaseId::new(received, [2; 10]), right, received);
    request.state = state;
    request
}

pub(super) fn context<'a>(terms: &'a Terms<'a>, actor: Actor) -> Context<'a> {
    Context {
        at: at("2026-11-10T10:00:00Z"),
        actor,
        terms,
        solo: false,
        cool_off: TimeDelta::hours(2),
        undo: TimeDelta::zero(),
        unanswered_systems: 0,
        open_tasks: 0,
        answerable: None,
        undecided_findings: 0,
        on_behalf: true,
        requests_of_person: 1,
        proposed: None,
        silenced_by: &[],
        decided_by: &[],
        unstated: &[],
        lifting_on: None,
        told: &[],
        copy_outstanding: false,
        emptied: false,
        on_hold: false,
        erasure: rightsdesk::domain::erasure::Standing::ByHand,
        amending: rightsdesk::domain::amendment::Amending::ByHand,
        weighed: None,
    }
}

fn command(kind: CommandKind, now: DateTime<Utc>) -> Command {
    let text = || "because".to_owned();
    match kind {
        CommandKind::AskIdentity => Command::AskIdentity { doubt: text() },
        CommandKind::ShowIdentity => {
            Command::ShowIdentity { method: IdentityMethod::OrderAndPostcode, note: text(), provided_at: now }
        }
        CommandKind::DoubtIdentity => Command::DoubtIdentity { method: IdentityMethod::AccountLogin, reason: text() },
        CommandKind::WaiveIdentity => Command::WaiveIdentity { reason: text() },
        CommandKind::AskAuthority => Command::AskAuthority,
        CommandKind::ShowAuthority => Command::ShowAuthority { provided_at: now },
        CommandKind::AskClarification => Command::AskClarification { question: text(), choices: Vec::new() },
        CommandKind::AskFee => Command::AskFee {
            ground: FeeGround::ManifestlyExcessive,
            reason: text(),
            amount: "£12.50".into(),
            computed: "Postage: £12.50".into(),
        },
        CommandKind::RecordFee => Command::RecordFee { provided_at: now },
        CommandKind::AnswerClarification => Command::AnswerClarification { provided_at: now },
        CommandKind::FinishGathering => Command::FinishGathering,
        CommandKind::GatherAgain => Command::GatherAgain { reason: text() },
        CommandKind::Weigh => Command::Weigh {
            weighing: Box::new(rightsdesk::domain::request::Weighing {
                interests: text(),
                necessity: text(),
                outcome: rightsdesk::domain::request::WeighsMore::Person,
                reason: text(),
            }),
        },
        CommandKind::Approve => Command::Approve,
        CommandKind::TakeBackApproval => Command::TakeBackApproval,
        CommandKind::Fulfil => Command::Fulfil { outcome: text(), deed: Some(Deed::of(Outcome::Full)) },
        CommandKind::Extend => Command::Extend {
            ground: ExtensionGround::Complexity,
            factors: vec![ComplexityFactor::LegalAdvice],
            reason: text(),
        },
        CommandKind::Refuse => Command::Refuse {
            ground: RefusalGround::ManifestlyExcessive,
            exemption: None,
            silent: false,
            reason: text(),
        },
        CommandKind::ConfirmRefusal => Command::ConfirmRefusal,
        CommandKind::AnnounceLifting => Command::AnnounceLifting { reason: text(), on: "2026-12-24".parse().unwrap() },
        CommandKind::Lift => Command::Lift,
        CommandKind::TellRecipient => Command::TellRecipient {
            recipient: "Royal Mail".into(),
            address: Personal::new("privacy@courier.example"),
            keys: Personal::new("Order number: JR-1001"),
            data: Personal::new("The delivery address"),
        },
        CommandKind::ListRecipients => Command::ListRecipients { results: String::new() },
        CommandKind::Withdraw => Command::Withdraw,
        CommandKind::Lapse => Command::Lapse { reason: text() },
        CommandKind::Reopen => Command::Reopen { reason: text() },
    }
}

pub(super) fn with_terms(check: impl Fn(&Terms<'_>)) {
    let book: Law = law().unwrap();
    check(&book.terms("uk-gdpr", Some("EW")).unwrap());
}

#[test]
fn every_state_and_command_is_in_the_table_or_refused_with_the_states_that_would_do() {
    with_terms(|terms| {
        for state in State::ALL {
            for kind in CommandKind::ALL {
                let context = context(terms, staff(Role::Dpo, 1));
                match (transition(state, kind), allowed(&request(Right::Access, state), kind, &context)) {
                    (None, Err(refused)) => {
                        assert_eq!(refused.why, Why::NotNow { now: state, possible: sources(kind) });
                        assert!(refused.to_string().contains(state.name()));
                    }
                    (Some(row), Ok(given)) => assert_eq!(row.to, given.to),
                    (Some(_), Err(refused)) => {
                        // These need more than a state and a role: something asked, proposed or announced before.
                        let guards = [
                            CommandKind::TakeBackApproval,
                            CommandKind::RecordFee,
                            CommandKind::Lapse,
                            CommandKind::ConfirmRefusal,
                            CommandKind::AnnounceLifting,
                            CommandKind::Lift,
                            CommandKind::TellRecipient,
                            CommandKind::ListRecipients,
                            CommandKind::Weigh,
                        ];
                        assert!(guards.contains(&kind), "{state:?} {kind:?}: {refused}");
                    }
                    (None, Ok(_)) => panic!("{state:?} {kind:?} is allowed but not in the table"),
                }
            }
        }
    });
}

#[test]
fn every_row_leads_where_its_event_leads() {
    with_terms(|terms| {
        for row in TABLE {
            let lifts = matches!(
                row.command,
                CommandKind::AnnounceLifting
                    | CommandKind::Lift
                    | CommandKind::TellRecipient
                    | CommandKind::ListRecipients
            );
            let right = match row.command {
                CommandKind::Weigh => Right::Objection,
                _ if lifts => Right::Restriction,
                _ => Right::Access,
            };
            let mut before = request(right, row.from);
            if matches!(row.command, CommandKind::RecordFee | CommandKind::Lapse) {
                before.history.fee = Some(Question::open(at("2026-11-05T10:00:00Z")));
            }
            before.not_before = Some(at("2026-11-10T12:00:00Z"));
            let proposed = proposed_by(2);
            let mut context = context(terms, staff(Role::Dpo, 1));
            context.proposed = Some(&proposed);
            let (name, on) = ("Royal Mail".to_owned(), Some(at("2026-11-09T10:00:00Z")));
            let told = [ToldOf { name, at: on, state: TellingState::Told }];
            context.told = &told;
            context.lifting_on = Some("2026-11-09".parse().unwrap());
            if row.command == CommandKind::Fulfil {
                context.at = at("2026-11-10T13:00:00Z");
            }
            let events = decide(&before, &command(row.command, context.at), &context).unwrap();
            let after = events.iter().fold(before, evolve_ref);
            assert_eq!(after.state, row.to, "{:?} {:?}", row.from, row.command);
        }
    });
}

pub(super) fn proposed_by(n: u8) -> ProposedRefusal {
    ProposedRefusal {
        by: staff(Role::Reviewer, n).staff().unwrap(),
        ground: RefusalGround::Exemption,
        exemption: Some("crime_tax".into()),
        reason: "It would warn them.".into(),
    }
}

fn evolve_ref(request: Request, event: &Event) -> Request {
    evolve(request, event)
}

#[test]
fn the_table_has_no_row_twice_and_every_state_can_be_left_or_is_final() {
    for (index, row) in TABLE.iter().enumerate() {
        let twin = TABLE.iter().skip(index + 1).find(|other| other.from == row.from && other.command == row.command);
        assert!(twin.is_none(), "{:?} {:?} stands twice", row.from, row.command);
    }
    for state in State::ALL {
        let leaves = TABLE.iter().any(|row| row.from == state && row.to != state);
        assert_eq!(leaves, state != State::Fulfilled, "{state:?}");
    }
}

#[test]
fn nothing_reaches_gathering_but_through_identity_shown_or_waived() {
    let doors: Vec<_> = TABLE
        .iter()
        .filter(|row| row.to == State::Gathering && row.from.phase() < State::Gathering.phase())
        .map(|row| row.command)
        .collect();
    assert!(doors.iter().all(|door| matches!(door, CommandKind::ShowIdentity | CommandKind::WaiveIdentity)));
    assert!(
        TABLE
            .iter()
            .filter(|row| row.command == CommandKind::WaiveIdentity)
            .all(|row| { row.staff == Some(Permission::WaiveIdentity) && !row.system && !row.person })
    );
}

#[test]
fn the_gatherer_does_not_approve_unless_the_installation_is_solo() {
    with_terms(|terms| {
        let ana = staff(Role::Reviewer, 1);
        let ruth = staff(Role::Reviewer, 2);
        let mut gathered = request(Right::Access, State::Reviewing);
        gathered.gathered_by = ana.staff();
        let mut own = context(terms, ana);
        assert_eq!(decide(&gathered, &Command::Approve, &own).unwrap_err().why, Why::NeedsSecondPerson);
        assert!(decide(&gathered, &Command::Approve, &context(terms, ruth)).is_ok());
        own.solo = true;
        let events = decide(&gathered, &Command::Approve, &own).unwrap();
        let approved = evolve(gathered, &events[0]);
        assert_eq!(approved.not_before, Some(own.at + own.cool_off));
        let early = decide(&approved, &command(CommandKind::Fulfil, own.at), &own).unwrap_err();
        assert_eq!(early.why, Why::CoolOffRunning);
        assert!(decide(&approved, &Command::TakeBackApproval, &own).is_ok());
        own.at += own.cool_off;
        let late = decide(&approved, &Command::TakeBackApproval, &own).unwrap_err();
        assert_eq!(late.why, Why::CoolOffOver);
    });
}

#[test]
fn guards_name_what_is_missing() {
    with_terms(|terms| {
        let mut busy = context(terms, staff(Role::Dpo, 1));
        busy.unanswered_systems = 2;
        busy.undecided_findings = 1;
        busy.copy_outstanding = true;
        let finish = decide(&request(Right::Access, State::Gathering), &Command::FinishGathering, &busy).unwrap_err();
        assert_eq!(finish.to_string(), "2 systems have not answered yet");
        let approve = decide(&request(Right::Access, State::Reviewing), &Command::Approve, &busy).unwrap_err();
        assert_eq!(approve.to_string(), "one flagged finding is not decided yet");
        busy.undecided_findings = 0;
        let erase = decide(&request(Right::Erasure, State::Reviewing), &Command::Approve, &busy).unwrap_err();
        assert_eq!(erase.why, Why::CopyFirst);
        let mut marketing = request(Right::Objection, State::Received);
        marketing.direct_marketing = true;
        let no = decide(&marketing, &command(CommandKind::Refuse, busy.at), &busy).unwrap_err();
        assert_eq!(no.why, Why::MarketingAlwaysStops);
        let blank = Command::Extend {
            ground: ExtensionGround::Complexity,
            factors: vec![ComplexityFactor::LegalAdvice],
            reason: "  ".into(),
        };
        let silent = decide(&request(Right::Access, State::Gathering), &blank, &busy).unwrap_err();
        assert!(matches!(silent.why, Why::Missing(_)));
    });
}

#[test]
fn an_extension_is_announced_once_and_in_time() {
    with_terms(|terms| {
        let extend = command(CommandKind::Extend, at("2026-11-10T10:00:00Z"));
        let gathering = request(Right::Access, State::Gathering);
        let mut context = context(terms, staff(Role::Reviewer, 1));
        let extended = evolve(gathering.clone(), &decide(&gathering, &extend, &context).unwrap()[0]);
        assert_eq!(decide(&extended, &extend, &context).unwrap_err().why, Why::AlreadyExtended);
        context.at = at("2026-12-05T10:00:00Z");
        assert_eq!(decide(&gathering, &extend, &context).unwrap_err().why, Why::ExtensionTooLate);
    });
}

proptest! {
    /// Whatever is clicked in whatever order by whom: the clock can always be reckoned, versions count events, and
    /// nothing is fulfilled without identity shown or waived before and an approval by somebody else than the gatherer.
    #[test]
    fn any_order_of_commands_keeps_the_invariants(
        steps in proptest::collection::vec((0usize..23, 0usize..5, 0u8..3, 0i64..72), 1..40),
    ) {
        let book = law().unwrap();
        let terms = book.terms("uk-gdpr", Some("EW")).unwrap();
        let mut request = request(Right::Access, State::Received);
        let mut now = request.history.received;
        let (mut shown, mut approved_by_other) = (false, false);
        for (kind, role, person, hours) in steps {
            now += TimeDelta::hours(hours);
            let mut context = context(&terms, staff(Role::ALL[role], person));
            context.at = now;
            let Ok(events) = decide(&request, &command(CommandKind::ALL[kind], now), &context) else { continue };
            for event in &events {
                request = evolve(request, event);
                match event {
                    Event::IdentityShown { .. } | Event::IdentityWaived { .. } => shown = true,
                    Event::Reopened { .. } => shown = false,
                    Event::Approved { by, .. } => approved_by_other = request.gathered_by != Some(*by),
                    _ => {}
                }
            }
            prop_assert!(reckon(&request.history, request.right, &terms).is_ok());
            prop_assert!(request.state.phase() < 2 || shown || request.closed_at.is_some());
            if request.state == State::Fulfilled {
                prop_assert!(shown && approved_by_other);
            }
        }
    }
}
