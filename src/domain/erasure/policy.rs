//! The map's words on the erasure of a collection, and the decision on one of its rows.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::decision::{RowDecision, Verdict};
use super::ruling::{Action, Ruling};
use crate::domain::datamap::{Collection, Erasure, ErasureAction, Field, LinkErasure, Retention, System};
use crate::domain::disclosure::finding::Link;

/// What retention says of a row on the day of the erasure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Retained {
    /// No rule keeps it any longer.
    #[default]
    No,
    /// A rule keeps it.
    Until {
        /// The last day.
        day: NaiveDate,
        /// The number of the rule that keeps it longest.
        rule: usize,
        /// The columns that stay as they are; `None`: all.
        fields: Option<BTreeSet<String>>,
    },
    /// A rule would apply, but the row has no date that can be read.
    Undated {
        /// The number of the rule.
        rule: usize,
    },
}

/// What is known about a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFacts<'a> {
    /// How it is tied to the person.
    pub link: Link,
    /// Whether the way to it asks for a person's look.
    pub review: bool,
    /// What retention says.
    pub retained: &'a Retained,
}

/// The map's words for one collection.
#[derive(Clone, Copy, Debug)]
pub struct Policy<'a> {
    system: &'a System,
    collection: &'a Collection,
}

/// What the map says for one kind of link.
struct Word<'a> {
    action: ErasureAction,
    columns: &'a [String],
    reason: Option<&'a str>,
    /// Said for this kind of link, and so stronger than a call for review.
    is_explicit: bool,
}

impl<'a> Policy<'a> {
    /// The words of a collection of a system.
    pub fn new(system: &'a System, collection: &'a Collection) -> Self {
        Self { system, collection }
    }

