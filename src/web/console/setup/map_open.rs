//! What the form of an opened piece of a data map shows.

use super::map_pieces::PieceWords;
use crate::domain::datamap::DataMap;
use crate::domain::mapping::{At, CATEGORIES, ColumnWords, LiveTable, MASKS, Offer, ReferenceWords};
use crate::workflow::mapping::LiveLook;

/// A place that can be opened.
pub struct PlaceView {
    /// Its code in the form.
    pub code: String,
    /// Its name.
    pub words: String,
}

/// An opened piece.
pub struct OpenView {
    /// Its code in the form.
    pub code: String,
    /// Its name.
    pub title: String,
    /// The place above it, to go back to.
    pub above: Option<PlaceView>,
    /// What it says.
    pub words: PieceWords,
    /// The columns of the table, with the place of each.
    pub columns: Vec<PlaceView>,
    /// Every `collection.field` that a tie can lead to.
    pub targets: Vec<String>,
    /// The systems of the map.
    pub systems: Vec<String>,
    /// Tables or columns that are live and not in the map.
    pub missing: Vec<String>,
    /// Why the live system could not be looked at.
    pub unseen: String,
    /// Guesses to take or leave.
    pub offers: Vec<OfferView>,
}

/// A guess.
pub struct OfferView {
    /// Where: empty for the opened place itself.
    pub place: String,
    /// What.
    pub words: String,
    /// How sure, in percent.
    pub sure: u8,
    /// Why.
    pub why: String,
    /// The change, as the form carries it.
    pub code: String,
}

/// Every system and table of a map.
pub fn places(map: &DataMap) -> Vec<PlaceView> {
    let mut all = Vec::new();
    for system in &map.systems {
        let at = At::of(&[&system.key]);
        all.push(PlaceView { code: at.code(), words: format!("{} (the system)", system.key) });
        let tables = system.collections.iter().map(|held| PlaceView {
            code: at.below(&held.name).code(),
            words: format!("{}: {}", system.key, held.name),
        });
        all.extend(tables);
    }
    all
}

impl OpenView {
    /// Opens a place with what is typed or stands there.
    pub fn of(map: &DataMap, at: &At, words: PieceWords, looked: Option<Result<LiveLook, String>>) -> Self {
        let (look, unseen) = match looked {
            Some(Ok(look)) => (Some(look), String::new()),
            Some(Err(why)) => (None, why),
            None => (None, String::new()),
        };
        let system = at.system(map);
        let held = at.collection(map).filter(|_| at.0.len() == 2);
        let own = |name: &String| PlaceView { code: at.below(name).code(), words: name.clone() };
        let named = system.iter().flat_map(|system| &system.collections);
        let targets = named.flat_map(|held| held.fields.iter().map(|field| format!("{}.{}", held.name, field.name)));
        let parent: Vec<&str> = at.0.iter().rev().skip(1).rev().map(String::as_str).collect();
        let above = (!parent.is_empty()).then(|| {
            let words = parent.last().copied().unwrap_or_default().to_owned();
            PlaceView { code: At::of(&parent).code(), words }
        });
        Self {
            code: at.code(),
            title: at.0.join(" › "),
            above,
            words,
            columns: held.iter().flat_map(|held| held.fields.iter().map(|field| own(&field.name))).collect(),
            targets: targets.collect(),
            systems: map.systems.iter().map(|system| system.key.clone()).collect(),
            missing: look.as_ref().map(|look| missing(look, at)).unwrap_or_default(),
            unseen,
            offers: look.map(|look| offered(look.offers, at)).unwrap_or_default(),
        }
    }
}

/// Live tables, or columns of the opened table, that the map does not have.
fn missing(look: &LiveLook, at: &At) -> Vec<String> {
    if at.0.len() == 1 {
        let absent = look.tables.iter().filter(|table| table.collection.is_none());
        return absent.map(LiveTable::whole_name).collect();
    }
    let own = look.tables.iter().filter(|table| table.collection.as_ref() == at.0.get(1));
    let columns = own.flat_map(|table| table.columns.iter().filter(|(_, mapped)| mapped.is_none()));
    columns.map(|(name, _)| name.clone()).collect()
}

