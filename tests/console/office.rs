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

const SYSTEM: [(&str, &str); 4] =
    [("secret_file", "secrets/shop"), ("statement_seconds", "30"), ("row_limit", "5000"), ("connections", "2")];

/// The form of a system with one field as a test wants it.
fn system<'a>(connect: &'a str, changed: Option<(&'a str, &'a str)>) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("connect", connect)];
    fields.extend(SYSTEM.map(|field| changed.filter(|(name, _)| *name == field.0).unwrap_or(field)));
    fields
}

#[actix_web::test]
async fn a_system_is_tried_kept_used_and_set_back_and_its_secret_is_never_shown() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let page = "/console/systems/shop";
    let begins = get(&scene, &tom, page).await;
    assert!(begins.body.contains("As the settings file says.") && begins.body.contains("sqlite:shop.db"));

    let tried = fill(&scene, &tom, page, "/console/systems/shop/try", &system("sqlite:shop.db", None)).await;
    assert!(tried.body.contains("It answered as sqlite, and has"), "{}", tried.body);
    let failed = fill(&scene, &tom, page, "/console/systems/shop/try", &system("sqlite:gone.db", None)).await;
    assert!(failed.body.contains("It did not answer: there is no such file"), "{}", failed.body);
    assert!(scene.systems().kept("shop").is_none(), "trying keeps nothing");

    let kept = fill(&scene, &tom, page, page, &system("manual", None)).await;
    assert_eq!(kept.status, StatusCode::SEE_OTHER);
    assert!(scene.systems().is_manual("shop") && scene.systems().connected().is_empty());
    let shown = get(&scene, &tom, page).await;
    for words in ["As it was kept here", "Where it is", "sqlite:shop.db", "secrets/shop", "Tom Adeyemi"] {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    fill(&scene, &tom, page, "/console/systems/shop/file", &[]).await;
    assert_eq!(scene.systems().connected(), ["shop"], "the file counts again");
    let past = get(&scene, &tom, "/console/history?area=system").await;
    assert_eq!(past.body.matches("Tom Adeyemi changed shop").count(), 2, "{}", past.body);
}

#[actix_web::test]
async fn a_system_that_would_read_other_files_or_hold_a_secret_is_refused_at_its_field() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let wrong = [
        (system("postgres://reader:s3cret@db/shop", None), "Take the password out", "#connect"),
        (system("sqlite:/etc/passwd", None), "inside the data folder", "#connect"),
        (system("telnet:x", None), "Write manual", "#connect"),
        (system("manual", Some(("secret_file", "master.key"))), "in the folder secrets", "#secret_file"),
        (system("manual", Some(("connections", "many"))), "between 1 and 64", "#connections"),
    ];
    for (fields, words, anchor) in wrong {
        for place in ["/console/systems/shop", "/console/systems/shop/try"] {
            let refused = fill(&scene, &tom, "/console/systems/shop", place, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{place}: {words}");
            assert!(refused.body.contains(words) && refused.body.contains(anchor), "{words}: {}", refused.body);
        }
    }
    let nameless = fill(&scene, &tom, "/console/systems", "/console/systems", &[("name", "My Shop")]).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    let dora = scene.cookie("dora", 2);
    assert_eq!(get(&scene, &dora, "/console/systems").await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn every_list_goes_to_a_spreadsheet_with_a_line_on_the_log() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let (case, _) = scene.submit("justroo", "=cmd|' /C calc'!A0", &[Right::Access], "");
    let lists = ["cases", "staff", "teams", "systems", "history", "inbox", "outbox", "lessons", "restrictions", "maps"];
    let log = format!("case/{}/log", case.reference);
    for list in lists.into_iter().chain([log.as_str()]) {
        let file = get(&scene, &tom, &format!("/console/{list}.csv")).await;
        assert_eq!(file.status, StatusCode::OK, "{list}");
        assert!(file.header("content-disposition").starts_with("attachment"), "{list}");
        assert!(file.body.lines().next().is_some_and(|head| head.contains(',')), "{list}: {}", file.body);
        assert!(!file.body.contains(",=") && !file.body.contains("\n="), "{list} holds a formula: {}", file.body);
    }
    let noted = scene.desk.read(|_, tx, _| Ok(tx.log_page("desk", 0, 100)?)).expect("the log of the desk");
    let noted = noted.iter().filter(|entry| entry.kind == "list_exported").count();
    assert_eq!(noted, lists.len() + 1);
}

#[actix_web::test]
async fn a_page_that_is_followed_is_told_at_once_when_nothing_happens_any_more() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let live = get(&scene, &ana, &format!("/console/case/{}/access/gathering/live", case.reference)).await;
    assert_eq!(live.header("content-type"), "text/event-stream; charset=utf-8");
    assert!(live.body.starts_with("data: {\"summary\":"), "{}", live.body);
    assert!(live.body.ends_with("event: end\ndata: over\n\n"), "{}", live.body);
    assert!(!live.body.contains("Priya"), "{}", live.body);
    let nobody =
        get(&scene, "__Host-staff=none", &format!("/console/case/{}/access/gathering/live", case.reference)).await;
    assert_eq!(nobody.status, StatusCode::SEE_OTHER);
}
