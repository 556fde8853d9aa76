//! The parts of a letter on paper: paragraphs, lists, facts and tables.

use krilla::tagging::{ListNumbering, TableHeaderScope, Tag};

use super::flow::{BOTTOM, Flow, TOP};
use super::fonts::Face;
use super::lines::{Colour, INK, Line, QUIET, Style};
use super::pdf::heading;
use crate::domain::disclosure::{Block, Label, Run, Table, Text};

const LINE: Colour = [0xd9, 0xd4, 0xc9];
/// Room between columns.
const GUTTER: f32 = 9.0;
/// Room for the label of an entry in a list.
const INDENT: f32 = 18.0;

pub(super) const BODY: Style =
    Style { regular: Face::Serif, bold: Face::SerifBold, size: 10.8, leading: 14.6, colour: INK };
pub(super) const FACTS: Style =
    Style { regular: Face::Sans, bold: Face::SansBold, size: 8.4, leading: 12.0, colour: INK };
pub(super) const SMALL: Style =
    Style { regular: Face::Sans, bold: Face::SansBold, size: 7.9, leading: 11.2, colour: QUIET };
const SUBHEADING: Style =
    Style { regular: Face::SerifBold, bold: Face::SerifBold, size: 11.0, leading: 14.6, colour: INK };
const COLUMN: Style = Style { regular: Face::SansBold, bold: Face::SansBold, colour: QUIET, ..FACTS };

/// Sets a block between two edges.
pub(super) fn block(flow: &mut Flow<'_>, block: &Block, x: f32, width: f32) {
    match block {
        Block::Paragraph(text) => paragraph(flow, text, &BODY, (x, width), 6.0),
        Block::Small(text) => paragraph(flow, text, &SMALL, (x, width), 6.0),
        Block::Heading(text) => subheading(flow, text, (x, width)),
        Block::List { numbered, entries } => list(flow, *numbered, entries, (x, width)),
        Block::Facts(rows) => facts(flow, rows, (x, width)),
        Block::Table(rows) => table(flow, rows, (x, width)),
        Block::Action { words, href } => paragraph(flow, &action(words, href), &BODY, (x, width), 6.0),
        Block::Code(code) => paragraph(flow, &Text(vec![Run::Strong(code.clone())]), &BODY, (x, width), 6.0),
    }
}

/// What is a button on a screen is its address on paper.
fn action(words: &str, href: &str) -> Text {
    let shown = href.trim_start_matches("https://").trim_start_matches("http://").to_owned();
    Text::plain(format!("{words}: ")).and(Run::Link { text: shown, href: href.to_owned() })
}

/// Sets blocks one after the other; a heading stays with the facts that follow it, if a page can hold both.
pub(super) fn all(flow: &mut Flow<'_>, blocks: &[Block], (x, width): (f32, f32)) {
    for (index, part) in blocks.iter().enumerate() {
        let together = beginning(flow, blocks.get(index..).unwrap_or_default(), width);
        flow.need(together);
        block(flow, part, x, width);
    }
}

/// How high a heading is together with the facts that follow it; nothing, if blocks begin otherwise or no page could hold both.
pub(super) fn beginning(flow: &Flow<'_>, blocks: &[Block], width: f32) -> f32 {
    let [Block::Heading(_), Block::Facts(rows), ..] = blocks else { return 0.0 };
    let together = 34.0 + facts_height(flow, rows, width);
    if together + 60.0 <= BOTTOM - TOP { together } else { 0.0 }
}

/// A paragraph over the whole width.
pub(super) fn plain(flow: &mut Flow<'_>, text: &Text, style: &Style) {
    paragraph(flow, text, style, (super::flow::LEFT, super::flow::WIDTH), 6.0);
}

fn paragraph(flow: &mut Flow<'_>, text: &Text, style: &Style, (x, width): (f32, f32), after: f32) {
    let lines = flow.lines(text, style, width);
    flow.within(Tag::P, |flow| flow.paragraph(lines, style, x));
    flow.y += after;
}

