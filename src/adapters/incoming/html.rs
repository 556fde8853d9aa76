//! HTML as text. What stands in a `blockquote` is quoted; scripts, styles and pictures leave nothing; nothing is fetched.

use mail_parser::decoders::html::html_to_text;

/// How deeply quotations may lie inside each other.
const DEEPEST: usize = 20;

/// How many quotations are told apart; what follows them counts as quoted like the last.
const MOST: usize = 500;
/// How many bytes are read.
const LONGEST: usize = 2_000_000;

/// The text of an HTML part.
pub fn as_text(html: &str) -> String {
    let html = html.get(..html.floor_char_boundary(LONGEST)).unwrap_or_default();
    let plain = html.to_ascii_lowercase();
    let mut text = String::with_capacity(html.len() / 2);
    let (mut depth, mut from): (usize, usize) = (0, 0);
    for _ in 0..MOST {
        let Some((at, opens)) = next_mark(plain.get(from..).unwrap_or_default()) else { break };
        add(&mut text, html.get(from..from + at).unwrap_or_default(), depth);
        depth = if opens { (depth + 1).min(DEEPEST) } else { depth.saturating_sub(1) };
        let after = plain.get(from + at..).unwrap_or_default();
        from += at + after.find('>').map_or(after.len(), |end| end + 1);
    }
    add(&mut text, html.get(from..).unwrap_or_default(), depth);
    text
}

/// The next beginning or end of a quotation in lower-case HTML.
fn next_mark(plain: &str) -> Option<(usize, bool)> {
    let (open, close) = (plain.find("<blockquote"), plain.find("</blockquote"));
    match (open, close) {
        (Some(open), Some(close)) if open < close => Some((open, true)),
        (_, Some(close)) => Some((close, false)),
        (Some(open), None) => Some((open, true)),
        (None, None) => None,
    }
}

fn add(text: &mut String, html: &str, depth: usize) {
    for line in html_to_text(html).lines() {
        if depth > 0 {
            (0..depth).for_each(|_| text.push('>'));
            text.push(' ');
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn html_becomes_text_and_quotations_are_marked() {
        let html = "<style>p{}</style><p>Hello&nbsp;there,</p><p>a <b>copy</b></p><blockquote>old<br>mail</blockquote>new<script>x()</script>";
        let text = as_text(html);
        assert!(text.contains("a copy") && text.contains("> old\n> mail") && text.contains("new"), "{text}");
        assert!(!text.contains("p{}") && !text.contains("x()"), "{text}");
    }
}
