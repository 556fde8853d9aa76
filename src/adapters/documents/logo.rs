//! A logo from a picture: read into points of colour, made small, and written as a new PNG.

use std::io::Cursor;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use image::codecs::png::{CompressionType, FilterType as Filter, PngEncoder};
use image::imageops::FilterType;
use image::{DynamicImage, RgbaImage};
use sha2::{Digest, Sha256};

use super::picture::opened;
use crate::domain::logo::{HEAVIEST, HIGHEST, LARGEST_FILE, Logo, NotALogo, fitting};
use crate::domain::redaction::DocumentKind;
use crate::domain::upload::media_type;

/// The heights that are tried, the best first: a picture with much detail weighs less when it is smaller.
const HEIGHTS: [u32; 4] = [HIGHEST, 80, 64, 48];

/// Makes a logo of a file.
pub(super) fn logo(bytes: &[u8]) -> Result<Logo, NotALogo> {
    if bytes.len() > LARGEST_FILE {
        return Err(NotALogo::TooLarge);
    }
    let kind = match media_type(bytes.get(..bytes.len().min(4096)).unwrap_or_default()) {
        Some("image/png") => DocumentKind::Png,
        Some("image/jpeg") => DocumentKind::Jpeg,
        _ => return Err(NotALogo::Kind),
    };
    let picture = opened(kind, bytes).map_err(|_error| NotALogo::Damaged)?;
    for highest in HEIGHTS {
        let small = made_small(&picture, highest);
        let written = written(&small).ok_or(NotALogo::Damaged)?;
        if written.len() <= HEAVIEST {
            return Ok(kept(&written, &small));
        }
    }
    Err(NotALogo::TooDetailed)
}

fn made_small(picture: &DynamicImage, highest: u32) -> RgbaImage {
    let (width, height) = fitting(picture.width(), picture.height(), highest);
    if (width, height) == (picture.width(), picture.height()) {
        return picture.to_rgba8();
    }
    picture.resize_exact(width, height, FilterType::Lanczos3).to_rgba8()
}

fn written(picture: &RgbaImage) -> Option<Vec<u8>> {
    let mut out = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut out, CompressionType::Best, Filter::Adaptive);
    picture.write_with_encoder(encoder).ok()?;
    Some(out.into_inner())
}

fn kept(png: &[u8], picture: &RgbaImage) -> Logo {
    let digest = Sha256::digest(png);
    let mark = digest.iter().take(6).fold(String::new(), |mark, byte| mark + &format!("{byte:02x}"));
    Logo { png: STANDARD.encode(png), width: picture.width(), height: picture.height(), mark }
}

#[cfg(test)]
mod tests {
    use image::{ImageFormat, Rgba};

    use super::*;

    fn file(width: u32, height: u32, format: ImageFormat, noise: bool) -> Vec<u8> {
        let at = |x: u32, y: u32| {
            let n = x.wrapping_mul(2_654_435_761).wrapping_add(y.wrapping_mul(40_503)).rotate_left(x % 31);
            let bytes = if noise { n.to_le_bytes() } else { [0x0f, 0x5c, 0x55, 0xff] };
            Rgba([bytes[0], bytes[1], bytes[2], 0xff])
        };
        let picture = DynamicImage::ImageRgba8(RgbaImage::from_fn(width, height, at));
        let picture = if format == ImageFormat::Jpeg { picture.to_rgb8().into() } else { picture };
        let mut bytes = Cursor::new(Vec::new());
        picture.write_to(&mut bytes, format).unwrap();
        bytes.into_inner()
    }

    #[test]
    fn a_logo_is_written_anew_small_and_the_same_each_time() {
        for format in [ImageFormat::Png, ImageFormat::Jpeg] {
            let bytes = file(1200, 300, format, false);
            let made = logo(&bytes).unwrap();
            assert_eq!((made.width, made.height, made.shown()), (384, 96, (192, 48)));
            let png = STANDARD.decode(&made.png).unwrap();
            assert!(png.len() <= HEAVIEST && png.starts_with(b"\x89PNG"));
            assert_eq!(made, logo(&bytes).unwrap());
        }
    }

    #[test]
    fn what_is_no_picture_or_would_be_heavy_is_refused() {
        let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>";
        for other in [&svg[..], b"GIF89a", b"%PDF-1.7", b""] {
            assert_eq!(logo(other), Err(NotALogo::Kind));
        }
        let png = file(64, 64, ImageFormat::Png, false);
        assert_eq!(logo(&png[..60]), Err(NotALogo::Damaged));
        assert_eq!(logo(&vec![0; LARGEST_FILE + 1]), Err(NotALogo::TooLarge));
        assert_eq!(logo(&file(480, 96, ImageFormat::Png, true)), Err(NotALogo::TooDetailed));
    }
}
