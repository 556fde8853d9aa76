//! Colours of sRGB, and whether one can be read on another (WCAG 2.2).

use std::fmt;

/// The contrast that text needs against what is behind it (WCAG 2.2, success criterion 1.4.3, level AA).
pub const READABLE: f64 = 4.5;
/// The brightest.
pub const WHITE: Colour = Colour(0xff, 0xff, 0xff);
/// The darkest.
pub const BLACK: Colour = Colour(0, 0, 0);
/// The desk's own green, for companies without a colour.
pub const GREEN: Colour = Colour(0x0f, 0x5c, 0x55);
/// The parts that a whole is mixed of, in [`Colour::towards`].
const WHOLE: u8 = 100;

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// Reads `#rrggbb`; `None` when it is anything else.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// The same hue, moved towards `end` no further than text in it needs to be read on `ground`.
    #[must_use]
    pub fn until_readable(self, ground: Self, end: Self) -> Self {
        let steps = (0..=WHOLE).map(|step| self.towards(end, step));
        steps.into_iter().find(|colour| colour.contrast(ground) >= READABLE).unwrap_or(end)
    }

    /// The same hue, darkened or lightened until it can be read on `ground`.
    #[must_use]
    pub fn readable_on(self, ground: Self) -> Self {
        self.until_readable(ground, if ground.luminance() > 0.4 { BLACK } else { WHITE })
    }

    /// So many hundredths of the way to another colour.
    #[must_use]
    pub fn towards(self, end: Self, hundredths: u8) -> Self {
        let mix = |from: u8, to: u8| {
            let (from, to, part) = (i32::from(from), i32::from(to), i32::from(hundredths));
            u8::try_from(from + (to - from) * part / i32::from(WHOLE)).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, end.0), mix(self.1, end.1), mix(self.2, end.2))
    }

    /// Of two inks the one that is easier to read on this colour.
    #[must_use]
    pub fn ink(self, light: Self, dark: Self) -> Self {
        if self.contrast(light) >= self.contrast(dark) { light } else { dark }
    }

    /// The contrast ratio, from 1 to 21 (WCAG 2.2, definition of *contrast ratio*).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance, from 0 to 1 (WCAG 2.2, definition of *relative luminance*).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

/// As `#rrggbb`.
impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn only_six_digits_behind_a_hash_are_a_colour() {
        assert_eq!(Colour::parse("#8a3b12").map(|colour| colour.to_string()).as_deref(), Some("#8a3b12"));
        for wrong in ["", "red", "#12345", "#fff", "#12345g", "#123456;}", "#ääß", "#0;}x{y", "#éé12"] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn every_colour_becomes_readable_on_bright_and_on_dark_grounds(r: u8, g: u8, b: u8) {
            let accent = Colour(r, g, b);
            for ground in [WHITE, BLACK, Colour(0xf4, 0xf1, 0xea), Colour(0x22, 0x2a, 0x33)] {
                prop_assert!(accent.readable_on(ground).contrast(ground) >= READABLE);
            }
            prop_assert!(accent.contrast(accent.ink(WHITE, BLACK)) >= READABLE);
        }
    }
}
