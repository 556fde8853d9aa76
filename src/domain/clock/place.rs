//! Where an answer is given: whose public holidays count, and in which zone days are counted.

use std::fmt;

use chrono_tz::Tz;

/// A place with a calendar. Regulation 1182/71, Article 2, looks at the public holidays of the place where the answer is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name in settings and on the command line: `EW`, `SCT`, `NI`, else the ISO 3166 code: `DE`, `DE-BY`, `US-CA`.
    pub code: String,
    /// The name people read: "England and Wales".
    pub name: String,
    /// The zone in which days are counted there.
    pub zone: Tz,
}

impl Place {
    /// What a public holiday is called there.
    pub fn holiday_word(&self) -> &'static str {
        let british = Division::ALL.iter().any(|division| division.code() == self.code);
        if british { "bank holiday" } else { "public holiday" }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

/// The parts of GOV.UK's own list, which has no place codes: the nations of the United Kingdom.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Division {
    EnglandAndWales,
    Scotland,
    NorthernIreland,
}

impl Division {
    pub(super) const ALL: [Self; 3] = [Self::EnglandAndWales, Self::Scotland, Self::NorthernIreland];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "england-and-wales",
            Self::Scotland => "scotland",
            Self::NorthernIreland => "northern-ireland",
        }
    }

    const fn code(self) -> &'static str {
        match self {
            Self::EnglandAndWales => "EW",
            Self::Scotland => "SCT",
            Self::NorthernIreland => "NI",
        }
    }

    pub(super) fn place(self) -> Place {
        let name = match self {
            Self::EnglandAndWales => "England and Wales",
            Self::Scotland => "Scotland",
            Self::NorthernIreland => "Northern Ireland",
        };
        Place { code: self.code().into(), name: name.into(), zone: Tz::Europe__London }
    }
}
