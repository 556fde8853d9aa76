//! Pictures of figures as plain marks. Across, a place is a share of the width, so that a picture fits a phone and a sheet of paper
//! alike; down, it is in points. No scale begins anywhere but at nought, and every mark has its figure beside it.

/// The whole width, in the parts that marks count.
pub const WIDE: u16 = 10_000;

/// A picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// How high it is, in points.
    pub height: u16,
    /// What is drawn, the first at the bottom.
    pub marks: Vec<Mark>,
}

/// How dark an area is. Beside it always stands its figure or its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Shade {
    /// Only its edge.
    Bare,
    /// A quarter.
    Light,
    /// A half.
    Middle,
    /// The whole colour.
    Full,
    /// What must not be overlooked.
    Low,
}

/// How words stand out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tone {
    /// As words do.
    Plain,
    /// The figure itself.
    Strong,
    /// What only explains.
    Soft,
    /// On a full area.
    Inside,
    /// On a lighter area.
    Within,
}

/// Which end of the words a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Anchor {
    /// Their beginning.
    Start,
    /// Their middle.
    Middle,
    /// Their end.
    End,
}

/// Something drawn. `x` and `width` are parts of [`WIDE`]; the rest is in points from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Words on a line.
    Words {
        /// Where.
        x: u16,
        /// Their line.
        y: u16,
        /// Which end of them.
        anchor: Anchor,
        /// How they stand out.
        tone: Tone,
        /// They.
        words: String,
    },
    /// An area.
    Area {
        /// Its left edge.
        x: u16,
        /// Its top.
        y: u16,
        /// How wide.
        width: u16,
        /// How high.
        height: u16,
        /// How dark.
        shade: Shade,
    },
    /// A round mark.
    Dot {
        /// Its middle.
        x: u16,
        /// Its middle.
        y: u16,
    },
    /// A line across.
    Rule {
        /// How far down.
        y: u16,
    },
    /// A dashed line down: a limit.
    Limit {
        /// Where.
        x: u16,
        /// Its upper end.
        from: u16,
        /// Its lower end.
        to: u16,
    },
}

/// A part of a whole, in parts of [`WIDE`].
pub fn share(part: u64, of: u64) -> u16 {
    let parts = u128::from(part) * u128::from(WIDE) / u128::from(of.max(1));
    u16::try_from(parts).unwrap_or(WIDE).min(WIDE)
}

/// How high a row of bars is: words, bar, room.
const ROW: u16 = 46;
/// How high a bar is.
const BAR: u16 = 18;
/// A part narrower than this has no figure in it.
const ROOM: u16 = 700;

/// A row of bars: its name, what is said at its end, and its parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// The figure at its end.
    pub figure: String,
    /// Its parts from the left: how dark, how much.
    pub parts: Vec<(Shade, u64)>,
}

/// Bars one below the other, the longest as wide as the picture. Parts show their figures where there is room, if asked to.
pub fn bars(rows: &[Bar], figures: bool) -> Drawing {
    let total = |bar: &Bar| bar.parts.iter().map(|(_, n)| n).sum::<u64>();
    let longest = rows.iter().map(total).max().unwrap_or_default();
    let mut drawing = Drawing::default();
    for bar in rows {
        drawing.head(&bar.name, &bar.figure);
        let top = drawing.height + 20;
        let mut passed = 0;
        for (shade, n) in bar.parts.iter().filter(|(_, n)| *n > 0) {
            let (x, end) = (share(passed, longest), share(passed + n, longest));
            let (x, width) = (x.min(WIDE - 30), end.saturating_sub(x).max(30));
            drawing.marks.push(Mark::Area { x, y: top, width, height: BAR, shade: *shade });
            if figures && width >= ROOM {
                let tone = if *shade == Shade::Full { Tone::Inside } else { Tone::Within };
                let (x, words) = (x + width / 2, n.to_string());
                drawing.marks.push(Mark::Words { x, y: top + 13, anchor: Anchor::Middle, tone, words });
            }
            passed += n;
        }
        if passed == 0 {
            drawing.marks.push(Mark::Rule { y: top + BAR / 2 });
        }
        drawing.height += ROW;
    }
    drawing
}

/// Days of one kind of request: the middle one, and what nine of ten stayed within.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its name.
    pub name: String,
    /// The figures at its end.
    pub figure: String,
    /// The middle, in days.
    pub median: u64,
    /// Nine of ten, in days.
    pub nine_of_ten: u64,
}

/// How far a limit reaches above and below its line, so that it never touches the words of this row or the next.
const CLEAR: u16 = 5;

/// Spans one below the other on one scale, with a dashed line at a limit in days.
pub fn spans(rows: &[Span], limit: u64) -> Drawing {
    let longest = rows.iter().map(|span| span.nine_of_ten).max().unwrap_or_default().max(limit + limit / 10);
    let at = |days: u64| share(days, longest).clamp(60, WIDE - 60);
    let mut drawing = Drawing::default();
    for span in rows {
        drawing.head(&span.name, &span.figure);
        let line = drawing.height + 28;
        drawing.marks.push(Mark::Rule { y: line });
        let (dot, end) = (at(span.median), at(span.nine_of_ten));
        let width = end.saturating_sub(dot);
        drawing.marks.push(Mark::Area { x: dot, y: line - 4, width, height: 8, shade: Shade::Light });
        drawing.marks.push(Mark::Area {
            x: end.saturating_sub(20),
            y: line - 8,
            width: 40,
            height: 16,
            shade: Shade::Middle,
        });
        drawing.marks.push(Mark::Limit { x: at(limit), from: line - CLEAR, to: line + CLEAR });
        drawing.marks.push(Mark::Dot { x: dot, y: line });
        drawing.height += ROW;
    }
    drawing
}

