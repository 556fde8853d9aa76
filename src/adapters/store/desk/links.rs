//! Cases that belong together.

use diesel::prelude::*;

use super::tables::case_links;
use crate::adapters::store::link::on_each;
use crate::adapters::store::rows::named::{Table, bytes, micros};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{CaseId, StaffId};
use crate::ports::store::StoreError;
use crate::ports::store::links::{CaseLink, LinkKind, Links};

const LINKS: Table = Table("case_links");

/// The columns of a link, in their order.
type LinkColumns = (Vec<u8>, Vec<u8>, String, Vec<u8>, i64);

impl Links for Transaction<'_> {
    fn add_link(&mut self, link: &CaseLink) -> Result<(), StoreError> {
        let row = (
            case_links::case_id.eq(bytes(link.case.0)),
            case_links::other_id.eq(bytes(link.other.0)),
            case_links::kind.eq(link.kind.code()),
            case_links::made_by.eq(bytes(link.by.0)),
            case_links::made_at.eq(micros(link.at)),
        );
        let added = self.change(|link| {
            let insert = diesel::insert_into(case_links::table).values(row);
            on_each!(link, c => insert.on_conflict_do_nothing().execute(c))
        })?;
        if added == 0 { Err(StoreError::Exists("link")) } else { Ok(()) }
    }

    fn links_of(&mut self, case: CaseId) -> Result<Vec<CaseLink>, StoreError> {
        let either = case_links::case_id.eq(bytes(case.0)).or(case_links::other_id.eq(bytes(case.0)));
        let query = case_links::table.filter(either).order((case_links::made_at, case_links::other_id));
        let rows: Vec<LinkColumns> = self.ask(|link| query.load(link))?;
        rows.iter().map(understood).collect()
    }

    fn remove_link(&mut self, case: CaseId, other: CaseId) -> Result<bool, StoreError> {
        let (one, two) = (bytes(case.0), bytes(other.0));
        let forth = case_links::case_id.eq(one.clone()).and(case_links::other_id.eq(two.clone()));
        let back = case_links::case_id.eq(two).and(case_links::other_id.eq(one));
        let rows = case_links::table.filter(forth.or(back)).filter(case_links::kind.eq(LinkKind::Related.code()));
        Ok(self.change(|link| diesel::delete(rows).execute(link))? > 0)
    }
}

fn understood((case, other, kind, by, at): &LinkColumns) -> Result<CaseLink, StoreError> {
    Ok(CaseLink {
        case: CaseId(LINKS.id("case_id", case)?),
        other: CaseId(LINKS.id("other_id", other)?),
        kind: LINKS.parsed("kind", LinkKind::parse(kind))?,
        by: StaffId(LINKS.id("made_by", by)?),
        at: LINKS.instant("made_at", *at)?,
    })
}
