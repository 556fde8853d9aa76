//! Looking through documents in the console, and files that staff put with a case.

use std::collections::BTreeMap;

use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::test::TestRequest;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::right::Right;
use rightsdesk::workflow::incoming::{self, Taken, attach, take};

use super::browse::Answer;
use super::choice::Desk;
use crate::jobs::office::{Building, Office};
use crate::jobs::shop::{SHOP, with_shop};

const NOTE: &[u8] = b"Parcel for Mrs Hill, Tom Okafor and Bea Twin, call 07700 900123.";

fn reviewing() -> Building {
    with_shop(5, &[("shop", SHOP)])
}

fn case_in_review(office: &Office) -> Case {
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    case
}

async fn upload(
    desk: &Desk<'_>,
    page: &str,
    path: &str,
    (name, content): (&str, &[u8]),
    fields: &[(&str, &str)],
) -> Answer {
    let token = desk.get(page).await.hidden("form_token");
    let mut body = Vec::new();
    for (field, value) in [("form_token", token.as_str())].iter().chain(fields) {
        body.extend(format!("--edge\r\nContent-Disposition: form-data; name=\"{field}\"\r\n\r\n{value}\r\n").bytes());
    }
    let head = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: x/y\r\n\r\n"
    );
    body.extend(head.bytes().chain(content.iter().copied()).chain(b"\r\n--edge--\r\n".iter().copied()));
    let kind = (CONTENT_TYPE, "multipart/form-data; boundary=edge");
    desk.ask(TestRequest::post().uri(path).insert_header(kind).set_payload(body)).await
}

async fn send(desk: &Desk<'_>, page: &str, fields: &[(&'static str, &str)]) -> Answer {
    let shown = desk.get(page).await;
    let mut all: BTreeMap<&str, String> = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    all.insert("form_token", shown.hidden("form_token"));
    all.insert("seen", shown.hidden("seen"));
    desk.post(page, &all).await
}

#[actix_web::test]
async fn a_reviewer_adds_a_document_sees_what_is_suggested_and_withholds_it() {
    let building = reviewing();
    let office = building.open();
    let case = case_in_review(&office);
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let review = format!("/console/case/{}/access/review", case.reference);
    let added = upload(&desk, &review, &format!("{review}/documents"), ("note.txt", NOTE), &[]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let page = added.header("location").to_owned();
    let shown = desk.get(&page).await;
    for words in
        ["07700 900123", "a telephone number that is not theirs", "Only at some places", "behind a form of address"]
    {
        assert!(shown.body.contains(words), "{words}: {}", shown.body);
    }
    assert!(desk.get(&review).await.body.contains("Look through and decide"));
    let looked = send(&desk, &page, &[("verdict", "look"), ("words", "Tom Okafor")]).await;
    assert!(looked.body.contains("<mark>Tom Okafor</mark>"), "{}", looked.body);
    let nothing =
        send(&desk, &page, &[("verdict", "redact"), ("exemption", "others_data"), ("reason", "Others.")]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nothing.body.contains("Choose what stays here"), "{}", nothing.body);
    let fields = [
        ("verdict", "redact"),
        ("words", "Tom Okafor"),
        ("place", "0:07700 900123"),
        ("exemption", "others_data"),
        ("reason", "Others."),
    ];
    let done = send(&desk, &page, &fields).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.body);
    let copy = desk.get(&format!("{page}/copy")).await;
    assert_eq!(copy.body, "Parcel for Mrs Hill, [withheld] and Bea Twin, call [withheld].");
    assert!(copy.header("content-disposition").starts_with("attachment"));
    assert_eq!(copy.header("x-content-type-options"), "nosniff");
    let shown = desk.get(&page).await;
    assert!(shown.body.contains("Redacted") && shown.body.contains("See what goes out"), "{}", shown.body);
    let original = desk.get(&format!("{page}/original")).await;
    assert!(original.body.contains("Tom Okafor"));
    assert_eq!((office.logged(case.id, "document_redacted"), office.logged(case.id, "document_seen")), (1, 1));
    let undone = send(&desk, &page, &[("verdict", "undo")]).await;
    assert_eq!(undone.status, StatusCode::SEE_OTHER, "{}", undone.body);
}

