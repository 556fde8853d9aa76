//! What each letter can say: its fields, its fixed parts, and which of them the law or good practice demands.
//!
//! Greeting, signature, remedies, imprint and the offer of another form are not in here: every letter that owes them carries
//! them, whatever its wording says.

use super::catalogue::{Entry, field, part};
use crate::domain::notice::NoticeKind as K;

/// The default wording and the entries of a kind.
pub(super) const fn of(kind: K) -> (&'static str, &'static [Entry]) {
    match kind {
        K::Acknowledgement => {
            (include_str!("../../../config/languages/en/letters/acknowledgement.txt"), ACKNOWLEDGEMENT)
        }
        K::EmailCode => (include_str!("../../../config/languages/en/letters/email_code.txt"), EMAIL_CODE),
        K::FormLink => (include_str!("../../../config/languages/en/letters/form_link.txt"), FORM_LINK),
        K::MessageReceived => {
            (include_str!("../../../config/languages/en/letters/message_received.txt"), MESSAGE_RECEIVED)
        }
        K::StatusCode => (include_str!("../../../config/languages/en/letters/status_code.txt"), STATUS_CODE),
        K::IdentityRequest => {
            (include_str!("../../../config/languages/en/letters/identity_request.txt"), IDENTITY_REQUEST)
        }
        K::AuthorityRequest => {
            (include_str!("../../../config/languages/en/letters/authority_request.txt"), AUTHORITY_REQUEST)
        }
        K::ClarificationRequest => {
            (include_str!("../../../config/languages/en/letters/clarification_request.txt"), CLARIFICATION_REQUEST)
        }
        K::Extension => (include_str!("../../../config/languages/en/letters/extension.txt"), EXTENSION),
        K::PackageReady => (include_str!("../../../config/languages/en/letters/package_ready.txt"), PACKAGE_READY),
        K::PackageEnclosed => (include_str!("../../../config/languages/en/letters/package_enclosed.txt"), ENCLOSED),
        K::NothingHeld => (include_str!("../../../config/languages/en/letters/nothing_held.txt"), NOTHING_HELD),
        K::Refusal => (include_str!("../../../config/languages/en/letters/refusal.txt"), REFUSAL),
        K::CannotIdentify => {
            (include_str!("../../../config/languages/en/letters/cannot_identify.txt"), CANNOT_IDENTIFY)
        }
        K::Withdrawn => (include_str!("../../../config/languages/en/letters/withdrawn.txt"), WITHDRAWN),
        K::Lapsed => (include_str!("../../../config/languages/en/letters/lapsed.txt"), LAPSED),
        K::FeeNotice => (include_str!("../../../config/languages/en/letters/fee_notice.txt"), FEE_NOTICE),
        K::Rectified => (include_str!("../../../config/languages/en/letters/rectified.txt"), RECTIFIED),
        K::Erased => (include_str!("../../../config/languages/en/letters/erased.txt"), ERASED),
        K::Restricted => (include_str!("../../../config/languages/en/letters/restricted.txt"), RESTRICTED),
        K::Lifting => (include_str!("../../../config/languages/en/letters/lifting.txt"), LIFTING),
        K::Portable => (include_str!("../../../config/languages/en/letters/portable.txt"), PORTABLE),
        K::ObjectionAnswered => {
            (include_str!("../../../config/languages/en/letters/objection_answered.txt"), OBJECTION_ANSWERED)
        }
        K::RecipientNotice => {
            (include_str!("../../../config/languages/en/letters/recipient_notice.txt"), RECIPIENT_NOTICE)
        }
        K::RecipientsList => {
            (include_str!("../../../config/languages/en/letters/recipients_list.txt"), RECIPIENTS_LIST)
        }
        K::Progress => (include_str!("../../../config/languages/en/letters/progress.txt"), PROGRESS),
        K::ComplaintReceived => {
            (include_str!("../../../config/languages/en/letters/complaint_received.txt"), COMPLAINT_RECEIVED)
        }
        K::ComplaintOutcome => (include_str!("../../../config/languages/en/letters/complaint_outcome.txt"), OUTCOME),
        K::DecisionReviewed => (include_str!("../../../config/languages/en/letters/decision_reviewed.txt"), REVIEWED),
        K::Message => (include_str!("../../../config/languages/en/letters/message.txt"), MESSAGE),
        K::TaskLink => (include_str!("../../../config/languages/en/letters/task_link.txt"), TASK_LINK),
        K::Reminder => (include_str!("../../../templates/letters/reminder.txt"), REMINDER),
        K::NeedsPerson => (include_str!("../../../templates/letters/needs_person.txt"), NEEDS_PERSON),
        K::CaseNews => (include_str!("../../../templates/letters/case_news.txt"), CASE_NEWS),
    }
}

