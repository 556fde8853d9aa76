//! Whether a portable copy may be sent straight to another controller now, and why not.

use super::TransmissionState;
use crate::domain::request::{Request, State};
use crate::domain::right::Right;

/// Why a copy cannot be sent straight to another controller now. Each reads as a sentence without its full stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotYet {
    /// Article 20(2) belongs to portability.
    #[error("only data to take elsewhere is sent straight to another company (Article 20(2))")]
    OtherRight,
    /// Nobody was set up.
    #[error("the company has named nobody to whom data can be sent straight")]
    NobodyToSendTo,
    /// It is not clear who asks.
    #[error("show who is asking first")]
    IdentityOpen,
    /// Nobody has approved what leaves the building.
    #[error("a review has to approve it first")]
    NotApproved,
    /// It was refused, withdrawn or lapsed.
    #[error("the request was closed without an answer")]
    ClosedUnanswered,
    /// The package is being made.
    #[error("the package is not built yet")]
    NoPackage,
    /// Taken back, or its time was up.
    #[error("the package is not there any more; a new one has to be approved")]
    PackageGone,
    /// Nothing of it rests on consent or a contract.
    #[error("nothing in it was provided by the person on consent or a contract")]
    NothingPortable,
    /// It is on its way already.
    #[error("it is being sent already")]
    UnderWay,
    /// It has arrived.
    #[error("this company has accepted it already")]
    Accepted,
}

/// The newest package of a request, as far as sending it goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackageAtHand {
    /// Whether its bytes can still be read.
    pub is_kept: bool,
    /// Rows of data in it.
    pub rows: i64,
}

/// Whether the package of a request may be sent straight to a receiver. `there` is whether the company names any; `earlier` is
/// where an earlier transmission to the same receiver stands.
pub fn may_send(
    request: &Request,
    there: bool,
    package: Option<PackageAtHand>,
    earlier: Option<TransmissionState>,
) -> Result<(), NotYet> {
    if request.right != Right::Portability {
        return Err(NotYet::OtherRight);
    }
    if !there {
        return Err(NotYet::NobodyToSendTo);
    }
    match request.state {
        State::Received | State::Verifying | State::AwaitingAuthority => return Err(NotYet::IdentityOpen),
        State::Gathering | State::AwaitingClarification | State::Reviewing => return Err(NotYet::NotApproved),
        State::Refused | State::Withdrawn | State::Lapsed | State::Joined => return Err(NotYet::ClosedUnanswered),
        State::Executing | State::Fulfilled => {}
    }
    let package = package.ok_or(NotYet::NoPackage)?;
    if !package.is_kept {
        return Err(NotYet::PackageGone);
    }
    if package.rows == 0 {
        return Err(NotYet::NothingPortable);
    }
    match earlier {
        Some(TransmissionState::Accepted) => Err(NotYet::Accepted),
        Some(TransmissionState::Due) => Err(NotYet::UnderWay),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, Utc};

    use super::*;
    use crate::domain::ids::{CaseId, RequestId};

    fn request(right: Right, state: State) -> Request {
        let at: DateTime<Utc> = "2026-03-02T09:00:00Z".parse().unwrap();
        Request { state, ..Request::received(RequestId::new(at, [1; 10]), CaseId::new(at, [2; 10]), right, at) }
    }

    const PACKED: Option<PackageAtHand> = Some(PackageAtHand { is_kept: true, rows: 7 });

    #[test]
    fn only_an_approved_portable_package_of_a_known_person_is_sent() {
        let of = |state| may_send(&request(Right::Portability, state), true, PACKED, None);
        assert_eq!(of(State::Verifying), Err(NotYet::IdentityOpen));
        assert_eq!(of(State::Reviewing), Err(NotYet::NotApproved));
        assert_eq!(of(State::Refused), Err(NotYet::ClosedUnanswered));
        assert_eq!(of(State::Executing), Ok(()));
        assert_eq!(of(State::Fulfilled), Ok(()));
        let access = request(Right::Access, State::Fulfilled);
        assert_eq!(may_send(&access, true, PACKED, None), Err(NotYet::OtherRight));
    }

    #[test]
    fn a_package_that_is_missing_gone_or_empty_is_not_sent_and_says_which() {
        let request = request(Right::Portability, State::Fulfilled);
        let of = |package| may_send(&request, true, package, None);
        assert_eq!(of(None), Err(NotYet::NoPackage));
        assert_eq!(of(Some(PackageAtHand { is_kept: false, rows: 7 })), Err(NotYet::PackageGone));
        assert_eq!(of(Some(PackageAtHand { is_kept: true, rows: 0 })), Err(NotYet::NothingPortable));
        assert_eq!(may_send(&request, false, PACKED, None), Err(NotYet::NobodyToSendTo));
    }

    #[test]
    fn nothing_is_sent_twice_to_the_same_company() {
        let request = request(Right::Portability, State::Fulfilled);
        let after = |state| may_send(&request, true, PACKED, Some(state));
        assert_eq!(after(TransmissionState::Accepted), Err(NotYet::Accepted));
        assert_eq!(after(TransmissionState::Due), Err(NotYet::UnderWay));
        assert_eq!(after(TransmissionState::Stuck), Ok(()));
        assert_eq!(after(TransmissionState::NotFeasible), Ok(()));
    }
}
