//! The remedies a letter must name (Article 12(4); UK Data Protection Act 2018 sections 164A, 165 and 167).

use serde::Serialize;

use super::about::About;
use super::law::Family;
use crate::domain::controller::{Controller, Regulator};
use crate::domain::language::Language;

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
pub fn remedies(about: &About, controller: &Controller, language: &Language) -> Vec<Remedy> {
    let (again, promise) = (language.text("remedy.again"), language.text("remedy.again_promise"));
    match about.family() {
        Family::Uk => {
            let promise = language.text("remedy.complain_promise");
            let pointer = "Data Protection Act 2018, section 164A";
            vec![
                to_us(about, controller, (language.text("remedy.complain"), promise, pointer), language),
                to_regulator(controller.regulator_for(&about.regime), "section 165", language),
                to_court(language.text("remedy.court_more"), "section 167", language),
            ]
        }
        Family::Eu => vec![
            to_us(about, controller, (again, promise, ""), language),
            to_regulator(controller.regulator_for(&about.regime), "Article 77", language),
            to_court(language.text("remedy.court_more"), "Article 79", language),
        ],
        Family::Other => elsewhere(about, controller, language),
    }
}

/// Under a law with procedures of its own: the appeal where it has one, its authority, and the courts.
fn elsewhere(about: &About, controller: &Controller, language: &Language) -> Vec<Remedy> {
    let appeal = about.law.appeal.clone();
    let title = language.text(if appeal.is_some() { "remedy.appeal" } else { "remedy.again" });
    let promise = appeal.unwrap_or_else(|| language.text("remedy.again_promise"));
    let law = about.law_in(language);
    let complain = |name: &str| language.say("remedy.regulator").with("name", name).plain();
    let (name, link) = match (controller.regulators.get(&about.regime), &about.law.authority) {
        (Some(own), _) => (complain(&spoken(own, language)), Some(own.url.clone())),
        (None, Some(authority)) => (complain(&authority.name), authority.url.clone()),
        (None, None) => (language.text("remedy.authority"), None),
    };
    let text = language.say("remedy.oversees").with("law", &law).plain();
    let court = to_court(language.say("remedy.court_where").with("law", &law).plain(), "", language);
    let authority = Remedy { to: RemedyTo::Regulator, title: name, text, link, pointer: "" };
    vec![to_us(about, controller, (title, promise, ""), language), authority, court]
}

fn to_court(text: String, pointer: &'static str, language: &Language) -> Remedy {
    Remedy { to: RemedyTo::Court, title: language.text("remedy.court"), text, link: None, pointer }
}

/// `said` is the title, what we promise, and the legal pointer.
fn to_us(about: &About, controller: &Controller, said: (String, String, &'static str), language: &Language) -> Remedy {
    let (title, promise, pointer) = said;
    let contact = &controller.contact;
    let link = about.complain.clone().or_else(|| controller.letters.complain.clone());
    let how = match (link.is_some(), contact.post.is_empty()) {
        (true, true) => language.say("remedy.form"),
        (true, false) => language.say("remedy.form_post").with("post", contact.post.join(", ")),
        (false, true) => language.say("remedy.write"),
        (false, false) => language.say("remedy.write_post").with("post", contact.post.join(", ")),
    };
    let how = how.with("email", &contact.email).plain();
    Remedy { to: RemedyTo::Controller, title, text: format!("{how} {promise}"), link, pointer }
}

fn spoken(regulator: &Regulator, language: &Language) -> String {
    language.say("frame.authority").with("name", regulator.bare_name()).plain()
}

fn to_regulator(regulator: &Regulator, pointer: &'static str, language: &Language) -> Remedy {
    let mut ways = Vec::new();
    if !regulator.address.is_empty() {
        ways.push(regulator.address.join(", "));
    }
    ways.extend(regulator.phone.as_ref().map(|phone| language.say("remedy.phone").with("phone", phone).plain()));
    let text = if ways.is_empty() { String::new() } else { format!("{}.", ways.join("; ")) };
    Remedy {
        to: RemedyTo::Regulator,
        title: language.say("remedy.regulator").with("name", spoken(regulator, language)).plain(),
        text,
        link: Some(regulator.url.clone()),
        pointer,
    }
}
