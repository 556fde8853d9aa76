//! What a company wrote, and what it is called in further languages: a point for each text and language.

use std::collections::BTreeSet;

use super::point::{Group, Point, PointField, Shape};
use crate::domain::controller::Controller;
use crate::domain::datamap::DataMap;
use crate::domain::language::Language;

/// Where the translations stand in the settings.
pub(super) const PLACE: &str = "/translations/";

/// Every text of a company and its data maps that people may read, with what it is called in a language. What the desk knows
/// in that language by itself is asked only when the company has a word of its own for it.
pub fn sayings(controller: &Controller, maps: &[&DataMap], language: &Language) -> Vec<Point> {
    let code = language.code();
    if code == controller.language {
        return Vec::new();
    }
    let stored = controller.translations.get(code).into_iter().flatten().map(|(text, _)| text.as_str());
    let mut seen = BTreeSet::new();
    let texts = texts_of(controller).chain(maps.iter().flat_map(|map| texts_in(map))).map(str::trim);
    let open = texts.filter(|text| !text.is_empty() && language.known_phrase(text).is_none());
    let each = open.chain(stored).filter(|text| seen.insert((*text).to_owned()));
    each.map(|text| saying(&language.name(), code, text, controller.said_in(code, text))).collect()
}

/// One text in one language.
pub(super) fn saying(name: &str, code: &str, text: &str, said: Option<&str>) -> Point {
    let field = PointField {
        name: "",
        label: "",
        hint: "",
        shape: if text.chars().count() > 60 { Shape::Text } else { Shape::Line },
        value: said.unwrap_or_default().to_owned(),
    };
    Point {
        pointer: format!("{PLACE}{code}/{}", text.replace('~', "~0").replace('/', "~1")),
        group: Group::Words,
        label: format!("{name}: {text}"),
        fields: vec![field],
        law: "",
        listed: false,
    }
}

/// What the company wrote itself, in the order of its pages.
fn texts_of(controller: &Controller) -> impl Iterator<Item = &str> {
    let categories = controller.categories.iter().map(|category| category.name.as_str());
    let purposes = controller.purposes.iter().flat_map(|one| [Some(&one.name), one.basis.as_ref()]);
    let recipients =
        controller.recipients.iter().flat_map(|one| [Some(&one.name), one.role.as_ref(), one.country.as_ref()]);
    let retention =
        controller.retention.iter().flat_map(|rule| [Some(&rule.what), rule.period.as_ref(), rule.reason.as_ref()]);
    let transfers = controller.transfers.iter().flat_map(|abroad| [Some(&abroad.to), abroad.safeguards.as_ref()]);
    let asked = controller.identifiers.iter().flat_map(|asked| [Some(&asked.label), asked.hint.as_ref()]);
    let letters = &controller.letters;
    let single = [controller.automated_decisions.as_ref(), letters.backups.as_ref(), letters.pay.as_ref()];
    let told = purposes.chain(recipients).chain(retention).chain(transfers).chain(asked).chain(single);
    categories.chain(controller.sources.iter().map(String::as_str)).chain(told.flatten().map(String::as_str))
}

/// What a data map tells people: the names and the reasons that stand in an answer.
fn texts_in(map: &DataMap) -> Vec<&str> {
    let mut texts = Vec::new();
    for system in &map.systems {
        let general = &system.rightsdesk;
        texts.push(system.label());
        texts.extend(general.manual.iter().flat_map(|manual| [manual.ask.as_str(), manual.instructions.as_str()]));
        texts.extend(general.purposes.iter().chain(&general.recipients).map(String::as_str));
        texts.extend([&general.lawful_basis, &general.source].into_iter().flatten().map(String::as_str));
        for collection in &system.collections {
            let own = &collection.rightsdesk;
            texts.push(collection.label());
            texts.extend(own.purposes.iter().chain(&own.recipients).map(String::as_str));
            let told = [&collection.description, &own.lawful_basis, &own.source];
            texts.extend(told.into_iter().flatten().map(String::as_str));
            texts.extend(own.retention.iter().flat_map(|rule| [rule.keep_for.as_str(), rule.reason.as_str()]));
            let going_out = collection.fields.iter().filter(|field| !field.rightsdesk.never_leaves);
            texts.extend(going_out.flat_map(|field| [Some(field.label()), field.description.as_deref()]).flatten());
        }
    }
    texts
}
