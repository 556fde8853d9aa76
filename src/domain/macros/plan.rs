//! What a macro would do to one case as it stands: step by step, with the reason where something cannot be done.

use std::collections::{BTreeMap, BTreeSet};

use super::step::{MacroStep, Taker};
use crate::domain::case::MOST_TAGS;
use crate::domain::ids::{ReplyTextId, StaffId, TeamId};

/// Whether a colleague can be given cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Taking {
    /// They are there.
    There,
    /// They are away, and this colleague stands in; `None` when nobody does.
    Away(Option<StaffId>),
}

/// What can be chosen at the desk: everything else is gone or closed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// Colleagues who handle cases.
    pub takers: BTreeMap<StaffId, Taking>,
    /// Teams that are open.
    pub teams: BTreeSet<TeamId>,
    /// Texts.
    pub texts: BTreeSet<ReplyTextId>,
}

/// Whether a letter can go to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// There is an address.
    Ready,
    /// There is one, and it had a letter within the last hour.
    WrittenLately,
    /// There is none.
    Nowhere,
}

/// A case as far as a macro minds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Who uses the macro.
    pub me: StaffId,
    /// Whether any of its requests is open.
    pub is_open: bool,
    /// Who looks after it.
    pub owner: Option<StaffId>,
    /// The team that it was given to.
    pub team: Option<TeamId>,
    /// Its tags.
    pub tags: BTreeSet<String>,
    /// Whether whoever uses the macro watches it.
    pub watching: bool,
    /// Whether a letter can go to the person.
    pub reach: Reach,
    /// Why none of its requests can be asked for proof of identity; `None` when one can.
    pub identity: Option<String>,
}

/// What a step comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outlook {
    /// It is done.
    Will,
    /// It is so already.
    Already,
    /// It cannot be done.
    Cannot(Hindrance),
}

/// Why a step cannot be done, as a sentence for whoever uses the macro.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Hindrance {
    /// The colleague is gone, disabled, or may not handle cases.
    #[error("This colleague does not handle cases any more.")]
    TakerGone,
    /// The colleague is away.
    #[error("They are away and nobody stands in.")]
    TakerAway,
    /// The team is gone or closed.
    #[error("This team is closed.")]
    TeamClosed,
    /// The text was removed.
    #[error("The text was removed.")]
    TextGone,
    /// The case is full of tags.
    #[error("It has {MOST_TAGS} tags already.")]
    TooManyTags,
    /// Nothing waits for the person.
    #[error("The case is closed: write from the case itself if you must.")]
    Closed,
    /// The address was destroyed, or there never was one.
    #[error("There is no address that a letter could go to.")]
    Unreachable,
    /// The address has had a letter.
    #[error("This address had a letter within the last hour.")]
    WrittenLately,
    /// The transition table refuses it.
    #[error("{0}")]
    Identity(String),
    /// It could not be carried out although nothing stood against it.
    #[error("{0}")]
    Failed(String),
}

/// What each step comes to, in order; a step counts on what those before it have done.
pub fn plan(steps: &[MacroStep], standing: &Standing, offers: &Offers) -> Vec<Outlook> {
    let mut standing = standing.clone();
    let mut one = |step: &MacroStep| {
        let outlook = standing.outlook(step, offers);
        if outlook == Outlook::Will {
            standing.take(step, offers);
        }
        outlook
    };
    steps.iter().map(&mut one).collect()
}

