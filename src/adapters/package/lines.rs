//! From runs of words to lines of glyphs that fit a width.

use krilla::text::KrillaGlyph;
use unicode_normalization::UnicodeNormalization;

use super::fonts::{Face, Fonts};
use crate::domain::disclosure::{Run, Text};
use crate::ports::letters::PrintSize;

/// A colour as red, green and blue.
pub(super) type Colour = [u8; 3];

pub(super) const INK: Colour = [0x17, 0x20, 0x2a];
pub(super) const QUIET: Colour = [0x4a, 0x56, 0x63];
const GAP: Colour = [0x7a, 0x4b, 0x00];
const LINK: Colour = [0x0b, 0x4f, 0x73];

/// How text is set. Sizes are in points.
#[derive(Clone, Copy)]
pub(super) struct Style {
    pub(super) regular: Face,
    pub(super) bold: Face,
    pub(super) size: f32,
    /// From one baseline to the next.
    pub(super) leading: f32,
    pub(super) colour: Colour,
}

/// Large print has no letter smaller than this, in points (the Royal National Institute of Blind People asks for 16).
const LARGE: f32 = 16.0;

impl Style {
    /// The same style for a size of print.
    pub(super) fn fit(self, size: PrintSize) -> Self {
        let factor = match size {
            PrintSize::Ordinary => 1.0,
            PrintSize::Large => (LARGE / self.size).max(1.3),
        };
        self.times(factor)
    }

    /// The same style so many times as large.
    pub(super) fn times(self, factor: f32) -> Self {
        Self { size: self.size * factor, leading: self.leading * factor, ..self }
    }
}

/// How a fragment differs from the style.
#[derive(Clone, PartialEq)]
pub(super) struct Look {
    pub(super) colour: Colour,
    /// Framed, as the mark of an exemption is.
    pub(super) framed: bool,
    /// The address, if it is a link to the web.
    pub(super) link: Option<String>,
    /// The language, if it is another than the letter's.
    pub(super) language: Option<String>,
}

/// Letters of one face and look.
#[derive(Clone)]
pub(super) struct Fragment {
    pub(super) face: Face,
    pub(super) look: Look,
    pub(super) text: String,
    pub(super) glyphs: Vec<KrillaGlyph>,
    /// In units of the size.
    pub(super) width: f32,
}

/// One line. Its width, in points, does not count a blank at its end.
#[derive(Clone, Default)]
pub(super) struct Line {
    pub(super) fragments: Vec<Fragment>,
    pub(super) width: f32,
}

/// Letters that stay together, and the blank that follows them, if one does.
#[derive(Default)]
struct Word {
    fragments: Vec<Fragment>,
    blank: Option<Fragment>,
    /// Whether the line ends after it.
    ends_line: bool,
}

/// Breaks a text into lines no wider than `width` points.
pub(super) fn lines(fonts: &Fonts, text: &Text, style: &Style, width: f32) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let mut blank = 0.0;
    for word in words(fonts, text, style).into_iter().flat_map(|word| fitting(word, width / style.size)) {
        let needed = wide(&word.fragments) * style.size;
        let full = lines.last().is_some_and(|line| line.width > 0.0 && line.width + blank + needed > width);
        if full {
            lines.push(Line::default());
            blank = 0.0;
        }
        if let Some(line) = lines.last_mut() {
            line.width += blank + needed;
            word.fragments
                .into_iter()
                .chain(word.blank.clone())
                .for_each(|fragment| join(&mut line.fragments, fragment));
        }
        blank = word.blank.map_or(0.0, |blank| blank.width * style.size);
        if word.ends_line {
            lines.push(Line::default());
            blank = 0.0;
        }
    }
    lines
}

fn wide(fragments: &[Fragment]) -> f32 {
    fragments.iter().map(|fragment| fragment.width).sum()
}

/// Cuts the text where a line may end: after blanks, and after hyphens and slashes inside words.
fn words(fonts: &Fonts, text: &Text, style: &Style) -> Vec<Word> {
    let mut words = vec![Word::default()];
    for run in &text.0 {
        let (face, look) = look(run, style);
        let together = matches!(run, Run::Cite(_) | Run::Mark(_));
        for letter in run.words().nfc().filter(|letter| !is_unprintable(*letter)) {
            let letter = if letter.is_whitespace() { ' ' } else { letter };
            let ends = letter == ' ' && !together;
            let Some(word) = words.last_mut() else { continue };
            if ends {
                word.blank = Some(set(fonts, face, &look, letter));
            } else {
                join(&mut word.fragments, set(fonts, face, &look, letter));
            }
            word.ends_line = *run == Run::Break;
            // "e-mail" stays whole.
            let long = word.fragments.iter().map(|fragment| fragment.glyphs.len()).sum::<usize>() > 2;
            if ends || (matches!(letter, '-' | '/') && long && !together) {
                words.push(Word::default());
            }
        }
    }
    words.retain(|word| !word.fragments.is_empty() || word.blank.is_some());
    words
}

