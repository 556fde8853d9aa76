//! Files that become documents: told by their content, scanned, sealed.

use crate::domain::ids::DocumentId;
use crate::domain::personal::Personal;
use crate::domain::upload::{HEAD_BYTES, NotTaken, document_type, plain_name};
use crate::ports::scanner::Scanned;
use crate::ports::store::documents::StoredFile;
use crate::ports::vault::{ObjectName, Purpose, VaultError};
use crate::workflow::tasks::LARGEST_FILE;
use crate::workflow::{Desk, WorkError};

/// Has a sealed file scanned. One that is infected is destroyed, and so is one that nobody could look at.
pub fn scanned(desk: &Desk, object: ObjectName) -> Result<Result<(), NotTaken>, WorkError> {
    let Some(scanner) = &desk.scanner else { return Ok(Ok(())) };
    let verdict = match scanner.scan(&mut desk.vault.open(object)?) {
        Ok(Scanned::Clean) => return Ok(Ok(())),
        Ok(Scanned::Infected) => NotTaken::Infected,
        Err(error) => {
            tracing::error!(%error, "a file was not taken in, because the scanner did not answer");
            NotTaken::Unchecked
        }
    };
    desk.vault.destroy(object)?;
    Ok(Err(verdict))
}

/// Seals a file that is in memory, as one that came from a browser is sealed.
pub(super) fn sealed(desk: &Desk, name: &str, bytes: &[u8]) -> Result<StoredFile, WorkError> {
    let refused = |no: NotTaken| WorkError::field("file", not_taken(no));
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > LARGEST_FILE {
        return Err(refused(NotTaken::TooLarge));
    }
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let media_type = document_type(head).ok_or_else(|| refused(NotTaken::Kind))?;
    let object = ObjectName::new(Purpose::Evidence, DocumentId::new(desk.clock.now(), desk.entropy.bytes10()).0);
    let mut sealing = desk.vault.create(object)?;
    std::io::Write::write_all(&mut sealing, bytes).map_err(|source| VaultError::Io { name: object, source })?;
    sealing.finish()?;
    scanned(desk, object)?.map_err(refused)?;
    Ok(StoredFile {
        name: Personal::new(plain_name(name)),
        media_type: media_type.to_owned(),
        bytes: i64::try_from(size).unwrap_or(i64::MAX),
        object: object.to_string(),
    })
}

/// Why a file was not taken, and what to do.
pub const fn not_taken(no: NotTaken) -> &'static str {
    match no {
        NotTaken::TooLarge => "The file is larger than 25 MB. Split it, or send it another way.",
        NotTaken::Infected => "The virus scanner found something harmful in the file, so it was not taken.",
        NotTaken::Unchecked => "The file cannot be checked for viruses at the moment. Try again in a few minutes.",
        NotTaken::Kind | NotTaken::TooMany => {
            "This kind of file is not taken: send a PDF, a picture, a text or table, or a ZIP or Office file."
        }
    }
}
