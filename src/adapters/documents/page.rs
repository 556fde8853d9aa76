//! Web pages: their words with headings, lists and tables are written again, and nothing else.
//!
//! Scripts, styles, comments and pictures are not taken over, nor any attribute but a cell's span: each could hold a word in some form.
//! What a picture is said to show, and where a link leads, stands in the text.

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{StartTag, Token, Tokenizer};

use super::markup::{UNREAD, escaped, is_empty_element, is_kept, is_within_a_line};
use super::rewriting::{Collector, Visitor, letters, proven, withholding};
use crate::domain::redaction::{Choices, Spacing};
use crate::ports::redaction::{CannotRedact, Reading, Shape};

const HEAD: &str =
    "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Redacted copy</title></head><body>\n";
/// What stands in a browser's bar is a paragraph of its own in the copy.
const TITLE: &str = "title";
const FOOT: &str = "\n</body></html>\n";

pub(super) fn read(bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let mut collector = Collector::default();
    written(letters(bytes)?, &mut collector);
    Ok(Reading { parts: collector.parts, shape: Shape::Plain, spacing: Spacing::Written })
}

pub(super) fn redact(bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let mut withholding = withholding(choices)?;
    let body = written(letters(bytes)?, &mut withholding);
    let copy = format!("{HEAD}{body}{FOOT}").into_bytes();
    proven(copy.clone(), &read(&copy)?.parts, choices, Spacing::Written)
}

/// A stretch of a line: words, or a mark of HTML between them.
enum Piece {
    Words(String),
    Mark(String),
}

/// A page being written.
struct Writing<'a> {
    visitor: &'a mut dyn Visitor,
    out: String,
    line: Vec<Piece>,
    /// The unread element that is open, and how many of its name.
    unread: Option<(String, u32)>,
}

