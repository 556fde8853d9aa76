//! What of a web page is written again, and how.

/// Elements whose content is no text of the page.
pub(super) const UNREAD: [&str; 12] =
    ["script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas", "audio", "video"];

/// Elements that are written again. All others leave only their words.
const KEPT: [&str; 44] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "address",
    "br",
    "hr",
    "b",
    "i",
    "em",
    "strong",
    "u",
    "s",
    "small",
    "sub",
    "sup",
    "code",
    "span",
    "a",
];

/// Elements within a line: words run through their borders.
const WITHIN: [&str; 22] = [
    "b", "i", "em", "strong", "u", "s", "small", "sub", "sup", "code", "span", "a", "font", "mark", "abbr", "label",
    "big", "tt", "q", "cite", "kbd", "wbr",
];

pub(super) fn is_kept(name: &str) -> bool {
    KEPT.contains(&name)
}

pub(super) fn is_within_a_line(name: &str) -> bool {
    WITHIN.contains(&name)
}

pub(super) fn is_empty_element(name: &str) -> bool {
    matches!(name, "br" | "hr")
}

/// Text as HTML writes it.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\0' => {}
            other => out.push(other),
        }
    }
    out
}
