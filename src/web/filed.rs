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
use crate::domain::upload::{NotTaken, document_type, media_type};
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

/// A choice and a file that make no answer together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Nothing was chosen.
    NoChoice,
    /// A file was promised and did not come.
    NoFile,
    /// A file came beside another answer.
    Both,
}

impl Unclear {
    /// Its stored name, as texts of a language have it.
    pub const fn code(self) -> &'static str {
        match self {
            Self::NoChoice => "no_choice",
            Self::NoFile => "no_file",
            Self::Both => "both",
        }
    }
}

impl From<Unclear> for WebError {
    /// In the words of staff.
    fn from(unclear: Unclear) -> Self {
        let what = match unclear {
            Unclear::NoChoice => "Say whether there is a file, nothing is held, or it is done.",
            Unclear::NoFile => "Choose the file that you found.",
            Unclear::Both => "You chose a file as well. Choose “Here is a file”, or take the file away.",
        };
        WorkError::field("answer", what).into()
    }
}

impl Filed {
    /// The answer that the choice and the file make together; `None` for "cannot".
    pub fn kind(&self) -> Result<Option<TaskAnswerKind>, Unclear> {
        match (self.choice.as_str(), &self.file) {
            ("file", Some(file)) => Ok(Some(file.clone())),
            ("file", None) => Err(Unclear::NoFile),
            (_, Some(_)) => Err(Unclear::Both),
            ("nothing", None) => Ok(Some(TaskAnswerKind::NothingHeld)),
            ("done", None) => Ok(Some(TaskAnswerKind::Done)),
            ("cannot", None) => Ok(None),
            _ => Err(Unclear::NoChoice),
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
    read_outside(desk, body).await?.map_err(for_staff)
}

/// The same of somebody outside, who is told in their own language why a file is not taken.
pub async fn read_outside(desk: &web::Data<Desk>, body: Multipart) -> Result<Result<Filed, NotTaken>, WebError> {
    read_with(desk, body, media_type).await
}

/// The same of a file that is put into the review: web pages are taken in as well.
pub async fn read_document(desk: &web::Data<Desk>, body: Multipart) -> Result<Filed, WebError> {
    read_with(desk, body, document_type).await?.map_err(for_staff)
}

fn for_staff(no: NotTaken) -> WebError {
    WorkError::field("file", not_taken(no)).into()
}

async fn read_with(
    desk: &web::Data<Desk>,
    mut body: Multipart,
    tells: Tells,
) -> Result<Result<Filed, NotTaken>, WebError> {
    let mut filed = Filed::default();
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        match part.name().unwrap_or_default() {
            "file" => match keep(desk, part, tells).await? {
                Ok(file) => filed.file = file,
                Err(no) => return Ok(Err(no)),
            },
            "answer" => filed.choice = text(&mut part).await?,
            "note" => filed.note = Personal::new(text(&mut part).await?),
            _ => {}
        }
    }
    Ok(Ok(filed))
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
            match keep(desk, part, media_type).await? {
                Ok(file) => filed.file = file,
                Err(no) => refused = Some(not_taken(no).to_owned()),
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
async fn keep(
    desk: &web::Data<Desk>,
    part: Field,
    tells: Tells,
) -> Result<Result<Option<TaskAnswerKind>, NotTaken>, WebError> {
    let object = ObjectName::new(Purpose::Evidence, TaskId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    let taken = stream(desk, part, object, tasks::LARGEST_FILE, tells).await?;
    Ok(taken.map(|file| {
        file.map(|file| TaskAnswerKind::File {
            name: Personal::new(file.name),
            media_type: file.media_type.to_owned(),
            bytes: file.bytes,
            object: object.to_string(),
        })
    }))
}
