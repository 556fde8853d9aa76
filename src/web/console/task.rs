//! Answering a task: nothing is held, it is done, or a file. The file streams into the vault and never rests in memory.

use actix_multipart::{Field, Multipart};
use actix_web::http::header::{ContentDisposition, DispositionParam, DispositionType};
use actix_web::{HttpResponse, web};
use futures_util::TryStreamExt;
use futures_util::stream::try_unfold;
use std::io::{Read, Write};

use super::case::reference_in;
use super::gathering;
use super::guard::SignedIn;
use crate::domain::case::Reference;
use crate::domain::ids::TaskId;
use crate::domain::personal::Personal;
use crate::domain::upload::{HEAD_BYTES, media_type, plain_name};
use crate::ports::store::StoreError;
use crate::ports::store::tasks::{Task, TaskAnswerKind};
use crate::ports::vault::{ObjectName, Purpose, Sealing};
use crate::web::WebError;
use crate::web::csrf::TOKEN_FIELD;
use crate::web::desk::{at_desk, go_to};
use crate::web::errors::BadForm;
use crate::workflow::{Desk, WorkError, tasks};

/// The longest text field beside a file, in bytes.
const TEXT_BYTES: usize = 64 * 1024;
/// How much of a file is read from the vault at a time.
const CHUNK: usize = 64 * 1024;

/// A posted answer.
#[derive(Default)]
struct Answer {
    proved: bool,
    choice: String,
    note: String,
    file: Option<TaskAnswerKind>,
}

/// POST /console/case/{reference}/task/{task}
pub async fn answer(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    body: Multipart,
) -> Result<HttpResponse, WebError> {
    let (reference, task) = task_of(&desk, &path).await?;
    let right = right_of(&desk, &task).await?;
    match given(&desk, &signed_in, &task, body).await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/{right}/gathering"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            gathering::show(&desk, &signed_in, &reference, &right, what).await
        }
        Err(other) => Err(other),
    }
}

async fn given(desk: &web::Data<Desk>, signed_in: &SignedIn, task: &Task, body: Multipart) -> Result<(), WebError> {
    let answer = read(desk, signed_in, body).await?;
    let file = answer.file.clone();
    let (actor, id) = (signed_in.actor(), task.id);
    let done = match kind_of(answer) {
        Ok((kind, note)) => at_desk(desk, move |desk| tasks::answer(desk, actor, id, kind, &note)).await,
        Err(error) => Err(error),
    };
    // A file nobody will ever find again is destroyed at once.
    if let (Err(_), Some(TaskAnswerKind::File { object, .. })) = (&done, file)
        && let Some(name) = ObjectName::parse(&object)
    {
        at_desk(desk, move |desk| Ok(desk.vault.destroy(name)?)).await?;
    }
    done
}

fn kind_of(answer: Answer) -> Result<(TaskAnswerKind, Personal), WebError> {
    let note = Personal::new(answer.note);
    let wrong = |what: &str| Err(WorkError::field("answer", what).into());
    match (answer.choice.as_str(), answer.file) {
        ("file", Some(file)) => Ok((file, note)),
        ("file", None) => wrong("Choose the file that you found."),
        (_, Some(_)) => wrong("You chose a file as well. Choose “Here is a file”, or take the file away."),
        ("nothing", None) => Ok((TaskAnswerKind::NothingHeld, note)),
        ("done", None) => Ok((TaskAnswerKind::Done, note)),
        _ => wrong("Say whether there is a file, nothing is held, or it is done."),
    }
}

/// Reads the parts in their order. The token comes first; nothing after it is looked at before it fits.
async fn read(desk: &web::Data<Desk>, signed_in: &SignedIn, mut body: Multipart) -> Result<Answer, WebError> {
    let mut answer = Answer::default();
    while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        let name = part.name().unwrap_or_default().to_owned();
        if name == TOKEN_FIELD {
            answer.proved = signed_in.key().accepts(&text(&mut part).await?);
        } else if !answer.proved {
            return Err(WebError::Forged);
        } else if name == "file" {
            answer.file = keep(desk, part).await?;
        } else if name == "answer" {
            answer.choice = text(&mut part).await?;
        } else if name == "note" {
            answer.note = text(&mut part).await?;
        }
    }
    if answer.proved { Ok(answer) } else { Err(WebError::Forged) }
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
        sealing.write_all(&chunk).map_err(|source| crate::ports::vault::VaultError::Io { name: object, source })?;
        Ok(sealing)
    })
    .await
}

/// GET /console/case/{reference}/task/{task}/file
pub async fn file(desk: web::Data<Desk>, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let (_, task) = task_of(&desk, &path).await?;
    let Some(TaskAnswerKind::File { name, media_type, object, .. }) = task.answer.map(|answer| answer.kind) else {
        return Err(WebError::NotFound);
    };
    let object = ObjectName::parse(&object).ok_or(WebError::NotFound)?;
    let reader = at_desk(&desk, move |desk| Ok(desk.vault.open(object)?)).await?;
    let parts = try_unfold((desk, reader), |(desk, mut reader)| async move {
        let (part, reader) = at_desk(&desk, move |_| {
            let mut part = vec![0; CHUNK];
            let read = reader.read(&mut part).map_err(|error| StoreError::Unavailable(error.kind().to_string()))?;
            part.truncate(read);
            Ok((part, reader))
        })
        .await?;
        Ok::<_, WebError>((!part.is_empty()).then(|| (web::Bytes::from(part), (desk, reader))))
    });
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name.reveal().to_owned())],
    };
    Ok(HttpResponse::Ok().insert_header(disposition).content_type(media_type).streaming(parts))
}

/// The task of an address, if it belongs to the case of the address.
async fn task_of(desk: &web::Data<Desk>, path: &web::Path<(String, String)>) -> Result<(Reference, Task), WebError> {
    let reference = reference_in(&path.0)?;
    let id = TaskId::parse(&path.1).ok_or(WebError::NotFound)?;
    let wanted = reference.clone();
    let found = at_desk(desk, move |desk| {
        desk.read(move |_, tx, _| {
            let case = tx.case_by_reference(&wanted)?.ok_or(StoreError::NotFound)?;
            let task = tx.task(id)?;
            if task.case == case.id { Ok(task) } else { Err(StoreError::NotFound.into()) }
        })
    });
    Ok((reference, found.await?))
}

async fn right_of(desk: &web::Data<Desk>, task: &Task) -> Result<String, WebError> {
    let request = task.request;
    at_desk(desk, move |desk| desk.read(move |_, tx, _| Ok(tx.request(request)?.right.code().to_owned()))).await
}
