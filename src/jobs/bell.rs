//! The bell that wakes the workers when there may be work, and stops them.

use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Rung by every write at the desk and by the tick. Clones ring the same bell.
#[derive(Clone, Debug, Default)]
pub struct Bell(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    state: Mutex<State>,
    rung: Condvar,
}

#[derive(Clone, Copy, Debug, Default)]
struct State {
    strokes: u64,
    stopping: bool,
}

impl Bell {
    /// A bell that nobody has rung.
    pub fn new() -> Self {
        Self::default()
    }

    /// Wakes whoever waits.
    pub fn ring(&self) {
        self.state().strokes += 1;
        self.0.rung.notify_all();
    }

    /// What the desk takes as its `wake`.
    pub fn waker(&self) -> Arc<dyn Fn() + Send + Sync> {
        let bell = self.clone();
        Arc::new(move || bell.ring())
    }

    /// How often it has been rung: taken before looking for work, given to [`Bell::wait`] after finding none.
    pub fn strokes(&self) -> u64 {
        self.state().strokes
    }

    /// Waits until it has been rung since `heard`, or is told to stop, or the time is over.
    pub fn wait(&self, heard: u64, at_most: Duration) {
        let quiet = |state: &mut State| state.strokes == heard && !state.stopping;
        drop(self.0.rung.wait_timeout_while(self.state(), at_most, quiet));
    }

    /// Waits for the whole time, whoever rings, unless it is told to stop.
    pub fn rest(&self, time: Duration) {
        let going = |state: &mut State| !state.stopping;
        drop(self.0.rung.wait_timeout_while(self.state(), time, going));
    }

    /// Asks everybody who listens to finish what is in hand and go.
    pub fn stop(&self) {
        self.state().stopping = true;
        self.0.rung.notify_all();
    }

    /// Whether it is time to go.
    pub fn is_stopping(&self) -> bool {
        self.state().stopping
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // The state is two plain values: a panic elsewhere cannot have left it half written.
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stroke_before_the_wait_is_not_missed() {
        let bell = Bell::new();
        let heard = bell.strokes();
        bell.ring();
        bell.wait(heard, Duration::MAX);
        assert_eq!(bell.strokes(), heard + 1);
    }

    #[test]
    fn whoever_waits_is_told_to_go() {
        let bell = Bell::new();
        let heard = bell.strokes();
        std::thread::scope(|scope| {
            scope.spawn(|| bell.wait(heard, Duration::MAX));
            bell.stop();
        });
        assert!(bell.is_stopping());
    }
}
