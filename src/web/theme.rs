//! A controller's accent colour, made readable on light and on dark paper whatever the company chose.

use std::fmt;

/// WCAG 2.2, 1.4.3: text needs 4.5:1.
const READABLE: f64 = 4.5;
/// The papers that the accent stands on, as in `assets/tokens.css`.
const LIGHT_PAPER: Colour = Colour { red: 0xff, green: 0xfe, blue: 0xfb };
const DARK_PAPER: Colour = Colour { red: 0x1a, green: 0x20, blue: 0x27 };
const WHITE: Colour = Colour { red: 0xff, green: 0xff, blue: 0xff };
const NEAR_BLACK: Colour = Colour { red: 0x0b, green: 0x12, blue: 0x16 };
/// A step towards lighter or darker, in hundredths.
const STEPS: u8 = 100;

/// An sRGB colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// The accent in both lights, and the ink that is readable on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theme {
    light: Colour,
    dark: Colour,
}

impl Theme {
    /// From `#rrggbb`; `None` when it is no colour.
    pub fn of(accent: &str) -> Option<Self> {
        let accent = Colour::parse(accent)?;
        Some(Self {
            light: accent.until_readable(LIGHT_PAPER, NEAR_BLACK),
            dark: accent.until_readable(DARK_PAPER, WHITE),
        })
    }

    /// The style sheet.
    pub fn css(&self) -> String {
        let Self { light, dark } = self;
        format!(
            ":root {{ --accent: {light}; --accent-ink: {}; --tint: {}; }}\n\
             @media screen and (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; --accent-ink: {}; --tint: {}; }} }}\n",
            light.ink(),
            LIGHT_PAPER.towards(*light, 11),
            dark.ink(),
            DARK_PAPER.towards(*dark, 14),
        )
    }
}

/// What a company's colour does to reading, in words: how it stands on light and on dark paper, and what becomes of it there.
pub fn told(accent: Option<&str>) -> Vec<String> {
    let Some(accent) = accent else {
        return vec!["No colour is chosen; the desk’s own green is used, which can be read on both papers.".to_owned()];
    };
    let (Some(own), Some(theme)) = (Colour::parse(accent), Theme::of(accent)) else {
        return vec![format!("“{accent}” is no colour that the desk knows; write it as #0f5c55.")];
    };
    let line = |paper: &str, on: Colour, used: Colour| {
        let ratio = own.contrast(on);
        let lead = format!("On {paper} paper {own} has a contrast of {ratio:.1} to 1; letters need 4.5 to 1.");
        if own == used {
            format!("{lead} It can be read there, and is used as it is.")
        } else {
            format!(
                "{lead} It cannot be read there, so letters and buttons are set in {used}, which has {:.1} to 1.",
                used.contrast(on)
            )
        }
    };
    vec![line("light", LIGHT_PAPER, theme.light), line("dark", DARK_PAPER, theme.dark)]
}

impl Colour {
    fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6 && digits.is_ascii())?;
        let part = |from: usize| u8::from_str_radix(digits.get(from..from + 2)?, 16).ok();
        Some(Self { red: part(0)?, green: part(2)?, blue: part(4)? })
    }

    /// Moves towards lighter or darker until text in this colour can be read on the paper.
    fn until_readable(self, paper: Self, end: Self) -> Self {
        let steps = (0..=STEPS).map(|step| self.towards(end, step));
        steps.into_iter().find(|colour| colour.contrast(paper) >= READABLE).unwrap_or(end)
    }

    fn towards(self, end: Self, hundredths: u8) -> Self {
        let mix = |from: u8, to: u8| {
            let (from, to, part) = (i32::from(from), i32::from(to), i32::from(hundredths));
            u8::try_from(from + (to - from) * part / i32::from(STEPS)).unwrap_or(u8::MAX)
        };
        Self { red: mix(self.red, end.red), green: mix(self.green, end.green), blue: mix(self.blue, end.blue) }
    }

    fn ink(self) -> Self {
        if self.contrast(WHITE) >= self.contrast(NEAR_BLACK) { WHITE } else { NEAR_BLACK }
    }

    /// WCAG 2.2, contrast ratio.
    fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// WCAG 2.2, relative luminance.
    fn luminance(self) -> f64 {
        let linear = |part: u8| {
            let part = f64::from(part) / 255.0;
            if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * linear(self.red) + 0.7152 * linear(self.green) + 0.0722 * linear(self.blue)
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_accent_becomes_readable(red: u8, green: u8, blue: u8) {
            let theme = Theme::of(&Colour { red, green, blue }.to_string()).unwrap();
            prop_assert!(theme.light.contrast(LIGHT_PAPER) >= READABLE);
            prop_assert!(theme.dark.contrast(DARK_PAPER) >= READABLE);
            prop_assert!(theme.light.contrast(theme.light.ink()) >= READABLE);
            prop_assert!(theme.dark.contrast(theme.dark.ink()) >= READABLE);
        }
    }

    #[test]
    fn a_readable_accent_stays_as_it_is() {
        assert_eq!(Theme::of("#8c3b17").unwrap().light.to_string(), "#8c3b17");
    }

    #[test]
    fn what_becomes_of_a_colour_is_said_in_words() {
        let [light, dark] = told(Some("#ffd400")).try_into().unwrap();
        assert!(
            light.contains("On light paper #ffd400 has a contrast of 1.4 to 1") && light.contains("set in #"),
            "{light}"
        );
        assert!(dark.ends_with("It can be read there, and is used as it is."), "{dark}");
        assert!(told(None)[0].contains("the desk’s own green") && told(Some("red"))[0].contains("no colour"));
    }

    #[test]
    fn nothing_but_a_colour_reaches_the_sheet() {
        for wrong in ["", "red", "#fff", "#12345g", "#123456;}", "#éé12"] {
            assert_eq!(Theme::of(wrong), None, "{wrong}");
        }
    }
}
