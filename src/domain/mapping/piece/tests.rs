//! Every guided change leaves a map that means exactly what was chosen, and every other byte as it was.

use proptest::prelude::*;

use super::*;
use crate::domain::datamap::DataMap;
use crate::domain::mapping::{DiffLine, Untouchable, difference};

const MAPS: [&str; 5] = [
    include_str!("../../../../config/datamaps/chinook.yml"),
    include_str!("../../../../config/datamaps/sakila.yml"),
    include_str!("../../../../config/datamaps/django-oscar.yml"),
    include_str!("../../../../config/datamaps/opencart.yml"),
    include_str!("../../../../config/datamaps/woocommerce.yml"),
];

fn columns_of(map: &DataMap) -> Vec<At> {
    let mut all = Vec::new();
    for system in &map.systems {
        for held in &system.collections {
            all.extend(held.fields.iter().map(|field| At::of(&[&system.key, &held.name, &field.name])));
        }
    }
    all
}

fn tables_of(map: &DataMap) -> Vec<At> {
    let mut all = Vec::new();
    for system in &map.systems {
        all.extend(system.collections.iter().map(|held| At::of(&[&system.key, &held.name])));
    }
    all
}

fn some_text() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,8}",
        Just("yes".to_owned()),
        Just("it: #is \"so\" {a, b} 'x' – ü".to_owned()),
        Just("2026-11-22".to_owned()),
        Just("- 1".to_owned()),
    ]
}

fn some_column() -> impl Strategy<Value = ColumnWords> {
    let mask = (0..=MASKS.len(), some_text(), any::<bool>());
    let tie = prop::option::of((some_text(), prop_oneof![Just("from"), Just("to"), Just("")], any::<bool>()));
    (0..CATEGORIES.len(), some_text(), any::<[bool; 4]>(), some_text(), mask, tie).prop_map(
        |(category, identity, boxes, label, (mask, words, long), tie)| {
            let strategy = MASKS.get(mask).map(|(word, _)| (*word).to_owned()).unwrap_or_default();
            let is = |wanted: &[&str]| wanted.contains(&strategy.as_str());
            let reference = tie.map(|(field, direction, review)| ReferenceWords {
                dataset: "other".into(),
                field: format!("a.b{field}"),
                direction: direction.to_owned(),
                review,
            });
            ColumnWords {
                category: CATEGORIES[category].0.to_owned(),
                identity,
                key: boxes[0],
                free_text: boxes[1],
                never_leaves: boxes[2],
                third_party: boxes[3],
                erased_as: label.clone(),
                label,
                mask: MaskWords {
                    rewrite_value: if is(&["string_rewrite"]) { words.clone() } else { String::new() },
                    algorithm: if is(&["hash", "hmac"]) && long { "SHA-512".into() } else { String::new() },
                    length: if is(&["random_string_rewrite"]) { "12".into() } else { String::new() },
                    suffix: if is(&["", "preserve", "null_rewrite"]) { String::new() } else { words },
                    strategy,
                },
                references: vec![reference],
                more_categories: Vec::new(),
            }
        },
    )
}