fn written(page: &str, visitor: &mut dyn Visitor) -> String {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut writing = Writing { visitor, out: String::new(), line: Vec::new(), unread: None };
    for token in Tokenizer::new_with_emitter(page, emitter).flatten() {
        match token {
            Token::StartTag(tag) => writing.open(&tag),
            Token::EndTag(tag) => writing.close(&name_of(&tag.name)),
            Token::String(words) if writing.unread.is_none() => writing.say(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    writing.end_line();
    writing.out
}

fn name_of(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_lowercase()
}

impl Writing<'_> {
    fn open(&mut self, tag: &StartTag<()>) {
        let name = name_of(&tag.name);
        if let Some((unread, depth)) = &mut self.unread {
            *depth = depth.saturating_add(u32::from(*unread == name && !tag.self_closing));
            return;
        }
        if UNREAD.contains(&name.as_str()) {
            self.unread = (!tag.self_closing && name != "embed").then_some((name, 1));
            return;
        }
        self.between(&name);
        if is_kept(&name) {
            self.line.push(Piece::Mark(format!("<{name}{}>", spans(tag))));
        } else if name == TITLE {
            self.line.push(Piece::Mark("<p>".to_owned()));
        }
        self.told(&name, tag);
        if is_empty_element(&name) {
            self.end_line();
        }
    }

    fn close(&mut self, name: &str) {
        if let Some((unread, depth)) = &mut self.unread {
            *depth = depth.saturating_sub(u32::from(unread == name));
            if *depth == 0 {
                self.unread = None;
            }
            return;
        }
        self.between(name);
        if is_kept(name) && !is_empty_element(name) {
            self.line.push(Piece::Mark(format!("</{name}>")));
        } else if name == TITLE {
            self.line.push(Piece::Mark("</p>".to_owned()));
        }
    }

    /// What attributes say to a reader: a picture's description, a link's address, the words of a filled-in field.
    fn told(&mut self, name: &str, tag: &StartTag<()>) {
        let hidden =
            attribute(tag, "type").is_some_and(|kind| matches!(kind.to_lowercase().as_str(), "hidden" | "password"));
        let told = match name {
            "img" | "area" => attribute(tag, "alt"),
            "input" if !hidden => attribute(tag, "value"),
            "a" => attribute(tag, "href")
                .filter(|href| ["http:", "https:", "mailto:", "tel:"].iter().any(|way| href.starts_with(way))),
            _ => None,
        };
        if let Some(told) = told.filter(|told| !told.trim().is_empty()) {
            self.say(&format!(" ({}) ", told.trim()));
        }
    }

    fn say(&mut self, words: &str) {
        self.line.push(Piece::Words(words.to_owned()));
    }

    /// Words run through the borders of elements within a line, and end at all others.
    fn between(&mut self, name: &str) {
        if !is_within_a_line(name) {
            self.end_line();
        }
    }

    fn end_line(&mut self) {
        let pieces = std::mem::take(&mut self.line);
        let words: String =
            pieces.iter().map(|piece| if let Piece::Words(words) = piece { words } else { "" }).collect();
        let changed = if words.trim().is_empty() { None } else { self.visitor.text(&"", "", &words) };
        match changed {
            None => pieces.iter().for_each(|piece| match piece {
                Piece::Words(words) => self.out.push_str(&escaped(words)),
                Piece::Mark(mark) => self.out.push_str(mark),
            }),
            // The line loses its emphasis with its words: what was set off could tell which they were.
            Some(changed) => self.plain(&pieces, &changed),
        }
    }

    /// A line that was changed: the marks of blocks around it, and its words without any mark between them.
    fn plain(&mut self, pieces: &[Piece], words: &str) {
        let mut said = false;
        for piece in pieces {
            match piece {
                Piece::Words(_) if !said => {
                    self.out.push_str(&escaped(words));
                    said = true;
                }
                Piece::Mark(mark) if !is_within_a_line(mark.trim_matches(['<', '/', '>'])) => self.out.push_str(mark),
                _ => {}
            }
        }
    }
}

/// The spans of a table's cell: numbers that say nothing.
fn spans(tag: &StartTag<()>) -> String {
    let span = |name: &str| {
        let number: u16 = attribute(tag, name)?.trim().parse().ok()?;
        Some(format!(" {name}=\"{number}\""))
    };
    ["colspan", "rowspan"].into_iter().filter_map(span).collect()
}

fn attribute(tag: &StartTag<()>, name: &str) -> Option<String> {
    let found = tag.attributes.iter().find(|(known, _)| known.eq_ignore_ascii_case(name.as_bytes()));
    found.map(|(_, value)| String::from_utf8_lossy(value).into_owned())
}

#[cfg(test)]
mod tests {
    use super::super::rewriting::tests::everywhere;
    use super::*;

    const PAGE: &str = r#"<html><head><title>About Tom Okafor</title><style>.x:after{content:"Tom Okafor"}</style></head>
        <body onload="x('Tom Okafor')"><!-- Tom Okafor --><script>var a="Tom Okafor</b>"</script>
        <h1 title="Tom Okafor">Order 20418</h1><p>For <b>T</b>om&nbsp;<i>Oka</i>for, from Priya.</p>
        <p hidden>T&#111;m Okafor</p><img src="data:image/png;base64,VG9tIE9rYWZvcg==" alt="Tom Okafor at the door">
        <a href="mailto:tom%20okafor@x.example">write</a><input type="hidden" value="Tom Okafor"><input value="12 pieces">
        <table><tr><td colspan="2" data-n="Tom Okafor">Total</td><td>12.50 &lt; 13</td></tr></table></body></html>"#;

    #[test]
    fn words_are_gone_from_every_corner_of_a_page_and_the_rest_reads_on() {
        let copy = String::from_utf8(redact(PAGE.as_bytes(), &everywhere(&["Tom Okafor"])).unwrap()).unwrap();
        for gone in ["okafor", "VG9tIE", "script", "style", "onload", "<!--", "data-", "hidden", "<img", "href"] {
            assert!(!copy.to_lowercase().contains(&gone.to_lowercase()), "{gone}: {copy}");
        }
        for kept in [
            "<p>About [withheld]</p>",
            "<h1>Order 20418</h1>",
            "For [withheld], from Priya.",
            "<td colspan=\"2\">Total</td>",
            "12.50 &lt; 13",
            "12 pieces",
        ] {
            assert!(copy.contains(kept), "{kept}: {copy}");
        }
    }

    #[test]
    fn a_page_without_choices_loses_its_scripts_all_the_same() {
        let copy = String::from_utf8(redact(PAGE.as_bytes(), &Choices::default()).unwrap()).unwrap();
        assert!(copy.contains("For <b>T</b>om\u{a0}<i>Oka</i>for") && !copy.contains("var a"), "{copy}");
    }
}
