//! A text of a language on a page: its slots filled, everything that fills them escaped.

use std::fmt::{self, Display, Write};

use askama::filters::HtmlSafe;

use crate::domain::language::{Filled, Piece};

/// A text that a template is saying. What a person typed can fill a slot, and stays words.
#[derive(Clone, Debug)]
pub struct Said<'m> {
    filled: Filled<'m>,
    codes: Vec<&'m str>,
}

impl<'m> Said<'m> {
    /// Begins to say a text.
    pub const fn new(filled: Filled<'m>) -> Self {
        Self { filled, codes: Vec::new() }
    }

    /// Fills a slot: with words, or with the address of a link.
    #[must_use]
    pub fn with(mut self, slot: &'m str, value: impl Display) -> Self {
        self.filled = self.filled.with(slot, value);
        self
    }

    /// Fills a slot with something that is copied letter by letter, such as a reference.
    #[must_use]
    pub fn code(mut self, slot: &'m str, value: impl Display) -> Self {
        self.codes.push(slot);
        self.with(slot, value)
    }
}

impl Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for piece in self.filled.message().pieces() {
            match piece {
                Piece::Words(words) => escape(f, words)?,
                Piece::Value(slot) if self.codes.contains(&slot.as_str()) => {
                    f.write_str(r#"<span class="ref">"#)?;
                    escape(f, self.filled.value(slot))?;
                    f.write_str("</span>")?;
                }
                Piece::Value(slot) => escape(f, self.filled.value(slot))?,
                Piece::Strong(true) => f.write_str("<strong>")?,
                Piece::Strong(false) => f.write_str("</strong>")?,
                Piece::Link(slot) => link(f, self.filled.value(slot))?,
                Piece::LinkEnd => f.write_str("</a>")?,
            }
        }
        Ok(())
    }
}

/// Every value is escaped above, and the texts of a language hold no markup of their own.
impl HtmlSafe for Said<'_> {}

fn link(f: &mut fmt::Formatter<'_>, address: &str) -> fmt::Result {
    f.write_str(r#"<a href=""#)?;
    escape(f, address)?;
    f.write_str(if address.starts_with("http") { r#"" rel="noreferrer">"# } else { r#"">"# })
}

fn escape(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    text.chars().try_for_each(|c| match c {
        '<' => f.write_str("&#60;"),
        '>' => f.write_str("&#62;"),
        '&' => f.write_str("&#38;"),
        '"' => f.write_str("&#34;"),
        '\'' => f.write_str("&#39;"),
        other => f.write_char(other),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::language::Message;

    #[test]
    fn what_fills_a_slot_stays_words() {
        let message = Message::parse("**{name}** [writes](to): {code} & co.").unwrap();
        let said = Said::new(Filled::new(&message))
            .with("name", "<b>\"O'Neil\"</b>")
            .with("to", "https://example.org/?a=1&b=\"")
            .code("code", "JR-26");
        assert_eq!(
            said.to_string(),
            "<strong>&#60;b&#62;&#34;O&#39;Neil&#34;&#60;/b&#62;</strong> \
             <a href=\"https://example.org/?a=1&#38;b=&#34;\" rel=\"noreferrer\">writes</a>: \
             <span class=\"ref\">JR-26</span> &#38; co."
        );
    }
}
