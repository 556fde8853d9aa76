//! Findings in words: grouped by system and collection, with the map's plain names, the flagged ones first.

use std::sync::Arc;

use askama::Template;
use chrono_tz::Tz;

use super::case_view::{HeadView, request_base};
use super::documents::FilesView;
use super::frame::DeskFrame;
use super::queues::filter::encoded;
use super::review::Trouble;
use super::shown::{capital, count, moment, thousands};
use crate::domain::controller::Controller;
use crate::domain::datamap::{Collection, DataMap};
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::value::Value;
use crate::domain::disclosure::{EXEMPTIONS, Exemption, unstated};
use crate::domain::request::{CommandKind, State};
use crate::ports::store::findings::{CollectionCount, Decision, StoredFinding};
use crate::ports::store::staff::Staff;
use crate::workflow::casefile::{CaseFile, Colleagues, RequestFile};
use crate::workflow::documents::{MailFile, RowSuggestion};

/// The longest value that is shown in full, in characters.
const SHOWN: usize = 1_200;

/// The page.
#[derive(Template)]
#[template(path = "console/review.html")]
pub struct ReviewView {
    pub frame: DeskFrame,
    pub head: HeadView,
    pub right: &'static str,
    pub base: String,
    pub decided: usize,
    pub all: usize,
    pub open: usize,
    pub left_out: usize,
    pub systems: Vec<SystemView>,
    pub title: String,
    pub lead: String,
    pub system: String,
    pub collection: String,
    pub findings: Vec<FindingView>,
    pub more: Option<String>,
    pub rest: usize,
    pub is_open: bool,
    pub approve: String,
    pub refused: String,
    pub grounds: &'static [Exemption],
    pub prepared: String,
    pub lacks: Vec<String>,
    pub files: FilesView,
    /// What could not be done on the page as a whole; empty when all could.
    pub wrong: String,
}

impl ReviewView {
    /// The collection to go on with: the first after this one, round and round, in which something is open.
    fn onward(&self) -> Option<&CollectionView> {
        let all: Vec<&CollectionView> = self.systems.iter().flat_map(|system| &system.collections).collect();
        let after = all.iter().position(|one| one.here).map_or(0, |place| place + 1);
        all.iter().copied().cycle().skip(after).take(all.len()).find(|one| one.open && !one.here)
    }
}

/// Where the next page of a collection begins.
fn more(page: &FindingPage, chosen: &Chosen<'_>, base: &str) -> Option<String> {
    let place = collection_query(&chosen.system, &chosen.collection);
    let last = page.findings.last().map(|(kept, _)| kept.ordinal).filter(|_| page.more && !chosen.is_mixed());
    last.map(|last| format!("{base}/review?{place}&after={last}"))
}

/// A system with its collections.
pub struct SystemView {
    /// The map's name for people.
    pub title: String,
    /// Its collections.
    pub collections: Vec<CollectionView>,
}

/// A collection.
pub struct CollectionView {
    /// The map's name for people.
    pub title: String,
    /// "128 findings, 2 open, 1 left out".
    pub words: String,
    /// Where its findings are.
    pub href: String,
    /// Whether they are shown.
    pub here: bool,
    /// Whether something in it waits for a decision.
    pub open: bool,
}

/// A finding.
pub struct FindingView {
    /// Its id.
    pub id: String,
    /// What it is.
    pub title: String,
    /// Where it is from, when findings of several collections stand together.
    pub from: String,
    /// How it is tied to the person, where that is not plain.
    pub link: &'static str,
    /// Why somebody must look.
    pub flag: String,
    /// Its fields.
    pub fields: Vec<FieldView>,
    /// How many fields are empty and not shown.
    pub empty: usize,
    /// Whether the content was destroyed.
    pub destroyed: bool,
    /// `out`, `kept` or nothing: for the look.
    pub class: &'static str,
    /// What was decided.
    pub decided: String,
    /// By whom, when, on which ground.
    pub by: String,
    /// The instant of the decision in microseconds, so that a later one is noticed.
    pub seen: String,
    /// Fields that the map marks as another person's.
    pub marked: Vec<(String, String)>,
    /// What is wrong with its form.
    pub trouble: Trouble,
}

