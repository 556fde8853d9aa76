//! A controller's accent colour, made readable on light and on dark paper whatever the company chose.

use crate::domain::colour::{Colour, WHITE};

/// The papers that the accent stands on, as in `assets/tokens.css`.
const LIGHT_PAPER: Colour = Colour(0xff, 0xfe, 0xfb);
const DARK_PAPER: Colour = Colour(0x1a, 0x20, 0x27);
const NEAR_BLACK: Colour = Colour(0x0b, 0x12, 0x16);

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
            light.ink(WHITE, NEAR_BLACK),
            LIGHT_PAPER.towards(*light, 11),
            dark.ink(WHITE, NEAR_BLACK),
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::colour::READABLE;

    proptest! {
        #[test]
        fn every_accent_becomes_readable(red: u8, green: u8, blue: u8) {
            let theme = Theme::of(&Colour(red, green, blue).to_string()).unwrap();
            prop_assert!(theme.light.contrast(LIGHT_PAPER) >= READABLE);
            prop_assert!(theme.dark.contrast(DARK_PAPER) >= READABLE);
            prop_assert!(theme.light.contrast(theme.light.ink(WHITE, NEAR_BLACK)) >= READABLE);
            prop_assert!(theme.dark.contrast(theme.dark.ink(WHITE, NEAR_BLACK)) >= READABLE);
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
