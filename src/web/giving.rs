//! The page on which somebody gives us files: of a form that is not sent yet, or of a case.

use actix_multipart::Multipart;
use actix_web::http::StatusCode;
use actix_web::{HttpResponse, web};
use askama::Template;
use futures_util::TryStreamExt;

use super::desk::at_desk;
use super::errors::{BadForm, WebError};
use super::filed::prove;
use super::frame::FrameView;
use super::icons::Icon;
use super::plain::{MistakeView, size};
use super::uploading::{name_of, stream};
use super::visitor::Visitor;
use crate::domain::ids::UploadId;
use crate::domain::language::Language;
use crate::domain::personal::Personal;
use crate::domain::upload::{LARGEST, MOST, NotTaken, media_type};
use crate::ports::store::uploads::{Holder, Upload, upload_object};
use crate::workflow::Desk;
use crate::workflow::portal::files;

#[derive(Template)]
#[template(path = "portal/files.html")]
struct FilesView {
    frame: FrameView,
    eyebrow: String,
    lede: String,
    files: Vec<FileView>,
    full: bool,
    hint: String,
    largest: u64,
    mistakes: Vec<MistakeView>,
    back: String,
    action: String,
    done: String,
    token: String,
}

/// One file that is there.
struct FileView {
    id: String,
    name: String,
    size: String,
    removable: bool,
}

/// Where a page of files stands.
pub struct Place {
    /// Its frame.
    pub frame: FrameView,
    /// What stands above the heading.
    pub eyebrow: String,
    /// What files are good for here.
    pub lede: String,
    /// The address of the page itself.
    pub action: String,
    /// Where "Back" leads.
    pub back: String,
    /// What the link that leads on says.
    pub done: String,
    /// What the files belong to.
    pub holder: Holder,
}

/// Something that was not taken, with its name.
pub struct Refusal {
    name: String,
    why: NotTaken,
}

/// The page.
pub async fn show(visitor: &Visitor, place: Place, refused: Vec<Refusal>) -> Result<HttpResponse, WebError> {
    let holder = place.holder;
    let kept = at_desk(&visitor.desk, move |desk| files::files(desk, holder)).await?;
    let language = visitor.language();
    let mistakes = refused.iter().map(|refusal| mistake(refusal, language)).collect::<Vec<_>>();
    let wrong = !mistakes.is_empty();
    let largest = size(i64::try_from(LARGEST).unwrap_or_default(), language);
    let mut response = visitor.page(&FilesView {
        eyebrow: place.eyebrow,
        lede: place.lede,
        full: kept.len() >= MOST,
        files: kept.iter().map(|upload| FileView::of(upload, language)).collect(),
        hint: language.say("files.hint").with("size", largest).with("most", MOST).plain(),
        largest: LARGEST,
        mistakes,
        back: place.back,
        action: place.action,
        done: place.done,
        token: visitor.form_token(),
        frame: place.frame,
    })?;
    if wrong {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    Ok(response)
}

fn mistake(refusal: &Refusal, language: &Language) -> MistakeView {
    let why = language.text(&format!("files.not_{}", refusal.why.code()));
    let what = language.say("files.refused").with("name", &refusal.name).with("why", why).plain();
    MistakeView { field: "file".to_owned(), what }
}

impl FileView {
    fn of(upload: &Upload, language: &Language) -> Self {
        Self {
            id: upload.id.to_string(),
            name: upload.name.reveal().to_owned(),
            size: size(upload.bytes, language),
            removable: matches!(upload.holder, Holder::Draft(_)),
        }
    }
}

/// Takes what was chosen, file by file. Those that may not be taken in are named, and the others stay.
pub async fn take(visitor: &Visitor, holder: Holder, mut body: Multipart) -> Result<Vec<Refusal>, WebError> {
    let mut refused = Vec::new();
    while let Some(part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
        if part.name() != Some("file") {
            continue;
        }
        let name = name_of(&part);
        let id = UploadId::new(visitor.desk.clock.now(), visitor.desk.entropy.bytes10());
        let why = match stream(&visitor.desk, part, upload_object(id), LARGEST, media_type).await? {
            Ok(None) => continue,
            Err(no) => Err(no),
            Ok(Some(file)) => {
                let upload = Upload {
                    id,
                    holder,
                    name: Personal::new(file.name),
                    media_type: file.media_type.to_owned(),
                    bytes: file.bytes,
                    added_at: visitor.desk.clock.now(),
                    seen_at: None,
                    proof: None,
                };
                added(&visitor.desk, upload).await?
            }
        };
        if let Err(why) = why {
            refused.push(Refusal { name, why });
        }
    }
    Ok(refused)
}

async fn added(desk: &web::Data<Desk>, upload: Upload) -> Result<Result<(), NotTaken>, WebError> {
    at_desk(desk, move |desk| files::add(desk, upload)).await
}

/// The token of a page of ours, before anything else of a body is looked at.
pub async fn proved(visitor: &Visitor, mut body: Multipart) -> Result<Multipart, WebError> {
    prove(visitor.form_key(), &mut body).await?;
    Ok(body)
}
