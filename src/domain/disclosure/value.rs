//! A value out of a shop's own system, held so that nothing of it is lost on the way to the person.

use std::fmt;

use base64::Engine as _;
use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::words::long_date;

/// One value of one column. Numbers that a float cannot hold stay text; dates stay as the system wrote them (ISO 8601).
///
/// `Debug` shows only the kind: most values are somebody's data.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "type", content = "value", rename_all = "snake_case")]
pub enum Value {
    /// Nothing is recorded.
    Null,
    /// A truth value.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// An exact decimal number in its written form, trailing zeros included: `3.90`.
    Decimal(String),
    /// A floating-point number as the shortest text that reads back to the same number; may be `NaN` or `Infinity`.
    Real(String),
    /// Text.
    Text(String),
    /// A calendar date, `YYYY-MM-DD`, without a zone.
    Date(String),
    /// A date and time in ISO form; with an offset where the system records one, else in the system's own zone.
    Timestamp(String),
    /// Bytes, for example a picture. In JSON: base64.
    Bytes(#[serde(with = "base64_text")] Vec<u8>),
}

impl Value {
    /// About how much room it takes, in bytes.
    pub fn bytes(&self) -> usize {
        match self {
            Self::Null | Self::Bool(_) | Self::Integer(_) => size_of::<Self>(),
            Self::Decimal(text) | Self::Real(text) | Self::Text(text) | Self::Date(text) | Self::Timestamp(text) => {
                size_of::<Self>() + text.len()
            }
            Self::Bytes(bytes) => size_of::<Self>() + bytes.len(),
        }
    }

    /// The written form, as used to join columns of different types; `None` for [`Value::Null`]. Bytes are base64.
    pub fn as_text(&self) -> Option<String> {
        match self {
            Self::Null => None,
            Self::Bool(yes) => Some(if *yes { "true" } else { "false" }.to_owned()),
            Self::Integer(number) => Some(number.to_string()),
            Self::Decimal(text) | Self::Real(text) | Self::Text(text) | Self::Date(text) | Self::Timestamp(text) => {
                Some(text.clone())
            }
            Self::Bytes(bytes) => Some(base64::engine::general_purpose::STANDARD.encode(bytes)),
        }
    }

    /// A date or an instant as people read it: "29 February 2024, 23:59 UTC", also where a system keeps it as text. `None` for
    /// everything else. The hour is the system's own unless an offset is written.
    pub fn spoken(&self) -> Option<String> {
        match self {
            Self::Date(text) | Self::Timestamp(text) | Self::Text(text) => spoken(text),
            _ => None,
        }
    }

    /// Plain JSON for people and other programs: decimals stay text, so that no digit is lost.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Bool(yes) => (*yes).into(),
            Self::Integer(number) => (*number).into(),
            Self::Real(text) => text
                .parse::<f64>()
                .ok()
                .and_then(serde_json::Number::from_f64)
                .map_or_else(|| serde_json::Value::String(text.clone()), serde_json::Value::Number),
            other => other.as_text().map_or(serde_json::Value::Null, serde_json::Value::String),
        }
    }

    /// Whether it is a file or a picture, of which the text is only its bytes in another writing.
    pub const fn is_bytes(&self) -> bool {
        matches!(self, Self::Bytes(_))
    }

    /// Whether there is nothing to show: null or blank text.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

fn spoken(text: &str) -> Option<String> {
    let (day, time) = instant(text)?;
    Some(time.map_or_else(|| long_date(day), |time| format!("{}, {time}", long_date(day))))
}

/// An ISO date, alone or with a time and an offset: the day, and "23:59 UTC". `None` for everything else.
pub fn instant(text: &str) -> Option<(NaiveDate, Option<String>)> {
    let (day, rest) = text.trim().split_at_checked(10)?;
    let date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok()?;
    if rest.is_empty() {
        return Some((date, None));
    }
    let rest = rest.strip_prefix(['T', ' '])?;
    let (time, zone) = rest.split_at_checked(rest.find(['Z', '+', '-']).unwrap_or(rest.len()))?;
    let time = ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|shape| NaiveTime::parse_from_str(time.trim(), shape).ok())?;
    let zone = match zone.trim_end_matches([':', '0']) {
        "" => String::new(),
        "Z" | "+" | "-" => " UTC".to_owned(),
        _ if zone.chars().skip(1).all(|c| c.is_ascii_digit() || c == ':') => format!(" UTC{zone}"),
        _ => return None,
    };
    Some((date, Some(format!("{}{zone}", time.format("%H:%M")))))
}

impl fmt::Debug for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "[null]",
            Self::Bool(_) => "[bool]",
            Self::Integer(_) => "[integer]",
            Self::Decimal(_) => "[decimal]",
            Self::Real(_) => "[real]",
            Self::Text(_) => "[text]",
            Self::Date(_) => "[date]",
            Self::Timestamp(_) => "[timestamp]",
            Self::Bytes(_) => "[bytes]",
        })
    }
}

mod base64_text {
    use base64::Engine as _;
    use base64::engine::general_purpose::STANDARD;
    use serde::{Deserialize as _, Deserializer, Serializer, de::Error as _};

    pub fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&STANDARD.encode(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        STANDARD.decode(String::deserialize(from)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_instants_are_spoken_and_nothing_else_is() {
        let spoken = |text: &str| Value::Text(text.into()).spoken();
        assert_eq!(spoken("2024-02-29").as_deref(), Some("29 February 2024"));
        assert_eq!(spoken("2024-02-29 23:59:59.999999+00").as_deref(), Some("29 February 2024, 23:59 UTC"));
        assert_eq!(spoken("2024-02-29T08:05:00Z").as_deref(), Some("29 February 2024, 08:05 UTC"));
        assert_eq!(spoken("2024-07-01 08:05:00").as_deref(), Some("1 July 2024, 08:05"));
        assert_eq!(spoken("2024-07-01T08:05+02:00").as_deref(), Some("1 July 2024, 08:05 UTC+02:00"));
        for other in ["", "2024-02-30", "2024-07-01 to 2024-07-05", "20240701", "2024-07-01-A17", "Größenangaben"] {
            assert_eq!(spoken(other), None, "{other}");
        }
        assert_eq!(Value::Integer(20_240_229).spoken(), None);
    }

    #[test]
    fn every_value_survives_being_stored() {
        let all = vec![
            Value::Null,
            Value::Bool(true),
            Value::Integer(i64::MIN),
            Value::Decimal("0.10".into()),
            Value::Real("NaN".into()),
            Value::Text("Kőszegi\u{0}\n".into()),
            Value::Date("2024-02-29".into()),
            Value::Timestamp("2024-02-29 23:59:59.999999+00".into()),
            Value::Bytes(vec![0, 255, 10]),
        ];
        let stored = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Value>>(&stored).unwrap(), all);
    }

    #[test]
    fn json_keeps_digits_and_debug_keeps_quiet() {
        assert_eq!(Value::Decimal("3.90".into()).to_json(), serde_json::json!("3.90"));
        assert_eq!(Value::Real("0.1".into()).to_json(), serde_json::json!(0.1));
        assert_eq!(Value::Real("Infinity".into()).to_json(), serde_json::json!("Infinity"));
        assert_eq!(format!("{:?}", Value::Text("Emma".into())), "[text]");
    }
}
