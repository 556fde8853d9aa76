//! A filter of the queue as it stands in an address: readable, stable, and nothing personal in it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Deserialize;

use crate::domain::ids::{CaseId, StaffId, TeamId};
use crate::domain::request::State;
use crate::domain::right::Right;
use crate::ports::store::views::{LatenessFilter, OwnerFilter, QueueCursor, QueueFilter, TeamFilter, WaitingFilter};

/// The keys that filter, in the order in which they stand in an address.
const KEYS: [&str; 12] = [
    "state",
    "right",
    "complaints",
    "marketing",
    "controller",
    "owner",
    "team",
    "lateness",
    "waiting",
    "tag",
    "unconfirmed",
    "closed",
];
/// How late something is: the word in an address, the filter, and what the form calls it.
pub const LATENESS: [(&str, LatenessFilter, &str); 4] = [
    ("overdue", LatenessFilter::Overdue, "Overdue"),
    ("soon", LatenessFilter::Soon, "Due within 7 days"),
    ("later", LatenessFilter::Later, "Due later"),
    ("waiting", LatenessFilter::NotRunning, "Paused or not started"),
];

/// Whose turn it is: the word in an address, the filter, and what the form calls it.
pub const WAITING: [(&str, WaitingFilter, &str); 2] =
    [("person", WaitingFilter::Person, "The person"), ("vendor", WaitingFilter::Vendor, "A vendor or another system")];

/// A filter and a place in its list. Words that mean nothing are passed over: an old address still shows a queue.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct QueueQuery(BTreeMap<String, String>);

impl QueueQuery {
    /// A filter by one thing.
    pub fn of(key: &str, value: &str) -> Self {
        Self::default().with(key, value)
    }

    /// The same with one thing changed; an empty value takes it away. The place in the list is given up.
    pub fn with(&self, key: &str, value: &str) -> Self {
        let mut changed = self.0.clone();
        changed.remove("after");
        changed.insert(key.to_owned(), value.to_owned());
        Self(changed)
    }

    /// The same from a certain place on.
    pub fn after(&self, cursor: QueueCursor) -> Self {
        self.with("after", &format!("{}~{}", cursor.sort, cursor.case))
    }

    /// The value of a key; empty when it is not there.
    pub fn value(&self, key: &str) -> &str {
        self.0.get(key).map_or("", String::as_str)
    }

    /// Whether anything is filtered.
    pub fn is_plain(&self) -> bool {
        KEYS.iter().all(|key| self.value(key).is_empty())
    }

    /// Whether it asks for what is overdue.
    pub fn is_overdue(&self) -> bool {
        self.value("lateness") == "overdue"
    }

    /// The filter, for somebody.
    pub fn filter(&self, me: StaffId) -> QueueFilter {
        let lateness = LATENESS.iter().find(|(word, ..)| *word == self.value("lateness"));
        let waiting = WAITING.iter().find(|(word, ..)| *word == self.value("waiting"));
        QueueFilter {
            state: State::parse(self.value("state")),
            right: Right::parse(self.value("right")),
            controller: Some(self.value("controller").to_owned()).filter(|id| !id.is_empty()),
            owner: match self.value("owner") {
                "me" => Some(OwnerFilter::Of(me)),
                "nobody" => Some(OwnerFilter::Nobody),
                id => StaffId::parse(id).map(OwnerFilter::Of),
            },
            team: match self.value("team") {
                "me" => Some(TeamFilter::OfMember(me)),
                id => TeamId::parse(id).map(TeamFilter::Of),
            },
            lateness: lateness.map(|(_, filter, _)| *filter),
            waiting: waiting.map(|(_, filter, _)| *filter),
            complaints: !self.value("complaints").is_empty(),
            marketing: !self.value("marketing").is_empty(),
            unconfirmed: !self.value("unconfirmed").is_empty(),
            closed: !self.value("closed").is_empty(),
            tag: Some(self.value("tag").to_owned()).filter(|tag| !tag.is_empty()),
            search: None,
            by_ear: false,
        }
    }

    /// After which line the list goes on.
    pub fn cursor(&self) -> Option<QueueCursor> {
        let (sort, case) = self.value("after").split_once('~')?;
        Some(QueueCursor { sort: sort.parse::<NaiveDate>().ok()?, case: CaseId::parse(case)? })
    }

    /// The address of the queue with this filter.
    pub fn href(&self) -> String {
        self.address("/console")
    }

