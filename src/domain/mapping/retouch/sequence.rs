//! Lists: which elements stay, which change, which go and which come.

use serde_json::Value;

use super::faithful::Untouchable;
use super::patch::Patches;
use super::tree::Node;
use super::words::{flow, item_of};

/// What becomes of the elements of a list.
enum Turn {
    /// The old one becomes the new one.
    Becomes(usize, usize),
    /// The old one goes.
    Goes(usize),
    /// The new one comes after the old one; before all of them with `None`.
    Comes(Option<usize>, usize),
}

/// The name by which an element of a list is known.
fn name_of(item: &Value) -> Option<&str> {
    item.get("name").or_else(|| item.get("fides_key")).and_then(Value::as_str)
}

fn turns(old: &[Value], new: &[Value]) -> Vec<Turn> {
    let named = |items: &[Value]| items.iter().all(|item| name_of(item).is_some());
    if named(old) && named(new) {
        return pair(old, new, |one, other| name_of(one) == name_of(other));
    }
    pair(old, new, |one, other| one == other)
}

/// Pairs what is alike, in order; what lies between two pairs becomes, one by one, as far as it goes.
fn pair(old: &[Value], new: &[Value], alike: fn(&Value, &Value) -> bool) -> Vec<Turn> {
    let (mut turns, mut at) = (Vec::new(), 0);
    let mut last: Option<usize> = None;
    let mut waiting: Vec<usize> = Vec::new();
    for (there, item) in new.iter().enumerate() {
        let found = old.iter().enumerate().skip(at).find(|(_, own)| alike(own, item)).map(|(here, _)| here);
        let Some(here) = found else {
            waiting.push(there);
            continue;
        };
        between(&mut turns, at..here, &mut waiting, last);
        turns.push(Turn::Becomes(here, there));
        (at, last) = (here + 1, Some(here));
    }
    between(&mut turns, at..old.len(), &mut waiting, last);
    turns
}

fn between(turns: &mut Vec<Turn>, gone: std::ops::Range<usize>, waiting: &mut Vec<usize>, last: Option<usize>) {
    let mut last = last;
    let mut coming = waiting.drain(..);
    for here in gone {
        match coming.next() {
            Some(there) => {
                turns.push(Turn::Becomes(here, there));
                last = Some(here);
            }
            None => turns.push(Turn::Goes(here)),
        }
    }
    turns.extend(coming.map(|there| Turn::Comes(last, there)));
}

impl Patches<'_> {
    pub(super) fn sequence(
        &mut self,
        is_flow: bool,
        items: &[Node],
        old: &[Value],
        new: &[Value],
    ) -> Result<(), Untouchable> {
        if items.len() != old.len() {
            return Err(
                self.refuse(items.first().map_or(0, |item| item.span.start), "its elements come from elsewhere")
            );
        }
        let turns = turns(old, new);
        if is_flow {
            let end = |item: &Node| item.end(self.text, item.span.start);
            let every: Vec<_> = items.iter().map(|item| item.span.start..end(item)).collect();
            let gone = turns.iter().filter_map(|turn| if let Turn::Goes(here) = turn { Some(*here) } else { None });
            self.take_out_flow(&every, &gone.collect())?;
        }
        for turn in turns {
            match turn {
                Turn::Becomes(here, there) => {
                    let (Some(item), Some(old), Some(new)) = (items.get(here), old.get(here), new.get(there)) else {
                        continue;
                    };
                    self.change(item, item.span.start, old, new)?;
                }
                Turn::Goes(_) if is_flow => {}
                Turn::Goes(here) => self.item_goes(items, here)?,
                Turn::Comes(after, there) => {
                    let Some(new) = new.get(there) else { continue };
                    self.item_comes(is_flow, items, after, new)?;
                }
            }
        }
        Ok(())
    }

    fn item_goes(&mut self, items: &[Node], here: usize) -> Result<(), Untouchable> {
        let Some(item) = items.get(here) else { return Ok(()) };
        let dash = self.dash(item)?;
        self.take_out_lines(dash, item.end(self.text, item.span.start));
        Ok(())
    }

    fn item_comes(
        &mut self,
        is_flow: bool,
        items: &[Node],
        after: Option<usize>,
        new: &Value,
    ) -> Result<(), Untouchable> {
        let before = after.and_then(|after| items.get(after));
        let Some(neighbour) = before.or_else(|| items.first()) else { return Ok(()) };
        if is_flow {
            match before {
                Some(item) => {
                    let end = item.end(self.text, item.span.start);
                    self.put(end..end, format!(", {}", flow(new)));
                }
                None => self.put(neighbour.span.start..neighbour.span.start, format!("{}, ", flow(new))),
            }
            return Ok(());
        }
        let indent = self.prefix(self.dash(neighbour)?).to_owned();
        let words = item_of(&indent, self.line_end, new);
        if before.is_none() {
            let start = self.dash(neighbour)?;
            self.put(start..start, format!("{words}{}{indent}", self.line_end));
            return Ok(());
        }
        let at = self.line_stop(neighbour.end(self.text, neighbour.span.start));
        self.put(at..at, format!("{}{indent}{words}", self.line_end));
        Ok(())
    }

    /// The dash before an element; it must be the first thing on its line.
    fn dash(&self, item: &Node) -> Result<usize, Untouchable> {
        let before = self.prefix(item.span.start);
        let bare = before.trim_end_matches(' ');
        if bare.trim_start() == "-" {
            Ok(item.span.start - before.len() + bare.len() - 1)
        } else {
            Err(self.refuse(item.span.start, "an element stands beside something else on its line"))
        }
    }
}