    /// The collection's rules of retention.
    pub fn retention(&self) -> &'a [Retention] {
        &self.collection.rightsdesk.retention
    }

    /// What the map says to do with a row of this kind of link that nothing keeps.
    pub fn action(&self, link: Link) -> ErasureAction {
        self.word(link).action
    }

    /// Whether the map itself names the columns to be emptied for this kind of link; else they are implied by their categories.
    pub fn names_columns(&self, link: Link) -> bool {
        let word = self.word(link);
        !word.columns.is_empty() || !self.collection.rightsdesk.erasure.columns.is_empty()
    }

    /// The columns that are emptied where the row stays: those named, else every personal one. Never a key.
    pub fn columns(&self, link: Link) -> Vec<String> {
        let word = self.word(link);
        let own = &self.collection.rightsdesk.erasure.columns;
        let named = if word.columns.is_empty() { own.as_slice() } else { word.columns };
        let key = self.collection.key();
        let marked = self.collection.fields.iter().any(|field| field.fides_meta.primary_key == Some(true));
        let is_key = |name: &String| marked && key.contains(name);
        if named.is_empty() {
            let personal = self.collection.fields.iter().filter(|field| is_personal(field));
            return personal.map(|field| field.name.clone()).filter(|name| !is_key(name)).collect();
        }
        named.iter().filter(|name| !is_key(name)).cloned().collect()
    }

    /// The decision on a row.
    pub fn rule(&self, facts: &RowFacts<'_>) -> Ruling {
        let word = self.word(facts.link);
        let asks = facts.review || self.collection.rightsdesk.review || facts.link >= Link::Author;
        if word.action == ErasureAction::Review || (asks && !word.is_explicit) {
            return self.review(&word, facts.link);
        }
        match (word.action, facts.retained) {
            (ErasureAction::Detach, _) => self.plain(Action::Detach, &word, facts.link),
            (ErasureAction::Keep, _) => self.plain(Action::Keep, &word, facts.link),
            (_, Retained::Undated { rule }) => self.undated(*rule),
            (_, Retained::Until { day, rule, fields }) => self.kept(facts.link, *day, *rule, fields.as_ref()),
            (ErasureAction::Delete, Retained::No) => self.plain(Action::Erase, &word, facts.link),
            (_, Retained::No) => self.plain(Action::Anonymise, &word, facts.link),
        }
    }

    /// What a person decided about a row that was left to them. `day` is the day on which it is looked at: what was to be kept until
    /// an earlier one goes now.
    pub fn decided(&self, link: Link, decision: &RowDecision, day: NaiveDate) -> Ruling {
        let own = link == Link::Subject;
        let over = |until: Option<NaiveDate>| until.is_some_and(|until| until < day);
        let verdict = match decision.verdict {
            Verdict::Keep { until } if over(until) && own => Verdict::Erase,
            Verdict::Keep { until } if over(until) => Verdict::Anonymise,
            as_said => as_said,
        };
        let foreign = "decided by a person; somebody else's record";
        let rule = if own { "decided by a person" } else { foreign };
        let (action, columns, until) = match verdict {
            Verdict::Erase => (Action::Erase, Vec::new(), None),
            Verdict::Anonymise if own => (Action::Anonymise, self.columns(link), None),
            Verdict::Anonymise => (Action::Detach, self.columns(link), None),
            Verdict::Keep { until } => (Action::Keep, Vec::new(), until),
        };
        ruling(action, columns, rule, until, &decision.reason)
    }

    fn review(&self, word: &Word<'_>, link: Link) -> Ruling {
        let own = self.collection.rightsdesk.review_reason.as_deref();
        let why = match link {
            Link::Subject => "A person must look at this before it is erased.",
            Link::Recipient => "It is somebody else's record in which the person only receives something.",
            Link::Author => "The person wrote or handled it; it may be about somebody else.",
            Link::Mention => "A text of somebody else's record names the person.",
        };
        ruling(Action::Review, Vec::new(), "review", None, word.reason.or(own).unwrap_or(why))
    }

    fn plain(&self, action: Action, word: &Word<'_>, link: Link) -> Ruling {
        let (rule, why) = match action {
            Action::Erase => ("erase", "Nothing requires us to keep it."),
            Action::Anonymise => ("anonymise", "The record stays, but no longer says whose it was."),
            Action::Detach => ("detach", "The record is somebody else's; only what names the person goes."),
            Action::Keep | Action::Review => ("keep", "The data map says to keep it."),
        };
        let clears = matches!(action, Action::Anonymise | Action::Detach);
        let columns = if clears { self.columns(link) } else { Vec::new() };
        ruling(action, columns, rule, None, word.reason.unwrap_or(why))
    }

    fn kept(&self, link: Link, day: NaiveDate, rule: usize, fields: Option<&BTreeSet<String>>) -> Ruling {
        let Some(retention) = self.retention().get(rule) else {
            return ruling(Action::Review, Vec::new(), "review", None, "The rule of retention is not known.");
        };
        let columns = fields.map(|kept| {
            let all = self.columns(link);
            all.into_iter().filter(|name| !kept.contains(name)).collect()
        });
        let said = format!("retention: {} from {}", retention.keep_for, retention.from);
        ruling(Action::Keep, columns.unwrap_or_default(), &said, Some(day), &sentence(retention))
    }

    fn undated(&self, rule: usize) -> Ruling {
        let from = self.retention().get(rule).map_or("its date", |rule| rule.from.as_str());
        let why = format!("It may have to be kept, but {from} holds no date that can be read.");
        ruling(Action::Review, Vec::new(), "no date", None, &why)
    }

    fn word(&self, link: Link) -> Word<'a> {
        let (own, general) = (&self.collection.rightsdesk.erasure, self.system.rightsdesk.erasure.as_ref());
        let special = |of: fn(&Erasure) -> Option<&LinkErasure>| of(own).or_else(|| general.and_then(of));
        let said = match link {
            Link::Subject => return self.own_word(own, general),
            Link::Recipient => special(|erasure| erasure.recipient.as_ref()),
            Link::Author => special(|erasure| erasure.author.as_ref()),
            Link::Mention => special(|erasure| erasure.mention.as_ref()),
        };
        match said {
            Some(said) => {
                Word { action: said.action, columns: &said.columns, reason: said.reason.as_deref(), is_explicit: true }
            }
            None => Word { action: ErasureAction::Review, columns: &[], reason: None, is_explicit: false },
        }
    }

    fn own_word(&self, own: &'a Erasure, general: Option<&'a Erasure>) -> Word<'a> {
        let masking = self.collection.fides_meta.masking_strategy_override.as_ref();
        let foreign = masking.map(|masking| match masking.strategy.as_str() {
            "delete" => ErasureAction::Delete,
            _ => ErasureAction::Anonymise,
        });
        let action = own.action.or(foreign).or_else(|| general.and_then(|erasure| erasure.action));
        let reason = own.reason.as_deref().or_else(|| general.and_then(|erasure| erasure.reason.as_deref()));
        Word { action: action.unwrap_or(ErasureAction::Anonymise), columns: &own.columns, reason, is_explicit: false }
    }
}

fn ruling(action: Action, columns: Vec<String>, rule: &str, until: Option<NaiveDate>, reason: &str) -> Ruling {
    Ruling { action, columns, rule: rule.to_owned(), until, reason: reason.to_owned() }
}

/// The map's reason as a sentence, with its source.
fn sentence(retention: &Retention) -> String {
    let source = retention.source.as_ref().map(|source| format!(" ({source})")).unwrap_or_default();
    let mut letters = retention.reason.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let text = format!("{first}{}", letters.as_str());
    format!("{}{source}.", text.trim_end_matches('.'))
}

