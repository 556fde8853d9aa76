//! Files that people give us, with the form and on the status page.

use std::io::Read;
use std::sync::Arc;

use actix_web::http::StatusCode;
use rightsdesk::domain::request::Step;
use rightsdesk::domain::upload::{LARGEST, MOST};
use rightsdesk::ports::scanner::{Scanned, Scanner, ScannerError};
use rightsdesk::ports::store::uploads::{Holder, Upload, upload_object};
use rightsdesk::workflow::casefile::open_case;
use rightsdesk::workflow::portal::files;
use rightsdesk::workflow::retention::sweep;

use super::journey::stage;
use super::scene::Scene;
use super::site::{Site, Surfer};
use super::status::{sent, signed_in};
use super::task_link::{employed, post};

const PDF: &[u8] = b"%PDF-1.7 a letter";

/// A scanner that knows one bad word, and sometimes sleeps.
struct Words;

impl Scanner for Words {
    fn scan(&self, file: &mut dyn Read) -> Result<Scanned, ScannerError> {
        let mut text = String::new();
        file.read_to_string(&mut text).map_err(ScannerError::Unreachable)?;
        match text.as_str() {
            text if text.contains("VIRUS") => Ok(Scanned::Infected),
            text if text.contains("SLEEP") => Err(ScannerError::NoVerdict),
            _ => Ok(Scanned::Clean),
        }
    }
}

fn of_case(scene: &Scene, case: rightsdesk::domain::ids::CaseId) -> Vec<Upload> {
    files::files(&scene.desk, Holder::Case(case)).expect("the store answers")
}

#[actix_web::test]
async fn files_go_with_the_form_and_those_of_an_abandoned_one_are_destroyed() {
    let (scene, site) = stage().await;
    let ida = Surfer::at(&site);
    ida.fill_in("justroo", "ida@example.org", &["correct"]).await;
    let page = ida.get("/r/justroo/files").await;
    assert!(page.says("Up to 10.0 MB each and 20 in all"), "{}", page.body);
    let added = post(&ida, "/r/justroo/files", &[], Some(("scans/letter.pdf", PDF))).await;
    assert_eq!(added.location(), "/r/justroo/files");
    post(&ida, "/r/justroo/files", &[], Some(("mistake.txt", b"not this"))).await;
    let page = ida.get("/r/justroo/files").await;
    assert!(page.says("letter.pdf") && page.says("mistake.txt") && !page.says("scans"));
    let out =
        super::site::between(page.body.rsplit("name=\"file\" value=\"").next().unwrap_or(""), "", "\"").to_owned();
    assert!(!ida.submit("/r/justroo/files/remove", &[("file", &out)]).await.says("mistake.txt"));
    assert!(ida.get("/r/justroo/check").await.says("letter.pdf"), "the answers name what goes with them");
    ida.submit("/r/justroo/check", &[]).await;
    ida.submit("/r/justroo/code/without", &[]).await;
    let case = scene.cases().pop().expect("a case");
    let kept = of_case(&scene, case.id);
    assert_eq!(kept.len(), 1);
    assert_eq!((kept[0].name.reveal(), kept[0].media_type.as_str()), ("letter.pdf", "application/pdf"));
    assert!(scene.log(case.id).iter().any(|kind| kind == "files_given"));

    let zoe = Surfer::at(&site);
    zoe.fill_in("justroo", "zoe@example.org", &["copy"]).await;
    zoe.get("/r/justroo/files").await;
    post(&zoe, "/r/justroo/files", &[], Some(("left.pdf", PDF))).await;
    scene.wait(25 * 60);
    let stray = scene.desk.read(|_, tx, now| Ok(tx.stray_uploads(now, 10)?)).expect("the store answers");
    assert_eq!(stray.len(), 1, "that of the case stays");
    assert!(scene.desk.vault.open(upload_object(stray[0])).is_ok());
    sweep(&scene.desk).expect("swept");
    assert!(scene.desk.vault.open(upload_object(stray[0])).is_err(), "an abandoned form leaves nothing");
    assert!(scene.desk.vault.open(upload_object(kept[0].id)).is_ok());
    assert_eq!(of_case(&scene, case.id).len(), 1);
}

