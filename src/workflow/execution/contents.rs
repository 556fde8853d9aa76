//! The findings as a stream of records: read in pages, unsealed one by one, with what was left out marked in its place.

use std::collections::VecDeque;
use std::io::Read;

use super::inventory::Inventory;
use crate::domain::disclosure::finding::{Finding, Link};
use crate::domain::disclosure::{Cell, CollectionHead, Column, Record};
use crate::domain::ids::RequestId;
use crate::domain::right::Right;
use crate::ports::disclosure::{Attachment, Collections, Records, Unreadable};
use crate::ports::store::StoreError;
use crate::ports::store::findings::StoredFinding;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::{Desk, WorkError};

/// Findings read at a time.
const PAGE: i64 = 200;

/// The contents of a package.
pub(super) struct Contents<'a> {
    desk: &'a Desk,
    inventory: &'a Inventory,
    heads: Vec<CollectionHead>,
}

impl<'a> Contents<'a> {
    /// Contents whose every column is known: where no map tells the columns, the first finding does.
    pub(super) fn new(desk: &'a Desk, inventory: &'a Inventory) -> Result<Self, WorkError> {
        let mut heads = inventory.heads.clone();
        for head in heads.iter_mut().filter(|head| head.columns.is_empty()) {
            let mut pages = Pages::new(desk, inventory.request, head);
            head.columns = pages.next().transpose()?.map(|(_, finding)| columns_of(&finding)).unwrap_or_default();
        }
        Ok(Self { desk, inventory, heads })
    }
}

fn columns_of(finding: &Finding) -> Vec<Column> {
    let column = |name: &String| Column { name: name.clone(), label: name.clone(), meaning: None };
    finding.fields.iter().map(|(name, _)| column(name)).collect()
}

impl Collections for Contents<'_> {
    fn heads(&mut self) -> Result<Vec<CollectionHead>, Unreadable> {
        Ok(self.heads.clone())
    }

    fn records(&mut self, index: usize) -> Result<Records<'_>, Unreadable> {
        let head = self.heads.get(index).ok_or_else(|| Unreadable(format!("there is no collection {index}").into()))?;
        let pages = Pages::new(self.desk, self.inventory.request, head);
        let own_only = self.inventory.right == Right::Portability;
        let records = pages.filter_map(move |read| match read {
            // A row that is somebody else's is not taken elsewhere (Article 20(4)).
            Ok((stored, _)) if own_only && stored.link != Link::Subject.code() => None,
            Ok((stored, finding)) => record(head, &stored, finding).map(Ok),
            Err(error) => Some(Err(Unreadable(Box::new(error)))),
        });
        Ok(Box::new(records))
    }

    fn attachments(&mut self) -> Result<Vec<Attachment>, Unreadable> {
        Ok(self.inventory.files.iter().map(|file| file.attachment.clone()).collect())
    }

    fn attachment(&mut self, index: usize) -> Result<Box<dyn Read + '_>, Unreadable> {
        let file =
            self.inventory.files.get(index).ok_or_else(|| Unreadable(format!("there is no file {index}").into()))?;
        let opened = self.desk.vault.open(file.object).map_err(|error| Unreadable(Box::new(error)))?;
        Ok(opened)
    }
}

/// The record of a finding, or nothing when all of it stays here.
fn record(head: &CollectionHead, stored: &StoredFinding, finding: Finding) -> Option<Record> {
    let decision = stored.decision.as_ref();
    if decision.is_some_and(|decision| !decision.include) {
        return None;
    }
    let withheld =
        |name: &str| decision.is_some_and(|decision| decision.withheld_fields.iter().any(|field| field == name));
    // A mark names its ground, so where the ground is not told the mark says only that something was left out.
    let mark = decision.filter(|decision| !decision.silent).and_then(|decision| decision.exemption.clone());
    let mark = mark.unwrap_or_default();
    let mut fields = finding.fields;
    let cells = head.columns.iter().map(|column| {
        if withheld(&column.name) {
            return Cell::LeftOut(mark.clone());
        }
        let at = fields.iter().position(|(name, _)| *name == column.name);
        at.map_or(Cell::Null, |at| Cell::from(fields.swap_remove(at).1))
    });
    Some(Record::new(cells.collect()))
}

/// Walks the findings of one collection in their order.
pub(super) struct Pages<'a> {
    desk: &'a Desk,
    request: RequestId,
    system: String,
    collection: String,
    after: Option<i64>,
    page: VecDeque<StoredFinding>,
    is_over: bool,
}

impl<'a> Pages<'a> {
    pub(super) fn new(desk: &'a Desk, request: RequestId, head: &CollectionHead) -> Self {
        Self {
            desk,
            request,
            system: head.system.clone(),
            collection: head.collection.clone(),
            after: None,
            page: VecDeque::new(),
            is_over: false,
        }
    }

    /// The next finding, still sealed.
    pub(super) fn next_sealed(&mut self) -> Result<Option<StoredFinding>, WorkError> {
        if self.page.is_empty() && !self.is_over {
            let (request, system, collection, after) =
                (self.request, self.system.clone(), self.collection.clone(), self.after);
            let page =
                self.desk.read(move |_, tx, _| Ok(tx.findings_page(request, &system, &collection, after, PAGE)?))?;
            self.after = page.last().map(|finding| finding.ordinal);
            self.is_over = page.is_empty();
            self.page = page.into();
        }
        Ok(self.page.pop_front())
    }

    fn open(&self, stored: StoredFinding) -> Result<(StoredFinding, Finding), WorkError> {
        let plain = self.desk.vault.open_small(ObjectName::new(Purpose::Finding, stored.id.0), &stored.sealed)?;
        let unreadable = StoreError::Inconsistent { table: "findings", column: "sealed" };
        let finding = serde_json::from_slice(&plain).ok().ok_or(unreadable)?;
        Ok((stored, finding))
    }
}

impl Iterator for Pages<'_> {
    type Item = Result<(StoredFinding, Finding), WorkError>;

    fn next(&mut self) -> Option<Self::Item> {
        let stored = self.next_sealed().transpose()?;
        Some(stored.and_then(|stored| self.open(stored)))
    }
}
