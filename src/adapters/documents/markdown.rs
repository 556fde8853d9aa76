//! Markdown to lines.

use pulldown_cmark::{Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use crate::domain::policy::{Kind, Line};

/// Headings, items and rows as their marks say, everything else as paragraphs.
pub fn lines(text: &str) -> Vec<Line> {
    let mut page = Page::default();
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        page.take(event);
    }
    page.end(None);
    page.lines
}

#[derive(Default)]
struct Page {
    lines: Vec<Line>,
    words: String,
    depth: u8,
    in_item: bool,
}

impl Page {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(&tag),
            Event::End(tag) => self.finish(tag),
            Event::Text(words) | Event::Code(words) => self.words.push_str(&words),
            Event::SoftBreak => self.words.push(' '),
            Event::HardBreak => self.end(None),
            Event::Html(markup) | Event::InlineHtml(markup) => self.lines_of_html(&markup),
            _ => {}
        }
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::List(_) => {
                self.end(None);
                self.depth = self.depth.saturating_add(1);
            }
            Tag::Item => self.in_item = true,
            _ => {}
        }
    }

    fn finish(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(level) => self.end(Some(Kind::Heading(level_of(level)))),
            TagEnd::List(_) => self.depth = self.depth.saturating_sub(1),
            TagEnd::TableCell => self.words.push('\t'),
            TagEnd::TableRow | TagEnd::TableHead => self.end(Some(Kind::Row)),
            TagEnd::Item => {
                self.end(None);
                self.in_item = false;
            }
            TagEnd::Paragraph | TagEnd::CodeBlock => self.end(None),
            _ => {}
        }
    }

    /// Ends a line; without a kind it is an item or a paragraph, as it stands.
    fn end(&mut self, kind: Option<Kind>) {
        let words = std::mem::take(&mut self.words);
        let text = words.trim_end_matches('\t').replace(['\n', '\r'], " ");
        let standing = if self.in_item { Kind::Bullet(self.depth.max(1)) } else { Kind::Prose };
        if !text.trim().is_empty() || matches!(kind, Some(Kind::Heading(_))) {
            self.lines.push(Line { kind: Some(kind.unwrap_or(standing)), text });
        }
    }

    /// Markup in between: a line break counts, the rest is read as a page of its own.
    fn lines_of_html(&mut self, markup: &str) {
        if markup.trim_start().starts_with("<br") {
            self.end(None);
            return;
        }
        let inner = super::html::lines(markup);
        self.words.push_str(&inner.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join(" "));
    }
}

const fn level_of(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_tables_keep_their_shape() {
        let text = "# Privacy\n\nWe sell\nlamps.\n\n## Data\n\n- **Name**: yours\n  - first\n\n| What | Kept |\n|---|---|\n| Orders | 6 years |\n";
        let found: Vec<(Option<Kind>, String)> = lines(text).into_iter().map(|line| (line.kind, line.text)).collect();
        let expected = [
            (Kind::Heading(1), "Privacy"),
            (Kind::Prose, "We sell lamps."),
            (Kind::Heading(2), "Data"),
            (Kind::Bullet(1), "Name: yours"),
            (Kind::Bullet(2), "first"),
            (Kind::Row, "What\tKept"),
            (Kind::Row, "Orders\t6 years"),
        ];
        assert_eq!(found, expected.map(|(kind, text)| (Some(kind), text.to_owned())));
    }
}
