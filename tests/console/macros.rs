//! Macros: made, shared, used on a case and on several, with what cannot be done said before and after.

use actix_web::http::StatusCode;
use chrono::Duration;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::together;

use super::browse::{Answer, fill, get, post};
use super::scene::Scene;

const MACROS: &str = "/console/macros";

/// The id that stands before a name in a list of choices or buttons.
fn id_before(page: &str, name: &str) -> String {
    let at = page.find(&format!(">{name}<")).unwrap_or_else(|| panic!("no {name} in {page}"));
    page[..at].rsplit("value=\"").next().and_then(|rest| rest.split('"').next()).expect("its id").to_owned()
}

/// Makes a text for letters and gives its id.
async fn text(scene: &Scene, cookie: &str, name: &str, body: &str) -> String {
    fill(scene, cookie, "/console/texts", "/console/texts", &[("name", name), ("body", body)]).await;
    id_before(&get(scene, cookie, MACROS).await.body, name)
}

/// The page that says what will happen to some cases.
async fn look(scene: &Scene, cookie: &str, cases: &[&Case], fields: &[(&str, &str)]) -> Answer {
    let mut all: Vec<(&str, &str)> = cases.iter().map(|case| ("case", case.reference.as_str())).collect();
    all.extend_from_slice(fields);
    fill(scene, cookie, "/console", "/console/bulk/look", &all).await
}

/// Presses the button of that page.
async fn confirm(scene: &Scene, cookie: &str, cases: &[&Case], looked: &Answer) -> Answer {
    let plain = |name: &str| looked.hidden(name).replace("&quot;", "\"").replace("&#34;", "\"");
    let (token, steps, id, name) = (plain("form_token"), plain("steps"), plain("macro"), plain("name"));
    let mut all = vec![("form_token", token.as_str()), ("steps", &steps), ("macro", &id), ("name", &name)];
    all.extend(cases.iter().map(|case| ("case", case.reference.as_str())));
    post(scene, cookie, "/console/bulk/do", &all).await
}

fn letters(scene: &Scene, case: &Case) -> usize {
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    mails.iter().filter(|mail| mail.kind == "message").count()
}

