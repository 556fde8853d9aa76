//! HTML to lines: the words that a reader of the page sees, with headings, lists and tables kept.

use html5gum::{Token, Tokenizer};

use crate::domain::policy::{Kind, Line};

/// Elements whose content nobody reads as part of the policy.
const UNREAD: [&str; 11] =
    ["script", "style", "noscript", "template", "svg", "nav", "head", "select", "button", "iframe", "textarea"];
/// Elements that end a line.
const BLOCKS: [&str; 24] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "ul",
    "ol",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "blockquote",
    "address",
    "form",
    "figure",
    "aside",
    "details",
    "summary",
    "br",
    "hr",
];

/// The lines of a page. Markup that is not closed or not known harms nothing: its words are kept.
pub fn lines(page: &str) -> Vec<Line> {
    let mut reading = Reading::default();
    for token in Tokenizer::new(page).flatten() {
        match token {
            Token::StartTag(tag) => reading.open(&name_of(&tag.name), tag.self_closing),
            Token::EndTag(tag) => reading.close(&name_of(&tag.name)),
            Token::String(words) => reading.say(&String::from_utf8_lossy(&words)),
            _ => {}
        }
    }
    reading.end();
    reading.lines
}

fn name_of(name: &[u8]) -> String {
    String::from_utf8_lossy(name).to_lowercase()
}

#[derive(Default)]
struct Reading {
    lines: Vec<Line>,
    words: String,
    /// The unread element that is open, and how many of its name.
    unread: Option<(String, u32)>,
    lists: u8,
    in_item: bool,
    row: bool,
    heading: Option<u8>,
}

impl Reading {
    fn open(&mut self, name: &str, closed: bool) {
        if let Some((unread, depth)) = &mut self.unread {
            *depth = depth.saturating_add(u32::from(unread == name && !closed));
            return;
        }
        if UNREAD.contains(&name) {
            self.unread = (!closed).then(|| (name.to_owned(), 1));
            return;
        }
        if let Some(level) = level_of(name) {
            self.end();
            self.heading = Some(level);
        } else if name == "li" {
            self.end();
            self.in_item = true;
        } else if name == "tr" {
            self.end();
            self.row = true;
        } else if BLOCKS.contains(&name) {
            self.block(name);
        }
        if matches!(name, "ul" | "ol") {
            self.lists = self.lists.saturating_add(1);
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
        match name {
            "td" | "th" => self.words.push('\t'),
            "tr" => {
                self.end();
                self.row = false;
            }
            "li" => {
                self.end();
                self.in_item = false;
            }
            _ if level_of(name).is_some() => {
                self.end();
                self.heading = None;
            }
            _ if BLOCKS.contains(&name) => self.block(name),
            _ => {}
        }
        if matches!(name, "ul" | "ol") {
            self.lists = self.lists.saturating_sub(1);
        }
    }

    /// A block ends the line, but in a row it only parts words: cells hold paragraphs.
    fn block(&mut self, name: &str) {
        let inside = (self.row && name != "table") || (self.heading.is_some() && name == "br");
        if inside {
            self.words.push(' ');
        } else {
            self.end();
        }
    }

    fn say(&mut self, words: &str) {
        if self.unread.is_none() {
            self.words.push_str(&words.replace(['\n', '\r', '\t'], " "));
        }
    }

    fn end(&mut self) {
        let words = std::mem::take(&mut self.words);
        let cells: Vec<String> =
            words.split('\t').map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        let text = cells.join("\t").trim_matches(['\t', ' ']).to_owned();
        let kind = match self.heading {
            Some(level) => Kind::Heading(level),
            None if self.row && text.contains('\t') => Kind::Row,
            None if self.in_item => Kind::Bullet(self.lists.max(1)),
            None => Kind::Prose,
        };
        if !text.is_empty() {
            // A page may draw its own bullets in paragraphs: then the line itself must be asked.
            let told = (kind != Kind::Prose).then_some(kind);
            self.lines.push(Line { kind: told, text });
        }
    }
}

fn level_of(name: &str) -> Option<u8> {
    match name {
        "h1" => Some(1),
        "h2" => Some(2),
        "h3" => Some(3),
        "h4" => Some(4),
        "h5" => Some(5),
        "h6" => Some(6),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Vec<(Option<Kind>, String)> {
        lines(page).into_iter().map(|line| (line.kind, line.text)).collect()
    }

    #[test]
    fn what_a_reader_sees_is_kept_with_its_shape() {
        let page = "<head><title>x</title></head><nav>Shop</nav><h2>Data &amp; use</h2><p>We keep<br>it.</p>\
                    <ul><li>Name<ul><li>first</li></ul></li></ul><table><tr><td><p>Orders</p></td><td>6 years</td></tr></table>\
                    <script>alert(1)</script>";
        let expected = [
            (Some(Kind::Heading(2)), "Data & use"),
            (None, "We keep"),
            (None, "it."),
            (Some(Kind::Bullet(1)), "Name"),
            (Some(Kind::Bullet(2)), "first"),
            (Some(Kind::Row), "Orders\t6 years"),
        ];
        assert_eq!(read(page), expected.map(|(kind, text)| (kind, text.to_owned())));
    }

    #[test]
    fn broken_markup_loses_no_words() {
        assert_eq!(read("<p>We <b>keep <i>it<h3>Rights")[0].1, "We keep it");
        assert_eq!(read("</ul></li>plain < text")[0].1, "plain < text");
    }
}
