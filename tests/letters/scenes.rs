//! Every letter for each right, outcome and law that it is written for. The people are invented.

use rightsdesk::config::regimes::law;
use rightsdesk::domain::clock::Law;
use rightsdesk::domain::controller::Controller;
use rightsdesk::domain::letter::{is_editable, specimen};
use rightsdesk::domain::notice::{
    About, Authority, ComplaintResult, Correction, ErasureResult, Family, Notice, NoticeKind, ObjectionResult,
    PortableDelivery, RecipientAct, Refusal, RestrictionGround, ReviewResult,
};
use rightsdesk::domain::request::RefusalGround;
use rightsdesk::domain::right::Right;

use crate::mail::outcomes;
use crate::mail::samples::{about, controller, day, eu_controller};

/// A scene: its name and its letter.
pub type Scene = (String, Notice);

/// The laws that letters are shown under, with the company that answers.
pub fn laws() -> Vec<(&'static str, Controller)> {
    vec![("uk-gdpr", controller()), ("eu-gdpr", eu_controller()), ("us-va", controller())]
}

/// What a letter says about a law, as the desk says it.
pub fn under(regime: &str, rights: &[Right]) -> About {
    let book: Law = law().expect("the laws that come with the program");
    let known = book.regime(regime).expect("a law that comes with the program");
    let mut about = about(rights, "2026-11-20");
    about.regime = regime.into();
    about.law = rightsdesk::workflow::law_words(known);
    if Family::of(regime) == Family::Other {
        about.law.authority =
            Some(Authority { name: "the Attorney General".into(), url: Some("https://www.oag.state.va.us".into()) });
    }
    about
}

/// All letters under a law.
pub fn all(regime: &str, controller: &Controller) -> Vec<Scene> {
    let mut scenes = plain(regime, controller);
    scenes.extend(refusals(regime));
    scenes.extend(outcomes(regime));
    scenes
}

/// Letters that differ by right only.
fn plain(regime: &str, controller: &Controller) -> Vec<Scene> {
    let outcome_letters = [
        NoticeKind::Refusal,
        NoticeKind::Rectified,
        NoticeKind::Erased,
        NoticeKind::Restricted,
        NoticeKind::Portable,
        NoticeKind::ObjectionAnswered,
        NoticeKind::ComplaintOutcome,
        NoticeKind::DecisionReviewed,
        NoticeKind::RecipientNotice,
    ];
    let kinds = NoticeKind::ALL.into_iter().filter(|kind| is_editable(*kind) && !outcome_letters.contains(kind));
    let mut scenes = Vec::new();
    for kind in kinds {
        for right in rights_of(kind) {
            let about = under(regime, &[*right]);
            let notice = specimen(kind, &about, controller).expect("every letter has a specimen");
            scenes.push((format!("{}, {}", kind.code(), right.code()), with_payment(notice)));
        }
    }
    scenes
}

fn with_payment(notice: Notice) -> Notice {
    match notice {
        Notice::FeeNotice(mut fee) => {
            fee.pay = Some("Pay by card on your private page.".into());
            Notice::FeeNotice(fee)
        }
        other => other,
    }
}

/// The rights that a letter is written for.
const fn rights_of(kind: NoticeKind) -> &'static [Right] {
    match kind {
        NoticeKind::EmailCode
        | NoticeKind::FormLink
        | NoticeKind::StatusCode
        | NoticeKind::ComplaintReceived
        | NoticeKind::PackageEnclosed
        | NoticeKind::PackageReady => &[Right::Access],
        NoticeKind::Lifting => &[Right::Restriction],
        NoticeKind::RecipientsList => &[Right::Rectification],
        _ => &Right::ALL,
    }
}

