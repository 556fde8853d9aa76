//! The answer to a task as it is posted: a choice, a remark, and perhaps a file. The file streams into the vault and never rests
//! in memory.

use std::io::Write;

use actix_multipart::{Field, Multipart};
use actix_web::http::header::ContentDisposition;
use actix_web::web;
use futures_util::TryStreamExt;

use super::csrf::{FormKey, TOKEN_FIELD};
use super::desk::at_desk;
use super::errors::{BadForm, WebError};
use crate::domain::ids::TaskId;
use crate::domain::personal::Personal;
use crate::domain::upload::{HEAD_BYTES, media_type, plain_name};
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::vault::{ObjectName, Purpose, Sealing, VaultError};
use crate::workflow::{Desk, WorkError, tasks};

/// The longest text field beside a file, in bytes.
const TEXT_BYTES: usize = 64 * 1024;

/// A posted answer.
#[derive(Default)]
pub struct Filed {
    /// What was ticked: `file`, `nothing`, `done` or `cannot`.
    pub choice: String,
    /// The remark.
    pub note: Personal,
    /// The file, which lies in the vault already.
    pub file: Option<TaskAnswerKind>,
}

impl Filed {
    /// The answer that the choice and the file make together; `None` for "cannot".
    pub fn kind(&self) -> Result<Option<TaskAnswerKind>, WebError> {
        let wrong = |what: &str| Err(WorkError::field("answer", what).into());
        match (self.choice.as_str(), &self.file) {
            ("file", Some(file)) => Ok(Some(file.clone())),
            ("file", None) => wrong("Choose the file that you found."),
            (_, Some(_)) => wrong("You chose a file as well. Choose “Here is a file”, or take the file away."),
            ("nothing", None) => Ok(Some(TaskAnswerKind::NothingHeld)),
            ("done", None) => Ok(Some(TaskAnswerKind::Done)),
            ("cannot", None) => Ok(None),
            _ => wrong("Say whether there is a file, nothing is held, or it is done."),
        }
    }

    /// Destroys the file, which nobody will ever find again because its answer was not taken.
    pub async fn discard(self, desk: &web::Data<Desk>) -> Result<(), WebError> {
        let Some(TaskAnswerKind::File { object, .. }) = self.file else { return Ok(()) };
        let Some(name) = ObjectName::parse(&object) else { return Ok(()) };
        at_desk(desk, move |desk| Ok(desk.vault.destroy(name)?)).await
    }
}

/// Reads the first part, which must be the token of a page of ours. Nothing after it is looked at before it fits.
pub async fn prove(key: FormKey, body: &mut Multipart) -> Result<(), WebError> {
    let first = body.try_next().await.map_err(|_error| BadForm::Cut)?;
    let Some(mut part) = first.filter(|part| part.name() == Some(TOKEN_FIELD)) else { return Err(WebError::Forged) };
    if key.accepts(&text(&mut part).await?) { Ok(()) } else { Err(WebError::Forged) }
}

/// Reads the parts after the token.
pub async fn read(desk: &web::Data<Desk>, mut body: Multipart) -> Result<Filed, WebError> {
    let mut filed = Filed::default();
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        match part.name().unwrap_or_default() {
            "file" => filed.file = keep(desk, part).await?,
            "answer" => filed.choice = text(&mut part).await?,
            "note" => filed.note = Personal::new(text(&mut part).await?),
            _ => {}
        }
    }
    Ok(filed)
}

async fn text(part: &mut Field) -> Result<String, WebError> {
    let bytes = part.bytes(TEXT_BYTES).await.map_err(|_error| WebError::TooLarge)?;
    let bytes = bytes.map_err(|_error| BadForm::Cut)?;
    String::from_utf8(bytes.to_vec()).map_err(|_error| BadForm::Encoding.into())
}

/// Streams a file into the vault; `None` when the browser sent an empty choice.
async fn keep(desk: &web::Data<Desk>, mut part: Field) -> Result<Option<TaskAnswerKind>, WebError> {
    let typed = part.content_disposition().and_then(ContentDisposition::get_filename).unwrap_or_default().to_owned();
    let mut head = Vec::new();
    let object = ObjectName::new(Purpose::Evidence, TaskId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    let mut sealing: Option<Box<dyn Sealing>> = None;
    let mut bytes: u64 = 0;
    while let Some(chunk) = part.try_next().await.map_err(|_error| BadForm::Cut)? {
        bytes += u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        if bytes > tasks::LARGEST_FILE {
            return Err(
                WorkError::field("file", "The file is larger than 25 MB. Split it, or send it another way.").into()
            );
        }
        head.extend(chunk.iter().take(HEAD_BYTES.saturating_sub(head.len())));
        sealing = Some(written(desk, sealing, object, chunk).await?);
    }
    let Some(sealing) = sealing.filter(|_| bytes > 0) else { return Ok(None) };
    let Some(media_type) = media_type(&head) else {
        let what = "This kind of file is not taken: send a PDF, a picture, a text or table, or a ZIP or Office file.";
        return Err(WorkError::field("file", what).into());
    };
    at_desk(desk, move |_| Ok(sealing.finish()?)).await?;
    Ok(Some(TaskAnswerKind::File {
        name: Personal::new(plain_name(&typed)),
        media_type: media_type.to_owned(),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        object: object.to_string(),
    }))
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
