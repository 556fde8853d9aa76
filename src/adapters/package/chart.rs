//! Charts on paper: the marks of a drawing, as wide as they are given room.

use krilla::tagging::Tag;

use super::flow::{Flow, Mark};
use super::fonts::Face;
use super::lines::{Colour, INK, QUIET, Style};
use crate::domain::disclosure::Text;
use crate::domain::report::{Anchor, Chart, Mark as Drawn, Shade, Tone, WIDE};

/// Drawings are made for screens; on paper they are this much lower.
const LOWER: f32 = 0.72;

const PLAIN: Style = Style { regular: Face::Sans, bold: Face::SansBold, size: 7.9, leading: 10.4, colour: INK };
const NAME: Style = Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 11.5, leading: 14.0, colour: INK };
const LEAD: Style = Style { colour: QUIET, ..PLAIN };
const TEAL: Colour = [0x0f, 0x5c, 0x55];
const RULE: Colour = [0xd9, 0xd4, 0xc9];

const fn shade(shade: Shade) -> Option<Colour> {
    match shade {
        Shade::Bare => None,
        Shade::Light => Some([0xc9, 0xd9, 0xd6]),
        Shade::Middle => Some([0x87, 0xad, 0xa8]),
        Shade::Full => Some(TEAL),
        Shade::Low => Some([0xd9, 0x9a, 0x3d]),
    }
}

/// How high a chart is with its heading, sentence and legend.
pub(super) fn height(flow: &Flow<'_>, chart: &Chart, width: f32) -> f32 {
    let lead = flow.lines(&Text::plain(chart.lead.clone()), &LEAD, width).len();
    let legend = if legend_of(chart).is_empty() { 0.0 } else { 15.0 };
    let lines = f32::from(u16::try_from(lead).unwrap_or(9)) * LEAD.leading;
    NAME.leading + lines + legend + f32::from(chart.drawing.height) * LOWER + 12.0
}

fn legend_of(chart: &Chart) -> &[(Shade, &'static str)] {
    if chart.is_empty() { &[] } else { &chart.legend }
}

/// Sets a chart with its upper left corner at a place; the flow stays where it is.
pub(super) fn chart(flow: &mut Flow<'_>, chart: &Chart, (x, width): (f32, f32)) {
    let top = flow.y;
    let name = flow.lines(&Text::plain(chart.title), &NAME, width);
    flow.within(super::pdf::heading(2, chart.title), |flow| flow.paragraph(name, &NAME, x));
    let lead = flow.lines(&Text::plain(chart.lead.clone()), &LEAD, width);
    flow.within(Tag::P, |flow| flow.paragraph(lead, &LEAD, x));
    flow.y += 5.0;
    if !chart.is_empty() {
        let described = Tag::Figure(Some(chart.description.clone()));
        flow.within(described, |flow| {
            for mark in &chart.drawing.marks {
                draw(flow, mark, (x, width));
            }
            flow.y += f32::from(chart.drawing.height) * LOWER + 2.0;
            legend(flow, legend_of(chart), x);
        });
    }
    flow.y = top;
}

fn across(part: u16, (x, width): (f32, f32)) -> f32 {
    x + width * f32::from(part) / f32::from(WIDE)
}

fn draw(flow: &mut Flow<'_>, mark: &Drawn, edges: (f32, f32)) {
    let top = flow.y;
    let down = |y: u16| top + f32::from(y) * LOWER;
    match mark {
        Drawn::Words { x, y, anchor, tone, words } => {
            write(flow, (across(*x, edges), down(*y)), (*anchor, *tone), words);
        }
        Drawn::Area { x, y, width, height, shade: dark } => {
            let room = [across(*x, edges), down(*y), across(x + width, edges), down(y + height)];
            area(flow, room, *dark);
        }
        Drawn::Dot { x, y } => {
            flow.draw(Mark::Dot { at: (across(*x, edges), down(*y)), radius: 3.6, colour: TEAL });
        }
        Drawn::Rule { y } => {
            flow.draw(Mark::Rule { x: (edges.0, edges.0 + edges.1), y: down(*y), thick: 0.6, colour: RULE });
        }
        Drawn::Limit { x, from, to } => {
            flow.draw(Mark::Dashes { x: across(*x, edges), y: (down(*from), down(*to)), colour: [0x9c, 0x1c, 0x1c] });
        }
    }
}

fn area(flow: &mut Flow<'_>, edges: [f32; 4], dark: Shade) {
    match shade(dark) {
        Some(colour) => flow.draw(Mark::Area { edges, colour }),
        None => flow.draw(Mark::Frame { edges, thick: 0.7, colour: QUIET }),
    }
}

/// Words on a baseline.
fn write(flow: &mut Flow<'_>, (x, y): (f32, f32), (anchor, tone): (Anchor, Tone), words: &str) {
    let style = match tone {
        Tone::Plain | Tone::Within => PLAIN,
        Tone::Strong => Style { regular: Face::SansBold, ..PLAIN },
        Tone::Soft => LEAD,
        Tone::Inside => Style { colour: [0xff, 0xff, 0xff], ..PLAIN },
    };
    let top = y - f32::midpoint(style.leading, style.size * 0.68);
    for line in flow.lines(&Text::plain(words), &style, 500.0) {
        let x = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - line.width / 2.0,
            Anchor::End => x - line.width,
        };
        flow.set(line, &style, x, top);
    }
}

fn legend(flow: &mut Flow<'_>, legend: &[(Shade, &'static str)], x: f32) {
    let mut x = x;
    for (dark, words) in legend {
        area(flow, [x, flow.y + 2.0, x + 7.0, flow.y + 9.0], *dark);
        for line in flow.lines(&Text::plain(*words), &LEAD, 200.0) {
            let width = line.width;
            flow.set(line, &LEAD, x + 10.0, flow.y);
            x += width + 22.0;
        }
    }
}
