//! What happened, in the words of the case history: the kinds of log lines whose words need none of their contents.

use super::stream::Sort;
use crate::web::icons::Icon;

/// The look and the words of a kind, after whoever did it; `None` where the words tell something of the contents.
pub fn plain(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    about_requests(kind)
        .or_else(|| about_answers(kind))
        .or_else(|| about_mail(kind))
        .or_else(|| about_complaints(kind))
        .or_else(|| about_keeping(kind))
        .or_else(|| about_erasures(kind))
        .or_else(|| about_changes(kind))
}

fn about_requests(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "identity_asked" => (Sort::Event, Icon::Outgoing, "asked for proof of identity"),
        "identity_doubted" => (Sort::Decision, Icon::Alert, "found that the proof was not enough"),
        "identity_waived" => (Sort::Decision, Icon::Identity, "went on without an identity check"),
        "authority_asked" => (Sort::Event, Icon::Outgoing, "asked the agent for written authority"),
        "authority_shown" => (Sort::Event, Icon::Incoming, "recorded the agent’s authority"),
        "clarification_asked" => (Sort::Event, Icon::Question, "asked what is meant"),
        "clarification_answered" => (Sort::Event, Icon::Incoming, "answered: what is meant is clear"),
        "fee_paid" => (Sort::Event, Icon::Incoming, "recorded that the fee was paid"),
        "weighed" => (Sort::Decision, Icon::Decision, "wrote down how the interests were weighed"),
        "gathering_finished" => (Sort::Event, Icon::Store, "finished gathering"),
        "gathering_restarted" => (Sort::Decision, Icon::Again, "started the search again"),
        "approved" => (Sort::Decision, Icon::Decision, "approved"),
        "approval_taken_back" => (Sort::Decision, Icon::Undo, "took the approval back"),
        "refusal_proposed" => (Sort::Decision, Icon::Cross, "proposed to refuse without stating the ground"),
        "fulfilled" => (Sort::Decision, Icon::Done, "marked it done and answered"),
        "lifted" => (Sort::Decision, Icon::Undo, "lifted the restriction"),
        "recipients_listed" => (Sort::Event, Icon::Outgoing, "told the person who had been told"),
        "withdrawn" => (Sort::Event, Icon::TakeBack, "recorded that it was withdrawn"),
        "lapsed" => (Sort::Decision, Icon::Wait, "closed it because no answer came"),
        "reopened" => (Sort::Decision, Icon::Again, "opened it again"),
        _ => return None,
    })
}

fn about_answers(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "identifiers_shown" => (Sort::Event, Icon::Lock, "looked at what is masked, in full"),
        "document_added" => (Sort::Event, Icon::Page, "added a document to the answer"),
        "document_seen" => (Sort::Event, Icon::Lock, "looked at the original of a document"),
        "document_included" => (Sort::Decision, Icon::Done, "included a document"),
        "document_left_out" => (Sort::Decision, Icon::Cut, "left a document out"),
        "document_redacted" => (Sort::Decision, Icon::Cut, "withheld parts of a document"),
        "document_undone" => (Sort::Decision, Icon::Undo, "took back a decision about a document"),
        "file_added" => (Sort::Event, Icon::Page, "put a file with the case"),
        "file_fetched" => (Sort::Event, Icon::Download, "fetched a file of the case"),
        "package_built" => (Sort::Event, Icon::Letter, "put the package together"),
        "package_taken_out" => (Sort::Event, Icon::Letter, "got the package for the post"),
        "downloaded" => (Sort::Event, Icon::Download, "fetched the package"),
        "package_renewed" | "delivery_renewed" | "disclosure_renewed" => {
            (Sort::Event, Icon::Link, "let the link last longer")
        }
        "package_revoked" | "delivery_revoked" => (Sort::Decision, Icon::Cross, "took the package back"),
        "address_confirmed" => (Sort::Event, Icon::Identity, "confirmed their address with a code"),
        "address_unconfirmed" => (Sort::Event, Icon::Alert, "sent it without confirming their address"),
        "files_given" => (Sort::Event, Icon::Incoming, "sent files with the form"),
        "file_given" => (Sort::Event, Icon::Incoming, "gave us a file on the status page"),
        "file_named_proof" => (Sort::Event, Icon::Page, "noted that a file is a proof of identity"),
        "file_named_no_proof" => (Sort::Event, Icon::Page, "noted that a file is no proof of identity"),
        "proof_destroyed" => (Sort::Event, Icon::Page, "destroyed a proof of identity, whose time was over"),
        "file_seen" => (Sort::Event, Icon::Page, "opened a file of the person"),
        "right_added" => (Sort::Event, Icon::More, "asked for something more"),
        "person_answered" => (Sort::Event, Icon::Incoming, "answered on the status page"),
        "job_failed" => (Sort::Event, Icon::Alert, "gave up a job after several tries"),
        "message_became_case" => (Sort::Decision, Icon::Incoming, "opened this case from a message"),
        "address_unreachable" => (Sort::Event, Icon::Alert, "noted that an address cannot be reached"),
        "objections_parted" => {
            (Sort::Event, Icon::Objection, "parted the objection to marketing from the other one: two cases")
        }
        "message_attached" => (Sort::Mail, Icon::Incoming, "added a message of the person"),
        _ => return None,
    })
}

