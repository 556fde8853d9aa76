//! Guided pieces beside the words of a map: what a form shows of a table or a column, and what it says when it comes back.

use serde_json::json;

use super::map_open::OpenView;
use crate::domain::datamap::DataMap;
use crate::domain::erasure::KeepFor;
use crate::domain::mapping::{
    At, Change, ColumnWords, KeepWords, MaskWords, ReferenceWords, RestrictionWords, SystemWords, TableWords,
};
use crate::domain::request::Actor;
use crate::ports::systems::Systems;
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::workflow::WorkError;
use crate::workflow::mapping::{guide, look_at, read_map};

/// What the buttons of the pieces ask for.
pub struct Asked {
    at: At,
    deed: Deed,
}

enum Deed {
    /// A place is opened.
    Open,
    /// A form was filled in.
    Write(PieceWords, Vec<Change>),
    /// A form was filled in wrongly.
    Wrong(PieceWords, Wrong),
    /// A guess is taken.
    Take(Change),
    /// A live table or column is put into the map.
    Add(String),
}

/// What came of it.
pub struct Guided {
    /// The text, changed or as it was.
    pub text: String,
    /// The opened piece.
    pub open: Option<OpenView>,
    /// What is wrong in it.
    pub wrong: Option<Wrong>,
}

/// Reads what the buttons ask for; nothing when it was another button.
pub fn asked(fields: &Fields, map: &DataMap) -> Result<Option<Asked>, WebError> {
    let opened = match fields.one("opens")? {
        "" => fields.one("open")?,
        from => fields.one(from)?,
    };
    if let Some(at) = At::parse(opened) {
        return Ok(Some(Asked { at, deed: Deed::Open }));
    }
    let Some(at) = At::parse(fields.one("piece")?) else { return Ok(None) };
    let deed = if fields.has("apply") {
        let Some(before) = PieceWords::of(map, &at) else { return Ok(Some(Asked { at, deed: Deed::Open })) };
        let words = PieceWords::typed(fields, &before)?;
        let (wrong, changes) = (words.wrong(), words.changes(&before, &at));
        match wrong {
            Some(wrong) => Deed::Wrong(words, wrong),
            None => Deed::Write(words, changes),
        }
    } else if fields.has("take") {
        serde_json::from_str(fields.one("take")?).map(Deed::Take).ok().ok_or(WebError::NotFound)?
    } else if fields.has("adds") && !fields.one("add")?.trim().is_empty() {
        Deed::Add(text(fields, "add")?)
    } else {
        return Ok(None);
    };
    Ok(Some(Asked { at, deed }))
}

impl Asked {
    /// Does it to a text, and opens the place with what the live system shows.
    pub fn done(self, systems: &dyn Systems, actor: Actor, text: &str) -> Result<Guided, WorkError> {
        let Self { mut at, deed } = self;
        let (mut typed, mut wrong) = (None, None);
        let changes = match deed {
            Deed::Open => Vec::new(),
            Deed::Take(change) => vec![change],
            Deed::Wrong(words, what) => {
                (typed, wrong) = (Some(words), Some(what));
                Vec::new()
            }
            Deed::Write(words, changes) => {
                typed = Some(words);
                changes
            }
            Deed::Add(name) => vec![added(systems, actor, text, &mut at, &name)?],
        };
        let mut text = text.to_owned();
        match guide(actor, &text, &changes) {
            Ok(new) => text = new,
            Err(WorkError::Field { field, what }) => wrong = Some((field, what)),
            Err(other) => return Err(other),
        }
        let map = read_map(&text)?;
        let Some(stands) = PieceWords::of(&map, &at) else {
            let what = format!("There is no {} in the text.", at.0.join("."));
            return Ok(Guided { text, open: None, wrong: wrong.or(Some(("piece", what))) });
        };
        let words = typed.filter(|_| wrong.is_some()).unwrap_or(stands);
        let looked = at.0.first().map(|system| look_at(systems, actor, &map, system));
        Ok(Guided { open: Some(OpenView::of(&map, &at, words, looked)), text, wrong })
    }
}

