//! Nothing illegal can be done: each guard of an extension, a fee, a refusal, an outcome and a lifting, by name.

use std::cell::RefCell;

use rightsdesk::domain::access::Role;
use rightsdesk::domain::clock::{ClockStatus, reckon};
use rightsdesk::domain::notice::{RecipientsTold, RestrictionGround};
use rightsdesk::domain::request::{
    Command, ComplexityFactor, Deed, Event, ExtensionGround, FeeGround, Outcome, RefusalGround, Request, State, Why,
    decide, evolve,
};
use rightsdesk::domain::right::Right;

use super::request_table::{at, context, proposed_by, request, staff, with_terms};

fn extend(ground: ExtensionGround, factors: &[ComplexityFactor]) -> Command {
    Command::Extend { ground, factors: factors.to_vec(), reason: "Three archives are on tape.".into() }
}

fn refuse(ground: RefusalGround, exemption: Option<&str>, silent: bool) -> Command {
    let exemption = exemption.map(str::to_owned);
    Command::Refuse { ground, exemption, silent, reason: "It would warn them.".into() }
}

/// Why a command is refused to a data protection officer; nothing when it is carried out.
fn why_not(before: &Request, command: &Command) -> Option<Why> {
    let why = RefCell::new(None);
    with_terms(|terms| {
        *why.borrow_mut() = decide(before, command, &context(terms, staff(Role::Dpo, 1))).err().map(|no| no.why);
    });
    why.into_inner()
}

#[test]
fn a_copy_that_is_silent_about_what_the_law_asks_for_is_not_approved_unknowingly() {
    let (mut reviewing, unstated) = (request(Right::Access, State::Reviewing), ["the recipients".to_owned()]);
    reviewing.gathered_by = None;
    let decided = |unstated: &[String]| {
        let why = RefCell::new(None);
        with_terms(|terms| {
            let context = rightsdesk::domain::request::Context { unstated, ..context(terms, staff(Role::Dpo, 1)) };
            *why.borrow_mut() = decide(&reviewing, &Command::Approve, &context).err().map(|no| no.why);
        });
        why.into_inner()
    };
    assert_eq!(decided(&unstated), Some(Why::FactsUnstated(unstated.to_vec())));
    assert_eq!(decided(&[]), None);
}

#[test]
fn nobody_is_asked_for_an_authority_that_no_agent_needs() {
    let received = request(Right::Access, State::Received);
    let asked = |on_behalf: bool| {
        let why = RefCell::new(None);
        with_terms(|terms| {
            let context = rightsdesk::domain::request::Context { on_behalf, ..context(terms, staff(Role::Handler, 1)) };
            *why.borrow_mut() = decide(&received, &Command::AskAuthority, &context).err().map(|no| no.why);
        });
        why.into_inner()
    };
    assert_eq!((asked(true), asked(false)), (None, Some(Why::NoAgent)));
}

#[test]
fn large_volume_alone_extends_nothing_and_one_request_is_no_number() {
    use ComplexityFactor::{LargeVolume, SpecialistRedaction};
    let gathering = request(Right::Access, State::Gathering);
    let no = |ground, factors: &[ComplexityFactor]| why_not(&gathering, &extend(ground, factors));
    assert_eq!(no(ExtensionGround::Complexity, &[LargeVolume]), Some(Why::VolumeAlone));
    assert!(matches!(no(ExtensionGround::Complexity, &[]), Some(Why::Missing(_))));
    assert_eq!(no(ExtensionGround::Complexity, &[LargeVolume, SpecialistRedaction]), None);
    assert_eq!(no(ExtensionGround::Number, &[]), Some(Why::OneRequestOnly));
}

#[test]
fn a_law_without_extension_is_not_extended() {
    let book = rightsdesk::config::regimes::law().unwrap();
    let terms = book.terms("br-lgpd", None).unwrap();
    let no = decide(
        &request(Right::Access, State::Gathering),
        &extend(ExtensionGround::Complexity, &[ComplexityFactor::LegalAdvice]),
        &context(&terms, staff(Role::Dpo, 1)),
    );
    assert_eq!(no.unwrap_err().why, Why::LawKnowsNoExtension);
}