impl Standing {
    fn outlook(&self, step: &MacroStep, offers: &Offers) -> Outlook {
        let already = |is: bool| if is { Outlook::Already } else { Outlook::Will };
        let found = |found: Result<bool, Hindrance>| found.map_or_else(Outlook::Cannot, already);
        match step {
            MacroStep::Give { to } => found(self.taker(*to, offers).map(|taker| taker == self.owner)),
            MacroStep::Team { team: Some(team) } if !offers.teams.contains(team) => {
                Outlook::Cannot(Hindrance::TeamClosed)
            }
            MacroStep::Team { team } => already(*team == self.team),
            MacroStep::Tag { tag } if self.tags.contains(tag) => Outlook::Already,
            MacroStep::Tag { .. } if self.tags.len() >= MOST_TAGS => Outlook::Cannot(Hindrance::TooManyTags),
            MacroStep::Untag { tag } => already(!self.tags.contains(tag)),
            MacroStep::Watch => already(self.watching),
            MacroStep::Tag { .. } | MacroStep::Note { .. } => Outlook::Will,
            MacroStep::AskIdentity { .. } => found(self.reached().and_then(|()| match &self.identity {
                Some(why) => Err(Hindrance::Identity(why.clone())),
                None => Ok(false),
            })),
            MacroStep::Reply { text } => found(self.reached().and_then(|()| offered(*text, offers)).map(|()| false)),
            MacroStep::Letter { text } => found(self.may_write(*text, offers).map(|()| false)),
        }
    }

    /// Who would look after the case: whoever stands in for somebody away, but people who take it themselves are plainly there.
    pub fn taker(&self, to: Taker, offers: &Offers) -> Result<Option<StaffId>, Hindrance> {
        let wanted = match to {
            Taker::Nobody => return Ok(None),
            Taker::Me => self.me,
            Taker::Staff(wanted) => wanted,
        };
        match offers.takers.get(&wanted) {
            None => Err(Hindrance::TakerGone),
            Some(Taking::Away(_)) if wanted == self.me => Ok(Some(wanted)),
            Some(Taking::Away(None)) => Err(Hindrance::TakerAway),
            Some(Taking::Away(Some(deputy))) => Ok(Some(*deputy)),
            Some(Taking::There) => Ok(Some(wanted)),
        }
    }

    const fn reached(&self) -> Result<(), Hindrance> {
        if matches!(self.reach, Reach::Nowhere) { Err(Hindrance::Unreachable) } else { Ok(()) }
    }

    fn may_write(&self, text: ReplyTextId, offers: &Offers) -> Result<(), Hindrance> {
        offered(text, offers)?;
        self.reached()?;
        match (self.is_open, self.reach) {
            (false, _) => Err(Hindrance::Closed),
            (_, Reach::WrittenLately) => Err(Hindrance::WrittenLately),
            _ => Ok(()),
        }
    }

    /// The case after a step that could be done.
    fn take(&mut self, step: &MacroStep, offers: &Offers) {
        match step {
            MacroStep::Give { to } => self.owner = self.taker(*to, offers).unwrap_or(self.owner),
            MacroStep::Team { team } => self.team = *team,
            MacroStep::Tag { tag } => {
                self.tags.insert(tag.clone());
            }
            MacroStep::Untag { tag } => {
                self.tags.remove(tag);
            }
            MacroStep::Watch => self.watching = true,
            MacroStep::Letter { .. } => self.reach = Reach::WrittenLately,
            MacroStep::Note { .. } | MacroStep::AskIdentity { .. } | MacroStep::Reply { .. } => (),
        }
    }
}

