//! The beginning of the letter: to whom, the answer in one paragraph, and what is in the package.

use super::collection::{Contents, FileInPackage};
use super::document::{Block, ColumnHead, Run, Section, Table, Text};
use super::letter::{Answer, Letter};
use super::said::said;
use super::voice::Voice;
use crate::domain::notice::greeting_name;
use crate::domain::right::Right;

/// Name and address, as a window envelope shows them.
pub(super) fn addressee(letter: &Letter) -> Vec<String> {
    let name = letter.about.name.as_ref().map(|name| name.reveal().trim().to_owned());
    let address = letter.address.iter().map(|line| line.reveal().trim().to_owned());
    name.into_iter().chain(address).filter(|line| !line.is_empty()).collect()
}

pub(super) fn salutation(letter: &Letter) -> String {
    let name = letter.about.name.as_ref().and_then(greeting_name);
    let voice = letter.voice();
    let dear = |name| voice.say("letter.dear").with("name", name).plain();
    name.map_or_else(|| voice.text("answer.dear_unknown"), dear)
}

pub(super) fn heading(letter: &Letter, answer: Answer) -> String {
    letter.voice().text(match (answer, letter.right) {
        (Answer::NothingHeld, _) => "answer.heading.nothing",
        (Answer::Copy, Right::Portability) => "answer.heading.portable",
        _ => "answer.heading.copy",
    })
}

pub(super) fn opening(letter: &Letter, answer: Answer) -> Vec<Block> {
    let voice = letter.voice();
    let asked =
        if letter.right == Right::Portability { "answer.opening.asked_portable" } else { "answer.opening.asked" };
    let mut parts = vec![Text::plain(voice.say(asked).with("day", voice.date(letter.about.received)).plain())];
    if let Some(subject) = &letter.subject {
        let whose = voice.say("answer.opening.whose").with("name", subject.reveal().trim());
        parts.push(Text::plain(whose.plain()));
    }
    if matches!(answer, Answer::Copy | Answer::Withheld) {
        parts.push(voice.runs("answer.opening.held"));
    }
    parts.push(match answer {
        Answer::Copy => whole(letter, &voice),
        Answer::Withheld => voice.runs("answer.opening.withheld"),
        Answer::NothingToGive => voice.runs("answer.opening.nothing_to_give"),
        Answer::NothingHeld => voice.runs("answer.opening.nothing_held"),
    });
    parts.push(voice.runs("answer.opening.free"));
    let own = letter.note.iter().filter(|note| !note.is_empty()).map(|note| Text::plain(note.reveal().trim()));
    std::iter::once(voice.sentences(&parts)).chain(own).map(Block::Paragraph).collect()
}

/// How whole the copy is.
fn whole(letter: &Letter, voice: &Voice<'_>) -> Text {
    let portable = letter.right == Right::Portability;
    let key = match (letter.told().len(), portable) {
        (0, _) if !letter.left_out.is_empty() => "answer.opening.owed",
        (0, false) => "answer.opening.whole",
        (0, true) => "answer.opening.portable",
        (1, false) => "answer.opening.whole_but_one",
        (1, true) => "answer.opening.portable_but_one",
        (_, false) => "answer.opening.whole_but",
        (_, true) => "answer.opening.portable_but",
    };
    let many = u64::try_from(letter.told().len()).unwrap_or(u64::MAX);
    said(&voice.say(key).with("n", voice.number(many)), &[])
}

/// What is in the package, file by file.
pub(super) fn files(letter: &Letter, contents: &[Contents]) -> Section {
    let voice = letter.voice();
    let rows = contents.iter().filter(|collection| collection.rows > 0);
    let rows = rows.flat_map(|collection| collection.tables.iter().map(|file| row(&voice, collection, file)));
    let check = voice.say("answer.files.check").with("letter", "letter.pdf").with("manifest", "manifest.json");
    let head = |key: &str, share, numeric| ColumnHead { label: voice.text(key).into(), numeric, share };
    let mut blocks = vec![
        Block::Paragraph(voice.runs("answer.files.how")),
        Block::Table(Table {
            summary: voice.text("answer.files.summary"),
            head: vec![
                head("answer.files.file", 5, false),
                head("answer.files.what", 9, false),
                head("answer.files.entries", 2, true),
            ],
            rows: rows.collect(),
        }),
        Block::Small(said(&check, &[])),
    ];
    if letter.right == Right::Portability {
        blocks.push(Block::Small(voice.runs("answer.files.portable")));
    }
    Section { id: "files", heading: voice.text("answer.files.heading"), blocks }
}

fn row(voice: &Voice<'_>, collection: &Contents, file: &FileInPackage) -> Vec<Text> {
    let head = &collection.head;
    let title = voice.strong(head.shown_title());
    let told = if let Some(description) = &head.description {
        title.then(". ").with(voice.own(description))
    } else {
        let from = voice.say("answer.files.from");
        title.then(", ").with(said(&from, &[("system", voice.own(&head.system_title))]))
    };
    let name = Text(vec![Run::Link { text: file.short_name().into(), href: file.name.clone() }]);
    vec![name, told, Text::plain(voice.digits(file.rows))]
}
