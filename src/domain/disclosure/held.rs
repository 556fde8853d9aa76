//! What is held, why, from where, for whom and how long (Article 15(1)(a) to (d), (g), (h) and 15(2)).
//!
//! What the data map says about a collection comes first; what only the company's policy says in general stands in a part
//! of its own, to which the particular parts then point. What neither says is a gap.

use super::collection::{Contents, Kept, Use};
use super::document::{Block, Label, Run, Section, Text};
use super::letter::Letter;
use super::said::said;
use super::voice::{Voice, capital_text};
use crate::domain::controller::{Category, Controller, Purpose, Recipient};

/// How many field names a group shows before it points to the file.
const LONGEST_LIST: usize = 14;

/// Collections that are told of together.
struct Group<'facts> {
    title: &'facts str,
    category: Option<&'facts Category>,
    collections: Vec<&'facts Contents>,
}

/// A company and how it speaks.
struct Teller<'facts> {
    controller: &'facts Controller,
    voice: Voice<'facts>,
}

/// What is held, group by group, and then in general.
pub(super) fn section(letter: &Letter, contents: &[Contents]) -> Section {
    let teller = Teller { controller: &letter.controller, voice: letter.voice() };
    let voice = &teller.voice;
    let mut blocks = Vec::new();
    for group in groups(&letter.controller, contents) {
        blocks.push(Block::Heading(capital_text(&voice.own(group.title))));
        blocks.push(Block::Facts(teller.facts(&group)));
    }
    let purposes: Vec<&Purpose> = letter.controller.purposes.iter().collect();
    blocks.push(Block::Heading(voice.runs("answer.held.all")));
    blocks.push(Block::Facts(vec![
        teller.fact("why", teller.purposes(&purposes)),
        teller.fact("from", teller.sources()),
        teller.fact("may_receive", teller.recipients()),
        teller.fact("long", teller.retention()),
    ]));
    Section { id: "data", heading: voice.text("answer.held.heading"), blocks }
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

impl Teller<'_> {
    fn fact(&self, key: &str, text: Text) -> (Label, Text) {
        (self.voice.text(&format!("answer.held.{key}")).into(), text)
    }

    fn facts(&self, group: &Group<'_>) -> Vec<(Label, Text)> {
        vec![
            self.fact("what", self.what(group)),
            self.fact("why", self.why(group)),
            self.fact("from", self.where_from(group)),
            self.fact("received", self.who(group)),
            self.fact("long", self.how_long(group)),
            self.fact("abroad", self.abroad(group)),
        ]
    }

    fn what(&self, group: &Group<'_>) -> Text {
        let voice = &self.voice;
        let columns = group.collections.iter().flat_map(|collection| &collection.head.columns);
        let mut labels = distinct(columns.map(|column| {
            if column.label.is_empty() { column.name.replace('_', " ") } else { voice.within_a_sentence(&column.label) }
        }));
        if labels.is_empty() {
            let a_file = || voice.text("answer.files.a_file");
            let told = group.collections.iter().map(|collection| collection.head.description.clone());
            labels = distinct(told.map(|told| told.unwrap_or_else(a_file)));
        }
        let more = labels.len() > LONGEST_LIST;
        labels.truncate(LONGEST_LIST);
        let row = voice.row(&labels, ", ");
        if more { row.then(format!(" {}", voice.text("answer.held.more"))) } else { row }
    }

    fn why(&self, group: &Group<'_>) -> Text {
        let told = distinct(group.collections.iter().flat_map(|collection| collection.head.why.iter().cloned()));
        if !told.is_empty() {
            return self.voice.joined(&told.iter().map(|one| self.used(one)).collect::<Vec<_>>(), "; ");
        }
        let id = group.category.map(|category| category.id.as_str());
        let uses = |purpose: &&Purpose| purpose.categories.iter().any(|category| Some(category.as_str()) == id);
        let fitting: Vec<_> = self.controller.purposes.iter().filter(uses).collect();
        if fitting.is_empty() {
            self.general(!self.controller.purposes.is_empty(), "why_this")
        } else {
            self.purposes(&fitting)
        }
    }

    /// "to deliver your orders (contract)".
    fn used(&self, one: &Use) -> Text {
        let purpose = self.voice.own(&one.purpose);
        match &one.basis {
            Some(basis) => {
                let parts = [("purpose", purpose), ("basis", self.voice.own(basis))];
                said(&self.voice.say("answer.held.use"), &parts)
            }
            None => purpose,
        }
    }

    fn where_from(&self, group: &Group<'_>) -> Text {
        let told = distinct(group.collections.iter().filter_map(|collection| collection.head.source.clone()));
        let yours = group.collections.iter().all(|collection| collection.head.provided_by_subject == Some(true));
        match (told.is_empty(), yours) {
            (false, _) => self.voice.row(&told, "; "),
            (true, true) => self.voice.runs("answer.held.you"),
            (true, false) => self.general(!self.controller.sources.is_empty(), "from_this"),
        }
    }

    fn who(&self, group: &Group<'_>) -> Text {
        let told = distinct(group.collections.iter().flat_map(|collection| collection.head.recipients.iter().cloned()));
        if told.is_empty() {
            return self.general(!self.controller.recipients.is_empty(), "received_this");
        }
        self.voice.row(&told, ", ")
    }

    fn how_long(&self, group: &Group<'_>) -> Text {
        let told = distinct(group.collections.iter().flat_map(|collection| collection.head.retention.iter().cloned()));
        if told.is_empty() {
            return self.general(!self.controller.retention.is_empty(), "long_this");
        }
        self.voice.joined(&told.iter().map(|one| self.kept(one)).collect::<Vec<_>>(), "; ")
    }

    /// "6 years, because tax law makes us keep invoices".
    fn kept(&self, one: &Kept) -> Text {
        let voice = &self.voice;
        let period = voice.own(&one.period);
        let Some(reason) = &one.reason else { return period };
        let key = if one.source.is_some() { "answer.held.kept_by" } else { "answer.held.kept" };
        let source = one.source.as_ref().map(|source| voice.own(source)).unwrap_or_default();
        said(&voice.say(key), &[("period", period), ("reason", voice.own(reason)), ("source", source)])
    }

    /// Article 15(2), for this group: who of its recipients is in another country, and what protects the data there.
    fn abroad(&self, group: &Group<'_>) -> Text {
        let told = distinct(group.collections.iter().flat_map(|collection| collection.head.recipients.iter().cloned()));
        let known = |name: &String| self.controller.recipients.iter().find(|one| one.name.eq_ignore_ascii_case(name));
        let outside = told.iter().filter_map(known).filter(|one| one.country.is_some());
        let outside: Vec<Text> = outside.map(|one| self.recipient(one)).collect();
        let Some(transfers) = &self.controller.transfers else {
            return self.voice.gap("answer.gap.abroad_this");
        };
        if outside.is_empty() {
            return Text(vec![Run::Quiet(self.voice.text("answer.held.see_abroad"))]);
        }
        let names = self.voice.joined(&outside, "; ").then(". ");
        match &transfers.safeguards {
            Some(safeguards) => names.with(self.voice.sentence(safeguards)),
            None => names.with(self.voice.gap("answer.gap.protected_this")),
        }
    }

    /// Points to the general part, or shows that there is nothing to point to.
    fn general(&self, stated: bool, gap: &str) -> Text {
        if stated {
            Text(vec![Run::Quiet(self.voice.text("answer.held.see_all"))])
        } else {
            self.voice.gap(&format!("answer.gap.{gap}"))
        }
    }

    fn purposes(&self, purposes: &[&Purpose]) -> Text {
        if purposes.is_empty() {
            return self.voice.gap("answer.gap.why");
        }
        in_lines(purposes.iter().map(|purpose| {
            let used = Use { purpose: purpose.name.clone(), basis: purpose.basis.clone() };
            let told = capital_text(&self.used(&used));
            if used.basis.is_some() { told } else { told.then(" ").with(self.voice.gap("answer.gap.basis")) }
        }))
    }

    fn sources(&self) -> Text {
        if self.controller.sources.is_empty() {
            return self.voice.gap("answer.gap.from");
        }
        self.voice.row(&self.controller.sources, "; ")
    }

    fn recipients(&self) -> Text {
        if self.controller.recipients.is_empty() {
            return self.voice.gap("answer.gap.receives");
        }
        let all: Vec<Text> = self.controller.recipients.iter().map(|one| self.recipient(one)).collect();
        self.voice.joined(&all, "; ")
    }

    fn recipient(&self, one: &Recipient) -> Text {
        let voice = &self.voice;
        let beside: Vec<Text> = [&one.role, &one.country].into_iter().flatten().map(|words| voice.own(words)).collect();
        if beside.is_empty() {
            return voice.own(&one.name);
        }
        let beside = voice.plain_row(&beside, ", ");
        said(&voice.say("answer.held.recipient"), &[("name", voice.own(&one.name)), ("beside", beside)])
    }

    fn retention(&self) -> Text {
        if self.controller.retention.is_empty() {
            return self.voice.gap("answer.gap.long");
        }
        let voice = &self.voice;
        in_lines(self.controller.retention.iter().map(|rule| {
            let what = capital_text(&voice.own(&rule.what));
            let Some(period) = &rule.period else {
                let gap = voice.gap("answer.gap.period");
                return said(&voice.say("answer.held.rule"), &[("what", what), ("period", gap)]);
            };
            let key = if rule.reason.is_some() { "answer.held.rule_because" } else { "answer.held.rule" };
            let reason = rule.reason.as_ref().map(|reason| voice.own(reason)).unwrap_or_default();
            said(&voice.say(key), &[("what", what), ("period", voice.own(period)), ("reason", reason)])
        }))
    }
}

