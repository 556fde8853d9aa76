//! The remedies a letter must name (Article 12(4); UK Data Protection Act 2018 sections 164A, 165 and 167).

use serde::Serialize;

use super::about::About;
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
    /// The legal pointer.
    pub pointer: &'static str,
}

/// The remedies under the law of a case, in the order in which a letter names them. A letter that must carry them carries all.
pub fn remedies(about: &About, controller: &Controller) -> Vec<Remedy> {
    let uk = about.regime.starts_with("uk");
    let us = to_us(about, controller, if uk { "Data Protection Act 2018, section 164A" } else { "Article 38(4)" });
    let regulator = to_regulator(&controller.regulator, if uk { "section 165" } else { "Article 77" });
    let court = Remedy {
        to: RemedyTo::Court,
        title: "Go to court".into(),
        text: "If your rights were infringed, a court can order us to put it right.".into(),
        link: None,
        pointer: if uk { "section 167" } else { "Article 79" },
    };
    vec![us, regulator, court]
}

fn to_us(about: &About, controller: &Controller, pointer: &'static str) -> Remedy {
    let how = match &about.complain {
        Some(_) => format!("Use our complaint form or write to {}.", controller.contact.email),
        None => format!("Write to {}.", controller.contact.email),
    };
    let uk_promise = " We confirm within 30 days that we have it, look into it and tell you the outcome.";
    let promise =
        if about.regime.starts_with("uk") { uk_promise } else { " We look into it and tell you the outcome." };
    Remedy {
        to: RemedyTo::Controller,
        title: "Complain to us".into(),
        text: format!("{how}{promise}"),
        link: about.complain.clone(),
        pointer,
    }
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
