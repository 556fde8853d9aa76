//! HTML as text. What stands in a `blockquote` is quoted; scripts, styles and pictures leave nothing; nothing is fetched.

use mail_parser::decoders::html::html_to_text;

/// How deeply quotations may lie inside each other.
const DEEPEST: usize = 20;

/// How many quotations are told apart; what follows them counts as quoted like the last.
const MOST: usize = 500;
/// How long the label of a form's row is at most, in bytes.
const LABEL: usize = 40;
/// How many bytes are read.
const LONGEST: usize = 2_000_000;

/// The text of an HTML part.
pub fn as_text(html: &str) -> String {
    let html = html.get(..html.floor_char_boundary(LONGEST)).unwrap_or_default();
    let html = &labelled_rows(html);
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

/// Forms arrive as tables with a label in one cell and its value in the next: `Name: Otis Ward` is what their text says.
fn labelled_rows(html: &str) -> String {
    let plain = html.to_ascii_lowercase();
    let mut text = String::with_capacity(html.len());
    let mut from = 0;
    for _ in 0..MOST {
        let row = plain.get(from..).and_then(|rest| rest.find("<tr"));
        let Some(start) = row.map(|at| from + at) else { break };
        let end = plain.get(start..).and_then(|rest| rest.find("</tr")).map_or(plain.len(), |at| start + at);
        let joint = boundary(plain.get(start..end).unwrap_or_default()).map_or(end, |at| start + at);
        text.push_str(html.get(from..joint).unwrap_or_default());
        text.push_str(if joint < end { ": " } else { "" });
        text.push_str(html.get(joint..end).unwrap_or_default());
        text.push_str("<br>");
        from = end;
    }
    text.push_str(html.get(from..).unwrap_or_default());
    text
}

/// Where the first cell of a row ends, in lower-case HTML, when the row has two cells and the first one is a label.
fn boundary(row: &str) -> Option<usize> {
    let cells = row.matches("<td").count() + row.matches("<th").count();
    let end = row.find("</td").or_else(|| row.find("</th")).filter(|_| cells == 2 && !row.contains("<table"))?;
    let cell = row.get(..end)?;
    let label = html_to_text(cell);
    let label = label.trim();
    (!label.is_empty() && label.len() <= LABEL && !label.ends_with([':', '?', '.'])).then_some(end)
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

    #[test]
    fn the_rows_of_a_form_become_lines_with_labels() {
        let row = |label: &str, value: &str| format!("<TR><td>{label}</td> <td>{value}</td></tr>");
        let html = format!(
            "<table>{}{}<tr><td>1</td><td>2</td><td>3</td></tr></table>",
            row("Name", "Otis Ward"),
            row("E-mail:", "o@x.example")
        );
        let text = as_text(&html);
        assert!(text.contains("Name: Otis Ward"), "{text}");
        assert!(text.contains("E-mail: o@x.example") || text.contains("E-mail:o@x.example"), "{text}");
        assert!(!text.contains("1: 2"), "{text}");
    }
}
