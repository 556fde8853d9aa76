//! What is known about the person, and what of it may be searched with.

use std::collections::BTreeMap;

use crate::domain::audit::Entry;
use crate::domain::case::{Case, OnBehalf};
use crate::domain::datamap::Identities;
use crate::domain::ids::RequestId;
use crate::ports::store::Tx;
use crate::workflow::WorkError;

/// Whether the address the requester wrote from may be searched with: it was confirmed, or identity was shown for the
/// request. An address that anybody could have typed finds nobody, not even when the check was waived.
pub fn may_search_by_address(tx: &mut dyn Tx, case: &Case, request: RequestId) -> Result<bool, WorkError> {
    if case.email_confirmed_at.is_some() {
        return Ok(true);
    }
    let shown = |entry: &Entry| entry.request == Some(request) && entry.kind == "identity_shown";
    Ok(tx.log_of(case.id)?.iter().any(shown))
}

/// The identities to search with. Somebody who asks for another person is not searched for: their own address stays out.
pub fn identities(case: &Case, by_address: bool) -> Identities {
    Identities::new(known(case, by_address))
}

/// The same by name, as they were given.
pub fn known(case: &Case, by_address: bool) -> BTreeMap<&str, &str> {
    let mut known: BTreeMap<&str, &str> = BTreeMap::new();
    known.extend(case.identifiers.0.iter().map(|(name, value)| (name.as_str(), value.reveal())));
    match &case.on_behalf {
        OnBehalf::Myself => {
            known.insert("name", case.requester.name.reveal());
            if by_address && !case.requester.email.is_empty() {
                known.insert("email", case.requester.email.reveal());
            }
        }
        OnBehalf::Another { name } | OnBehalf::Child { name } => {
            known.insert("name", name.reveal());
        }
    }
    known
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::case::{Channel, Identifiers, Reference, Requester};
    use crate::domain::ids::CaseId;
    use crate::domain::personal::Personal;

    fn case(on_behalf: OnBehalf) -> Case {
        Case {
            id: CaseId::parse("019aa9a3-2a00-7000-8000-000000000001").unwrap(),
            reference: Reference::new("JR", 2026, [1, 2, 3, 4]),
            controller: "justroo".into(),
            received_at: "2026-11-02T09:00:00Z".parse().unwrap(),
            channel: Channel::Form,
            requester: Requester {
                name: Personal::new("Ann Agent"),
                email: Personal::new("ann@example.org"),
                language: "en".into(),
            },
            on_behalf,
            identifiers: Identifiers(BTreeMap::from([("postcode".into(), Personal::new("NE46 3JQ"))])),
            words: Personal::default(),
            email_confirmed_at: None,
            owner: None,
            policy_version: None,
            version: 0,
        }
    }

    #[test]
    fn an_address_is_searched_with_only_when_it_is_sure() {
        let case = case(OnBehalf::Myself);
        assert_eq!(identities(&case, true).names().collect::<Vec<_>>(), ["email", "name", "postcode"]);
        assert_eq!(identities(&case, false).names().collect::<Vec<_>>(), ["name", "postcode"]);
        let mut without = case;
        without.requester.email = Personal::default();
        assert!(!identities(&without, true).has("email"), "an empty address would find every row without one");
    }

    #[test]
    fn an_agent_is_never_searched_for() {
        let case = case(OnBehalf::Another { name: Personal::new("Peter Principal") });
        let known = identities(&case, true);
        assert!(!known.has("email"));
        assert_eq!(known.test("name", None, vec![]).unwrap().wanted.reveal(), "peter principal");
    }
}
