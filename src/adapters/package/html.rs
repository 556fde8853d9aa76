//! `index.html`: complete in itself, so that it opens on a train, in ten years, and on a computer without us.

use std::fmt;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use super::preview::Preview;
use crate::domain::disclosure::{Block, Document, Run, Voice};

/// The style sheet; it is inlined, and its hash stands in the page's own content security policy.
const STYLE: &str = include_str!("../../../templates/package/index.css");

/// The page.
pub(super) fn index(document: &Document, previews: &[Preview], voice: &Voice<'_>) -> askama::Result<String> {
    let style = style(document);
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        STANDARD.encode(Sha256::digest(style.0.as_bytes()))
    );
    IndexView { document, previews, voice, style, policy }.render()
}

#[derive(Template)]
#[template(path = "package/index.html")]
struct IndexView<'page> {
    document: &'page Document,
    previews: &'page [Preview],
    voice: &'page Voice<'page>,
    style: StyleSheet,
    policy: String,
}

impl IndexView<'_> {
    /// The number after the last part of the letter, for the part with the tables.
    fn data_number(&self) -> usize {
        self.document.sections.len() + 1
    }
}

/// A style sheet that cannot close its element: only [`style`] makes one, from our own text, a checked colour and an escaped line.
struct StyleSheet(String);

impl fmt::Display for StyleSheet {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl askama::filters::HtmlSafe for StyleSheet {}

/// The style sheet with the company's colour and the line at the foot of printed pages.
fn style(document: &Document) -> StyleSheet {
    let colour = document.letterhead.accent.as_deref().filter(|colour| is_colour(colour));
    let accent = colour.unwrap_or("#0f5c55");
    let style = STYLE
        .replace("#0f5c55", accent)
        .replace("FOOTER", &in_css(&document.footer))
        .replace("PAGES", &counters(document));
    StyleSheet(if colour.is_some() { style.replace("#6fc7bb", &lighter(accent)) } else { style })
}

/// "Page 2 of 5" for whoever prints the page, with the counters of CSS (Paged Media, section 5) in the place of the numbers.
fn counters(document: &Document) -> String {
    let words = document.around.page.fill(&[("n", &'\u{1}'), ("total", &'\u{2}')]);
    let quoted = |part: &str| format!("\"{}\"{}", in_css(part.trim_end_matches(['\u{1}', '\u{2}'])), counter(part));
    words.split_inclusive(['\u{1}', '\u{2}']).map(quoted).collect()
}

fn counter(part: &str) -> &'static str {
    if part.ends_with('\u{1}') {
        " counter(page) "
    } else if part.ends_with('\u{2}') {
        " counter(pages) "
    } else {
        ""
    }
}

fn is_colour(text: &str) -> bool {
    let digits = text.strip_prefix('#').unwrap_or_default();
    digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// The same colour for a dark page: half way to white.
fn lighter(colour: &str) -> String {
    let part = |range| colour.get(range).and_then(|digits| u8::from_str_radix(digits, 16).ok()).unwrap_or_default();
    let [red, green, blue] = [part(1..3), part(3..5), part(5..7)].map(|value| value / 2 + 128);
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Words inside a CSS string: whatever is neither letter, digit nor blank is written as its code.
fn in_css(words: &str) -> String {
    let plain = |letter: char| letter.is_alphanumeric() || letter == ' ';
    let code = |letter: char| if plain(letter) { letter.to_string() } else { format!("\\{:x} ", u32::from(letter)) };
    words.chars().map(code).collect()
}

/// An address that may stand in a link: a page of the web, a file of this package or a part of this page.
fn is_safe(href: &str) -> bool {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.' | '/' | '#');
    is_web(href) || href.chars().all(plain) && !href.starts_with('/')
}

fn is_web(href: &str) -> bool {
    href.starts_with("https://") || href.starts_with("http://")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_addresses_become_links() {
        for safe in ["https://ico.org.uk/", "data/shop-orders.csv", "#files", "manifest.json"] {
            assert!(is_safe(safe), "{safe}");
        }
        for unsafe_ in ["javascript:alert(1)", "data:text/html,x", "//evil.example", "file:///etc/passwd", "/etc"] {
            assert!(!is_safe(unsafe_), "{unsafe_}");
        }
    }

    #[test]
    fn nothing_breaks_out_of_the_style_sheet() {
        assert_eq!(in_css("A\"}</style>"), "A\\22 \\7d \\3c \\2f style\\3e ");
        assert!(!is_colour("#fff;}body{}"));
    }
}