/// Whether the map says of a collection, or of a field in it, that it is about persons.
pub fn holds_personal_data(collection: &Collection) -> bool {
    collection.data_categories.iter().any(|category| is_of_persons(category))
        || collection.fields.iter().any(is_personal)
}

fn is_of_persons(category: &str) -> bool {
    category == "user" || category.starts_with("user.")
}

/// A column about a person: by its category, because it recognises somebody, or because people write freely in it.
fn is_personal(field: &Field) -> bool {
    let own = field.data_categories.iter().any(|category| is_of_persons(category));
    let said = field.fides_meta.masking_strategy_override.is_some() || field.rightsdesk.erased_as.is_some();
    own || said
        || field.fides_meta.identity.is_some()
        || field.rightsdesk.free_text
        || field.fields.iter().any(is_personal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::datamap::DataMap;

    const MAP: &str = "
dataset:
- fides_key: s
  collections:
  - name: a
    rightsdesk:
      retention: {keep_for: 6 years, from: on, reason: the law says so, source: Act 1, fields: [name]}
      erasure: {action: delete, recipient: {action: detach, columns: [phone]}}
    fields:
    - {name: id, fides_meta: {primary_key: true, identity: number}}
    - {name: name, data_categories: [user.name]}
    - {name: phone, data_categories: [user.contact.phone_number]}
    - name: on
  - name: b
    fides_meta: {masking_strategy_override: {strategy: delete}}
    fields: [{name: id}]
";

    fn rule(collection: &str, link: Link, review: bool, retained: &Retained) -> Ruling {
        let map = DataMap::parse(MAP).unwrap();
        let system = map.system("s").unwrap();
        Policy::new(system, system.collection(collection).unwrap()).rule(&RowFacts { link, review, retained })
    }

    #[test]
    fn a_row_goes_unless_something_keeps_it() {
        assert_eq!(rule("a", Link::Subject, false, &Retained::No).action, Action::Erase);
        assert_eq!(rule("b", Link::Subject, false, &Retained::No).action, Action::Erase, "fideslang's delete");
        let day = "2030-01-01".parse().unwrap();
        let fields = Some(BTreeSet::from(["name".to_owned()]));
        let kept = rule("a", Link::Subject, false, &Retained::Until { day, rule: 0, fields });
        assert_eq!((kept.action, kept.columns, kept.until), (Action::Keep, vec!["phone".to_owned()], Some(day)));
        assert_eq!(kept.reason, "The law says so (Act 1).");
        let whole = rule("a", Link::Subject, false, &Retained::Until { day, rule: 0, fields: None });
        assert!(!whole.changes());
    }

    #[test]
    fn what_is_in_doubt_is_for_a_person() {
        assert_eq!(rule("a", Link::Subject, true, &Retained::No).action, Action::Review);
        assert_eq!(rule("a", Link::Mention, true, &Retained::No).action, Action::Review);
        assert_eq!(rule("a", Link::Author, true, &Retained::No).action, Action::Review);
        assert_eq!(rule("b", Link::Recipient, false, &Retained::No).action, Action::Review);
        assert_eq!(rule("a", Link::Subject, false, &Retained::Undated { rule: 0 }).action, Action::Review);
    }

    #[test]
    fn what_a_person_decided_goes_for_its_own_time_and_never_takes_more_than_the_person_from_others() {
        let map = DataMap::parse(MAP).unwrap();
        let system = map.system("s").unwrap();
        let policy = Policy::new(system, system.collection("a").unwrap());
        let (today, until) = ("2026-11-22".parse().unwrap(), "2027-01-31".parse().unwrap());
        let kept = RowDecision { verdict: Verdict::Keep { until: Some(until) }, reason: "A claim.".to_owned() };
        let rule = |link, decision: &RowDecision, day| policy.decided(link, decision, day);
        let now = rule(Link::Subject, &kept, today);
        assert_eq!((now.action, now.until, now.reason.as_str()), (Action::Keep, Some(until), "A claim."));
        let later = until.succ_opt().unwrap();
        assert_eq!(rule(Link::Subject, &kept, later).action, Action::Erase);
        assert_eq!(rule(Link::Mention, &kept, later).action, Action::Detach);
        let anonymous = RowDecision { verdict: Verdict::Anonymise, ..kept };
        assert_eq!(rule(Link::Author, &anonymous, today).action, Action::Detach);
        assert_eq!(rule(Link::Subject, &anonymous, today).columns, ["name", "phone"]);
    }

    #[test]
    fn a_word_for_a_kind_of_link_goes_before_the_rest() {
        let detached = rule("a", Link::Recipient, true, &Retained::No);
        assert_eq!((detached.action, detached.columns), (Action::Detach, vec!["phone".to_owned()]));
    }
}
