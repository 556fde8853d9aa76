//! The beginning of the letter: to whom, the answer in one paragraph, and what is in the package.

use super::collection::{Contents, FileInPackage};
use super::document::{Block, ColumnHead, Run, Section, Table, Text};
use super::letter::{Answer, Letter};
use super::words::{count, grouped, long_date};
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
    format!("Dear {},", name.as_deref().unwrap_or("Sir or Madam"))
}

pub(super) fn heading(letter: &Letter, answer: Answer) -> &'static str {
    match (answer, letter.right) {
        (Answer::NothingHeld, _) => "We do not hold personal data about you",
        (Answer::Copy, Right::Portability) => "Your personal data, to take elsewhere",
        _ => "Your personal data: our answer to your request",
    }
}

pub(super) fn opening(letter: &Letter, answer: Answer) -> Vec<Block> {
    let asked = match letter.right {
        Right::Portability => "for your personal data in a form to take elsewhere",
        _ => "for a copy of your personal data",
    };
    let day = long_date(letter.about.received);
    let whose = letter.subject.as_ref().map_or_else(String::new, |subject| {
        format!(" You wrote for {}; “you” below means them.", subject.reveal().trim())
    });
    let asked = format!("On {day} you asked us {asked}.{whose} ");
    let text = match answer {
        Answer::Copy => {
            Text::plain(format!("{asked}Yes, we do hold and use data about you. ")).and(strong(whole(letter)))
        }
        Answer::Withheld => Text::plain(format!("{asked}Yes, we do hold and use data about you. "))
            .and(strong("The law lets us hold all of it back; part 1 says why.")),
        Answer::NothingToGive => {
            Text::plain(asked).and(strong("We do not hold personal data about you that we have to give you."))
        }
        Answer::NothingHeld => Text::plain(asked)
            .and(strong("We have looked in every place named below and found nothing about you."))
            .then(" Apart from this correspondence we do not process personal data about you."),
    };
    let own = letter.note.iter().filter(|note| !note.is_empty()).map(|note| Text::plain(note.reveal().trim()));
    std::iter::once(text.then(" There is nothing to pay.")).chain(own).map(Block::Paragraph).collect()
}

fn strong(words: impl Into<String>) -> Run {
    Run::Strong(words.into())
}

/// How whole the copy is.
fn whole(letter: &Letter) -> String {
    let what = match letter.right {
        Right::Portability => "What you gave us, and what we observed as you used our services,",
        _ => "All of it",
    };
    match letter.told().len() {
        0 if letter.left_out.is_empty() => format!("{what} is in this package."),
        0 => "What we have to give you is in this package.".into(),
        1 => format!("{what} is in this package, apart from one thing that we explain in part 3."),
        many => {
            let many = count(u64::try_from(many).unwrap_or(u64::MAX));
            format!("{what} is in this package, apart from {many} things that we explain in part 3.")
        }
    }
}

/// What is in the package, file by file.
pub(super) fn files(letter: &Letter, contents: &[Contents]) -> Section {
    let rows = contents.iter().filter(|collection| collection.rows > 0);
    let rows = rows.flat_map(|collection| collection.tables.iter().map(move |file| row(collection, file)));
    let how = "You can open every file by clicking its name. The tables open in Excel, Numbers or LibreOffice. \
               Beside each lies a file of the same name that ends in json: the same entries, exact to the last digit, for a computer to read.";
    let check = Text::plain("This letter is also there as ")
        .and(link("letter.pdf"))
        .then(", to print or to keep. ")
        .and(link("manifest.json"))
        .then(" lists the fingerprint of every file, so that anybody can check that nothing was changed.");
    let safe = "In a spreadsheet, an entry that begins like a formula has a ' in front, so that opening the file can do no harm.";
    let mut blocks = vec![
        Block::Paragraph(Text::plain(how)),
        Block::Table(Table {
            summary: "The files in this package".into(),
            head: vec![
                head("File", 5),
                head("What it tells you", 9),
                ColumnHead { numeric: true, ..head("Entries", 2) },
            ],
            rows: rows.collect(),
        }),
        Block::Small(check.then(" ").then(safe)),
    ];
    if letter.right == Right::Portability {
        blocks.push(Block::Small(Text::plain(
            "The json files hold one list of entries each, in UTF-8; the names of the fields are those of our systems. What we worked out ourselves is not part of this right, but of the right to a copy.",
        )));
    }
    Section { id: "files", heading: "What is in the package".into(), blocks }
}

fn head(label: &'static str, share: u8) -> ColumnHead {
    ColumnHead { label: label.into(), numeric: false, share }
}

fn link(name: &str) -> Run {
    Run::Link { text: name.into(), href: name.into() }
}

fn row(collection: &Contents, file: &FileInPackage) -> Vec<Text> {
    let head = &collection.head;
    let title = Text(vec![strong(head.shown_title())]);
    let told = match &head.description {
        Some(description) => title.then(format!(". {description}")),
        None => title.then(format!(", from {}.", head.system_title)),
    };
    let name = Text(vec![Run::Link { text: file.short_name().into(), href: file.name.clone() }]);
    vec![name, told, Text::plain(grouped(file.rows))]
}
