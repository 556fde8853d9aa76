//! The facts of an answer, and the letter they make.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::around::Around;
use super::collection::Contents;
use super::document::{Block, Document, Label, Section, Text};
use super::frame::{letterhead_in, remedies_section};
use super::held;
use super::left_out::{LeftOut, Reasons, left_out_section};
use super::opening;
use super::said::said;
use super::searched::{self, SearchTerm, Searched};
use super::voice::Voice;
use crate::domain::controller::Controller;
use crate::domain::language::Language;
use crate::domain::notice::About;
use crate::domain::personal::Personal;
use crate::domain::right::Right;

/// Everything an answer says. Dates are civil dates in the controller's zone.
#[derive(Clone, Debug)]
pub struct Letter {
    /// The case: reference, name, law, dates, addresses. [`About::date`] is the date of the letter.
    pub about: About,
    /// The company that answers.
    pub controller: Controller,
    /// [`Right::Access`] or [`Right::Portability`]; another right is answered as access.
    pub right: Right,
    /// The postal address under the name, one line each; may be empty.
    pub address: Vec<Personal>,
    /// The data subject, when the letter goes to their agent.
    pub subject: Option<Personal>,
    /// The due date in force, extension included.
    pub due: Option<NaiveDate>,
    /// What staff want to add in their own words, one paragraph each.
    pub note: Vec<Personal>,
    /// What was left out.
    pub left_out: Vec<LeftOut>,
    /// Where was looked.
    pub searched: Vec<Searched>,
    /// What was searched with.
    pub searched_with: Vec<SearchTerm>,
    /// Who signs.
    pub signed_by: Option<Signatory>,
    /// The language of the answer.
    pub language: Arc<Language>,
    /// The instant of the decision to send it, UTC: the time that the package and its files carry.
    pub made_at: DateTime<Utc>,
}

/// What an answer comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// There is a copy, whole or in part.
    Copy,
    /// Something is held, and all of it is left out.
    Withheld,
    /// There is nothing that must be given, and no more may be said.
    NothingToGive,
    /// Nothing is held.
    NothingHeld,
}

/// Who signs a letter.
#[derive(Clone, Debug)]
pub struct Signatory {
    /// The name.
    pub name: String,
    /// What they do: "Data protection".
    pub role: String,
}

impl Letter {
    /// What the answer comes to.
    pub fn answer(&self, contents: &[Contents]) -> Answer {
        if contents.iter().any(|collection| collection.rows > 0) {
            Answer::Copy
        } else if !self.told().is_empty() {
            Answer::Withheld
        } else if !self.left_out.is_empty() {
            Answer::NothingToGive
        } else {
            Answer::NothingHeld
        }
    }

    /// The letter for what went into the package; with nothing in it, the certificate that nothing is held.
    ///
    /// It carries the confirmation, the information of Article 15(1)(a) to (h) and 15(2), what was left out, where was looked, and the remedies.
    pub fn document(&self, contents: &[Contents]) -> Document {
        let answer = self.answer(contents);
        let (voice, language) = (self.voice(), &self.language);
        let (reference, brand) = (&self.about.reference, &self.controller.brand);
        Document {
            language: language.tag().into(),
            title: voice.say("answer.title").with("reference", reference).with("brand", brand).plain(),
            letterhead: letterhead_in(&self.controller, language),
            addressee: opening::addressee(self),
            meta: self.meta(),
            heading: opening::heading(self, answer),
            salutation: opening::salutation(self),
            opening: opening::opening(self, answer),
            sections: self.sections(answer, contents),
            remedies: Some(remedies_section(&self.about, &self.controller, language)),
            closing: self.closing(),
            footer: format!("{brand} · {reference} · {}", voice.date(self.about.date)),
            around: Around::of(language),
        }
    }

    /// The company in the language of the letter.
    pub fn voice(&self) -> Voice<'_> {
        Voice::new(&self.controller, &self.language)
    }

    fn sections(&self, answer: Answer, contents: &[Contents]) -> Vec<Section> {
        let mut sections = Vec::new();
        if answer == Answer::Copy {
            sections.push(opening::files(self, contents));
            sections.push(held::section(self, contents));
        }
        sections.extend(left_out_section(self));
        // What was found where would say what may not be said.
        if answer != Answer::NothingToGive {
            sections.push(searched::section(self));
        }
        if answer == Answer::Copy {
            sections.push(held::decisions_and_transfers(self));
        }
        sections.push(self.next_steps());
        sections
    }

    /// What was left out and may be spoken of.
    pub(super) fn told(&self) -> Vec<&LeftOut> {
        self.left_out.iter().filter(|part| part.reasons != Reasons::Silent).collect()
    }

    fn meta(&self) -> Vec<(Label, String)> {
        let voice = self.voice();
        let row = |key: &str, words: String| (Label::Owned(voice.text(key)), words);
        let mut meta = vec![
            row("letter.date", voice.date(self.about.date)),
            row("letter.our_reference", self.about.reference.clone()),
            row("answer.request_of", voice.date(self.about.received)),
        ];
        meta.extend(self.due.map(|due| row("answer.due", voice.date(due))));
        meta
    }

    /// Article 15(1)(e): the rights, told with how to use them.
    fn next_steps(&self) -> Section {
        let voice = self.voice();
        let rights = if self.about.is_on_paper() {
            let contact = &self.controller.contact;
            let at = if contact.post.is_empty() { contact.email.clone() } else { contact.post.join(", ") };
            voice.say("answer.rights.what_on_paper").with("address", at)
        } else {
            let rights = voice.say("answer.rights.what").with("page", &self.about.page);
            rights.with("email", &self.controller.contact.email)
        };
        let rights = rights.with("reference", &self.about.reference);
        Section {
            id: "rights",
            heading: voice.text("answer.rights.heading"),
            blocks: vec![
                Block::Paragraph(said(&rights, &[])),
                Block::Paragraph(Text::plain(voice.text("answer.rights.again"))),
            ],
        }
    }

    fn closing(&self) -> Vec<String> {
        let company = self.controller.legal_name();
        let mut lines = vec![self.voice().text("answer.sincerely")];
        match &self.signed_by {
            Some(by) => lines.extend([by.name.clone(), format!("{}, {company}", by.role)]),
            None => lines.push(company.to_owned()),
        }
        lines
    }
}