/// A field of a finding.
pub struct FieldView {
    /// The map's name.
    pub name: String,
    /// The name for people.
    pub label: String,
    /// The value.
    pub value: String,
    /// Whether it may be another person's.
    pub third_party: bool,
    /// Whether it stays here.
    pub withheld: bool,
    /// What in it may have to stay here: the words and why.
    pub suggested: Vec<(String, &'static str)>,
    /// Whether it is a file, which can be looked through as a document.
    pub is_file: bool,
}

/// What one page of findings is made of.
#[derive(Default)]
pub struct FindingPage {
    /// Files that came with the mails of the case.
    pub mailed: Vec<MailFile>,
    /// The findings, opened.
    pub findings: Vec<(StoredFinding, Option<Finding>)>,
    /// What may have to stay here, finding by finding in the same order; none where nobody looked.
    pub suggested: Vec<Vec<RowSuggestion>>,
    /// Whether there are more.
    pub more: bool,
}

/// What is shown, and with which words.
pub struct Chosen<'a> {
    /// The system of the collection, or nothing.
    pub system: String,
    /// The collection, or nothing for what is flagged and open.
    pub collection: String,
    /// Where days are counted.
    pub zone: Tz,
    /// The data maps of the company.
    pub maps: Vec<Arc<DataMap>>,
    /// What is wrong with a form.
    pub trouble: &'a Trouble,
}

impl Chosen<'_> {
    fn system_title(&self, system: &str) -> String {
        let found = self.maps.iter().find_map(|map| map.system(system));
        found.map_or_else(|| system.to_owned(), |system| system.label().to_owned())
    }

    fn collection_of(&self, system: &str, collection: &str) -> Option<&Collection> {
        self.maps.iter().find_map(|map| map.collection(system, collection))
    }

    fn title(&self, system: &str, collection: &str) -> String {
        self.collection_of(system, collection).map_or_else(|| plain(collection), |found| found.label().to_owned())
    }

    /// A page holds findings of one collection, or flagged ones of any.
    const fn is_mixed(&self) -> bool {
        self.collection.is_empty()
    }
}

/// The part of an address that names a collection.
pub fn collection_query(system: &str, collection: &str) -> String {
    format!("system={}&collection={}", encoded(system), encoded(collection))
}

impl ReviewView {
    /// Puts the page together.
    pub fn of(
        frame: DeskFrame,
        file: &CaseFile,
        part: &RequestFile,
        controller: &Controller,
        staff: &Staff,
        page: &FindingPage,
        chosen: &Chosen<'_>,
    ) -> Self {
        let head = HeadView::of(file, controller, chosen.zone, staff.id);
        let base = request_base(&head.base, part);
        let (all, open, flagged) = numbers_of(part);
        let (approve, refused) = approval(part, &base);
        Self {
            right: part.request.right.name(),
            decided: all - open.min(all),
            left_out: total(part.counts.iter().map(|counted| counted.left_out).sum()),
            systems: systems(part, &base, chosen),
            title: chosen.heading(),
            lead: lead(chosen, flagged, page.findings.len()),
            files: FilesView::of(page, part, &base, chosen.zone),
            wrong: chosen.wrong(),
            findings: page.shown(&file.colleagues, chosen),
            more: more(page, chosen, &base),
            rest: chosen.rest(part),
            is_open: part.request.state == State::Reviewing,
            lacks: unstated(controller, part.request.right),
            prepared: part.request.gathered_by.map_or_else(|| "Rightsdesk".to_owned(), |by| file.colleagues.name(by)),
            system: chosen.system.clone(),
            collection: chosen.collection.clone(),
            grounds: EXEMPTIONS,
            all,
            open,
            approve,
            refused,
            base,
            head,
            frame,
        }
    }
}

impl FindingPage {
    fn shown(&self, colleagues: &Colleagues, chosen: &Chosen<'_>) -> Vec<FindingView> {
        let suggested = self.suggested.iter().map(Vec::as_slice).chain(std::iter::repeat(&[][..]));
        let found = self.findings.iter().zip(suggested);
        let view = |((kept, found), suggested): (&(StoredFinding, Option<Finding>), &[RowSuggestion])| {
            FindingView::of(kept, found.as_ref(), colleagues, chosen).with(suggested)
        };
        found.map(view).collect()
    }
}

impl Chosen<'_> {
    /// Findings of the collection on the page that nobody has decided.
    fn rest(&self, part: &RequestFile) -> usize {
        let here = part.counts.iter().find(|c| c.system == self.system && c.collection == self.collection);
        here.map_or(0, |counted| total(counted.open))
    }

    /// What is wrong with the page as a whole, and not with the form of one finding.
    fn wrong(&self) -> String {
        Some(self.trouble)
            .filter(|trouble| trouble.finding.is_empty())
            .map(|trouble| trouble.what.clone())
            .unwrap_or_default()
    }

    fn heading(&self) -> String {
        if self.is_mixed() { "Look at these first".to_owned() } else { self.title(&self.system, &self.collection) }
    }
}

