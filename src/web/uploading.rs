//! A file on its way from a browser into the vault. It never rests in memory; what may not be taken in leaves nothing behind.

use std::io::Write;

use actix_multipart::Field;
use actix_web::http::header::ContentDisposition;
use actix_web::web;
use futures_util::TryStreamExt;

use super::desk::at_desk;
use super::errors::{BadForm, WebError};
use crate::domain::upload::{HEAD_BYTES, NotTaken, plain_name};
use crate::ports::vault::{ObjectName, Sealing, VaultError};
use crate::workflow::Desk;
use crate::workflow::documents::scanned;

/// How much of a file that is too large is read on and thrown away, so that the browser shows our answer and not an error.
const PATIENCE: u64 = 100_000_000;

/// A file that lies in the vault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Streamed {
    /// Its name, without folders and tricks.
    pub name: String,
    /// Its media type, told from its content.
    pub media_type: &'static str,
    /// Its size in bytes.
    pub bytes: i64,
}

/// What became of a part of a form that may hold a file: nothing when the browser sent an empty choice.
pub type Taken = Result<Option<Streamed>, NotTaken>;

/// The name that the browser gave a file, made plain; empty when no file was chosen.
pub fn name_of(part: &Field) -> String {
    let typed = part.content_disposition().and_then(ContentDisposition::get_filename).unwrap_or_default();
    if typed.is_empty() { String::new() } else { plain_name(typed) }
}

/// Tells the media type of a file from its beginning; `None` for what is not taken in.
pub type Tells = fn(&[u8]) -> Option<&'static str>;

/// Streams a file into the vault, up to a size, and has it scanned.
pub async fn stream(
    desk: &web::Data<Desk>,
    mut part: Field,
    object: ObjectName,
    largest: u64,
    tells: Tells,
) -> Result<Taken, WebError> {
    let name = name_of(&part);
    let (mut head, mut bytes) = (Vec::new(), 0_u64);
    let mut sealing: Option<Box<dyn Sealing>> = None;
    while let Some(chunk) = part.try_next().await.map_err(|_error| BadForm::Cut)? {
        bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if bytes > largest {
            drop(sealing.take());
            return read_on(part, bytes).await;
        }
        head.extend(chunk.iter().take(HEAD_BYTES.saturating_sub(head.len())));
        sealing = Some(written(desk, sealing, object, chunk).await?);
    }
    let Some(sealing) = sealing.filter(|_| bytes > 0) else { return Ok(Ok(None)) };
    let Some(media_type) = tells(&head) else { return Ok(Err(NotTaken::Kind)) };
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    let verdict = at_desk(desk, move |desk| {
        sealing.finish()?;
        scanned(desk, object)
    });
    Ok(verdict.await?.map(|()| Some(Streamed { name, media_type, bytes })))
}

/// Throws the rest of a file away.
async fn read_on(mut part: Field, mut bytes: u64) -> Result<Taken, WebError> {
    while let Some(chunk) = part.try_next().await.map_err(|_error| BadForm::Cut)? {
        bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if bytes > PATIENCE {
            return Err(WebError::TooLarge);
        }
    }
    Ok(Err(NotTaken::TooLarge))
}

/// Writes a part on a thread that may wait for the disk.
async fn written(
    desk: &web::Data<Desk>,
    sealing: Option<Box<dyn Sealing>>,
    object: ObjectName,
    chunk: web::Bytes,
) -> Result<Box<dyn Sealing>, WebError> {
    at_desk(desk, move |desk| {
        let mut sealing = match sealing {
            Some(sealing) => sealing,
            None => desk.vault.create(object)?,
        };
        sealing.write_all(&chunk).map_err(|source| VaultError::Io { name: object, source })?;
        Ok(sealing)
    })
    .await
}
