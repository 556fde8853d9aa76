//! What a company's settings cannot be without, and what cannot be.

use serde_json::Value;

use crate::domain::controller::Controller;

/// A setting that is missing or wrong.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{pointer}: {what}")]
pub struct Fault {
    /// Which, as a JSON pointer: `/contact/email`.
    pub pointer: String,
    /// What to do.
    pub what: String,
}

impl Fault {
    /// A fault of a setting.
    pub fn new(pointer: &str, what: impl Into<String>) -> Self {
        Self { pointer: pointer.to_owned(), what: what.into() }
    }

    /// The setting as it is written in a file: `contact.email`.
    pub fn key(&self) -> String {
        self.pointer.trim_start_matches('/').replace('/', ".")
    }
}

/// The settings without which there is no controller.
const DEMANDED: [(&str, &str); 5] = [
    ("/brand", "give the name that people know"),
    ("/prefix", "use two capital letters"),
    ("/contact/email", "give the mailbox for requests"),
    ("/regulator/name", "name the regulator that people may complain to"),
    ("/regulator/url", "give the address where people complain to the regulator"),
];

/// Says which setting is missing that no default can stand for.
pub(super) fn demanded(value: &Value) -> Result<(), Fault> {
    let stated =
        |pointer: &str| value.pointer(pointer).and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let missing = DEMANDED.into_iter().find(|(pointer, _)| !stated(pointer));
    missing.map_or(Ok(()), |(pointer, what)| Err(Fault::new(pointer, what)))
}

/// Checks what the kind of a setting alone does not say.
pub fn check(controller: &Controller) -> Result<(), Fault> {
    let must = |fine: bool, pointer: &str, what: &str| if fine { Ok(()) } else { Err(Fault::new(pointer, what)) };
    must(is_name(&controller.id), "/id", "use lower-case letters, digits and hyphens, at most 40")?;
    let two = controller.prefix.len() == 2 && controller.prefix.chars().all(|letter| letter.is_ascii_uppercase());
    must(two, "/prefix", "use two capital letters")?;
    must(!controller.brand.trim().is_empty(), "/brand", "give the name that people know")?;
    must(is_mailbox(&controller.contact.email), "/contact/email", "give the mailbox for requests")?;
    must(!controller.regimes.is_empty(), "/regimes", "name at least one law")?;
    must(controller.accent.as_deref().is_none_or(is_colour), "/accent", "give a colour like #0f5c55")?;
    if let Some((key, what)) = controller.keeping.mistake() {
        return Err(Fault::new(&format!("/{}", key.replace('.', "/")), what));
    }
    let clock = &controller.clock;
    must(clock.safety_days <= 20, "/clock/safety_days", "give a number from 0 to 20")?;
    must((1..=30).contains(&clock.fixed_days), "/clock/fixed_days", "give a number from 1 to 30")?;
    let prompt = clock.identity_prompt_days.is_none_or(|days| (1..=20).contains(&days));
    must(prompt, "/clock/identity_prompt_days", "give a number from 1 to 20, or nothing")?;
    let links = [
        ("/policy/url", controller.policy.url.as_deref()),
        ("/letters/complain", controller.letters.complain.as_deref()),
        ("/regulator/url", Some(controller.regulator.url.as_str())),
    ];
    let wrong = links.into_iter().find(|(_, link)| link.is_some_and(|link| !is_link(link)));
    wrong.map_or(Ok(()), |(pointer, _)| Err(Fault::new(pointer, "begin the address with https://")))
}

/// Whether a name fits into addresses.
fn is_name(id: &str) -> bool {
    let fits = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
    !id.is_empty() && id.len() <= 40 && id.chars().all(fits)
}

fn is_mailbox(text: &str) -> bool {
    let split = text.split_once('@');
    split.is_some_and(|(name, domain)| !name.is_empty() && !domain.is_empty() && !text.contains(char::is_whitespace))
}

fn is_colour(hex: &str) -> bool {
    hex.len() == 7 && hex.starts_with('#') && hex.chars().skip(1).all(|digit| digit.is_ascii_hexdigit())
}

fn is_link(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}