/// Control marks, and marks that turn the direction of writing, have no place on paper.
fn is_unprintable(letter: char) -> bool {
    let turns = matches!(letter, '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    turns || letter.is_control() && !letter.is_whitespace()
}

fn look(run: &Run, style: &Style) -> (Face, Look) {
    let plain = Look { colour: style.colour, framed: false, link: None, language: None };
    match run {
        Run::Plain(_) | Run::Cite(_) | Run::Break => (style.regular, plain),
        Run::Foreign { language, .. } => (style.regular, Look { language: Some(language.clone()), ..plain }),
        Run::Quiet(_) => (style.regular, Look { colour: QUIET, ..plain }),
        Run::Strong(_) => (style.bold, plain),
        Run::Mark(_) => (Face::SansBold, Look { framed: true, ..plain }),
        Run::Gap(_) => (style.bold, Look { colour: GAP, ..plain }),
        Run::Link { href, .. } => {
            let web = href.starts_with("https://") || href.starts_with("http://");
            let colour = if web { LINK } else { style.colour };
            (style.regular, Look { colour, link: web.then(|| href.clone()), ..plain })
        }
    }
}

fn set(fonts: &Fonts, face: Face, look: &Look, letter: char) -> Fragment {
    let (face, mut glyph) = fonts.glyph(face, letter);
    glyph.text_range = 0..letter.len_utf8();
    Fragment { face, look: look.clone(), text: letter.to_string(), width: glyph.x_advance, glyphs: vec![glyph] }
}

/// Appends, as one fragment where face and look are the same.
fn join(fragments: &mut Vec<Fragment>, next: Fragment) {
    match fragments.last_mut().filter(|last| last.face == next.face && last.look == next.look) {
        Some(last) => {
            let before = last.text.len();
            last.text.push_str(&next.text);
            last.width += next.width;
            last.glyphs.extend(next.glyphs.into_iter().map(|mut glyph| {
                glyph.text_range = glyph.text_range.start + before..glyph.text_range.end + before;
                glyph
            }));
        }
        None => fragments.push(next),
    }
}

/// A word wider than a line is cut wherever the line ends.
fn fitting(word: Word, width: f32) -> Vec<Word> {
    if wide(&word.fragments) <= width {
        return vec![word];
    }
    let mut parts = vec![Word::default()];
    let mut used = 0.0;
    for fragment in &word.fragments {
        for glyph in &fragment.glyphs {
            if used + glyph.x_advance > width && used > 0.0 {
                parts.push(Word::default());
                used = 0.0;
            }
            used += glyph.x_advance;
            let text = fragment.text.get(glyph.text_range.clone()).unwrap_or_default().to_owned();
            let glyph = KrillaGlyph { text_range: 0..text.len(), ..glyph.clone() };
            let (face, look) = (fragment.face, fragment.look.clone());
            if let Some(part) = parts.last_mut() {
                join(&mut part.fragments, Fragment { face, look, text, width: glyph.x_advance, glyphs: vec![glyph] });
            }
        }
    }
    if let Some(part) = parts.last_mut() {
        part.blank = word.blank;
        part.ends_line = word.ends_line;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    const STYLE: Style = Style { regular: Face::Serif, bold: Face::SerifBold, size: 10.0, leading: 14.0, colour: INK };

    fn broken(text: &str, width: f32) -> Vec<String> {
        let fonts = Fonts::load().unwrap();
        let lines = lines(&fonts, &Text::plain(text), &STYLE, width);
        assert!(lines.iter().all(|line| line.width <= width + 0.01));
        lines.iter().map(|line| line.fragments.iter().map(|fragment| fragment.text.as_str()).collect()).collect()
    }

    #[test]
    fn no_line_is_too_wide_and_no_letter_is_lost() {
        for text in ["one two three four five", "a-very-long-file-name.csv", &"x".repeat(300), "", "Ő Ω Я 写真 end"]
        {
            assert_eq!(broken(text, 60.0).concat(), text);
        }
    }

    #[test]
    fn what_has_no_place_on_paper_is_left_away() {
        assert_eq!(broken("a\u{202e}b\0c\nd", 200.0), ["abc d"]);
    }
}
