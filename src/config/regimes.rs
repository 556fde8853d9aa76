//! The regimes that come with the program: `config/regimes/*.toml`, compiled in.

use thiserror::Error;

use crate::config::calendars;
use crate::domain::clock::{CalendarError, Law};
use crate::domain::regime::{Regime, RegimeError};

const FILES: [(&str, &str); 2] = [
    ("uk-gdpr.toml", include_str!("../../config/regimes/uk-gdpr.toml")),
    ("uk-complaint-ack.toml", include_str!("../../config/regimes/uk-complaint-ack.toml")),
];

/// A regime file or calendar that cannot be used.
#[derive(Debug, Error)]
pub enum LawError {
    /// Not TOML, an unknown key, or a value of the wrong kind.
    #[error("the regime file `{file}` cannot be read: {source}")]
    Syntax {
        /// Which file.
        file: String,
        /// Where and why.
        source: Box<toml::de::Error>,
    },
    /// Settings that contradict each other.
    #[error("the regime file `{file}` contradicts itself: {source}")]
    Contradiction {
        /// Which file.
        file: String,
        /// Which settings.
        source: RegimeError,
    },
    /// A list of public holidays.
    #[error(transparent)]
    Calendar(#[from] CalendarError),
}

/// Reads one regime; `file` names it in errors.
pub fn parse(file: &str, text: &str) -> Result<Regime, LawError> {
    let regime: Regime =
        toml::from_str(text).map_err(|source| LawError::Syntax { file: file.into(), source: Box::new(source) })?;
    regime.check().map_err(|source| LawError::Contradiction { file: file.into(), source })?;
    Ok(regime)
}

/// The regimes that come with the program.
pub fn shipped() -> Result<Vec<Regime>, LawError> {
    FILES.into_iter().map(|(file, text)| parse(file, text)).collect()
}

/// The whole law book that comes with the program.
pub fn law() -> Result<Law, LawError> {
    Ok(Law::new(shipped()?, calendars::shipped()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_law_can_be_read_and_every_calendar_is_there() {
        let law = law().unwrap();
        for regime in shipped().unwrap() {
            law.terms(&regime.id, "EW", "Europe/London").unwrap();
        }
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let law = law().unwrap();
        let refusal = |regime, place, zone| law.terms(regime, place, zone).unwrap_err().to_string();
        assert!(refusal("lgpd", "EW", "Europe/London").contains("`lgpd` is not known; known are uk-gdpr"));
        assert!(refusal("uk-gdpr", "FR", "Europe/London").contains("`FR`"));
        assert!(refusal("uk-gdpr", "EW", "London").contains("`London` is not a time zone"));
    }

    #[test]
    fn a_wrong_regime_file_names_the_file_and_the_key() {
        let (file, text) = FILES[0];
        let misspelt = parse(file, &text.replace("base_n =", "basis =")).unwrap_err().to_string();
        assert!(misspelt.contains("uk-gdpr.toml") && misspelt.contains("basis"), "{misspelt}");
        let empty = parse(file, &text.replace("base_n = 1", "base_n = 0")).unwrap_err().to_string();
        assert!(empty.contains("`base_n`"), "{empty}");
        let half = parse(file, &text.replace("ext_total_n = 3", "")).unwrap_err().to_string();
        assert!(half.contains("`ext_total_n`"), "{half}");
        let short = parse(file, &text.replace("ext_total_n = 3", "ext_total_n = 1")).unwrap_err().to_string();
        assert!(short.contains("more than `base_n`"), "{short}");
    }
}
