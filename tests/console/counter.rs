//! At the counter: a case from a call, the same for several cases, and the keys.

use actix_web::http::StatusCode;
use rightsdesk::domain::case::{Case, Reference};
use rightsdesk::domain::right::Right;

use super::browse::{fill, fill_in_parts, get, post};
use super::scene::Scene;

fn case_at(scene: &Scene, address: &str) -> Case {
    let reference = Reference::parse(address.rsplit('/').next().expect("a path")).expect("a reference");
    scene.desk.read(move |_, tx, _| Ok(tx.case_by_reference(&reference)?)).expect("read").expect("a case")
}

const CALL: [(&str, &str); 6] = [
    ("controller", "justroo"),
    ("way", "phone"),
    ("right", "access"),
    ("name", "Emma Wright"),
    ("email", "emma@mail.example"),
    ("id_postcode", "LS6 2AB"),
];

#[actix_web::test]
async fn a_call_becomes_a_case_whose_clock_counts_from_when_a_colleague_was_told() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let mut told = CALL.to_vec();
    told.push(("received", "2026-10-20T15:30"));
    let opened = fill_in_parts(&scene, &ana, "/console/new", &told, None).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let case = case_at(&scene, opened.header("location"));
    assert_eq!(case.received_at.to_rfc3339(), "2026-10-20T14:30:00+00:00", "London was on summer time");
    let page = get(&scene, &ana, opened.header("location")).await;
    assert!(page.body.contains("took it down on the telephone") && page.body.contains("Friday 20 November 2026"));
    let id = case.id;
    let mails = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails");
    assert_eq!(mails.iter().map(|mail| mail.kind.as_str()).collect::<Vec<_>>(), ["acknowledgement"]);
}

#[actix_web::test]
async fn whoever_has_an_open_case_gets_another_one_only_on_purpose() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let first = case_at(&scene, fill_in_parts(&scene, &ana, "/console/new", &CALL, None).await.header("location"));
    let asked = fill_in_parts(&scene, &ana, "/console/new", &CALL, None).await;
    assert!(asked.body.contains("has an open case already") && asked.body.contains(first.reference.as_str()));
    assert!(asked.body.contains("value=\"emma@mail.example\""), "what was typed is still there");
    let mut anyway = CALL.to_vec();
    anyway.push(("anyway", "yes"));
    let second = fill_in_parts(&scene, &ana, "/console/new", &anyway, None).await;
    assert_ne!(case_at(&scene, second.header("location")).id, first.id);
}

#[actix_web::test]
async fn whoever_takes_a_request_down_looks_after_it_and_is_not_masked_from_it() {
    let scene = Scene::as_shipped();
    let ana = scene.cookie("ana", 1);
    assert!(get(&scene, &ana, "/console/new").await.body.contains("name=\"mine\" value=\"yes\" checked"));
    let mut own = CALL.to_vec();
    own.push(("mine", "yes"));
    let opened = fill_in_parts(&scene, &ana, "/console/new", &own, None).await;
    let page = get(&scene, &ana, opened.header("location")).await.body;
    assert!(page.contains("you look after it") && page.contains("Emma Wright"), "{page}");
    let mut others = CALL.to_vec();
    others.push(("anyway", "yes"));
    let opened = fill_in_parts(&scene, &ana, "/console/new", &others, None).await;
    let page = get(&scene, &ana, opened.header("location")).await.body;
    assert!(page.contains("nobody looks after it yet") && !page.contains("Emma Wright"), "{page}");
}

#[actix_web::test]
async fn no_company_is_taken_for_granted_where_there_are_several() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    assert!(get(&scene, &ana, "/console/new").await.body.contains("<option value=\"\">Choose a company</option>"));
    let mut nobody: Vec<(&str, &str)> = CALL.into_iter().filter(|(name, _)| *name != "controller").collect();
    nobody.push(("controller", ""));
    let answer = fill_in_parts(&scene, &ana, "/console/new", &nobody, None).await;
    assert!(
        answer.body.contains("Choose the company.") && answer.body.contains("emma@mail.example"),
        "{}",
        answer.body
    );
    let pasted = [("controller", ""), ("from", ""), ("received", ""), ("text", "Please erase me.")];
    let answer = fill(&scene, &ana, "/console/inbox", "/console/inbox", &pasted).await;
    assert!(answer.body.contains("Choose the company.") && answer.body.contains("Please erase me."), "{}", answer.body);
}

#[actix_web::test]
async fn what_is_missing_on_the_telephone_is_said_beside_its_field() {
    let scene = Scene::new();
    let (ana, otto) = (scene.cookie("ana", 1), scene.cookie("otto", 2));
    let wrong = [
        ("name", " ", "Enter the name."),
        ("received", "2026-11-20T10:00", "cannot be in the future"),
        ("received", "yesterday", "Enter day and time"),
        ("right", "nonsense", "Choose at least one thing"),
    ];
    for (field, value, words) in wrong {
        let mut fields: Vec<(&str, &str)> = CALL.into_iter().filter(|(name, _)| *name != field).collect();
        fields.push((field, value));
        let answer = fill_in_parts(&scene, &ana, "/console/new", &fields, None).await;
        assert!(answer.body.contains(words), "{field}: {}", answer.body);
    }
    assert_eq!(get(&scene, &otto, "/console/new").await.status, StatusCode::FORBIDDEN);
}

