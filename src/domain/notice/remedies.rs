//! The remedies a letter must name (Article 12(4); UK Data Protection Act 2018 sections 164A, 165 and 167).

use serde::Serialize;

use super::about::About;
use super::law::Family;
use crate::domain::controller::{Controller, Regulator};

/// To whom a person can turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemedyTo {
    /// The controller itself: a duty in the UK since 19 June 2026 (section 164A).
    Controller,
    /// The supervisory authority.
    Regulator,
    /// A court.
    Court,
}

/// One remedy, in words for a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remedy {
    /// To whom.
    pub to: RemedyTo,
    /// What to do: "Complain to us".
    pub title: String,
    /// How, full sentences.
    pub text: String,
    /// Where, with scheme, if there is a page for it.
    pub link: Option<String>,
    /// The legal pointer; empty where the law of the case has none of its own.
    pub pointer: &'static str,
}

/// The remedies under the law of a case, in the order in which a letter names them. A letter that must carry them carries all.
pub fn remedies(about: &About, controller: &Controller) -> Vec<Remedy> {
    match about.family() {
        Family::Uk => vec![
            to_us(
                about,
                controller,
                "Complain to us",
                "We confirm within 30 days that we have it, look into it and tell you the outcome.",
                "Data Protection Act 2018, section 164A",
            ),
            to_regulator(controller.regulator_for(&about.regime), "section 165"),
            to_court("section 167"),
        ],
        Family::Eu => vec![
            to_us(about, controller, "Ask us to look again", "We look into it and tell you the outcome.", ""),
            to_regulator(controller.regulator_for(&about.regime), "Article 77"),
            to_court("Article 79"),
        ],
        Family::Other => elsewhere(about, controller),
    }
}

/// Under a law with procedures of its own: the appeal where it has one, its authority, and the courts.
fn elsewhere(about: &About, controller: &Controller) -> Vec<Remedy> {
    let appeal = about.law.appeal.as_deref();
    let title = if appeal.is_some() { "Appeal to us" } else { "Ask us to look again" };
    let promise = appeal.unwrap_or("We look into it and tell you the outcome.");
    let law = about.law_name();
    let (name, link) = match (controller.regulators.get(&about.regime), &about.law.authority) {
        (Some(own), _) => (format!("Complain to {}", own.spoken_name()), Some(own.url.clone())),
        (None, Some(authority)) => (format!("Complain to {}", authority.name), authority.url.clone()),
        (None, None) => ("Complain to the authority".into(), None),
    };
    let text = format!("It oversees the {law}.");
    let court =
        Remedy { text: format!("Where the {law} gives you that right, a court can decide about it."), ..to_court("") };
    let authority = Remedy { to: RemedyTo::Regulator, title: name, text, link, pointer: "" };
    vec![to_us(about, controller, title, promise, ""), authority, court]
}

fn to_court(pointer: &'static str) -> Remedy {
    let text = "If your rights were infringed, a court can order us to put it right.".into();
    Remedy { to: RemedyTo::Court, title: "Go to court".into(), text, link: None, pointer }
}

fn to_us(about: &About, controller: &Controller, title: &str, promise: &str, pointer: &'static str) -> Remedy {
    let contact = &controller.contact;
    let link = about.complain.clone().or_else(|| controller.letters.complain.clone());
    let mut ways = vec![format!("write to {}", contact.email)];
    if !contact.post.is_empty() {
        ways.push(format!("to {}", contact.post.join(", ")));
    }
    let ways = ways.join(" or ");
    let how = if link.is_some() { format!("Use our complaint form, or {ways}.") } else { sentence_of(&ways) };
    Remedy { to: RemedyTo::Controller, title: title.into(), text: format!("{how} {promise}"), link, pointer }
}

fn sentence_of(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(|first| first.to_uppercase().chain(letters).collect::<String>());
    format!("{}.", first.unwrap_or_default())
}

fn to_regulator(regulator: &Regulator, pointer: &'static str) -> Remedy {
    let mut ways = Vec::new();
    if !regulator.address.is_empty() {
        ways.push(regulator.address.join(", "));
    }
    ways.extend(regulator.phone.as_ref().map(|phone| format!("telephone {phone}")));
    let text = if ways.is_empty() { String::new() } else { format!("{}.", ways.join("; ")) };
    Remedy {
        to: RemedyTo::Regulator,
        title: format!("Complain to {}", regulator.spoken_name()),
        text,
        link: Some(regulator.url.clone()),
        pointer,
    }
}
