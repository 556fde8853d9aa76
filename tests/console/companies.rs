//! Setting companies up in the console: a policy is pasted, gone through, put in force, and counts everywhere at once.

use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, COOKIE};
use actix_web::test::TestRequest;
use rightsdesk::adapters::package::PdfPress;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::right::Right;
use rightsdesk::ports::letters::Press;
use rightsdesk::workflow::Desk;

use super::browse::{Answer, ask, ask_at, fill, get};
use super::scene::Scene;

const POLICY: &str = "Fernley Lamps privacy policy

Last updated: 4 April 2026

Who we are

Fernley Lamps Ltd, company number 09876543, registered in England and Wales, is the data controller. Our address is 4 Kiln Lane, Leeds, LS6 2AB. Write to privacy@fernley.example.

The data we collect

Contact data: name, e-mail address, delivery address
Order data: products, returns

How we use your data

To deliver your orders. The legal basis is contract.

Who we share data with

We share your data with Royal Mail, DPD and Stripe.

How long we keep data

Order records: 6 years

Your rights

You have the right to access your personal data (a data subject access request).
You have the right to erasure (the right to be forgotten).
";

fn newer() -> String {
    POLICY
        .replace("4 April 2026", "1 October 2026")
        .replace("DPD and Stripe", "Evri and Stripe")
        .replace("6 years", "7 years")
}

/// Posts the page on which a policy is given, as a browser does.
async fn give(scene: &Scene, cookie: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let token = get(scene, cookie, "/console/policies/new").await.hidden("form_token");
    let mut body = Vec::new();
    for (name, value) in [("form_token", token.as_str())].iter().chain(fields) {
        body.extend_from_slice(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").as_bytes(),
        );
    }
    if let Some((name, bytes)) = file {
        let head = format!(
            "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    let kind = (CONTENT_TYPE, "multipart/form-data; boundary=edge");
    ask(
        scene,
        TestRequest::post()
            .uri("/console/policies/new")
            .insert_header((COOKIE, cookie))
            .insert_header(kind)
            .set_payload(body),
    )
    .await
}

/// Gives a policy for a new company and returns the address of its pages.
async fn read_for(scene: &Scene, cookie: &str, company: &str, text: &str) -> String {
    let known = scene.desk.current().expect("a store").controllers.contains_key(company);
    let whose = if known { ("chosen", company) } else { ("company", company) };
    let answer = give(scene, cookie, &[whose, ("text", text)], None).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    answer.header("location").to_owned()
}

async fn adopt(scene: &Scene, cookie: &str, base: &str) -> Answer {
    fill(scene, cookie, base, &format!("{base}/adopt"), &[]).await
}

#[actix_web::test]
async fn a_pasted_policy_becomes_a_company_at_once() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let base = read_for(&scene, &tom, "Fernley Lamps", POLICY).await;
    let overview = get(&scene, &tom, &base).await;
    assert!(overview.body.contains("What the policy says") && overview.body.contains("version of 4 April 2026"));
    assert_eq!(get(&scene, &tom, "/r/fernley-lamps").await.status, StatusCode::NOT_FOUND, "nothing counts yet");

    let facts = get(&scene, &tom, &format!("{base}/facts/recipients")).await;
    assert!(facts.body.contains("We share your data with Royal Mail, DPD and Stripe."), "the sentence stands beside");
    let page = format!("{base}/facts/recipients");
    let words = [
        ("p1", "/recipients/0"),
        ("w1", "accept"),
        ("f1-name", "Royal Mail"),
        ("f1-role", "brings our parcels"),
        ("f1-country", ""),
        ("p2", "/recipients/2"),
        ("w2", "open"),
    ];
    let saved = fill(&scene, &tom, &page, &page, &words).await;
    assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, base.as_str()));
    let again = get(&scene, &tom, &page).await;
    assert!(again.body.contains("brings our parcels"));

    let adopted = adopt(&scene, &tom, &base).await;
    assert_eq!(adopted.header("location"), "/console/companies/fernley-lamps", "{}", adopted.body);
    let form = get(&scene, &tom, "/r/fernley-lamps").await;
    assert_eq!(form.status, StatusCode::OK);
    let now = scene.desk.current().expect("a store");
    let company = now.controller("fernley-lamps").expect("it counts").clone();
    let recipients: Vec<_> = company.recipients.iter().map(|one| (one.name.as_str(), one.role.as_deref())).collect();
    assert_eq!(recipients, [("Royal Mail", Some("brings our parcels")), ("DPD", Some("courier"))]);
    assert_eq!(company.wording["access"], "Access your personal data");

    let page = get(&scene, &tom, "/console/companies/fernley-lamps").await;
    for told in
        ["keep_for: 6 years", "Proof of delivery", "section 164A", "Who changed what", "Tom Adeyemi", "Fill this"]
    {
        assert!(page.body.contains(told), "{told} is missing");
    }
}

