//! Findings and gathering progress.

use rightsdesk::domain::ids::{FindingId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::StoreError;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::findings::{CollectionCount, Decision, Gathering, StoredFinding, SystemState};

use super::samples::{case, chance, minutes, noon, request, staff};
use super::{Home, on_both};

on_both! {
    findings_come_back_in_their_order_page_by_page,
    a_thousand_findings_are_added_at_once,
    a_decision_is_recorded_counted_and_taken_back,
    what_a_system_gave_is_cleared_before_it_is_asked_again,
    destroying_findings_leaves_none,
    the_same_place_in_a_collection_is_taken_once,
    progress_keeps_the_order_of_the_plan,
    a_finding_that_is_not_there_is_not_found,
}

/// A case with a request that things can be found for, and somebody to decide.
pub fn asked(home: &Home) -> (RequestId, StaffId) {
    let (case, ada) = (case(), staff("Ada"));
    let asked = request(&case, Right::Access);
    let ids = (asked.id, ada.id);
    home.write(move |tx| {
        tx.add_staff(&ada)?;
        tx.add_case(&case)?;
        tx.add_request(&asked, &Personal::default(), DueDates::default())
    });
    ids
}

fn finding(request: RequestId, system: &str, collection: &str, ordinal: i64) -> StoredFinding {
    StoredFinding {
        id: FindingId::new(noon(), chance()),
        request,
        system: system.into(),
        collection: collection.into(),
        ordinal,
        link: "subject".into(),
        flagged: ordinal % 2 == 1,
        flag_reason: (ordinal % 2 == 1).then(|| "names somebody else".into()),
        sealed: vec![0, 255, 7],
        decision: None,
    }
}

fn decision(by: StaffId, include: bool) -> Decision {
    Decision {
        include,
        withheld_fields: vec!["note".into(), "phone".into()],
        exemption: Some("third-party".into()),
        reason: "It is about a neighbour.".into(),
        silent: !include,
        by,
        at: noon(),
    }
}

fn findings_come_back_in_their_order_page_by_page(home: &Home) {
    let (request, _) = asked(home);
    let found: Vec<_> = [2, 0, 1].map(|n| finding(request, "shop", "orders", n)).into();
    let expected = found.clone();
    home.write(move |tx| tx.add_findings(&found));
    let page = |after, limit| home.read(move |tx| tx.findings_page(request, "shop", "orders", after, limit));
    assert_eq!(page(None, 2), [expected[1].clone(), expected[2].clone()]);
    assert_eq!(page(Some(1), 9), [expected[0].clone()]);
    assert!(page(Some(2), 9).is_empty());
    assert!(home.read(move |tx| tx.findings_page(request, "shop", "people", None, 9)).is_empty());
    assert_eq!(home.read(move |tx| tx.open_findings(request, 9)), [expected[2].clone()]);
}

fn a_thousand_findings_are_added_at_once(home: &Home) {
    let (request, _) = asked(home);
    let found: Vec<_> = (0..1_203).map(|n| finding(request, "shop", "orders", n)).collect();
    home.write(move |tx| tx.add_findings(&found));
    home.write(|tx| tx.add_findings(&[]));
    let counts = home.read(move |tx| tx.finding_counts(request));
    let expected =
        CollectionCount { system: "shop".into(), collection: "orders".into(), rows: 1_203, open: 601, left_out: 0 };
    assert_eq!(counts, [expected]);
}

fn a_decision_is_recorded_counted_and_taken_back(home: &Home) {
    let (request, ada) = asked(home);
    let found: Vec<_> = (0..4).map(|n| finding(request, "shop", "orders", n)).collect();
    let ids: Vec<_> = found.iter().map(|finding| finding.id).collect();
    let (first, second) = (ids[1], ids[3]);
    home.write(move |tx| {
        tx.add_findings(&found)?;
        tx.decide_finding(first, Some(&decision(ada, false)))?;
        tx.decide_finding(second, Some(&decision(ada, true)))
    });
    let counts = || home.read(move |tx| tx.finding_counts(request)).remove(0);
    assert_eq!((counts().rows, counts().open, counts().left_out), (4, 0, 1));
    assert_eq!(home.read(move |tx| tx.finding(first)).decision, Some(decision(ada, false)));
    home.write(move |tx| tx.decide_finding(first, None));
    assert_eq!((counts().open, counts().left_out), (1, 0));
    assert_eq!(home.read(move |tx| tx.finding(first)).decision, None);
}

fn what_a_system_gave_is_cleared_before_it_is_asked_again(home: &Home) {
    let (request, _) = asked(home);
    let found = [finding(request, "shop", "orders", 0), finding(request, "post", "letters", 0)];
    home.write(move |tx| {
        tx.add_findings(&found)?;
        tx.clear_findings(request, "shop")
    });
    let counts = home.read(move |tx| tx.finding_counts(request));
    assert_eq!(counts.iter().map(|count| count.system.as_str()).collect::<Vec<_>>(), ["post"]);
}

fn destroying_findings_leaves_none(home: &Home) {
    let (request, _) = asked(home);
    let (other, _) = asked(home);
    let found: Vec<_> = (0..3).map(|n| finding(request, "shop", "orders", n)).collect();
    let theirs = [finding(other, "shop", "orders", 0)];
    home.write(move |tx| {
        tx.add_findings(&found)?;
        tx.add_findings(&theirs)?;
        tx.put_gathering(&gathering(request, "shop", SystemState::Done))
    });
    assert_eq!(home.write(move |tx| tx.destroy_findings(request)), 3);
    let left = home.read(move |tx| {
        Ok((tx.finding_counts(request)?.len(), tx.finding_counts(other)?.len(), tx.gatherings(request)?))
    });
    assert_eq!((left.0, left.1, left.2[0].frontier.as_deref()), (0, 1, None));
}

fn the_same_place_in_a_collection_is_taken_once(home: &Home) {
    let (request, _) = asked(home);
    let twice = [finding(request, "shop", "orders", 0), finding(request, "shop", "orders", 0)];
    assert!(matches!(home.try_write(move |tx| tx.add_findings(&twice)), Err(StoreError::Exists(_))));
}

fn gathering(request: RequestId, system: &str, state: SystemState) -> Gathering {
    Gathering {
        request,
        system: system.into(),
        title: "The shop".into(),
        state,
        rows: 3,
        attempts: 1,
        message: Some("It does not answer.".into()),
        frontier: Some(vec![1, 2, 3]),
        updated_at: noon(),
    }
}

fn progress_keeps_the_order_of_the_plan(home: &Home) {
    let (request, _) = asked(home);
    let states = [
        ("warehouse", SystemState::Waiting),
        ("shop", SystemState::Running),
        ("post", SystemState::Retrying),
        ("archive", SystemState::NeedsPerson),
        ("fax", SystemState::Skipped),
    ];
    home.write(move |tx| {
        for (system, state) in states {
            tx.put_gathering(&gathering(request, system, state))?;
        }
        Ok(())
    });
    let done = Gathering {
        message: None,
        frontier: None,
        rows: 9,
        updated_at: noon() + minutes(1),
        ..gathering(request, "warehouse", SystemState::Done)
    };
    let expected = done.clone();
    home.write(move |tx| tx.put_gathering(&done));
    let all = home.read(move |tx| tx.gatherings(request));
    assert_eq!(all.iter().map(|one| one.system.as_str()).collect::<Vec<_>>(), states.map(|(system, _)| system));
    assert_eq!(all[0], expected);
    assert_eq!(all[1], gathering(request, "shop", SystemState::Running));
}

fn a_finding_that_is_not_there_is_not_found(home: &Home) {
    let id = FindingId::new(noon(), chance());
    assert_eq!(home.try_read(move |tx| tx.finding(id).map(drop)), Err(StoreError::NotFound));
    assert_eq!(home.try_write(move |tx| tx.decide_finding(id, None)), Err(StoreError::NotFound));
    let orphan = [finding(RequestId::new(noon(), chance()), "shop", "orders", 0)];
    assert_eq!(home.try_write(move |tx| tx.add_findings(&orphan)), Err(StoreError::NotFound));
}