#[actix_web::test]
async fn what_may_not_be_taken_in_is_named_and_leaves_nothing() {
    let mut scene = Scene::new();
    scene.desk.scanner = Some(Arc::new(Words));
    let site = Site::of(&scene).await;
    let case = sent(&scene, &site).await;
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}/files", case.reference);
    let large = vec![b' '; usize::try_from(LARGEST).expect("small") + 1];
    priya.get(&path).await;
    for (name, bytes, words) in [
        ("setup.exe", &b"MZ\x90\0"[..], "This kind of file is not taken"),
        ("page.pdf", b"<!doctype html>", "This kind of file is not taken"),
        ("large.txt", &large, "It is too large"),
        ("sick.txt", b"a VIRUS", "Our virus scanner found something harmful"),
        ("late.txt", b"SLEEP", "We cannot check files at the moment"),
    ] {
        let refused = post(&priya, &path, &[], Some((name, bytes))).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(
            refused.says(name) && refused.says(words) && refused.title().starts_with("Error: "),
            "{}",
            refused.body
        );
    }
    assert!(of_case(&scene, case.id).is_empty());
    assert_eq!(
        post(&priya, &path, &[], None).await.status,
        StatusCode::SEE_OTHER,
        "nothing was chosen, nothing is wrong"
    );
    for n in 0..MOST {
        post(&priya, &path, &[], Some((&format!("{n}.txt"), b"fine"))).await;
    }
    let full = post(&priya, &path, &[], Some(("more.txt", b"fine"))).await;
    assert!(full.says("There are as many files as there can be"), "{}", full.body);
    assert_eq!(of_case(&scene, case.id).len(), MOST);
    let stranger = Surfer::at(&site);
    stranger.get("/status").await;
    let shut = post(&stranger, &path, &[], Some(("a.txt", b"fine"))).await;
    assert!(shut.says("This page is private") && of_case(&scene, case.id).len() == MOST);
    let forged = post(&Surfer::at(&site), &path, &[], Some(("a.txt", b"fine"))).await;
    assert!(!forged.status.is_success());
}

#[actix_web::test]
async fn a_file_on_the_status_page_tells_staff_and_is_the_next_step() {
    let (scene, site) = stage().await;
    let case = sent(&scene, &site).await;
    let tom = employed(&scene);
    let priya = signed_in(&scene, &site, &case).await;
    let path = format!("/status/{}", case.reference);
    priya.get(&format!("{path}/files")).await;
    scene.mails();
    for name in ["one.pdf", "two.pdf"] {
        post(&priya, &format!("{path}/files"), &[], Some((name, PDF))).await;
    }
    let mails = scene.mails();
    assert_eq!(mails.iter().map(|(kind, ..)| kind.as_str()).collect::<Vec<_>>(), ["case_news"], "one until they look");
    assert!(mails[0].1 == "tom@shop.example" && mails[0].2.contains("The person has sent us something"));
    assert!(!mails[0].2.contains("one.pdf") && !mails[0].2.contains("Priya"));
    let page = priya.get(&path).await;
    assert!(page.says("You gave us a file") && page.says("2 files are here already"), "{}", page.body);
    let step = || open_case(&scene.desk, tom, &case.reference).expect("a case").requests.remove(0).suggestion.step;
    assert_eq!(step(), Step::LookAtFiles);
    for upload in of_case(&scene, case.id) {
        let mut bytes = Vec::new();
        let mut opened = files::open(&scene.desk, tom, case.id, upload.id).expect("it opens");
        opened.bytes.read_to_end(&mut bytes).expect("it reads");
        assert_eq!(bytes, PDF);
    }
    assert_ne!(step(), Step::LookAtFiles, "whoever opened them has looked");
    let log = scene.log(case.id);
    assert_eq!(log.iter().filter(|kind| *kind == "file_given").count(), 2);
    assert_eq!(log.iter().filter(|kind| *kind == "file_seen").count(), 2);
    let print = priya.get(&format!("{path}/print")).await;
    for words in [
        "one.pdf",
        "Where your request stands",
        "Printed on 4 November 2026",
        "Why these dates",
        "By Friday 4 December 2026",
    ] {
        assert!(print.says(words), "{words}: {}", print.body);
    }
    assert!(!print.says("<script"));
}
