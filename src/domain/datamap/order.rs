//! What is asked first: the map's `after`, where other tools' maps have it. It orders the questions and never which way keys flow.

use super::map::{Collection, DataMap, System};

/// The systems, each after those that it or one of its collections names; else in the order of the map. A circle is broken
/// where it begins.
pub(super) fn systems_in_order(map: &DataMap) -> Vec<&System> {
    in_order(map.systems.iter().collect(), |system| system.key.clone(), |system| named_before(system))
}

/// The systems that a system or one of its collections names as to be asked before; it may name itself.
pub(super) fn named_before(system: &System) -> Vec<String> {
    let own = system.fides_meta.after.iter().flatten();
    let held = system.collections.iter().flat_map(|collection| collection.fides_meta.after.iter().flatten());
    own.chain(held).map(|name| name.split('.').next().unwrap_or(name).to_owned()).collect()
}

/// The collections of a system, each after those that it names; else as they come.
pub(super) fn collections_in_order<'m>(system: &System, read: Vec<&'m Collection>) -> Vec<&'m Collection> {
    let prefix = format!("{}.", system.key);
    let first = |collection: &&Collection| {
        let named = collection.fides_meta.after.iter().flatten();
        named.map(|name| name.strip_prefix(&prefix).unwrap_or(name).to_owned()).collect()
    };
    in_order(read, |collection| collection.name.clone(), first)
}

fn in_order<T>(mut waiting: Vec<T>, name: impl Fn(&T) -> String, first: impl Fn(&T) -> Vec<String>) -> Vec<T> {
    let mut ordered = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        let names: Vec<String> = waiting.iter().map(&name).collect();
        let whom = |one: &T| {
            let mut before = first(one).into_iter().filter(|other| *other != name(one));
            before.find_map(|other| names.iter().position(|known| *known == other))
        };
        let waits: Vec<Option<usize>> = waiting.iter().map(whom).collect();
        let next = waits.iter().position(Option::is_none).unwrap_or_else(|| first_of_circle(&waits));
        ordered.push(waiting.remove(next));
    }
    ordered
}

/// The first of those that wait for each other. Everybody waits, so following long enough leads into a circle.
fn first_of_circle(waits_for: &[Option<usize>]) -> usize {
    let follow = |at: usize| waits_for.get(at).copied().flatten().unwrap_or(0);
    let inside = waits_for.iter().fold(0, |at, _| follow(at));
    let step = |at: &mut usize, _: &Option<usize>| {
        let here = *at;
        *at = follow(here);
        Some(here)
    };
    waits_for.iter().scan(inside, step).min().unwrap_or(inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_named_comes_first_and_a_circle_does_no_harm() {
        let map = DataMap::parse(
            "dataset:
            - {fides_key: a, fides_meta: {after: [b]}, collections: [{name: x, fides_meta: {after: [a.y]}}, {name: y}]}
            - {fides_key: b, collections: [{name: z, fides_meta: {after: [c.w]}}]}
            - {fides_key: c, fides_meta: {after: [b]}, collections: [{name: w}]}",
        )
        .unwrap();
        let systems: Vec<&str> = systems_in_order(&map).iter().map(|system| system.key.as_str()).collect();
        assert_eq!(systems, ["b", "a", "c"], "b and c name each other; a waits for b");
        let read = map.systems[0].collections.iter().collect();
        let names: Vec<&str> =
            collections_in_order(&map.systems[0], read).iter().map(|collection| collection.name.as_str()).collect();
        assert_eq!(names, ["y", "x"]);
    }
}
