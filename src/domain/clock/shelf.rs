//! The lists of public holidays that an installation has, each read when somebody first asks for one of its places.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use crate::domain::clock::{Calendar, CalendarError, UnknownLaw, read_list};

/// A list of public holidays, not yet read.
#[derive(Clone, Debug)]
pub struct List {
    /// Its name: `uk-bank-holidays`.
    pub name: String,
    /// The group of places that laws name: `uk`, `eu`, `eea`, `ch`, `elsewhere`.
    pub group: String,
    /// What its place codes begin with, up to the first hyphen: `DE`, or `EW`, `SCT` and `NI`.
    heads: Vec<String>,
    text: Cow<'static, str>,
    read: OnceLock<Result<BTreeMap<String, Calendar>, CalendarError>>,
}

/// All lists.
#[derive(Clone, Debug, Default)]
pub struct Calendars(Vec<List>);

impl List {
    /// The name of the list that GOV.UK publishes.
    pub const UK: &str = "uk-bank-holidays";

    /// A list in the shape of GOV.UK's. `heads` are the beginnings of its place codes, divided by spaces.
    pub fn new(name: &str, group: &str, heads: &str, text: impl Into<Cow<'static, str>>) -> Self {
        let heads = heads.split(' ').map(str::to_owned).collect();
        Self { name: name.into(), group: group.into(), heads, text: text.into(), read: OnceLock::new() }
    }

    /// The list of the United Kingdom, as GOV.UK publishes it and `calendar import` renews it.
    pub fn of_uk(text: impl Into<Cow<'static, str>>) -> Self {
        Self::new(Self::UK, "uk", "EW SCT NI", text)
    }

    /// Its places by code.
    pub fn places(&self) -> Result<&BTreeMap<String, Calendar>, UnknownLaw> {
        let by_code = |calendar: Calendar| (calendar.place.code.clone(), calendar);
        let read = || read_list(&self.text).map(|places| places.into_iter().map(by_code).collect());
        let read = self.read.get_or_init(read).as_ref();
        read.map_err(|why| UnknownLaw::Calendar { list: self.name.clone(), why: why.clone() })
    }
}

impl Calendars {
    /// These lists; a later one replaces an earlier one of the same name.
    pub fn new(lists: impl IntoIterator<Item = List>) -> Self {
        let mut kept: Vec<List> = Vec::new();
        for list in lists {
            kept.retain(|old| old.name != list.name);
            kept.push(list);
        }
        Self(kept)
    }

    /// The same with another list, in the place of the one of its name.
    #[must_use]
    pub fn with(self, list: List) -> Self {
        Self::new(self.0.into_iter().chain([list]))
    }

    /// Every list.
    pub fn lists(&self) -> &[List] {
        &self.0
    }

    /// The calendar of a place, with the group of its list.
    pub fn of(&self, place: &str) -> Result<(&Calendar, &str), UnknownLaw> {
        let head = place.split('-').next().unwrap_or_default();
        let unknown = || UnknownLaw::Place(place.into());
        let list = self.0.iter().find(|list| list.heads.iter().any(|known| known == head)).ok_or_else(unknown)?;
        Ok((list.places()?.get(place).ok_or_else(unknown)?, &list.group))
    }
}
