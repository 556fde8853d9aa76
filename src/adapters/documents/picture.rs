//! Pictures: read into points of colour, painted over, and written as a new file. Whatever else the file held (where and when a photograph
//! was taken, thumbnails, remarks) is not read at all.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, Rgb, RgbImage};

use crate::domain::redaction::{Area, Choices, DocumentKind, Spacing};
use crate::ports::redaction::{CannotRedact, Reading, Shape};

/// The most points of colour: at three bytes each, what such a picture takes in memory.
const MOST_POINTS: u64 = 40_000_000;
/// The longest side, in points.
const LONGEST_SIDE: u32 = 20_000;
/// What a decoder may take beside the picture itself, in bytes.
const WORKING_MEMORY: u64 = 400 * 1024 * 1024;
/// How much of a photograph is kept; beyond it only the file grows.
const QUALITY: u8 = 88;
const BLACK: Rgb<u8> = Rgb([0, 0, 0]);

pub(super) fn read(kind: DocumentKind, bytes: &[u8]) -> Result<Reading, CannotRedact> {
    let picture = opened(kind, bytes)?;
    let shape = Shape::Picture { width: picture.width(), height: picture.height() };
    Ok(Reading { parts: Vec::new(), shape, spacing: Spacing::Written })
}

pub(super) fn redact(kind: DocumentKind, bytes: &[u8], choices: &Choices) -> Result<Vec<u8>, CannotRedact> {
    let mut picture = opened(kind, bytes)?.into_rgb8();
    for area in &choices.areas {
        paint(&mut picture, *area);
    }
    let mut copy = Cursor::new(Vec::new());
    let written = match kind {
        DocumentKind::Jpeg => picture.write_with_encoder(JpegEncoder::new_with_quality(&mut copy, QUALITY)),
        _ => picture.write_to(&mut copy, ImageFormat::Png),
    };
    written.map_err(|_error| CannotRedact::Write)?;
    Ok(copy.into_inner())
}

/// The picture as it is to be looked at: cameras lay it on its side and only note that it must be turned.
pub(super) fn opened(kind: DocumentKind, bytes: &[u8]) -> Result<DynamicImage, CannotRedact> {
    let format = if kind == DocumentKind::Jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(WORKING_MEMORY);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(|_error| CannotRedact::Damaged)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS {
        return Err(CannotRedact::TooLarge("40 million points of colour for a picture"));
    }
    let turn = decoder.orientation().map_err(|_error| CannotRedact::Damaged)?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_error| CannotRedact::Damaged)?;
    picture.apply_orientation(turn);
    Ok(picture)
}

/// Paints an area black; a point that it only touches belongs to it.
fn paint(picture: &mut RgbImage, area: Area) {
    let (width, height) = picture.dimensions();
    let first = |share: u16, side: u32| u64::from(share) * u64::from(side) / 1000;
    let last = |share: u32, side: u32| (u64::from(share) * u64::from(side)).div_ceil(1000);
    let across = first(area.left, width)..last(u32::from(area.left) + u32::from(area.width), width);
    let down = first(area.top, height)..last(u32::from(area.top) + u32::from(area.height), height);
    for (x, y, point) in picture.enumerate_pixels_mut() {
        if across.contains(&u64::from(x)) && down.contains(&u64::from(y)) {
            *point = BLACK;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn photograph(kind: DocumentKind) -> Vec<u8> {
        let picture =
            RgbImage::from_fn(120, 60, |x, y| Rgb([u8::try_from(x * 2).unwrap(), u8::try_from(y * 4).unwrap(), 200]));
        let mut bytes = Cursor::new(Vec::new());
        let format = if kind == DocumentKind::Jpeg { ImageFormat::Jpeg } else { ImageFormat::Png };
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    /// A chunk of text in a PNG, and a remark and EXIF in a JPEG, right behind the head.
    fn with_remarks(kind: DocumentKind) -> Vec<u8> {
        let bytes = photograph(kind);
        let said = b"Comment\0Tom Okafor was here";
        let (at, chunk) = if kind == DocumentKind::Jpeg {
            let length = u16::try_from(said.len() + 2).unwrap().to_be_bytes();
            let exif = [&b"\xff\xe1\x00\x18Exif\0\0MM\0*\0\0\0\x08\0\0Okafor"[..], b""].concat();
            (2, [&b"\xff\xfe"[..], &length, said, &exif].concat())
        } else {
            let mut crc = flate2::Crc::new();
            crc.update(&[b"tEXt", &said[..]].concat());
            let length = u32::try_from(said.len()).unwrap().to_be_bytes();
            (33, [&length[..], b"tEXt", said, &crc.sum().to_be_bytes()].concat())
        };
        [&bytes[..at], &chunk, &bytes[at..]].concat()
    }

    #[test]
    fn what_is_painted_over_is_gone_and_so_is_all_that_is_no_picture() {
        for kind in [DocumentKind::Png, DocumentKind::Jpeg] {
            let bytes = with_remarks(kind);
            assert!(bytes.windows(6).any(|part| part == b"Okafor"));
            let areas = vec![Area { left: 0, top: 0, width: 500, height: 1000 }];
            let copy = redact(kind, &bytes, &Choices { areas, ..Choices::default() }).unwrap();
            assert!(!copy.windows(6).any(|part| part == b"Okafor"), "{kind:?}");
            assert!(!copy.windows(4).any(|part| part == b"Exif" || part == b"tEXt"), "{kind:?}");
            let again = opened(kind, &copy).unwrap().into_rgb8();
            assert_eq!(again.dimensions(), (120, 60));
            assert!((0..52).all(|x| again.get_pixel(x, 30).0.iter().all(|part| *part < 12)), "{kind:?}");
            assert!(again.get_pixel(100, 30).0[2] > 150, "the rest is as it was");
            assert_eq!(
                copy,
                redact(
                    kind,
                    &bytes,
                    &Choices { areas: vec![Area { left: 0, top: 0, width: 500, height: 1000 }], ..Choices::default() }
                )
                .unwrap()
            );
        }
    }

    #[test]
    fn what_is_no_picture_is_refused() {
        let png = photograph(DocumentKind::Png);
        assert_eq!(redact(DocumentKind::Png, &png[..40], &Choices::default()), Err(CannotRedact::Damaged));
        assert_eq!(redact(DocumentKind::Jpeg, &png, &Choices::default()), Err(CannotRedact::Damaged));
    }
}
