//! Macros, their actions as JSON: they are read and written whole.

use diesel::prelude::*;

use super::tables::macros;
use crate::adapters::store::rows::named::{Table, bytes};
use crate::adapters::store::transaction::Transaction;
use crate::domain::ids::{MacroId, StaffId};
use crate::domain::macros::Macro;
use crate::ports::store::StoreError;
use crate::ports::store::macros::Macros;

const MACROS: Table = Table("macros");

/// The columns of a macro, in their order.
type Columns = (Vec<u8>, String, Option<Vec<u8>>, String);

impl Macros for Transaction<'_> {
    fn macros(&mut self) -> Result<Vec<Macro>, StoreError> {
        let rows: Vec<Columns> = self.ask(|link| macros::table.load(link))?;
        let mut all = rows.into_iter().map(understood).collect::<Result<Vec<_>, StoreError>>()?;
        // Sorted here, because databases disagree about the order of names.
        all.sort_by_cached_key(|kept| (kept.name.to_lowercase(), kept.id));
        Ok(all)
    }

    fn put_macro(&mut self, kept: &Macro) -> Result<(), StoreError> {
        let former = macros::table.find(bytes(kept.id.0));
        self.change(|link| diesel::delete(former).execute(link))?;
        let row = (
            macros::id.eq(bytes(kept.id.0)),
            macros::name.eq(kept.name.clone()),
            macros::owner_id.eq(kept.owner.map(|owner| bytes(owner.0))),
            macros::steps.eq(MACROS.to_json("steps", &kept.steps)?),
        );
        self.change(|link| diesel::insert_into(macros::table).values(row).execute(link)).map(drop)
    }

    fn remove_macro(&mut self, id: MacroId) -> Result<(), StoreError> {
        let row = macros::table.find(bytes(id.0));
        let gone = self.change(|link| diesel::delete(row).execute(link))?;
        if gone == 1 { Ok(()) } else { Err(StoreError::NotFound) }
    }
}

fn understood((id, name, owner, steps): Columns) -> Result<Macro, StoreError> {
    Ok(Macro {
        id: MacroId(MACROS.id("id", &id)?),
        name,
        owner: MACROS.maybe_id("owner_id", owner.as_ref())?.map(StaffId),
        steps: MACROS.json("steps", &steps)?,
    })
}
