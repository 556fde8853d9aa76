//! What to do at each recipient when a person uses a right: a task list that follows from the recipients of a company.

use serde::Deserialize;

use crate::domain::controller::{Controller, Recipient};

/// What is known about a recipient, or about a kind of recipients where nobody is named. It is data: `config/recipients.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Its name, or the name of the kind.
    pub name: String,
    /// Words by which it is known in the name or the role of a recipient, in small letters.
    pub known_by: Vec<String>,
    /// Whether these words are of a kind, to be used where no name fits.
    #[serde(default)]
    pub kind: bool,
    /// What it usually holds about a person.
    pub holds: String,
    /// By what it finds a person.
    pub find_by: String,
    /// What to do for a copy (Article 15).
    pub copy: String,
    /// What to do for erasure, and what it may keep (Articles 17 and 19).
    pub erase: String,
    /// Whether it decides by itself about some of the data, so that the person may have to be sent on.
    #[serde(default)]
    pub own_controller: bool,
}

/// Every partner that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerBook {
    /// The partners; names come before kinds.
    #[serde(rename = "partner")]
    pub partners: Vec<Partner>,
}

/// What to do at one recipient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Errand<'book> {
    /// Who.
    pub recipient: Recipient,
    /// What is known about it; `None` when nothing is, and a person has to find out.
    pub partner: Option<&'book Partner>,
}

impl PartnerBook {
    /// What is known about a recipient: by its name, else by its kind.
    pub fn about(&self, recipient: &Recipient) -> Option<&Partner> {
        let name = recipient.name.to_lowercase();
        let role = recipient.role.as_deref().unwrap_or_default().to_lowercase();
        let by_name = self.partners.iter().find(|one| !one.kind && one.known_by.iter().any(|word| is_in(&name, word)));
        by_name.or_else(|| {
            let fits = |word: &String| is_in(&name, word) || is_in(&role, word);
            self.partners.iter().find(|one| one.kind && one.known_by.iter().any(fits))
        })
    }
}

impl PartnerBook {
    /// Whom a data map means by a name: the recipient of that name, else every recipient of the kind of that name.
    pub fn meant_by<'r>(&self, name: &str, recipients: &'r [Recipient]) -> Vec<&'r Recipient> {
        let same = |other: &str| other.trim().eq_ignore_ascii_case(name.trim());
        let named: Vec<&Recipient> = recipients.iter().filter(|one| same(&one.name)).collect();
        let known_by = |partner: &&Partner| partner.known_by.iter().any(|word| is_in(&name.to_lowercase(), word));
        let kinds = || self.partners.iter().filter(|partner| partner.kind);
        let kind = kinds().find(|partner| same(&partner.name)).or_else(|| kinds().find(known_by));
        let Some(kind) = kind.filter(|_| named.is_empty()) else { return named };
        let says = |text: &str| kind.known_by.iter().any(|word| is_in(text, word));
        let fits = |one: &&Recipient| {
            says(&one.name.to_lowercase()) || says(&one.role.as_deref().unwrap_or_default().to_lowercase())
        };
        recipients.iter().filter(fits).collect()
    }
}

/// Whether the words of `wanted` stand in a text as whole words.
fn is_in(text: &str, wanted: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|letter: char| !letter.is_alphanumeric())
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (text, wanted) = (words(text), words(wanted));
    !wanted.is_empty() && text.windows(wanted.len()).any(|part| part == wanted)
}

/// The task list of a company, in the order of its recipients.
pub fn errands<'book>(controller: &Controller, book: &'book PartnerBook) -> Vec<Errand<'book>> {
    let errand = |one: &Recipient| Errand { recipient: one.clone(), partner: book.about(one) };
    controller.recipients.iter().map(errand).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partner(name: &str, known_by: &str, kind: bool) -> Partner {
        Partner {
            name: name.into(),
            known_by: vec![known_by.into()],
            kind,
            holds: String::new(),
            find_by: String::new(),
            copy: String::new(),
            erase: String::new(),
            own_controller: false,
        }
    }

    #[test]
    fn a_name_counts_before_a_kind_and_only_whole_words_count() {
        let book = PartnerBook { partners: vec![partner("couriers", "courier", true), partner("DPD", "dpd", false)] };
        let about = |name: &str, role: &str| {
            let recipient =
                Recipient { name: name.into(), role: Some(role.into()), country: None, ..Recipient::default() };
            book.about(&recipient).map(|found| found.name.clone())
        };
        assert_eq!(about("DPD UK", "courier").as_deref(), Some("DPD"));
        assert_eq!(about("Evri", "courier").as_deref(), Some("couriers"));
        assert_eq!(about("Updpdate Ltd", "printer"), None);
    }
}
