//! Which systems can be asked side by side, and which wait for each other.

use std::collections::BTreeSet;

use super::map::DataMap;
use super::order::named_before;
use super::plan::Plan;

/// Systems that take a turn together: one, or several that send each other keys in a circle and are asked one after the other.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turn {
    /// The systems, in the order of the plan.
    pub systems: Vec<String>,
    /// The turns that must be over before, by number: from there come keys, or the map's `after` names them.
    pub waits_for: BTreeSet<usize>,
}

/// The turns of a gathering. Each waits for earlier ones only; turns that do not wait for each other can be taken side by side, and
/// what comes of it is the same whichever is faster: a turn begins when everything that can be sent to it has been sent.
pub fn turns(map: &DataMap, plan: &Plan) -> Vec<Turn> {
    let before = all_before(map, plan);
    let mut waiting: Vec<BTreeSet<usize>> = circles(&before);
    let mut ordered: Vec<BTreeSet<usize>> = Vec::with_capacity(waiting.len());
    while !waiting.is_empty() {
        // Two circles never wait for each other, so one can always begin; of several the first of the plan does.
        let can_begin = |circle: &BTreeSet<usize>| {
            let needed = circle.iter().filter_map(|system| before.get(*system)).flatten();
            needed.filter(|other| !circle.contains(other)).all(|other| ordered.iter().any(|done| done.contains(other)))
        };
        let next = waiting.iter().position(can_begin).unwrap_or_default();
        ordered.push(waiting.remove(next));
    }
    ordered.iter().map(|circle| turn(circle, &ordered, &before, plan)).collect()
}

fn turn(circle: &BTreeSet<usize>, ordered: &[BTreeSet<usize>], before: &[BTreeSet<usize>], plan: &Plan) -> Turn {
    let needed: BTreeSet<usize> = circle.iter().filter_map(|system| before.get(*system)).flatten().copied().collect();
    let other =
        |(number, done): (usize, &BTreeSet<usize>)| (done != circle && !done.is_disjoint(&needed)).then_some(number);
    Turn {
        systems: circle.iter().filter_map(|at| plan.systems.get(*at)).map(|part| part.system.clone()).collect(),
        waits_for: ordered.iter().enumerate().filter_map(other).collect(),
    }
}

/// For each system every system that comes before it, directly or not.
fn all_before(map: &DataMap, plan: &Plan) -> Vec<BTreeSet<usize>> {
    let number = |name: &str| plan.systems.iter().position(|part| part.system == name);
    let named = |name: &str| map.system(name).map(named_before).unwrap_or_default();
    let mut before: Vec<BTreeSet<usize>> =
        plan.systems.iter().map(|part| named(&part.system).iter().filter_map(|name| number(name)).collect()).collect();
    for edge in plan.systems.iter().flat_map(|part| &part.edges) {
        if let Some((from, to)) = number(&edge.from.system).zip(number(&edge.to.system)) {
            before.get_mut(to).into_iter().for_each(|earlier| earlier.extend([from]));
        }
    }
    // A chain is at most as long as there are systems.
    for _ in 0..plan.systems.len() {
        let farther = |direct: &BTreeSet<usize>| {
            direct.iter().filter_map(|one| before.get(*one)).flatten().chain(direct).copied().collect()
        };
        before = before.iter().map(farther).collect();
    }
    before
}

/// Systems that are each before the other belong together.
fn circles(before: &[BTreeSet<usize>]) -> Vec<BTreeSet<usize>> {
    let is_before = |one: usize, other: usize| before.get(other).is_some_and(|earlier| earlier.contains(&one));
    let mut circles: Vec<BTreeSet<usize>> = Vec::new();
    for system in 0..before.len() {
        let mine = circles
            .iter_mut()
            .find(|circle| circle.iter().any(|other| is_before(*other, system) && is_before(system, *other)));
        match mine {
            Some(circle) => circle.extend([system]),
            None => circles.push(BTreeSet::from([system])),
        }
    }
    circles
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::datamap::{Identities, plan};

    /// Systems with one collection each, `NAME: [systems whose keys it takes]`, and what they name with `after`.
    fn taken(systems: &[(&str, &[&str], &[&str])]) -> Vec<(Vec<String>, Vec<usize>)> {
        let system = |(name, sources, after): &(&str, &[&str], &[&str])| {
            let tied = sources.iter().map(|from| format!("{{dataset: {from}, field: x.id, direction: from}}"));
            let (tied, after) = (tied.collect::<Vec<_>>().join(", "), after.join(", "));
            format!(
                "- {{fides_key: {name}, fides_meta: {{after: [{after}]}}, collections: [{{name: x, fields: [\
                 {{name: id, fides_meta: {{primary_key: true, references: [{tied}]}}}}, \
                 {{name: email, fides_meta: {{identity: email}}}}]}}]}}"
            )
        };
        let text = format!("dataset:\n{}", systems.iter().map(system).collect::<Vec<_>>().join("\n"));
        let map = DataMap::parse(&text).unwrap();
        let plan = plan(&map, &Identities::new([("email", "ann@x")])).unwrap();
        turns(&map, &plan).into_iter().map(|turn| (turn.systems, turn.waits_for.into_iter().collect())).collect()
    }

    fn turn(systems: &[&str], waits_for: &[usize]) -> (Vec<String>, Vec<usize>) {
        (systems.iter().map(|name| (*name).to_owned()).collect(), waits_for.to_vec())
    }

    #[test]
    fn systems_without_ties_wait_for_nobody() {
        let taken = taken(&[("a", &[], &[]), ("b", &[], &[]), ("c", &[], &[])]);
        assert_eq!(taken, [turn(&["a"], &[]), turn(&["b"], &[]), turn(&["c"], &[])]);
    }

    #[test]
    fn a_system_waits_for_everything_that_can_send_it_keys_and_for_what_after_names() {
        let taken =
            taken(&[("a", &["c"], &[]), ("b", &["a"], &[]), ("c", &[], &[]), ("d", &[], &["c"]), ("e", &[], &[])]);
        assert_eq!(
            taken,
            [turn(&["c"], &[]), turn(&["a"], &[0]), turn(&["b"], &[0, 1]), turn(&["d"], &[0]), turn(&["e"], &[])]
        );
    }

    #[test]
    fn systems_that_send_each_other_keys_take_one_turn() {
        let taken =
            taken(&[("a", &["b"], &[]), ("b", &["c"], &[]), ("c", &["a"], &[]), ("d", &["b"], &[]), ("e", &[], &[])]);
        assert_eq!(taken, [turn(&["a", "b", "c"], &[]), turn(&["d"], &[0]), turn(&["e"], &[])]);
    }
}
