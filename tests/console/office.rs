//! Staff, teams, absences with deputies, and what was changed: edited in the console, remembered, and in force.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::assignment::assign;
use rightsdesk::workflow::staff_mail::addressees;

use super::browse::{fill, get};
use super::scene::Scene;

/// Who would be told about a case now, by the name before the at sign.
fn told(scene: &Scene, case: &Case) -> Vec<String> {
    let id = case.id;
    let told = scene.desk.read(move |desk, tx, now| {
        let case = tx.case(id)?;
        addressees(desk, tx, now, Some(&case))
    });
    let told = told.expect("somebody").into_iter().map(|one| one.email.reveal().to_owned());
    told.map(|address| address.split('@').next().unwrap_or_default().to_owned()).collect()
}

fn person(scene: &Scene, key: &str) -> String {
    format!("/console/staff/{}", scene.staff[key].id)
}

#[actix_web::test]
async fn somebody_away_has_a_deputy_who_gets_their_reminders_and_new_cases() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (later, _) = scene.submit("justroo", "Emma Lind", &[Right::Access], "");
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ana"].id)).expect("given");
    let (page, ruth) = (person(&scene, "ana"), scene.staff["ruth"].id.to_string());
    let away = [("from", "2026-10-23"), ("until", "2026-10-30"), ("deputy", ruth.as_str())];
    assert_eq!(fill(&scene, &tom, &page, &format!("{page}/away"), &away).await.status, StatusCode::SEE_OTHER);

    assert_eq!(told(&scene, &case), ["ruth"]);
    assign(&scene.desk, scene.actor("dora"), later.id, Some(scene.staff["ana"].id)).expect("given");
    assert_eq!(told(&scene, &later), ["ruth"]);
    let shown = get(&scene, &tom, &format!("/console/case/{}", later.reference)).await;
    assert!(shown.body.contains("gave the case to Ruth Calder, who stands in for Ana Petrova"), "{}", shown.body);
    let shown = get(&scene, &tom, &format!("/console/case/{}", case.reference)).await;
    assert!(shown.body.contains("away until 30 October 2026, Ruth Calder stands in"), "{}", shown.body);
    let menu = get(&scene, &scene.cookie("ruth", 2), "/console").await;
    assert!(menu.body.contains("Ana Petrova’s cases while away"), "{}", menu.body);
    assert!(menu.body.contains("Ana Petrova (away)"), "{}", menu.body);

    scene.wait(8);
    assert_eq!(told(&scene, &case), ["ana"], "the absence is over");
}

#[actix_web::test]
async fn a_reminder_never_goes_to_nobody() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    assign(&scene.desk, scene.actor("ruth"), case.id, Some(scene.staff["ana"].id)).expect("given");
    let page = person(&scene, "ana");
    let alone = [("from", "2026-10-23"), ("until", "2026-10-30"), ("deputy", "")];
    fill(&scene, &tom, &page, &format!("{page}/away"), &alone).await;
    assert_eq!(told(&scene, &case), ["ana"], "the only handler is away and nobody stands in: better late than never");
    let shown = get(&scene, &tom, &page).await;
    assert!(shown.body.contains("Nobody stands in"), "{}", shown.body);
    let (other, _) = scene.submit("justroo", "Emma Lind", &[Right::Access], "");
    let dora = scene.cookie("dora", 2);
    let (at, ana) = (format!("/console/case/{}", other.reference), scene.staff["ana"].id.to_string());
    let refused = fill(&scene, &dora, &at, &format!("{at}/owner"), &[("owner", ana.as_str())]).await;
    assert!(
        refused.body.contains("Ana Petrova is away and nobody stands in. Choose somebody else."),
        "{}",
        refused.body
    );
}

#[actix_web::test]
async fn an_absence_that_cannot_be_is_refused_at_its_field() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let (page, otto) = (person(&scene, "ana"), scene.staff["otto"].id.to_string());
    let cases = [
        (["x", "2026-10-30", ""], "Enter the first day", "#from"),
        (["2026-10-30", "2026-10-24", ""], "before the first", "#until"),
        (["2026-10-01", "2026-10-09", ""], "over already", "#until"),
        (["2026-10-30", "2026-10-31", otto.as_str()], "somebody who handles cases", "#deputy"),
    ];
    for ([from, until, deputy], words, anchor) in cases {
        let fields = [("from", from), ("until", until), ("deputy", deputy)];
        let refused = fill(&scene, &tom, &page, &format!("{page}/away"), &fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.body.contains(words) && refused.body.contains(anchor), "{words}: {}", refused.body);
    }
}

