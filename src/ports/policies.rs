//! Taking the words out of a file with a policy in it.

use crate::domain::logo::{Logo, NotALogo};
use crate::domain::policy::Source;

/// A file that cannot be read as a policy: why, as a sentence for the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UnreadPolicy(pub String);

/// Reads what companies hand over: files with policies in them (text, HTML, Markdown, PDF), and logos.
pub trait PolicyFiles: Send + Sync {
    /// The words of a file; its name helps to tell the kind. Nothing is fetched.
    fn source(&self, name: &str, bytes: &[u8]) -> Result<Source, UnreadPolicy>;
    /// A logo from a PNG or JPEG, written anew.
    fn logo(&self, bytes: &[u8]) -> Result<Logo, NotALogo>;
}