#[test]
fn a_refusal_needs_a_ground_that_fits_its_right() {
    let erasure = request(Right::Erasure, State::Reviewing);
    let access = request(Right::Access, State::Reviewing);
    assert_eq!(why_not(&erasure, &refuse(RefusalGround::LegalObligation, None, false)), None);
    assert_eq!(
        why_not(&access, &refuse(RefusalGround::LegalObligation, None, false)),
        Some(Why::GroundDoesNotFit { ground: RefusalGround::LegalObligation, right: Right::Access })
    );
    assert!(matches!(why_not(&access, &refuse(RefusalGround::Exemption, None, false)), Some(Why::Missing(_))));
    assert_eq!(why_not(&access, &refuse(RefusalGround::Exemption, Some("privilege"), false)), None);
    assert_eq!(
        why_not(&erasure, &refuse(RefusalGround::Exemption, Some("privilege"), false)),
        Some(Why::ExemptionDoesNotFit(Right::Erasure)),
        "paragraph 19 limits Articles 13 to 15 only"
    );
    assert_eq!(why_not(&erasure, &refuse(RefusalGround::Exemption, Some("crime_tax"), false)), None);
}

#[test]
fn not_to_tell_the_ground_takes_two() {
    with_terms(|terms| {
        let reviewing = request(Right::Access, State::Reviewing);
        let mut context = context(terms, staff(Role::Dpo, 1));
        let silent = refuse(RefusalGround::Exemption, Some("crime_tax"), true);
        let events = decide(&reviewing, &silent, &context).unwrap();
        let [Event::RefusalProposed(proposed)] = events.as_slice() else { panic!("{events:?}") };
        assert_eq!(evolve(reviewing.clone(), &events[0]).state, State::Reviewing, "nothing is refused yet");
        assert_eq!(decide(&reviewing, &Command::ConfirmRefusal, &context).unwrap_err().why, Why::NothingProposed);
        context.proposed = Some(proposed);
        let own = decide(&reviewing, &Command::ConfirmRefusal, &context).unwrap_err();
        assert_eq!(own.why, Why::SilenceNeedsSecondPerson);
        let other = proposed_by(2);
        context.proposed = Some(&other);
        let agreed = decide(&reviewing, &Command::ConfirmRefusal, &context).unwrap();
        assert!(matches!(&agreed[0], Event::Refused { silent: true, .. }));
    });
}

#[test]
fn whoever_left_something_out_in_silence_does_not_approve_it_even_alone_at_the_desk() {
    with_terms(|terms| {
        let ana = staff(Role::Reviewer, 1);
        let silenced = [ana.staff().unwrap()];
        let mut own = context(terms, ana);
        own.solo = true;
        own.silenced_by = &silenced;
        let reviewing = request(Right::Access, State::Reviewing);
        assert_eq!(decide(&reviewing, &Command::Approve, &own).unwrap_err().why, Why::SilenceNeedsSecondPerson);
        own.actor = staff(Role::Reviewer, 2);
        assert!(decide(&reviewing, &Command::Approve, &own).is_ok());
    });
}

fn fee(reason: &str, computed: &str) -> Command {
    Command::AskFee {
        ground: FeeGround::ManifestlyExcessive,
        reason: reason.into(),
        amount: "£12.50".into(),
        computed: computed.into(),
    }
}

#[test]
fn a_fee_has_its_ground_its_facts_and_its_sum_and_holds_the_clock_and_the_work() {
    let received = request(Right::Access, State::Gathering);
    assert!(matches!(why_not(&received, &fee(" ", "Postage")), Some(Why::Missing(_))));
    assert!(matches!(why_not(&received, &fee("The third time in a month.", "")), Some(Why::Missing(_))));
    with_terms(|terms| {
        let context = context(terms, staff(Role::Dpo, 1));
        let asked = decide(&received, &fee("The third time in a month.", "Postage: £12.50"), &context).unwrap();
        let open = evolve(received.clone(), &asked[0]);
        assert_eq!(reckon(&open.history, open.right, terms).unwrap().status, ClockStatus::NotStarted);
        assert_eq!(decide(&open, &Command::FinishGathering, &context).unwrap_err().why, Why::FeeOpen);
        assert_eq!(decide(&open, &fee("Again.", "x"), &context).unwrap_err().why, Why::FeeAlreadyAsked);
        let paid = Command::RecordFee { provided_at: at("2026-11-10T10:00:00Z") };
        let running = evolve(open.clone(), &decide(&open, &paid, &context).unwrap()[0]);
        assert_eq!(reckon(&running.history, running.right, terms).unwrap().status, ClockStatus::Running);
        assert_eq!(decide(&running, &paid, &context).unwrap_err().why, Why::NoFeeOpen);
    });
}

