//! What a letter's frame and its parts say beside the notice: who writes, to whom, in whose colours, under which law.

use std::borrow::Borrow;

use chrono::NaiveDate;

use super::colour::{Colour, NIGHT, PAPER};
use crate::domain::clock::words;
use crate::domain::controller::Controller;
use crate::domain::notice::{About, Audience, Ground, Notice, Remedy, greeting_name, remedies};
use crate::domain::right::Right;

/// The frame of one letter. Templates call it `l`.
pub struct Letterhead<'a> {
    /// The subject, known before the rest is written.
    pub subject: String,
    /// Who answers.
    pub controller: &'a Controller,
    /// The name people know.
    pub brand: &'a str,
    /// The name at the top.
    pub masthead: String,
    /// The case, for letters that have one.
    pub about: Option<&'a About>,
    /// "Dear Priya Nair," or "Hello,".
    pub greeting: String,
    /// The whole block, or nothing.
    pub remedies: Vec<Remedy>,
    /// Who the company is in law, and how to reach it.
    pub imprint: String,
    /// The accent for a night screen.
    pub accent_at_night: Colour,
    /// Who signs instead of the team.
    signed: Option<&'a str>,
}

impl<'a> Letterhead<'a> {
    /// Prepares the frame.
    pub fn new(controller: &'a Controller, notice: &'a Notice) -> Self {
        let about = notice.about();
        let staff = notice.kind().audience() == Audience::Staff;
        let name = about.and_then(|about| about.name.as_ref()).and_then(greeting_name);
        let owed = about.filter(|_| notice.kind().carries_remedies());
        let signed = if let Notice::Message(message) = notice { message.signed.as_deref() } else { None };
        Self {
            subject: String::new(),
            controller,
            brand: &controller.brand,
            masthead: if staff { format!("Rightsdesk for {}", controller.brand) } else { controller.brand.clone() },
            about,
            greeting: name.map_or_else(|| "Hello,".into(), |name| format!("Dear {name},")),
            remedies: owed.map(|about| remedies(about, controller)).unwrap_or_default(),
            imprint: if staff { for_staff(controller) } else { imprint(controller) },
            accent_at_night: accent(controller).readable_on(NIGHT),
            signed,
        }
    }

    /// The accent on paper, and the letters that can be read on it.
    pub fn accent(&self) -> (Colour, Colour) {
        let accent = accent(self.controller).readable_on(PAPER);
        (accent, accent.letters())
    }

    /// "4 December 2026".
    pub fn day(&self, date: impl Borrow<NaiveDate>) -> String {
        words::long_date(*date.borrow())
    }

    /// "Friday 4 December 2026".
    pub fn weekday(&self, date: impl Borrow<NaiveDate>) -> String {
        words::weekday_date(*date.borrow())
    }

    /// "4 December".
    pub fn short_day(&self, date: impl Borrow<NaiveDate>) -> String {
        date.borrow().format("%-d %B").to_string()
    }

    /// "7 days".
    pub fn days(&self, n: impl Borrow<u16>) -> String {
        words::days(i64::from(*n.borrow()))
    }

    /// "On 4 November 2026 you asked us to send you a copy of your data."
    pub fn opening(&self) -> String {
        let Some(about) = self.about else { return String::new() };
        let asked: Vec<String> = about.rights.iter().map(|right| lower(right.promise())).collect();
        let day = words::long_date(about.received);
        match asked.as_slice() {
            [] => format!("You wrote to us on {day}."),
            [one] => format!("On {day} you asked us to {one}."),
            [first @ .., last] => format!("On {day} you asked us to {}, and to {last}.", first.join(", to ")),
        }
    }

    /// Whether a copy is what the person waits for.
    pub fn wants_a_copy(&self) -> bool {
        let copies = |right: &Right| matches!(right, Right::Access | Right::Portability);
        self.about.is_some_and(|about| about.rights.iter().any(copies))
    }

    /// Whether other rights of the letter's case are not refused.
    pub fn is_partial(&self, refused: &[Right]) -> bool {
        self.about.is_some_and(|about| about.rights.iter().any(|right| !refused.contains(right)))
    }

    /// "Article 12(2) of the UK GDPR".
    pub fn article(&self, paragraph: &str) -> String {
        format!("Article {paragraph} of the {}", self.law())
    }

    /// "Article 15 of the UK GDPR".
    pub fn article_of(&self, right: &Right) -> String {
        format!("{} of the {}", right.article(), self.law())
    }

    /// Where the law allows more time.
    pub fn extension_article(&self) -> String {
        self.article(if self.is_uk() { "12A(3)" } else { "12(3)" })
    }

    /// A reason and the law behind it: "Tax law makes us keep invoices (Article 17(3)(b))."
    pub fn ground(&self, ground: &Ground) -> String {
        let reason = ground.reason.trim();
        match &ground.pointer {
            None => self.sentence(reason),
            Some(pointer) => format!("{} ({pointer}).", reason.trim_end_matches('.')),
        }
    }

    /// Ends a text with a full stop, unless it ends like a sentence already.
    pub fn sentence(&self, text: &str) -> String {
        let text = text.trim();
        if text.ends_with(['.', '!', '?', '…']) { text.to_owned() } else { format!("{text}.") }
    }

    /// With a capital first letter.
    pub fn capital(&self, text: impl AsRef<str>) -> String {
        let mut letters = text.as_ref().chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    }

    /// An address without its scheme, as people read it aloud.
    pub fn bare(&self, link: &str) -> String {
        link.trim_start_matches("https://").trim_start_matches("www.").trim_end_matches('/').to_owned()
    }

    /// Where to complain to the controller: its form, or its mailbox.
    pub fn complain(&self) -> String {
        let form = self.about.and_then(|about| about.complain.clone());
        form.unwrap_or_else(|| self.controller.contact.email.clone())
    }

    /// The same as a link.
    pub fn complain_href(&self) -> String {
        let form = self.about.and_then(|about| about.complain.clone());
        form.unwrap_or_else(|| format!("mailto:{}", self.controller.contact.email))
    }

    /// "the Information Commissioner".
    pub fn regulator(&self) -> String {
        self.controller.regulator.spoken_name()
    }

    /// Who signs: "The data protection team at Justroo", or "Anna, Justroo".
    pub fn signature(&self) -> String {
        self.signed.map_or_else(
            || format!("The data protection team at {}", self.brand),
            |name| format!("{name}, {}", self.brand),
        )
    }

    fn is_uk(&self) -> bool {
        self.about.is_some_and(|about| about.regime.starts_with("uk"))
    }

    fn law(&self) -> &'static str {
        if self.is_uk() { "UK GDPR" } else { "GDPR" }
    }
}

fn accent(controller: &Controller) -> Colour {
    Colour::accent(controller.accent.as_deref())
}

fn for_staff(controller: &Controller) -> String {
    let brand = &controller.brand;
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

fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
