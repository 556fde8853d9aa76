//! What a live column takes, and what stands there in place of an erased value.

use super::conflict::{Conflict, Doubt};
use super::mask::Mask;
use crate::domain::datamap::Field;
use crate::domain::disclosure::value::Value;

/// What a column holds, as far as an erased value must fit it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with a fraction.
    Number,
    /// Truth values.
    Bool,
    /// Dates and times.
    Time,
    /// Bytes.
    Bytes,
    /// Anything else: JSON, addresses of the network, enumerations.
    Other,
}

/// A column as the live schema has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnShape {
    /// The engine's name of it.
    pub name: String,
    /// What it holds.
    pub kind: ColumnKind,
    /// Whether it may hold nothing.
    pub nullable: bool,
    /// The most characters it takes; `None` without a limit.
    pub length: Option<usize>,
    /// Whether no two rows may have the same value in it, alone.
    pub unique: bool,
    /// Whether it is computed by the database, or may not be written for another reason.
    pub read_only: bool,
}

impl ColumnShape {
    /// A column that takes any text, or nothing: all that is known of a column of a file.
    pub const fn any_text(name: String) -> Self {
        Self { name, kind: ColumnKind::Text, nullable: true, length: None, unique: false, read_only: false }
    }

    /// A text of the map as a value of this column; `None` when it is none.
    pub fn typed(&self, text: &str) -> Option<Value> {
        match self.kind {
            ColumnKind::Integer => text.trim().parse().ok().map(Value::Integer),
            ColumnKind::Number => text.trim().parse::<f64>().ok().map(|_| Value::Decimal(text.trim().to_owned())),
            ColumnKind::Bool => match text.trim() {
                "true" | "1" => Some(Value::Bool(true)),
                "false" | "0" => Some(Value::Bool(false)),
                _ => None,
            },
            ColumnKind::Bytes => Some(Value::Bytes(text.as_bytes().to_vec())),
            ColumnKind::Text | ColumnKind::Time | ColumnKind::Other => Some(Value::Text(text.to_owned())),
        }
    }
}

/// The longest key that is put in place of a value; longer ones are rare and are found out by the database.
const LONGEST_KEY: usize = 20;

/// What stands in place of a column's value. `Ok(None)`: the column is left alone, because the map preserves it.
/// What a map says and a column cannot take is refused; what it only implies is fitted to the column.
pub fn fit(field: Option<&Field>, column: &ColumnShape) -> Result<Option<Mask>, Conflict> {
    let refuse = |doubt| Err(Conflict { column: column.name.clone(), doubt });
    let said = said(field).map_err(|doubt| Conflict { column: column.name.clone(), doubt })?;
    if said == Said::Preserve {
        return Ok(None);
    }
    if column.read_only {
        return refuse(Doubt::ReadOnly);
    }
    let mask = match said {
        Said::Mask(mask) => mask,
        _ => fitting(column).ok_or_else(|| Conflict { column: column.name.clone(), doubt: Doubt::MayNotBeEmpty })?,
    };
    if mask == Mask::Null && !column.nullable {
        return refuse(Doubt::MayNotBeEmpty);
    }
    let is_text = matches!(column.kind, ColumnKind::Text | ColumnKind::Other);
    let constant = if let Mask::Text(words) = &mask { column.typed(words).is_some() } else { mask == Mask::Null };
    if !is_text && !constant {
        return refuse(Doubt::WrongKind);
    }
    if column.unique && !mask.tells_rows_apart() {
        return refuse(Doubt::NotUnique);
    }
    let longest = mask.most_characters(if mask.is_constant() { 0 } else { LONGEST_KEY });
    if is_text && column.length.is_some_and(|room| longest.is_none_or(|longest| longest > room)) {
        return refuse(Doubt::TooLong);
    }
    Ok(Some(mask))
}

/// What the map says of a field.
#[derive(PartialEq, Eq)]
enum Said {
    Preserve,
    Mask(Mask),
    Nothing,
}

fn said(field: Option<&Field>) -> Result<Said, Doubt> {
    let Some(field) = field else { return Ok(Said::Nothing) };
    if field.fides_meta.read_only == Some(true) {
        return Ok(Said::Preserve);
    }
    if let Some(words) = &field.rightsdesk.erased_as {
        return Ok(Said::Mask(Mask::Text(words.clone())));
    }
    let Some(masking) = &field.fides_meta.masking_strategy_override else { return Ok(Said::Nothing) };
    Ok(Mask::of(masking).map_err(Doubt::Unknown)?.map_or(Said::Preserve, Said::Mask))
}

/// Nothing where nothing may stand, else an empty text, else a text that names the row and nobody.
fn fitting(column: &ColumnShape) -> Option<Mask> {
    match column {
        ColumnShape { nullable: true, .. } => Some(Mask::Null),
        ColumnShape { kind: ColumnKind::Text, unique: false, .. } => Some(Mask::Text(String::new())),
        ColumnShape { kind: ColumnKind::Text, .. } => {
            let words = ["erased-{key}", "{key}"].map(|words| Mask::Text(words.to_owned()));
            let room = column.length.unwrap_or(usize::MAX);
            words.into_iter().find(|mask| mask.most_characters(LONGEST_KEY).is_some_and(|longest| longest <= room))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(kind: ColumnKind, nullable: bool) -> ColumnShape {
        ColumnShape { name: "c".into(), kind, nullable, length: Some(40), unique: false, read_only: false }
    }

    fn field(inside: &str) -> Field {
        serde_saphyr::from_str(&format!("{{name: c, {inside}}}")).unwrap()
    }

    #[test]
    fn a_column_gets_what_it_can_take() {
        let text = |words: &str| Ok(Some(Mask::Text(words.to_owned())));
        assert_eq!(fit(None, &column(ColumnKind::Time, true)), Ok(Some(Mask::Null)));
        assert_eq!(fit(None, &column(ColumnKind::Text, false)), text(""));
        assert_eq!(fit(None, &ColumnShape { unique: true, ..column(ColumnKind::Text, false) }), text("erased-{key}"));
        let said = field("rightsdesk: {erased_as: '0'}");
        assert_eq!(fit(Some(&said), &column(ColumnKind::Integer, false)), text("0"));
        let said = field("fides_meta: {masking_strategy_override: {strategy: preserve}}");
        assert_eq!(fit(Some(&said), &column(ColumnKind::Text, false)), Ok(None));
    }

    #[test]
    fn what_a_column_cannot_take_is_refused_before_anything_happens() {
        let doubt = |field: Option<&Field>, column: &ColumnShape| fit(field, column).unwrap_err().doubt;
        assert_eq!(doubt(None, &column(ColumnKind::Integer, false)), Doubt::MayNotBeEmpty);
        let null = field("fides_meta: {masking_strategy_override: {strategy: null_rewrite}}");
        assert_eq!(doubt(Some(&null), &column(ColumnKind::Text, false)), Doubt::MayNotBeEmpty);
        let hash = field("fides_meta: {masking_strategy_override: {strategy: hash}}");
        assert_eq!(doubt(Some(&hash), &column(ColumnKind::Text, false)), Doubt::TooLong);
        assert_eq!(doubt(Some(&hash), &column(ColumnKind::Time, true)), Doubt::WrongKind);
        let constant = field("rightsdesk: {erased_as: erased}");
        let unique = ColumnShape { unique: true, ..column(ColumnKind::Text, false) };
        assert_eq!(doubt(Some(&constant), &unique), Doubt::NotUnique);
        assert_eq!(doubt(Some(&constant), &ColumnShape { read_only: true, ..unique }), Doubt::ReadOnly);
    }
}