const ACKNOWLEDGEMENT: &[Entry] = &[
    field("received", "the day it reached us", true),
    field("answer_by", "by when we answer, or what the clock waits for", true),
    part("understood", "what was understood, one line per right", true),
    field("first_step", "what we do first: make sure who asks, or stop the marketing", false),
    field("second_step", "what we do then", false),
    field("last_step", "what we do at the end", false),
    part("why", "the sum behind the date", false),
];
const EMAIL_CODE: &[Entry] = &[part("code", "the six digits", true), field("minutes", "how long they work", true)];
const FORM_LINK: &[Entry] =
    &[part("open", "the button that leads back to the form", true), field("until", "how long the link works", true)];
const MESSAGE_RECEIVED: &[Entry] =
    &[field("received", "when the message came", true), field("form", "the address of the form", false)];
const STATUS_CODE: &[Entry] = &[
    part("code", "the six digits", true),
    field("minutes", "how long they work", true),
    field("purpose", "what they open", true),
    field("reference", "the reference", true),
];
const IDENTITY_REQUEST: &[Entry] = &[
    part("doubt", "why there is doubt (Article 12(6))", true),
    part("any_of", "what would be enough; never more than needed", true),
    field("proof_kept", "how long a proof is kept", true),
    field("clock", "what it means for the clock", true),
    field("closes_on", "when the case is closed without an answer", true),
];
const AUTHORITY_REQUEST: &[Entry] = &[
    field("clock", "what it means for the clock", true),
    field("closes_on", "when the case is closed without an answer", true),
];
const CLARIFICATION_REQUEST: &[Entry] = &[
    part("question", "the question, and why it is needed", true),
    part("choices", "the choices offered", true),
    part("meanwhile", "what is answered meanwhile", false),
    field("clock", "what it means for the clock", true),
    field("no_answer", "what happens without an answer", true),
];
const EXTENSION: &[Entry] = &[
    field("first_due", "the due date until now", true),
    field("new_due", "the new due date", true),
    part("reasons", "the reasons (Article 12A(4))", true),
    field("extension", "how much the law allows", true),
    field("period_name", "month or period", false),
    field("cite", "where the law says so", false),
    part("now", "what can be had now", false),
];
const PACKAGE_READY: &[Entry] = &[
    part("fetch", "where to fetch it", true),
    field("until", "how long the link works", true),
    part("left_out", "what was left out, and why", true),
    field("marked", "that the letter marks each place", false),
];
const ENCLOSED: &[Entry] =
    &[part("left_out", "what was left out, and why", true), field("marked", "that the letter marks each place", false)];
const NOTHING_HELD: &[Entry] =
    &[part("searched_in", "where was looked", true), part("searched_with", "what was looked for", true)];