/// What there is to decide, what of it is open, and how many of those are rows.
fn numbers_of(part: &RequestFile) -> (usize, usize, usize) {
    let sum = |of: fn(&CollectionCount) -> i64| total(part.counts.iter().map(of).sum());
    let undecided = part.documents.iter().filter(|document| document.decision.is_none()).count();
    let flagged = sum(|counted| counted.open);
    (sum(|counted| counted.rows) + part.documents.len(), flagged + undecided, flagged)
}

fn total(n: i64) -> usize {
    usize::try_from(n).unwrap_or_default()
}

fn lead(chosen: &Chosen<'_>, open: usize, shown: usize) -> String {
    match (chosen.is_mixed(), open) {
        (true, 0) => String::new(),
        (true, open) if open > shown => {
            format!("The first {shown} of {}.", count(open, "flagged finding", "flagged findings"))
        }
        (true, open) => format!("{}.", capital(&count(open, "flagged finding", "flagged findings"))),
        (false, _) => {
            let about = chosen.collection_of(&chosen.system, &chosen.collection);
            about.and_then(|found| found.description.clone()).unwrap_or_default()
        }
    }
}

fn approval(part: &RequestFile, base: &str) -> (String, String) {
    match part.choices.iter().find(|(kind, _)| *kind == CommandKind::Approve) {
        Some((_, None)) => (format!("{base}/do/approve"), String::new()),
        Some((_, Some(no))) => (String::new(), format!("{}.", capital(&no.why.to_string()))),
        None => (String::new(), String::new()),
    }
}

fn systems(part: &RequestFile, base: &str, chosen: &Chosen<'_>) -> Vec<SystemView> {
    let mut systems: Vec<(String, SystemView)> = Vec::new();
    for counted in &part.counts {
        let n = |n: i64| usize::try_from(n).unwrap_or_default();
        let mut words = vec![thousands(n(counted.rows))];
        if counted.open > 0 {
            words.push(format!("{} open", thousands(n(counted.open))));
        }
        if counted.left_out > 0 {
            words.push(format!("{} left out", thousands(n(counted.left_out))));
        }
        let view = CollectionView {
            title: chosen.title(&counted.system, &counted.collection),
            words: words.join(", "),
            href: format!("{base}/review?{}", collection_query(&counted.system, &counted.collection)),
            here: counted.system == chosen.system && counted.collection == chosen.collection,
            open: counted.open > 0,
        };
        if let Some((_, system)) = systems.iter_mut().find(|(key, _)| *key == counted.system) {
            system.collections.push(view);
        } else {
            let title = chosen.system_title(&counted.system);
            systems.push((counted.system.clone(), SystemView { title, collections: vec![view] }));
        }
    }
    systems.into_iter().map(|(_, system)| system).collect()
}

impl FindingView {
    fn of(kept: &StoredFinding, found: Option<&Finding>, colleagues: &Colleagues, chosen: &Chosen<'_>) -> Self {
        let collection = chosen.collection_of(&kept.system, &kept.collection);
        let withheld = kept.decision.as_ref().map(|decision| decision.withheld_fields.clone()).unwrap_or_default();
        let all: Vec<FieldView> = found.map(|found| fields(found, collection, &withheld)).unwrap_or_default();
        let (fields, empty): (Vec<_>, Vec<_>) = all.into_iter().partition(|field| !field.value.is_empty());
        let marked =
            fields.iter().filter(|field| field.third_party).map(|field| (field.name.clone(), field.label.clone()));
        let (class, decided) = decided(kept.decision.as_ref());
        let title = chosen.title(&kept.system, &kept.collection);
        Self {
            id: kept.id.to_string(),
            title: found.map_or_else(|| title.clone(), |found| named(&title, found)),
            from: if chosen.is_mixed() { chosen.system_title(&kept.system) } else { String::new() },
            link: found.map_or("", |found| tie(found.link)),
            flag: kept.flag_reason.clone().filter(|_| kept.flagged).unwrap_or_default(),
            marked: marked.collect(),
            empty: empty.len(),
            destroyed: found.is_none(),
            class,
            decided,
            by: kept.decision.as_ref().map(|decision| grounds(decision, colleagues, chosen.zone)).unwrap_or_default(),
            seen: kept.decision.as_ref().map(|decision| decision.at.timestamp_micros().to_string()).unwrap_or_default(),
            trouble: if chosen.trouble.finding == kept.id.to_string() {
                chosen.trouble.clone()
            } else {
                Trouble::default()
            },
            fields,
        }
    }