#[actix_web::test]
async fn a_request_keeps_the_policy_that_was_in_force_when_it_came_in() {
    let scene = Scene::new();
    let dora = scene.cookie("dora", 1);
    let first = read_for(&scene, &dora, "Fernley Lamps", POLICY).await;
    adopt(&scene, &dora, &first).await;
    let current = |scene: &Scene| -> Desk { scene.desk.current().expect("a store") };
    scene.wait(1);
    let mut scene = scene;
    scene.desk = current(&scene);
    let (old, _) = scene.submit("fernley-lamps", "Priya Raman", &[Right::Access], "A copy, please.");
    scene.wait(1);
    let dora = scene.cookie("dora", 2);
    let second = read_for(&scene, &dora, "fernley-lamps", &newer()).await;
    let changes = get(&scene, &dora, &format!("{second}/changes")).await;
    for told in ["DPD", "Evri", "6 years", "7 years", "We share your data with Royal Mail, DPD and Stripe."] {
        assert!(changes.body.contains(told), "{told} is missing");
    }
    adopt(&scene, &dora, &second).await;
    scene.wait(1);
    scene.desk = current(&scene);
    let (new, _) = scene.submit("fernley-lamps", "Omar Haddad", &[Right::Access], "A copy, please.");
    let names = |case: &Case| {
        let company = current(&scene).company_of(case).expect("a company");
        company.recipients.into_iter().map(|one| one.name).collect::<Vec<_>>()
    };
    assert_eq!(names(&old), ["Royal Mail", "DPD", "Stripe"]);
    assert_eq!(names(&new), ["Royal Mail", "Evri", "Stripe"]);
    let dora = scene.cookie("dora", 3);
    // What is corrected under the policy of that day counts for its requests, and what is not of a policy is as it is today.
    let edit = "/console/companies/fernley-lamps/edit/contact";
    let fields = [("p1", "/contact/phone"), ("f1", "0113 496 0000")];
    fill(&scene, &dora, edit, edit, &fields).await;
    let then = current(&scene).company_of(&old).expect("a company");
    assert_eq!(
        (then.contact.phone.as_deref(), then.policy.version.as_deref()),
        (Some("0113 496 0000"), Some("4 April 2026"))
    );
}

#[actix_web::test]
async fn settings_are_changed_with_a_history_and_can_go_back_to_the_file() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let (edit, look) = ("/console/companies/justroo/edit/desk", "/console/companies/justroo/edit/branding");
    let laws = "/console/companies/justroo/edit/laws";
    let wrong = fill(&scene, &tom, look, look, &[("p1", "/accent"), ("f1", "green")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("give a colour like #0f5c55") && wrong.body.contains("value=\"green\""));
    let twin = fill(&scene, &tom, look, look, &[("p1", "/prefix"), ("f1", "JE")]).await;
    assert!(twin.body.contains("Just Elegance has the same letters"), "{}", twin.body);
    let law = fill(&scene, &tom, laws, laws, &[("p1", "/regimes"), ("f1", "klingon-law")]).await;
    assert_eq!(law.status, StatusCode::UNPROCESSABLE_ENTITY);
    let saved = fill(&scene, &tom, edit, edit, &[("p1", "/letters/backups"), ("f1", "35 days")]).await;
    assert_eq!(saved.status, StatusCode::SEE_OTHER);
    let page = get(&scene, &tom, "/console/companies/justroo").await;
    assert!(page.body.contains("35 days") && page.body.contains("Saved here on 23 October 2026 by Tom Adeyemi"));
    let gaps = get(&scene, &tom, "/console/answers").await;
    assert!(gaps.body.contains("href=\"/console/companies/justroo/edit/desk\">Fill it in"), "{}", gaps.body);
    fill(&scene, &tom, "/console/companies/justroo", "/console/companies/justroo/file", &[]).await;
    let back = scene.desk.current().expect("a store");
    assert_eq!(back.controller("justroo").ok(), scene.desk.controller("justroo").ok());
    assert!(get(&scene, &tom, "/console/companies/justroo").await.body.contains("went back to the file"));
}

