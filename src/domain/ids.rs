//! One type per kind of identifier, so that a case cannot be looked up with a request's id.

use std::fmt;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Makes a version 7 identifier from a given instant and 10 bytes of chance: sortable by time, unguessable enough to be a key, never a secret.
pub fn uuid_at(at: DateTime<Utc>, chance: [u8; 10]) -> Uuid {
    let millis = u64::try_from(at.timestamp_millis()).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &chance).into_uuid()
}

/// The instant inside a version 7 identifier, if it has one. Used to show when a row was made.
pub fn instant_of(id: Uuid) -> Option<DateTime<Utc>> {
    let (seconds, nanos) = id.get_timestamp()?.to_unix();
    DateTime::from_timestamp(i64::try_from(seconds).ok()?, nanos)
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// Makes a new identifier from the given instant and chance.
            pub fn new(at: DateTime<Utc>, chance: [u8; 10]) -> Self {
                Self(uuid_at(at, chance))
            }

            /// Reads the hyphenated form; `None` when it is not a UUID.
            pub fn parse(text: &str) -> Option<Self> {
                Uuid::try_parse(text).ok().map(Self)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }
    )*};
}

ids! {
    /// One version of a letter's wording.
    WordingId;
    /// A case: the handling of one submission.
    CaseId;
    /// One right inside a case.
    RequestId;
    /// A member of staff.
    StaffId;
    /// A job in the queue.
    JobId;
    /// A mail in the outbox.
    MailId;
    /// A finding: data located for the subject.
    FindingId;
    /// A manual task for a colleague.
    TaskId;
    /// A link from which somebody outside answers a task.
    TaskLinkId;
    /// A notice to a recipient of data (Article 19).
    TellingId;
    /// The way of a package to another controller (Article 20(2)).
    TransmissionId;
    /// A disclosure: the answer to an access or portability request.
    DisclosureId;
    /// A started but not yet sent public form.
    DraftId;
    /// A file that a person gave us.
    UploadId;
    /// A message that arrived by mail.
    IncomingId;
    /// A one-time code sent to an address.
    ChallengeId;
    /// A line of the lessons register.
    LessonId;
    /// A key with which a program asks the desk.
    ProgramKeyId;
    /// A calendar feed.
    FeedId;
    /// A saved filter of the queue.
    FilterId;
    /// A team of colleagues.
    TeamId;
    /// Days on which somebody is away.
    AbsenceId;
    /// A change of the set-up.
    SetupChangeId;
    /// A text that replies begin with.
    ReplyTextId;
    /// A macro: a named set of actions.
    MacroId;
    /// One version of a company's settings.
    ControllerVersionId;
    /// One version of a data map.
    MapVersionId;
    /// A privacy policy as it was read.
    PolicyId;
    /// Something that an erasure had to keep until a day.
    DeferredId;
    /// A column of one row that is corrected or marked.
    AmendmentId;
    /// A file that may go into an answer.
    DocumentId;
    /// A file that staff put with a case.
    CaseFileId;
}
