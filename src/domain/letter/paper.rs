//! The same letter on paper: with the address where a window envelope shows it.

use chrono::NaiveDate;

use super::composed::Composed;
use crate::domain::controller::Controller;
use crate::domain::disclosure::{Around, Block, Document, Label, Text, letterhead_in};
use crate::domain::language::Language;
use crate::domain::notice::{About, Notice};
use crate::domain::personal::Personal;

/// Sets a composed letter for paper. `address` is what stands in the window under the name, one line each; it may be empty.
pub fn on_paper(
    letter: &Composed,
    notice: &Notice,
    controller: &Controller,
    address: &[Personal],
    language: &Language,
) -> Document {
    let about = notice.about();
    let (date, reference) = (dated(notice), notice.reference().unwrap_or_default().to_owned());
    let body =
        letter.body.iter().filter(|block| !matches!(block, Block::Facts(rows) if repeats_the_head(rows, language)));
    let foot = letter.foot.iter().cloned().map(Block::Small);
    let closing = letter.signature.first().map(|greeting| greeting.trim_end_matches(',').to_owned());
    let mut closing: Vec<String> = closing.into_iter().collect();
    closing.extend(letter.signature.iter().skip(1).cloned());
    let footer = [Some(controller.brand.clone()), Some(reference.clone()), date.map(|date| language.long_date(date))];
    Document {
        language: letter.tag.clone().into(),
        title: format!("{} – {}", letter.heading, controller.brand),
        letterhead: letterhead_in(controller, language),
        addressee: addressee(notice, address),
        meta: meta(about, date, &reference, language),
        heading: letter.heading.clone(),
        salutation: letter.greeting.clone().unwrap_or_default(),
        opening: body.cloned().chain(foot).collect(),
        sections: Vec::new(),
        remedies: letter.remedies.clone(),
        closing,
        footer: footer.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        around: Around::of(language),
    }
}

/// Reference and date stand beside the address on paper, so the mail's facts are not repeated.
fn repeats_the_head(rows: &[(Label, Text)], language: &Language) -> bool {
    let references = [language.text("letter.reference"), language.text("letter.our_reference")];
    rows.iter().any(|(name, _)| references.iter().any(|reference| reference == name))
}

fn dated(notice: &Notice) -> Option<NaiveDate> {
    match notice {
        Notice::RecipientNotice(notice) => Some(notice.date),
        _ => notice.about().map(|about| about.date),
    }
}

fn addressee(notice: &Notice, address: &[Personal]) -> Vec<String> {
    let name = match notice {
        Notice::RecipientNotice(notice) => Some(notice.recipient.trim().to_owned()),
        _ => notice.about().and_then(|about| about.name.as_ref()).map(|name| name.reveal().trim().to_owned()),
    };
    let address = address.iter().map(|line| line.reveal().trim().to_owned());
    name.into_iter().chain(address).filter(|line| !line.is_empty()).collect()
}

fn meta(about: Option<&About>, date: Option<NaiveDate>, reference: &str, language: &Language) -> Vec<(Label, String)> {
    let row = |key: &str, words: String| (Label::Owned(language.text(key)), words);
    let mut meta: Vec<(Label, String)> =
        date.map(|date| row("letter.date", language.long_date(date))).into_iter().collect();
    if !reference.is_empty() {
        meta.push(row("letter.our_reference", reference.to_owned()));
    }
    meta.extend(about.map(|about| row("letter.you_wrote", language.long_date(about.received))));
    meta
}