    /// With what may have to stay here, at the fields that it stands in.
    fn with(mut self, suggested: &[RowSuggestion]) -> Self {
        for field in &mut self.fields {
            let here = suggested.iter().filter(|one| one.field == field.name);
            field.suggested = here.map(|one| (one.words.clone(), one.why.words())).collect();
        }
        self
    }

    /// Whether anything in it is suggested.
    pub fn is_suggested(&self) -> bool {
        self.fields.iter().any(|field| !field.suggested.is_empty())
    }

    /// The names of the marked fields, for the button: "Gift recipient, Note".
    pub fn marked_words(&self) -> String {
        self.marked.iter().map(|(_, label)| label.as_str()).collect::<Vec<_>>().join(", ")
    }
}

/// "Orders 20418": the collection and the row's own key.
fn named(title: &str, found: &Finding) -> String {
    let key: Vec<String> = found.key.iter().filter_map(|(_, value)| value.as_text()).collect();
    let key = key.join(", ");
    if key.is_empty() || key.chars().count() > 40 { title.to_owned() } else { format!("{title}: {key}") }
}

const fn tie(link: Link) -> &'static str {
    match link {
        Link::Subject => "",
        Link::Recipient => "They receive something in somebody else’s record",
        Link::Author => "They wrote or handled it",
        Link::Mention => "Their name or address stands in the text",
    }
}

fn decided(decision: Option<&Decision>) -> (&'static str, String) {
    match decision {
        None => ("", String::new()),
        Some(decision) if !decision.include => ("out", "Left out".to_owned()),
        Some(decision) if decision.withheld_fields.is_empty() => ("kept", "Included".to_owned()),
        Some(decision) => {
            ("part", format!("{} left out", capital(&count(decision.withheld_fields.len(), "field", "fields"))))
        }
    }
}

fn grounds(decision: &Decision, colleagues: &Colleagues, zone: Tz) -> String {
    let who = format!("{}, {}", colleagues.name(decision.by), moment(decision.at, zone));
    let ground = decision.exemption.as_deref().and_then(Exemption::find);
    match ground {
        Some(ground) if decision.reason.is_empty() => format!("{}, {}. {who}.", ground.label, ground.paragraph),
        Some(ground) => format!("{}, {}: “{}”. {who}.", ground.label, ground.paragraph, decision.reason),
        None => format!("{who}."),
    }
}

fn fields(found: &Finding, collection: Option<&Collection>, withheld: &[String]) -> Vec<FieldView> {
    let view = |(name, value): &(String, Value)| {
        let field = collection.and_then(|collection| collection.field(name));
        FieldView {
            name: name.clone(),
            label: field.map_or_else(|| plain(name), |field| capital(field.label())),
            value: shown(value),
            third_party: field.is_some_and(|field| field.rightsdesk.third_party),
            withheld: withheld.contains(name),
            suggested: Vec::new(),
            is_file: value.is_bytes(),
        }
    };
    // What the map says never leaves is not read from the systems; should it be here all the same, it is not shown.
    let leaves = |name: &str| collection.and_then(|c| c.field(name)).is_none_or(|field| !field.rightsdesk.never_leaves);
    found.fields.iter().filter(|(name, _)| leaves(name)).map(view).collect()
}

fn shown(value: &Value) -> String {
    match value {
        Value::Bytes(bytes) => {
            format!("a file or picture, {}", super::delivery::size(i64::try_from(bytes.len()).unwrap_or(i64::MAX)))
        }
        Value::Bool(yes) => if *yes { "yes" } else { "no" }.to_owned(),
        blank if blank.is_blank() => String::new(),
        other => other.spoken().unwrap_or_else(|| cut(other.as_text().unwrap_or_default())),
    }
}

fn cut(text: String) -> String {
    let length = text.chars().count();
    if length <= SHOWN {
        return text;
    }
    let start: String = text.chars().take(SHOWN).collect();
    format!("{start} … (and {} more)", count(length - SHOWN, "character", "characters"))
}

/// A name of a database as words: `delivery_postcode` becomes "Delivery postcode".
fn plain(name: &str) -> String {
    capital(&name.replace(['_', '-'], " "))
}
