//! The order of deletions: children before parents, whatever circles there are.

use std::collections::BTreeSet;

/// An order, and what could not be kept in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Order {
    /// The collections by number, those to be deleted from first in front.
    pub sequence: Vec<usize>,
    /// Pairs (child, parent) that lie on a circle: the link must be cut before the parent goes.
    pub cut: Vec<(usize, usize)>,
}

/// Orders `count` collections so that every child comes before its parent. Of a circle the pair that closes it is cut;
/// a collection that points at itself is cut, too.
pub fn children_first(count: usize, pairs: &[(usize, usize)]) -> Order {
    let mut walk = Walk { pairs, done: BTreeSet::new(), open: Vec::new(), order: Order::default() };
    for number in 0..count {
        walk.visit(number);
    }
    walk.order
}

struct Walk<'a> {
    pairs: &'a [(usize, usize)],
    done: BTreeSet<usize>,
    open: Vec<usize>,
    order: Order,
}

impl Walk<'_> {
    /// All children of a collection come before it.
    fn visit(&mut self, parent: usize) {
        if self.done.contains(&parent) {
            return;
        }
        self.open.push(parent);
        for (child, _) in self.pairs.iter().filter(|(_, other)| *other == parent) {
            if self.open.contains(child) {
                if !self.order.cut.contains(&(*child, parent)) {
                    self.order.cut.push((*child, parent));
                }
            } else {
                self.visit(*child);
            }
        }
        self.open.pop();
        self.done.insert(parent);
        self.order.sequence.push(parent);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn children_come_before_their_parents() {
        let order = children_first(3, &[(1, 0), (2, 1)]);
        assert_eq!(order, Order { sequence: vec![2, 1, 0], cut: vec![] });
    }

    #[test]
    fn a_circle_and_a_self_reference_are_cut() {
        assert_eq!(children_first(1, &[(0, 0)]).cut, [(0, 0)]);
        let order = children_first(2, &[(1, 0), (0, 1)]);
        assert_eq!((order.sequence.len(), order.cut.len()), (2, 1));
    }

    proptest! {
        #[test]
        fn every_pair_is_kept_or_cut(pairs in prop::collection::vec((0_usize..8, 0_usize..8), 0..20)) {
            let order = children_first(8, &pairs);
            prop_assert_eq!(order.sequence.len(), 8);
            let place = |wanted| order.sequence.iter().position(|number| *number == wanted);
            for (child, parent) in pairs {
                prop_assert!(order.cut.contains(&(child, parent)) || place(child) < place(parent));
            }
        }
    }
}
