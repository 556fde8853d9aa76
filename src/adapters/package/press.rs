//! From pages of marks to the bytes of a PDF.

use krilla::Document as Pdf;
use krilla::SerializeSettings;
use krilla::action::{Action, LinkAction};
use krilla::annotation::{Annotation, LinkAnnotation, Target};
use krilla::color::rgb;
use krilla::configure::{Accessibility, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::Metadata;
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::tagging::{Artifact, ArtifactType, ContentTag, Identifier, Node, SpanTag, TagGroup, TagTree};

use super::blocks::SMALL;
use super::flow::{Bookmark, Child, Flow, Group, LEFT, MM, Mark, PAGE, RIGHT};
use super::fonts::Fonts;
use super::lines::{Colour, Fragment, Style, lines};
use crate::domain::disclosure::{Document, Text};
use crate::ports::disclosure::PackageError;

/// A sheet folded to fit a DL envelope is folded here, measured from the top.
const FOLDS: [f32; 2] = [99.0 * MM, 198.0 * MM];

/// What stands for each leaf of the tree in the finished pages: its content and, for links, its annotation.
type Leaves = Vec<Vec<Identifier>>;

/// A link: where it is, where it leads, what it says, and its leaf.
type Link = (Rect, String, String, usize);

/// What a file says about itself, and what stands at the foot of each page.
pub(super) struct Cover<'words> {
    pub(super) language: &'words str,
    pub(super) title: &'words str,
    pub(super) author: &'words str,
    pub(super) footer: &'words str,
    /// Whether the first sheet is marked where it is folded.
    pub(super) folded: bool,
}

impl<'words> Cover<'words> {
    /// Of a letter.
    pub(super) fn of(document: &'words Document) -> Self {
        let Document { language, title, letterhead, footer, .. } = document;
        Self { language: language.as_ref(), title, author: &letterhead.brand, footer, folded: true }
    }
}

/// Prints the pages.
pub(super) fn print(flow: Flow<'_>, cover: &Cover<'_>) -> Result<Vec<u8>, PackageError> {
    let failed = |what: &str| PackageError::Pdf(what.to_owned());
    let configuration = ConfigurationBuilder::new().with_accessibility_validator(Accessibility::UA1).finish();
    let configuration = configuration.map_err(|error| PackageError::Pdf(format!("{error:?}")))?;
    let mut pdf = Pdf::new_with(SerializeSettings { configuration, ..SerializeSettings::default() });
    let Flow { fonts, pages, groups, bookmarks, leaves, size, around, .. } = flow;
    let mut leaves: Leaves = vec![Vec::new(); leaves];
    let total = pages.len();
    for (index, marks) in pages.into_iter().enumerate() {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or_else(|| failed("the sheet has no size"))?;
        let mut page = pdf.start_page_with(settings);
        let mut surface = page.surface();
        let links = draw(&mut surface, fonts, marks, &mut leaves);
        let number = around.page(index + 1, total);
        foot(&mut surface, fonts, (cover.footer, &number), &SMALL.fit(size));
        if cover.folded && index == 0 {
            folds(&mut surface);
        }
        surface.finish();
        for (place, address, words, leaf) in links {
            let target = Target::Action(Action::from(LinkAction::new(address)));
            let annotation = Annotation::new_link(LinkAnnotation::new(place, target), Some(words));
            let identifier = page.add_tagged_annotation(annotation);
            leaves.get_mut(leaf).into_iter().for_each(|parts| parts.insert(0, identifier));
        }
        page.finish();
    }
    pdf.set_outline(outline(&bookmarks));
    pdf.set_metadata(metadata(cover));
    let mut tree = TagTree::new().with_lang(Some(cover.language.into()));
    tree.push(assemble(&groups, &leaves, 0));
    pdf.set_tag_tree(tree);
    pdf.finish().map_err(|error| PackageError::Pdf(format!("{error:?}")))
}

