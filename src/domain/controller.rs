//! A controller: the company that answers. One installation serves several.
//!
//! Everything the law wants said about a company comes from here, filled from `config/controllers/*.toml`.
//! What a company has not told us is `None` or an empty list, never a guess; the letter then carries a visible gap
//! that staff must fill before it can go out ([`Controller::gaps`]).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::logo::Logo;
use crate::domain::regime::ClockPolicy;
use crate::domain::retention::Keeping;
use crate::domain::right::Right;
use crate::domain::showing::Showing;
use crate::domain::telling::Way;

/// A company that holds personal data and answers requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Controller {
    /// The name in addresses: `justroo` in `/r/justroo`. Lower-case letters, digits and hyphens.
    pub id: String,
    /// Two capital letters that start every reference: `JR`.
    pub prefix: String,
    /// The name customers know.
    pub brand: String,
    /// The code of the language in which it wrote everything here, and in which its data maps are.
    #[serde(default = "english")]
    pub language: String,
    /// What it says in further languages, by their codes: what stands here, and what it is called there.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub translations: BTreeMap<String, BTreeMap<String, String>>,
    /// The accent colour as `#rrggbb`; the mock's green when absent.
    #[serde(default)]
    pub accent: Option<String>,
    /// The logo at the head of its pages, taken in by the console.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub logo: Option<Logo>,
    /// Whose public holidays move a due date: `EW`, `SCT`, `NI`, a country such as `IE` or a region such as `DE-BY`.
    #[serde(default = "england_and_wales")]
    pub place: String,
    /// The place for a law that looks at another one: `eu-gdpr = "IE"` for a company in England that also answers there.
    #[serde(default)]
    pub places: BTreeMap<String, String>,
    /// The IANA zone in which days are counted; the place's own when absent.
    #[serde(default)]
    pub zone: Option<String>,
    /// How it reads the law where the law can be read two ways, and its internal target.
    #[serde(default)]
    pub clock: ClockPolicy,
    /// How long it keeps what its desk holds.
    #[serde(default)]
    pub keeping: Keeping,
    /// The laws it answers under, the usual one first: `uk-gdpr`.
    #[serde(default = "uk_gdpr")]
    pub regimes: Vec<String>,
    /// Who it is in law.
    #[serde(default)]
    pub legal: Legal,
    /// How to reach it.
    pub contact: Contact,
    /// Its privacy policy.
    #[serde(default)]
    pub policy: Policy,
    /// The regulator to name in letters. A setting, because names and addresses of regulators change.
    pub regulator: Regulator,
    /// The authority for a law that has another one: `[regulators.eu-gdpr]` for a company in England that also answers in Ireland.
    #[serde(default)]
    pub regulators: BTreeMap<String, Regulator>,
    /// Its own words for a right, by right code, where the policy has them.
    #[serde(default)]
    pub wording: BTreeMap<String, String>,
    /// What the form may ask to find somebody, all optional: `order_number`, `postcode`, `phone`, `customer_number` …
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    /// Marketing channels a person can stop: `email`, `sms`, `post`, `phone` …
    #[serde(default)]
    pub marketing_channels: Vec<String>,
    /// Categories of personal data (Article 15(1)(b)).
    #[serde(default)]
    pub categories: Vec<Category>,
    /// Purposes and their legal bases (Article 15(1)(a)).
    #[serde(default)]
    pub purposes: Vec<Purpose>,
    /// Who receives data (Article 15(1)(c)).
    #[serde(default)]
    pub recipients: Vec<Recipient>,
    /// To whom it sends data straight when a person wishes so (Article 20(2)).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receivers: Vec<Receiver>,
    /// Where data comes from if not from the person (Article 15(1)(g)).
    #[serde(default)]
    pub sources: Vec<String>,
    /// How long data is kept (Article 15(1)(d)).
    #[serde(default)]
    pub retention: Vec<Retention>,
    /// Transfers abroad and their safeguards (Article 15(2)); `None` when the company has not said.
    #[serde(default)]
    pub transfers: Option<Transfers>,
    /// Automated decisions including profiling (Article 15(1)(h)); `None` when the company has not said.
    #[serde(default)]
    pub automated_decisions: Option<String>,
    /// Facts that only letters need.
    #[serde(default)]
    pub letters: LetterFacts,
    /// What it asks for before something that cannot be taken back.
    #[serde(default)]
    pub identity: IdentityDemand,
    /// How much of a person its desk shows.
    #[serde(default)]
    pub showing: Showing,
    /// The data maps of its systems: names of files in `config/datamaps`.
    #[serde(default)]
    pub datamaps: Vec<String>,
}

