//! From words with places to a text with a shape: headings told by their size and weight, paragraphs by the room between them, cells of
//! tables by the room within a line.

use std::cmp::Ordering;

use super::pdf_runs::Run;

/// A line of a page.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// Where its words end on the right.
    end: f32,
    /// Its cells with where each begins; prose has one.
    pub(super) cells: Vec<(f32, String)>,
}

/// Runs on one line differ by less, in parts of their size.
const SAME_LINE: f32 = 0.45;
/// More room than this parts words, in parts of their size.
const WORD: f32 = 0.16;
/// More room than this parts cells.
const CELL: f32 = 0.8;
/// More room than this between lines parts paragraphs, in parts of the usual room.
const PARAGRAPH: f32 = 1.3;
/// Letters that are so much larger than the others stand in a heading.
const HEADING: f32 = 1.1;
/// The longest heading, in characters.
const LONGEST_HEADING: usize = 110;

/// The lines of a page, from top to bottom.
pub(super) fn lines(mut runs: Vec<Run>) -> Vec<Line> {
    runs.retain(|run| run.size > 0.5 && !run.text.trim().is_empty());
    runs.sort_by(|one, other| other.y.total_cmp(&one.y));
    let mut rows: Vec<Vec<Run>> = Vec::new();
    for run in runs {
        match rows.last_mut() {
            Some(row) if row.first().is_some_and(|first| first.y - run.y < SAME_LINE * first.size.max(run.size)) => {
                row.push(run);
            }
            _ => rows.push(vec![run]),
        }
    }
    rows.into_iter().map(line).collect()
}

fn line(mut runs: Vec<Run>) -> Line {
    runs.sort_by(|one, other| one.x.partial_cmp(&other.x).unwrap_or(Ordering::Equal));
    let size = runs.iter().map(|run| run.size).fold(0.0, f32::max);
    let bold = runs.iter().all(|run| run.bold);
    let y = runs.first().map_or(0.0, |run| run.y);
    let mut cells: Vec<(f32, String)> = Vec::new();
    let mut end = f32::MIN;
    for run in runs {
        let room = run.x - end;
        match cells.last_mut() {
            Some((_, words)) if room < CELL * size || is_mark(words) => {
                if room > WORD * size && !words.ends_with(' ') && !run.text.starts_with(' ') {
                    words.push(' ');
                }
                words.push_str(&run.text);
            }
            _ => cells.push((run.x, run.text)),
        }
        end = run.end;
    }
    Line { y, size, bold, end, cells }
}

/// Whether words are only the mark of an item: the room after it parts no cells.
fn is_mark(words: &str) -> bool {
    let words = words.trim();
    let numbered = words.len() <= 5 && words.ends_with(['.', ')']) && !words.contains(' ');
    numbered || (words.chars().count() == 1 && !words.chars().all(char::is_alphanumeric))
}

impl Line {
    /// Its words, cells parted by tabs.
    pub(super) fn words(&self) -> String {
        self.cells.iter().map(|(_, words)| words.trim()).collect::<Vec<_>>().join("\t")
    }

    fn is_row(&self) -> bool {
        self.cells.len() > 1
    }

    /// Whether the line goes on with the row above it: each of its cells stands under one of that row's.
    fn goes_on(&self, above: &Self, leading: f32) -> bool {
        let under = |x: f32| above.cells.iter().any(|(known, _)| (known - x).abs() < 0.3 * self.size);
        let close = above.y - self.y < leading * self.size * 1.12;
        above.is_row() && close && self.cells.iter().all(|(x, _)| under(*x))
    }

    /// Adds the words of a line to the cells that they stand under.
    fn take(&mut self, below: Self) {
        for (x, words) in below.cells {
            if let Some((_, known)) = self.cells.iter_mut().find(|(known, _)| (known - x).abs() < 0.3 * below.size) {
                known.push(' ');
                known.push_str(words.trim());
            }
        }
        self.y = below.y;
    }
}

/// What a part of the text is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Heading,
    Row,
    Item,
    Prose,
}

/// What is usual in a document: the size of its letters, the room between its lines, and its edges.
struct Usual {
    body: f32,
    leading: f32,
    bold: bool,
    left: f32,
    right: f32,
    /// Where lines of lists begin.
    indents: Vec<f32>,
}

/// The text of all pages. Headings begin with `##`, items of lists with a dot, paragraphs are parted by empty lines, cells by tabs.
pub(super) fn text(pages: Vec<Vec<Line>>) -> String {
    let usual = Usual::of(&pages);
    let mut parts: Vec<(Part, String)> = Vec::new();
    let mut before: Option<Line> = None;
    for page in pages {
        for (at, line) in with_whole_rows(page, usual.leading).into_iter().enumerate() {
            place(&mut parts, before.as_ref(), &line, (at == 0, &usual));
            before = Some(line);
        }
    }
    written(&parts)
}

/// Begins a part with a line, or lets the line go on with the last part.
fn place(parts: &mut Vec<(Part, String)>, before: Option<&Line>, line: &Line, (new_page, usual): (bool, &Usual)) {
    let kind = usual.kind_of(line);
    let words = line.words();
    let parted = !new_page && before.is_some_and(|above| usual.is_parted(above, line));
    let broken = before.is_some_and(|above| usual.is_broken(above, line));
    let Some((last, text)) = parts.last_mut().filter(|(last, _)| *last == kind && kind != Part::Row && !parted) else {
        return parts.push((kind, words));
    };
    // On a new page only a sentence that is not at its end goes on.
    let ended = new_page && text.ends_with(['.', ':', ';', '!', '?']);
    // Where items have marks, only a mark begins one.
    let begins = *last == Part::Item && (begins_with_mark(&words) || (broken && !begins_with_mark(text)));
    if ended || begins {
        parts.push((kind, words));
    } else if broken && kind == Part::Prose {
        text.push('\n');
        text.push_str(&words);
    } else {
        join(text, &words);
    }
}

