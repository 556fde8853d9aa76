//! The faces of the printed letter: Libertinus Serif for the letter's voice, Noto Sans for tables (both under the SIL Open Font License).

use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::charmap::Charmap;
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider};

/// A face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Face {
    Serif,
    SerifBold,
    Sans,
    SansBold,
}

/// All faces, ready to measure and to draw. Together they cover Latin with all its accents, Greek and Cyrillic.
pub(super) struct Fonts {
    faces: [Loaded; 4],
}

struct Loaded {
    font: Font,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
    em: f32,
}

impl Fonts {
    /// Loads the built-in faces; `None` only if the build was given broken ones.
    pub(super) fn load() -> Option<Self> {
        // The crate lists Libertinus Serif first: regular, then bold. A test holds it to that.
        let mut serif = typst_assets::fonts();
        let (regular, bold) = (serif.next()?, serif.next()?);
        let faces = [load(regular)?, load(bold)?, load(notosans::REGULAR_TTF)?, load(notosans::BOLD_TTF)?];
        Some(Self { faces })
    }

    pub(super) fn font(&self, face: Face) -> &Font {
        &self.face(face).font
    }

    fn face(&self, face: Face) -> &Loaded {
        let [serif, serif_bold, sans, sans_bold] = &self.faces;
        match face {
            Face::Serif => serif,
            Face::SerifBold => serif_bold,
            Face::Sans => sans,
            Face::SansBold => sans_bold,
        }
    }

    /// The glyph for a letter: in the wanted face, else in its twin, else a mark that something stands here.
    /// The mark keeps the letter itself as its text, so that copying and reading aloud give the true one.
    pub(super) fn glyph(&self, wanted: Face, letter: char) -> (Face, KrillaGlyph) {
        let twin = match wanted {
            Face::Serif => Face::Sans,
            Face::SerifBold => Face::SansBold,
            Face::Sans => Face::Serif,
            Face::SansBold => Face::SerifBold,
        };
        let found = [(wanted, letter), (twin, letter), (wanted, '\u{fffd}'), (twin, '\u{fffd}'), (wanted, '?')]
            .into_iter()
            .find_map(|(face, letter)| Some((face, self.face(face).glyph(letter)?)));
        found.unwrap_or_else(|| (wanted, self.face(wanted).drawn(skrifa::GlyphId::new(0))))
    }
}

impl Loaded {
    fn glyph(&self, letter: char) -> Option<KrillaGlyph> {
        let id = self.letters.map(letter).filter(|id| id.to_u32() != 0)?;
        Some(self.drawn(id))
    }

    fn drawn(&self, id: skrifa::GlyphId) -> KrillaGlyph {
        let advance = self.widths.advance_width(id).unwrap_or_default() / self.em;
        KrillaGlyph::new(GlyphId::new(id.to_u32()), advance, 0.0, 0.0, 0.0, 0..0, None)
    }
}

fn load(bytes: &'static [u8]) -> Option<Loaded> {
    let face = FontRef::new(bytes).ok()?;
    let widths = face.glyph_metrics(Size::unscaled(), LocationRef::default());
    let em = f32::from(face.metrics(Size::unscaled(), LocationRef::default()).units_per_em);
    Some(Loaded { font: Font::new(bytes.into(), 0)?, letters: face.charmap(), widths, em })
}

#[cfg(test)]
mod tests {
    use skrifa::string::StringId;

    use super::*;

    #[test]
    fn the_first_two_built_in_fonts_are_the_ones_meant() {
        let names: Vec<String> = typst_assets::fonts()
            .take(2)
            .map(|bytes| {
                let face = FontRef::new(bytes).unwrap();
                face.localized_strings(StringId::FULL_NAME).english_or_first().unwrap().chars().collect()
            })
            .collect();
        assert_eq!(names, ["Libertinus Serif Regular", "Libertinus Serif Bold"]);
    }

    #[test]
    fn the_faces_cover_the_alphabets_of_europe() {
        let fonts = Fonts::load().unwrap();
        let letters = "AZaz09£€–’“”…·ÆØÅæøåßÿŐőŰűŁłŘřŞşĞğİıȘșȚțĦħŊŋŽžΆΩΐώЀЯѐяЂђҐґ";
        for face in [Face::Serif, Face::SerifBold, Face::Sans, Face::SansBold] {
            for letter in letters.chars() {
                assert!(fonts.face(face).glyph(letter).is_some(), "{letter} in {face:?}");
            }
        }
    }
}
