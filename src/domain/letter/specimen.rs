//! A notice of each kind with plausible facts around the data of a real case: what a preview shows.

use chrono::{Days, NaiveDate};

use crate::domain::controller::Controller;
use crate::domain::notice::{
    About, Acknowledgement, AuthorityRequest, Awaited, CannotIdentify, ClarificationRequest, CodePurpose,
    ComplaintOutcome, ComplaintReceived, ComplaintResult, Correction, DecisionReviewed, EmailCode, Erased,
    ErasureResult, Extension, FeeNotice, FirstDue, FormLink, Ground, IdentityRequest, Kept, Lapsed, Lifting, Message,
    MessageReceived, NothingHeld, Notice, NoticeKind, ObjectionAnswered, ObjectionResult, PackageEnclosed,
    PackageReady, Portable, PortableDelivery, Progress, RecipientAct, RecipientNotice, RecipientsList, RecipientsTold,
    Rectified, Refusal, Restricted, RestrictionGround, ReviewResult, StatusCode, TaskLink, Told, Understood, Withdrawn,
};
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// A notice of a kind for a preview; nothing for calls to staff, whose wording is the desk's own.
pub fn specimen(kind: NoticeKind, about: &About, controller: &Controller) -> Option<Notice> {
    first(kind, about)
        .or_else(|| answer(kind, about))
        .or_else(|| deed(kind, about))
        .or_else(|| beside(kind, about, controller))
}

fn later(date: NaiveDate, days: u64) -> NaiveDate {
    date.checked_add_days(Days::new(days)).unwrap_or(date)
}

fn text(words: &str) -> String {
    words.to_owned()
}

fn said(words: &str) -> Vec<Personal> {
    vec![Personal::new(words)]
}

fn ground(reason: &str, pointer: &str) -> Ground {
    Ground { reason: text(reason), pointer: Some(text(pointer)) }
}

fn form_link(about: About) -> Notice {
    let link = Personal::new(format!("{}/resume/0123456789abcdef", about.page));
    Notice::FormLink(FormLink { link, day: later(about.date, 1), time: text("14:12"), language: about.language })
}

fn message_received(about: &About) -> Notice {
    let form = "https://privacy.example.org/r/justroo".to_owned();
    Notice::MessageReceived(MessageReceived { received: about.date, form, language: about.language.clone() })
}

fn status_code(about: About) -> Notice {
    Notice::StatusCode(StatusCode {
        reference: about.reference,
        code: Personal::new("483920"),
        minutes: 10,
        purpose: CodePurpose::Page,
        language: about.language,
    })
}

fn first(kind: NoticeKind, about: &About) -> Option<Notice> {
    let (own, month) = (about.clone(), later(about.date, 30));
    let right = about.rights.first().copied().unwrap_or(Right::Access);
    Some(match kind {
        NoticeKind::Acknowledgement => Notice::Acknowledgement(Acknowledgement {
            understood: vec![Understood::of(right)],
            due: FirstDue::By {
                date: month,
                why: vec![text("The law gives us this long, counted from the day after receipt.")],
            },
            about: own,
        }),
        NoticeKind::EmailCode => {
            Notice::EmailCode(EmailCode { code: Personal::new("483920"), minutes: 10, language: own.language })
        }
        NoticeKind::FormLink => form_link(own),
        NoticeKind::MessageReceived => message_received(&own),
        NoticeKind::StatusCode => status_code(own),
        NoticeKind::IdentityRequest => Notice::IdentityRequest(IdentityRequest {
            about: own,
            doubt: text("We know you under another e-mail address."),
            any_of: vec![
                text("The number of one of your orders and the postcode it went to"),
                text("An e-mail to us from the address you use with us"),
            ],
            proof_kept_days: 7,
            closes_on: month,
        }),
        NoticeKind::AuthorityRequest => Notice::AuthorityRequest(AuthorityRequest { about: own, closes_on: month }),
        NoticeKind::ClarificationRequest => Notice::ClarificationRequest(ClarificationRequest {
            about: own,
            why: text("We hold some 3,000 messages of you. Which of them are you after?"),
            choices: vec![text("Everything about one order"), text("Everything from a certain time")],
            meanwhile: None,
            closes_on: None,
        }),
        NoticeKind::FeeNotice => Notice::FeeNotice(FeeNotice {
            about: own,
            ground: ground(
                "You asked for the same paper copies three times in two months.",
                "Article 12(5): manifestly excessive",
            ),
            amount: text("£12.50"),
            computed: vec![text("Printing 250 pages at 4p: £10.00"), text("Postage: £2.50")],
            pay: None,
            closes_on: month,
        }),
        NoticeKind::Extension => Notice::Extension(Extension {
            about: own,
            first_due: later(about.date, 7),
            new_due: later(about.date, 68),
            reasons: vec![text("Your messages name eleven other people, and we must weigh their rights one by one.")],
            now: None,
        }),
        _ => return None,
    })
}

