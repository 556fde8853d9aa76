//! A policy as it is sent: pasted words or a file, read in bounded memory. Nothing before the form's token is looked at.

use actix_multipart::{Field, Multipart};
use actix_web::http::header::ContentDisposition;
use futures_util::TryStreamExt;

use crate::web::WebError;
use crate::web::console::guard::SignedIn;
use crate::web::csrf::TOKEN_FIELD;
use crate::web::errors::BadForm;
use crate::workflow::WorkError;

/// The longest text field, in bytes: a policy of a hundred pages.
const TEXT_BYTES: usize = 1 << 20;
/// The largest file, in bytes.
const FILE_BYTES: usize = 8 << 20;

/// What was sent.
#[derive(Default)]
pub struct Upload {
    /// The company that was chosen; empty for a new one.
    pub chosen: String,
    /// The name of a new one.
    pub company: String,
    /// The pasted words.
    pub text: String,
    /// The name of the file; empty without one.
    pub file_name: String,
    /// The file.
    pub file: Vec<u8>,
}

impl Upload {
    /// Reads the parts in their order.
    pub async fn read(signed_in: &SignedIn, mut body: Multipart) -> Result<Self, WebError> {
        let mut upload = Self::default();
        let mut proved = false;
        while let Some(mut part) = body.try_next().await.map_err(|_error| BadForm::Cut)? {
            match part.name().unwrap_or_default().to_owned().as_str() {
                TOKEN_FIELD => proved = signed_in.key().accepts(&text(&mut part).await?),
                _ if !proved => return Err(WebError::Forged),
                "chosen" => upload.chosen = text(&mut part).await?,
                "company" => upload.company = text(&mut part).await?,
                "text" => upload.text = text(&mut part).await?,
                "file" => upload.take_file(part).await?,
                _ => {}
            }
        }
        if proved { Ok(upload) } else { Err(WebError::Forged) }
    }

    async fn take_file(&mut self, mut part: Field) -> Result<(), WebError> {
        let named = part.content_disposition().and_then(ContentDisposition::get_filename);
        named.unwrap_or_default().clone_into(&mut self.file_name);
        while let Some(chunk) = part.try_next().await.map_err(|_error| BadForm::Cut)? {
            if self.file.len() + chunk.len() > FILE_BYTES {
                let what = "The file is larger than 8 MiB. Save only the page of the policy, or paste its words.";
                return Err(WorkError::field("file", what).into());
            }
            self.file.extend_from_slice(&chunk);
        }
        Ok(())
    }
}

async fn text(part: &mut Field) -> Result<String, WebError> {
    let bytes = part.bytes(TEXT_BYTES).await.map_err(|_error| WebError::TooLarge)?;
    let bytes = bytes.map_err(|_error| BadForm::Cut)?;
    String::from_utf8(bytes.to_vec()).map_err(|_error| BadForm::Encoding.into())
}
