//! A report on paper: what stands on its sheets, in the order in which it is read.

use super::chart::Chart;
use crate::domain::disclosure::Block;

/// A number that stands first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headline {
    /// What it is.
    pub name: &'static str,
    /// The figure.
    pub figure: String,
    /// What it is made of, or what it was before.
    pub note: String,
}

/// A part of a report.
#[derive(Clone, PartialEq, Eq)]
pub enum Leaf {
    /// A heading.
    Heading(String),
    /// The numbers that stand first, side by side.
    Headlines(Vec<Headline>),
    /// Two charts side by side, or one alone.
    Charts(Vec<Chart>),
    /// What every letter can hold, too.
    Block(Block),
}

/// A report.
#[derive(Clone, PartialEq, Eq)]
pub struct Paper {
    /// The title of the file, and the heading.
    pub title: String,
    /// The line below it.
    pub subtitle: String,
    /// Who made it.
    pub brand: String,
    /// The parts.
    pub leaves: Vec<Leaf>,
    /// The line at the foot of every sheet.
    pub footer: String,
}
