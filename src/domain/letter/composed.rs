//! A letter in blocks: one source for the mail's text and HTML, for paper, and for the preview staff see.

use super::catalogue::default_wording;
use super::check::check;
use super::compose::{LetterGap, fill};
use super::facts::Facts;
use super::shared::capital;
use super::wording::Wording;
use super::{answers, beside, done, first, staff};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Run, Section, Text, remedies_section};
use crate::domain::notice::{About, Audience, Notice, NoticeKind, greeting_name};

/// A letter, complete, in the order in which it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Composed {
    /// Its kind.
    pub kind: NoticeKind,
    /// The name at the top.
    pub masthead: String,
    /// The company's accent colour as `#rrggbb`.
    pub accent: Option<String>,
    /// The subject, with the reference in front: never a right or a name.
    pub subject: String,
    /// The heading.
    pub heading: String,
    /// "Dear Priya Nair,"; nothing in codes and mails to staff.
    pub greeting: Option<String>,
    /// What it says.
    pub body: Vec<Block>,
    /// Who signs, one line each; empty in codes and mails to staff.
    pub signature: Vec<String>,
    /// The whole list of remedies, or nothing where none is owed.
    pub remedies: Option<Section>,
    /// What stands under the letter, above the imprint.
    pub foot: Vec<Text>,
    /// Who the company is in law, and how to reach it.
    pub imprint: String,
    /// Facts that are missing: the letter cannot go out before they are filled or left out.
    pub gaps: Vec<LetterGap>,
}

/// Composes a letter in a wording; `None` is the default. A stored wording that no longer fits gives way to the default, so
/// that a letter the law wants is never held up by words.
pub fn compose(notice: &Notice, controller: &Controller, wording: Option<&str>) -> Composed {
    let kind = notice.kind();
    let own = wording.and_then(|text| check(kind, text).ok());
    let wording = own.or_else(|| Wording::parse(default_wording(kind)).ok());
    composed(notice, controller, wording.as_ref())
}

fn composed(notice: &Notice, controller: &Controller, wording: Option<&Wording>) -> Composed {
    let about = notice.about();
    let no_fills = std::collections::BTreeMap::new();
    let fills = about.map_or(&no_fills, |about| &about.fills);
    let empty = Wording { subject: Vec::new(), heading: Vec::new(), parts: Vec::new() };
    let filled = fill(wording.unwrap_or(&empty), &facts(notice, controller), fills);
    let kind = notice.kind();
    let staff = kind.audience() == Audience::Staff;
    let owed = about.filter(|_| kind.carries_remedies());
    let remedies = owed.map(|about| remedies_section(about, controller, "If you are not happy with this answer"));
    let brand = &controller.brand;
    Composed {
        kind,
        masthead: if staff { format!("Rightsdesk for {brand}") } else { brand.clone() },
        accent: controller.accent.clone(),
        subject: subject(notice, &filled.subject),
        heading: capital(&filled.heading),
        greeting: greeting(notice),
        foot: foot(about, controller, remedies.is_some()),
        signature: signature(notice, controller),
        remedies,
        body: filled.blocks,
        imprint: if staff { for_staff(brand) } else { imprint(controller) },
        gaps: filled.gaps,
    }
}