/// Every ground for every right that it fits.
fn refusals(regime: &str) -> Vec<Scene> {
    let mut scenes = Vec::new();
    for right in Right::ALL {
        for ground in RefusalGround::of(right) {
            let about = under(regime, &[right]);
            let pointer = ground.pointer_for(right);
            let pointer = about.cite(pointer).map(|_| pointer.to_owned());
            let reason = "This is the reason, in plain words.".to_owned();
            let grounds = vec![rightsdesk::domain::notice::Ground { reason, pointer }];
            let refusal = Refusal { about, refused: vec![right], grounds };
            scenes.push((format!("refusal, {}, {}", right.code(), ground.code()), Notice::Refusal(refusal)));
        }
    }
    scenes
}

/// Every outcome of every right that has one.
fn outcomes(regime: &str) -> Vec<Scene> {
    let mut scenes: Vec<Scene> = Vec::new();
    let of = |right: Right| under(regime, &[right]);
    for correction in [Correction::Corrected, Correction::Completed, Correction::StatementAdded] {
        let letter = outcomes::rectified(of(Right::Rectification), correction);
        scenes.push((format!("rectified, {correction:?}"), Notice::Rectified(letter)));
    }
    for result in [ErasureResult::Erased, ErasureResult::PartlyErased, ErasureResult::Anonymised] {
        scenes.push((format!("erased, {result:?}"), Notice::Erased(outcomes::erased(of(Right::Erasure), result))));
    }
    for ground in RestrictionGround::ALL {
        let letter = outcomes::restricted(of(Right::Restriction), ground);
        scenes.push((format!("restricted, {}", ground.code()), Notice::Restricted(letter)));
    }
    for (name, delivery) in deliveries() {
        scenes.push((
            format!("portable, {name}"),
            Notice::Portable(outcomes::portable(of(Right::Portability), delivery)),
        ));
    }
    scenes.extend(stops(regime));
    scenes.extend(beside(regime));
    scenes
}

fn deliveries() -> Vec<(&'static str, PortableDelivery)> {
    let link = "https://requests.justroo.com/download/JR-26-7K4M-2".to_owned();
    vec![
        ("delivered to subject", PortableDelivery::ToSubject { link, until: day("2026-12-20") }),
        (
            "transmitted",
            PortableDelivery::Transmitted {
                to: "Other Shop".into(),
                on: day("2026-11-19"),
                proof: "Their system confirmed every file with its checksum".into(),
            },
        ),
    ]
}

fn stops(regime: &str) -> Vec<Scene> {
    let results = [
        (ObjectionResult::Stopped, Right::Objection),
        (ObjectionResult::MarketingStopped, Right::Objection),
        (ObjectionResult::CompellingGrounds, Right::Objection),
        (ObjectionResult::LegalClaims, Right::Objection),
        (ObjectionResult::Stopped, Right::ConsentWithdrawal),
    ];
    let scene = |(result, right): (ObjectionResult, Right)| {
        let letter = outcomes::objection(under(regime, &[right]), result, right);
        (format!("objection answered, {}, {result:?}", right.code()), Notice::ObjectionAnswered(letter))
    };
    results.into_iter().map(scene).collect()
}

fn beside(regime: &str) -> Vec<Scene> {
    let mut scenes: Vec<Scene> = Vec::new();
    for result in [ComplaintResult::Upheld, ComplaintResult::PartlyUpheld, ComplaintResult::NotUpheld] {
        let letter = outcomes::outcome(under(regime, &[]), result);
        scenes.push((format!("complaint outcome, {result:?}"), Notice::ComplaintOutcome(letter)));
    }
    for result in [ReviewResult::Changed, ReviewResult::Confirmed, ReviewResult::NotApplicable] {
        let letter = outcomes::reviewed(under(regime, &[Right::Objection]), result);
        scenes.push((format!("decision reviewed, {result:?}"), Notice::DecisionReviewed(letter)));
    }
    for act in RecipientAct::ALL {
        let letter = outcomes::recipient_notice(regime, act);
        scenes.push((format!("recipient notice, {act:?}"), Notice::RecipientNotice(letter)));
    }
    scenes
}
