//! What a table is, by its name and columns: persons, staff, or something that hangs on them.

use super::category::{EMAIL, FIRST_NAME, LAST_NAME, NAME, PASSWORD, PHONE, SECRET, STREET, WRITTEN};
use super::outline::{Outline, TableOutline};
use super::sample::{Guess, guess};
use super::words::{singular, words};

/// A table with what its columns probably hold.
pub(super) struct Looked<'a> {
    pub(super) table: &'a TableOutline,
    /// One for each column, in order.
    pub(super) guesses: Vec<Option<Guess>>,
    pub(super) role: Role,
}

/// What rows of a table stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// People whom the company serves.
    Persons,
    /// People who work for it.
    Staff,
    /// Something else.
    Other,
}

const CLIENTS: &[&str] = &[
    "customer",
    "client",
    "member",
    "subscriber",
    "shopper",
    "patient",
    "guest",
    "buyer",
    "donor",
    "passenger",
    "contact",
    "person",
    "people",
    "student",
    "tenant",
    "lead",
];
const USERS: &[&str] = &["user", "account", "profile", "login"];
const STAFF: &[&str] = &["employee", "staff", "admin", "administrator", "operator", "agent", "clerk", "worker"];

impl Looked<'_> {
    /// The first column of a category that is sure enough, as the table orders them.
    pub(super) fn column(&self, category: &str) -> Option<&str> {
        let pairs = self.table.columns.iter().zip(&self.guesses);
        let mut sure =
            pairs.filter(|(_, guess)| guess.as_ref().is_some_and(|g| g.category == category && g.sure >= 50));
        sure.next().map(|(column, _)| column.name.as_str())
    }

    /// Whether something in it says who somebody is, or what they wrote.
    pub(super) fn is_personal(&self) -> bool {
        [EMAIL, PHONE, FIRST_NAME, LAST_NAME, NAME, STREET, SECRET, PASSWORD]
            .iter()
            .any(|category| self.column(category).is_some())
            || (self.column(WRITTEN).is_some() && self.column("user.account.username").is_some())
    }
}

/// Looks at every table.
pub(super) fn look(outline: &Outline) -> Vec<Looked<'_>> {
    let mut looked: Vec<Looked<'_>> = outline.tables.iter().map(look_at).collect();
    let has_clients = looked.iter().any(|table| table.role == Role::Persons && is_called(table.table, CLIENTS));
    for table in looked.iter_mut().filter(|table| table.role == Role::Persons && is_called(table.table, USERS)) {
        // Where there are customers, the users are those who serve them.
        if has_clients {
            table.role = Role::Staff;
        }
    }
    looked
}

fn look_at(table: &TableOutline) -> Looked<'_> {
    let mut guesses: Vec<Option<Guess>> =
        table.columns.iter().map(|column| guess(column, &table.values(&column.name))).collect();
    name_columns(table, &mut guesses);
    let mut looked = Looked { table, guesses, role: Role::Other };
    looked.role = role(&looked);
    looked
}

fn role(looked: &Looked<'_>) -> Role {
    let has = |category| looked.column(category).is_some();
    let reachable = has(EMAIL) || has(PHONE) || has(LAST_NAME) || has("user.account.username");
    if looked.table.key.is_empty() || !reachable {
        return Role::Other;
    }
    if is_called(looked.table, STAFF) {
        return Role::Staff;
    }
    let signs_in = has(PASSWORD) && (has(EMAIL) || has("user.account.username")) && looked.table.columns.len() > 4;
    let called = is_called(looked.table, CLIENTS) || (is_called(looked.table, USERS) && (has(EMAIL) || has(LAST_NAME)));
    if called || (signs_in && has(NAME)) { Role::Persons } else { Role::Other }
}

/// Whether the last word of the table's name is one of these.
fn is_called(table: &TableOutline, names: &[&str]) -> bool {
    words(&table.table.name).last().is_some_and(|last| names.contains(&singular(last).as_str()))
}

/// A column that is merely called `name` holds a person's name where there is also a way to reach the person.
fn name_columns(table: &TableOutline, guesses: &mut [Option<Guess>]) {
    let reached = guesses.iter().flatten().any(|guess| guess.category == EMAIL || guess.category == PHONE);
    let has_names = guesses.iter().flatten().any(|guess| guess.category == FIRST_NAME || guess.category == LAST_NAME);
    if !reached || has_names {
        return;
    }
    for (column, guess) in table.columns.iter().zip(guesses.iter_mut()) {
        let said = words(&column.name);
        if guess.is_none() && said.last().is_some_and(|word| word == "name" || word == "author") && said.len() <= 2 {
            let why = "it is called a name beside an address".to_owned();
            *guess = Some(Guess { category: NAME, sure: 65, why });
        }
    }
}
