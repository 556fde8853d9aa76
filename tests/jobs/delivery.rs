//! From approval to the package: once, whole, and the same however often it is built.

use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use chrono::Duration;
use rightsdesk::adapters::package::ZipPackager;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::disclosure::{Letter, Manifest};
use rightsdesk::domain::ids::RequestId;
use rightsdesk::domain::request::{Actor, Command, State};
use rightsdesk::domain::right::Right;
use rightsdesk::jobs::{Bell, Worker};
use rightsdesk::ports::disclosure::{Collections, PackageError, Packager, Progress};
use rightsdesk::ports::store::delivery::Disclosure;
use rightsdesk::workflow::delivery::object_of;
use rightsdesk::workflow::review::{Verdict, decide};
use rightsdesk::workflow::{renewal, tasks};
use sha2::{Digest, Sha256};

use super::office::{Building, LEASE, Office};
use super::shop::{BINDER, SHOP, with_shop};

/// A request in review, with who gathered and who may approve.
pub fn in_review(office: &Office, right: Right) -> (Case, RequestId, Actor, Actor) {
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[right]);
    office.show_identity(anna, case.id);
    office.drain();
    (case, requests[0].id, anna, rita)
}

pub fn decide_all(office: &Office, by: Actor, request: RequestId, verdict: &Verdict) {
    let open = office.desk.read(move |_, tx, _| Ok(tx.open_findings(request, 1_000)?)).expect("read");
    for finding in open {
        decide(&office.desk, by, request, finding.id, None, verdict.clone()).expect("decided");
    }
}

pub(super) fn disclosures(office: &Office, case: &Case) -> Vec<Disclosure> {
    let id = case.id;
    office.desk.read(move |_, tx, _| Ok(tx.disclosures_of(id)?)).expect("read")
}

pub(super) fn bytes(office: &Office, disclosure: &Disclosure) -> Vec<u8> {
    let mut bytes = Vec::new();
    office
        .desk
        .vault
        .open(object_of(disclosure.id))
        .expect("it lies in the vault")
        .read_to_end(&mut bytes)
        .expect("whole");
    bytes
}

pub(super) fn text_of(package: &[u8], ending: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(package)).expect("a ZIP");
    let names: Vec<String> = archive.file_names().map(|name| name.expect("UTF-8").into_owned()).collect();
    let name = names.into_iter().find(|name| name.ends_with(ending)).expect(ending);
    let mut text = String::new();
    archive.by_name(&name).expect("there").read_to_string(&mut text).expect("text");
    text
}

#[test]
fn an_approved_request_becomes_a_package_a_letter_and_a_closed_case() {
    let building = with_shop(250, &[("shop", SHOP)]);
    let office = building.open();
    let (case, request, _, rita) = in_review(&office, Right::Access);
    let verdict = Verdict::LeaveOut {
        fields: vec!["gift_to".into()],
        exemption: "others_data".into(),
        reason: "The friend Secret Sam did not agree.".into(),
        silent: false,
    };
    decide_all(&office, rita, request, &verdict);
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    assert_eq!(office.request(request).state, State::Fulfilled);
    let disclosure = disclosures(&office, &case).remove(0);
    let package = bytes(&office, &disclosure);
    let sum: [u8; 32] = Sha256::digest(&package).into();
    assert_eq!((disclosure.sha256, disclosure.bytes), (sum, i64::try_from(package.len()).expect("small")));
    assert_eq!(disclosure.rows, 251);
    let manifest: Manifest = serde_json::from_str(&text_of(&package, "manifest.json")).expect("a manifest");
    assert_eq!(i64::try_from(manifest.files.len()).expect("few") + 1, disclosure.files);
    let orders = text_of(&package, "orders.json");
    assert!(!orders.contains("Friend"), "what was left out is not there");
    assert!(!text_of(&package, "customers.json").contains("secret-hash"));
    let page = text_of(&package, "index.html");
    assert!(page.contains("Gift recipient in 3 entries of Orders (Web shop)"), "the letter says what was left out");
    assert!(!page.contains("Secret Sam"), "the reviewer's own words stay in the record");
    let mail = office.mails(case.id).into_iter().find(|mail| mail.kind == "package_ready").expect("announced");
    let said = mail.text.reveal();
    assert!(said.contains(&format!("/status/{}/download", case.reference)) && said.contains("somebody else"), "{said}");
    assert_eq!(office.logged(case.id, "package_built"), 1);
}

