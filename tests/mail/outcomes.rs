//! One notice of every kind that tells an outcome beside those of [`super::samples`]: fees, deeds, recipients, complaints.

use rightsdesk::domain::notice::{
    About, Change, ComplaintOutcome, ComplaintReceived, ComplaintResult, Correction, DecisionReviewed, Erased,
    ErasureResult, FeeNotice, Ground, Kept, Lifting, Notice, ObjectionAnswered, ObjectionResult, Portable,
    PortableDelivery, Progress, RecipientAct, RecipientNotice, RecipientsList, RecipientsTold, Rectified, Restricted,
    RestrictionGround, ReviewResult, Told,
};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::domain::telling::TellingState;

use super::samples::{about, day};

pub fn ground(reason: &str, pointer: &str) -> Ground {
    Ground { reason: reason.into(), pointer: Some(pointer.into()) }
}

pub fn told() -> RecipientsTold {
    RecipientsTold::These { names: vec!["Royal Mail".into(), "DPD".into()] }
}

pub fn all() -> Vec<(&'static str, Notice)> {
    let mut all = deeds();
    all.extend(straight());
    all.extend(stops());
    all.extend(beside());
    all
}

pub fn fee(about: About) -> FeeNotice {
    FeeNotice {
        about,
        ground: ground(
            "You asked for the same paper copies three times in two months, and nothing has changed since.",
            "Article 12(5): manifestly excessive",
        ),
        amount: "£12.50".into(),
        computed: vec!["Printing 250 pages at 4p: £10.00".into(), "Postage: £2.50".into()],
        pay: Some("Pay by card on your private page, or by transfer with your reference.".into()),
        closes_on: day("2026-12-07"),
    }
}

pub fn rectified(about: About, correction: Correction) -> Rectified {
    let change = Change {
        what: "delivery address".into(),
        before: (correction == Correction::Corrected).then(|| Personal::new("14 Edgerton Road, M14 6YB")),
        after: Personal::new("14 Egerton Road, M14 6YB"),
    };
    let statement = correction == Correction::StatementAdded;
    Rectified {
        about,
        correction,
        changes: if statement { Vec::new() } else { vec![change] },
        words: statement
            .then(|| Personal::new("Your account of the call of 3 August stands beside our note of it."))
            .into_iter()
            .collect(),
        on: day("2026-11-18"),
        systems: vec!["the web shop".into(), "the newsletter".into()],
        recipients: told(),
    }
}

pub fn erased(about: About, result: ErasureResult) -> Erased {
    let kept = Kept {
        what: "invoices of the last six years".into(),
        ground: ground("Tax law makes us keep them.", "Article 17(3)(b)"),
        until: Some("5 April 2032; then they are erased by themselves".into()),
    };
    Erased {
        about,
        result,
        erased: vec!["your account".into(), "your messages".into(), "your marketing choices".into()],
        words: Vec::new(),
        kept: if result == ErasureResult::PartlyErased { vec![kept] } else { Vec::new() },
        on: day("2026-11-19"),
        suppressed: true,
        recipients: told(),
    }
}

pub fn restricted(about: About, ground: RestrictionGround) -> Restricted {
    Restricted {
        about,
        ground,
        data: vec!["your delivery address".into(), "the note of the call of 3 August".into()],
        words: Vec::new(),
        on: day("2026-11-18"),
        recipients: RecipientsTold::Nobody,
    }
}

pub fn portable(about: About, delivery: PortableDelivery) -> Portable {
    Portable {
        about,
        delivery,
        files: vec!["your account".into(), "your orders".into(), "your marketing choices".into()],
        left_out: vec![ground("Our own notes: you did not give them to us.", "Article 20(1)")],
    }
}

/// What became of sending portable data straight to another company.
fn straight() -> Vec<(&'static str, Notice)> {
    let told = |delivery| Notice::Portable(portable(about(&[Right::Portability], "2026-11-20"), delivery));
    let instead = PortableDelivery::Instead {
        link: "https://requests.justroo.com/download/JR-26-7K4M-2".into(),
        until: day("2026-12-20"),
        to: "Greenmart Ltd".into(),
        not_feasible: true,
    };
    let transmitted = PortableDelivery::Transmitted {
        to: "Greenmart Ltd".into(),
        on: day("2026-11-20"),
        proof: "Their program answered 201 and calls it GM-77.".into(),
    };
    vec![("portable-instead", told(instead)), ("portable-transmitted", told(transmitted))]
}

fn deeds() -> Vec<(&'static str, Notice)> {
    let of = |right: Right| about(&[right], "2026-11-20");
    let fetch = PortableDelivery::ToSubject {
        link: "https://requests.justroo.com/download/JR-26-7K4M-2".into(),
        until: day("2026-12-20"),
    };
    vec![
        ("fee_notice", Notice::FeeNotice(fee(of(Right::Access)))),
        ("rectified", Notice::Rectified(rectified(of(Right::Rectification), Correction::Corrected))),
        ("erased", Notice::Erased(erased(of(Right::Erasure), ErasureResult::PartlyErased))),
        ("restricted", Notice::Restricted(restricted(of(Right::Restriction), RestrictionGround::AccuracyContested))),
        (
            "lifting",
            Notice::Lifting(Lifting {
                about: of(Right::Restriction),
                reason: "We have checked the address with you and with the courier, and it is right now".into(),
                on: day("2026-11-30"),
            }),
        ),
        ("portable", Notice::Portable(portable(of(Right::Portability), fetch))),
        ("recipients_list", Notice::RecipientsList(recipients_list(of(Right::Rectification)))),
    ]
}