fn answer(kind: NoticeKind, about: &About) -> Option<Notice> {
    let (own, month) = (about.clone(), later(about.date, 30));
    let left_out = vec![ground("It is about somebody else, who has not agreed.", "Article 15(4)")];
    Some(match kind {
        NoticeKind::PackageReady => {
            Notice::PackageReady(PackageReady { link: own.page.clone(), about: own, until: month, left_out })
        }
        NoticeKind::PackageEnclosed => {
            let about = About { page: String::new(), ..own };
            Notice::PackageEnclosed(PackageEnclosed { about, left_out })
        }
        NoticeKind::NothingHeld => Notice::NothingHeld(NothingHeld {
            about: own,
            searched_with: vec![text("your e-mail address")],
            searched_in: vec![text("the web shop, its orders and accounts")],
        }),
        NoticeKind::Refusal => Notice::Refusal(Refusal {
            refused: about
                .rights
                .iter()
                .copied()
                .take(1)
                .chain(about.rights.is_empty().then_some(Right::Access))
                .collect(),
            grounds: vec![ground("Tax law makes us keep the invoices of the last six years.", "Article 17(3)(b)")],
            about: own,
        }),
        NoticeKind::CannotIdentify => Notice::CannotIdentify(CannotIdentify {
            about: own,
            why: text("Three people with your name have bought from us."),
            would_help: vec![text("An order number"), text("The postcode of a delivery")],
        }),
        NoticeKind::Portable => Notice::Portable(Portable {
            delivery: PortableDelivery::ToSubject { link: own.page.clone(), until: month },
            about: own,
            files: vec![text("your account"), text("your orders")],
            left_out: Vec::new(),
        }),
        NoticeKind::Withdrawn => Notice::Withdrawn(Withdrawn { withdrawn: own.date, about: own }),
        NoticeKind::Lapsed => Notice::Lapsed(Lapsed { asked: own.received, about: own, awaited: Awaited::Identity }),
        _ => return None,
    })
}

fn deed(kind: NoticeKind, about: &About) -> Option<Notice> {
    let (own, on) = (about.clone(), about.date);
    let recipients = RecipientsTold::These { names: vec![text("our courier")] };
    Some(match kind {
        NoticeKind::Rectified => Notice::Rectified(Rectified {
            about: own,
            correction: Correction::Corrected,
            changes: Vec::new(),
            words: said("Your delivery address now reads as you gave it."),
            on,
            systems: vec![text("the web shop")],
            recipients,
        }),
        NoticeKind::Erased => Notice::Erased(Erased {
            about: own,
            result: ErasureResult::PartlyErased,
            erased: vec![text("your account"), text("your messages")],
            words: Vec::new(),
            kept: vec![Kept {
                what: text("invoices of the last six years"),
                ground: ground("Tax law makes us keep them.", "Article 17(3)(b)"),
                until: None,
            }],
            on,
            suppressed: true,
            recipients,
        }),
        NoticeKind::Restricted => Notice::Restricted(Restricted {
            about: own,
            ground: RestrictionGround::AccuracyContested,
            data: vec![text("your delivery address")],
            words: Vec::new(),
            on,
            recipients: RecipientsTold::Nobody,
        }),
        NoticeKind::Lifting => Notice::Lifting(Lifting {
            about: own,
            reason: text("We have checked it, and it is right."),
            on: later(on, 7),
        }),
        NoticeKind::ObjectionAnswered => Notice::ObjectionAnswered(ObjectionAnswered {
            about: own,
            result: ObjectionResult::MarketingStopped,
            right: Right::Objection,
            stopped: vec![text("e-mail newsletters")],
            words: said("We have taken you off every list."),
            on,
            suppressed: true,
        }),
        NoticeKind::RecipientsList => Notice::RecipientsList(RecipientsList {
            about: own,
            told: vec![Told { name: text("Our courier"), on: Some(on), result: text("It has confirmed"), state: None }],
        }),
        _ => return None,
    })
}

