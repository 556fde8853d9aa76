//! What to do next with a request: one suggestion, why now, and what is true already.
//!
//! A suggestion is advice and decides nothing: whether a command is possible is asked of [`super::allowed`]. The words are
//! for a handler who has never read the law.

use super::command::CommandKind;
use super::next_amending::{on_the_changes, on_the_scales, on_the_sheet, on_the_transmission};
use super::next_beginning::{Wanted, on_answer, on_arrival};
use super::next_erasing::{on_the_erasure, on_the_plan};
use super::state::State;
use super::weighing::WeighsMore;
use super::{Actor, Request};
use crate::domain::amendment::Amending;
use crate::domain::case::OnBehalf;
use crate::domain::erasure::{Stage, Standing};
use crate::domain::right::Right;

/// Days we wait for a person before a request may be closed; the letter that asks says the same.
pub const PATIENCE_DAYS: i64 = 30;

/// What is known around a request when somebody asks what to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "they are independent facts, each true or not; no two make a state")]
pub struct Facts {
    /// Whether the address was confirmed by a code.
    pub confirmed: bool,
    /// Whether somebody asks for another person.
    pub on_behalf: bool,
    /// Systems of the gathering, all of them.
    pub systems: usize,
    /// Systems that have answered or were left out with a reason.
    pub answered: usize,
    /// Systems and tasks that a person must look at.
    pub need_person: usize,
    /// Tasks nobody has answered, those about systems included.
    pub open_tasks: usize,
    /// Findings that were flagged and are not decided.
    pub undecided: usize,
    /// All findings.
    pub findings: usize,
    /// Whether the copy asked for in the same case has not been delivered.
    pub copy_outstanding: bool,
    /// Whether whoever looks gathered this and may therefore not approve it.
    pub own_work: bool,
    /// Whether a package lies ready for the person.
    pub package_ready: bool,
    /// How often it was fetched.
    pub downloads: usize,
    /// Whether an approval can still be taken back.
    pub cooling_off: bool,
    /// Days since the open question was asked; `None` when none is open.
    pub waited_days: Option<i64>,
    /// Why the last job about the request gave up, if one did.
    pub stuck: Option<String>,
    /// What is known of the plan of an erasure.
    pub erasure: Standing,
    /// Whether a legal hold stands on the case.
    pub on_hold: bool,
    /// How far corrections and marks in the systems are.
    pub amending: Amending,
    /// Whose interests weigh more, once that is written down.
    pub weighed: Option<WeighsMore>,
    /// Where the transmission to another company stands for which the answer waits.
    pub straight: Option<Straight>,
    /// Files of the person that nobody has opened.
    pub unread: usize,
}

/// How far a package is that goes straight to another company (Article 20(2)).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Straight {
    /// It is being sent.
    UnderWay,
    /// It did not arrive, and a person decides.
    Stuck,
}

/// Where the suggestion leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// To the form of a command.
    Give(CommandKind),
    /// To the systems that are being searched.
    LookAtGathering,
    /// To the findings.
    LookAtFindings,
    /// To the plan of an erasure.
    LookAtErasure,
    /// To the corrections or marks in the systems.
    LookAtChanges,
    /// To the files that the person gave.
    LookAtFiles,
    /// To the package that goes straight to another company.
    LookAtTransmission,
    /// Nowhere: it is somebody else's turn.
    Wait,
    /// Nowhere: nothing is owed.
    Rest,
}

impl Step {
    /// Whether there is something for staff to do.
    pub const fn is_work(self) -> bool {
        matches!(
            self,
            Self::Give(_)
                | Self::LookAtGathering
                | Self::LookAtFindings
                | Self::LookAtErasure
                | Self::LookAtChanges
                | Self::LookAtFiles
                | Self::LookAtTransmission
        )
    }
}

/// A step on the way to the answer, and whether it is behind us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Milestone {
    /// What, as a sentence without a full stop.
    pub words: String,
    /// Whether it is done.
    pub done: bool,
}

/// The one suggestion for a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// Where it leads.
    pub step: Step,
    /// What to do, imperative and short.
    pub headline: String,
    /// Why now, in one or two sentences.
    pub why: String,
    /// What is done and what is missing.
    pub milestones: Vec<Milestone>,
}

