//! One system as an erasure stands on it: its questions, its live columns, and what points at what there.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use crate::domain::datamap::{CollectionPlan, Plan, System, SystemPlan};
use crate::domain::disclosure::value::Value;
use crate::domain::erasure::ColumnShape;
use crate::ports::connector::{Connector, ConnectorError, Flow, ForeignKey, KEYS_AT_ONCE, Keys, Select, Table};
use crate::workflow::gathering::Question;
use crate::workflow::gathering::asking::Asking;
use crate::workflow::gathering::layout::{Layout, Physical};

/// Live columns by the map's names.
pub(super) type Shape = Rc<BTreeMap<String, ColumnShape>>;

/// Something that points at rows of a collection.
#[derive(Clone, Debug)]
pub(super) struct Tie {
    /// The table that points, in the engine's words.
    pub(super) child: Table,
    pub(super) child_columns: Vec<String>,
    /// The collections of the map that lie in it; none for a table that the map does not know.
    pub(super) child_collections: Vec<String>,
    /// The collection that it points at.
    pub(super) parent: String,
    /// Its columns, in the engine's words.
    pub(super) parent_columns: Vec<String>,
}

/// One system.
pub(super) struct Grounds<'a> {
    pub(super) asking: Asking<'a>,
    pub(super) system: &'a System,
    pub(super) plan: &'a SystemPlan,
    shapes: BTreeMap<String, Option<Shape>>,
    ties: Option<Rc<Vec<Tie>>>,
}

impl<'a> Grounds<'a> {
    /// Stands on a system of the question; `None` when the map or its plan does not know it.
    pub(super) fn open(
        question: &Question<'a>,
        system: &str,
        connector: &'a mut dyn Connector,
    ) -> Result<Option<Self>, ConnectorError> {
        let (Some(mapped), Some(plan)) = (question.map.system(system), plan_of(question.plan, system)) else {
            return Ok(None);
        };
        let engine = connector.nature()?.engine;
        let asking = Asking::new(connector, Layout::new(mapped, engine));
        Ok(Some(Self { asking, system: mapped, plan, shapes: BTreeMap::new(), ties: None }))
    }

    pub(super) fn collection(&self, name: &str) -> Option<&'a CollectionPlan> {
        self.plan.collection(name)
    }

    pub(super) fn physical(&mut self, collection: &str) -> Result<Option<Physical>, ConnectorError> {
        self.asking.physical(collection)
    }

    /// The live columns of a collection; `None` when the engine does not have it.
    pub(super) fn shape(&mut self, collection: &str) -> Result<Option<Shape>, ConnectorError> {
        if let Some(known) = self.shapes.get(collection) {
            return Ok(known.clone());
        }
        let shape = self.look_at(collection)?;
        self.shapes.insert(collection.to_owned(), shape.clone());
        Ok(shape)
    }

    fn look_at(&mut self, collection: &str) -> Result<Option<Shape>, ConnectorError> {
        let Some(physical) = self.physical(collection)? else { return Ok(None) };
        let Some(live) = self.asking.connector.shape(&physical.table)? else { return Ok(None) };
        let named = physical.columns.iter().filter_map(|(name, own)| {
            let column = live.iter().find(|column| column.name == *own)?;
            Some((name.clone(), column.clone()))
        });
        Ok(Some(Rc::new(named.collect())))
    }

    /// What points at collections of the plan: the schema's foreign keys.
    pub(super) fn ties(&mut self) -> Result<Rc<Vec<Tie>>, ConnectorError> {
        if let Some(known) = &self.ties {
            return Ok(Rc::clone(known));
        }
        let mut tables: Vec<(String, Physical)> = Vec::new();
        for collection in &self.plan.collections {
            if let Some(physical) = self.physical(&collection.name)? {
                tables.push((collection.name.clone(), physical));
            }
        }
        let keys = self.asking.connector.foreign_keys()?;
        let ties = Rc::new(keys.iter().flat_map(|key| ties_of(key, &tables)).collect::<Vec<_>>());
        self.ties = Some(Rc::clone(&ties));
        Ok(ties)
    }

    /// Reads columns in the engine's words, of rows by key; conditions of the map do not count here.
    pub(super) fn read(
        &mut self,
        table: &Table,
        columns: &[String],
        keys: (&[String], &[Vec<Value>]),
        each: &mut dyn FnMut(Vec<Value>),
    ) -> Result<(), ConnectorError> {
        let mut distinct: Vec<String> = Vec::new();
        distinct.extend(columns.iter().cloned());
        for tuples in keys.1.chunks(KEYS_AT_ONCE) {
            let mut select = Select::all(table.clone(), distinct.clone());
            select.keys = Some(Keys { columns: keys.0.to_vec(), tuples: tuples.to_vec(), alike: false });
            self.asking.connector.select(&select, &mut |row| {
                each(row);
                Flow::More
            })?;
        }
        Ok(())
    }
}

fn plan_of<'a>(plan: &'a Plan, system: &str) -> Option<&'a SystemPlan> {
    plan.systems.iter().find(|plan| plan.system == system)
}

fn ties_of(key: &ForeignKey, tables: &[(String, Physical)]) -> Vec<Tie> {
    let lies_in = |table: &Table| -> BTreeSet<String> {
        tables.iter().filter(|(_, held)| is_same(&held.table, table)).map(|(name, _)| name.clone()).collect()
    };
    let children: Vec<String> = lies_in(&key.child).into_iter().collect();
    let tie = |parent: String| Tie {
        child: key.child.clone(),
        child_columns: key.child_columns.clone(),
        child_collections: children.clone(),
        parent,
        parent_columns: key.parent_columns.clone(),
    };
    lies_in(&key.parent).into_iter().map(tie).collect()
}

/// Whether two names mean one table: a schema that is not said is the usual one.
fn is_same(one: &Table, other: &Table) -> bool {
    let schemas = match (&one.schema, &other.schema) {
        (Some(one), Some(other)) => one == other,
        _ => true,
    };
    schemas && one.name.eq_ignore_ascii_case(&other.name)
}