fn offered(text: ReplyTextId, offers: &Offers) -> Result<(), Hindrance> {
    if offers.texts.contains(&text) { Ok(()) } else { Err(Hindrance::TextGone) }
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::personal::Personal;

    fn staff(n: u8) -> StaffId {
        StaffId::new(DateTime::UNIX_EPOCH, [n; 10])
    }

    fn team(n: u8) -> TeamId {
        TeamId::new(DateTime::UNIX_EPOCH, [n; 10])
    }

    fn text(n: u8) -> ReplyTextId {
        ReplyTextId::new(DateTime::UNIX_EPOCH, [n; 10])
    }

    fn offers() -> Offers {
        let takers = [(1, Taking::There), (2, Taking::Away(Some(staff(1)))), (3, Taking::Away(None))];
        Offers {
            takers: takers.into_iter().map(|(n, taking)| (staff(n), taking)).collect(),
            teams: [team(1)].into(),
            texts: [text(1)].into(),
        }
    }

    fn standing() -> Standing {
        Standing {
            me: staff(1),
            is_open: true,
            owner: None,
            team: None,
            tags: BTreeSet::new(),
            watching: false,
            reach: Reach::Ready,
            identity: None,
        }
    }

    fn outlook(step: &MacroStep, standing: &Standing) -> Outlook {
        plan(std::slice::from_ref(step), standing, &offers()).remove(0)
    }

    #[test]
    fn a_case_goes_to_whoever_stands_in_and_not_to_nobody() {
        let give = |n| MacroStep::Give { to: Taker::Staff(staff(n)) };
        assert_eq!(outlook(&give(2), &Standing { owner: Some(staff(1)), ..standing() }), Outlook::Already);
        assert_eq!(outlook(&give(3), &standing()), Outlook::Cannot(Hindrance::TakerAway));
        assert_eq!(outlook(&give(9), &standing()), Outlook::Cannot(Hindrance::TakerGone));
        let me = Standing { me: staff(3), ..standing() };
        assert_eq!(outlook(&MacroStep::Give { to: Taker::Me }, &me), Outlook::Will, "they are plainly there");
        assert_eq!(outlook(&MacroStep::Give { to: Taker::Nobody }, &standing()), Outlook::Already);
    }

    #[test]
    fn a_letter_goes_to_an_open_case_with_an_address_and_once_an_hour() {
        let letter = MacroStep::Letter { text: text(1) };
        assert_eq!(
            plan(&[letter.clone(), letter.clone()], &standing(), &offers()),
            [Outlook::Will, Outlook::Cannot(Hindrance::WrittenLately)]
        );
        for (changed, why) in [
            (Standing { is_open: false, ..standing() }, Hindrance::Closed),
            (Standing { reach: Reach::Nowhere, ..standing() }, Hindrance::Unreachable),
            (Standing { reach: Reach::WrittenLately, ..standing() }, Hindrance::WrittenLately),
        ] {
            assert_eq!(outlook(&letter, &changed), Outlook::Cannot(why));
        }
        assert_eq!(
            outlook(&MacroStep::Reply { text: text(2) }, &standing()),
            Outlook::Cannot(Hindrance::TextGone),
            "a removed text begins nothing"
        );
        let refused = Standing { identity: Some("It was shown.".into()), ..standing() };
        let ask = MacroStep::AskIdentity { doubt: Personal::new("The address is new.") };
        assert_eq!(outlook(&ask, &refused), Outlook::Cannot(Hindrance::Identity("It was shown.".into())));
    }

    #[test]
    fn tags_count_on_those_before_them() {
        let steps: Vec<MacroStep> = (0..=MOST_TAGS).map(|n| MacroStep::Tag { tag: format!("t{n}") }).collect();
        let planned = plan(&steps, &standing(), &offers());
        assert_eq!(planned.last(), Some(&Outlook::Cannot(Hindrance::TooManyTags)));
        assert_eq!(planned.iter().filter(|one| **one == Outlook::Will).count(), MOST_TAGS);
    }

    fn any_step() -> impl Strategy<Value = MacroStep> {
        prop_oneof![
            (0_u8..4).prop_map(|n| MacroStep::Give { to: Taker::Staff(staff(n)) }),
            Just(MacroStep::Give { to: Taker::Me }),
            Just(MacroStep::Give { to: Taker::Nobody }),
            prop::option::of(0_u8..3).prop_map(|n| MacroStep::Team { team: n.map(team) }),
            "[a-c]".prop_map(|tag| MacroStep::Tag { tag }),
            Just(MacroStep::Watch),
        ]
    }

    proptest! {
        /// What stands already is not done again: a macro that is used twice changes nothing the second time.
        #[test]
        fn order_at_the_desk_is_made_once(steps in prop::collection::vec(any_step(), 1..9)) {
            let offers = offers();
            let mut after = standing();
            for step in &steps {
                if after.outlook(step, &offers) == Outlook::Will {
                    after.take(step, &offers);
                }
            }
            let last_of = |wanted: &str| steps.iter().rev().find(|step| step.code() == wanted && !matches!(after.outlook(step, &offers), Outlook::Cannot(_)));
            for code in ["give", "team", "tag", "watch"] {
                if let Some(step) = last_of(code) {
                    prop_assert_eq!(after.outlook(step, &offers), Outlook::Already);
                }
            }
        }
    }
}
