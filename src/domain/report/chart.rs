//! A chart: its picture, its sentence, and the same figures as a table.

use super::drawing::{Drawing, Shade};

/// A table of figures: the twin of a picture. The first cell of each row is its heading.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The headings of the columns.
    pub head: Vec<String>,
    /// The rows, as wide as the head.
    pub rows: Vec<Vec<String>>,
}

impl Grid {
    /// A table that has no row yet.
    pub fn new(head: &[&str]) -> Self {
        Self { head: head.iter().map(|cell| (*cell).to_owned()).collect(), rows: Vec::new() }
    }

    /// Adds a row.
    #[must_use]
    pub fn row(mut self, cells: Vec<String>) -> Self {
        self.rows.push(cells);
        self
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chart {
    /// Its name in addresses and anchors.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The sentence that says what there is to see.
    pub lead: String,
    /// What the picture shows, for readers who do not see it.
    pub description: String,
    /// The picture; empty where there is nothing to draw.
    pub drawing: Drawing,
    /// What the shades mean, where they mean something.
    pub legend: Vec<(Shade, &'static str)>,
    /// The same as a table.
    pub grid: Grid,
}

impl Chart {
    /// Whether there is nothing to draw.
    pub fn is_empty(&self) -> bool {
        self.drawing.marks.is_empty()
    }
}
