//! Whose turn it is: which systems walk now, which wait for another, and who comes next.

use crate::domain::datamap::Turn;

/// How far a turn is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Waiting,
    Walking,
    Over,
}

/// The turns of a gathering while it runs.
pub(super) struct Turning {
    turns: Vec<(Turn, Stage)>,
    /// How many more walks may begin now.
    free: usize,
}

impl Turning {
    pub(super) fn new(turns: Vec<Turn>, side_by_side: usize) -> Self {
        Self { turns: turns.into_iter().map(|turn| (turn, Stage::Waiting)).collect(), free: side_by_side.max(1) }
    }

    /// The next system that may walk, with the number of its turn. The earliest turn goes first, so that the first that is not over
    /// always walks.
    pub(super) fn next(&mut self, is_ready: impl Fn(&str) -> bool) -> Option<(usize, String)> {
        for number in 0..self.turns.len() {
            if self.free == 0 {
                return None;
            }
            let Some((turn, Stage::Waiting)) = self.turns.get(number) else { continue };
            let is_over = |other: &usize| self.turns.get(*other).is_none_or(|(_, stage)| *stage == Stage::Over);
            if !turn.waits_for.iter().all(is_over) {
                continue;
            }
            let ready = turn.systems.iter().find(|system| is_ready(system)).cloned();
            self.enter(number, if ready.is_some() { Stage::Walking } else { Stage::Over });
            if let Some(system) = ready {
                self.free -= 1;
                return Some((number, system));
            }
        }
        None
    }

    /// A walk is over; another system of the same turn may come next.
    pub(super) fn is_back(&mut self, turn: usize) {
        self.enter(turn, Stage::Waiting);
        self.free += 1;
    }

    /// The first turn that walks; none when all is over.
    pub(super) fn first_walking(&self) -> Option<usize> {
        self.turns.iter().position(|(_, stage)| *stage == Stage::Walking)
    }

    fn enter(&mut self, turn: usize, stage: Stage) {
        self.turns.get_mut(turn).into_iter().for_each(|(_, known)| *known = stage);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::*;

    fn turn(system: &str, waits_for: &[usize]) -> Turn {
        Turn { systems: vec![system.to_owned()], waits_for: waits_for.iter().copied().collect() }
    }

    #[test]
    fn no_more_walk_than_may_and_the_first_that_is_not_over_always_walks() {
        let turns = vec![turn("a", &[]), turn("b", &[0]), turn("c", &[]), turn("d", &[])];
        let mut turning = Turning::new(turns, 2);
        let walked = RefCell::new(BTreeSet::new());
        let next = |turning: &mut Turning| {
            let next = turning.next(|system| !walked.borrow().contains(system));
            next.inspect(|(_, system)| walked.borrow_mut().extend([system.clone()])).map(|(turn, _)| turn)
        };
        assert_eq!((next(&mut turning), next(&mut turning), next(&mut turning)), (Some(0), Some(2), None));
        assert_eq!(turning.first_walking(), Some(0));
        turning.is_back(0);
        assert_eq!((next(&mut turning), next(&mut turning)), (Some(1), None), "b has waited for a and goes before d");
        assert_eq!(turning.first_walking(), Some(1));
        turning.is_back(1);
        turning.is_back(2);
        assert_eq!((next(&mut turning), next(&mut turning)), (Some(3), None));
        turning.is_back(3);
        assert_eq!((next(&mut turning), turning.first_walking()), (None, None));
    }
}