const REFUSAL: &[Entry] = &[
    field("title", "that it cannot be done, or not all", true),
    field("news", "the same in a sentence", true),
    part("refused", "what is refused", true),
    part("reasons", "the reasons (Article 12(4))", true),
    field("goes_on", "that the rest goes on", false),
];
const CANNOT_IDENTIFY: &[Entry] = &[
    part("reasons", "why not", true),
    field("law", "Articles 11(2) and 12(2)", true),
    part("would_help", "what would help", true),
];
const WITHDRAWN: &[Entry] = &[field("withdrawn", "when they withdrew", true)];
const LAPSED: &[Entry] = &[
    field("asked", "when we asked", true),
    field("awaited", "what we asked for", true),
    field("clock", "what it means for the clock", false),
];
const FEE_NOTICE: &[Entry] = &[
    part("reasons", "the ground of Article 12(5) and the facts", true),
    field("amount", "how much", true),
    part("computed", "how it was computed", true),
    part("pay", "how to pay", true),
    field("clock", "what it means for the clock", true),
    field("closes_on", "when the case is closed without payment", true),
    field("cite", "Article 12(5), where the law has it", false),
];
const RECTIFIED: &[Entry] = &[
    field("title", "what was done", true),
    field("news", "the same in a sentence", true),
    part("changes", "what changed, before and after", true),
    field("where", "in which systems", true),
    part("recipients", "who was told (Article 19)", true),
];
const ERASED: &[Entry] = &[
    field("title", "what was done", true),
    field("news", "the same in a sentence", true),
    part("erased", "what is gone", true),
    part("kept", "what stays, why, and until when", true),
    field("backups", "how long backups hold it", true),
    field("suppressed", "the do-not-contact list", true),
    field("on", "when it was looked for again", true),
    part("recipients", "who was told (Articles 17(2) and 19)", true),
];
const RESTRICTED: &[Entry] = &[
    field("on", "since when", true),
    part("data", "which data", true),
    part("ground", "why (Article 18(1))", true),
    field("cite", "Article 18(2)", false),
    part("recipients", "who was told (Article 19)", true),
];
const LIFTING: &[Entry] = &[
    field("on", "from when", true),
    part("reasons", "why (Article 18(3))", true),
    field("cite", "Article 18(3)", false),
];
const PORTABLE: &[Entry] = &[
    field("title", "what the letter is about", true),
    field("news", "what has happened", true),
    part("fetch", "where to fetch it", true),
    part("files", "what is in it", true),
    part("left_out", "what is not included, and why", true),
    part("proof", "what shows that it arrived", true),
];
const OBJECTION_ANSWERED: &[Entry] = &[
    field("title", "what was decided", true),
    field("news", "the same in a sentence", true),
    part("stopped", "what has stopped", true),
    field("reasons_title", "heading of the reasons", true),
    part("reasons", "what was done, or how the interests were weighed", true),
    field("law", "where the law says so", true),
    field("suppressed", "the do-not-contact list", true),
    field("close", "what to do next", false),
];
const RECIPIENT_NOTICE: &[Entry] = &[
    field("title", "what to do, in short", true),
    part("again", "that it is a reminder", true),
    field("decided", "the day of our decision", true),
    part("act", "what to do", true),
    part("keys", "what to find it by", true),
    part("data", "which data", true),
    part("open", "the button to the page", true),
    field("answer_by", "by when we ask for a word", true),
    field("cite", "Article 19", false),
];
const RECIPIENTS_LIST: &[Entry] =
    &[part("told", "who was told, when, and what became of it", true), field("cite", "Article 19", false)];
const PROGRESS: &[Entry] = &[
    part("done", "what has been done", true),
    part("next", "what comes next", false),
    field("next_word", "when we write again", true),
];
const COMPLAINT_RECEIVED: &[Entry] = &[
    field("received", "the day it reached us", true),
    field("concerns", "the request it is about", false),
    field("who", "who looks into it", false),
    field("expected", "when the outcome may be expected", true),
];
const OUTCOME: &[Entry] = &[
    field("title", "the outcome", true),
    field("news", "the same in a sentence", true),
    field("received", "the day it reached us", false),
    part("checked", "what was checked", true),
    part("findings", "what was found", true),
    part("action", "what is done about it", true),
];
const REVIEWED: &[Entry] = &[
    field("news", "what came of it", true),
    field("reviewer", "who looked", true),
    part("reasons", "the reasons", true),
];
const MESSAGE: &[Entry] = &[part("words", "the words of staff", true)];
const TASK_LINK: &[Entry] = &[
    field("news", "what the mail is about", true),
    field("again", "that it is a reminder", true),
    part("ask", "what is asked", true),
    part("open", "the button to the page", true),
    field("until", "how long the link works", true),
];
const REMINDER: &[Entry] = &[
    field("news", "how long there is", true),
    field("decision", "that it must be decided about an extension", true),
    field("overdue", "that it is late", true),
    part("missing", "what is missing", true),
    part("sum", "the sum that leads to the date", false),
    part("open", "the case in the console", true),
];
const CASE_NEWS: &[Entry] =
    &[field("news", "what happened, and who did it", true), part("open", "the place to look", true)];
const NEEDS_PERSON: &[Entry] = &[
    field("work", "what failed", true),
    field("times", "how often", true),
    field("cause", "why", true),
    field("next", "what to do", true),
    part("open", "the place to act", true),
];