/// The facts of a notice.
pub fn facts(notice: &Notice, controller: &Controller) -> Facts {
    match notice {
        Notice::Acknowledgement(notice) => first::acknowledgement(notice, controller),
        Notice::EmailCode(notice) => first::email_code(notice, controller),
        Notice::MessageReceived(notice) => first::message_received(notice, controller),
        Notice::StatusCode(notice) => first::status_code(notice, controller),
        Notice::IdentityRequest(notice) => first::identity_request(notice, controller),
        Notice::AuthorityRequest(notice) => first::authority_request(notice, controller),
        Notice::ClarificationRequest(notice) => first::clarification_request(notice, controller),
        Notice::FeeNotice(notice) => first::fee_notice(notice, controller),
        Notice::Extension(notice) => first::extension(notice, controller),
        Notice::PackageReady(notice) => answers::package_ready(notice, controller),
        Notice::NothingHeld(notice) => answers::nothing_held(notice, controller),
        Notice::Refusal(notice) => answers::refusal(notice, controller),
        Notice::CannotIdentify(notice) => answers::cannot_identify(notice, controller),
        Notice::Portable(notice) => answers::portable(notice, controller),
        Notice::Withdrawn(notice) => answers::withdrawn(notice, controller),
        Notice::Lapsed(notice) => answers::lapsed(notice, controller),
        Notice::Rectified(notice) => done::rectified(notice, controller),
        Notice::Erased(notice) => done::erased(notice, controller),
        Notice::Restricted(notice) => done::restricted(notice, controller),
        Notice::Lifting(notice) => done::lifting(notice, controller),
        Notice::ObjectionAnswered(notice) => done::objection_answered(notice, controller),
        Notice::RecipientsList(notice) => done::recipients_list(notice, controller),
        Notice::RecipientNotice(notice) => beside::recipient_notice(notice, controller),
        Notice::Progress(notice) => beside::progress(notice, controller),
        Notice::ComplaintReceived(notice) => beside::complaint_received(notice, controller),
        Notice::ComplaintOutcome(notice) => beside::complaint_outcome(notice, controller),
        Notice::DecisionReviewed(notice) => beside::decision_reviewed(notice, controller),
        Notice::Message(notice) => beside::message(notice, controller),
        Notice::Reminder(notice) => staff::reminder(notice, controller),
        Notice::NeedsPerson(notice) => staff::needs_person(notice, controller),
        Notice::CaseNews(notice) => staff::case_news(notice, controller),
    }
}

fn subject(notice: &Notice, words: &str) -> String {
    notice.reference().map_or_else(|| words.to_owned(), |reference| format!("[{reference}] {words}"))
}

fn greeting(notice: &Notice) -> Option<String> {
    if let Notice::RecipientNotice(notice) = notice {
        return Some(format!("To {},", notice.recipient));
    }
    let name = notice.about()?.name.as_ref().and_then(greeting_name);
    Some(name.map_or_else(|| "Hello,".into(), |name| format!("Dear {name},")))
}

fn signature(notice: &Notice, controller: &Controller) -> Vec<String> {
    if notice.about().is_none() && notice.kind().audience() != Audience::Recipient {
        return Vec::new();
    }
    let brand = &controller.brand;
    let team = || {
        let signed = controller.letters.signed_by.as_ref();
        signed.map_or_else(|| format!("The data protection team at {brand}"), |name| format!("{name}, {brand}"))
    };
    let name = if let Notice::Message(message) = notice { message.signed.as_ref() } else { None };
    vec!["Kind regards,".into(), name.map_or_else(team, |name| format!("{name}, {brand}"))]
}

/// Where to complain when no remedies are owed, and another form for whoever needs it (Equality Act 2010).
fn foot(about: Option<&About>, controller: &Controller, has_remedies: bool) -> Vec<Text> {
    let Some(about) = about else { return Vec::new() };
    let mut foot = Vec::new();
    if !has_remedies {
        let form = about.complain.clone().or_else(|| controller.letters.complain.clone());
        let us = form.unwrap_or_else(|| format!("mailto:{}", controller.contact.email));
        let regulator = controller.regulator_for(&about.regime);
        let authority = regulator.spoken_name();
        let text = Text::plain("Not happy with how we use your data? You may complain ")
            .and(Run::Link { text: "to us".into(), href: us })
            .then(" and to ")
            .and(Run::Link { text: authority, href: regulator.url.clone() })
            .then(".");
        foot.push(text);
    }
    foot.push(Text::plain("Do you need this in another form, such as large print? Just reply."));
    foot
}

fn for_staff(brand: &str) -> String {
    format!(
        "For the staff of {brand}. This mail holds no personal data beyond the reference; please keep it so when you forward it."
    )
}

/// "Justroo, company number 17080224, registered in England and Wales. legal@justroo.com"
fn imprint(controller: &Controller) -> String {
    let legal = &controller.legal;
    let mut who = vec![controller.legal_name().to_owned()];
    who.extend(legal.company_number.as_ref().map(|number| format!("company number {number}")));
    who.extend(legal.seat.as_ref().map(|seat| format!("registered in {seat}")));
    who.extend(controller.contact.post.iter().cloned());
    let mut reach = vec![controller.contact.email.clone()];
    reach.extend(controller.contact.phone.clone());
    format!("{}. {}", who.join(", "), reach.join(", "))
}
