//! Where walks that run side by side leave what they find until the gathering takes it: a little for each turn, never a pile.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use super::frontier::Frontier;
use super::sink::{FindingSink, Progress, SinkError};
use super::visit::Visited;
use crate::domain::disclosure::finding::Finding;

/// Rows that a walk collects before it lays them down together, so that threads meet seldom.
const TOGETHER: usize = 64;
/// Bytes of values that it collects at most, for rows that hold pictures or long texts.
const TOGETHER_BYTES: usize = 256 << 10;
/// Layers that lie here for one turn before its walk waits.
const LAYERS: usize = 4;

/// One thing that a walk lays down.
pub(super) enum Parcel {
    Found(Finding),
    News(Progress),
    /// The walk is over; nothing comes after it.
    Over(Box<Visited>),
    /// The walk broke off without a word.
    Lost,
}

/// The meeting place.
pub(super) struct Exchange {
    shelves: Mutex<Shelves>,
    changed: Condvar,
}

struct Shelves {
    /// What lies there, by turn.
    layers: Vec<VecDeque<Vec<Parcel>>>,
    /// The shelf that is looked at first, so that none waits for ever.
    next: usize,
    closed: bool,
}

impl Exchange {
    pub(super) fn new(turns: usize) -> Self {
        let layers = (0..turns).map(|_| VecDeque::new()).collect();
        Self { shelves: Mutex::new(Shelves { layers, next: 0, closed: false }), changed: Condvar::new() }
    }

    /// Takes what lies there: of one turn, or of whichever has something. Waits until something comes.
    pub(super) fn take(&self, of: Option<usize>) -> (usize, Vec<Parcel>) {
        let mut shelves = self.shelves();
        loop {
            if let Some(taken) = shelves.take(of) {
                self.changed.notify_all();
                return taken;
            }
            shelves = self.changed.wait(shelves).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Lays something down; waits while too much lies there. Refused when nobody takes anything any more.
    fn lay(&self, turn: usize, mut layer: Vec<Parcel>) -> Result<(), SinkError> {
        let mut shelves = self.shelves();
        while !shelves.closed && shelves.layers.get(turn).is_some_and(|lying| lying.len() >= LAYERS) {
            shelves = self.changed.wait(shelves).unwrap_or_else(PoisonError::into_inner);
        }
        if shelves.closed {
            return Err(SinkError::Stopped);
        }
        shelves.layers.get_mut(turn).into_iter().for_each(|lying| lying.push_back(std::mem::take(&mut layer)));
        self.changed.notify_all();
        Ok(())
    }

    fn shelves(&self) -> MutexGuard<'_, Shelves> {
        // Queues and two plain values: a panic elsewhere cannot have left them half written.
        self.shelves.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shelves {
    fn take(&mut self, of: Option<usize>) -> Option<(usize, Vec<Parcel>)> {
        let turns = self.layers.len();
        let order = of.map_or_else(|| (0..turns).map(|step| (self.next + step) % turns).collect(), |turn| vec![turn]);
        for turn in order {
            if let Some(layer) = self.layers.get_mut(turn).and_then(VecDeque::pop_front) {
                self.next = (turn + 1) % turns;
                return Some((turn, layer));
            }
        }
        None
    }
}

/// Nothing is taken any more once this is dropped, however the gathering ends: walks that wait stop.
pub(super) struct Closing<'a>(pub(super) &'a Exchange);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.shelves().closed = true;
        self.0.changed.notify_all();
    }
}

/// A walk's way to the meeting place. Whoever drops it without a last word is lost.
pub(super) struct Post<'a> {
    exchange: &'a Exchange,
    turn: usize,
    layer: Vec<Parcel>,
    bytes: usize,
    is_over: bool,
}

impl<'a> Post<'a> {
    pub(super) fn new(exchange: &'a Exchange, turn: usize) -> Self {
        Self { exchange, turn, layer: Vec::new(), bytes: 0, is_over: false }
    }

    /// The last word. Nobody hears it when the gathering has ended meanwhile.
    pub(super) fn finish(mut self, visited: Visited) {
        self.is_over = true;
        self.layer.push(Parcel::Over(Box::new(visited)));
        drop(self.hand_in());
    }

    fn hand_in(&mut self) -> Result<(), SinkError> {
        self.bytes = 0;
        self.exchange.lay(self.turn, std::mem::take(&mut self.layer))
    }
}

impl Drop for Post<'_> {
    fn drop(&mut self) {
        if !self.is_over {
            drop(self.exchange.lay(self.turn, vec![Parcel::Lost]));
        }
    }
}

impl FindingSink for Post<'_> {
    fn found(&mut self, finding: Finding) -> Result<(), SinkError> {
        self.bytes += finding.fields.iter().map(|(_, value)| value.bytes()).sum::<usize>();
        self.layer.push(Parcel::Found(finding));
        if self.layer.len() >= TOGETHER || self.bytes >= TOGETHER_BYTES { self.hand_in() } else { Ok(()) }
    }

    /// News go at once: somebody watches.
    fn progress(&mut self, news: &Progress) -> Result<(), SinkError> {
        self.layer.push(Parcel::News(news.clone()));
        self.hand_in()
    }

    fn checkpoint(&mut self, _: &Frontier) -> Result<(), SinkError> {
        Ok(())
    }
}