fn english() -> String {
    "en".into()
}
fn england_and_wales() -> String {
    "EW".into()
}
fn uk_gdpr() -> Vec<String> {
    vec!["uk-gdpr".into()]
}

/// Who the company is in law.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Legal {
    /// The registered name, if the company has said it.
    pub name: Option<String>,
    /// Company number.
    pub company_number: Option<String>,
    /// Parent company.
    pub parent: Option<String>,
    /// Where it is registered: "England and Wales".
    pub seat: Option<String>,
    /// Entry in the regulator's register of fee payers.
    pub regulator_registration: Option<String>,
}

/// How to reach the company about personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contact {
    /// The mailbox for requests.
    pub email: String,
    /// A telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// The postal address, one line per line.
    #[serde(default)]
    pub post: Vec<String>,
    /// The shop's site, without scheme.
    #[serde(default)]
    pub web: Option<String>,
    /// A data protection officer or named lead.
    #[serde(default)]
    pub dpo: Option<String>,
}

/// Facts that only letters need. What is not stated stands in a letter as a gap that staff fill before it goes out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct LetterFacts {
    /// How long erased data may still be in backups: "35 days".
    pub backups: Option<String>,
    /// How a fee is paid, full sentences.
    pub pay: Option<String>,
    /// Where people complain to the company, with scheme, when the form is not ours.
    pub complain: Option<String>,
    /// Who signs instead of "The data protection team": a name and what they do.
    pub signed_by: Option<String>,
}

/// What a company asks for before something that cannot be taken back.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct IdentityDemand {
    /// The code of the least check after which somebody who adds an erasure to their case is not asked again (a code of
    /// `request::IdentityMethod`); nothing when every check is enough.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub erasure: Option<String>,
}

/// The privacy policy in force.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Policy {
    /// Its version or date, as the company states it.
    pub version: Option<String>,
    /// Where it can be read.
    pub url: Option<String>,
}

/// The supervisory authority that letters must name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Regulator {
    /// Its name.
    pub name: String,
    /// Its postal address, one line per line.
    #[serde(default)]
    pub address: Vec<String>,
    /// Its telephone number.
    #[serde(default)]
    pub phone: Option<String>,
    /// Where to complain, with scheme.
    pub url: String,
}

/// Something a person may tell us so that we find them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// The identity name of the data map: `order_number`.
    pub name: String,
    /// The label of the question.
    pub label: String,
    /// A hint under the label.
    #[serde(default)]
    pub hint: Option<String>,
}

/// A category of personal data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Category {
    /// Key used by data maps and retention rules.
    pub id: String,
    /// Plain name.
    pub name: String,
    /// What is in it.
    #[serde(default)]
    pub items: Vec<String>,
}

/// A purpose of processing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Purpose {
    /// Key.
    pub id: String,
    /// Plain words: "to deliver your orders".
    pub name: String,
    /// Keys of the categories used.
    #[serde(default)]
    pub categories: Vec<String>,
    /// The legal basis in plain words; `None` when the policy does not say.
    #[serde(default)]
    pub basis: Option<String>,
}

/// Another controller, to whom data is sent straight when a person wishes so (Article 20(2)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Receiver {
    /// Its name, as the person knows it.
    pub name: String,
    /// The name of its program in the settings.
    pub program: String,
}