/// The change that puts a table or a column into the map; the place becomes the new one.
fn added(systems: &dyn Systems, actor: Actor, text: &str, at: &mut At, name: &str) -> Result<Change, WorkError> {
    let parent = at.clone();
    if at.0.len() != 1 {
        *at = at.below(name);
        return Ok(Change::Append(parent, vec!["fields".to_owned()], json!({ "name": name })));
    }
    let system = at.0.first().cloned().unwrap_or_default();
    let look = look_at(systems, actor, &read_map(text)?, &system).ok();
    let live = look.and_then(|look| look.tables.into_iter().find(|table| table.whole_name() == name));
    *at = at.below(live.as_ref().map_or(name, |table| table.name.as_str()));
    let bare = || Change::Append(parent, vec!["collections".to_owned()], json!({ "name": name }));
    Ok(live.map_or_else(bare, |table| table.added(&system)))
}

/// What is wrong in a piece: the field, and a sentence.
pub type Wrong = (&'static str, String);

/// What a piece says.
pub enum PieceWords {
    /// Of a system.
    System(SystemWords),
    /// Of a table.
    Table(TableWords),
    /// Of a column.
    Column(ColumnWords),
}

impl PieceWords {
    /// Reads a place of the map; nothing when it is not there.
    pub fn of(map: &DataMap, at: &At) -> Option<Self> {
        match at.0.len() {
            1 => at.system(map).map(|system| Self::System(SystemWords::of(system))),
            2 => at.collection(map).map(|held| Self::Table(TableWords::of(held))),
            _ => at.field(map).map(|field| Self::Column(ColumnWords::of(field))),
        }
    }

    /// What must change for the map to say this.
    pub fn changes(&self, before: &Self, at: &At) -> Vec<Change> {
        match (self, before) {
            (Self::System(now), Self::System(was)) => now.changes(was, at),
            (Self::Table(now), Self::Table(was)) => now.changes(was, at),
            (Self::Column(now), Self::Column(was)) => now.changes(was, at),
            _ => Vec::new(),
        }
    }

    /// Reads the form of a piece, with what stood there where the form does not ask.
    pub fn typed(fields: &Fields, before: &Self) -> Result<Self, WebError> {
        Ok(match before {
            Self::System(_) => Self::System(system(fields)?),
            Self::Table(was) => Self::Table(table(fields, was)?),
            Self::Column(was) => Self::Column(column(fields, was)?),
        })
    }

    /// What a person must mend before it can be written.
    pub fn wrong(&self) -> Option<Wrong> {
        match self {
            Self::System(_) => None,
            Self::Table(words) => table_wrong(words),
            Self::Column(words) => column_wrong(words),
        }
    }
}

fn text(fields: &Fields, name: &str) -> Result<String, WebError> {
    Ok(fields.one(name)?.trim().to_owned())
}

fn lines(fields: &Fields, name: &str) -> Result<Vec<String>, WebError> {
    Ok(fields.one(name)?.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect())
}

fn system(fields: &Fields) -> Result<SystemWords, WebError> {
    Ok(SystemWords {
        label: text(fields, "p_label")?,
        recipients: lines(fields, "p_recipients")?,
        action: text(fields, "p_action")?,
        reason: text(fields, "p_reason")?,
    })
}

/// The ticked names, those that stood there before in their order.
fn ticked(fields: &Fields, name: &str, before: &[String]) -> Vec<String> {
    let now = fields.many(name);
    let kept = before.iter().filter(|column| now.contains(&column.as_str())).cloned();
    let new = now.iter().filter(|column| !before.iter().any(|held| held == *column)).map(|column| (*column).to_owned());
    kept.chain(new).collect()
}

fn table(fields: &Fields, was: &TableWords) -> Result<TableWords, WebError> {
    let keep = KeepWords {
        keep_for: text(fields, "p_keep_for")?,
        from: text(fields, "p_from")?,
        reason: text(fields, "p_keep_reason")?,
        source: text(fields, "p_source")?,
    };
    Ok(TableWords {
        label: text(fields, "p_label")?,
        persons: fields.has("p_persons"),
        shown_as: ticked(fields, "p_shown", &was.shown_as),
        key: ticked(fields, "p_key", &was.key),
        recipients: lines(fields, "p_recipients")?,
        action: text(fields, "p_action")?,
        reason: text(fields, "p_reason")?,
        keep: if was.rules > 1 { was.keep.clone() } else { keep },
        rules: was.rules,
        restriction: RestrictionWords {
            column: text(fields, "p_restrict")?,
            marked: text(fields, "p_marked")?,
            move_to: text(fields, "p_move_to")?,
        },
    })
}

fn table_wrong(words: &TableWords) -> Option<Wrong> {
    let (keep, restriction) = (&words.keep, &words.restriction);
    if !keep.keep_for.is_empty() && KeepFor::parse(&keep.keep_for).is_none() {
        return Some(("p_keep_for", "Write how long like 6 years, 18 months or 90 days.".to_owned()));
    }
    if !keep.keep_for.is_empty() && (keep.from.is_empty() || keep.reason.is_empty()) {
        return Some(("p_from", "Say from which date the period counts, and why the rows are kept.".to_owned()));
    }
    if keep.keep_for.is_empty() && !(keep.from.is_empty() && keep.reason.is_empty() && keep.source.is_empty()) {
        return Some(("p_keep_for", "Say how long the rows are kept, or empty the other boxes, too.".to_owned()));
    }
    if !restriction.column.is_empty() && !restriction.move_to.is_empty() {
        return Some(("p_restrict", "Choose a column or a table to move to, not both.".to_owned()));
    }
    None
}

fn column(fields: &Fields, was: &ColumnWords) -> Result<ColumnWords, WebError> {
    let mut references = Vec::new();
    for number in 0..=was.references.len() {
        let named = |part: &str| format!("p_ref{number}_{part}");
        let one = ReferenceWords {
            dataset: text(fields, &named("dataset"))?,
            field: text(fields, &named("field"))?,
            direction: text(fields, &named("direction"))?,
            review: fields.has(&named("review")),
        };
        let is_gone = fields.has(&named("gone")) || one.field.is_empty();
        if number < was.references.len() || !is_gone {
            references.push((!is_gone).then_some(one));
        }
    }
    Ok(ColumnWords {
        label: text(fields, "p_label")?,
        category: text(fields, "p_category")?,
        more_categories: was.more_categories.clone(),
        identity: text(fields, "p_identity")?,
        key: fields.has("p_is_key"),
        free_text: fields.has("p_free_text"),
        never_leaves: fields.has("p_never_leaves"),
        third_party: fields.has("p_third_party"),
        mask: mask(fields)?,
        erased_as: text(fields, "p_erased_as")?,
        references,
    })
}

/// Only the settings that the strategy knows: what stands in other boxes does not count.
fn mask(fields: &Fields) -> Result<MaskWords, WebError> {
    let strategy = text(fields, "p_mask")?;
    let only = |name: &str, of: &[&str]| -> Result<String, WebError> {
        let words = text(fields, name)?;
        Ok(if of.contains(&strategy.as_str()) { words } else { String::new() })
    };
    Ok(MaskWords {
        rewrite_value: only("p_rewrite", &["string_rewrite"])?,
        algorithm: only("p_algorithm", &["hash", "hmac"])?,
        length: only("p_length", &["random_string_rewrite"])?,
        suffix: only("p_suffix", &["string_rewrite", "random_string_rewrite", "hash", "hmac", "aes_encrypt"])?,
        strategy,
    })
}

fn column_wrong(words: &ColumnWords) -> Option<Wrong> {
    if words.mask.strategy == "string_rewrite" && words.mask.rewrite_value.is_empty() {
        return Some(("p_rewrite", "Say which text stands there after an erasure.".to_owned()));
    }
    if !words.mask.length.is_empty()
        && !words.mask.length.parse::<u32>().is_ok_and(|length| (1..=1000).contains(&length))
    {
        return Some(("p_length", "Use a whole number from 1 to 1000.".to_owned()));
    }
    let mut ties = words.references.iter().flatten();
    if ties.any(|tie| tie.dataset.is_empty() || !tie.field.contains('.')) {
        return Some(("p_ref0_field", "Name the system, and the column as table.column.".to_owned()));
    }
    None
}
