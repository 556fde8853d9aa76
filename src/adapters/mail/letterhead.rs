//! What a letter's frame and its parts say beside the notice: who writes, to whom, in whose colours, under which law.

use super::colour::{Colour, NIGHT, PAPER};
use super::words::{day, small};
use crate::domain::controller::Controller;
use crate::domain::notice::{About, Audience, Notice, Remedy, greeting_name, remedies};
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

    /// "On 4 November 2026 you asked us to send you a copy of your data."
    pub fn opening(&self) -> String {
        let Some(about) = self.about else { return String::new() };
        let asked: Vec<String> = about.rights.iter().map(|right| small(right.promise())).collect();
        let day = day(about.received);
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

    /// "Article 12(2) of the UK GDPR", from "Article 12(2)".
    pub fn cite(&self, article: &str) -> String {
        format!("{article} of the {}", self.law())
    }

    /// Where the law allows more time.
    pub fn extension_article(&self) -> String {
        self.cite(if self.is_uk() { "Article 12A(3)" } else { "Article 12(3)" })
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

    /// Whether UK law applies.
    pub fn is_uk(&self) -> bool {
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
