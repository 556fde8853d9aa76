//! Charts as SVG. Places across are written in per cent, so that a chart is as wide as its column without any script.

use std::fmt::{self, Write};

use askama::filters::HtmlSafe;

use crate::domain::report::{Anchor, Chart, Grid, Mark, Shade, Tone};

/// A chart as the page shows it.
pub struct ChartView {
    /// Its name in addresses and anchors.
    pub id: &'static str,
    /// Its heading.
    pub title: &'static str,
    /// The sentence below.
    pub lead: String,
    /// What it shows, for readers who do not see it.
    pub description: String,
    /// How high it is.
    pub height: u16,
    /// Its marks.
    pub marks: Vec<Element>,
    /// What the shades mean: class and words.
    pub legend: Vec<(&'static str, &'static str)>,
    /// The same as a table.
    pub grid: Grid,
}

impl ChartView {
    /// Draws a chart.
    pub fn of(chart: Chart) -> Self {
        let draws = !chart.is_empty();
        Self {
            id: chart.id,
            title: chart.title,
            lead: chart.lead,
            description: chart.description,
            height: chart.drawing.height,
            marks: chart.drawing.marks.iter().map(element).collect(),
            legend: chart.legend.into_iter().filter(|_| draws).map(|(shade, words)| (class(shade), words)).collect(),
            grid: chart.grid,
        }
    }
}

/// A mark as an element of SVG. Every word in it has been escaped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element(String);

impl fmt::Display for Element {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl HtmlSafe for Element {}

/// A part of the width, in per cent.
struct Across(u16);

impl fmt::Display for Across {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}%", self.0 / 100, self.0 % 100)
    }
}

/// Words with the signs of markup escaped.
struct Escaped<'words>(&'words str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|letter| match letter {
            '&' => f.write_str("&amp;"),
            '<' => f.write_str("&lt;"),
            '>' => f.write_str("&gt;"),
            '"' => f.write_str("&quot;"),
            other => f.write_char(other),
        })
    }
}

const fn class(shade: Shade) -> &'static str {
    match shade {
        Shade::Bare => "bare",
        Shade::Light => "light",
        Shade::Middle => "middle",
        Shade::Full => "full",
        Shade::Low => "low",
    }
}

fn element(mark: &Mark) -> Element {
    Element(match mark {
        Mark::Words { x, y, anchor, tone, words } => text((*x, *y), *anchor, *tone, words),
        Mark::Area { x, y, width, height, shade } => {
            let (x, width, class) = (Across(*x), Across(*width), class(*shade));
            format!(r#"<rect class="{class}" x="{x}" y="{y}" width="{width}" height="{height}"/>"#)
        }
        Mark::Dot { x, y } => format!(r#"<circle class="full" cx="{}" cy="{y}" r="6"/>"#, Across(*x)),
        Mark::Rule { y } => format!(r#"<line class="rule" x1="0" x2="100%" y1="{y}" y2="{y}"/>"#),
        Mark::Limit { x, from, to } => {
            let x = Across(*x);
            format!(r#"<line class="limit" x1="{x}" x2="{x}" y1="{from}" y2="{to}"/>"#)
        }
    })
}

fn text((x, y): (u16, u16), anchor: Anchor, tone: Tone, words: &str) -> String {
    let anchor = match anchor {
        Anchor::Start => "",
        Anchor::Middle => r#" text-anchor="middle""#,
        Anchor::End => r#" text-anchor="end""#,
    };
    let class = match tone {
        Tone::Plain => "",
        Tone::Strong => r#" class="strong""#,
        Tone::Soft => r#" class="soft""#,
        Tone::Inside => r#" class="inside""#,
        Tone::Within => r#" class="within""#,
    };
    format!(r#"<text x="{}" y="{y}"{anchor}{class}>{}</text>"#, Across(x), Escaped(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_cannot_become_markup() {
        let drawn = text((10_000, 12), Anchor::End, Tone::Strong, "Smith & <script>\"x\"");
        assert_eq!(
            drawn,
            r#"<text x="100.00%" y="12" text-anchor="end" class="strong">Smith &amp; &lt;script&gt;&quot;x&quot;</text>"#
        );
    }

    #[test]
    fn places_are_shares_of_the_width() {
        let area = Mark::Area { x: 1_234, y: 20, width: 5, height: 18, shade: Shade::Bare };
        assert_eq!(element(&area).0, r#"<rect class="bare" x="12.34%" y="20" width="0.05%" height="18"/>"#);
    }
}
