//! What the files of a message seem to be, by their names and by what the letter says.

use super::evidence::Evidence;
use super::lexicon::Cue;
use super::message::Attachment;
use super::proposal::{Enclosure, Seems};
use super::text::folded;
use crate::domain::personal::Personal;

/// Words in the names of files, folded.
const IDENTITY_FILES: &[&str] = &[
    "licence",
    "license",
    "passport",
    "ausweis",
    "identite",
    "dni",
    "carta d'identita",
    "dowod",
    "rijbewijs",
    "paspoort",
    "pass",
    "id card",
    "idcard",
    "身分証",
    "免許",
];
const AUTHORITY_FILES: &[&str] = &[
    "authority",
    "mandate",
    "vollmacht",
    "procuration",
    "mandat",
    "poder",
    "volmacht",
    "procura",
    "pelnomocnictwo",
    "委任",
    "poa",
];

/// What a file seems to be.
pub fn enclosure(evidence: &Evidence<'_>, file: &Attachment) -> Enclosure {
    let name = folded(&file.name);
    let said = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let seems = if file.media_type == "message/rfc822" {
        Seems::Message
    } else if said(AUTHORITY_FILES) {
        Seems::Authority
    } else if said(IDENTITY_FILES) || (file.media_type.starts_with("image/") && evidence.has(Cue::Proof)) {
        Seems::IdentityDocument
    } else if file.media_type.starts_with("image/") {
        Seems::Picture
    } else if ["application/pdf", "application/msword"].contains(&file.media_type.as_str())
        || file.media_type.contains("document")
    {
        Seems::Letter
    } else {
        Seems::Other
    };
    Enclosure { name: Personal::new(file.name.clone()), media_type: file.media_type.clone(), bytes: file.bytes, seems }
}