    /// The filter alone, as it stands in an address after the question mark.
    pub fn text(&self) -> String {
        self.with("after", "").pairs().join("&")
    }

    /// The address of the page that keeps this filter under a name.
    pub fn keeping(&self) -> String {
        self.with("after", "").address("/console/filters")
    }

    /// Whether it asks for the cases of one's own teams.
    pub fn is_of_my_teams(&self) -> bool {
        self.value("team") == "me"
    }

    /// What it filters by, in words; the arguments say what people, companies and teams are called.
    pub fn words(
        &self,
        name: impl Fn(StaffId) -> String,
        brand: impl Fn(&str) -> String,
        team: impl Fn(TeamId) -> String,
    ) -> String {
        let filter = self.filter(StaffId(uuid::Uuid::nil()));
        let owner = match self.value("owner") {
            "me" => Some("mine".to_owned()),
            "nobody" => Some("nobody’s".to_owned()),
            id => StaffId::parse(id).map(name),
        };
        let late = LATENESS.iter().find(|(word, ..)| *word == self.value("lateness"));
        let waits = WAITING.iter().find(|(word, ..)| *word == self.value("waiting"));
        let parts = [
            filter.state.map(|state| state.name().to_owned()),
            filter.right.map(|right| right.name().to_owned()),
            filter.complaints.then(|| "complaints".to_owned()),
            filter.marketing.then(|| "marketing stops".to_owned()),
            filter.controller.as_deref().map(brand),
            owner,
            match self.value("team") {
                "me" => Some("my teams’".to_owned()),
                id => TeamId::parse(id).map(|id| format!("team {}", team(id))),
            },
            late.map(|(.., words)| (*words).to_owned()),
            waits.map(|(.., words)| format!("waiting for {}", words.to_lowercase())),
            filter.tag.as_ref().map(|tag| format!("tagged “{tag}”")),
            filter.unconfirmed.then(|| "address not confirmed".to_owned()),
            filter.closed.then(|| "closed".to_owned()),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
    }

    /// The address of the list as a file.
    pub fn csv(&self) -> String {
        self.with("after", "").address("/console/cases.csv")
    }

    fn address(&self, path: &str) -> String {
        let pairs = self.pairs();
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    fn pairs(&self) -> Vec<String> {
        let keys = KEYS.iter().chain(&["after"]).filter(|key| !self.value(key).is_empty());
        keys.map(|key| format!("{key}={}", encoded(self.value(key)))).collect()
    }
}

/// Percent-encoding of everything but the few characters that our own values are made of.
pub fn encoded(value: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_~.".contains(&byte);
    value.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    #[test]
    fn a_filter_survives_its_address() {
        let query = QueueQuery::of("state", "reviewing").with("owner", "me");
        assert_eq!(query.href(), "/console?state=reviewing&owner=me");
        assert_eq!(QueueQuery::default().href(), "/console");
        let me = StaffId::new(DateTime::UNIX_EPOCH, [1; 10]);
        let filter = query.filter(me);
        assert_eq!((filter.state, filter.owner), (Some(State::Reviewing), Some(OwnerFilter::Of(me))));
        assert_eq!(query.text(), "state=reviewing&owner=me");
        let words = query.with("waiting", "vendor").words(|_| String::new(), str::to_owned, |_| String::new());
        assert_eq!(words, "Reviewing · mine · waiting for a vendor or another system");
    }

    #[test]
    fn a_place_in_the_list_is_read_back_and_nonsense_is_passed_over() {
        let cursor = QueueCursor { sort: NaiveDate::MIN, case: CaseId::new(DateTime::UNIX_EPOCH, [1; 10]) };
        let cursor = QueueCursor { sort: NaiveDate::from_ymd_opt(2026, 12, 4).unwrap_or(cursor.sort), ..cursor };
        assert_eq!(QueueQuery::default().after(cursor).cursor(), Some(cursor));
        assert_eq!(QueueQuery::of("after", "x~y").cursor(), None);
        let me = StaffId::new(DateTime::UNIX_EPOCH, [1; 10]);
        let odd = QueueQuery::of("state", "\"><script>").with("lateness", "never").with("controller", "a b&c");
        assert_eq!(odd.filter(me).state, None);
        assert_eq!(odd.href(), "/console?state=%22%3E%3Cscript%3E&controller=a%20b%26c&lateness=never");
    }
}