#[actix_web::test]
async fn only_the_lead_and_administrators_set_companies_up() {
    let scene = Scene::new();
    for (who, secret) in [("ana", 1), ("ruth", 2), ("otto", 3)] {
        let cookie = scene.cookie(who, secret);
        assert_eq!(get(&scene, &cookie, "/console/policies/new").await.status, StatusCode::FORBIDDEN, "{who}");
        assert_eq!(get(&scene, &cookie, "/console/companies/justroo/edit/who").await.status, StatusCode::FORBIDDEN);
        let page = get(&scene, &cookie, "/console/companies/justroo").await;
        assert!(page.status == StatusCode::OK && !page.body.contains("/edit/"), "{who} reads and changes nothing");
    }
}

#[actix_web::test]
async fn what_is_wrong_with_a_policy_is_said_at_its_field() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    for (fields, file, told) in [
        (&[("company", ""), ("text", POLICY)][..], None, "Name the company"),
        (&[("company", "Acme"), ("text", "")][..], None, "Paste the words of the policy"),
        (&[("company", "Acme")][..], Some(("scan.pdf", &b"%PDF-1.7 broken"[..])), "cannot be read as a policy"),
        (&[("company", "Justroo"), ("text", POLICY)][..], None, "There is a company of this name"),
    ] {
        let answer = give(&scene, &tom, fields, file).await;
        assert!(
            answer.status == StatusCode::UNPROCESSABLE_ENTITY && answer.body.contains(told),
            "{told}: {}",
            answer.body
        );
    }
    // A policy without a mailbox cannot become a company before somebody states one.
    let base = read_for(
        &scene,
        &tom,
        "Acme",
        "Privacy policy\n\nWe respect your privacy. You can ask for a copy of your data.\n",
    )
    .await;
    let overview = get(&scene, &tom, &base).await;
    assert!(overview.body.contains("Mailbox for requests: give the mailbox for requests"), "{}", overview.body);
    let refused = adopt(&scene, &tom, &base).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    let contact = format!("{base}/facts/contact");
    let fields = [("p1", "/contact/email"), ("w1", "correct"), ("f1", "privacy@acme.example"), ("further", "yes")];
    let on = fill(&scene, &tom, &contact, &contact, &fields).await;
    assert_eq!(on.header("location"), format!("{base}/facts/rights"));
    assert_eq!(adopt(&scene, &tom, &base).await.header("location"), "/console/companies/acme");
}

#[actix_web::test]
async fn what_a_policy_lacks_stands_on_a_page_and_on_one_sheet() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let base =
        read_for(&scene, &tom, "Acme", "Privacy policy\n\nBy using our site you consent to marketing by SMS.\n").await;
    let page = get(&scene, &tom, &format!("{base}/lint")).await;
    assert!(page.body.contains("L06") && page.body.contains("Words that mend it") && page.body.contains("15(1)(a)"));
    let sheet =
        ask(&scene, TestRequest::get().uri(&format!("{base}/lint.pdf")).insert_header((COOKIE, tom.as_str()))).await;
    assert_eq!(sheet.header("content-type"), "application/pdf");
    let findings = {
        let document = rightsdesk::domain::policy::Document::plain("Privacy policy\n\nWe sell lamps.\n");
        rightsdesk::domain::policy::lint(&document, &rightsdesk::domain::policy::read(&document))
    };
    let day = "2026-11-22".parse().expect("a day");
    let bytes = PdfPress.note(&rightsdesk::domain::setup::note("Acme", &findings, day)).expect("a sheet");
    let pages = lopdf::Document::load_mem(&bytes).expect("a PDF").get_pages().len();
    assert_eq!(pages, 1, "{} findings", findings.len());
}

