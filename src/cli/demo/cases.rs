//! The sample cases: who asked whom for what, how long ago, and how far it has come.

use crate::domain::right::Right;

use Right::{Access, ConsentWithdrawal, Erasure, Objection, Portability, Rectification, Restriction};
use Stage::{
    Answered, Approved, Asked, Clarifying, Extended, Gathering, Lapsed, New, Refused, Reviewing, Unconfirmed, Waived,
    Withdrawn,
};

/// How far a sample case has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sent without entering the code; staff must follow up.
    Unconfirmed,
    /// Nobody has looked at it.
    New,
    /// Proof of identity was asked for.
    Asked,
    /// Identity shown; a colleague's binder is still to be looked through.
    Gathering,
    /// The data protection lead went on without a check.
    Waived,
    /// The person was asked what is meant.
    Clarifying,
    /// Extended, and still being gathered.
    Extended,
    /// Found; a reviewer decides.
    Reviewing,
    /// Approved and being carried out.
    Approved,
    /// Done and answered.
    Answered,
    /// Refused.
    Refused,
    /// Taken back by the person.
    Withdrawn,
    /// Closed because no proof came.
    Lapsed,
}

/// A sample case.
#[derive(Clone, Copy, Debug)]
pub struct SampleCase {
    /// The person: position in the sample shop's list.
    pub person: usize,
    /// The controller.
    pub controller: &'static str,
    /// Days before today.
    pub days_ago: i64,
    /// The rights.
    pub rights: &'static [Right],
    /// How far.
    pub stage: Stage,
    /// The person's words.
    pub words: &'static str,
    /// Whether documents wait for review beside the findings.
    pub has_documents: bool,
}

const fn case(
    person: usize,
    controller: &'static str,
    days_ago: i64,
    rights: &'static [Right],
    stage: Stage,
    words: &'static str,
) -> SampleCase {
    SampleCase { person, controller, days_ago, rights, stage, words, has_documents: false }
}

/// The same with documents in its answer.
const fn with_documents(sample: SampleCase) -> SampleCase {
    SampleCase { has_documents: true, ..sample }
}

const JR: &str = "justroo";
const JE: &str = "just-elegance";
const JT: &str = "jusstool";
const JH: &str = "joro-home";

/// Fifty cases in every phase and state of lateness.
pub const CASES: [SampleCase; 50] = [
    case(8, JR, 0, &[Access], New, "I would like to see what you have about me."),
    case(11, JE, 0, &[Objection], New, "No more e-mails please. I asked twice."),
    case(14, JT, 1, &[Access, Erasure], New, "Send me my data, then delete everything."),
    case(17, JH, 1, &[Rectification], Unconfirmed, "My house number is 21, not 12."),
    case(20, JR, 2, &[Portability], New, "I want to move my orders to another shop’s account."),
    case(3, JE, 2, &[ConsentWithdrawal], Unconfirmed, ""),
    case(12, JT, 3, &[Access], Asked, "Under Article 15 please."),
    case(6, JH, 4, &[Access, Objection], Asked, "How did you get my address? And stop the offers."),
    case(9, JR, 6, &[Access], Gathering, ""),
    case(21, JE, 7, &[Erasure], Gathering, "I closed my account last year. Why do you still write to me?"),
    case(10, JT, 9, &[Access, Rectification], Gathering, "You spell my name wrong everywhere."),
    case(13, JH, 11, &[Access], Waived, "I am in the shop right now with my order in my hand."),
    case(15, JR, 12, &[Restriction], Gathering, "Until the mix-up with the invoice is sorted out."),
    case(5, JE, 13, &[Access], Clarifying, "Everything. All of it. Since the beginning."),
    case(16, JT, 15, &[Access], Clarifying, "A letter would be nice, I print everything."),
    case(18, JH, 16, &[Access, Portability], Reviewing, ""),
    with_documents(case(19, JR, 18, &[Access], Reviewing, "Please include what your support wrote about my laptop.")),
    case(22, JE, 20, &[Erasure], Reviewing, "I do not want to be in your files any more."),
    case(23, JT, 21, &[Access], Reviewing, ""),
    case(7, JR, 23, &[Access], Reviewing, "I am curious what you know from my browsing."),
    case(4, JH, 24, &[Objection], Approved, "I object to profiling."),
    case(9, JE, 26, &[Rectification], Reviewing, "New telephone number: 020 7946 0999."),
    case(2, JR, 27, &[Access], Asked, "We share a mailbox at home. I am Ngozi."),
    case(13, JT, 28, &[Access], Gathering, ""),
    case(14, JR, 29, &[Access, Erasure], Reviewing, "First the copy, then please forget me."),
    case(11, JH, 31, &[Access], Reviewing, "My solicitor asks for it."),
    case(20, JE, 34, &[Erasure], Gathering, "Still waiting."),
    case(12, JR, 36, &[Access], Asked, ""),
    case(6, JT, 40, &[Access], Extended, "Every message since 2019, with all attachments, and from all departments."),
    case(17, JR, 47, &[Restriction], Answered, "Please do not use it until my complaint is settled."),
    case(12, JE, 14, &[ConsentWithdrawal], Answered, "No more newsletters, thank you."),
    case(3, JT, 19, &[Objection], Answered, "Take me off the list for text messages."),
    case(21, JH, 22, &[Objection], Answered, "I moved in May; the catalogue still goes to the old flat."),
    case(17, JE, 29, &[Access], Answered, "What did I order before the divorce?"),
    case(4, JR, 32, &[Access], Answered, "I want to know whose invoice it is."),
    case(8, JE, 33, &[Access], Answered, ""),
    case(2, JT, 42, &[Access], Answered, "Please by e-mail."),
    case(22, JR, 49, &[Access], Answered, "Which date of birth do you have?"),
    case(14, JH, 56, &[Objection], Answered, ""),
    case(20, JT, 63, &[Access], Answered, "For my tax adviser."),
    case(15, JH, 38, &[Access], Answered, "Thank you in advance."),
    case(10, JR, 44, &[Portability], Answered, ""),
    case(16, JE, 52, &[Rectification], Answered, "My surname is Thornton-Hale since the spring."),
    case(18, JT, 60, &[Objection], Answered, "Stop calling me."),
    case(19, JH, 66, &[Erasure], Refused, "Delete the invoice too."),
    case(21, JR, 71, &[Access], Refused, "The same again, this is my ninth."),
    case(22, JT, 58, &[Access], Withdrawn, ""),
    case(23, JH, 75, &[Erasure], Withdrawn, "Changed my mind."),
    case(5, JR, 80, &[Access], Lapsed, ""),
    case(7, JE, 92, &[Portability], Lapsed, ""),
];
