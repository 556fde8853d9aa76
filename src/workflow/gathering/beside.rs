//! Work that is done side by side, with the answers in the order of the questions.

use std::sync::{Mutex, PoisonError};
use std::thread;

/// Does `each` for everything, at most so many at a time; a slow one holds up nobody but whoever waits for all.
pub(super) fn beside<T: Send, R: Send>(most: usize, all: Vec<T>, each: impl Fn(T) -> R + Sync) -> Vec<R> {
    let hands = most.clamp(1, all.len().max(1));
    let waiting = Mutex::new(all.into_iter().enumerate());
    let done = Mutex::new(Vec::new());
    let work = || {
        loop {
            let next = waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((number, one)) = next else { return };
            let answer = each(one);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, answer));
        }
    };
    thread::scope(|scope| {
        for _ in 0..hands {
            scope.spawn(work);
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    done.into_iter().map(|(_, answer)| answer).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    #[test]
    fn as_many_as_may_work_at_a_time_and_answers_come_in_order() {
        let together = Barrier::new(3);
        let answers = beside(3, vec![1, 2, 3, 4, 5, 6], |number| {
            together.wait();
            number * 10
        });
        assert_eq!(answers, [10, 20, 30, 40, 50, 60]);
        assert!(beside(3, Vec::<u8>::new(), |number| number).is_empty());
    }
}