/// A column: its short name, the figure above it, its height in a scale, and how dark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands below; may be empty.
    pub name: String,
    /// What stands above; may be empty.
    pub figure: String,
    /// How much; `None` where there is nothing to show.
    pub value: Option<u64>,
    /// How dark.
    pub shade: Shade,
}

/// How high the highest column is.
const TALL: u16 = 104;
/// Where columns stand.
const GROUND: u16 = 130;

/// Columns side by side, on a scale that ends with `top` or with the highest.
pub fn columns(all: &[Column], top: u64) -> Drawing {
    let top = all.iter().filter_map(|column| column.value).max().unwrap_or_default().max(top).max(1);
    let count = u64::try_from(all.len()).unwrap_or(1).max(1);
    let mut drawing = Drawing { height: GROUND + 24, marks: vec![Mark::Rule { y: GROUND }] };
    for (index, column) in all.iter().enumerate() {
        let from = share(u64::try_from(index).unwrap_or_default(), count);
        let width = share(1, count);
        let middle = from + width / 2;
        let words =
            |y, tone, words: &str| Mark::Words { x: middle, y, anchor: Anchor::Middle, tone, words: words.to_owned() };
        let height = column.value.map(|value| tall(value, top));
        if let Some(height) = height.filter(|height| *height > 0) {
            let (x, y) = (from + width / 8, GROUND - height);
            drawing.marks.push(Mark::Area { x, y, width: width - width / 4, height, shade: column.shade });
        }
        let tone = if column.shade == Shade::Low { Tone::Strong } else { Tone::Plain };
        if !column.figure.is_empty() {
            drawing.marks.push(words(GROUND - height.unwrap_or_default() - 6, tone, &column.figure));
        }
        if !column.name.is_empty() {
            drawing.marks.push(words(GROUND + 18, Tone::Soft, &column.name));
        }
    }
    drawing
}

/// A height on the scale; what is more than nothing can be seen.
fn tall(value: u64, top: u64) -> u16 {
    let parts = u128::from(value) * u128::from(TALL) / u128::from(top);
    u16::try_from(parts).unwrap_or(TALL).max(if value > 0 { 2 } else { 0 })
}

impl Drawing {
    /// The words above a bar: its name on the left, its figure on the right.
    fn head(&mut self, name: &str, figure: &str) {
        let y = self.height + 13;
        let left = Mark::Words { x: 0, y, anchor: Anchor::Start, tone: Tone::Plain, words: name.to_owned() };
        let right = Mark::Words { x: WIDE, y, anchor: Anchor::End, tone: Tone::Strong, words: figure.to_owned() };
        self.marks.extend([left, right]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn inside(drawing: &Drawing) -> bool {
        drawing.marks.iter().all(|mark| match mark {
            Mark::Words { x, y, .. } | Mark::Dot { x, y } => *x <= WIDE && *y <= drawing.height,
            Mark::Area { x, y, width, height, .. } => x + width <= WIDE && y + height <= drawing.height,
            Mark::Rule { y } => *y <= drawing.height,
            Mark::Limit { x, from, to } => *x <= WIDE && from < to && *to <= drawing.height,
        })
    }

    proptest! {
        #[test]
        fn nothing_is_drawn_outside_the_sheet(counts in prop::collection::vec(prop::collection::vec(0u64..1_000_000, 1..5), 0..9)) {
            let shades = [Shade::Bare, Shade::Light, Shade::Middle, Shade::Full];
            let rows: Vec<Bar> = counts.iter().map(|parts| Bar {
                name: "a".into(),
                figure: "b".into(),
                parts: shades.into_iter().zip(parts.iter().copied()).collect(),
            }).collect();
            prop_assert!(inside(&bars(&rows, true)));
            let all: Vec<Column> = counts.iter().flatten().map(|n| Column {
                name: "n".into(), figure: n.to_string(), value: Some(*n), shade: Shade::Full,
            }).collect();
            prop_assert!(inside(&columns(&all, 100)));
        }

        #[test]
        fn a_span_never_ends_before_its_middle(median in 0u64..400, more in 0u64..400) {
            let span = Span { name: "a".into(), figure: "b".into(), median, nine_of_ten: median + more };
            let drawing = spans(&[span], 30);
            prop_assert!(inside(&drawing), "{drawing:?}");
        }

        #[test]
        fn no_limit_crosses_words(days in prop::collection::vec(0u64..90, 1..6)) {
            let span = |n: &u64| Span { name: "a".into(), figure: "b".into(), median: *n, nine_of_ten: *n };
            let drawing = spans(&days.iter().map(span).collect::<Vec<_>>(), 30);
            let said = |mark: &Mark| if let Mark::Words { y, .. } = mark { Some(*y) } else { None };
            let words: Vec<u16> = drawing.marks.iter().filter_map(said).collect();
            for mark in &drawing.marks {
                if let Mark::Limit { from, to, .. } = mark {
                    // Letters of 13 points reach from 13 above their line to 6 below it; at twice the size, 12 below.
                    prop_assert!(words.iter().all(|y| *from >= y + 10 || to + 13 <= *y), "{drawing:?}");
                }
            }
        }

        #[test]
        fn a_larger_part_has_a_larger_share(a in 0u64..1_000_000, b in 0u64..1_000_000, of in 1u64..1_000_000) {
            prop_assert!(share(a.min(b), of) <= share(a.max(b), of));
            prop_assert!(share(a, of) <= WIDE);
        }
    }
}