fn about_mail(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "mail_failed" => (Sort::Event, Icon::Alert, "could not deliver a letter"),
        "mail_bounced" => (Sort::Event, Icon::Alert, "got a letter back"),
        "mail_sent_again" => (Sort::Decision, Icon::Again, "sent a letter again"),
        "mail_readdressed" => (Sort::Decision, Icon::Outgoing, "sent a letter to another address"),
        "mail_posted" => (Sort::Decision, Icon::Letter, "sent a letter by post"),
        "reply_taken_back" => (Sort::Event, Icon::Undo, "took a reply back before it had gone"),
        "mail_dropped" => (Sort::Decision, Icon::Cross, "decided that a letter is not needed any more"),
        _ => return None,
    })
}

fn about_complaints(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "complaint_acknowledged" => (Sort::Event, Icon::Outgoing, "confirmed that we have the complaint"),
        "complaint_enquiry_begun" => (Sort::Decision, Icon::Search, "began to look into it"),
        "complaint_progress_told" => (Sort::Event, Icon::Outgoing, "told the person how far it is"),
        "complaint_withdrawn" => (Sort::Event, Icon::TakeBack, "recorded that it was withdrawn"),
        "complaint_reopened" => (Sort::Decision, Icon::Again, "opened it again"),
        "lesson_noted" => (Sort::Decision, Icon::Keep, "wrote a lesson into the register"),
        "lesson_done" => (Sort::Event, Icon::Done, "marked a lesson as done"),
        _ => return None,
    })
}

fn about_keeping(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "marketing_suppressed" => {
            (Sort::Event, Icon::Objection, "put their addresses onto the list that stops marketing")
        }
        "package_destroyed" => (Sort::Event, Icon::Erasure, "destroyed the package"),
        "findings_destroyed" => (Sort::Event, Icon::Erasure, "destroyed what was found, its time being up"),
        "original_destroyed" => (Sort::Event, Icon::Erasure, "destroyed a message that was sent as proof of identity"),
        "contents_destroyed" => (Sort::Event, Icon::Erasure, "destroyed the contents of the case, their time being up"),
        "hold_placed" => (Sort::Decision, Icon::Keep, "placed a legal hold on the case"),
        "hold_lifted" => (Sort::Decision, Icon::Undo, "lifted the legal hold"),
        _ => return None,
    })
}

fn about_erasures(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "erasure_outdated" => (Sort::Event, Icon::Alert, "stopped: the shop’s data is not as the plan saw it"),
        "erasure_stopped" => (Sort::Event, Icon::Pause, "did not begin the erasure"),
        "erasure_tried_again" => (Sort::Event, Icon::Again, "let the erasure go on"),
        "erasure_rows_decided" => (Sort::Decision, Icon::Decision, "decided about rows that the plan left to people"),
        "erasure_planned_again" => (Sort::Event, Icon::Again, "had a new plan made"),
        "erasure_confirmed" => (Sort::Decision, Icon::Done, "searched again and confirmed the erasure"),
        "kept_until_now_erased" => (Sort::Event, Icon::Erasure, "erased what had been kept until now"),
        "kept_not_erased" => (Sort::Event, Icon::Alert, "could not erase what had been kept until now"),
        _ => return None,
    })
}

fn about_changes(kind: &str) -> Option<(Sort, Icon, &'static str)> {
    Some(match kind {
        "correction_proposed" => (Sort::Decision, Icon::Decision, "put a correction onto the sheet"),
        "correction_taken_off" => (Sort::Decision, Icon::TakeBack, "took a correction off the sheet"),
        "correction_compared_anew" => {
            (Sort::Decision, Icon::Again, "looked at a changed value and corrects it all the same")
        }
        "correction_differs" => {
            (Sort::Event, Icon::Alert, "stopped: a value is not as it was seen, and was not overwritten")
        }
        "corrections_confirmed" => (Sort::Decision, Icon::Done, "looked again and confirmed every correction"),
        "marks_confirmed" => (Sort::Decision, Icon::Done, "looked again and confirmed that the data is marked"),
        "marks_lifted" => (Sort::Decision, Icon::Undo, "took the marks off and looked again"),
        "amendments_tried_again" => (Sort::Event, Icon::Again, "let the changes in the systems go on"),
        _ => return None,
    })
}

pub fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_kind_is_known_twice_and_none_speaks_in_codes() {
        for kind in ["fee_paid", "refusal_proposed", "lifted", "hold_placed", "contents_destroyed", "lesson_done"] {
            let known = [about_requests(kind), about_answers(kind), about_complaints(kind), about_keeping(kind)];
            assert_eq!(known.iter().flatten().count(), 1, "{kind}");
            assert!(plain(kind).is_some_and(|(_, _, words)| !words.contains('_')), "{kind}");
        }
        assert_eq!(plain("extended"), None, "it tells what it extends");
    }
}