/// Suggests the next step.
pub fn suggest(request: &Request, facts: &Facts) -> Suggestion {
    let (step, headline, why) = match request.state {
        _ if facts.unread > 0 => on_files(facts.unread),
        State::Received => on_arrival(request, facts),
        State::Verifying => on_answer(facts, &Wanted::IDENTITY),
        State::AwaitingAuthority => on_answer(facts, &Wanted::AUTHORITY),
        State::AwaitingClarification => on_answer(facts, &Wanted::MEANING),
        State::Gathering => while_gathering(facts),
        State::Reviewing => while_reviewing(request, facts),
        State::Executing => while_executing(request, facts),
        State::Fulfilled => (Step::Rest, "Nothing left to do".to_owned(), after_answer(request, facts)),
        State::Refused => {
            at_rest("The person was told the reasons and how to complain. It can be opened again if new facts come.")
        }
        State::Withdrawn => at_rest("The person took it back and was told how to open it again."),
        State::Joined => at_rest("It is answered together with another request of the same person."),
        State::Lapsed => at_rest("No answer came. The person was told; an answer opens it again."),
    };
    Suggestion { step, headline, why, milestones: milestones(request, facts) }
}

/// What stands in the queue's last column when only right, state and confirmation are known.
pub const fn in_short(right: Right, state: State, confirmed: bool) -> &'static str {
    match state {
        State::Received if confirmed => "Check who is asking",
        State::Received => "Follow up: address not confirmed",
        State::Verifying => "Waiting for proof of identity",
        State::AwaitingAuthority => "Waiting for the agent’s authority",
        State::Gathering => "See that every system answers",
        State::AwaitingClarification => "Waiting for an answer",
        State::Reviewing => "Review and approve",
        State::Executing => match right {
            Right::Access | Right::Portability => "Deliver the copy",
            _ => "Carry it out and say so",
        },
        State::Fulfilled | State::Refused | State::Withdrawn | State::Lapsed | State::Joined => "Nothing left to do",
    }
}

/// Whether somebody asks for another person.
pub const fn asks_for_another(on_behalf: &OnBehalf) -> bool {
    !matches!(on_behalf, OnBehalf::Myself)
}

/// Whether whoever looks finished the gathering.
pub fn is_own_work(request: &Request, actor: Actor) -> bool {
    request.gathered_by.is_some() && request.gathered_by == actor.staff()
}

pub(super) type Advice = (Step, String, String);

fn at_rest(why: &str) -> Advice {
    (Step::Rest, "Nothing left to do".to_owned(), why.to_owned())
}

pub(super) fn advice(step: Step, headline: impl Into<String>, why: impl Into<String>) -> Advice {
    (step, headline.into(), why.into())
}

/// A file may be the proof, the permission or the answer that everything waits for.
fn on_files(unread: usize) -> Advice {
    let headline = if unread == 1 { "Look at the file that came" } else { "Look at the files that came" };
    let why = "The person gave us something that nobody has opened. It may be what the case waits for.";
    advice(Step::LookAtFiles, headline, why)
}

fn while_gathering(facts: &Facts) -> Advice {
    let needs = facts.need_person.max(facts.open_tasks);
    if needs > 0 {
        let which = if needs == 1 { "one system".to_owned() } else { format!("{needs} systems") };
        return advice(
            Step::LookAtGathering,
            format!("Answer for {which}"),
            "No connector reaches there, or one could not get through. Look, upload what there is, or say that nothing is held.",
        );
    }
    if facts.answered < facts.systems {
        return advice(
            Step::Wait,
            "Rightsdesk is searching",
            format!("{} of {} systems have answered. This goes on by itself.", facts.answered, facts.systems),
        );
    }
    advice(
        Step::Give(CommandKind::FinishGathering),
        "Finish gathering",
        "Nothing is open any more. Finishing hands what was found to review; another person then approves.",
    )
}

fn while_reviewing(request: &Request, facts: &Facts) -> Advice {
    if facts.undecided > 0 {
        let what =
            if facts.undecided == 1 { "the last finding".to_owned() } else { format!("{} findings", facts.undecided) };
        return advice(
            Step::LookAtFindings,
            format!("Decide {what}"),
            "They may name somebody else or need a second look. Include them, or leave something out with a ground.",
        );
    }
    if request.right == Right::Erasure && facts.on_hold {
        return advice(
            Step::Wait,
            "Kept by a legal hold",
            "Somebody has decided that nothing of this person is erased for the time being. It goes on when the hold is lifted.",
        );
    }
    if request.right == Right::Erasure && facts.copy_outstanding {
        return advice(
            Step::Wait,
            "Deliver the copy first",
            "The same person asked for a copy. What is erased first cannot be copied, so this waits.",
        );
    }
    if let Some(advice) =
        on_the_plan(facts).or_else(|| on_the_sheet(request, facts)).or_else(|| on_the_scales(request, facts))
    {
        return advice;
    }
    if facts.own_work {
        return advice(
            Step::LookAtFindings,
            "Ask somebody else to approve",
            "You gathered this yourself. A second pair of eyes approves what leaves the building.",
        );
    }
    advice(
        Step::Give(CommandKind::Approve),
        "Approve",
        "Everything flagged is decided. Look through it once more as the person will read it, then approve.",
    )
}