#[test]
fn who_holds_nothing_says_so_and_where_it_looked() {
    let building = with_shop(1, &[("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("nobody@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    office.give(rita, requests[0].id, Command::Approve).expect("approved");
    office.drain();
    assert_eq!(office.request(requests[0].id).state, State::Fulfilled);
    let mail = office.mails(case.id).into_iter().find(|mail| mail.kind == "nothing_held").expect("told");
    assert!(
        mail.text.reveal().contains("Web shop") && mail.text.reveal().contains("e-mail address"),
        "{:?}",
        mail.text.reveal()
    );
    assert_eq!(disclosures(&office, &case).len(), 1, "the certificate can be fetched");
}

/// Packs well, but its first try falls and its second finds the disk full.
struct Falling(AtomicUsize);

impl Packager for Falling {
    fn pack(
        &self,
        letter: &Letter,
        collections: &mut dyn Collections,
        out: &mut dyn std::io::Write,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Manifest, PackageError> {
        let manifest = ZipPackager.pack(letter, collections, out, progress)?;
        match self.0.fetch_add(1, Ordering::Relaxed) {
            0 => panic!("the program falls after the last byte"),
            1 => Err(std::io::Error::from(std::io::ErrorKind::StorageFull).into()),
            _ => Ok(manifest),
        }
    }
}

#[test]
fn a_fall_or_a_full_disk_while_packing_leaves_nothing_and_the_next_try_makes_it_whole() {
    let building = with_shop(50, &[("shop", SHOP)]);
    let office = building.open();
    let (case, request, _, rita) = in_review(&office, Right::Access);
    decide_all(&office, rita, request, &Verdict::Include);
    let falling = Falling(AtomicUsize::new(0));
    let outside = rightsdesk::jobs::Outside { packager: Arc::new(falling), ..office.outside.clone() };
    let worker = Worker::new(office.desk.clone(), outside, Bell::new(), LEASE);
    office.give(rita, request, Command::Approve).expect("approved");
    worker.drain().expect("the fall is caught");
    assert!(disclosures(&office, &case).is_empty());
    assert_eq!(office.request(request).state, State::Executing);
    for _ in 0..4 {
        building.pass(Duration::minutes(2));
        worker.drain().expect("tried again");
    }
    assert_eq!(office.request(request).state, State::Fulfilled);
    assert_eq!(disclosures(&office, &case).len(), 1);
    assert_eq!(office.mails(case.id).iter().filter(|mail| mail.kind == "package_ready").count(), 1);
    let packages = walk(&building.folder.path().join("vault").join("package"));
    assert_eq!(packages, 1, "no orphan is left");
}

fn walk(folder: &std::path::Path) -> usize {
    let Ok(entries) = std::fs::read_dir(folder) else { return 0 };
    entries.map(|entry| entry.expect("an entry").path()).map(|path| if path.is_dir() { walk(&path) } else { 1 }).sum()
}

#[test]
fn two_builds_of_one_approval_are_the_same_to_the_byte() {
    let sums: Vec<[u8; 32]> = (0..2)
        .map(|delay| {
            let building = with_shop(7, &[("shop", SHOP)]);
            let office = building.open();
            let (case, request, _, rita) = in_review(&office, Right::Access);
            office.give(rita, request, Command::Approve).expect("approved");
            building.pass(Duration::days(delay));
            office.drain();
            disclosures(&office, &case).remove(0).sha256
        })
        .collect();
    assert_eq!(sums[0], sums[1], "a day's delay in packing changes nothing");
}

#[test]
fn portability_leaves_out_what_the_person_did_not_provide() {
    let map =
        SHOP.replace("          - {name: town}", "          - {name: town, rightsdesk: {provided_by_subject: false}}");
    let building = with_shop(3, &[("shop", &map)]);
    let office = building.open();
    let (case, request, _, rita) = in_review(&office, Right::Portability);
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    let package = bytes(&office, &disclosures(&office, &case)[0]);
    let account = text_of(&package, "customers.json");
    assert!(account.contains("Emma Wright") && !account.contains("Hexham"), "{account}");
}

#[test]
fn a_file_of_a_colleague_goes_into_the_package() {
    let building = with_shop(3, &[("binder", BINDER), ("shop", SHOP)]);
    let office = building.open();
    let (anna, rita) = (office.add_staff(Role::Handler, "Anna"), office.add_staff(Role::Reviewer, "Rita"));
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(anna, case.id);
    office.drain();
    let case_id = case.id;
    let task = office.desk.read(move |_, tx, _| Ok(tx.tasks_of(case_id)?)).expect("read").remove(0);
    let object = tasks::file_object(task.id);
    let mut sealing = office.desk.vault.create(object).expect("sealing begins");
    std::io::Write::write_all(&mut sealing, b"Screen scratched.").expect("written");
    sealing.finish().expect("sealed");
    let kind = rightsdesk::ports::store::tasks::TaskAnswerKind::File {
        name: rightsdesk::domain::personal::Personal::new("sheet.txt"),
        media_type: "text/plain".into(),
        bytes: 17,
        object: object.to_string(),
    };
    tasks::answer(&office.desk, anna, task.id, kind, &rightsdesk::domain::personal::Personal::default())
        .expect("answered");
    assert!(office.give(rita, requests[0].id, Command::Approve).is_err(), "nobody has looked at the file");
    let document = rightsdesk::domain::ids::DocumentId(task.id.0);
    let include = rightsdesk::workflow::documents::DocumentWish::Include;
    let copyist = rightsdesk::adapters::documents::Copyist;
    rightsdesk::workflow::documents::decide(&office.desk, &copyist, rita, document, None, include).expect("decided");
    office.give(rita, requests[0].id, Command::Approve).expect("approved");
    office.drain();
    let package = bytes(&office, &disclosures(&office, &case)[0]);
    assert_eq!(text_of(&package, "sheet.txt"), "Screen scratched.");
}

#[test]
fn alone_at_the_desk_an_approval_can_be_taken_back_until_the_cool_off_is_over() {
    let building = Building { solo: true, ..with_shop(3, &[("shop", SHOP)]) };
    let office = building.open();
    let dora = office.add_staff(Role::Dpo, "Dora");
    let (case, requests) = office.submit("emma@example.org", &[Right::Access]);
    office.show_identity(dora, case.id);
    office.drain();
    let id = requests[0].id;
    office.give(dora, id, Command::Approve).expect("approved alone");
    office.drain();
    assert_eq!(office.request(id).state, State::Executing, "nothing goes out yet");
    office.give(dora, id, Command::TakeBackApproval).expect("taken back");
    building.pass(Duration::hours(3));
    office.drain();
    assert_eq!(office.request(id).state, State::Reviewing, "and nothing went out");
    office.give(dora, id, Command::Approve).expect("approved again");
    building.pass(Duration::minutes(121));
    office.drain();
    assert_eq!(office.request(id).state, State::Fulfilled);
}

#[test]
fn a_package_is_renewed_with_a_letter_and_revoked_with_its_bytes() {
    let building = with_shop(3, &[("shop", SHOP)]);
    let office = building.open();
    let (case, request, anna, rita) = in_review(&office, Right::Access);
    office.give(rita, request, Command::Approve).expect("approved");
    office.drain();
    let disclosure = disclosures(&office, &case).remove(0);
    building.pass(Duration::days(40));
    renewal::renew(&office.desk, anna, case.id, disclosure.id).expect("renewed");
    office.drain();
    assert_eq!(office.mails(case.id).iter().filter(|mail| mail.kind == "package_ready").count(), 2);
    renewal::revoke(&office.desk, anna, case.id, disclosure.id, "Sent to the wrong person.").expect("revoked");
    assert!(office.desk.vault.open(object_of(disclosure.id)).is_err(), "the bytes are gone");
    office.drain();
}
