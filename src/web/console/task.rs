//! Answering a task: nothing is held, it is done, or a file; and handing it to somebody outside by a link.

use actix_multipart::Multipart;
use actix_web::{HttpResponse, web};

use super::case::reference_in;
use super::counter::files::attached;
use super::gathering;
use super::guard::SignedIn;
use super::slip::Slip;
use crate::domain::case::Reference;
use crate::domain::ids::TaskId;
use crate::domain::request::Actor;
use crate::domain::task_link::LinkPolicy;
use crate::ports::store::StoreError;
use crate::ports::store::tasks::{Task, TaskAnswerKind};
use crate::ports::vault::ObjectName;
use crate::web::desk::{at_desk, go_to};
use crate::web::fields::Posted;
use crate::web::{WebError, filed};
use crate::workflow::{Desk, WorkError, task_links, tasks};

/// POST /console/case/{reference}/task/{task}
pub async fn answer(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    body: Multipart,
) -> Result<HttpResponse, WebError> {
    let (reference, task) = task_of(&desk, &path).await?;
    let right = right_of(&desk, &task).await?;
    let mut slip = Slip::at(format!("t-{}-u", task.id), "", "");
    match given(&desk, &signed_in, &task, body, &mut slip).await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/{right}/gathering"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            gathering::show(&desk, &signed_in, &reference, &right, Slip { what, ..slip }).await
        }
        Err(other) => Err(other),
    }
}

async fn given(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    task: &Task,
    mut body: Multipart,
    slip: &mut Slip,
) -> Result<(), WebError> {
    filed::prove(signed_in.key(), &mut body).await?;
    let filed = filed::read(desk, body).await?;
    (slip.typed, slip.chosen) = (filed.note.reveal().to_owned(), filed.choice.clone());
    let (actor, id, note) = (signed_in.actor(), task.id, filed.note.clone());
    let done = match filed.kind() {
        Ok(Some(kind)) => at_desk(desk, move |desk| tasks::answer(desk, actor, id, kind, &note)).await,
        Ok(None) => Err(WorkError::field("answer", "Leave the system out with your reason instead.").into()),
        Err(unclear) => Err(unclear.into()),
    };
    if done.is_err() {
        filed.discard(desk).await?;
    }
    done
}

/// POST /console/case/{reference}/task/{task}/link: hands the task to somebody outside.
pub async fn send_link(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    let fields = posted.verified(&signed_in.key())?;
    let language = desk.languages.known(fields.one("language")?).map(|known| known.code().to_owned());
    let (to, name) = (fields.one("to")?.to_owned(), fields.one("name")?.to_owned());
    let slip = Slip { chosen: name.clone(), ..Slip::at("", "", to.clone()) };
    let typed = LinkPolicy { language, ..LinkPolicy::to(&to, &name) };
    about_link(&desk, &signed_in, &path, slip, move |desk, actor, task| task_links::send(desk, actor, task, typed))
        .await
}

/// POST /console/case/{reference}/task/{task}/link/revoke
pub async fn revoke_link(
    desk: web::Data<Desk>,
    signed_in: SignedIn,
    path: web::Path<(String, String)>,
    posted: Posted,
) -> Result<HttpResponse, WebError> {
    posted.verified(&signed_in.key())?;
    about_link(&desk, &signed_in, &path, Slip::default(), task_links::revoke).await
}

/// Does something about the link of a task; what is wrong is said on the page of the search.
async fn about_link<F>(
    desk: &web::Data<Desk>,
    signed_in: &SignedIn,
    path: &web::Path<(String, String)>,
    slip: Slip,
    work: F,
) -> Result<HttpResponse, WebError>
where
    F: FnOnce(&Desk, Actor, TaskId) -> Result<(), WorkError> + Send + 'static,
{
    let (reference, task) = task_of(desk, path).await?;
    let right = right_of(desk, &task).await?;
    let (actor, id) = (signed_in.actor(), task.id);
    match at_desk(desk, move |desk| work(desk, actor, id)).await {
        Ok(()) => Ok(go_to(&format!("/console/case/{reference}/{right}/gathering"))),
        Err(WebError::Work(WorkError::Field { what, .. })) => {
            let slip = Slip { field: format!("l-{id}-t"), what, ..slip };
            gathering::show(desk, signed_in, &reference, &right, slip).await
        }
        Err(other) => Err(other),
    }
}

/// GET /console/case/{reference}/task/{task}/file
pub async fn file(desk: web::Data<Desk>, path: web::Path<(String, String)>) -> Result<HttpResponse, WebError> {
    let (_, task) = task_of(&desk, &path).await?;
    let Some(TaskAnswerKind::File { name, media_type, object, .. }) = task.answer.map(|answer| answer.kind) else {
        return Err(WebError::NotFound);
    };
    let object = ObjectName::parse(&object).ok_or(WebError::NotFound)?;
    let reader = at_desk(&desk, move |desk| Ok(desk.vault.open(object)?)).await?;
    Ok(attached(desk, reader, name.reveal(), &media_type))
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