fn while_executing(request: &Request, facts: &Facts) -> Advice {
    if facts.cooling_off {
        return advice(
            Step::Wait,
            "You can still take it back",
            "It is carried out by itself when the cool-off is over.",
        );
    }
    if let Some(advice) = facts.straight.map(on_the_transmission) {
        return advice;
    }
    if let Some(why) = &facts.stuck {
        let step = match (facts.erasure, facts.amending) {
            (Standing::ByHand, Amending::ByHand) => Step::LookAtGathering,
            (Standing::ByHand, _) => Step::LookAtChanges,
            _ => Step::LookAtErasure,
        };
        return advice(step, "Look at what went wrong", why.clone());
    }
    if let Some(advice) = on_the_erasure(facts).or_else(|| on_the_changes(facts)) {
        return advice;
    }
    if facts.erasure.stage() == Some(Stage::Confirmed) && facts.open_tasks == 0 {
        return advice(
            Step::Give(CommandKind::Fulfil),
            "Send the answer",
            "A second search confirmed the erasure. Say who else had the data and was told; the letter says the rest.",
        );
    }
    match request.right {
        Right::Access | Right::Portability => advice(
            Step::Wait,
            "The package is on its way",
            "It is put together, sealed, and announced to the person by itself.",
        ),
        _ => advice(
            Step::Give(CommandKind::Fulfil),
            "Carry it out and say so",
            "It is approved. Do it in the systems, then record what was done; the person is told in the same step.",
        ),
    }
}

fn after_answer(request: &Request, facts: &Facts) -> String {
    let is_copy = matches!(request.right, Right::Access | Right::Portability);
    match (is_copy && facts.package_ready, facts.downloads) {
        (true, 0) => "The package is ready and the person has been told. It has not been fetched yet.".to_owned(),
        (true, 1) => "The person has fetched the package.".to_owned(),
        (true, n) => format!("The person has fetched the package {n} times."),
        (false, _) => "It is done, and the person has been told.".to_owned(),
    }
}

fn milestones(request: &Request, facts: &Facts) -> Vec<Milestone> {
    if !request.state.is_open() {
        return Vec::new();
    }
    let phase = request.state.phase();
    let mark = |done: bool, words: String| Milestone { words, done };
    let mut all = Vec::new();
    if phase < 2 {
        let address = if facts.confirmed { "Address confirmed" } else { "Address not confirmed" };
        all.push(mark(facts.confirmed, address.to_owned()));
    }
    all.push(mark(phase >= 2, if phase >= 2 { "Identity shown" } else { "Identity to be shown" }.to_owned()));
    let found = match (facts.systems, phase) {
        (0, 0..=2) => "Systems to be searched".to_owned(),
        (0, _) => "Gathering finished".to_owned(),
        (all, _) => format!("{} of {all} systems have answered", facts.answered),
    };
    all.push(mark(phase > 2 || (facts.systems > 0 && facts.answered == facts.systems), found));
    if phase >= 2 {
        let decided = match facts.undecided {
            0 => "Nothing flagged is open".to_owned(),
            1 => "One flagged finding is open".to_owned(),
            n => format!("{n} flagged findings are open"),
        };
        all.push(mark(facts.undecided == 0 && phase > 2, decided));
    }
    all.push(mark(phase >= 4, "Approved by a second person".to_owned()));
    all
}