/// Lines of one paragraph in a row; a word that was broken at its hyphen is whole again.
fn join(text: &mut String, words: &str) {
    let hyphen = text.ends_with('-') && !text.ends_with(" -");
    if !hyphen {
        text.push(' ');
    }
    text.push_str(words);
}

fn written(parts: &[(Part, String)]) -> String {
    let mut text = String::new();
    let mut last = None;
    for (kind, words) in parts {
        let together = last == Some(*kind) && matches!(kind, Part::Row | Part::Item);
        if !together && !text.is_empty() {
            text.push('\n');
        }
        match kind {
            Part::Heading => text.push_str("## "),
            Part::Item if !begins_with_mark(words) => text.push_str("• "),
            _ => {}
        }
        text.push_str(words);
        text.push('\n');
        last = Some(*kind);
    }
    text
}

/// Whether words begin with the mark of an item.
fn begins_with_mark(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(first, rest)| is_mark(first) && !rest.is_empty())
}

fn with_whole_rows(page: Vec<Line>, leading: f32) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in page {
        match lines.last_mut() {
            Some(above) if line.goes_on(above, leading) => above.take(line),
            _ => lines.push(line),
        }
    }
    lines
}

impl Usual {
    fn of(pages: &[Vec<Line>]) -> Self {
        let body = body_size(pages);
        let lines = || pages.iter().flatten().filter(|line| (line.size - body).abs() < 0.25);
        let mut begins: Vec<f32> = lines().filter_map(|line| line.cells.first().map(|(x, _)| *x)).collect();
        begins.sort_by(f32::total_cmp);
        let up_to = |x: f32| begins.partition_point(|known| *known < x);
        let near = |x: f32| up_to(x + 1.0) - up_to(x - 1.0);
        let left = begins.iter().copied().max_by_key(|x| near(*x)).unwrap_or_default();
        let set_in = |x: &f32| (0.8 * body..6.0 * body).contains(&(*x - left)) && near(*x) > 1;
        let mut indents: Vec<f32> = begins.iter().copied().filter(set_in).collect();
        indents.dedup_by(|one, other| (*one - *other).abs() < 0.5);
        Self {
            leading: usual_leading(pages, body),
            bold: is_mostly_bold(pages),
            left,
            right: lines().map(|line| line.end).fold(0.0, f32::max),
            indents,
            body,
        }
    }

    fn kind_of(&self, line: &Line) -> Part {
        let set_in = line.cells.first().is_some_and(|(x, _)| self.indents.iter().any(|known| (known - x).abs() < 1.0));
        if self.is_heading(line) {
            Part::Heading
        } else if line.is_row() {
            Part::Row
        } else if set_in || begins_with_mark(&line.words()) {
            Part::Item
        } else {
            Part::Prose
        }
    }

    fn is_parted(&self, above: &Line, line: &Line) -> bool {
        let room = above.y - line.y > PARAGRAPH * self.leading * line.size.max(above.size);
        room || (above.size - line.size).abs() > 0.06 * line.size
    }

    /// Whether the line above was ended on purpose: the first word of this one would have fitted on it.
    fn is_broken(&self, above: &Line, line: &Line) -> bool {
        let first = line.words().split_whitespace().next().map_or(0, |word| word.chars().count());
        let room = f32::from(u16::try_from(first).unwrap_or(u16::MAX)) * 0.55 * line.size + 0.5 * line.size;
        above.end + room < self.right && above.end > self.left
    }

    fn is_heading(&self, line: &Line) -> bool {
        let words = line.words();
        let short =
            words.chars().count() <= LONGEST_HEADING && words.chars().any(char::is_alphabetic) && !line.is_row();
        let loud =
            line.size > HEADING * self.body || (line.bold && !self.bold && !words.ends_with(['.', ':', ';', ',']));
        short && loud && line.size >= 0.9 * self.body
    }
}

/// The size in which most letters stand, in points.
fn body_size(pages: &[Vec<Line>]) -> f32 {
    let mut sizes: Vec<(f32, usize)> = Vec::new();
    for line in pages.iter().flatten() {
        let letters = line.words().chars().count();
        match sizes.iter_mut().find(|(size, _)| (*size - line.size).abs() < 0.25) {
            Some((_, known)) => *known += letters,
            None => sizes.push((line.size, letters)),
        }
    }
    sizes.into_iter().max_by_key(|(_, letters)| *letters).map_or(10.0, |(size, _)| size)
}

fn is_mostly_bold(pages: &[Vec<Line>]) -> bool {
    let letters = |bold: bool| -> usize {
        pages.iter().flatten().filter(|line| line.bold == bold).map(|line| line.words().chars().count()).sum()
    };
    letters(true) > letters(false)
}

/// The room from line to line within paragraphs, in parts of the size: the least that is usual.
fn usual_leading(pages: &[Vec<Line>], body: f32) -> f32 {
    let mut rooms: Vec<f32> = Vec::new();
    for page in pages {
        for pair in page.windows(2) {
            let [above, below] = pair else { continue };
            let room = (above.y - below.y) / body;
            let alike = (above.size - body).abs() < 0.25 && (below.size - body).abs() < 0.25;
            if alike && (0.8..2.4).contains(&room) {
                rooms.push(room);
            }
        }
    }
    rooms.sort_by(f32::total_cmp);
    rooms.get(rooms.len() / 3).copied().unwrap_or(1.25)
}