#[test]
fn nothing_lapses_that_waits_for_nobody() {
    let gathering = request(Right::Access, State::Gathering);
    assert_eq!(why_not(&gathering, &Command::Lapse { reason: "Silence.".into() }), Some(Why::NothingAwaited));
}

fn fulfil(deed: Deed) -> Command {
    Command::Fulfil { outcome: "Your account was erased.".into(), deed: Some(deed) }
}

#[test]
fn an_outcome_fits_its_right_and_what_stays_has_its_reason() {
    let erasure = request(Right::Erasure, State::Executing);
    assert_eq!(why_not(&erasure, &fulfil(Deed::of(Outcome::Erased))), None);
    assert_eq!(
        why_not(&erasure, &fulfil(Deed::of(Outcome::Corrected))),
        Some(Why::OutcomeDoesNotFit { outcome: Outcome::Corrected, right: Right::Erasure })
    );
    assert!(matches!(why_not(&erasure, &fulfil(Deed::of(Outcome::PartlyErased))), Some(Why::Missing(_))));
    let unsaid = Command::Fulfil { outcome: "Done.".into(), deed: None };
    assert!(matches!(why_not(&erasure, &unsaid), Some(Why::Missing(_))));
    let restriction = request(Right::Restriction, State::Executing);
    assert!(matches!(why_not(&restriction, &fulfil(Deed::of(Outcome::Restricted))), Some(Why::Missing(_))));
    let grounded = Deed { ground: Some(RestrictionGround::ObjectionPending), ..Deed::of(Outcome::Restricted) };
    assert_eq!(why_not(&restriction, &fulfil(grounded)), None);
}

#[test]
fn recipients_are_settled_before_a_correction_or_erasure_is_closed() {
    let erasure = request(Right::Erasure, State::Executing);
    for told in [
        RecipientsTold::NotSaid,
        RecipientsTold::These { names: vec![" ".into()] },
        RecipientsTold::NotPossible { reason: String::new() },
    ] {
        let deed = Deed { told, ..Deed::of(Outcome::Erased) };
        assert!(matches!(why_not(&erasure, &fulfil(deed)), Some(Why::Missing(_))));
    }
    let told = RecipientsTold::These { names: vec!["DPD".into()] };
    assert_eq!(why_not(&erasure, &fulfil(Deed { told, ..Deed::of(Outcome::Erased) })), None);
}

#[test]
fn a_restriction_is_lifted_only_after_the_person_was_told_and_the_day_has_come() {
    with_terms(|terms| {
        let restricted = request(Right::Restriction, State::Fulfilled);
        let mut context = context(terms, staff(Role::Dpo, 1));
        let announce = |on: &str| Command::AnnounceLifting { reason: "It is right.".into(), on: on.parse().unwrap() };
        let why = |command: &Command, context: &_| decide(&restricted, command, context).err().map(|no| no.why);
        assert!(matches!(why(&announce("2026-11-10"), &context), Some(Why::Missing(_))), "today is too soon");
        assert_eq!(why(&announce("2026-11-20"), &context), None);
        assert_eq!(why(&Command::Lift, &context), Some(Why::LiftingNotAnnounced));
        context.lifting_on = Some("2026-11-20".parse().unwrap());
        assert_eq!(why(&Command::Lift, &context), Some(Why::LiftingTooEarly));
        context.at = at("2026-11-20T08:00:00Z");
        assert_eq!(why(&Command::Lift, &context), None);
        let access = request(Right::Access, State::Fulfilled);
        assert_eq!(decide(&access, &Command::Lift, &context).unwrap_err().why, Why::NotARestriction);
    });
}
