//! What a reviewer chose to keep back of one document.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::phrase::{Phrase, TooShort};
use crate::domain::personal::Personal;

/// A picture is parted into this many columns, and as many rows.
pub const GRID: u8 = 12;

/// Where words stay here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Places {
    /// Wherever they stand.
    All,
    /// At these places only, counted from 0 through the whole document.
    Some(BTreeSet<usize>),
}

/// Words that stay here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WordChoice {
    /// The words.
    pub words: Personal,
    /// Where.
    pub places: Places,
}

/// A rectangle of a picture in thousandths of its width and height, from its upper left corner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// From the left.
    pub left: u16,
    /// From the top.
    pub top: u16,
    /// How wide.
    pub width: u16,
    /// How high.
    pub height: u16,
}

impl Area {
    /// The square of a picture's grid in a column and a row, counted from 0; `None` outside the grid.
    pub fn square(column: u8, row: u8) -> Option<Self> {
        let step = |n: u8| u16::from(n) * 1000 / u16::from(GRID);
        let inside = column < GRID && row < GRID;
        inside.then(|| Self {
            left: step(column),
            top: step(row),
            width: step(column + 1) - step(column),
            height: step(row + 1) - step(row),
        })
    }
}

/// Everything that stays here of one document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choices {
    /// Words.
    #[serde(default)]
    pub words: Vec<WordChoice>,
    /// Columns of a table, counted from 0.
    #[serde(default)]
    pub columns: BTreeSet<usize>,
    /// Rows of a table below its heading, counted from 1.
    #[serde(default)]
    pub rows: BTreeSet<usize>,
    /// Places in a JSON document: `orders[].gift.name`.
    #[serde(default)]
    pub paths: BTreeSet<String>,
    /// Pages, counted from 1.
    #[serde(default)]
    pub pages: BTreeSet<usize>,
    /// Parts of a picture.
    #[serde(default)]
    pub areas: Vec<Area>,
}

impl Choices {
    /// Whether nothing was chosen.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The words that stay here wherever they stand: they must be gone from the whole document.
    pub fn everywhere(&self) -> Result<Vec<Phrase>, TooShort> {
        let all = self.words.iter().filter(|choice| choice.places == Places::All);
        all.map(|choice| Phrase::new(choice.words.reveal())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_squares_of_the_grid_cover_the_picture_without_a_gap() {
        let row: Vec<Area> = (0..GRID).filter_map(|column| Area::square(column, 0)).collect();
        assert_eq!(row.len(), usize::from(GRID));
        assert!(row.windows(2).all(|pair| pair[0].left + pair[0].width == pair[1].left));
        assert_eq!(row.last().map(|last| last.left + last.width), Some(1000));
        assert_eq!(Area::square(GRID, 0), None);
    }
}
