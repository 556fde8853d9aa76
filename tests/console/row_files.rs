//! Files that lie in rows of a system, looked through as documents of the answer.

use std::collections::BTreeMap;
use std::sync::Arc;

use actix_web::http::StatusCode;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::right::Right;
use rusqlite::Connection;

use super::choice::Desk;
use crate::jobs::office::{Building, Shops};
use crate::jobs::shop::open;

const MAP: &str = "
dataset:
  - fides_key: shop
    rightsdesk: {label: Web shop, purposes: [to deliver your orders], lawful_basis: contract}
    collections:
      - name: customers
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - {name: email, fides_meta: {identity: email}}
      - name: scans
        rightsdesk: {label: Scans}
        fields:
          - {name: id, fides_meta: {primary_key: true}}
          - name: customer_id
            fides_meta: {references: [{dataset: shop, field: customers.id, direction: from}]}
          - {name: label}
          - {name: paper}
";

/// A shop that keeps one scan of Emma's: readable, or of a kind that no answer can hold.
fn with_scan(paper: &[u8]) -> Building {
    let mut building = Building::new();
    let path = building.folder.path().join("scans.sqlite");
    let shop = Connection::open(&path).expect("the shop's database opens");
    shop.execute_batch(
        "CREATE TABLE customers (id INTEGER PRIMARY KEY, email TEXT);
         CREATE TABLE scans (id INTEGER PRIMARY KEY, customer_id INTEGER, label TEXT, paper BLOB);
         INSERT INTO customers VALUES (1, 'emma@example.org');",
    )
    .expect("the tables are made");
    shop.execute("INSERT INTO scans VALUES (4, 1, 'Delivery note', ?1)", [paper]).expect("a scan is kept");
    building.systems = Arc::new(Shops::new(&[("shop", MAP)]));
    building.systems.connect_with("shop", open(&path));
    building
}

/// The review of Emma's request, the page of its scans, and the door by which the scan becomes a document.
struct Review {
    page: String,
    door: String,
    token: String,
}

impl Review {
    async fn of(desk: &Desk<'_>, reference: &str) -> Self {
        let page = format!("/console/case/{reference}/access/review?system=shop&collection=scans");
        let shown = desk.get(&page).await;
        let start = shown.body.find("/file\"").unwrap_or_else(|| panic!("no file is offered: {}", shown.body));
        let door = shown.body[..start].rsplit('"').next().unwrap_or_default();
        Self { door: format!("{door}/file"), token: shown.hidden("form_token"), page }
    }

    fn fields(&self, field: &str) -> BTreeMap<&'static str, String> {
        [("form_token", self.token.clone()), ("field", field.to_owned())].into()
    }
}

#[actix_web::test]
async fn a_file_in_a_row_is_looked_through_once_and_the_row_stays_to_be_decided() {
    let building = with_scan(b"Parcel for Tom Okafor, call 07700 900123.");
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let review = Review::of(&desk, case.reference.as_str()).await;
    let put = desk.post(&review.door, &review.fields("paper")).await;
    assert_eq!(put.status, StatusCode::SEE_OTHER, "{}", put.body);
    let document = desk.get(put.header("location")).await.body;
    assert!(document.contains("scans 4 paper.txt") && document.contains("07700 900123"), "{document}");
    let twice = desk.post(&review.door, &review.fields("paper")).await;
    assert!(twice.body.contains("This file is among the documents already."), "{}", twice.body);
    assert_eq!(office.logged(case.id, "document_added"), 1, "two clicks are one document");
    let still = desk.get(&review.page).await.body;
    assert!(still.contains("Include all of it"), "the row itself is decided as before: {still}");
}

#[actix_web::test]
async fn only_a_file_of_a_row_of_this_request_becomes_a_document() {
    let building = with_scan(b"Parcel for Tom Okafor.");
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    let (other, _) = office.submit("lena@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.show_identity(anna, other.id);
    office.drain();
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let review = Review::of(&desk, case.reference.as_str()).await;
    for field in ["label", "nothing", ""] {
        let refused = desk.post(&review.door, &review.fields(field)).await;
        assert_eq!(refused.status, StatusCode::NOT_FOUND, "{field}: {}", refused.body);
    }
    let elsewhere = review.door.replace(case.reference.as_str(), other.reference.as_str());
    assert_eq!(desk.post(&elsewhere, &review.fields("paper")).await.status, StatusCode::NOT_FOUND);
    let auditor = Desk::with_token(&building, &office, Role::Auditor, [9; 32]);
    assert_eq!(auditor.post(&review.door, &review.fields("paper")).await.status, StatusCode::FORBIDDEN);
    assert_eq!(office.logged(case.id, "document_added"), 0);
}

#[actix_web::test]
async fn a_file_of_a_kind_that_no_answer_holds_is_refused_in_words() {
    let building = with_scan(b"MZ\x90\0\x03\0\0\0\x04\0\0\0\xff\xff");
    let office = building.open();
    let anna = office.add_staff(Role::Handler, "Aneta");
    let (case, _) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let desk = Desk::of(&building, &office, Role::Reviewer);
    let review = Review::of(&desk, case.reference.as_str()).await;
    let refused = desk.post(&review.door, &review.fields("paper")).await;
    assert!(refused.body.contains("This kind of file is not taken"), "{}", refused.body);
    assert_eq!(office.logged(case.id, "document_added"), 0);
}
