//! Answering requests of the same person together, or apart: duplicates, merged and split cases.
//!
//! One question that was put twice has one answer, and its clock counts from the earliest receipt (Article 12(3): the month runs
//! from receipt of *the* request). Nothing is joined after somebody began to decide about it.

use chrono::{DateTime, Utc};

use super::event::Event;
use super::record::Request;
use super::state::State;
use crate::domain::case::Case;
use crate::domain::ids::{CaseId, RequestId};
use crate::domain::right::Right;

/// Why cases are not joined or split. Nothing has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotJoined {
    /// The case itself was named.
    #[error("a case cannot be put together with itself")]
    SameCase,
    /// Another company would answer.
    #[error("the two cases are addressed to different companies, and each answers for itself")]
    OtherCompany,
    /// The addresses differ, and nobody has said why it is the same person.
    #[error("the two cases have different addresses; say how you know that it is the same person")]
    OtherPerson,
    /// A complaint has a clock and an answer of its own.
    #[error("a complaint is answered by itself; mark the two as belonging together instead")]
    Complaint,
    /// Nothing is left to answer.
    #[error("nothing in this case is open any more")]
    NothingOpen,
    /// The other case has answered this right.
    #[error("the other case has answered {} already, so this is a new request of its own", .0.name())]
    AnsweredAlready(Right),
    /// Somebody has begun to decide.
    #[error("{} is “{}” already; finish it where it is", .0.name(), .1.name())]
    TooFar(Right, State),
    /// A case keeps at least one open request.
    #[error("a case keeps at least one open request; leave one where it is")]
    NothingStays,
    /// Nothing was chosen.
    #[error("choose what is answered by itself")]
    NothingChosen,
}

/// What becomes of one open request of a case that is joined into another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Joining {
    /// The other case has the same right open: one answer for both.
    Same {
        /// The request that stays.
        stays: RequestId,
        /// What happens to the one that stays; nothing when it arrived first.
        earlier: Option<Box<Event>>,
    },
    /// The other case answers this right, too, from now on.
    Added,
}

/// Whether two cases may be joined. `same_person` says that a member of staff has compared them, where the addresses differ.
pub fn may_join(twin: &Case, into: &Case, same_person: bool) -> Result<(), NotJoined> {
    let folded = |case: &Case| case.requester.email.reveal().trim().to_lowercase();
    if twin.id == into.id {
        return Err(NotJoined::SameCase);
    }
    if twin.controller != into.controller {
        return Err(NotJoined::OtherCompany);
    }
    // Two people without an address are not one.
    if (folded(twin) != folded(into) || folded(twin).is_empty()) && !same_person {
        return Err(NotJoined::OtherPerson);
    }
    Ok(())
}

/// What joining means for every open request of a case, in their order.
pub fn join(twin: &Case, requests: &[Request], into: &[Request]) -> Result<Vec<(RequestId, Joining)>, NotJoined> {
    if requests.is_empty() || into.is_empty() {
        return Err(NotJoined::Complaint);
    }
    let open = requests.iter().filter(|request| request.state.is_open());
    let joined: Result<Vec<_>, _> = open.map(|request| Ok((request.id, join_one(twin, request, into)?))).collect();
    joined.and_then(|joined| if joined.is_empty() { Err(NotJoined::NothingOpen) } else { Ok(joined) })
}

fn join_one(twin: &Case, request: &Request, into: &[Request]) -> Result<Joining, NotJoined> {
    movable(request)?;
    let Some(other) = into.iter().find(|other| other.right == request.right) else { return Ok(Joining::Added) };
    if !other.state.is_open() {
        return Err(NotJoined::AnsweredAlready(request.right));
    }
    let received = request.history.received;
    let earlier = received < other.history.received;
    let event = || Event::ReceivedEarlier { received, reference: twin.reference.to_string() };
    Ok(Joining::Same { stays: other.id, earlier: earlier.then(event).map(Box::new) })
}

/// What may be split off a case: open, not decided upon, and not everything that is open.
pub fn split<'a>(requests: &'a [Request], chosen: &[Right]) -> Result<Vec<&'a Request>, NotJoined> {
    let open: Vec<&Request> = requests.iter().filter(|request| request.state.is_open()).collect();
    let off: Vec<&Request> = open.iter().copied().filter(|request| chosen.contains(&request.right)).collect();
    if off.is_empty() {
        return Err(NotJoined::NothingChosen);
    }
    if off.len() == open.len() {
        return Err(NotJoined::NothingStays);
    }
    off.iter().try_for_each(|request| movable(request))?;
    Ok(off)
}

/// A request that has been reviewed has findings, decisions and approvals, which stay where they were made.
const fn movable(request: &Request) -> Result<(), NotJoined> {
    match request.state {
        State::Reviewing | State::Executing => Err(NotJoined::TooFar(request.right, request.state)),
        _ => Ok(()),
    }
}

impl Request {
    /// The same wish as a request of another case: its clock goes on with everything that has happened to it.
    #[must_use]
    pub fn taken_over(&self, id: RequestId, case: CaseId) -> Self {
        Self { id, case, version: 0, gathered_by: None, approved_by: None, not_before: None, ..self.clone() }
    }
}