fn beside(kind: NoticeKind, about: &About, controller: &Controller) -> Option<Notice> {
    let own = about.clone();
    Some(match kind {
        NoticeKind::Progress => Notice::Progress(Progress {
            next_word: Some(later(own.date, 7)),
            about: own,
            done: vec![text("We have searched the web shop")],
            next: Some(text("A second person looks at what we found.")),
        }),
        NoticeKind::ComplaintReceived => Notice::ComplaintReceived(ComplaintReceived {
            expected: Some(later(own.date, 30)),
            about: own,
            concerns: None,
            alone: false,
        }),
        NoticeKind::ComplaintOutcome => Notice::ComplaintOutcome(ComplaintOutcome {
            about: own,
            result: ComplaintResult::Upheld,
            checked: vec![text("every letter we sent")],
            findings: said("Our answer came two days late."),
            action: said("A second person is now told when a day comes near."),
        }),
        NoticeKind::DecisionReviewed => Notice::DecisionReviewed(DecisionReviewed {
            about: own,
            result: ReviewResult::Changed,
            reviewer: text("a member of our payments team"),
            reasons: said("The computer had taken your new address for a sign of fraud."),
        }),
        NoticeKind::Message => Notice::Message(Message {
            about: own,
            paragraphs: said("Thank you for your call this morning."),
            signed: None,
        }),
        NoticeKind::TaskLink => Notice::TaskLink(TaskLink {
            language: own.language,
            reference: own.reference,
            name: text("Parcels Ltd, privacy desk"),
            ask: text("Look for the person in your delivery records, and upload what is there."),
            link: text("https://privacy.example.org/task"),
            until: later(own.date, 14),
            reminder: 0,
        }),
        NoticeKind::RecipientNotice => Notice::RecipientNotice(to_recipient(own, controller)),
        _ => return None,
    })
}

fn to_recipient(own: About, controller: &Controller) -> RecipientNotice {
    RecipientNotice {
        language: own.language,
        reference: text("N-4T9W"),
        recipient: controller
            .recipients
            .first()
            .map_or_else(|| text("Our courier"), |recipient| recipient.name.clone()),
        regime: own.regime,
        date: own.date,
        act: RecipientAct::Rectify,
        keys: vec![(text("Your number for the delivery"), Personal::new("D-2291-77"))],
        data: said("Delivery address: 14 Egerton Road, M14 6YB"),
        link: text("https://privacy.example.org/recipient"),
        behind_link: false,
        reminder: 0,
        decided: own.date,
        answer_by: later(own.date, 14),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::letter::is_editable;

    #[test]
    fn every_wording_that_staff_may_write_can_be_previewed() {
        let controller: Controller = toml::from_str(
            "id = \"a\"\nprefix = \"AA\"\nbrand = \"A\"\ncontact = { email = \"a@b.example\" }\nregulator = { name = \"R\", url = \"https://r.example\" }",
        )
        .unwrap();
        let date: NaiveDate = "2026-11-20".parse().unwrap();
        let about = About {
            reference: "AA-26-7K4M-2".into(),
            name: None,
            date,
            received: date,
            rights: vec![Right::Access],
            regime: "uk-gdpr".into(),
            page: "https://desk.example/status".into(),
            complain: None,
            law: crate::domain::notice::LawWords::default(),
            language: "en".into(),
            fills: std::collections::BTreeMap::new(),
        };
        for kind in NoticeKind::ALL.into_iter().filter(|kind| is_editable(*kind)) {
            let notice = specimen(kind, &about, &controller).unwrap_or_else(|| panic!("{kind:?}"));
            assert_eq!(notice.kind(), kind);
            assert_eq!(notice.check(), Ok(()), "{kind:?}");
        }
    }
}
