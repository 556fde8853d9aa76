//! Ties that no foreign key declares, by the names of columns: `customer_id` in many tables, and a table of customers.

use std::collections::{BTreeMap, BTreeSet};

use super::outline::{Outline, TableOutline, Tie};
use super::words::{singular, words};
use crate::domain::erasure::ColumnKind;

/// Every tie that names suggest and no foreign key says. Whoever has the rows checks them: a name alone proves little.
pub fn ties_by_name(outline: &Outline) -> Vec<Tie> {
    let names = Names::of(outline);
    let declared: BTreeSet<(usize, &str)> =
        outline.ties.iter().map(|tie| (tie.child, tie.child_column.as_str())).collect();
    let mut ties = Vec::new();
    for (child, table) in outline.tables.iter().enumerate() {
        for column in &table.columns {
            if declared.contains(&(child, column.name.as_str())) {
                continue;
            }
            let Some(base) = pointer(&column.name) else { continue };
            let Some((parent, key)) = names.target(child, &base, &column.name) else { continue };
            let kind =
                |at: usize, name: &str| outline.tables.get(at).and_then(|held| held.column(name)).map(|c| c.kind);
            if number(kind(child, &column.name)) != number(kind(parent, &key)) {
                continue;
            }
            let (child_column, parent_column) = (column.name.clone(), key);
            let why = "its name".to_owned();
            ties.push(Tie { child, child_column, parent, parent_column, also: Vec::new(), sure: 60, why });
        }
    }
    ties
}

fn number(kind: Option<ColumnKind>) -> bool {
    matches!(kind, Some(ColumnKind::Integer | ColumnKind::Number))
}

/// The words before `id`, in the singular: `ship_address_id` is about an address.
fn pointer(column: &str) -> Option<Vec<String>> {
    let mut base = words(column);
    let last = base.pop()?;
    if !["id", "uuid", "no", "number"].contains(&last.as_str()) || base.is_empty() {
        return None;
    }
    Some(base.iter().map(|word| singular(word)).collect())
}

/// The tables by what they are called, the prefix of all of them left out.
struct Names<'a> {
    tables: &'a [TableOutline],
    bare: Vec<Vec<String>>,
}

impl<'a> Names<'a> {
    fn of(outline: &'a Outline) -> Self {
        let all: Vec<Vec<String>> = outline.tables.iter().map(|table| words(&table.table.name)).collect();
        let mut first: BTreeMap<&str, usize> = BTreeMap::new();
        for word in all.iter().filter_map(|words| words.first()) {
            *first.entry(word).or_default() += 1;
        }
        let prefix = first.into_iter().find(|(_, count)| all.len() > 3 && count * 10 >= all.len() * 6);
        let prefix = prefix.map(|(word, _)| word.to_owned());
        let bare = all.iter().map(|words| {
            let skip = usize::from(words.len() > 1 && words.first() == prefix.as_ref());
            words.iter().skip(skip).map(|word| singular(word)).collect()
        });
        Self { tables: &outline.tables, bare: bare.collect() }
    }

    /// The one table that the words name, and its key. The column that is the table's own key points at nothing.
    fn target(&self, child: usize, base: &[String], column: &str) -> Option<(usize, String)> {
        let own = self.bare.get(child).is_some_and(|own| own == base);
        let mut fits: Vec<(usize, usize, String)> = Vec::new();
        for (at, (table, name)) in self.tables.iter().zip(&self.bare).enumerate() {
            let [key] = table.key.as_slice() else { continue };
            let is_plain = key.eq_ignore_ascii_case("id") || key.eq_ignore_ascii_case(column);
            let named = name == base || (name.len() < base.len() && base.ends_with(name));
            let key_of_namesake = key.eq_ignore_ascii_case(&format!("{}_id", name.join("_")));
            if named && (is_plain || key_of_namesake) && !(at == child && own) {
                fits.push((usize::from(name != base), at, key.clone()));
            }
        }
        fits.sort();
        match fits.as_slice() {
            [(_, at, key)] => Some((*at, key.clone())),
            [(one, at, key), (two, ..), ..] if one < two => Some((*at, key.clone())),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::erasure::ColumnShape;
    use crate::domain::mapping::TableName;

    fn table(name: &str, key: &str, columns: &[&str]) -> TableOutline {
        let column = |name: &&str| ColumnShape {
            name: (*name).to_owned(),
            kind: ColumnKind::Integer,
            nullable: true,
            length: None,
            unique: false,
            read_only: false,
        };
        TableOutline {
            table: TableName { schema: None, name: name.to_owned() },
            columns: columns.iter().map(column).collect(),
            key: vec![key.to_owned()],
            rows: Vec::new(),
        }
    }

    fn found(tables: Vec<TableOutline>) -> Vec<String> {
        let outline = Outline { tables, ..Outline::default() };
        let name = |at: usize| outline.tables[at].table.name.clone();
        let ties = ties_by_name(&outline);
        ties.iter().map(|tie| format!("{}.{} -> {}", name(tie.child), tie.child_column, name(tie.parent))).collect()
    }

    #[test]
    fn a_number_of_another_table_is_a_tie() {
        let tables = vec![
            table("oc_customer", "customer_id", &["customer_id", "customer_group_id"]),
            table("oc_order", "order_id", &["order_id", "customer_id"]),
            table("oc_customer_affiliate", "customer_id", &["customer_id"]),
            table("oc_order_line", "order_line_id", &["order_line_id", "order_id", "colour_id"]),
        ];
        let expected = [
            "oc_order.customer_id -> oc_customer",
            "oc_customer_affiliate.customer_id -> oc_customer",
            "oc_order_line.order_id -> oc_order",
        ];
        assert_eq!(found(tables), expected);
    }

    #[test]
    fn plural_tables_with_a_plain_key_are_known_too() {
        let tables = vec![
            table("users", "ID", &["ID"]),
            table("addresses", "id", &["id", "user_id"]),
            table("orders", "id", &["id", "ship_address_id"]),
        ];
        assert_eq!(found(tables), ["addresses.user_id -> users", "orders.ship_address_id -> addresses"]);
    }
}
