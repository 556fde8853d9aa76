//! What is held, why, from where, for whom and how long (Article 15(1)(a) to (d), (g), (h) and 15(2)).
//!
//! What the data map says about a collection comes first; what only the company's policy says in general stands in a part
//! of its own, to which the particular parts then point. What neither says is a gap.

use super::collection::Contents;
use super::document::{Block, Label, Run, Section, Text};
use super::letter::Letter;
use super::words::{capital, sentence};
use crate::domain::controller::{Category, Controller, Purpose, Recipient};

/// How many field names a group shows before it points to the file.
const LONGEST_LIST: usize = 14;

/// Collections that are told of together.
struct Group<'facts> {
    title: &'facts str,
    category: Option<&'facts Category>,
    collections: Vec<&'facts Contents>,
}

/// What is held, group by group, and then in general.
pub(super) fn section(letter: &Letter, contents: &[Contents]) -> Section {
    let controller = &letter.controller;
    let mut blocks = Vec::new();
    for group in groups(controller, contents) {
        blocks.push(Block::Heading(capital(group.title)));
        blocks.push(Block::Facts(facts(controller, &group)));
    }
    blocks.push(Block::Heading("For all of it".into()));
    blocks.push(Block::Facts(vec![
        ("Why".into(), purposes(controller, &controller.purposes.iter().collect::<Vec<_>>())),
        ("Where from".into(), sources(controller)),
        ("Who may receive it".into(), recipients(controller)),
        ("How long".into(), retention(controller)),
    ]));
    Section { id: "data", heading: "What we hold, why, and for how long".into(), blocks }
}

/// Groups by the controller's category, in the order of the package; what has none stands by its own title.
fn groups<'facts>(controller: &'facts Controller, contents: &'facts [Contents]) -> Vec<Group<'facts>> {
    let mut groups: Vec<Group<'facts>> = Vec::new();
    for collection in contents.iter().filter(|collection| collection.rows > 0) {
        let key = collection.head.category.as_deref();
        let category = controller.categories.iter().find(|category| Some(category.id.as_str()) == key);
        let title = category.map_or_else(|| collection.head.shown_title(), |category| &category.name);
        match groups.iter_mut().find(|group| group.title == title) {
            Some(group) => group.collections.push(collection),
            None => groups.push(Group { title, category, collections: vec![collection] }),
        }
    }
    groups
}

fn facts(controller: &Controller, group: &Group<'_>) -> Vec<(Label, Text)> {
    vec![
        ("What".into(), what(group)),
        ("Why".into(), why(controller, group)),
        ("Where from".into(), where_from(controller, group)),
        ("Who received it".into(), who(controller, group)),
        ("How long".into(), how_long(controller, group)),
        ("Abroad".into(), abroad(controller, group)),
    ]
}

fn what(group: &Group<'_>) -> Text {
    let columns = group.collections.iter().flat_map(|collection| &collection.head.columns);
    let mut labels = distinct(columns.map(|column| {
        if column.label.is_empty() { column.name.replace('_', " ") } else { in_a_sentence(&column.label) }
    }));
    if labels.is_empty() {
        let told = group.collections.iter().map(|collection| collection.head.description.clone());
        labels = distinct(told.map(|told| told.unwrap_or_else(|| "a file".into())));
    }
    let more = labels.len() > LONGEST_LIST;
    labels.truncate(LONGEST_LIST);
    let tail = if more { " and more, as the file shows" } else { "" };
    Text::plain(format!("{}{tail}", capital(&labels.join(", "))))
}

