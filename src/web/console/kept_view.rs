//! How long a case is kept, in words.

use chrono_tz::Tz;

use super::case_view::said_words;
use super::shown::moment;
use crate::domain::clock::words::long_date;
use crate::domain::retention::{Fate, Keeping};
use crate::ports::store::retention::Hold;
use crate::workflow::casefile::CaseFile;

/// What becomes of the contents of a case.
#[derive(Clone, Debug)]
pub struct KeptView {
    /// The sentence.
    pub words: String,
    /// Why it is held, and by whom; empty when it is not.
    pub hold: String,
    /// Whether there is a hold to lift.
    pub held: bool,
    /// Whether a hold can be placed.
    pub holdable: bool,
    /// Whether whoever looks may do so.
    pub may_hold: bool,
}

impl KeptView {
    /// Of a case, as somebody sees it.
    pub fn of(file: &CaseFile, keeping: &Keeping, zone: Tz, may_hold: bool) -> Self {
        let (kept, complaint) = (&file.kept, file.requests.is_empty());
        let hold = kept.hold.as_ref();
        let said = |hold: &Hold| {
            format!("{}, {}: {}", file.colleagues.name(hold.by), moment(hold.at, zone), said_words(file, &hold.reason))
        };
        Self {
            words: words(kept.fate, if complaint { keeping.complaint_months } else { keeping.case_months }),
            hold: hold.map(said).unwrap_or_default(),
            held: hold.is_some(),
            holdable: hold.is_none() && !matches!(kept.fate, Fate::Emptied { .. }),
            may_hold,
        }
    }
}

fn words(fate: Fate, months: u32) -> String {
    match fate {
        Fate::Open => format!("Kept while it is open, and for {months} months after."),
        Fate::Held => "A legal hold keeps it until it is lifted.".to_owned(),
        Fate::ComplaintOpen => "Kept while a complaint about it is open.".to_owned(),
        Fate::Restricted => {
            "Kept while the restriction is in force: the person must be told before it is lifted.".to_owned()
        }
        Fate::WorkLeft => "Kept until what is still owed has been done.".to_owned(),
        Fate::Ends { on } => format!("Contents will be destroyed on {}.", long_date(on)),
        Fate::Emptied { on, skeleton_ends } => {
            format!("Contents were destroyed on {}. What is left goes on {}.", long_date(on), long_date(skeleton_ends))
        }
    }
}