#[actix_web::test]
async fn a_file_put_with_a_case_is_fetched_as_an_attachment_and_logged() {
    let building = reviewing();
    let office = building.open();
    let case = case_in_review(&office);
    let desk = Desk::of(&building, &office, Role::Handler);
    let page = format!("/console/case/{}", case.reference);
    let put = upload(
        &desk,
        &page,
        &format!("{page}/attachment"),
        ("letter.pdf", b"%PDF-1.7 scan"),
        &[("answer", "post"), ("note", "Came today")],
    )
    .await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    let shown = desk.get(&page).await;
    assert!(
        shown.body.contains("letter.pdf")
            && shown.body.contains("scan of a letter")
            && shown.body.contains("Came today"),
        "{}",
        shown.body
    );
    let href = shown
        .body
        .split(&format!("{page}/attachment/"))
        .nth(1)
        .and_then(|rest| rest.split('"').next())
        .expect("a link");
    let fetched = desk.get(&format!("{page}/attachment/{href}")).await;
    assert_eq!(fetched.body, "%PDF-1.7 scan");
    assert!(fetched.header("content-disposition").starts_with("attachment"));
    assert_eq!((office.logged(case.id, "file_added"), office.logged(case.id, "file_fetched")), (1, 1));
    let wrong =
        upload(&desk, &page, &format!("{page}/attachment"), ("a.exe", b"MZ\x90\0"), &[("answer", "note")]).await;
    assert!(wrong.body.contains("This kind of file is not taken"), "{}", wrong.body);
}

#[actix_web::test]
async fn whoever_may_not_review_sees_no_document() {
    let building = reviewing();
    let office = building.open();
    let case = case_in_review(&office);
    let review = format!("/console/case/{}/access/review", case.reference);
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let added = upload(&desk, &review, &format!("{review}/documents"), ("note.txt", NOTE), &[]).await;
    let page = added.header("location").to_owned();
    let auditor = Desk::with_token(&building, &office, Role::Auditor, [9; 32]);
    for path in [page.clone(), format!("{page}/original"), format!("{page}/copy"), format!("{page}/picture")] {
        assert_eq!(auditor.get(&path).await.status, StatusCode::FORBIDDEN, "{path}");
    }
}

#[actix_web::test]
async fn whole_web_pages_and_files_of_mails_are_put_into_the_review_once() {
    let building = reviewing();
    let office = building.open();
    let case = case_in_review(&office);
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let review = format!("/console/case/{}/access/review", case.reference);
    let page: &[u8] = b"<!DOCTYPE html><title>Chat</title><script>alert(1)</script><p>Tom Okafor rang.</p>";
    let added = upload(&desk, &review, &format!("{review}/documents"), ("chat.html", page), &[]).await;
    assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
    let drawing: &[u8] = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>";
    let refused = upload(&desk, &review, &format!("{review}/documents"), ("x.svg", drawing), &[]).await;
    assert_ne!(refused.status, StatusCode::SEE_OTHER);

    let mail = b"From: emma@example.org\r\nTo: privacy@shop.example\r\nDate: Mon, 02 Nov 2026 09:00:00 +0000\r\nSubject: Notes\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nHere are my notes.\r\n--b\r\nContent-Type: text/plain; name=notes.txt\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nTom Okafor, 07700 900123\r\n--b--\r\n";
    let handler = office.add_staff(Role::Handler, "Hanna");
    let Taken::New(entry) = take(&office.desk, handler, "test", Some(case.controller.as_str()), mail).expect("taken")
    else {
        panic!("a new message")
    };
    attach(&office.desk, handler, entry, case.id, &incoming::Answer::Nothing).expect("added to the case");
    let shown = desk.get(&review).await.body;
    assert!(shown.contains("Came with the person’s mail") && shown.contains("notes.txt"), "{shown}");
    let path = format!("{review}/mail/{entry}/0");
    let token: BTreeMap<&str, String> = [("form_token", desk.get(&review).await.hidden("form_token"))].into();
    let put = desk.post(&path, &token).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    assert!(desk.get(put.header("location")).await.body.contains("07700 900123"));
    let twice = desk.post(&path, &token).await;
    assert!(twice.body.contains("This file is among the documents already."), "{}", twice.body);
    assert!(!desk.get(&review).await.body.contains("Came with the person’s mail"), "it is there already");
    let stranger = office.submit("lena@example.org", &[Right::Access]).0;
    let elsewhere = path.replace(case.reference.as_str(), stranger.reference.as_str());
    assert_ne!(desk.post(&elsewhere, &token).await.status, StatusCode::SEE_OTHER, "a mail of another case");
}
