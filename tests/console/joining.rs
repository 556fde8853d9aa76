//! Duplicates, merged, split and linked cases: the clocks stay right, and what cannot be is refused in words.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::{Case, Reference};
use rightsdesk::domain::request::{Command, IdentityMethod, Request, State};
use rightsdesk::domain::right::Right;

use super::browse::{Answer, fill, get};
use super::scene::Scene;

fn requests(scene: &Scene, case: &Case) -> Vec<Request> {
    let id = case.id;
    scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("requests")
}

fn page(case: &Case) -> String {
    format!("/console/case/{}", case.reference)
}

async fn join(scene: &Scene, cookie: &str, case: &Case, into: &Case) -> Answer {
    let place = page(case);
    let fields = [("other", into.reference.as_str())];
    fill(scene, cookie, &format!("{place}/together"), &format!("{place}/join"), &fields).await
}

#[actix_web::test]
async fn a_duplicate_is_answered_once_and_counts_from_the_earliest_receipt() {
    let scene = Scene::new();
    let (first, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    scene.wait(6);
    let ana = scene.cookie("ana", 1);
    let (second, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "I ask you again");
    let address = format!("{}/together?other={}", page(&first), second.reference);
    let seen = get(&scene, &ana, &address).await;
    assert!(seen.body.contains("its clock counts from 23 October 2026, the earlier receipt"), "{}", seen.body);
    let joined = join(&scene, &ana, &first, &second).await;
    assert_eq!(joined.header("location"), page(&second), "{}", joined.body);
    let (closed, stays) = (requests(&scene, &first).remove(0), requests(&scene, &second).remove(0));
    assert_eq!((closed.state, stays.state), (State::Joined, State::Received));
    assert_eq!(stays.history.received, first.received_at);
    let queue = get(&scene, &ana, "/console").await;
    assert!(queue.body.contains(second.reference.as_str()) && !queue.body.contains(&page(&first)), "{}", queue.body);
    let told = get(&scene, &ana, &page(&second)).await;
    assert!(told.body.contains("the clock counts from there") && told.body.contains("is answered here"));
    assert!(get(&scene, &ana, &page(&first)).await.body.contains("answers what this case asked for"));
}

#[actix_web::test]
async fn a_merge_adds_what_the_other_case_lacks_with_the_clock_that_runs() {
    let scene = Scene::new();
    let (first, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    scene.wait(3);
    let ana = scene.cookie("ana", 1);
    let (second, _) = scene.submit("justroo", "Priya Raman", &[Right::Access, Right::Erasure], "");
    assert_eq!(join(&scene, &ana, &second, &first).await.status, StatusCode::SEE_OTHER);
    let all = requests(&scene, &first);
    assert_eq!(all.iter().map(|request| request.right).collect::<Vec<_>>(), [Right::Access, Right::Erasure]);
    assert_eq!(all[0].history.received, first.received_at);
    assert_eq!(all[1].history.received, second.received_at, "the erasure reached the company later");
    assert!(requests(&scene, &second).iter().all(|request| request.state == State::Joined));
}

#[actix_web::test]
async fn other_people_other_companies_and_decided_requests_are_not_put_together() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (priya, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (sam, _) = scene.submit("justroo", "Sam Hill", &[Right::Access], "");
    let (elsewhere, _) = scene.submit("joro-home", "Priya Raman", &[Right::Access], "");
    let refused = join(&scene, &ana, &priya, &sam).await;
    assert!(refused.body.contains("say how you know that it is the same person"), "{}", refused.body);
    assert!(join(&scene, &ana, &priya, &elsewhere).await.body.contains("different companies"));
    assert!(join(&scene, &ana, &priya, &priya).await.body.contains("with itself"));
    let place = format!("{}/join", page(&priya));
    let nobody = Reference::new("JR", 2026, [9, 9, 9, 9]);
    for (typed, words) in [("nonsense", "Enter the reference"), (nobody.as_str(), "There is no case")] {
        let answer = fill(&scene, &ana, &page(&priya), &place, &[("other", typed)]).await;
        assert!(answer.body.contains(words), "{typed}: {}", answer.body);
    }
    let now = scene.desk.clock.now();
    let method = IdentityMethod::OrderAndPostcode;
    let shown = Command::ShowIdentity { method, note: "Order 2041823 to LS6 2AB.".into(), provided_at: now };
    scene.all("ana", &priya, shown);
    scene.all("ana", &priya, Command::FinishGathering);
    let reviewed = requests(&scene, &priya).remove(0);
    assert_eq!(reviewed.state, State::Reviewing);
    let (again, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    assert!(join(&scene, &ana, &priya, &again).await.body.contains("finish it where it is"));
    assert_eq!(requests(&scene, &priya), [reviewed], "nothing has changed");
}

#[actix_web::test]
async fn a_split_gives_a_case_of_its_own_with_the_same_clock_and_tells_the_person() {
    let scene = Scene::new();
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access, Right::Erasure], "");
    scene.wait(4);
    let ana = scene.cookie("ana", 1);
    let place = format!("{}/split", page(&case));
    let here = format!("{}/together", page(&case));
    assert!(fill(&scene, &ana, &here, &place, &[]).await.body.contains("Choose what is answered by itself"));
    let everything = [("right", "access"), ("right", "erasure")];
    assert!(fill(&scene, &ana, &here, &place, &everything).await.body.contains("keeps at least one open request"));
    let split = fill(&scene, &ana, &here, &place, &[("right", "erasure")]).await;
    assert_eq!(split.status, StatusCode::SEE_OTHER, "{}", split.body);
    let reference =
        Reference::parse(split.header("location").rsplit('/').next().expect("a path")).expect("a reference");
    let new = scene.desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?)).expect("read").expect("a case");
    let moved = requests(&scene, &new).remove(0);
    assert_eq!((moved.right, moved.state), (Right::Erasure, State::Received));
    assert_eq!(moved.history.received, case.received_at);
    let states: Vec<State> = requests(&scene, &case).iter().map(|request| request.state).collect();
    assert_eq!(states, [State::Received, State::Joined]);
    let id = new.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    assert_eq!(mails.iter().map(|mail| mail.kind.as_str()).collect::<Vec<_>>(), ["acknowledgement"]);
}

#[actix_web::test]
async fn two_cases_that_belong_together_say_so_until_it_is_taken_back() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (one, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (other, _) = scene.submit("joro-home", "Sam Hill", &[Right::Access], "");
    let (here, place) = (format!("{}/together", page(&one)), format!("{}/link", page(&one)));
    for _ in 0..2 {
        let linked = fill(&scene, &ana, &here, &place, &[("other", other.reference.as_str())]).await;
        assert_eq!(linked.status, StatusCode::SEE_OTHER);
    }
    assert!(get(&scene, &ana, &page(&other)).await.body.contains("belongs with this case"));
    fill(&scene, &ana, &here, &place, &[("other", other.reference.as_str()), ("away", "yes")]).await;
    assert!(!get(&scene, &ana, &page(&other)).await.body.contains("</a> belongs with this case"));
    assert!(requests(&scene, &one).iter().all(|request| request.state == State::Received));
}
