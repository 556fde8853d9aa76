//! A company's logo: what may become one, and what is kept of it.
//!
//! It stands at the head of the form and the status page. It is always written anew from its points of colour, so that
//! nothing travels in it that somebody hid in the file, and it is small, because the form has to open on an old telephone.

use serde::{Deserialize, Serialize};

/// The largest file that is looked at, in bytes.
pub const LARGEST_FILE: usize = 2 << 20;
/// The most that the logo itself may weigh, in bytes: the form with everything on it stays below 60 KB.
pub const HEAVIEST: usize = 10_000;
/// The widest that it is kept, in points of colour; it is shown half as wide, for sharp screens.
pub const WIDEST: u32 = 480;
/// The highest, likewise.
pub const HIGHEST: u32 = 96;

/// A logo as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Logo {
    /// The picture, PNG in Base64.
    pub png: String,
    /// Its width in points of colour.
    pub width: u32,
    /// Its height.
    pub height: u32,
    /// The beginning of its SHA-256, twelve hexadecimal digits: another picture has another address.
    pub mark: String,
}

/// Why a file cannot be a logo.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotALogo {
    /// It is no PNG or JPEG. A drawing (SVG) is a program of its own and is never taken in.
    #[error("A logo is a PNG or JPEG picture. A drawing (SVG) can hold scripts and is not taken in: save it as PNG.")]
    Kind,
    /// The file is too large.
    #[error("The file is larger than 2 MB. Save it smaller.")]
    TooLarge,
    /// It cannot be read as a picture.
    #[error("The picture cannot be read. Save it again as PNG.")]
    Damaged,
    /// Even small it weighs too much.
    #[error("The picture has too much detail for a small logo. Use one with plain areas of colour.")]
    TooDetailed,
}

impl Logo {
    /// How wide and high it is shown, in CSS pixels.
    pub const fn shown(&self) -> (u32, u32) {
        (self.width.div_ceil(2), self.height.div_ceil(2))
    }

    /// What a history says of it: "a picture of 240 × 48 points (a1b2c3…)".
    pub fn words(&self) -> String {
        format!("a picture of {} × {} points ({})", self.width, self.height, self.mark)
    }
}

/// How large a picture is kept: within the limits, never larger than it is.
pub fn fitting(width: u32, height: u32, highest: u32) -> (u32, u32) {
    let (wide, high) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let (most_wide, most_high) = (u64::from(WIDEST), u64::from(highest));
    if wide <= most_wide && high <= most_high {
        return (width.max(1), height.max(1));
    }
    // Whichever side is further over its limit decides.
    let (to_wide, to_high) = if wide * most_high >= high * most_wide {
        (most_wide, (high * most_wide / wide).max(1))
    } else {
        ((wide * most_high / high).max(1), most_high)
    };
    (u32::try_from(to_wide).unwrap_or(WIDEST), u32::try_from(to_high).unwrap_or(highest))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_picture_keeps_its_proportions() {
        assert_eq!(fitting(960, 192, HIGHEST), (480, 96));
        assert_eq!(fitting(2000, 100, HIGHEST), (480, 24));
        assert_eq!(fitting(300, 600, HIGHEST), (48, 96));
        assert_eq!(fitting(120, 40, HIGHEST), (120, 40), "it is never made larger");
    }

    proptest! {
        #[test]
        fn every_size_fits(width in 0_u32..30_000, height in 0_u32..30_000) {
            let (wide, high) = fitting(width, height, HIGHEST);
            prop_assert!((1..=WIDEST).contains(&wide) && (1..=HIGHEST).contains(&high));
        }
    }
}
