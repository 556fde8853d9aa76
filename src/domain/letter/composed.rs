//! A letter in blocks: one source for the mail's text and HTML, for paper, and for the preview staff see.

use super::catalogue::default_wording;
use super::check::check;
use super::compose::{LetterGap, fill};
use super::facts::Facts;
use super::shared::{authority, capital};
use super::wording::Wording;
use super::{answers, beside, done, first, outside, staff};
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Block, Section, Text, registration, remedies_section, said};
use crate::domain::language::Language;
use crate::domain::notice::{About, Audience, Notice, NoticeKind, greeting_name};

/// A letter, complete, in the order in which it is read.
#[derive(Clone, PartialEq, Eq)]
pub struct Composed {
    /// Its kind.
    pub kind: NoticeKind,
    /// What programs call its language (BCP 47): `en-GB`.
    pub tag: String,
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

/// Composes a letter in the company's own wording in that language; without one in the language's default. A stored wording
/// that no longer fits gives way to the default, so that a letter the law wants is never held up by words.
pub fn compose(notice: &Notice, controller: &Controller, wording: Option<&str>, language: &Language) -> Composed {
    let kind = notice.kind();
    let own = wording.and_then(|text| check(kind, text).ok());
    let spoken = || language.letter(kind.code()).and_then(|text| Wording::parse(text).ok());
    let wording = own.or_else(spoken).or_else(|| Wording::parse(default_wording(kind)).ok());
    composed(notice, controller, wording.as_ref(), language)
}

fn composed(notice: &Notice, controller: &Controller, wording: Option<&Wording>, language: &Language) -> Composed {
    let about = notice.about();
    let no_fills = std::collections::BTreeMap::new();
    let fills = about.map_or(&no_fills, |about| &about.fills);
    let empty = Wording { subject: Vec::new(), heading: Vec::new(), parts: Vec::new() };
    let filled = fill(wording.unwrap_or(&empty), &facts(notice, controller, language), fills);
    let kind = notice.kind();
    let staff = kind.audience() == Audience::Staff;
    let owed = about.filter(|_| kind.carries_remedies());
    let remedies = owed.map(|about| remedies_section(about, controller, language));
    let brand = &controller.brand;
    Composed {
        kind,
        tag: language.tag(),
        masthead: if staff { format!("Rightsdesk for {brand}") } else { brand.clone() },
        accent: controller.accent.clone(),
        subject: subject(notice, &filled.subject),
        heading: capital(&filled.heading),
        greeting: greeting(notice, language),
        // Whoever has just complained to us is not sent to complain to us.
        foot: foot(about, controller, remedies.is_some() || kind == NoticeKind::ComplaintReceived, language),
        signature: signature(notice, controller, language),
        remedies,
        body: filled.blocks,
        imprint: if staff { for_staff(brand) } else { imprint(controller, language) },
        gaps: filled.gaps,
    }
}

/// The facts of a notice.
pub fn facts(notice: &Notice, controller: &Controller, language: &Language) -> Facts {
    match notice {
        Notice::Acknowledgement(notice) => first::acknowledgement(notice, controller, language),
        Notice::EmailCode(notice) => first::email_code(notice, controller, language),
        Notice::FormLink(notice) => first::form_link(notice, controller, language),
        Notice::MessageReceived(notice) => first::message_received(notice, controller, language),
        Notice::StatusCode(notice) => first::status_code(notice, controller, language),
        Notice::IdentityRequest(notice) => first::identity_request(notice, controller, language),
        Notice::AuthorityRequest(notice) => first::authority_request(notice, controller, language),
        Notice::ClarificationRequest(notice) => first::clarification_request(notice, controller, language),
        Notice::FeeNotice(notice) => first::fee_notice(notice, controller, language),
        Notice::Extension(notice) => first::extension(notice, controller, language),
        Notice::PackageReady(notice) => answers::package_ready(notice, controller, language),
        Notice::PackageEnclosed(notice) => answers::package_enclosed(notice, controller, language),
        Notice::NothingHeld(notice) => answers::nothing_held(notice, controller, language),
        Notice::Refusal(notice) => answers::refusal(notice, controller, language),
        Notice::CannotIdentify(notice) => answers::cannot_identify(notice, controller, language),
        Notice::Portable(notice) => answers::portable(notice, controller, language),
        Notice::Withdrawn(notice) => answers::withdrawn(notice, controller, language),
        Notice::Lapsed(notice) => answers::lapsed(notice, controller, language),
        Notice::Rectified(notice) => done::rectified(notice, controller, language),
        Notice::Erased(notice) => done::erased(notice, controller, language),
        Notice::Restricted(notice) => done::restricted(notice, controller, language),
        Notice::Lifting(notice) => done::lifting(notice, controller, language),
        Notice::ObjectionAnswered(notice) => done::objection_answered(notice, controller, language),
        Notice::RecipientsList(notice) => done::recipients_list(notice, controller, language),
        Notice::RecipientNotice(notice) => outside::recipient_notice(notice, controller, language),
        Notice::Progress(notice) => beside::progress(notice, controller, language),
        Notice::ComplaintReceived(notice) => beside::complaint_received(notice, controller, language),
        Notice::ComplaintOutcome(notice) => beside::complaint_outcome(notice, controller, language),
        Notice::DecisionReviewed(notice) => beside::decision_reviewed(notice, controller, language),
        Notice::Message(notice) => beside::message(notice, controller, language),
        Notice::TaskLink(notice) => outside::task_link(notice, controller, language),
        Notice::Reminder(notice) => staff::reminder(notice, controller),
        Notice::NeedsPerson(notice) => staff::needs_person(notice, controller),
        Notice::CaseNews(notice) => staff::case_news(notice, controller),
    }
}

fn subject(notice: &Notice, words: &str) -> String {
    notice.reference().map_or_else(|| words.to_owned(), |reference| format!("[{reference}] {words}"))
}

fn greeting(notice: &Notice, language: &Language) -> Option<String> {
    match notice {
        Notice::RecipientNotice(notice) => return Some(to(&notice.recipient, language)),
        Notice::TaskLink(notice) if notice.name.is_empty() => return Some(language.text("letter.hello")),
        Notice::TaskLink(notice) => return Some(to(&notice.name, language)),
        _ => {}
    }
    let name = notice.about()?.name.as_ref().and_then(greeting_name);
    let dear = |name| language.say("letter.dear").with("name", name).plain();
    Some(name.map_or_else(|| language.text("letter.hello"), dear))
}

/// "To Parcels Ltd,": a company has no first name.
fn to(name: &str, language: &Language) -> String {
    language.say("letter.outside.to").with("name", name).plain()
}

fn signature(notice: &Notice, controller: &Controller, language: &Language) -> Vec<String> {
    if notice.about().is_none() && notice.kind().audience() != Audience::Recipient {
        return Vec::new();
    }
    let brand = &controller.brand;
    let team = || {
        let signed = controller.letters.signed_by.as_ref();
        signed
            .map_or_else(|| language.say("letter.team").with("brand", brand).plain(), |name| format!("{name}, {brand}"))
    };
    let name = if let Notice::Message(message) = notice { message.signed.as_ref() } else { None };
    vec![language.text("letter.regards"), name.map_or_else(team, |name| format!("{name}, {brand}"))]
}

/// Where to complain unless the letter says it, and another form for whoever needs it (Equality Act 2010).
fn foot(about: Option<&About>, controller: &Controller, is_said: bool, language: &Language) -> Vec<Text> {
    let Some(about) = about else { return Vec::new() };
    let mut foot = Vec::new();
    if !is_said {
        let form = about.complain.clone().or_else(|| controller.letters.complain.clone());
        let us = form.unwrap_or_else(|| format!("mailto:{}", controller.contact.email));
        let regulator = controller.regulator_for(&about.regime);
        let unhappy = language.say("letter.unhappy").with("us", us).with("authority", authority(regulator, language));
        foot.push(said(&unhappy.with("authority_page", &regulator.url), &[]));
    }
    foot.push(Text::plain(if about.is_on_paper() { on_paper(controller, language) } else { another_form(language) }));
    foot
}

fn another_form(language: &Language) -> String {
    language.text("letter.another_form")
}

/// What stands for "just reply" and for the private page in every letter that goes by post, whatever its wording says.
fn on_paper(controller: &Controller, language: &Language) -> String {
    let contact = &controller.contact;
    let post = Some(contact.post.join(", ")).filter(|lines| !lines.is_empty());
    let at = post.unwrap_or_else(|| contact.email.clone());
    match &contact.phone {
        Some(phone) => language.say("letter.on_paper_or_call").with("address", at).with("phone", phone).plain(),
        None => language.say("letter.on_paper").with("address", at).plain(),
    }
}

fn for_staff(brand: &str) -> String {
    format!(
        "For the staff of {brand}. This mail holds no personal data beyond the reference; please keep it so when you forward it."
    )
}

/// "Justroo, company number 17080224, registered in England and Wales. legal@justroo.com"
fn imprint(controller: &Controller, language: &Language) -> String {
    let mut who = vec![controller.legal_name().to_owned()];
    who.extend(registration(controller, language));
    // A postal address often begins with the name that stands there already.
    who.extend(controller.contact.post.iter().filter(|line| **line != controller.legal_name()).cloned());
    let mut reach = vec![controller.contact.email.clone()];
    reach.extend(controller.contact.phone.clone());
    format!("{}. {}", who.join(", "), reach.join(", "))
}