/// What happens to the request that is answered elsewhere.
pub fn joined(at: DateTime<Utc>, into: &Case) -> Event {
    Event::Joined { at, reference: into.reference.to_string() }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::case::{Channel, Identifiers, OnBehalf, Reference, Requester};
    use crate::domain::personal::Personal;
    use crate::domain::request::evolve;

    fn at(days: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_000 + days)
    }

    fn case(n: u8, email: &str) -> Case {
        Case {
            id: CaseId::new(at(0), [n; 10]),
            reference: Reference::new("JR", 2026, [n, 2, 3, 4]),
            controller: "justroo".into(),
            received_at: at(0),
            channel: Channel::Form,
            requester: Requester { name: Personal::new("Priya"), email: Personal::new(email), language: "en".into() },
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers::default(),
            words: Personal::default(),
            email_confirmed_at: None,
            owner: None,
            policy_version: None,
            version: 0,
        }
    }

    fn request(n: u8, right: Right, days: i64, state: State) -> Request {
        let mut request = Request::received(RequestId::new(at(days), [n; 10]), case(n, "").id, right, at(days));
        request.state = state;
        request
    }

    #[test]
    fn cases_of_different_people_or_companies_are_not_joined() {
        let (one, mut other) = (case(1, "priya@mail.example"), case(2, " Priya@Mail.example"));
        assert_eq!(may_join(&one, &other, false), Ok(()));
        assert_eq!(may_join(&one, &one, true), Err(NotJoined::SameCase));
        let stranger = case(3, "sam@mail.example");
        assert_eq!(may_join(&one, &stranger, false), Err(NotJoined::OtherPerson));
        assert_eq!(
            may_join(&case(4, ""), &case(5, " "), false),
            Err(NotJoined::OtherPerson),
            "nobody is not nobody else"
        );
        assert_eq!(may_join(&one, &stranger, true), Ok(()));
        other.controller = "joro-home".into();
        assert_eq!(may_join(&one, &other, true), Err(NotJoined::OtherCompany));
    }

    #[test]
    fn a_right_that_both_use_is_answered_once_and_another_one_is_added() {
        let twin = case(1, "");
        let theirs = [request(1, Right::Access, 3, State::Received), request(1, Right::Erasure, 3, State::Verifying)];
        let ours = [request(2, Right::Access, 0, State::Reviewing)];
        let plan = join(&twin, &theirs, &ours).unwrap();
        assert_eq!(plan[0].1, Joining::Same { stays: ours[0].id, earlier: None }, "it arrived later");
        assert_eq!(plan[1].1, Joining::Added);
    }

    #[test]
    fn what_was_decided_upon_stays_where_it_is() {
        let ours = [request(2, Right::Access, 0, State::Received)];
        let reviewed = [request(1, Right::Access, 3, State::Reviewing)];
        assert_eq!(join(&case(1, ""), &reviewed, &ours), Err(NotJoined::TooFar(Right::Access, State::Reviewing)));
        let answered = [request(2, Right::Access, 0, State::Fulfilled)];
        let new = [request(1, Right::Access, 3, State::Received)];
        assert_eq!(join(&case(1, ""), &new, &answered), Err(NotJoined::AnsweredAlready(Right::Access)));
        assert_eq!(join(&case(1, ""), &answered, &ours), Err(NotJoined::NothingOpen));
        assert_eq!(join(&case(1, ""), &[], &ours), Err(NotJoined::Complaint));
    }

    #[test]
    fn a_case_that_is_split_keeps_something() {
        let all = [request(1, Right::Access, 0, State::Received), request(1, Right::Erasure, 0, State::Gathering)];
        assert_eq!(split(&all, &[Right::Erasure]).unwrap(), [&all[1]]);
        assert_eq!(split(&all, &[Right::Erasure, Right::Access]), Err(NotJoined::NothingStays));
        assert_eq!(split(&all, &[Right::Objection]), Err(NotJoined::NothingChosen));
    }

    proptest! {
        #[test]
        fn the_clock_of_a_duplicate_counts_from_the_earliest_receipt(first in 0_i64..400, second in 0_i64..400) {
            let twin = request(1, Right::Access, first, State::Received);
            let stays = request(2, Right::Access, second, State::Gathering);
            let plan = join(&case(1, ""), &[twin], std::slice::from_ref(&stays)).unwrap();
            let Joining::Same { earlier, .. } = &plan[0].1 else { panic!("the same right") };
            let after = earlier.as_deref().into_iter().fold(stays.clone(), evolve);
            prop_assert_eq!(after.history.received, at(first.min(second)));
            prop_assert_eq!(after.state, stays.state);
        }

        #[test]
        fn what_is_taken_over_keeps_its_clock(days in 0_i64..400) {
            let old = request(1, Right::Erasure, days, State::AwaitingClarification);
            let new = old.taken_over(RequestId::new(at(0), [9; 10]), case(2, "").id);
            prop_assert_eq!((&new.history, new.state, new.version), (&old.history, old.state, 0));
        }
    }
}
