//! What must be in a letter before it may go out (Articles 12(3), 12(4), 12(5), 12(6), 18(3), 19; UK Article 12A).

use super::beside::RecipientNotice;
use super::content::Notice;
use super::deeds::ErasureResult;
use super::person::Ground;
use crate::domain::personal::Personal;

/// What a notice lacks, in words; nothing when it may go out.
pub(super) fn lacks(notice: &Notice) -> Option<&'static str> {
    match notice {
        Notice::Acknowledgement(notice) => when(notice.understood.is_empty(), "what was understood"),
        Notice::IdentityRequest(notice) => when(is_blank(&notice.doubt), "the reason for doubt (Article 12(6))")
            .or_else(|| when(all_blank(&notice.any_of), "what would be enough")),
        Notice::ClarificationRequest(notice) => when(is_blank(&notice.why), "why it is needed (Article 12A(5))"),
        Notice::Extension(notice) => when(all_blank(&notice.reasons), "the reasons (Article 12A(4))").or_else(|| {
            when(notice.about.date > notice.first_due, "being in time: the first due date is past")
                .or_else(|| when(notice.new_due <= notice.first_due, "a due date later than the one until now"))
        }),
        Notice::PackageReady(notice) => unreasoned(&notice.left_out),
        Notice::PackageEnclosed(notice) => unreasoned(&notice.left_out),
        Notice::NothingHeld(notice) => when(all_blank(&notice.searched_in), "where was looked"),
        Notice::Refusal(notice) => when(notice.refused.is_empty(), "the right that is refused").or_else(|| {
            let silent = notice.grounds.iter().all(|ground| is_blank(&ground.reason));
            when(silent, "the reasons (Article 12(4))")
        }),
        Notice::CannotIdentify(notice) => when(is_blank(&notice.why), "why the person cannot be identified")
            .or_else(|| when(all_blank(&notice.would_help), "what would let us identify them (Article 11(2))")),
        Notice::FeeNotice(notice) => when(is_blank(&notice.ground.reason), "why a fee may be asked (Article 12(5))")
            .or_else(|| when(notice.ground.pointer.is_none(), "the ground of Article 12(5)"))
            .or_else(|| when(is_blank(&notice.amount), "the amount"))
            .or_else(|| when(all_blank(&notice.computed), "how the amount was computed")),
        Notice::Rectified(notice) => when(notice.changes.is_empty() && unsaid(&notice.words), "what was changed"),
        Notice::Erased(notice) => {
            when(notice.erased.is_empty() && unsaid(&notice.words), "what was erased").or_else(|| {
                let silent = notice.result == ErasureResult::PartlyErased && notice.kept.is_empty();
                let unfounded = notice.kept.iter().any(|kept| is_blank(&kept.ground.reason));
                when(silent || unfounded, "what stays, and why (Article 17(3))")
            })
        }
        Notice::Restricted(notice) => when(notice.data.is_empty() && unsaid(&notice.words), "which data is restricted"),
        Notice::Lifting(notice) => when(is_blank(&notice.reason), "why it is lifted (Article 18(3))")
            .or_else(|| when(notice.on <= notice.about.date, "being in time: the person is told before it is lifted")),
        Notice::Portable(notice) => unreasoned(&notice.left_out),
        Notice::ObjectionAnswered(notice) => {
            when(notice.result.is_refusal() && unsaid(&notice.words), "how the interests were weighed (Article 21(1))")
        }
        Notice::RecipientNotice(notice) => unfindable(notice),
        Notice::TaskLink(notice) => when(is_blank(&notice.ask), "what is asked"),
        Notice::RecipientsList(notice) => when(notice.told.is_empty(), "anybody who was told"),
        Notice::Progress(notice) => when(all_blank(&notice.done), "what has been done"),
        Notice::ComplaintOutcome(notice) => when(unsaid(&notice.findings), "what was found"),
        Notice::DecisionReviewed(notice) => when(is_blank(&notice.reviewer), "who looked at it")
            .or_else(|| when(unsaid(&notice.reasons), "the reasons")),
        Notice::Message(notice) => when(notice.paragraphs.iter().all(|p| is_blank(p.reveal())), "any words"),
        Notice::EmailCode(_)
        | Notice::FormLink(_)
        | Notice::StatusCode(_)
        | Notice::MessageReceived(_)
        | Notice::AuthorityRequest(_)
        | Notice::ComplaintReceived(_)
        | Notice::Withdrawn(_)
        | Notice::Lapsed(_)
        | Notice::Reminder(_)
        | Notice::NeedsPerson(_)
        | Notice::CaseNews(_) => None,
    }
}

fn unfindable(notice: &RecipientNotice) -> Option<&'static str> {
    when(notice.keys.is_empty() && !notice.behind_link, "what the recipient finds the data by")
        .or_else(|| when(notice.data.is_empty() && !notice.behind_link, "which data is meant"))
}

fn when(missing: bool, what: &'static str) -> Option<&'static str> {
    missing.then_some(what)
}

/// Something left out without a reason.
fn unreasoned(left_out: &[Ground]) -> Option<&'static str> {
    when(left_out.iter().any(|ground| is_blank(&ground.reason)), "a reason for each thing left out")
}

fn unsaid(paragraphs: &[Personal]) -> bool {
    paragraphs.iter().all(|paragraph| is_blank(paragraph.reveal()))
}

fn is_blank(text: &str) -> bool {
    text.trim().is_empty()
}

fn all_blank(texts: &[String]) -> bool {
    texts.iter().all(|text| is_blank(text))
}