/// A label in the middle of a sentence: "e-mail", but still "IP address".
fn in_a_sentence(label: &str) -> String {
    let first = label.split_whitespace().next().unwrap_or_default();
    if first.chars().filter(|letter| letter.is_uppercase()).count() > 1 || first.chars().count() < 2 {
        return label.to_owned();
    }
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

fn why(controller: &Controller, group: &Group<'_>) -> Text {
    let told = distinct(group.collections.iter().flat_map(|collection| collection.head.why.iter().cloned()));
    if !told.is_empty() {
        return Text::plain(capital(&told.join("; ")));
    }
    let id = group.category.map(|category| category.id.as_str());
    let uses = |purpose: &&Purpose| purpose.categories.iter().any(|category| Some(category.as_str()) == id);
    let fitting: Vec<_> = controller.purposes.iter().filter(uses).collect();
    if fitting.is_empty() {
        general(controller, !controller.purposes.is_empty(), "why it uses this")
    } else {
        purposes(controller, &fitting)
    }
}

fn where_from(controller: &Controller, group: &Group<'_>) -> Text {
    let told = distinct(group.collections.iter().filter_map(|collection| collection.head.source.clone()));
    let yours = group.collections.iter().all(|collection| collection.head.provided_by_subject == Some(true));
    match (told.is_empty(), yours) {
        (false, _) => Text::plain(capital(&told.join("; "))),
        (true, true) => Text::plain("You"),
        (true, false) => general(controller, !controller.sources.is_empty(), "where this comes from"),
    }
}

fn who(controller: &Controller, group: &Group<'_>) -> Text {
    let told = distinct(group.collections.iter().flat_map(|collection| collection.head.recipients.iter().cloned()));
    if told.is_empty() {
        return general(controller, !controller.recipients.is_empty(), "who received this");
    }
    Text::plain(capital(&told.join(", ")))
}

fn how_long(controller: &Controller, group: &Group<'_>) -> Text {
    let told = distinct(group.collections.iter().filter_map(|collection| collection.head.retention.clone()));
    if told.is_empty() {
        return general(controller, !controller.retention.is_empty(), "how long it keeps this");
    }
    Text::plain(capital(&told.join("; ")))
}

/// Article 15(2), for this group: who of its recipients is in another country, and what protects the data there.
fn abroad(controller: &Controller, group: &Group<'_>) -> Text {
    let told = distinct(group.collections.iter().flat_map(|collection| collection.head.recipients.iter().cloned()));
    let known = |name: &String| controller.recipients.iter().find(|one| one.name.eq_ignore_ascii_case(name));
    let outside: Vec<String> =
        told.iter().filter_map(known).filter(|one| one.country.is_some()).map(recipient).collect();
    let Some(transfers) = &controller.transfers else {
        return gap(controller, "whether this goes to other countries");
    };
    if outside.is_empty() {
        return Text(vec![Run::Quiet("See “Decisions made by computer, and data abroad” below".into())]);
    }
    let names = Text::plain(format!("{}. ", capital(&outside.join("; "))));
    match &transfers.safeguards {
        Some(safeguards) => names.then(sentence(safeguards)),
        None => names.and(Run::Gap(format!("[{} has not stated how it is protected there]", controller.brand))),
    }
}

/// Points to the general part, or shows that there is nothing to point to.
fn general(controller: &Controller, stated: bool, what: &str) -> Text {
    if stated { Text(vec![Run::Quiet("See “For all of it” below".into())]) } else { gap(controller, what) }
}

fn gap(controller: &Controller, what: &str) -> Text {
    Text::gap(format!("[{} has not stated {what}]", controller.brand))
}

fn purposes(controller: &Controller, purposes: &[&Purpose]) -> Text {
    if purposes.is_empty() {
        return gap(controller, "why it uses your data");
    }
    let mut text = Text::default();
    for (index, purpose) in purposes.iter().enumerate() {
        text = next_line(text, index);
        let name = capital(&purpose.name);
        text = match &purpose.basis {
            Some(basis) => text.then(format!("{name} ({basis})")),
            None => text.then(format!("{name} ")).and(Run::Gap("[legal basis not stated]".into())),
        };
    }
    text
}

/// Every entry but the first begins on a line of its own.
fn next_line(text: Text, index: usize) -> Text {
    if index == 0 { text } else { text.and(Run::Break) }
}

fn sources(controller: &Controller) -> Text {
    if controller.sources.is_empty() {
        return gap(controller, "where data comes from that you did not give");
    }
    Text::plain(capital(&controller.sources.join("; ")))
}

fn recipients(controller: &Controller) -> Text {
    if controller.recipients.is_empty() {
        return gap(controller, "who receives data");
    }
    Text::plain(capital(&controller.recipients.iter().map(recipient).collect::<Vec<_>>().join("; ")))
}

fn recipient(recipient: &Recipient) -> String {
    let beside: Vec<&str> = [&recipient.role, &recipient.country].into_iter().flatten().map(String::as_str).collect();
    if beside.is_empty() { recipient.name.clone() } else { format!("{} ({})", recipient.name, beside.join(", ")) }
}

fn retention(controller: &Controller) -> Text {
    if controller.retention.is_empty() {
        return gap(controller, "how long it keeps data");
    }
    let mut text = Text::default();
    for (index, rule) in controller.retention.iter().enumerate() {
        text = next_line(text, index);
        let what = capital(&rule.what);
        text = match (&rule.period, &rule.reason) {
            (Some(period), Some(reason)) => text.then(format!("{what}: {period} ({reason})")),
            (Some(period), None) => text.then(format!("{what}: {period}")),
            (None, _) => text.then(format!("{what}: ")).and(Run::Gap("[period not stated]".into())),
        };
    }
    text
}

/// Article 15(1)(h) and 15(2).
pub(super) fn decisions_and_transfers(letter: &Letter) -> Section {
    let controller = &letter.controller;
    let decisions = match &controller.automated_decisions {
        Some(told) => Text::plain(sentence(told)),
        None => gap(controller, "whether a computer alone makes decisions about you, and how"),
    };
    let transfers = match &controller.transfers {
        None => gap(controller, "whether your data goes to other countries, and how it is protected there"),
        Some(transfers) => match &transfers.safeguards {
            Some(safeguards) => Text::plain(format!("{} {}", sentence(&transfers.to), sentence(safeguards))),
            None => Text::plain(format!("{} ", sentence(&transfers.to)))
                .and(Run::Gap(format!("[{} has not stated how data is protected there]", controller.brand))),
        },
    };
    Section {
        id: "decisions",
        heading: "Decisions made by computer, and data abroad".into(),
        blocks: vec![Block::Paragraph(decisions), Block::Paragraph(transfers)],
    }
}

/// Each once, in the order of appearance, without blanks.
fn distinct(words: impl Iterator<Item = String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for word in words.filter(|word| !word.trim().is_empty()) {
        if !seen.contains(&word) {
            seen.push(word);
        }
    }
    seen
}
