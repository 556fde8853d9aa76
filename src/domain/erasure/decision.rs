//! What a person decides about a row that the map leaves to people.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest reason, in characters: it may stand in a letter.
pub const LONGEST_REASON: usize = 500;

/// What is to happen to the row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It goes.
    Erase,
    /// It stays without what says whose it is; of somebody else's record only what names the person is taken out.
    Anonymise,
    /// It stays.
    Keep {
        /// The last day, civil, in the controller's zone: on the day after, a row of the person's own is erased, and out of somebody
        /// else's record goes what names them. `None`: it stays for good.
        until: Option<NaiveDate>,
    },
}

/// A decision on a row. The rules of the map, other people's records and the live schema go before it: a shared row stays.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowDecision {
    /// What happens.
    pub verdict: Verdict,
    /// Why, in words that can stand in a letter.
    pub reason: String,
}

impl std::fmt::Debug for RowDecision {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RowDecision({:?})", self.verdict)
    }
}

/// Why words are no decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DecisionFault {
    /// No such word.
    #[error("choose erase, anonymise or keep")]
    Verdict,
    /// Not a day, or one that is over.
    #[error("the day until which it is kept is a date to come, YYYY-MM-DD")]
    Day,
    /// Only what is kept has an end.
    #[error("only what is kept has a day until which it is kept")]
    NeedsKeep,
    /// No reason, or a novel.
    #[error("write why, in at most {LONGEST_REASON} characters: the reason can stand in the letter")]
    Reason,
}

impl RowDecision {
    /// Reads a decision as people give it: `erase`, `anonymise` or `keep`; a day or nothing; a reason. `today` is a civil day.
    pub fn read(verdict: &str, until: &str, reason: &str, today: NaiveDate) -> Result<Self, DecisionFault> {
        let day = match until.trim() {
            "" => None,
            day => Some(day.parse::<NaiveDate>().ok().filter(|day| *day > today).ok_or(DecisionFault::Day)?),
        };
        let verdict = match (verdict.trim(), day) {
            ("keep", until) => Verdict::Keep { until },
            ("erase" | "anonymise", Some(_)) => return Err(DecisionFault::NeedsKeep),
            ("erase", None) => Verdict::Erase,
            ("anonymise", None) => Verdict::Anonymise,
            _ => return Err(DecisionFault::Verdict),
        };
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(DecisionFault::Reason);
        }
        let stop = if reason.ends_with(['.', '!', '?']) { "" } else { "." };
        Ok(Self { verdict, reason: format!("{reason}{stop}") })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decision_says_what_until_when_and_why() {
        let today = "2026-11-22".parse().unwrap();
        let read = |verdict: &str, until: &str, reason: &str| RowDecision::read(verdict, until, reason, today);
        let until = Some("2027-01-31".parse().unwrap());
        let kept = RowDecision { verdict: Verdict::Keep { until }, reason: "A claim is open.".to_owned() };
        assert_eq!(read("keep", "2027-01-31", " A claim is open "), Ok(kept));
        assert_eq!(read("erase", "", "It is hers.").map(|decision| decision.verdict), Ok(Verdict::Erase));
        assert_eq!(read("keep", "2026-11-22", "x"), Err(DecisionFault::Day));
        assert_eq!(read("keep", "soon", "x"), Err(DecisionFault::Day));
        assert_eq!(read("erase", "2027-01-31", "x"), Err(DecisionFault::NeedsKeep));
        assert_eq!(read("burn", "", "x"), Err(DecisionFault::Verdict));
        assert_eq!(read("keep", "", "  "), Err(DecisionFault::Reason));
    }
}
