//! What was left out, as the letter speaks of it.

use super::document::{Block, Run, Section, Text};
use super::exemption::Exemption;
use super::letter::Letter;
use super::searched::table;
use super::words::sentence;
use crate::domain::personal::Personal;

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

/// The part about what was left out; none where nothing may be spoken of.
pub(super) fn left_out_section(letter: &Letter) -> Option<Section> {
    let (told, voice) = (letter.told(), letter.voice());
    if told.is_empty() {
        return None;
    }
    let rows = told.into_iter().map(|part| row(letter, part)).collect();
    let heads = [("answer.left_out.mark", 3), ("answer.left_out.what", 6), ("answer.left_out.reason", 7)];
    Some(Section {
        id: "left-out",
        heading: voice.text("answer.left_out.heading"),
        blocks: vec![
            Block::Paragraph(Text::plain(voice.text("answer.left_out.law"))),
            table(&voice, "answer.left_out.summary", &heads, rows),
        ],
    })
}

fn row(letter: &Letter, part: &LeftOut) -> Vec<Text> {
    let (voice, language) = (letter.voice(), &letter.language);
    let exemption = Exemption::find(&part.code);
    // The label names the ground, so it stands only where the ground may be told.
    let told = exemption.filter(|_| part.reasons == Reasons::Given);
    let label = told.map_or_else(|| voice.text("answer.left_out.label"), |exemption| exemption.label_in(language));
    let reason = match (part.reasons, exemption) {
        (Reasons::Given, Some(exemption)) => {
            let own =
                if part.reason.is_empty() { exemption.words_in(language) } else { sentence(part.reason.reveal()) };
            let pointer = language.article(&exemption.pointer(&letter.about.regime));
            let (act, place) = pointer.rsplit_once(", ").map_or(("", pointer.as_str()), |(act, place)| (act, place));
            let lead = if act.is_empty() { format!("{own} ") } else { format!("{own} {act}, ") };
            Text::plain(lead).and(Run::Cite(format!("{place}.")))
        }
        (Reasons::Given, None) => Text::plain(sentence(part.reason.reveal())),
        _ => Text::plain(voice.text("answer.left_out.no_reason")),
    };
    vec![Text(vec![Run::Mark(label)]), Text::plain(sentence(part.what.reveal())), reason]
}
