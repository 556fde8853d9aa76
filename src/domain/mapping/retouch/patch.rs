//! The smallest changes that make a text mean something else, found along its tree.

use std::collections::BTreeSet;
use std::ops::Range;

use serde_json::{Map, Value};

use super::faithful::Untouchable;
use super::tree::{Document, Entry, Kind, Node, unusual};
use super::words::{after_colon, entry, flow};

/// What is to be put in place of which bytes.
pub(super) struct Patches<'t> {
    pub(super) text: &'t str,
    remarks: &'t [Range<usize>],
    pub(super) line_end: &'static str,
    all: Vec<(Range<usize>, String)>,
}

impl<'t> Patches<'t> {
    pub(super) fn new(text: &'t str, document: &'t Document) -> Self {
        let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
        Self { text, remarks: &document.remarks, line_end, all: Vec::new() }
    }

    pub(super) fn put(&mut self, bytes: Range<usize>, words: String) {
        self.all.push((bytes, words));
    }

    pub(super) fn refuse(&self, at: usize, what: &'static str) -> Untouchable {
        unusual(self.text, at, what)
    }

    /// The text with every change; two that overlap are refused.
    pub(super) fn applied(mut self) -> Result<String, Untouchable> {
        self.all.sort_by_key(|(bytes, _)| (bytes.start, bytes.end));
        let (mut new, mut at) = (String::with_capacity(self.text.len() + 256), 0);
        for (bytes, words) in &self.all {
            // A line that is added below lines that go begins where they were.
            if let Some(line) = words.strip_prefix(self.line_end).filter(|_| bytes.is_empty() && bytes.start < at) {
                new.push_str(line);
                new.push_str(self.line_end);
                continue;
            }
            let kept = self.text.get(at..bytes.start).ok_or(Untouchable::NotFaithful)?;
            new.push_str(kept);
            new.push_str(words);
            at = bytes.end;
        }
        new.push_str(self.text.get(at..).ok_or(Untouchable::NotFaithful)?);
        Ok(new)
    }

    /// Changes what stands at a node. `slot` is the byte after the colon or the dash before it.
    pub(super) fn change(&mut self, node: &Node, slot: usize, old: &Value, new: &Value) -> Result<(), Untouchable> {
        if old == new {
            return Ok(());
        }
        if node.is_special {
            return Err(self.refuse(slot, "it has an anchor, an alias or a tag"));
        }
        match (&node.kind, old, new) {
            (Kind::Mapping { is_flow, entries }, Value::Object(old), Value::Object(new))
                if !old.is_empty() && old.keys().any(|key| new.contains_key(key)) =>
            {
                self.mapping(*is_flow, entries, old, new)
            }
            (Kind::Sequence { is_flow, items }, Value::Array(old), Value::Array(new))
                if !items.is_empty() && !new.is_empty() =>
            {
                self.sequence(*is_flow, items, old, new)
            }
            _ => self.replace(node, slot, &format!(" {}", flow(new))),
        }
    }

    /// Puts words in place of a whole value. They begin with what stands between the colon and the value.
    fn replace(&mut self, node: &Node, slot: usize, words: &str) -> Result<(), Untouchable> {
        if matches!(node.kind, Kind::Scalar { is_block: true }) {
            return Err(self.refuse(slot, "a text of several lines"));
        }
        let (start, end) = match node.kind {
            Kind::Nothing => (slot, slot),
            _ if node.is_block_collection() || words.starts_with(['\r', '\n']) => (slot, node.end(self.text, slot)),
            _ => (node.span.start, node.end(self.text, slot)),
        };
        if self.remarks_in(start, end).next().is_some() {
            return Err(self.refuse(start, "a remark stands inside"));
        }
        let words = if start == slot { words } else { words.trim_start() };
        self.put(start..end, words.to_owned());
        Ok(())
    }

    fn mapping(
        &mut self,
        is_flow: bool,
        entries: &[Entry],
        old: &Map<String, Value>,
        new: &Map<String, Value>,
    ) -> Result<(), Untouchable> {
        if entries.len() != old.len() || entries.iter().any(|entry| !old.contains_key(&entry.name)) {
            let at = entries.first().map_or(0, |entry| entry.key.start);
            return Err(self.refuse(at, "its keys come from elsewhere"));
        }
        for entry in entries {
            if let (Some(before), Some(after)) = (old.get(&entry.name), new.get(&entry.name)) {
                self.entry(is_flow, entries, entry, before, after)?;
            }
        }
        let gone = entries.iter().enumerate().filter(|(_, entry)| !new.contains_key(&entry.name));
        let gone: BTreeSet<usize> = gone.map(|(number, _)| number).collect();
        if is_flow {
            let end = |entry: &Entry| entry.value.end(self.text, entry.slot);
            let every: Vec<Range<usize>> = entries.iter().map(|entry| entry.key.start..end(entry)).collect();
            self.take_out_flow(&every, &gone)?;
        } else {
            gone.into_iter().try_for_each(|number| self.take_out(entries, number))?;
        }
        let added: Vec<(&String, &Value)> = new.iter().filter(|(key, _)| !old.contains_key(*key)).collect();
        if added.is_empty() { Ok(()) } else { self.add(is_flow, entries, new, &added) }
    }

