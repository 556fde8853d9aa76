//! The accent colour of a controller, made readable: on paper, under white letters, and at night.

use std::fmt;

/// Text needs this contrast against what is behind it (WCAG 2.2, 1.4.3).
const READABLE: f64 = 4.5;
/// The mock's green, for controllers without a colour of their own.
const GREEN: Colour = Colour(0x0f, 0x5c, 0x55);
/// The darkest ground by day: the box of the remedies.
pub const PAPER: Colour = Colour(0xf4, 0xf1, 0xea);
/// The lightest ground at night, again that box.
pub const NIGHT: Colour = Colour(0x22, 0x2a, 0x33);
const WHITE: Colour = Colour(0xff, 0xff, 0xff);
const BLACK: Colour = Colour(0, 0, 0);

/// Red, green and blue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour(u8, u8, u8);

impl Colour {
    /// Reads `#rrggbb`; anything else is the mock's green.
    pub fn accent(setting: Option<&str>) -> Self {
        let part = |hex: &str, from: usize| hex.get(from..from + 2).and_then(|two| u8::from_str_radix(two, 16).ok());
        let hex = setting.and_then(|setting| setting.strip_prefix('#')).filter(|hex| hex.len() == 6);
        hex.and_then(|hex| Some(Self(part(hex, 0)?, part(hex, 2)?, part(hex, 4)?))).unwrap_or(GREEN)
    }

    /// The same hue, darkened or lightened until it can be read on `ground`.
    pub fn readable_on(self, ground: Self) -> Self {
        let towards = if ground.luminance() > 0.4 { BLACK } else { WHITE };
        (0..=20)
            .map(|step| self.mixed(towards, step * 5))
            .find(|mix| mix.contrast(ground) >= READABLE)
            .unwrap_or(towards)
    }

    /// White or black letters, whichever can be read on this colour.
    pub fn letters(self) -> Self {
        if self.contrast(WHITE) >= READABLE { WHITE } else { BLACK }
    }

    fn mixed(self, other: Self, per_cent: u16) -> Self {
        let mix = |a: u8, b: u8| {
            let sum = u16::from(a) * (100 - per_cent) + u16::from(b) * per_cent;
            u8::try_from(sum / 100).unwrap_or(u8::MAX)
        };
        Self(mix(self.0, other.0), mix(self.1, other.1), mix(self.2, other.2))
    }

    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }
}

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
    fn a_setting_that_is_no_colour_is_the_green() {
        assert_eq!(Colour::accent(Some("#8a3b12")).to_string(), "#8a3b12");
        for wrong in [None, Some(""), Some("red"), Some("#12345"), Some("#ääß"), Some("#0;}x{y")] {
            assert_eq!(Colour::accent(wrong), GREEN, "{wrong:?}");
        }
    }

    proptest! {
        #[test]
        fn every_accent_can_be_read_by_day_and_by_night(r: u8, g: u8, b: u8) {
            let accent = Colour(r, g, b);
            for ground in [PAPER, NIGHT] {
                prop_assert!(accent.readable_on(ground).contrast(ground) >= READABLE);
            }
            prop_assert!(accent.contrast(accent.letters()) >= READABLE);
        }
    }
}