/// The lines that hold only what was there, and every remark.
fn nothing_else_changed(old: &str, new: &str, most: usize) -> Result<(), TestCaseError> {
    let gone: Vec<String> = difference(old, new)
        .into_iter()
        .filter_map(|line| if let DiffLine::Gone(words) = line { Some(words) } else { None })
        .collect();
    prop_assert!(gone.len() <= most, "{} lines went: {gone:?}", gone.len());
    let lines = |text: &str| text.lines().count();
    prop_assert!(lines(new) + most >= lines(old));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn a_column_says_what_was_chosen_and_the_rest_of_the_map_stays(
        map in 0..MAPS.len(), pick in any::<prop::sample::Index>(), chosen in some_column(), drops in any::<bool>(),
    ) {
        let text = MAPS[map];
        let before = DataMap::parse(text).unwrap();
        let columns = columns_of(&before);
        let at = &columns[pick.index(columns.len())];
        let was = ColumnWords::of(at.field(&before).unwrap());
        let new_ones = chosen.references.clone();
        let kept = was.references.iter().cloned().map(|one| one.filter(|_| !drops));
        let chosen = ColumnWords {
            references: kept.chain(new_ones.into_iter().flatten().map(Some)).collect(),
            more_categories: was.more_categories.clone(),
            ..chosen
        };
        match changed(text, &chosen.changes(&was, at)) {
            Ok(new) => {
                let after = DataMap::parse(&new).unwrap();
                let read = ColumnWords::of(at.field(&after).unwrap());
                let wanted = ColumnWords { references: chosen.references.iter().flatten().cloned().map(Some).collect(), ..chosen };
                prop_assert_eq!(read, wanted);
                // With the field as it was before, the maps are the same.
                let mut restored = after;
                let [system, held, field] = at.0.as_slice() else { panic!() };
                let old = at.field(&before).unwrap().clone();
                let system = restored.systems.iter_mut().find(|one| one.key == *system).unwrap();
                let held = system.collections.iter_mut().find(|one| one.name == *held).unwrap();
                *held.fields.iter_mut().find(|one| one.name == *field).unwrap() = old;
                prop_assert_eq!(restored, before);
                nothing_else_changed(text, &new, 8)?;
            }
            Err(Untouchable::Unusual { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }

    #[test]
    fn a_table_says_what_was_chosen_and_the_rest_of_the_map_stays(
        map in 0..MAPS.len(), pick in any::<prop::sample::Index>(), persons in any::<bool>(),
        words in some_text(), action in prop_oneof![Just(""), Just("delete"), Just("keep"), Just("review")],
        keeps in any::<bool>(), recipients in prop::collection::vec("[A-Z][a-z]{1,6} Ltd", 0..3), restricts in 0..3,
    ) {
        let text = MAPS[map];
        let before = DataMap::parse(text).unwrap();
        let tables = tables_of(&before);
        let at = &tables[pick.index(tables.len())];
        let was = TableWords::of(at.collection(&before).unwrap());
        let keep = if was.rules > 1 { was.keep.clone() } else if keeps {
            KeepWords { keep_for: "7 years".into(), from: "made_on".into(), reason: "accounts".into(), source: words.clone() }
        } else { KeepWords::default() };
        let restriction = match restricts {
            0 => RestrictionWords::default(),
            1 => RestrictionWords { column: "blocked".into(), marked: "1".into(), move_to: String::new() },
            _ => RestrictionWords { move_to: "elsewhere".into(), ..RestrictionWords::default() },
        };
        let chosen = TableWords {
            label: words.clone(), persons, shown_as: if persons { was.shown_as.clone() } else { Vec::new() },
            recipients, action: action.into(), reason: words, keep, restriction, ..was.clone()
        };
        match changed(text, &chosen.changes(&was, at)) {
            Ok(new) => {
                let after = DataMap::parse(&new).unwrap();
                let read = TableWords::of(at.collection(&after).unwrap());
                let wanted = TableWords { rules: read.rules, ..chosen };
                prop_assert_eq!(read, wanted);
                let mut restored = after;
                let [system, held] = at.0.as_slice() else { panic!() };
                let old = at.collection(&before).unwrap().clone();
                let system = restored.systems.iter_mut().find(|one| one.key == *system).unwrap();
                *system.collections.iter_mut().find(|one| one.name == *held).unwrap() = old;
                prop_assert_eq!(restored, before);
                nothing_else_changed(text, &new, 14)?;
            }
            Err(Untouchable::Unusual { .. }) => {}
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

#[test]
fn most_columns_and_tables_of_the_shipped_maps_can_be_changed() {
    let (mut tried, mut refused) = (0, Vec::new());
    for text in MAPS {
        let map = DataMap::parse(text).unwrap();
        for at in columns_of(&map).into_iter().step_by(9) {
            let was = ColumnWords::of(at.field(&map).unwrap());
            let other = ColumnWords { free_text: !was.free_text, identity: "own_number".into(), ..was.clone() };
            tried += 1;
            refused.extend(changed(text, &other.changes(&was, &at)).err().map(|error| format!("{at:?}: {error}")));
        }
    }
    assert!(refused.len() * 50 < tried, "{} of {tried}: {refused:#?}", refused.len());
}

#[test]
fn a_place_that_is_gone_is_said() {
    let change = Change::Put(At::of(&["shop", "nowhere"]), vec!["name".into()], serde_json::json!("x"));
    let refused = changed("dataset: [{fides_key: shop, collections: []}]\n", &[change]);
    assert_eq!(refused, Err(Untouchable::Gone { place: "shop.nowhere".into() }));
}
