//! One system's amendments: compared, written in one transaction, and looked at again.

use std::collections::BTreeMap;

use super::moving::key_of;
use crate::domain::amendment::{AmendmentContent, AmendmentKind, AmendmentState, Stands};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::domain::ids::AmendmentId;
use crate::ports::connector::{Change, Connector, ConnectorError, Flow, Keys, Select};
use crate::ports::store::amendments::StoredAmendment;
use crate::workflow::gathering::Question;
use crate::workflow::gathering::asking::Asking;
use crate::workflow::gathering::layout::{Layout, Physical};

/// An amendment as it is to be written now.
pub(super) struct Due {
    pub(super) stored: StoredAmendment,
    pub(super) content: AmendmentContent,
}

/// What stands in a row; `None` when the row is gone.
pub(super) type Live = Option<Value>;

/// How a system took its amendments.
pub(super) enum Took {
    /// All of them stand as they are to read.
    All(Vec<Stood>),
    /// Some stood otherwise than they were seen. Nothing was written in this system.
    Differs(Vec<(AmendmentId, Live)>),
}

/// What a system says of an amendment that it took.
pub(super) struct Stood {
    pub(super) id: AmendmentId,
    /// Whether the system itself guards the mark.
    pub(super) guarded: bool,
    /// What stood there instead of the mark that was seen, because it was taken off since.
    pub(super) before: Live,
}

/// Writes a system's amendments: all of them, or none.
pub(super) fn write(
    question: &Question<'_>,
    connector: &mut dyn Connector,
    system: &str,
    due: &[Due],
) -> Result<Took, ConnectorError> {
    connector.begin()?;
    let took = Ground::open(question, connector, system).and_then(|mut ground| ground.write(due));
    match &took {
        Ok(Took::All(_)) => connector.commit()?,
        _ => connector.abandon(),
    }
    took
}

/// What stands there now, one entry for each amendment.
pub(super) fn look(
    question: &Question<'_>,
    connector: &mut dyn Connector,
    system: &str,
    due: &[Due],
) -> Result<Vec<(AmendmentId, Live)>, ConnectorError> {
    let mut ground = Ground::open(question, connector, system)?;
    due.iter().map(|one| Ok((one.stored.id, ground.live(one)?))).collect()
}

/// A system that is being changed.
pub(super) struct Ground<'a> {
    pub(super) asking: Asking<'a>,
}

impl<'a> Ground<'a> {
    fn open(question: &Question<'a>, connector: &'a mut dyn Connector, system: &str) -> Result<Self, ConnectorError> {
        let missing = || refused(format!("the data map has no {system} any more"));
        let mapped = question.map.system(system).ok_or_else(missing)?;
        let engine = connector.nature()?.engine;
        Ok(Self { asking: Asking::new(connector, Layout::new(mapped, engine)) })
    }

    fn write(&mut self, due: &[Due]) -> Result<Took, ConnectorError> {
        let (mut open, mut away, mut unmarked) = (Vec::new(), Vec::new(), BTreeMap::new());
        for one in due {
            let live = self.live(one)?;
            match one.content.compare(live.as_ref()) {
                Stands::AsWanted => {}
                Stands::AsBefore => open.push((one, live)),
                // An earlier restriction had marked it and was lifted since: it is marked again.
                Stands::Otherwise if is_marked_anew(one) => {
                    unmarked.insert(one.stored.id, live.clone());
                    open.push((one, live));
                }
                Stands::Otherwise | Stands::Gone => away.push((one.stored.id, live)),
            }
        }
        let (moved, set): (Vec<_>, Vec<_>) = open.into_iter().partition(|(one, _)| one.stored.moves());
        if away.is_empty() && !moved.is_empty() {
            self.relocate(&moved.iter().map(|(one, _)| *one).collect::<Vec<_>>())?;
        }
        for (one, live) in set.into_iter().filter(|_| away.is_empty()).collect::<Vec<_>>() {
            // Somebody was faster between the look and the write: the system itself compared.
            if !self.set(one, live)? {
                away.push((one.stored.id, self.live(one)?));
            }
        }
        if !away.is_empty() {
            return Ok(Took::Differs(away));
        }
        let stood = |one: &Due| {
            let before = unmarked.remove(&one.stored.id).flatten();
            Ok(Stood { id: one.stored.id, guarded: self.guards(one)?, before })
        };
        due.iter().map(stood).collect::<Result<_, _>>().map(Took::All)
    }