    fn entry(
        &mut self,
        is_flow: bool,
        entries: &[Entry],
        entry: &Entry,
        before: &Value,
        after: &Value,
    ) -> Result<(), Untouchable> {
        let is_empty = before.is_null() || before.as_array().is_some_and(Vec::is_empty);
        if is_flow || !is_empty || entry.value.is_special {
            return self.change(&entry.value, entry.slot, before, after);
        }
        let indent = self.indent(entries)?;
        let words = after_colon(&indent, self.line_end, &entry.name, after);
        self.replace(&entry.value, entry.slot, &words)
    }

    /// Adds keys: after the last entry that stays and comes before the lists of collections and fields.
    fn add(
        &mut self,
        is_flow: bool,
        entries: &[Entry],
        new: &Map<String, Value>,
        added: &[(&String, &Value)],
    ) -> Result<(), Untouchable> {
        let stays = |entry: &&Entry| new.contains_key(&entry.name);
        let is_list = |entry: &Entry| ["collections", "fields"].contains(&entry.name.as_str());
        let before = entries.iter().take_while(|entry| !is_list(entry)).filter(stays).last();
        let Some(anchor) = before.or_else(|| entries.iter().rfind(stays)) else {
            return Err(self.refuse(entries.first().map_or(0, |entry| entry.key.start), "nothing of it would stay"));
        };
        let end = anchor.value.end(self.text, anchor.slot);
        if is_flow {
            let words: Vec<String> = added.iter().map(|(key, value)| entry("", "", key, value)).collect();
            self.put(end..end, format!(", {}", words.join(", ")));
            return Ok(());
        }
        let (indent, at) = (self.indent(entries)?, self.line_stop(end));
        for (key, value) in added {
            let words = format!("{}{indent}{}", self.line_end, entry(&indent, self.line_end, key, value));
            self.put(at..at, words);
        }
        Ok(())
    }

    /// Takes a key out. A remark beside it stays on a line of its own.
    fn take_out(&mut self, entries: &[Entry], number: usize) -> Result<(), Untouchable> {
        let Some(entry) = entries.get(number) else { return Ok(()) };
        let (start, end) = (entry.key.start, entry.value.end(self.text, entry.slot));
        let next = entries.get(number + 1).map(|next| next.key.start);
        if self.prefix(start).trim().is_empty() {
            self.take_out_lines(start, end);
            return Ok(());
        }
        let next = next.ok_or_else(|| self.refuse(start, "it is the only entry beside a dash"))?;
        if self.remarks_in(start, next).next().is_some() {
            return Err(self.refuse(start, "a remark stands beside it"));
        }
        self.put(start..next, String::new());
        Ok(())
    }

    /// Takes elements out of a list or mapping between brackets, with the commas that belong to them.
    pub(super) fn take_out_flow(&mut self, every: &[Range<usize>], gone: &BTreeSet<usize>) -> Result<(), Untouchable> {
        let last_kept = (0..every.len()).rev().find(|number| !gone.contains(number));
        let mut all: Vec<Range<usize>> = Vec::new();
        for number in gone.iter().filter(|number| last_kept.is_some_and(|kept| **number < kept)) {
            let pair = every.get(*number).zip(every.get(number + 1));
            all.extend(pair.map(|(own, next)| own.start..next.start));
        }
        let tail = last_kept.and_then(|kept| every.get(kept)).zip(every.last());
        all.extend(tail.map(|(kept, last)| kept.end..last.end).filter(|bytes| !bytes.is_empty()));
        for bytes in all {
            if self.remarks_in(bytes.start, bytes.end).next().is_some() {
                return Err(self.refuse(bytes.start, "a remark stands inside"));
            }
            self.put(bytes, String::new());
        }
        Ok(())
    }

    /// Takes whole lines out; their remarks stay.
    pub(super) fn take_out_lines(&mut self, start: usize, end: usize) {
        let indent = self.prefix(start).replace(|letter: char| !letter.is_whitespace(), " ");
        let (from, stop) = (start - self.prefix(start).len(), self.line_stop(end));
        let rest = self.text.get(stop..).unwrap_or_default();
        let break_len = if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        let remarks = self.remarks_in(from, stop).filter_map(|range| self.text.get(range.clone()));
        let kept: Vec<String> = remarks.map(|said| format!("{indent}{}{}", said.trim_end(), self.line_end)).collect();
        self.put(from..stop + break_len, kept.concat());
    }

    fn remarks_in(&self, start: usize, end: usize) -> impl Iterator<Item = &'t Range<usize>> + use<'t> {
        self.remarks.iter().filter(move |remark| remark.start >= start && remark.start < end)
    }

    /// What stands before a byte on its line.
    pub(super) fn prefix(&self, at: usize) -> &'t str {
        let before = self.text.get(..at).unwrap_or_default();
        before.rsplit_once('\n').map_or(before, |(_, line)| line).trim_start_matches('\u{feff}')
    }

    /// The end of the line on which a byte stands, before its break.
    pub(super) fn line_stop(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        at + rest
            .find('\n')
            .map_or(rest.len(), |stop| rest.get(..stop).unwrap_or_default().trim_end_matches('\r').len())
    }

    fn indent(&self, entries: &[Entry]) -> Result<String, Untouchable> {
        let first = entries.first().map_or(0, |entry| entry.key.start);
        let prefix = self.prefix(first);
        if prefix.chars().all(|letter| letter == ' ' || letter == '-') {
            Ok(prefix.replace('-', " "))
        } else {
            Err(self.refuse(first, "it stands beside something else on its line"))
        }
    }
}