fn subheading(flow: &mut Flow<'_>, text: &Text, (x, width): (f32, f32)) {
    flow.need(70.0);
    flow.y += 5.0;
    let lines = flow.lines(text, &SUBHEADING, width);
    flow.within(heading(flow.level, &text.words()), |flow| flow.paragraph(lines, &SUBHEADING, x));
    flow.y += 2.0;
}

fn list(flow: &mut Flow<'_>, numbered: bool, entries: &[Text], (x, width): (f32, f32)) {
    let numbering = if numbered { ListNumbering::Decimal } else { ListNumbering::Disc };
    flow.within(Tag::L(numbering), |flow| {
        for (index, text) in entries.iter().enumerate() {
            let label = if numbered { format!("{}.", index + 1) } else { "•".to_owned() };
            flow.need(2.0 * flow.fit(&BODY).leading);
            flow.within(Tag::LI, |flow| entry(flow, label, text, (x, width)));
            flow.y += 4.5;
        }
    });
}

/// One entry of a list: its label and its words side by side.
fn entry(flow: &mut Flow<'_>, label: String, text: &Text, (x, width): (f32, f32)) {
    let top = flow.y;
    let label = flow.lines(&Text::plain(label), &BODY, INDENT);
    let words = flow.lines(text, &BODY, width - INDENT);
    flow.within(Tag::Lbl, |flow| label.into_iter().for_each(|line| flow.set(line, &BODY, x, top)));
    flow.within(Tag::LBody, |flow| flow.paragraph(words, &BODY, x + INDENT));
}

/// The height of a block, for boxes that must not be cut. Only what boxes hold is reckoned exactly.
pub(super) fn height(flow: &Flow<'_>, block: &Block, width: f32) -> f32 {
    let high = |text: &Text, style: &Style, width: f32| {
        let count = flow.lines(text, style, width).len();
        f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * flow.fit(style).leading
    };
    match block {
        Block::Paragraph(text) | Block::Small(text) => high(text, &BODY, width) + 6.0,
        Block::List { entries, .. } => entries.iter().map(|entry| high(entry, &BODY, width - INDENT) + 4.5).sum(),
        _ => 0.0,
    }
}

/// The width of the names beside facts, in letters of the ordinary size.
const NAMES: f32 = 84.0;

/// The width of the names beside facts: as many letters as at the ordinary size.
fn names(flow: &Flow<'_>) -> f32 {
    NAMES * flow.fit(&FACTS).size / FACTS.size
}

fn facts_height(flow: &Flow<'_>, rows: &[(Label, Text)], width: f32) -> f32 {
    let high = |(_, text): &(Label, Text)| {
        let count = flow.lines(text, &FACTS, width - names(flow)).len();
        f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * flow.fit(&FACTS).leading + 4.4
    };
    rows.iter().map(high).sum()
}

fn facts(flow: &mut Flow<'_>, rows: &[(Label, Text)], (x, width): (f32, f32)) {
    let names = names(flow);
    flow.rule((x, x + width), 0.5, LINE);
    flow.within(Tag::Table.with_summary(Some(flow.around.facts.clone())), |flow| {
        for (name, text) in rows {
            flow.y += 2.2;
            fact(flow, name, text, (x, names, width - names), &FACTS);
            flow.y += 2.2;
            flow.rule((x, x + width), 0.5, LINE);
        }
    });
    flow.y += 8.0;
}

/// A name and what belongs to it, side by side: left edge, width of the name, width of the rest.
pub(super) fn fact(flow: &mut Flow<'_>, name: &str, text: &Text, (x, names, rest): (f32, f32, f32), style: &Style) {
    let quiet = Style { colour: QUIET, ..*style };
    let loud = Style { colour: INK, ..*style };
    let name = Cell {
        lines: flow.lines(&Text::plain(name), &quiet, names - GUTTER),
        style: quiet,
        x,
        right: None,
        heads: true,
    };
    let value = Cell { lines: flow.lines(text, &loud, rest), style: loud, x: x + names, right: None, heads: false };
    row(flow, vec![name, value]);
}

/// One cell of a row, already broken into lines.
struct Cell {
    lines: Vec<Line>,
    style: Style,
    x: f32,
    /// The right edge, when the cell is set to the right.
    right: Option<f32>,
    heads: bool,
}