/// Which of several suggestions comes first: work before waiting, then the earliest date, then the order given.
pub fn most_pressing(suggestions: &[(Option<chrono::NaiveDate>, &Suggestion)]) -> Option<usize> {
    let rank = |(_, (due, suggestion)): &(usize, &(Option<chrono::NaiveDate>, &Suggestion))| {
        let idle = match suggestion.step {
            Step::Wait => 1,
            Step::Rest => 2,
            _ => 0,
        };
        (idle, due.unwrap_or(chrono::NaiveDate::MAX))
    };
    suggestions.iter().enumerate().min_by_key(rank).map(|(index, _)| index)
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::domain::clock::Question;
    use crate::domain::ids::{CaseId, RequestId};

    fn at() -> DateTime<Utc> {
        "2026-11-02T09:00:00Z".parse().unwrap()
    }

    fn request(right: Right, state: State) -> Request {
        let mut request = Request::received(RequestId::new(at(), [1; 10]), CaseId::new(at(), [2; 10]), right, at());
        request.state = state;
        request
    }

    fn suggested(right: Right, state: State, facts: &Facts) -> Step {
        suggest(&request(right, state), facts).step
    }

    #[test]
    fn every_state_of_every_right_has_a_suggestion_that_the_table_allows() {
        for right in Right::ALL {
            for state in State::ALL {
                let suggestion = suggest(&request(right, state), &Facts::default());
                assert!(!suggestion.headline.is_empty() && suggestion.why.ends_with('.'), "{right:?} {state:?}");
                if let Step::Give(command) = suggestion.step {
                    assert!(super::super::table::transition(state, command).is_some(), "{state:?} {command:?}");
                }
                assert_eq!(suggestion.step == Step::Rest, !state.is_open(), "{right:?} {state:?}");
                assert!(!in_short(right, state, false).is_empty());
            }
        }
    }

    #[test]
    fn on_arrival_the_gentlest_way_to_certainty_comes_first() {
        let confirmed = Facts { confirmed: true, ..Facts::default() };
        let agent = Facts { on_behalf: true, confirmed: true, ..Facts::default() };
        assert_eq!(suggested(Right::Access, State::Received, &confirmed), Step::Give(CommandKind::ShowIdentity));
        assert_eq!(suggested(Right::Access, State::Received, &Facts::default()), Step::Give(CommandKind::AskIdentity));
        assert_eq!(suggested(Right::Access, State::Received, &agent), Step::Give(CommandKind::AskAuthority));
        let mut shown = request(Right::Access, State::Received);
        shown.history.authority = Some(Question { asked: at(), answered: Some(at()) });
        assert_eq!(suggest(&shown, &agent).step, Step::Give(CommandKind::ShowIdentity));
        let mut marketing = request(Right::Objection, State::Received);
        marketing.direct_marketing = true;
        assert_eq!(suggest(&marketing, &Facts::default()).headline, "Stop the marketing");
    }

    #[test]
    fn a_person_is_waited_for_a_month_and_not_longer() {
        for state in [State::Verifying, State::AwaitingAuthority, State::AwaitingClarification] {
            let waited = |days| Facts { waited_days: Some(days), ..Facts::default() };
            assert_ne!(suggested(Right::Access, state, &waited(30)), Step::Give(CommandKind::Lapse));
            assert_eq!(suggested(Right::Access, state, &waited(31)), Step::Give(CommandKind::Lapse));
        }
    }

    #[test]
    fn gathering_asks_for_people_first_then_waits_then_finishes() {
        let facts = |answered, need_person| Facts { systems: 3, answered, need_person, ..Facts::default() };
        assert_eq!(suggested(Right::Access, State::Gathering, &facts(1, 1)), Step::LookAtGathering);
        assert_eq!(suggested(Right::Access, State::Gathering, &facts(1, 0)), Step::Wait);
        assert_eq!(suggested(Right::Access, State::Gathering, &facts(3, 0)), Step::Give(CommandKind::FinishGathering));
    }

    #[test]
    fn review_decides_then_waits_for_the_copy_then_needs_a_second_person() {
        let open = Facts { undecided: 6, ..Facts::default() };
        assert_eq!(suggested(Right::Access, State::Reviewing, &open), Step::LookAtFindings);
        let copy = Facts { copy_outstanding: true, ..Facts::default() };
        assert_eq!(suggested(Right::Erasure, State::Reviewing, &copy), Step::Wait);
        assert_eq!(suggested(Right::Access, State::Reviewing, &copy), Step::Give(CommandKind::Approve));
        let own = Facts { own_work: true, ..Facts::default() };
        assert_eq!(suggest(&request(Right::Access, State::Reviewing), &own).headline, "Ask somebody else to approve");
    }

    #[test]
    fn a_copy_delivers_itself_and_the_other_rights_are_carried_out_by_hand() {
        assert_eq!(suggested(Right::Portability, State::Executing, &Facts::default()), Step::Wait);
        assert_eq!(suggested(Right::Erasure, State::Executing, &Facts::default()), Step::Give(CommandKind::Fulfil));
        let cooling = Facts { cooling_off: true, ..Facts::default() };
        assert_eq!(suggested(Right::Erasure, State::Executing, &cooling), Step::Wait);
        let stuck = Facts { stuck: Some("The disk is full.".into()), ..Facts::default() };
        assert_eq!(suggest(&request(Right::Access, State::Executing), &stuck).why, "The disk is full.");
    }

    #[test]
    fn work_goes_before_waiting_and_the_earliest_date_first() {
        let work = suggest(&request(Right::Access, State::Received), &Facts::default());
        let wait = suggest(&request(Right::Access, State::Executing), &Facts::default());
        let rest = suggest(&request(Right::Access, State::Fulfilled), &Facts::default());
        let day = |d| chrono::NaiveDate::from_ymd_opt(2026, 12, d);
        assert_eq!(most_pressing(&[(day(1), &rest), (day(2), &wait), (day(9), &work), (day(8), &work)]), Some(3));
        assert_eq!(most_pressing(&[]), None);
    }
}
