//! A message as an adapter parsed it: plain values, already decoded, bounded in size. None of these types can be printed,
//! because everything in them is personal.

use chrono::{DateTime, FixedOffset};

/// Somebody in a header: `Emma Wright <emma@example.org>`.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Correspondent {
    /// The display name, decoded; empty when there is none.
    pub name: String,
    /// The address as written.
    pub address: String,
}

impl Correspondent {
    /// The part after the `@`, lower-cased; empty when there is none.
    pub fn domain(&self) -> String {
        self.address.rsplit_once('@').map(|(_, domain)| domain.trim().to_lowercase()).unwrap_or_default()
    }
}

/// A file that came with a message.
#[derive(Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The file name, decoded; empty when there is none. Never a path to write to.
    pub name: String,
    /// The media type as declared, lower-cased: `application/pdf`.
    pub media_type: String,
    /// Its size in bytes, decoded.
    pub bytes: usize,
}

/// One recipient's result in a delivery report (RFC 3464).
#[derive(Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The address that could not be reached.
    pub recipient: String,
    /// `failed`, `delayed`, `delivered`, `relayed` or `expanded`, lower-cased.
    pub action: String,
    /// The status code of RFC 3463, such as `5.1.1`.
    pub status: String,
}

impl Delivery {
    /// Whether it will never be delivered (RFC 3464 section 2.3.3, RFC 3463 class 5).
    pub fn is_final(&self) -> bool {
        self.action == "failed" || self.status.starts_with('5')
    }
}

/// Headers by which programs tell that a program wrote.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a header of its own that is there or not; none excludes another"
)]
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Marks {
    /// `Auto-Submitted` (RFC 3834), lower-cased; empty when absent.
    pub auto_submitted: String,
    /// Whether the return path is there and empty.
    pub empty_return_path: bool,
    /// `Precedence`, lower-cased.
    pub precedence: String,
    /// Whether a mailing list or a bulk sender wrote: `List-Id`, `List-Unsubscribe`, `Feedback-ID`.
    pub list: bool,
    /// Whether an automatic reply says so in a header of its own: `X-Autoreply`, `X-Autorespond`, `X-Loop`.
    pub auto_reply: bool,
    /// Whether no automatic answer is wanted: `X-Auto-Response-Suppress` with `All`, `DR` or `AutoReply`.
    pub suppress: bool,
    /// Whether it is a report about another message (`multipart/report`): `delivery-status`, `disposition-notification`; else empty.
    pub report: String,
}

/// What was hard to read about a message; shown on its entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difficulty {
    /// It has more parts than are read; the rest is kept but not shown.
    TooManyParts,
    /// Messages lie inside each other too deeply; the innermost are kept but not shown.
    TooDeep,
    /// Its text is longer than is read; the rest is kept but not shown.
    TooLong,
    /// A character set or encoding was damaged or unknown; some letters may be wrong.
    Encoding,
    /// It is larger than is read: only its headers were, and it lies in its mailbox still.
    TooLarge,
    /// It could not be taken apart at all.
    Unreadable,
}

impl Difficulty {
    /// What staff read.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::TooManyParts => "It has more parts than we read. The original is kept whole.",
            Self::TooDeep => "Messages lie too deeply inside each other. The original is kept whole.",
            Self::TooLong => "Its text is longer than we read. The original is kept whole.",
            Self::Encoding => "Some of its characters could not be decoded and may look wrong.",
            Self::TooLarge => "It is larger than 25 MiB, so only its headers were read. It still lies in its mailbox.",
            Self::Unreadable => "It could not be taken apart. The original is kept.",
        }
    }
}

/// A parsed message.
#[derive(Clone, Default)]
pub struct Message {
    /// Who wrote, by their own account.
    pub from: Correspondent,
    /// Where they would like the answer, if elsewhere.
    pub reply_to: String,
    /// Whom they wrote to, with `Delivered-To`.
    pub to: Vec<String>,
    /// The subject, decoded.
    pub subject: String,
    /// When they say that they wrote.
    pub sent: Option<DateTime<FixedOffset>>,
    /// When our own server took it in: the topmost `Received` line.
    pub arrived: Option<DateTime<FixedOffset>>,
    /// Its own name, without angle brackets; empty when absent.
    pub message_id: String,
    /// The messages it answers: `In-Reply-To`, then `References` from the newest; without angle brackets.
    pub answers: Vec<String>,
    /// What programs say about themselves.
    pub marks: Marks,
    /// `Authentication-Results` lines, the topmost first.
    pub authentication: Vec<String>,
    /// The text. HTML has become text; what it quoted carries `>`.
    pub text: String,
    /// The files that came with it. A message that lies inside counts.
    pub attachments: Vec<Attachment>,
    /// The first message that lies inside.
    pub enclosed: Option<Box<Message>>,
    /// What a delivery report says.
    pub deliveries: Vec<Delivery>,
    /// What was hard to read.
    pub difficulties: Vec<Difficulty>,
}

impl Message {
    /// Whether a program sent it, or nobody would read an answer (RFC 3834, section 2): such mail never gets an automatic one.
    pub fn is_automatic(&self) -> bool {
        let marks = &self.marks;
        let submitted = !marks.auto_submitted.is_empty() && marks.auto_submitted != "no";
        let bulk = ["bulk", "junk", "list", "auto_reply"].contains(&marks.precedence.as_str());
        submitted
            || bulk
            || marks.empty_return_path
            || marks.list
            || marks.auto_reply
            || marks.suppress
            || !marks.report.is_empty()
    }
}