fn table(flow: &mut Flow<'_>, table: &Table, (x, width): (f32, f32)) {
    let shares: f32 = table.head.iter().map(|column| f32::from(column.share)).sum();
    let mut edges = Vec::new();
    let mut at = x;
    for column in &table.head {
        let wide = width * f32::from(column.share) / shares.max(1.0);
        edges.push((at, wide));
        at += wide;
    }
    flow.need(60.0);
    flow.within(Tag::Table.with_summary(Some(table.summary.clone())), |flow| {
        flow.within(Tag::THead, |flow| column_heads(flow, table, &edges));
        flow.y += 2.0;
        flow.rule((x, x + width), 0.8, INK);
        flow.within(Tag::TBody, |flow| {
            for cells in &table.rows {
                flow.y += 3.0;
                let cells = body_cells(flow, table, cells, &edges);
                row(flow, cells);
                flow.y += 3.0;
                flow.rule((x, x + width), 0.5, LINE);
            }
        });
    });
    flow.y += 9.0;
}

fn column_heads(flow: &mut Flow<'_>, table: &Table, edges: &[(f32, f32)]) {
    let top = flow.y;
    flow.within(Tag::TR, |flow| {
        for (column, (x, wide)) in table.head.iter().zip(edges) {
            let right = column.numeric.then_some(x + wide);
            let lines = flow.lines(&Text::plain(column.label.clone()), &COLUMN, *wide);
            let cell = Cell { lines, style: COLUMN, x: *x, right, heads: true };
            flow.within(Tag::TH(TableHeaderScope::Column), |flow| stack(flow, cell, top));
        }
    });
    flow.y += flow.fit(&COLUMN).leading;
}

/// Sets the lines of a cell one below the other, on one page.
fn stack(flow: &mut Flow<'_>, cell: Cell, top: f32) {
    let mut top = top;
    for line in cell.lines {
        let x = cell.right.map_or(cell.x, |right| right - line.width);
        flow.set(line, &cell.style, x, top);
        top += flow.fit(&cell.style).leading;
    }
}

fn body_cells(flow: &Flow<'_>, table: &Table, cells: &[Text], edges: &[(f32, f32)]) -> Vec<Cell> {
    let cells = cells.iter().zip(edges).enumerate();
    let set = cells.map(|(index, (text, (x, wide)))| {
        let right = table.column(index).numeric.then_some(x + wide);
        let inner = if right.is_some() { *wide } else { wide - GUTTER };
        Cell { lines: flow.lines(text, &FACTS, inner), style: FACTS, x: *x, right, heads: index == 0 }
    });
    set.collect()
}

/// Sets cells side by side. A row moves to the next page whole; one longer than a page has its cells one below the
/// other, which reads better than columns cut by every page.
fn row(flow: &mut Flow<'_>, cells: Vec<Cell>) {
    let count = cells.iter().map(|cell| cell.lines.len()).max().unwrap_or_default();
    let leading = flow.fit(&cells.first().map_or(FACTS, |cell| cell.style)).leading;
    let height = f32::from(u16::try_from(count).unwrap_or(u16::MAX)) * leading;
    if height > BOTTOM - TOP {
        flow.within(Tag::TR, |flow| cells.into_iter().for_each(|cell| flowing(flow, cell)));
        return;
    }
    flow.need(height);
    let top = flow.y;
    flow.within(Tag::TR, |flow| {
        for cell in cells {
            within_cell(flow, cell.heads, |flow| stack(flow, cell, top));
        }
    });
    flow.y = top + height;
}

/// Sets a cell over as many pages as it needs.
fn flowing(flow: &mut Flow<'_>, cell: Cell) {
    within_cell(flow, cell.heads, |flow| flow.paragraph(cell.lines, &cell.style, cell.x));
}

fn within_cell(flow: &mut Flow<'_>, heads: bool, work: impl FnOnce(&mut Flow<'_>)) {
    if heads { flow.within(Tag::TH(TableHeaderScope::Row), work) } else { flow.within(Tag::TD, work) }
}