pub fn recipients_list(about: About) -> RecipientsList {
    RecipientsList {
        about,
        told: vec![
            Told {
                name: "Royal Mail".into(),
                on: Some(day("2026-11-18")),
                result: "It has confirmed".into(),
                state: None,
            },
            Told {
                name: "A courier that has closed".into(),
                on: None,
                result: "It no longer exists".into(),
                state: Some(TellingState::Impossible),
            },
        ],
    }
}

pub fn objection(about: About, result: ObjectionResult, right: Right) -> ObjectionAnswered {
    let words = match result {
        ObjectionResult::CompellingGrounds => {
            "We keep a note of the fraud on this account, because without it other people’s accounts would be at risk. We have limited it to one line that two people can see."
        }
        ObjectionResult::LegalClaims => {
            "You have told us that you will go to court over the repair. We need the workshop’s notes to answer."
        }
        _ => "We have taken you off every list.",
    };
    let stops = !result.is_refusal();
    ObjectionAnswered {
        about,
        result,
        right,
        stopped: if stops { vec!["e-mail newsletters".into(), "text messages".into()] } else { Vec::new() },
        words: vec![Personal::new(words)],
        on: day("2026-11-04"),
        suppressed: result == ObjectionResult::MarketingStopped,
    }
}

fn stops() -> Vec<(&'static str, Notice)> {
    let of = |right: Right| about(&[right], "2026-11-20");
    vec![
        (
            "objection_answered",
            Notice::ObjectionAnswered(objection(
                of(Right::Objection),
                ObjectionResult::MarketingStopped,
                Right::Objection,
            )),
        ),
        (
            "objection_answered-compelling",
            Notice::ObjectionAnswered(objection(
                of(Right::Objection),
                ObjectionResult::CompellingGrounds,
                Right::Objection,
            )),
        ),
        ("recipient_notice", Notice::RecipientNotice(recipient_notice("uk-gdpr", RecipientAct::Rectify))),
    ]
}

pub fn recipient_notice(regime: &str, act: RecipientAct) -> RecipientNotice {
    RecipientNotice {
        language: "en".into(),
        reference: "N-4T9W".into(),
        recipient: "DPD".into(),
        regime: regime.into(),
        date: day("2026-11-18"),
        act,
        keys: vec![("Your account number for the delivery".into(), Personal::new("D-2291-77"))],
        data: vec![Personal::new("Delivery address: 14 Egerton Road, M14 6YB")],
        link: "https://privacy.example.org/recipient/Vg8".into(),
        behind_link: false,
        reminder: 0,
        decided: day("2026-11-18"),
        answer_by: day("2026-12-02"),
    }
}

pub fn outcome(about: About, result: ComplaintResult) -> ComplaintOutcome {
    ComplaintOutcome {
        about,
        result,
        checked: vec!["your request and every letter we sent".into(), "who had opened your account".into()],
        findings: vec![Personal::new(
            "Our letter of 20 November came two days late. A colleague was ill, and nobody had taken over.",
        )],
        action: if result == ComplaintResult::NotUpheld {
            Vec::new()
        } else {
            vec![Personal::new("Every request now has a second person who is told when its day comes near.")]
        },
    }
}

pub fn reviewed(about: About, result: ReviewResult) -> DecisionReviewed {
    DecisionReviewed {
        about,
        result,
        reviewer: "a member of our payments team".into(),
        reasons: vec![Personal::new(
            "The computer had taken your new address for a sign of fraud. You had moved, and told us so.",
        )],
    }
}

pub fn progress(about: About) -> Progress {
    Progress {
        about,
        done: vec![
            "We have searched the web shop and the mailbox".into(),
            "We have asked the workshop for its notes".into(),
        ],
        next: Some("A second person looks at what we found.".into()),
        next_word: Some(day("2026-11-27")),
    }
}

fn beside() -> Vec<(&'static str, Notice)> {
    let of = || about(&[], "2026-11-20");
    let received = ComplaintReceived {
        about: of(),
        concerns: Some("JR-26-7K4M-2".into()),
        expected: Some(day("2026-12-18")),
        alone: false,
    };
    vec![
        ("progress", Notice::Progress(progress(about(&[Right::Access], "2026-11-20")))),
        ("complaint_received", Notice::ComplaintReceived(received)),
        ("complaint_outcome", Notice::ComplaintOutcome(outcome(of(), ComplaintResult::Upheld))),
        (
            "decision_reviewed",
            Notice::DecisionReviewed(reviewed(about(&[Right::Objection], "2026-11-20"), ReviewResult::Changed)),
        ),
    ]
}