#[actix_web::test]
async fn a_macro_is_made_used_on_a_case_and_stands_in_its_history() {
    let scene = Scene::new();
    let (tom, ana) = (scene.cookie("tom", 1), scene.cookie("ana", 2));
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let ruth = scene.staff["ruth"].id.to_string();
    let fields = [("name", "To Ruth"), ("shared", "yes"), ("owner", ruth.as_str()), ("tags", "Autumn  sale, vip")];
    assert_eq!(fill(&scene, &tom, MACROS, MACROS, &fields).await.status, StatusCode::SEE_OTHER);
    let listed = get(&scene, &ana, MACROS).await.body;
    assert!(listed.contains("Give it to Ruth Calder") && listed.contains("Tag it “autumn sale”"), "{listed}");

    let page = format!("/console/case/{}", case.reference);
    let shown = get(&scene, &ana, &page).await.body;
    assert!(shown.contains("<summary data-key=\"m\">Macros</summary>"), "{shown}");
    let id = id_before(&shown, "To Ruth");
    let used = fill(&scene, &ana, &page, &format!("{page}/macro"), &[("macro", &id)]).await;
    assert_eq!((used.status, used.header("location")), (StatusCode::SEE_OTHER, format!("{page}#stream").as_str()));
    let shown = get(&scene, &ana, &page).await.body;
    for words in ["Ruth Calder looks after it", "autumn sale", "used the macro “To Ruth”"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let history = get(&scene, &tom, "/console/history?area=macro").await.body;
    assert!(history.contains("To Ruth") && history.contains("What it does"), "{history}");

    let changed = [("name", "To Ruth"), ("shared", "yes"), ("owner", "nobody")];
    let at = format!("{MACROS}/{id}");
    assert_eq!(fill(&scene, &tom, MACROS, &at, &changed).await.status, StatusCode::SEE_OTHER);
    assert!(get(&scene, &ana, MACROS).await.body.contains("Give it to nobody"));
    fill(&scene, &tom, MACROS, &format!("{at}/remove"), &[]).await;
    assert!(!get(&scene, &ana, &page).await.body.contains("To Ruth</button>"));
    let gone = fill(&scene, &ana, &page, &format!("{page}/macro"), &[("macro", &id)]).await;
    assert_eq!(gone.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn own_macros_are_ones_own_and_shared_ones_need_the_right_to_write_letters() {
    let scene = Scene::new();
    let (ana, ruth, tom, otto) =
        (scene.cookie("ana", 1), scene.cookie("ruth", 2), scene.cookie("tom", 3), scene.cookie("otto", 4));
    let own = [("name", "Mine alone"), ("owner", "me")];
    assert_eq!(fill(&scene, &ana, MACROS, MACROS, &own).await.status, StatusCode::SEE_OTHER);
    assert!(get(&scene, &ana, MACROS).await.body.contains("Mine alone"));
    let others = get(&scene, &ruth, MACROS).await.body;
    assert!(!others.contains("Mine alone") && !others.contains("For everybody at the desk"), "{others}");
    let id = scene.desk.read(|_, tx, _| Ok(tx.macros()?)).expect("macros").remove(0).id.to_string();
    let at = format!("{MACROS}/{id}");
    for (path, fields) in [(at.clone(), &own[..]), (format!("{at}/remove"), &[][..])] {
        assert_eq!(fill(&scene, &ruth, MACROS, &path, fields).await.status, StatusCode::NOT_FOUND, "{path}");
    }
    let shared = [("name", "Everybody’s"), ("owner", "nobody"), ("shared", "yes")];
    assert_eq!(fill(&scene, &ruth, MACROS, MACROS, &shared).await.status, StatusCode::FORBIDDEN);
    assert_eq!(fill(&scene, &tom, MACROS, MACROS, &shared).await.status, StatusCode::SEE_OTHER);
    let twin = fill(&scene, &ana, MACROS, MACROS, &[("name", "EVERYBODY’S"), ("owner", "me")]).await;
    assert!(twin.body.contains("There is a macro of this name already."), "{}", twin.body);
    for path in [MACROS, "/console/bulk"] {
        let asked = if path == MACROS { get(&scene, &otto, path).await } else { post(&scene, &otto, path, &[]).await };
        assert_eq!(asked.status, StatusCode::FORBIDDEN, "{path}");
    }
}

/// What is typed, what is said about it, and where.
type Wrong = (&'static [(&'static str, &'static str)], &'static str, &'static str);

#[actix_web::test]
async fn what_is_wrong_with_a_macro_is_said_at_its_field() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let cases: [Wrong; 5] = [
        (&[("name", " "), ("owner", "me")], "Give the macro a name", "#name-new"),
        (&[("name", "Empty")], "Choose at least one thing to do.", "#owner-new"),
        (&[("name", "Tags"), ("tags", "a;b")], "tags of letters, digits and hyphens", "#tags-new"),
        (&[("name", "Both"), ("tags", "a"), ("untags", "A")], "put on and taken away at once", "#untags-new"),
        (&[("name", "Who"), ("ask", "yes")], "Write why there is doubt", "#doubt-new"),
    ];
    for (fields, words, anchor) in cases {
        let refused = fill(&scene, &ana, MACROS, MACROS, fields).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        assert!(refused.body.contains(words) && refused.body.contains(anchor), "{words}: {}", refused.body);
    }
}

#[actix_web::test]
async fn one_person_gets_one_reminder_whatever_their_cases_are_and_none_twice_in_an_hour() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let body = "Dear {name}, we still wait for your answer about {reference}.";
    let reminder = text(&scene, &ana, "Still waiting", body).await;
    let (first, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (second, _) = scene.submit("justroo", "Priya Raman", &[Right::Erasure], "");
    let (other, _) = scene.submit("justroo", "Sam Hill", &[Right::Access], "");
    let cases = [&first, &second, &other];
    let looked = look(&scene, &ana, &cases, &[("letter", &reminder), ("tags", "reminded")]).await;
    assert!(looked.body.contains("Nothing has been done yet"), "{}", looked.body);
    assert!(looked.body.contains(&format!("answer about {}", first.reference)), "the letter is shown: {}", looked.body);
    assert_eq!(looked.body.matches("This address had a letter within the last hour.").count(), 1, "{}", looked.body);
    assert_eq!(cases.map(|case| letters(&scene, case)), [0, 0, 0], "looking sends nothing");

    let done = confirm(&scene, &ana, &cases, &looked).await;
    assert!(done.body.contains("What was done") && done.body.contains("take it back"), "{}", done.body);
    assert_eq!(cases.map(|case| letters(&scene, case)), [1, 0, 1]);
    let told = get(&scene, &ana, &format!("/console/case/{}", second.reference)).await.body;
    assert!(told.contains("not done: send a letter (this address had a letter within the last hour)"), "{told}");
    assert!(told.contains("reminded"), "what could be done was done");

    let again = look(&scene, &ana, &cases, &[("letter", &reminder)]).await;
    assert!(again.body.contains("There is nothing to do"), "{}", again.body);
    scene.clock.move_by(Duration::minutes(61));
    let ana = scene.cookie("ana", 2);
    let later = look(&scene, &ana, &cases, &[("letter", &reminder)]).await;
    assert!(later.body.contains("Do this to 3 cases"), "{}", later.body);
}

#[actix_web::test]
async fn a_step_that_cannot_be_done_is_said_before_and_the_rest_is_done() {
    let scene = Scene::new();
    let (ana, tom) = (scene.cookie("ana", 1), scene.cookie("tom", 2));
    let (full, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let (free, _) = scene.submit("justroo", "Sam Hill", &[Right::Access], "");
    for n in 0..12 {
        together::tag(&scene.desk, scene.actor("ana"), full.id, &format!("t{n}")).expect("tagged");
    }
    fill(&scene, &tom, "/console/teams", "/console/teams", &[("name", "Returns")]).await;
    let team = scene.desk.read(|_, tx, _| Ok(tx.teams()?)).expect("teams").remove(0).id.to_string();
    let wish = [
        ("team", team.as_str()),
        ("tags", "autumn sale"),
        ("note", "All from the autumn sale."),
        ("ask", "yes"),
        ("doubt", "The address is new."),
    ];
    let looked = look(&scene, &ana, &[&full, &free], &wish).await;
    assert_eq!(looked.body.matches("It has 12 tags already.").count(), 1, "{}", looked.body);
    fill(&scene, &tom, "/console/teams", &format!("/console/teams/{team}/activity"), &[("active", "no")]).await;
    let done = confirm(&scene, &ana, &[&full, &free], &looked).await;
    assert_eq!(done.body.matches("This team is closed.").count(), 2, "what changed meanwhile is told: {}", done.body);
    for (case, tagged) in [(&full, false), (&free, true)] {
        let page = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await.body;
        assert!(page.contains("All from the autumn sale.") && page.contains("asked for proof of identity"), "{page}");
        assert_eq!(page.contains(">autumn sale</a>"), tagged, "{page}");
    }
    let twice = look(&scene, &ana, &[&free], &[("ask", "yes"), ("doubt", "Once more.")]).await;
    assert!(twice.body.contains("There is nothing to do"), "proof is asked for once: {}", twice.body);
}

#[actix_web::test]
async fn a_macro_that_writes_is_shown_first_and_one_that_begins_a_reply_leads_to_it() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let words = text(&scene, &ana, "Order number", "Where is your order number, {name}?").await;
    let (case, _) = scene.submit("justroo", "Priya Raman", &[Right::Access], "");
    let page = format!("/console/case/{}", case.reference);
    for (name, field) in [("Send it", "letter"), ("Begin it", "reply")] {
        fill(&scene, &ana, MACROS, MACROS, &[("name", name), (field, words.as_str()), ("watch", "yes")]).await;
    }
    let shown = get(&scene, &ana, &page).await.body;
    let (sends, begins) = (id_before(&shown, "Send it"), id_before(&shown, "Begin it"));
    let first = fill(&scene, &ana, &page, &format!("{page}/macro"), &[("macro", &sends)]).await;
    assert!(first.body.contains("Where is your order number, Priya Raman?"), "{}", first.body);
    assert_eq!(letters(&scene, &case), 0, "the person hears nothing before somebody has looked");
    let begun = fill(&scene, &ana, &page, &format!("{page}/macro"), &[("macro", &begins)]).await;
    assert_eq!(begun.header("location"), format!("{page}/reply"));
    fill(&scene, &ana, &page, &format!("{page}/macro"), &[("macro", &begins)]).await;
    let draft = get(&scene, &ana, &format!("{page}/reply")).await.body;
    assert_eq!(draft.matches("Where is your order number, Priya Raman?").count(), 1, "begun once: {draft}");
}