    fn live(&mut self, one: &Due) -> Result<Live, ConnectorError> {
        if one.stored.moves() {
            return self.whereabouts(one);
        }
        let (physical, own) = self.own_column(one)?;
        let (columns, tuple) = key_of(&physical, one)?;
        let keys = Some(Keys { columns, tuples: vec![tuple], alike: false });
        let ask = Select { keys, ..Select::all(physical.table, vec![own]) };
        let mut live = None;
        self.asking.connector.select(&ask, &mut |row| {
            live = row.into_iter().next();
            Flow::Enough
        })?;
        Ok(live)
    }

    /// The table and the column in the engine's words.
    fn own_column(&mut self, one: &Due) -> Result<(Physical, String), ConnectorError> {
        let (collection, column) = (&one.stored.collection, &one.stored.column);
        let physical = self.asking.physical(collection)?;
        let physical = physical.ok_or_else(|| refused(format!("there is no {collection} there")))?;
        let own = physical.column(column).cloned();
        let own = own.ok_or_else(|| refused(format!("{collection} has no column {column} there")))?;
        Ok((physical, own))
    }

    /// Compare and set in one statement, as far as the old value can be compared there; `false` when it met no row.
    fn set(&mut self, one: &Due, live: Live) -> Result<bool, ConnectorError> {
        let (physical, own) = self.own_column(one)?;
        // A connector that does not tell its columns' types takes the value as it was typed.
        let shape = self.asking.connector.shape(&physical.table).unwrap_or_default();
        let shape = shape.iter().flatten().find(|column| column.name == own);
        let value = fitted(shape, &one.content.after, &one.stored.column)?;
        let (mut columns, mut tuple) = key_of(&physical, one)?;
        if let Some(old) = live.filter(is_comparable) {
            columns.push(own.clone());
            tuple.push(old);
        }
        let keys = Keys { columns, tuples: vec![tuple], alike: false };
        let change = Change { table: physical.table, keys, set: Some(vec![(own, value)]) };
        Ok(self.asking.connector.change(&change)? == 1)
    }

    /// What was moved away is out of reach of whatever uses the table that it came from.
    fn guards(&mut self, one: &Due) -> Result<bool, ConnectorError> {
        if one.stored.moves() {
            return Ok(true);
        }
        let (physical, own) = self.own_column(one)?;
        self.asking.connector.guards(&physical.table, &own)
    }
}

fn is_marked_anew(one: &Due) -> bool {
    one.stored.kind == AmendmentKind::Mark
        && one.stored.state == AmendmentState::Proposed
        && one.content.changes_nothing()
}

/// Values that an engine finds again by their written form. Nothing equals nothing, and floats and times come back otherwise.
fn is_comparable(value: &Value) -> bool {
    matches!(value, Value::Text(_) | Value::Integer(_) | Value::Bool(_) | Value::Date(_))
}

/// The value as the column takes it.
fn fitted(shape: Option<&ColumnShape>, value: &Value, name: &str) -> Result<Value, ConnectorError> {
    let Some(shape) = shape else { return Ok(value.clone()) };
    let next = "enter another value, or change it in the system itself";
    let text = value.as_text();
    if shape.read_only {
        return Err(ConnectorError::needs_person(format!("{name} is computed by the system itself"), next));
    }
    if text.is_none() && !shape.nullable {
        return Err(ConnectorError::needs_person(format!("{name} may not be empty"), next));
    }
    if text.as_ref().is_some_and(|text| shape.length.is_some_and(|most| text.chars().count() > most)) {
        return Err(ConnectorError::needs_person(format!("the new value is too long for {name}"), next));
    }
    let wrong = || ConnectorError::needs_person(format!("{name} takes no such value"), next);
    match value {
        Value::Text(text) => shape.typed(text).ok_or_else(wrong),
        Value::Bool(yes) => shape.typed(if *yes { "1" } else { "0" }).ok_or_else(wrong),
        other => Ok(other.clone()),
    }
}

pub(super) fn refused(why: String) -> ConnectorError {
    ConnectorError::needs_person(why, "look into the data map and the system, then try again")
}