#[actix_web::test]
async fn a_team_is_made_given_a_case_and_found_by_its_members() {
    let scene = Scene::new();
    let (tom, ana) = (scene.cookie("tom", 1), scene.cookie("ana", 2));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (a, r) = (scene.staff["ana"].id.to_string(), scene.staff["ruth"].id.to_string());
    let fields = [("name", " Returns "), ("member", a.as_str()), ("member", r.as_str())];
    let made = fill(&scene, &tom, "/console/teams", "/console/teams", &fields).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER);
    let twice = fill(&scene, &tom, "/console/teams", "/console/teams", &[("name", "Returns")]).await;
    assert!(twice.body.contains("There is a team of this name already."), "{}", twice.body);
    let team = scene.desk.read(|_, tx, _| Ok(tx.teams()?)).expect("teams").remove(0);

    let (page, id) = (format!("/console/case/{}", case.reference), team.id.to_string());
    let given = fill(&scene, &ana, &page, &format!("{page}/team"), &[("team", id.as_str())]).await;
    assert_eq!(given.status, StatusCode::SEE_OTHER);
    let shown = get(&scene, &ana, &page).await;
    assert!(shown.body.contains("gave the case to the team Returns"), "{}", shown.body);
    let queue = get(&scene, &ana, "/console?team=me").await;
    assert!(queue.body.contains(case.reference.as_str()) && queue.body.contains("Of my teams"), "{}", queue.body);
    assert!(!get(&scene, &tom, "/console").await.body.contains("Of my teams"), "he is in none");
    assert_eq!(told(&scene, &case), ["ana", "ruth"]);

    let closed =
        fill(&scene, &tom, "/console/teams", &format!("/console/teams/{id}/activity"), &[("active", "no")]).await;
    assert_eq!(closed.status, StatusCode::SEE_OTHER);
    assert_eq!(told(&scene, &case), ["ana"], "a closed team is told nothing: the handlers are");
}

#[actix_web::test]
async fn every_change_of_staff_is_remembered_with_what_it_was_and_no_secret() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let ana = scene.cookie("ana", 2);
    let page = person(&scene, "ana");
    fill(&scene, &tom, &page, &format!("{page}/name"), &[("name", "Ana Petrova-Lind")]).await;
    fill(&scene, &tom, "/console/staff", &format!("{page}/role"), &[("role", "reviewer")]).await;
    assert_eq!(get(&scene, &ana, "/console").await.status, StatusCode::SEE_OTHER, "her sessions have ended");
    fill(&scene, &tom, "/console/staff", &format!("{page}/invitation"), &[]).await;
    fill(&scene, &tom, &page, &format!("{page}/sessions"), &[]).await;
    let nameless = fill(&scene, &tom, &page, &format!("{page}/name"), &[("name", "  ")]).await;
    assert!(nameless.body.contains("Enter a name of at most 100 characters."), "{}", nameless.body);

    for place in [page.as_str(), "/console/history", "/console/history?area=staff"] {
        let shown = get(&scene, &tom, place).await;
        for words in ["Tom Adeyemi", "Ana Petrova-Lind", "Handler", "Reviewer", "A new code was made"] {
            assert!(shown.body.contains(words), "{place} lacks {words}: {}", shown.body);
        }
    }
    let file = get(&scene, &tom, "/console/history.csv").await;
    assert!(file.body.starts_with("When (UTC),Who,Part,Name,Fact,Before,After\r\n"), "{}", file.body);
    assert!(file.body.contains("Tom Adeyemi,Staff,Ana Petrova-Lind,Role,Handler,Reviewer\r\n"), "{}", file.body);
    assert!(!file.body.contains("argon2") && !file.body.contains("password"), "{}", file.body);
    let staff = get(&scene, &tom, "/console/staff.csv").await;
    assert!(staff.body.contains("Ana Petrova-Lind,ana@desk.example,Reviewer,In use,\r\n"), "{}", staff.body);
}
