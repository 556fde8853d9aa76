//! What is unsound in a map: said before a person's request depends on it.

use std::collections::BTreeMap;

use super::fides::Direction;
use super::identity::{Comparison, canonical};
use super::map::{Collection, DataMap};
use super::orient::{Orientation, places, target_of};
use super::plan::{Place, find_rules};
use super::remark::{Concern, Gravity, Remark};
use super::rules::{Condition, FindRule};

/// Everything to be said about a map, the gravest first.
pub fn check(map: &DataMap) -> Vec<Remark> {
    let orientation = Orientation::of(map);
    let mut said = Vec::new();
    for (place, collection) in places(map) {
        let mut talk = Talk { map, place: &place, said: &mut said };
        talk.key(collection);
        talk.references(collection);
        talk.links(collection);
        talk.find_rules(collection);
        talk.mentions(collection);
        talk.restriction(collection);
        talk.conditions("where", collection, &collection.rightsdesk.conditions);
        if !orientation.reaches(&place) {
            talk.reachability(collection);
        }
    }
    let manual = |system: &super::map::System| system.rightsdesk.manual.is_some();
    for system in map.systems.iter().filter(|system| system.collections.is_empty() && !manual(system)) {
        said.push(warning(
            &system.key,
            Concern::Unreachable,
            "has no collections and asks no colleague: nothing will ever be found there",
        ));
    }
    for system in &map.systems {
        let link = system.rightsdesk.manual.as_ref().and_then(|manual| manual.link.as_ref());
        if let Some(fault) = link.and_then(|link| link.check().err()) {
            let what = format!("link: {fault}");
            said.push(Remark { gravity: Gravity::Error, concern: Concern::Map, place: system.key.clone(), what });
        }
    }
    said.sort_by_key(|remark| remark.gravity);
    said
}

/// Whether the path leads into a structured field that the map describes.
fn is_part(collection: &Collection, path: &str) -> bool {
    let mut steps = path.split('.');
    let first = steps.next().and_then(|name| collection.field(name));
    let last = steps.try_fold(first, |held, name| Some(held?.fields.iter().find(|part| part.name == name)));
    path.contains('.') && last.flatten().is_some()
}

fn warning(place: &str, concern: Concern, what: &str) -> Remark {
    Remark { gravity: Gravity::Warning, concern, place: place.to_owned(), what: what.to_owned() }
}

struct Talk<'a> {
    map: &'a DataMap,
    place: &'a Place,
    said: &'a mut Vec<Remark>,
}

