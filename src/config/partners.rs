//! What is known about recipients: `config/recipients.toml`, compiled in.

use crate::domain::setup::PartnerBook;

const FILE: &str = include_str!("../../config/recipients.toml");

/// The book of recipients cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("recipients.toml: {0}")]
pub struct PartnersError(#[from] Box<toml::de::Error>);

/// The book that comes with the program.
pub fn shipped() -> Result<PartnerBook, PartnersError> {
    Ok(toml::from_str(FILE).map_err(Box::new)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::controller::Recipient;

    #[test]
    fn every_recipient_of_the_samples_has_something_to_do() {
        let book = shipped().unwrap();
        let samples = super::super::controllers::load(true, std::path::Path::new("nowhere")).unwrap();
        for recipient in samples.values().flat_map(|sample| &sample.recipients) {
            assert!(book.about(recipient).is_some(), "{recipient:?}");
        }
        let about = |name: &str| {
            let recipient =
                Recipient { name: name.into(), role: Some("courier".into()), country: None, ..Recipient::default() };
            book.about(&recipient).map(|found| found.name.clone()).unwrap_or_default()
        };
        for name in ["Worldpay", "PayPal", "Royal Mail", "DPD", "Parcelforce", "Amazon", "eBay", "Google Analytics"] {
            assert_eq!(about(name), name);
        }
        assert_eq!([about("Microsoft Clarity"), about("Hootsuite")], ["Microsoft Clarity", "Hootsuite"]);
    }
}