/// The guesses for the opened place and what lies below it.
fn offered(offers: Vec<Offer>, at: &At) -> Vec<OfferView> {
    let below = |offer: &Offer| offer.at.0.starts_with(&at.0) && (at.0.len() > 1 || offer.at.0.len() == 1);
    let view = |offer: Offer| OfferView {
        place: offer.at.0.get(at.0.len()..).unwrap_or_default().join("."),
        words: offer.words,
        sure: offer.sure,
        why: offer.why,
        code: serde_json::to_string(&offer.change).unwrap_or_default(),
    };
    offers.into_iter().filter(below).map(view).collect()
}

/// A choice of a list or a row of boxes.
pub struct Choice {
    /// Its code in the form.
    pub code: String,
    /// What people read.
    pub label: String,
    /// Whether it is chosen.
    pub chosen: bool,
}

/// A list of choices; what the map has and the list does not is a choice, too.
fn choices<C: ToString, L: ToString>(pairs: impl IntoIterator<Item = (C, L)>, chosen: &str) -> Vec<Choice> {
    let one = |(code, label): (C, L)| {
        let code = code.to_string();
        Choice { chosen: code == chosen, label: label.to_string(), code }
    };
    let mut all: Vec<Choice> = pairs.into_iter().map(one).collect();
    if !all.iter().any(|one| one.chosen) && !chosen.is_empty() {
        all.push(Choice { code: chosen.to_owned(), label: chosen.to_owned(), chosen: true });
    }
    all
}

/// What an erasure does.
pub fn actions(chosen: &str) -> Vec<Choice> {
    let all = [
        ("", "Nothing is said here: what stands above counts"),
        ("delete", "The row goes"),
        ("anonymise", "The row stays without what says whose it is"),
        ("keep", "Nothing, and the reason is told"),
        ("detach", "Only the columns that the map names are emptied"),
        ("review", "A person decides"),
    ];
    choices(all, chosen)
}

/// What a column holds.
pub fn categories(chosen: &str) -> Vec<Choice> {
    let known = CATEGORIES.iter().map(|(code, words)| ((*code).to_owned(), format!("{words} ({code})")));
    choices(std::iter::once((String::new(), "Nothing about a person".to_owned())).chain(known), chosen)
}

/// What stands in a column after an erasure.
pub fn masks(chosen: &str) -> Vec<Choice> {
    choices(std::iter::once(("", "What the table says")).chain(MASKS.iter().copied()), chosen)
}

/// Which digest.
pub fn digests(chosen: &str) -> Vec<Choice> {
    choices([("", "SHA-256, unless said otherwise"), ("SHA-256", "SHA-256"), ("SHA-512", "SHA-512")], chosen)
}

/// Which way keys flow.
pub fn directions(chosen: &str) -> Vec<Choice> {
    let all = [
        ("", "Away from where persons are recognised"),
        ("from", "from: rows here are found by rows there"),
        ("to", "to: rows there are found by rows here"),
    ];
    choices(all, chosen)
}

impl OpenView {
    /// The columns as boxes.
    pub fn ticked(&self, on: &[String]) -> Vec<Choice> {
        let one = |column: &PlaceView| Choice {
            code: column.words.clone(),
            label: column.words.clone(),
            chosen: on.contains(&column.words),
        };
        self.columns.iter().map(one).collect()
    }

    /// The columns as a list, with none.
    pub fn column_choices(&self, chosen: &str) -> Vec<Choice> {
        let none = std::iter::once(("", "None"));
        choices(none.chain(self.columns.iter().map(|column| (column.words.as_str(), column.words.as_str()))), chosen)
    }

    /// The systems as a list.
    pub fn system_choices(&self, chosen: &str) -> Vec<Choice> {
        choices(self.systems.iter().map(|system| (system, system)), chosen)
    }
}

/// The ties of a column with their numbers in the form, and an empty one for a new tie.
pub fn ties(words: &ColumnWords) -> Vec<(usize, ReferenceWords)> {
    let held = words.references.iter().map(|tie| tie.clone().unwrap_or_default());
    let more = std::iter::once(ReferenceWords::default());
    held.chain(more).enumerate().collect()
}
