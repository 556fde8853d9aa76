//! The answer to a task as it is posted: a choice, a remark, and perhaps a file. The file streams into the vault and never rests
//! in memory.

use actix_multipart::{Field, Multipart};
use actix_web::web;
use futures_util::TryStreamExt;

use super::csrf::{FormKey, TOKEN_FIELD};
use super::desk::at_desk;
use super::errors::{BadForm, WebError};
use super::uploading::stream;
use crate::domain::ids::TaskId;
use crate::domain::personal::Personal;
use crate::domain::upload::NotTaken;
use crate::ports::store::documents::StoredFile;
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::vault::{ObjectName, Purpose};
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
async fn keep(desk: &web::Data<Desk>, part: Field) -> Result<Option<TaskAnswerKind>, WebError> {
    let object = ObjectName::new(Purpose::Evidence, TaskId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    match stream(desk, part, object, tasks::LARGEST_FILE).await? {
        Err(no) => Err(WorkError::field("file", not_taken(no)).into()),
        Ok(taken) => Ok(taken.map(|file| TaskAnswerKind::File {
            name: Personal::new(file.name),
            media_type: file.media_type.to_owned(),
            bytes: file.bytes,
            object: object.to_string(),
        })),
    }
}

const fn not_taken(no: NotTaken) -> &'static str {
    match no {
        NotTaken::TooLarge => "The file is larger than 25 MB. Split it, or send it another way.",
        NotTaken::Infected => "The virus scanner found something harmful in the file, so it was not taken.",
        NotTaken::Unchecked => "The file cannot be checked for viruses at the moment. Try again in a few minutes.",
        NotTaken::Kind | NotTaken::TooMany => {
            "This kind of file is not taken: send a PDF, a picture, a text or table, or a ZIP or Office file."
        }
    }
}