impl Talk<'_> {
    fn error(&mut self, what: String) {
        self.said.push(Remark { gravity: Gravity::Error, concern: Concern::Map, place: self.place.to_string(), what });
    }

    fn warn(&mut self, concern: Concern, what: &str) {
        self.said.push(warning(&self.place.to_string(), concern, what));
    }

    fn key(&mut self, collection: &Collection) {
        if !collection.fields.iter().any(|field| field.fides_meta.primary_key == Some(true)) {
            self.warn(Concern::Key, "no field is marked primary_key: rows are told apart by all their fields together");
        }
    }

    fn reachability(&mut self, collection: &Collection) {
        let rules = &collection.rightsdesk;
        if rules.mentions.is_empty() && find_rules(collection).iter().all(|rule| rule.narrows.is_none()) {
            self.warn(Concern::Unreachable, "no identity and no reference leads here: nothing will be found in it");
        }
    }

    fn column(&mut self, collection: &Collection, column: &str, role: &str) {
        if collection.field(column).is_none() && !is_part(collection, column) {
            self.error(format!("{role} names the field {column}, which {} does not have", collection.name));
        }
    }

    fn target(&mut self, target: &Place, column: &str, role: &str) {
        let Some(system) = self.map.system(&target.system) else {
            self.warn(
                Concern::Map,
                &format!("{role} names the dataset {}, which is not in this map: it is not followed", target.system),
            );
            return;
        };
        match system.collection(&target.collection) {
            None => self.error(format!("{role} names {target}, which is not in the map")),
            Some(other) => self.column(other, column.split('.').next().unwrap_or(column), role),
        }
    }

    fn references(&mut self, collection: &Collection) {
        for field in &collection.fields {
            for reference in field.fides_meta.references.iter().flatten() {
                let (other, column) = reference.target();
                let role = format!("the reference of {}", field.name);
                self.target(&Place::new(&reference.dataset, other), column, &role);
                if reference.direction.is_none() && !reference.rightsdesk.conditions.is_empty() {
                    self.error(format!("{role} has conditions but no direction: say which rows they are about"));
                }
            }
        }
    }

    fn links(&mut self, collection: &Collection) {
        for link in &collection.rightsdesk.links {
            let role = format!("the link with {}", link.with);
            let target = target_of(self.map, self.place, &link.with);
            if link.on.is_empty() {
                self.error(format!("{role} has no columns under `on`: it would find every row"));
            }
            for (here, there) in &link.on {
                self.column(collection, here, &role);
                self.target(&target, there, &role);
            }
            if link.direction != Some(Direction::To) {
                self.conditions(&role, collection, &link.conditions);
            }
        }
    }

    fn find_rules(&mut self, collection: &Collection) {
        for rule in find_rules(collection) {
            let role = "a rule to find the person".to_owned();
            for name in rule.identities.values().flat_map(super::rules::Columns::names) {
                self.column(collection, &name, &role);
            }
            self.conditions(&role, collection, &rule.conditions);
            self.strength(collection, &rule);
        }
    }

    fn strength(&mut self, collection: &Collection, rule: &FindRule) {
        let is_weak = |name: &String| Comparison::of(canonical(name)).is_weak();
        match &rule.narrows {
            None if rule.identities.len() < 2 && rule.identities.keys().all(is_weak) => {
                self.error(
                    "a name or a postcode alone finds other people: add a second identity or say what it narrows"
                        .into(),
                );
            }
            Some(persons) => self.narrowing(collection, persons),
            None => {}
        }
    }

    fn narrowing(&mut self, collection: &Collection, persons: &str) {
        let stands_for_persons =
            self.map.collection(&self.place.system, persons).is_some_and(|other| other.rightsdesk.person.is_some());
        if !stands_for_persons {
            self.error(format!("`narrows: {persons}` must name a collection of this system that is marked `person`"));
        }
        let tied = collection.rightsdesk.links.iter().any(|link| link.with == persons);
        if collection.name != persons && !tied {
            self.error(format!("`narrows: {persons}` needs a link with {persons} in this collection"));
        }
    }

    fn mentions(&mut self, collection: &Collection) {
        for rule in &collection.rightsdesk.mentions {
            for column in &rule.columns {
                self.column(collection, column, "a rule for mentions");
            }
            for (other, column) in rule.of.iter().flatten().filter_map(|term| term.split_once('.')) {
                let target = Place::new(&self.place.system, other);
                self.target(&target, column, "a rule for mentions");
            }
            // A full name alone is a fair candidate, for a person reads it; a postcode alone is a whole street.
            let alone = |terms: &Vec<String>| matches!(terms.as_slice(), [only] if canonical(only) == "postcode");
            if rule.of.iter().any(|terms| terms.is_empty() || alone(terms)) {
                self.error("a mention needs more than a postcode: the neighbours have the same".into());
            }
        }
    }

    /// A mark is compared before it is written, so it has to be read; and it must not tell rows apart.
    fn restriction(&mut self, collection: &Collection) {
        let Some(rule) = &collection.rightsdesk.restriction else { return };
        match (&rule.column, &rule.move_to) {
            (Some(column), None) => self.mark(collection, column),
            (None, Some(other)) => self.move_to(collection, other),
            _ => self.error("`restriction` needs either `column`, to mark rows, or `move_to`, to move them".into()),
        }
    }

    fn mark(&mut self, collection: &Collection, column: &str) {
        self.column(collection, column, "`restriction`");
        let field = collection.field(column);
        if field.is_some_and(|field| field.rightsdesk.never_leaves || field.fides_meta.primary_key == Some(true)) {
            self.error(format!("`restriction` needs a column that may be read and is no key; {column} is not"));
        }
    }

    /// Rows that are moved away must be found there by the next search: the person may ask for a copy meanwhile.
    fn move_to(&mut self, collection: &Collection, other: &str) {
        let target = self.map.collection(&self.place.system, other);
        let Some(target) = target.filter(|target| target.name != collection.name) else {
            self.error(format!("`restriction` moves rows to {other}, which is no other collection of this system"));
            return;
        };
        let key = collection.key();
        if key.iter().any(|name| target.field(name).is_none()) {
            let key = key.join(", ");
            self.error(format!("`restriction` moves rows to {other}, whose fields lack the key ({key})"));
        }
        if target.rightsdesk.restriction.is_some() {
            self.error(format!("`restriction` moves rows to {other}, which is restricted itself"));
        }
    }

    fn conditions(&mut self, role: &str, collection: &Collection, conditions: &BTreeMap<String, Condition>) {
        for (column, condition) in conditions {
            self.column(collection, column, role);
            let Condition::Lookup(lookup) = condition else { continue };
            if lookup.conditions.values().any(|inner| matches!(inner, Condition::Lookup(_))) {
                self.error(format!("{role}: a lookup inside a lookup is not followed"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn remarks(collections: &str) -> Vec<(Gravity, String)> {
        let map = DataMap::parse(&format!("dataset:\n- fides_key: s\n  collections: {collections}")).unwrap();
        check(&map).into_iter().map(|remark| (remark.gravity, remark.what)).collect()
    }

    #[test]
    fn a_sound_map_needs_no_remark() {
        let sound = "[{name: a, fields: [{name: id, fides_meta: {primary_key: true, identity: email}}]}]";
        assert_eq!(remarks(sound), []);
    }

    #[test]
    fn what_leads_nowhere_is_said() {
        let said = remarks("[{name: a, fields: [{name: id}]}]");
        assert!(said.iter().any(|(_, what)| what.contains("primary_key")));
        assert!(said.iter().any(|(_, what)| what.contains("no reference leads here")));
        let said = remarks("[{name: a, fields: [{name: id, fides_meta: {references: [{dataset: s, field: b.x}]}}]}]");
        assert!(said.iter().any(|(gravity, what)| *gravity == Gravity::Error && what.contains("s.b")));
    }

    #[test]
    fn a_mark_needs_a_column_that_may_be_read() {
        let of = |column: &str| {
            remarks(&format!(
                "[{{name: a, rightsdesk: {{restriction: {{column: {column}}}}}, fields: [{{name: id, fides_meta: {{primary_key: true, identity: email}}}}, {{name: held}}, {{name: secret, rightsdesk: {{never_leaves: true}}}}]}}]"
            ))
        };
        assert_eq!(of("held"), []);
        for wrong in ["id", "secret", "missing"] {
            assert!(
                of(wrong).iter().any(|(gravity, what)| *gravity == Gravity::Error && what.contains("`restriction`"))
            );
        }
    }

    #[test]
    fn a_name_alone_is_refused_as_a_way_to_find_anybody() {
        let said = remarks("[{name: a, fields: [{name: n, fides_meta: {identity: name}}]}]");
        assert!(said.iter().any(|(gravity, what)| *gravity == Gravity::Error && what.contains("alone")), "{said:?}");
    }
}