/// Each text on a line of its own.
fn in_lines(texts: impl Iterator<Item = Text>) -> Text {
    let mut lines = Text::default();
    for (index, text) in texts.enumerate() {
        lines = if index == 0 { lines } else { lines.and(Run::Break) };
        lines = lines.with(text);
    }
    lines
}

/// Article 15(1)(h) and 15(2).
pub(super) fn decisions_and_transfers(letter: &Letter) -> Section {
    let (controller, voice) = (&letter.controller, letter.voice());
    let decisions = match &controller.automated_decisions {
        Some(told) => voice.sentence(told),
        None => voice.gap("answer.gap.decisions"),
    };
    let transfers = match &controller.transfers {
        None => voice.gap("answer.gap.abroad"),
        Some(transfers) => {
            let safeguards = transfers.safeguards.as_ref();
            let safe = safeguards.map_or_else(|| voice.gap("answer.gap.protected"), |words| voice.sentence(words));
            voice.sentences(&[voice.sentence(&transfers.to), safe])
        }
    };
    Section {
        id: "decisions",
        heading: voice.text("answer.decisions.heading"),
        blocks: vec![Block::Paragraph(decisions), Block::Paragraph(transfers)],
    }
}

/// Each once, in the order of appearance, without blanks.
fn distinct<T: PartialEq + Told>(told: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen: Vec<T> = Vec::new();
    for one in told.filter(|one| !one.lead().trim().is_empty()) {
        if !seen.contains(&one) {
            seen.push(one);
        }
    }
    seen
}

/// Something that the data map tells, by its leading words.
trait Told {
    fn lead(&self) -> &str;
}

impl Told for String {
    fn lead(&self) -> &str {
        self
    }
}

impl Told for Use {
    fn lead(&self) -> &str {
        &self.purpose
    }
}

impl Told for Kept {
    fn lead(&self) -> &str {
        &self.period
    }
}
