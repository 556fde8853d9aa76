//! The answer to a task as it is posted: a choice, a remark, and perhaps a file. The file streams into the vault and never rests
//! in memory.

use actix_multipart::{Field, Multipart};
use actix_web::web;
use futures_util::TryStreamExt;

use super::csrf::{FormKey, TOKEN_FIELD};
use super::desk::at_desk;
use super::errors::{BadForm, WebError};
use super::fields::Fields;
use super::uploading::{Tells, stream};
use crate::domain::ids::TaskId;
use crate::domain::personal::Personal;
use crate::domain::upload::{document_type, media_type};
use crate::ports::store::documents::StoredFile;
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::vault::{ObjectName, Purpose};
use crate::workflow::documents::not_taken;
use crate::workflow::{Desk, WorkError, tasks};

/// The longest text field beside a file, in bytes.
const TEXT_BYTES: usize = 64 * 1024;
/// The most fields beside a file: no page of ours has as many.
const MOST_FIELDS: usize = 200;

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

    /// The file, as it lies in the vault.
    pub fn stored(&self) -> Option<StoredFile> {
        let TaskAnswerKind::File { name, media_type, bytes, object } = self.file.as_ref()? else { return None };
        Some(StoredFile { name: name.clone(), media_type: media_type.clone(), bytes: *bytes, object: object.clone() })
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
pub async fn read(desk: &web::Data<Desk>, body: Multipart) -> Result<Filed, WebError> {
    read_with(desk, body, media_type).await
}

/// The same of a file that is put into the review: web pages are taken in as well.
pub async fn read_document(desk: &web::Data<Desk>, body: Multipart) -> Result<Filed, WebError> {
    read_with(desk, body, document_type).await
}

async fn read_with(desk: &web::Data<Desk>, mut body: Multipart, tells: Tells) -> Result<Filed, WebError> {
    let mut filed = Filed::default();
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        match part.name().unwrap_or_default() {
            "file" => filed.file = keep(desk, part, tells).await?,
            "answer" => filed.choice = text(&mut part).await?,
            "note" => filed.note = Personal::new(text(&mut part).await?),
            _ => {}
        }
    }
    Ok(filed)
}

/// A form with one file beside its fields.
pub struct FormWithFile {
    /// Its fields.
    pub fields: Fields,
    /// The file.
    pub filed: Filed,
    /// Why the file was not taken, and what to do; the fields are there all the same.
    pub refused: Option<String>,
}

/// Reads any form that may carry one file beside its fields.
pub async fn read_form(desk: &web::Data<Desk>, mut body: Multipart) -> Result<FormWithFile, WebError> {
    let (mut pairs, mut filed, mut refused) = (Vec::new(), Filed::default(), None);
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == "file" {
            match keep(desk, part, media_type).await {
                Ok(file) => filed.file = file,
                Err(WebError::Work(WorkError::Field { what, .. })) => refused = Some(what),
                Err(other) => return Err(other),
            }
        } else if pairs.len() < MOST_FIELDS {
            pairs.push((name, text(&mut part).await?.replace("\r\n", "\n")));
        } else {
            return Err(WebError::TooLarge);
        }
    }
    Ok(FormWithFile { fields: Fields::of(pairs), filed, refused })
}

async fn text(part: &mut Field) -> Result<String, WebError> {
    let bytes = part.bytes(TEXT_BYTES).await.map_err(|_error| WebError::TooLarge)?;
    let bytes = bytes.map_err(|_error| BadForm::Cut)?;
    String::from_utf8(bytes.to_vec()).map_err(|_error| BadForm::Encoding.into())
}

/// Streams a file into the vault; `None` when the browser sent an empty choice.
async fn keep(desk: &web::Data<Desk>, part: Field, tells: Tells) -> Result<Option<TaskAnswerKind>, WebError> {
    let object = ObjectName::new(Purpose::Evidence, TaskId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    match stream(desk, part, object, tasks::LARGEST_FILE, tells).await? {
        Err(no) => Err(WorkError::field("file", not_taken(no)).into()),
        Ok(taken) => Ok(taken.map(|file| TaskAnswerKind::File {
            name: Personal::new(file.name),
            media_type: file.media_type.to_owned(),
            bytes: file.bytes,
            object: object.to_string(),
        })),
    }
}