fn metadata(cover: &Cover<'_>) -> Metadata {
    Metadata::new()
        .title(cover.title.to_owned())
        .language(cover.language.into())
        .authors(vec![cover.author.to_owned()])
        .creator("Rightsdesk".into())
        .document_id(cover.footer.to_owned())
}

fn outline(bookmarks: &[Bookmark]) -> Outline {
    let mut outline = Outline::new();
    for mark in bookmarks {
        let place = XyzDestination::new(mark.page, Point::from_xy(LEFT, mark.y));
        outline.push_child(OutlineNode::new(mark.words.clone(), place));
    }
    outline
}

/// The tree from a group down.
fn assemble(groups: &[Group], leaves: &Leaves, number: usize) -> TagGroup {
    let Some(group) = groups.get(number) else { return TagGroup::new(krilla::tagging::Tag::Div) };
    let children = group.children.iter().flat_map(|child| match child {
        Child::Group(number) => vec![Node::from(assemble(groups, leaves, *number))],
        Child::Leaf(leaf) => leaves.get(*leaf).into_iter().flatten().map(|part| Node::from(*part)).collect(),
    });
    TagGroup::with_children(group.tag.clone(), children.collect())
}

fn draw(surface: &mut Surface<'_>, fonts: &Fonts, marks: Vec<Mark>, leaves: &mut Leaves) -> Vec<Link> {
    let mut links = Vec::new();
    for mark in marks {
        match mark {
            Mark::Words { x, y, size, fragments, leaf } => {
                let link = fragments.iter().find_map(|fragment| fragment.look.link.clone());
                let width: f32 = fragments.iter().map(|fragment| fragment.width).sum::<f32>() * size;
                let place = Rect::from_xywh(x, y - size, width, size * 1.3);
                if let (Some(address), Some(place)) = (link, place) {
                    let words = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
                    links.push((place, address, words, leaf));
                }
                frames(surface, &fragments, (x, y), size);
                let language = fragments.first().and_then(|fragment| fragment.look.language.as_deref());
                let span = SpanTag::empty().with_lang(language);
                let identifier = surface.start_tagged(ContentTag::Span(span));
                write(surface, fonts, &fragments, (x, y), size);
                surface.end_tagged();
                leaves.get_mut(leaf).into_iter().for_each(|parts| parts.push(identifier));
            }
            Mark::Rule { x, y, thick, colour } => rule(surface, x, y, thick, colour),
            Mark::Frame { edges, thick, colour } => frame(surface, edges, thick, colour),
            Mark::Area { edges, colour } => area(surface, edges, colour),
            Mark::Dot { at, radius, colour } => dot(surface, at, radius, colour),
            Mark::Dashes { x, y, colour } => dashes(surface, x, y, colour),
            Mark::Picture { at, size, picture } => show(surface, at, size, picture),
        }
    }
    links
}

fn write(surface: &mut Surface<'_>, fonts: &Fonts, fragments: &[Fragment], (x, y): (f32, f32), size: f32) {
    let mut x = x;
    for fragment in fragments {
        surface.set_stroke(None);
        surface.set_fill(Some(fill(fragment.look.colour)));
        let size_here = if fragment.look.framed { size * 0.92 } else { size };
        let font = fonts.font(fragment.face).clone();
        surface.draw_glyphs(Point::from_xy(x, y), &fragment.glyphs, font, &fragment.text, size_here, false);
        x += fragment.width * size;
    }
}

/// Frames around the marks of exemptions.
fn frames(surface: &mut Surface<'_>, fragments: &[Fragment], (x, y): (f32, f32), size: f32) {
    let mut x = x;
    for fragment in fragments {
        let width = fragment.width * size;
        if fragment.look.framed {
            frame(
                surface,
                [x - 3.0, y - size * 0.98, x + width * 0.92 + 3.0, y + size * 0.34],
                0.6,
                fragment.look.colour,
            );
        }
        x += width;
    }
}

