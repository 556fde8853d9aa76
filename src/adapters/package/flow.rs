//! Pages being filled from top to bottom, and the tree that tells a screen reader what is what.

use krilla::image::Image;
use krilla::tagging::TagKind;

use super::fonts::Fonts;
use super::lines::{Colour, Fragment, Line, Style, lines};
use crate::domain::disclosure::{Around, Text};
use crate::ports::letters::PrintSize;

/// A4, in points.
pub(super) const PAGE: (f32, f32) = (595.28, 841.89);
/// One millimetre in points.
pub(super) const MM: f32 = 72.0 / 25.4;
/// Where text begins on the left.
pub(super) const LEFT: f32 = 22.0 * MM;
/// Where text ends on the right.
pub(super) const RIGHT: f32 = PAGE.0 - 22.0 * MM;
/// How wide text is.
pub(super) const WIDTH: f32 = RIGHT - LEFT;
/// Where the first line of a page may begin.
pub(super) const TOP: f32 = 20.0 * MM;
/// Where the last line of a page must end.
pub(super) const BOTTOM: f32 = PAGE.1 - 24.0 * MM;

/// Something drawn on a page. Lengths are points from the top left corner.
pub(super) enum Mark {
    /// Letters on a baseline; `leaf` is their place in the tree.
    Words { x: f32, y: f32, size: f32, fragments: Vec<Fragment>, leaf: usize },
    /// A line from left to right.
    Rule { x: (f32, f32), y: f32, thick: f32, colour: Colour },
    /// A frame: left, top, right, bottom.
    Frame { edges: [f32; 4], thick: f32, colour: Colour },
    /// A filled area: left, top, right, bottom.
    Area { edges: [f32; 4], colour: Colour },
    /// A round mark around a place.
    Dot { at: (f32, f32), radius: f32, colour: Colour },
    /// A dashed line from top to bottom.
    Dashes { x: f32, y: (f32, f32), colour: Colour },
    /// A picture for the eye only: left and top, width and height.
    Picture { at: (f32, f32), size: (f32, f32), picture: Image },
}

/// A part of the tree.
pub(super) enum Child {
    /// A group, by its number.
    Group(usize),
    /// Something drawn, by its number.
    Leaf(usize),
}

/// A group of the tree.
pub(super) struct Group {
    pub(super) tag: TagKind,
    pub(super) children: Vec<Child>,
}

/// A headline for the list at the side of a reader: its words, page and height.
pub(super) struct Bookmark {
    pub(super) words: String,
    pub(super) page: usize,
    pub(super) y: f32,
}

/// Pages that are being filled.
pub(super) struct Flow<'fonts> {
    pub(super) fonts: &'fonts Fonts,
    pub(super) pages: Vec<Vec<Mark>>,
    /// The tree; the first group is the letter itself.
    pub(super) groups: Vec<Group>,
    pub(super) bookmarks: Vec<Bookmark>,
    pub(super) leaves: usize,
    open: Vec<usize>,
    /// How far down the page the next thing begins.
    pub(super) y: f32,
    /// How large the letters are.
    pub(super) size: PrintSize,
    /// What their size is multiplied with beside that.
    pub(super) scale: f32,
    /// The level of a heading among blocks.
    pub(super) level: u16,
    /// What stands around the letter.
    pub(super) around: Around,
}

impl<'fonts> Flow<'fonts> {
    pub(super) fn new(fonts: &'fonts Fonts, root: TagKind, size: PrintSize) -> Self {
        let groups = vec![Group { tag: root, children: Vec::new() }];
        let pages = vec![Vec::new()];
        Self {
            fonts,
            pages,
            groups,
            bookmarks: Vec::new(),
            leaves: 0,
            open: vec![0],
            y: TOP,
            size,
            scale: 1.0,
            level: 2,
            around: Around::default(),
        }
    }

    /// A style as large as this letter wants it.
    pub(super) fn fit(&self, style: &Style) -> Style {
        style.fit(self.size).times(self.scale)
    }

    /// Does something inside a new group.
    pub(super) fn within(&mut self, tag: impl Into<TagKind>, work: impl FnOnce(&mut Self)) {
        let number = self.groups.len();
        self.groups.push(Group { tag: tag.into(), children: Vec::new() });
        self.adopt(Child::Group(number));
        self.open.push(number);
        work(self);
        self.open.pop();
    }

    fn adopt(&mut self, child: Child) {
        let group = self.open.last().copied().and_then(|number| self.groups.get_mut(number));
        if let Some(group) = group {
            group.children.push(child);
        }
    }

    pub(super) fn lines(&self, text: &Text, style: &Style, width: f32) -> Vec<Line> {
        lines(self.fonts, text, &self.fit(style), width)
    }

    /// Begins a new page unless so much fits on this one.
    pub(super) fn need(&mut self, height: f32) {
        if self.y + height > BOTTOM && self.y > TOP {
            self.pages.push(Vec::new());
            self.y = TOP;
        }
    }

    pub(super) fn page(&self) -> usize {
        self.pages.len() - 1
    }

    pub(super) fn draw(&mut self, mark: Mark) {
        if let Some(page) = self.pages.last_mut() {
            page.push(mark);
        }
    }

    /// Sets one line with its top at `top`. Fragments with another link or language are leaves of their own.
    pub(super) fn set(&mut self, line: Line, style: &Style, x: f32, top: f32) {
        let style = &self.fit(style);
        // The letters stand in the middle of the line: capitals of both families are about 0.68 of the size high.
        let y = top + f32::midpoint(style.leading, style.size * 0.68);
        let mut x = x;
        let mut waiting: Vec<Fragment> = Vec::new();
        for fragment in line.fragments {
            if waiting.last().is_some_and(|last| is_other(last, &fragment)) {
                x = self.leaf(std::mem::take(&mut waiting), style, x, y);
            }
            waiting.push(fragment);
        }
        if !waiting.is_empty() {
            self.leaf(waiting, style, x, y);
        }
    }

    /// Draws fragments as one leaf and returns where they end.
    fn leaf(&mut self, fragments: Vec<Fragment>, style: &Style, x: f32, y: f32) -> f32 {
        let width: f32 = fragments.iter().map(|fragment| fragment.width).sum();
        let leaf = self.leaves;
        self.leaves += 1;
        let linked = fragments.iter().any(|fragment| fragment.look.link.is_some());
        if linked {
            self.within(krilla::tagging::Tag::Link, |flow| flow.adopt(Child::Leaf(leaf)));
        } else {
            self.adopt(Child::Leaf(leaf));
        }
        self.draw(Mark::Words { x, y, size: style.size, fragments, leaf });
        x + width * style.size
    }

    /// Sets lines one below the other, over pages if need be, without leaving one alone.
    pub(super) fn paragraph(&mut self, lines: Vec<Line>, style: &Style, x: f32) {
        let count = lines.len();
        let leading = self.fit(style).leading;
        for (index, line) in lines.into_iter().enumerate() {
            let left = count - index;
            let pair = left == 2 || (index == 0 && left > 1);
            self.need(if pair { 2.0 * leading } else { leading });
            self.set(line, style, x, self.y);
            self.y += leading;
        }
    }

    pub(super) fn rule(&mut self, x: (f32, f32), thick: f32, colour: Colour) {
        self.draw(Mark::Rule { x, y: self.y, thick, colour });
    }
}

/// Whether two fragments lead elsewhere, or are to be spoken in another language.
fn is_other(one: &Fragment, other: &Fragment) -> bool {
    one.look.link != other.look.link || one.look.language != other.look.language
}
