//! The facts of an answer, and the letter they make.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::collection::Contents;
use super::document::{Block, Document, Label, Run, Section, Text};
use super::exemption::Exemption;
use super::frame::{letterhead, remedies_section};
use super::searched::{SearchTerm, Searched};
use super::words::{long_date, sentence};
use super::{held, opening, searched};
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
    /// The language of what stands around the answer.
    pub language: Arc<Language>,
    /// The instant of the decision to send it, UTC: the time that the package and its files carry.
    pub made_at: DateTime<Utc>,
}

/// Something that was left out, as the letter speaks of it: in general words.
#[derive(Clone, Debug)]
pub struct LeftOut {
    /// The code of its [`Exemption`].
    pub code: String,
    /// What it is and where it would stand.
    pub what: Personal,
    /// The reviewer's reason, for the person's eyes; may be empty, then the ground's general words stand alone.
    pub reason: Personal,
    /// How much of it may be said.
    pub reasons: Reasons,
}

/// How much of an exemption may be said (Article 12(4): not where saying it would defeat it; a second person approves).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reasons {
    /// The ground and the reason.
    Given,
    /// Only that something was left out.
    Withheld,
    /// Not even that.
    Silent,
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
        Document {
            language: "en-GB".into(),
            title: format!("Our answer to your request {} – {}", self.about.reference, self.controller.brand),
            letterhead: letterhead(&self.controller),
            addressee: opening::addressee(self),
            meta: self.meta(),
            heading: opening::heading(self, answer).into(),
            salutation: opening::salutation(self),
            opening: opening::opening(self, answer),
            sections: self.sections(answer, contents),
            remedies: Some(remedies_section(&self.about, &self.controller, &self.language)),
            closing: self.closing(),
            footer: format!("{} · {} · {}", self.controller.brand, self.about.reference, long_date(self.about.date)),
        }
    }

    fn sections(&self, answer: Answer, contents: &[Contents]) -> Vec<Section> {
        let mut sections = Vec::new();
        if answer == Answer::Copy {
            sections.push(opening::files(self, contents));
            sections.push(held::section(self, contents));
        }
        sections.extend(self.left_out_section());
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
        let mut meta = vec![
            ("Date".into(), long_date(self.about.date)),
            ("Our reference".into(), self.about.reference.clone()),
            ("Your request of".into(), long_date(self.about.received)),
        ];
        meta.extend(self.due.map(|due| ("Due by".into(), long_date(due))));
        meta
    }

    fn left_out_section(&self) -> Option<Section> {
        let told = self.told();
        if told.is_empty() {
            return None;
        }
        let rows = told.into_iter().map(|part| self.left_out_row(part)).collect();
        let law = "The law lets us, and sometimes makes us, hold something back. Each place in the files is marked with the words below.";
        Some(Section {
            id: "left-out",
            heading: "What we left out, and why".into(),
            blocks: vec![
                Block::Paragraph(Text::plain(law)),
                searched::table(
                    "What was left out of the copy and on which ground",
                    &[("Mark", 3), ("What and where", 6), ("Reason", 7)],
                    rows,
                ),
            ],
        })
    }

    fn left_out_row(&self, part: &LeftOut) -> Vec<Text> {
        let exemption = Exemption::find(&part.code);
        // The label names the ground, so it stands only where the ground may be told.
        let told = exemption.filter(|_| part.reasons == Reasons::Given);
        let label = told.map_or("Left out", |exemption| exemption.label);
        let reason = match (part.reasons, exemption) {
            (Reasons::Given, Some(exemption)) => {
                let own =
                    if part.reason.is_empty() { exemption.words.to_owned() } else { sentence(part.reason.reveal()) };
                let pointer = exemption.pointer(&self.about.regime);
                let (act, place) =
                    pointer.rsplit_once(", ").map_or(("", pointer.as_str()), |(act, place)| (act, place));
                let lead = if act.is_empty() { format!("{own} ") } else { format!("{own} {act}, ") };
                Text::plain(lead).and(Run::Cite(format!("{place}.")))
            }
            (Reasons::Given, None) => Text::plain(sentence(part.reason.reveal())),
            _ => Text::plain(
                "The law allows us not to give the reason here. You can have it checked: see the last part.",
            ),
        };
        vec![Text(vec![Run::Mark(label.into())]), Text::plain(sentence(part.what.reveal())), reason]
    }

    /// Article 15(1)(e): the rights, told with how to use them.
    fn next_steps(&self) -> Section {
        let (email, reference) = (&self.controller.contact.email, &self.about.reference);
        let rights = Text::plain("You may ask us to ")
            .and(Run::Strong("correct".into()))
            .then(" or ")
            .and(Run::Strong("erase".into()))
            .then(" data, to ")
            .and(Run::Strong("restrict".into()))
            .then(" what we do with it, or ")
            .and(Run::Strong("object".into()))
            .then(" to it. You may have what you gave us in a form to ")
            .and(Run::Strong("take elsewhere".into()))
            .then(", and take back a ")
            .and(Run::Strong("consent".into()))
            .then(". Use ")
            .and(Run::Link { text: "your private page".into(), href: self.about.page.clone() })
            .then(format!(", or write to {email} with the reference {reference}."));
        let again = "Is something missing or hard to follow? Tell us; we will look again, or explain. \
                     We can also send this answer in large print or another form that suits you. It costs nothing.";
        Section {
            id: "rights",
            heading: "What you can do next".into(),
            blocks: vec![Block::Paragraph(rights), Block::Paragraph(Text::plain(again))],
        }
    }

    fn closing(&self) -> Vec<String> {
        let company = self.controller.legal_name();
        let mut lines = vec!["Yours sincerely".to_owned()];
        match &self.signed_by {
            Some(by) => lines.extend([by.name.clone(), format!("{}, {company}", by.role)]),
            None => lines.push(company.to_owned()),
        }
        lines
    }
}
