//! A company as far as it is known: its points, answering them, and the controller that comes of it.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::answers::{Answers, Word};
use super::fault::{Fault, check, demanded};
use super::newer::laid_over;
use super::point::{Point, PointField, Shape};
use super::questions::{LISTS, Listed, SINGLES, Single};
use super::readings::READINGS;
use super::sayings::{PLACE, saying};
use crate::domain::controller::Controller;
use crate::domain::policy::Draft;

/// A company as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet(Value);

impl Sheet {
    /// What a policy gives.
    pub fn of_draft(draft: &Draft) -> Self {
        Self(serde_json::to_value(draft).unwrap_or_default())
    }

    /// What the settings say.
    pub fn of_controller(controller: &Controller) -> Self {
        Self(serde_json::to_value(controller).unwrap_or_default())
    }

    /// A newer policy laid over the settings in force: what the policy does not speak of stays as it is, and so does what a
    /// person added. What the older policy said and the newer one no longer says is gone.
    pub fn of_newer(draft: &Draft, older: Option<&Draft>, now: &Controller) -> Self {
        let older = older.map(|older| Self::of_draft(older).0).unwrap_or_default();
        Self(laid_over(Self::of_controller(now).0, Self::of_draft(draft).0, &older))
    }

    /// Every point, page by page.
    pub fn points(&self) -> Vec<Point> {
        let mut points: Vec<Point> = singles().map(|single| self.single(single)).collect();
        for list in LISTS {
            let entries = self.0.pointer(list.pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
            points.extend(entries.iter().enumerate().map(|(at, entry)| point(list, &at.to_string(), entry)));
        }
        points.extend(self.said());
        points.sort_by_key(|point| point.group);
        points
    }

    /// What it says in further languages.
    fn said(&self) -> Vec<Point> {
        let tables = self.0.get("translations").and_then(Value::as_object).into_iter().flatten();
        let texts =
            tables.flat_map(|(code, table)| table.as_object().into_iter().flatten().map(move |said| (code, said)));
        texts.map(|(code, (text, said))| saying(code, code, text, said.as_str())).collect()
    }

    /// The empty points by which lists grow, page by page.
    pub fn blanks() -> Vec<Point> {
        LISTS.iter().map(|list| Point { label: list.noun.to_owned(), ..point(list, "+", &Value::Null) }).collect()
    }

    fn single(&self, single: &Single) -> Point {
        let value = self.0.pointer(single.pointer).map(|value| written(value, single.shape)).unwrap_or_default();
        let field = PointField { name: "", label: "", hint: single.hint, shape: single.shape, value };
        Point {
            pointer: single.pointer.to_owned(),
            group: single.group,
            label: single.label.to_owned(),
            fields: vec![field],
            law: single.law,
            listed: false,
        }
    }

    /// The sheet as the answers leave it. A point without an answer stays when `stays` says so, and is left open otherwise.
    #[must_use]
    pub fn answered(&self, answers: &Answers, stays: impl Fn(&Point) -> bool) -> Self {
        let mut sheet = self.clone();
        for point in
            self.points().into_iter().filter(|point| !point.is_missing() || answers.contains_key(&point.pointer))
        {
            match answers.get(&point.pointer).map(|answer| (answer.word, &answer.fields)) {
                Some((Word::Correct, fields)) => sheet.write(&point.pointer, fields),
                Some((Word::Accept, _)) => {}
                None if stays(&point) => {}
                Some((Word::Open, _)) | None => set(&mut sheet.0, &point.pointer, Value::Null),
            }
        }
        let of_words = |pointer: &str| pointer.starts_with(PLACE);
        for (pointer, answer) in
            answers.iter().filter(|(pointer, answer)| of_words(pointer) && answer.word == Word::Correct)
        {
            sheet.write(pointer, &answer.fields);
        }
        for (pointer, answer) in answers.iter().filter(|(pointer, _)| !of_words(pointer) && pointer.contains("/+")) {
            if answer.word == Word::Correct {
                sheet.add(pointer, &answer.fields);
            }
        }
        swept(&mut sheet.0);
        sheet
    }

    /// Writes what was typed over a point.
    fn write(&mut self, pointer: &str, fields: &BTreeMap<String, String>) {
        if let Some(single) = singles().find(|single| single.pointer == pointer) {
            let typed = fields.get("").map(String::as_str).unwrap_or_default();
            set(&mut self.0, pointer, read(typed, single.shape));
            return;
        }
        if pointer.starts_with(PLACE) {
            let typed = fields.get("").map(String::as_str).unwrap_or_default();
            set(&mut self.0, pointer, read(typed, Shape::Text));
            return;
        }
        let list = LISTS.iter().find(|list| pointer.starts_with(&format!("{}/", list.pointer)));
        if let (Some(list), Some(entry)) = (list, self.0.pointer_mut(pointer).and_then(Value::as_object_mut)) {
            fill(list, entry, fields);
        }
    }

    /// Adds an entry to the list that a pointer of the form `/recipients/+1` names.
    fn add(&mut self, pointer: &str, fields: &BTreeMap<String, String>) {
        let list = LISTS.iter().find(|list| pointer.starts_with(&format!("{}/+", list.pointer)));
        let Some(list) = list else { return };
        let mut entry = Map::new();
        fill(list, &mut entry, fields);
        if list.keyed {
            let name = fields.get(list.named_by).map(String::as_str).unwrap_or_default();
            entry.insert("id".to_owned(), self.key(list, name).into());
        }
        if self.0.pointer(list.pointer).and_then(Value::as_array).is_none() {
            set(&mut self.0, list.pointer, Value::Array(Vec::new()));
        }
        if let Some(entries) = self.0.pointer_mut(list.pointer).and_then(Value::as_array_mut) {
            entries.push(entry.into());
        }
    }

    /// A key that no other entry of the list has: letters and digits of the name, joined by hyphens.
    fn key(&self, list: &Listed, name: &str) -> String {
        let folded: String =
            name.to_lowercase().chars().map(|l| if l.is_ascii_alphanumeric() { l } else { ' ' }).collect();
        let stem = folded.split_whitespace().take(4).collect::<Vec<_>>().join("-");
        let stem = if stem.is_empty() { "entry".to_owned() } else { stem };
        let entries = self.0.pointer(list.pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let taken = |key: &str| entries.iter().any(|entry| entry.get("id").and_then(Value::as_str) == Some(key));
        let numbered = (2..).map(|number| format!("{stem}-{number}"));
        std::iter::once(stem.clone()).chain(numbered).find(|key| !taken(key)).unwrap_or_default()
    }

    /// The controller, if nothing that the desk cannot do without is missing or wrong.
    pub fn controller(&self, id: &str) -> Result<Controller, Fault> {
        let mut value = self.0.clone();
        set(&mut value, "/id", id.into());
        demanded(&value)?;
        let controller: Controller =
            serde_json::from_value(value).map_err(|wrong| Fault::new("", wrong.to_string()))?;
        check(&controller)?;
        Ok(controller)
    }
}

/// Every question with one answer.
fn singles() -> impl Iterator<Item = &'static Single> {
    SINGLES.iter().chain(READINGS)
}

fn point(list: &Listed, at: &str, entry: &Value) -> Point {
    let fields = list.parts.iter().map(|part| PointField {
        name: part.name,
        label: part.label,
        hint: part.hint,
        shape: part.shape,
        value: entry.get(part.name).map(|value| written(value, part.shape)).unwrap_or_default(),
    });
    let name = entry.get(list.named_by).and_then(Value::as_str).unwrap_or_default();
    Point {
        pointer: format!("{}/{at}", list.pointer),
        group: list.group,
        label: format!("{}: {name}", list.noun),
        fields: fields.collect(),
        law: list.law,
        listed: true,
    }
}

fn written(value: &Value, shape: Shape) -> String {
    match (value, shape) {
        (Value::Array(entries), _) => entries.iter().filter_map(Value::as_str).collect::<Vec<_>>().join("\n"),
        (Value::String(text), _) => text.clone(),
        (Value::Number(number), _) => number.to_string(),
        _ => String::new(),
    }
}

/// What was typed, as a value; nothing typed is nothing stated.
fn read(typed: &str, shape: Shape) -> Value {
    let lines = || typed.lines().map(str::trim).filter(|line| !line.is_empty());
    match shape {
        // What is no number is out of every range, and its setting says which range that is.
        Shape::Number if lines().next().is_some() => typed.trim().parse().unwrap_or(u32::MAX).into(),
        Shape::Lines if lines().next().is_some() => lines().map(Value::from).collect(),
        Shape::Line | Shape::Text | Shape::OneOf(_) if lines().next().is_some() => {
            lines().collect::<Vec<_>>().join(" ").into()
        }
        _ => Value::Null,
    }
}

fn fill(list: &Listed, entry: &mut Map<String, Value>, fields: &BTreeMap<String, String>) {
    for part in list.parts {
        if let Some(typed) = fields.get(part.name) {
            entry.insert(part.name.to_owned(), read(typed, part.shape));
        }
    }
}

/// Sets a value, making the tables on its way.
fn set(root: &mut Value, pointer: &str, value: Value) {
    let mut place = root;
    for key in pointer.split('/').skip(1) {
        let key = &key.replace("~1", "/").replace("~0", "~");
        if let Value::Array(entries) = place {
            let Some(entry) = key.parse().ok().and_then(|at: usize| entries.get_mut(at)) else { return };
            place = entry;
            continue;
        }
        if !place.is_object() {
            *place = Value::Object(Map::new());
        }
        let Some(table) = place.as_object_mut() else { return };
        place = table.entry(key.to_owned()).or_insert(Value::Null);
    }
    *place = value;
}

/// Takes out what is not stated, so that a default takes its place. Transfers of which only half is known keep what is known.
fn swept(value: &mut Value) {
    match value {
        Value::Object(table) => {
            table.values_mut().for_each(swept);
            table.retain(|_, value| !value.is_null());
        }
        Value::Array(entries) => {
            entries.iter_mut().for_each(swept);
            entries.retain(|entry| !entry.is_null() && entry.as_object().is_none_or(|table| !table.is_empty()));
        }
        _ => {}
    }
    let half = value.get("transfers").is_some_and(|transfers| transfers.get("to").is_none());
    if half && let Some(table) = value.as_object_mut() {
        table.remove("transfers");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::StaffId;
    use crate::domain::policy::{Document, read as read_policy};
    use chrono::DateTime;

    const POLICY: &str = "Acme privacy policy\n\nWho we are\n\nAcme Lamps Ltd is the data controller.\n\nContact\n\nWrite to privacy@acme.example.\n\nWho we share data with\n\nWe share your data with Royal Mail and Stripe.\n\nHow long we keep data\n\nWe keep order records for 6 years.\n";

    fn sheet() -> Sheet {
        Sheet::of_draft(&Draft::of("acme", &read_policy(&Document::plain(POLICY))))
    }

    fn answer(word: Word, fields: &[(&str, &str)]) -> super::super::Answer {
        let fields = fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        super::super::Answer { word, fields, by: StaffId::new(DateTime::UNIX_EPOCH, [0; 10]), at: DateTime::UNIX_EPOCH }
    }

    fn pointer(label: &str) -> String {
        let points = sheet().points();
        points.into_iter().find(|point| point.label == label).unwrap_or_else(|| panic!("no point {label}")).pointer
    }

    #[test]
    fn accepted_facts_stay_corrected_ones_change_and_open_ones_go() {
        let answers = Answers::from([
            (pointer("Recipient: Stripe"), answer(Word::Open, &[])),
            (pointer("Recipient: Royal Mail"), answer(Word::Correct, &[("name", "Royal Mail"), ("role", "post")])),
            ("/contact/phone".to_owned(), answer(Word::Correct, &[("", " 0113 496 0000 ")])),
            (
                "/recipients/+1".to_owned(),
                answer(Word::Correct, &[("name", "DPD"), ("role", "courier"), ("country", "")]),
            ),
            (
                "/categories/+1".to_owned(),
                answer(Word::Correct, &[("name", "Photos & films"), ("items", "photos\nfilms")]),
            ),
        ]);
        let acme = sheet().answered(&answers, |_| true).controller("acme").unwrap();
        let recipients: Vec<_> = acme.recipients.iter().map(|one| (one.name.as_str(), one.role.as_deref())).collect();
        assert_eq!(recipients, [("Royal Mail", Some("post")), ("DPD", Some("courier"))]);
        assert_eq!(acme.contact.phone.as_deref(), Some("0113 496 0000"));
        let added = acme.categories.last().unwrap();
        assert_eq!((added.id.as_str(), added.items.len()), ("photos-films", 2));
    }

    #[test]
    fn what_nobody_looked_at_can_be_left_open() {
        let left = sheet().answered(&Answers::new(), |point| point.pointer.starts_with("/contact") || !point.listed);
        let acme = left.controller("acme").unwrap();
        assert!(acme.recipients.is_empty() && acme.retention.is_empty());
    }

    #[test]
    fn a_missing_mailbox_is_named() {
        let answers = Answers::from([("/contact/email".to_owned(), answer(Word::Open, &[]))]);
        let fault = sheet().answered(&answers, |_| true).controller("acme").unwrap_err();
        assert_eq!(fault.pointer, "/contact/email");
        let wrong = Answers::from([("/accent".to_owned(), answer(Word::Correct, &[("", "green")]))]);
        assert_eq!(sheet().answered(&wrong, |_| true).controller("acme").unwrap_err().pointer, "/accent");
    }

    #[test]
    fn settings_come_back_as_they_were() {
        let acme = sheet().controller("acme").unwrap();
        assert_eq!(Sheet::of_controller(&acme).answered(&Answers::new(), |_| true).controller("acme").unwrap(), acme);
    }
}
