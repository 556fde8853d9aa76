//! The regimes that come with the program: `config/regimes/*.toml`, compiled in.

use thiserror::Error;

use crate::config::calendars;
use crate::domain::clock::{Calendars, Law};
use crate::domain::regime::{Regime, RegimeError};

const FILES: [(&str, &str); 34] = [
    ("uk-gdpr.toml", include_str!("../../config/regimes/uk-gdpr.toml")),
    ("uk-complaint-ack.toml", include_str!("../../config/regimes/uk-complaint-ack.toml")),
    ("eu-gdpr.toml", include_str!("../../config/regimes/eu-gdpr.toml")),
    ("au-app12.toml", include_str!("../../config/regimes/au-app12.toml")),
    ("br-lgpd.toml", include_str!("../../config/regimes/br-lgpd.toml")),
    ("ca-pipeda.toml", include_str!("../../config/regimes/ca-pipeda.toml")),
    ("ca-qc-law25.toml", include_str!("../../config/regimes/ca-qc-law25.toml")),
    ("ch-fadp.toml", include_str!("../../config/regimes/ch-fadp.toml")),
    ("in-dpdp-grievance.toml", include_str!("../../config/regimes/in-dpdp-grievance.toml")),
    ("reg1182-p2d.toml", include_str!("../../config/regimes/reg1182-p2d.toml")),
    ("sg-pdpa.toml", include_str!("../../config/regimes/sg-pdpa.toml")),
    ("us-ca-ccpa.toml", include_str!("../../config/regimes/us-ca-ccpa.toml")),
    ("us-ca-ccpa-ack.toml", include_str!("../../config/regimes/us-ca-ccpa-ack.toml")),
    ("us-ca-ccpa-optout.toml", include_str!("../../config/regimes/us-ca-ccpa-optout.toml")),
    ("us-co.toml", include_str!("../../config/regimes/us-co.toml")),
    ("us-ct.toml", include_str!("../../config/regimes/us-ct.toml")),
    ("us-de.toml", include_str!("../../config/regimes/us-de.toml")),
    ("us-fl.toml", include_str!("../../config/regimes/us-fl.toml")),
    ("us-ia.toml", include_str!("../../config/regimes/us-ia.toml")),
    ("us-in.toml", include_str!("../../config/regimes/us-in.toml")),
    ("us-ky.toml", include_str!("../../config/regimes/us-ky.toml")),
    ("us-md.toml", include_str!("../../config/regimes/us-md.toml")),
    ("us-mn.toml", include_str!("../../config/regimes/us-mn.toml")),
    ("us-mt.toml", include_str!("../../config/regimes/us-mt.toml")),
    ("us-ne.toml", include_str!("../../config/regimes/us-ne.toml")),
    ("us-nh.toml", include_str!("../../config/regimes/us-nh.toml")),
    ("us-nj.toml", include_str!("../../config/regimes/us-nj.toml")),
    ("us-or.toml", include_str!("../../config/regimes/us-or.toml")),
    ("us-ri.toml", include_str!("../../config/regimes/us-ri.toml")),
    ("us-tn.toml", include_str!("../../config/regimes/us-tn.toml")),
    ("us-tx.toml", include_str!("../../config/regimes/us-tx.toml")),
    ("us-ut.toml", include_str!("../../config/regimes/us-ut.toml")),
    ("us-va.toml", include_str!("../../config/regimes/us-va.toml")),
    ("za-paia.toml", include_str!("../../config/regimes/za-paia.toml")),
];

/// A regime file that cannot be used.
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
    law_with(calendars::shipped())
}

/// The regimes that come with the program, with these calendars.
pub fn law_with(calendars: Calendars) -> Result<Law, LawError> {
    Ok(Law::new(shipped()?, calendars))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_shipped_law_can_be_applied_at_its_home_and_calls_its_file_by_its_id() {
        let law = law().unwrap();
        for ((file, _), regime) in FILES.iter().zip(shipped().unwrap()) {
            assert_eq!(*file, format!("{}.toml", regime.id));
            law.terms(&regime.id, regime.home.as_deref().or(Some("IE"))).unwrap();
        }
    }

    #[test]
    fn what_is_not_known_is_refused_by_name() {
        let law = law().unwrap();
        let refusal = |regime, place| law.terms(regime, place).unwrap_err().to_string();
        assert!(refusal("lgpd", Some("EW")).contains("`lgpd` is not known; known are uk-gdpr"));
        assert!(refusal("uk-gdpr", Some("XX")).contains("`XX`"));
        assert!(refusal("eu-gdpr", Some("DE-XX")).contains("`DE-XX`"));
        assert!(refusal("uk-gdpr", Some("FR")).contains("does not apply there"));
        assert!(refusal("reg1182-p2d", Some("US-CA")).contains("no public holidays"));
        assert!(refusal("eu-gdpr", None).contains("needs a place"));
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