/// Somebody who receives data.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipient {
    /// Name, or the kind where the company names none.
    pub name: String,
    /// What it does: "courier".
    #[serde(default)]
    pub role: Option<String>,
    /// Country, if outside the controller's own.
    #[serde(default)]
    pub country: Option<String>,
    /// What it receives beyond what the data map says: systems, collections (`shop.orders`) or categories (`user.contact`).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub receives: Vec<String>,
    /// How it is told of a correction, an erasure or a restriction (Article 19).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tell: Option<Way>,
    /// Where: an e-mail address, or the name of a webhook in the settings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<String>,
    /// The code of the language in which it is written to; the company's own when nothing is said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The identities that it needs to find a person, by their names in the data map; name and address where nothing is said.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub finds_by: Vec<String>,
}

/// How long something is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Retention {
    /// What: plain words.
    pub what: String,
    /// The period or the test that decides it; `None` when the company has not said.
    #[serde(default)]
    pub period: Option<String>,
    /// Why it is kept.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Transfers to other countries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Transfers {
    /// Where data goes, in plain words.
    pub to: String,
    /// The safeguard relied on (Article 46); `None` when the company has not named one.
    #[serde(default)]
    pub safeguards: Option<String>,
}

/// Something the company has not told us and a complete Article 15 answer needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The paragraph that cannot be written: "15(1)(d)".
    pub paragraph: String,
    /// The setting to fill: `retention`.
    pub key: String,
    /// What is missing, in words.
    pub what: String,
}

impl Regulator {
    /// Its name in the middle of a sentence: an office is spoken of with the article, however the setting spells it.
    pub fn spoken_name(&self) -> String {
        format!("the {}", self.bare_name())
    }

    /// Its name without the article.
    pub fn bare_name(&self) -> &str {
        self.name.strip_prefix("The ").or_else(|| self.name.strip_prefix("the ")).unwrap_or(&self.name)
    }
}

impl Controller {
    /// The name that letters are signed with: the legal name where known, else the brand.
    pub fn legal_name(&self) -> &str {
        self.legal.name.as_deref().unwrap_or(&self.brand)
    }

    /// The authority that oversees it under a law.
    pub fn regulator_for(&self, regime: &str) -> &Regulator {
        self.regulators.get(regime).unwrap_or(&self.regulator)
    }

    /// What it wrote, in the words that it has for it in a language.
    pub fn said_in(&self, language: &str, words: &str) -> Option<&str> {
        self.translations.get(language)?.get(words.trim()).map(String::as_str)
    }

    /// The company's own words for a right, or the form's plain promise.
    pub fn words_for(&self, right: Right) -> &str {
        self.wording.get(right.code()).map_or_else(|| right.promise(), String::as_str)
    }

    /// What is missing for a complete Article 15 answer, in the order of the article.
    pub fn gaps(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let mut gap = |missing: bool, paragraph: &str, key: &str, what: &str| {
            if missing {
                gaps.push(Gap { paragraph: paragraph.into(), key: key.into(), what: what.into() });
            }
        };
        gap(self.purposes.is_empty(), "15(1)(a)", "purposes", "the purposes of the processing");
        let open = self.purposes.iter().any(|purpose| purpose.basis.is_none());
        gap(open, "15(1)(a)", "purposes.basis", "the legal basis of each purpose");
        gap(self.categories.is_empty(), "15(1)(b)", "categories", "the categories of personal data");
        gap(self.recipients.is_empty(), "15(1)(c)", "recipients", "the recipients");
        let unkept = self.retention.is_empty() || self.retention.iter().any(|rule| rule.period.is_none());
        gap(unkept, "15(1)(d)", "retention", "how long each kind of data is kept, or how that is decided");
        gap(self.sources.is_empty(), "15(1)(g)", "sources", "where data comes from that the person did not give");
        let silent = self.automated_decisions.is_none();
        gap(silent, "15(1)(h)", "automated_decisions", "whether decisions are made automatically, and how");
        let unsafe_transfer = self.transfers.as_ref().is_none_or(|transfers| transfers.safeguards.is_none());
        gap(unsafe_transfer, "15(2)", "transfers", "transfers abroad and their safeguards");
        gaps
    }
}