#[actix_web::test]
async fn the_scan_of_a_letter_goes_with_the_case_it_opens() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let mut letter: Vec<(&str, &str)> =
        CALL.into_iter().filter(|(name, _)| !["way", "received"].contains(name)).collect();
    letter.extend([("way", "post"), ("received", "2026-10-20T09:00")]);
    let refused = fill_in_parts(&scene, &ana, "/console/new", &letter, Some(("run.exe", b"MZ\x90\0"))).await;
    assert!(
        refused.body.contains("This kind of file is not taken") && refused.body.contains("#file"),
        "{}",
        refused.body
    );
    assert!(refused.body.contains("Emma Wright"), "what was typed is still there: {}", refused.body);
    let scan = Some(("letter.pdf", &b"%PDF-1.7 a letter"[..]));
    let opened = fill_in_parts(&scene, &ana, "/console/new", &letter, scan).await;
    let page = get(&scene, &ana, opened.header("location")).await.body;
    assert!(page.contains("letter.pdf") && page.contains("20 October 2026"), "{page}");
    let twice = fill_in_parts(&scene, &ana, "/console/new", &letter, scan).await;
    assert!(twice.body.contains("Choose it again"), "a case of the same address asks first: {}", twice.body);
}

#[actix_web::test]
async fn several_cases_are_given_tagged_and_noted_after_a_page_that_asks() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let cases: Vec<Case> =
        ["Priya Raman", "Sam Hill"].map(|name| scene.submit("justroo", name, &[Right::Access], "").0).into();
    let [one, other] = [cases[0].reference.as_str(), cases[1].reference.as_str()];
    let queue = get(&scene, &ana, "/console").await;
    assert!(queue.body.contains(&format!("value=\"{one}\" aria-label=\"Choose {one}\"")), "{}", queue.body);
    let token = queue.hidden("form_token");
    let chosen = [("form_token", token.as_str()), ("case", one), ("case", other)];
    let asked = post(&scene, &ana, "/console/bulk", &chosen).await;
    assert!(asked.body.contains("2 cases at once") && asked.body.contains("Nothing has been done yet"));
    let ruth = scene.staff["ruth"].id.to_string();
    let mut fields = chosen.to_vec();
    let nothing = post(&scene, &ana, "/console/bulk/look", &fields).await;
    assert!(nothing.body.contains("Choose at least one thing to do"), "{}", nothing.body);
    fields.extend([("owner", ruth.as_str()), ("tags", "autumn sale"), ("note", "All from the autumn sale.")]);
    let looked = post(&scene, &ana, "/console/bulk/look", &fields).await;
    assert!(looked.body.contains("Give it to Ruth Calder") && looked.body.contains("Do this to 2 cases"));
    let steps = looked.hidden("steps").replace("&quot;", "\"").replace("&#34;", "\"");
    let mut confirmed = chosen.to_vec();
    confirmed.push(("steps", &steps));
    let done = post(&scene, &ana, "/console/bulk/do", &confirmed).await;
    assert!(done.body.contains("<h1>What was done</h1>"), "{}", done.body);
    for case in cases {
        let page = get(&scene, &ana, &format!("/console/case/{}", case.reference)).await.body;
        assert!(page.contains("Ruth Calder looks after it") && page.contains("autumn sale"), "{page}");
        assert!(page.contains("All from the autumn sale."));
    }
}

#[actix_web::test]
async fn the_keys_are_listed_and_can_be_switched_off() {
    let scene = Scene::new();
    let otto = scene.cookie("otto", 1);
    let page = get(&scene, &otto, "/console/shortcuts").await;
    assert!(page.body.contains("<body class=\"console\" data-keys>") && page.body.contains("<kbd>?</kbd>"));
    fill(&scene, &otto, "/console/shortcuts", "/console/shortcuts", &[("keys", "off")]).await;
    let off = get(&scene, &otto, "/console").await;
    assert!(off.body.contains("<body class=\"console\">"), "off on every page");
    fill(&scene, &otto, "/console/shortcuts", "/console/shortcuts", &[("keys", "on")]).await;
    assert!(get(&scene, &otto, "/console").await.body.contains("data-keys"));
}

#[actix_web::test]
async fn who_has_no_e_mail_address_is_written_to_by_post() {
    let scene = Scene::new();
    let ana = scene.cookie("ana", 1);
    let mut letter = CALL.to_vec();
    letter.retain(|(name, _)| *name != "email");
    let refused = fill_in_parts(&scene, &ana, "/console/new", &letter, None).await;
    assert!(refused.body.contains("Has the person none, enter the postal address below"), "{}", refused.body);
    letter.push(("id_postal_address", "3 Mill Lane\nHexham"));
    let opened = fill_in_parts(&scene, &ana, "/console/new", &letter, None).await;
    assert_eq!(opened.status, StatusCode::SEE_OTHER, "{}", opened.body);
    let case = case_at(&scene, opened.header("location"));
    let at = format!("/console/case/{}", case.reference);
    fill(&scene, &ana, &at, &format!("{at}/owner"), &[("owner", "me"), ("then", &at)]).await;

    let outbox = get(&scene, &ana, "/console/outbox").await.body;
    assert!(
        outbox.contains("Waits to be printed and posted.") && outbox.contains("Print it, post it, and note the day.")
    );
    assert!(!outbox.contains("Try again"), "there is nowhere to try");
    let id = case.id;
    let mail = scene.desk.read(move |_, tx, _| Ok(tx.mail_of(id)?)).expect("mails").remove(0).id;
    let print = get(&scene, &ana, &format!("/console/case/{}/letter/{mail}", case.reference)).await.body;
    assert!(print.contains("3 Mill Lane"), "the address is filled in: {print}");
    let page = get(&scene, &ana, opened.header("location")).await.body;
    assert!(page.contains("none: letters go by post"), "{page}");
    let second = fill_in_parts(&scene, &ana, "/console/new", &letter, None).await;
    assert_eq!(second.status, StatusCode::SEE_OTHER, "two without an address are not taken for one: {}", second.body);
}