#[actix_web::test]
async fn a_policy_in_a_file_reads_as_its_text_does() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let html = format!(
        "<!doctype html><body>{}</body>",
        POLICY.lines().map(|line| format!("<p>{line}</p>")).collect::<String>()
    );
    let answer = give(&scene, &tom, &[("company", "Fernley Lamps")], Some(("policy.html", html.as_bytes()))).await;
    let facts = get(&scene, &tom, &format!("{}/facts/recipients", answer.header("location"))).await;
    assert!(facts.body.contains("Recipient: DPD"), "{}", facts.body);
}

#[actix_web::test]
async fn another_process_knows_of_a_change_from_the_next_page_on() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let other = Desk {
        companies: crate::harness::companies::book(std::sync::Arc::clone(&scene.desk.controllers)),
        ..scene.desk.clone()
    };
    let base = read_for(&scene, &tom, "Fernley Lamps", POLICY).await;
    adopt(&scene, &tom, &base).await;
    let page = ask_at(&other, scene.settings(), TestRequest::get().uri("/r/fernley-lamps")).await;
    assert_eq!(page.status, StatusCode::OK);
}

#[actix_web::test]
async fn where_the_law_can_be_read_two_ways_the_company_chooses_and_sees_why() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let edit = "/console/companies/justroo/edit/clock";
    let page = get(&scene, &tom, edit).await;
    for told in
        ["ends on the corresponding date", "the ICO’s examples count so", "This is not settled", "no law knows it"]
    {
        assert!(page.body.contains(told), "{told} is missing");
    }
    let wrong = fill(&scene, &tom, edit, edit, &[("p1", "/clock/safety_days"), ("f1", "soon")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.body.contains("give a number from 0 to 20"), "{}", wrong.body);
    let chosen = [("p1", "/clock/pause_days"), ("f1", "difference"), ("p2", "/clock/safety_days"), ("f2", "5")];
    assert_eq!(fill(&scene, &tom, edit, edit, &chosen).await.status, StatusCode::SEE_OTHER);
    let now = scene.desk.current().expect("a store");
    let clock = now.controller("justroo").expect("known").clock;
    assert_eq!((clock.pause_days, clock.safety_days), (rightsdesk::domain::regime::PauseDays::Difference, 5));
    let history = get(&scene, &tom, "/console/companies/justroo").await;
    assert!(history.body.contains("the days between only"), "the history says it in words");
}

#[actix_web::test]
async fn a_second_click_makes_no_second_draft_and_a_later_reading_does() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let first = read_for(&scene, &tom, "Fernley Lamps", POLICY).await;
    assert_eq!(read_for(&scene, &tom, "Fernley Lamps", POLICY).await, first);
    assert_ne!(read_for(&scene, &tom, "Fernley Lamps", &newer()).await, first, "other words are another policy");
    scene.wait(1);
    let tom = scene.cookie("tom", 2);
    assert_ne!(read_for(&scene, &tom, "Fernley Lamps", POLICY).await, first);
}

#[actix_web::test]
async fn the_name_that_was_typed_is_the_one_that_people_know_where_the_policy_states_none() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let nameless = "Privacy policy\n\nOak Retail Holdings Ltd, 1 High Street, Leeds LS1 1AA, is the controller of your personal data. Write to privacy@oak.example.\n";
    let base = read_for(&scene, &tom, "Oak & Ash", nameless).await;
    assert_eq!(adopt(&scene, &tom, &base).await.status, StatusCode::SEE_OTHER);
    assert!(get(&scene, &tom, "/console/companies/oak-ash").await.body.contains("<h1>Oak &#38; Ash</h1>"));
    let named = format!(
        "Acorn Privacy Policy\n\nWelcome to the Acorn Privacy Policy. Acorn respects your privacy.\n\n{nameless}"
    );
    let stated = read_for(&scene, &tom, "Nuts", &named).await;
    assert_eq!(adopt(&scene, &tom, &stated).await.status, StatusCode::SEE_OTHER);
    let page = get(&scene, &tom, "/console/companies/nuts").await.body;
    assert!(page.contains("<h1>Acorn</h1>"), "what the policy states goes before: {page}");
}