fn foot(surface: &mut Surface<'_>, fonts: &Fonts, (footer, number): (&str, &str), style: &Style) {
    let y = PAGE.1 - 13.0 * MM;
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Footer)));
    let line = |words: &str| lines(fonts, &Text::plain(words), style, RIGHT - LEFT).into_iter().next();
    if let Some(left) = line(footer) {
        write(surface, fonts, &left.fragments, (LEFT, y), style.size);
    }
    if let Some(right) = line(number) {
        write(surface, fonts, &right.fragments, (RIGHT - right.width, y), style.size);
    }
    surface.end_tagged();
}

fn folds(surface: &mut Surface<'_>) {
    for fold in FOLDS {
        rule(surface, (5.0 * MM, 8.0 * MM), fold, 0.4, [0x99, 0x99, 0x99]);
    }
}

fn rule(surface: &mut Surface<'_>, (from, to): (f32, f32), y: f32, thick: f32, colour: Colour) {
    let mut path = PathBuilder::new();
    path.move_to(from, y);
    path.line_to(to, y);
    stroke(surface, path, thick, colour);
}

fn frame(surface: &mut Surface<'_>, [left, top, right, bottom]: [f32; 4], thick: f32, colour: Colour) {
    let mut path = PathBuilder::new();
    if let Some(edges) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(edges);
    }
    stroke(surface, path, thick, colour);
}

/// A filled area, for the eye only.
fn area(surface: &mut Surface<'_>, [left, top, right, bottom]: [f32; 4], colour: Colour) {
    let mut path = PathBuilder::new();
    if let Some(edges) = Rect::from_ltrb(left, top, right, bottom) {
        path.push_rect(edges);
    }
    paint_in(surface, path, colour);
}

/// A round mark, its quarters drawn as curves.
fn dot(surface: &mut Surface<'_>, (x, y): (f32, f32), radius: f32, colour: Colour) {
    const CURVE: f32 = 0.552_285;
    let bend = radius * CURVE;
    let mut path = PathBuilder::new();
    path.move_to(x + radius, y);
    path.cubic_to(x + radius, y + bend, x + bend, y + radius, x, y + radius);
    path.cubic_to(x - bend, y + radius, x - radius, y + bend, x - radius, y);
    path.cubic_to(x - radius, y - bend, x - bend, y - radius, x, y - radius);
    path.cubic_to(x + bend, y - radius, x + radius, y - bend, x + radius, y);
    path.close();
    paint_in(surface, path, colour);
}

/// Fills a path as an artifact.
fn paint_in(surface: &mut Surface<'_>, path: PathBuilder, colour: Colour) {
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_stroke(None);
    surface.set_fill(Some(fill(colour)));
    surface.draw_path(&path);
    surface.end_tagged();
}

/// A picture as an artifact: what it says stands beside it in words.
fn show(surface: &mut Surface<'_>, (x, y): (f32, f32), (width, height): (f32, f32), picture: Image) {
    let Some(size) = Size::from_wh(width, height) else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.push_transform(&Transform::from_translate(x, y));
    surface.draw_image(picture, size);
    surface.pop();
    surface.end_tagged();
}

/// A dashed line down.
fn dashes(surface: &mut Surface<'_>, x: f32, (from, to): (f32, f32), colour: Colour) {
    let mut y = from;
    while y < to {
        let mut path = PathBuilder::new();
        path.move_to(x, y);
        path.line_to(x, (y + 2.5).min(to));
        stroke(surface, path, 0.9, colour);
        y += 4.5;
    }
}

/// Draws a path as an artifact: it is there for the eye only.
fn stroke(surface: &mut Surface<'_>, path: PathBuilder, thick: f32, colour: Colour) {
    let Some(path) = path.finish() else { return };
    surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke { paint: paint(colour).into(), width: thick, ..Stroke::default() }));
    surface.draw_path(&path);
    surface.end_tagged();
}

fn fill(colour: Colour) -> Fill {
    Fill { paint: paint(colour).into(), ..Fill::default() }
}

fn paint([red, green, blue]: Colour) -> rgb::Color {
    rgb::Color::new(red, green, blue)
}
