//! Evidence of one case: what is in it, who may have it, and that nothing in it can be changed unnoticed.

use std::io::{Cursor, Read, Write};

use actix_web::http::StatusCode;
use rightsdesk::adapters::package::{EvidenceError, verify_evidence};
use rightsdesk::cli::{Exit, run_with};
use rightsdesk::domain::case::Case;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod, RefusalGround};
use rightsdesk::domain::right::Right;
use rightsdesk::web::console::line_told;
use rightsdesk::workflow::reports::evidence::evidence;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::browse::{fill, get, post};
use super::scene::Scene;

/// A case that was refused, between two others of the same company.
fn refused(scene: &Scene) -> Case {
    scene.submit("justroo", "Olga Petrenko", &[Right::Access], "");
    let (case, _) = scene.submit("justroo", "Priya Nair", &[Right::Erasure], "Delete the invoice, too.");
    scene.submit("justroo", "Tomas Novak", &[Right::Access], "");
    scene.wait(2);
    let identity = Command::ShowIdentity {
        method: IdentityMethod::OrderAndPostcode,
        note: "Both match.".into(),
        provided_at: scene.desk.clock.now(),
    };
    scene.all("ana", &case, identity);
    let refuse = Command::Refuse {
        ground: RefusalGround::ConditionsNotMet,
        exemption: None,
        silent: false,
        reason: "The invoice has to be kept for six years.".into(),
    };
    scene.all("dora", &case, refuse);
    case
}

fn file(bytes: &[u8], name: &str) -> String {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut text = String::new();
    archive.by_name(name).expect("it is there").read_to_string(&mut text).expect("text");
    text
}

/// The same archive with one file changed, and the manifest as it was or corrected to fit.
fn changed(bytes: &[u8], name: &str, change: impl Fn(&str) -> String, corrected: bool) -> Vec<u8> {
    use sha2::{Digest, Sha256};
    let mut archive = ZipArchive::new(Cursor::new(bytes)).expect("a ZIP");
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    let new = change(&file(bytes, name));
    let digest: String = Sha256::digest(&new).iter().map(|byte| format!("{byte:02x}")).collect();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry");
        let own = entry.name().expect("a name").into_owned();
        let mut content = Vec::new();
        entry.read_to_end(&mut content).expect("readable");
        if own == name {
            content = new.clone().into_bytes();
        } else if own == "manifest.json" && corrected {
            let mut manifest: serde_json::Value = serde_json::from_slice(&content).expect("JSON");
            for listed in manifest["files"].as_array_mut().expect("files") {
                if listed["name"] == name {
                    listed["sha256"] = digest.clone().into();
                    listed["bytes"] = new.len().into();
                }
            }
            content = serde_json::to_vec(&manifest).expect("JSON");
        }
        out.start_file(own, SimpleFileOptions::default()).expect("a file");
        out.write_all(&content).expect("written");
    }
    out.finish().expect("an archive").into_inner()
}

/// What the command says of a file.
fn checked(bytes: &[u8]) -> Exit {
    let folder = tempfile::TempDir::new().expect("a folder");
    let path = folder.path().join("evidence.zip");
    std::fs::write(&path, bytes).expect("written");
    let line = ["rightsdesk", "evidence", "verify", path.to_str().expect("UTF-8")];
    run_with(line, &mut Vec::new(), &mut Vec::new())
}

#[actix_web::test]
async fn evidence_holds_and_shows_the_case_and_nobody_elses() {
    let scene = Scene::new();
    let case = refused(&scene);
    let pack = evidence(&scene.desk, Actor::System, &case.reference, line_told).expect("evidence");
    assert!(pack.holds);
    let proven = verify_evidence(Cursor::new(&pack.bytes)).expect("it holds");
    assert_eq!(proven.files.reference, case.reference.to_string());
    let log = file(&pack.bytes, "log.jsonl");
    assert!(log.contains("The invoice has to be kept for six years."));
    assert!(!log.contains("Olga") && !log.contains("Tomas"), "lines of others have no contents");
    let sheet = lopdf::Document::load_mem(&{
        let mut archive = ZipArchive::new(Cursor::new(&pack.bytes)).expect("a ZIP");
        let mut bytes = Vec::new();
        archive.by_name("evidence.pdf").expect("the sheets").read_to_end(&mut bytes).expect("readable");
        bytes
    });
    let sheet = sheet.expect("a PDF");
    let pages: Vec<u32> = sheet.get_pages().keys().copied().collect();
    let words = sheet.extract_text(&pages).expect("text").split_whitespace().collect::<Vec<_>>().join(" ");
    for told in ["How the date was reckoned: Erasure", "Refused.", "holds", "How to check this"] {
        assert!(words.contains(told), "{told} in {words}");
    }
    for told in ["The request came in, and the clock begins", "Wrote to us"] {
        assert!(words.contains(told), "{told} in {words}");
    }
    assert!(!words.contains("mail_") && !words.contains("queued"), "no word of the program: {words}");
    let letters = file(&pack.bytes, "letters/001-acknowledgement.txt");
    assert!(letters.contains("Priya Nair") || letters.contains("Dear"), "{letters}");
    let lines = scene.desk.read({
        let id = case.id;
        move |_, tx, _| Ok(tx.log_of(id)?)
    });
    let made = lines.expect("the log").into_iter().rfind(|line| line.kind == "evidence_made").expect("it is noted");
    let digest: String = pack.sha256.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(made.content.expect("a content").contains(&digest));
}

#[actix_web::test]
async fn whatever_is_changed_in_evidence_is_named() {
    let scene = Scene::new();
    let case = refused(&scene);
    let pack = evidence(&scene.desk, Actor::System, &case.reference, line_told).expect("evidence");
    let softer = |text: &str| text.replace("six years", "two years");
    let edited = changed(&pack.bytes, "log.jsonl", softer, false);
    let found = verify_evidence(Cursor::new(&edited)).expect_err("the file is not what the manifest says");
    assert!(found.to_string().contains("log.jsonl was changed"), "{found}");
    assert_eq!(checked(&edited), Exit::Negative);
    assert_eq!(checked(&pack.bytes), Exit::Done);
    assert_eq!(checked(b"no archive"), Exit::BadInput);
    let forged = changed(&pack.bytes, "log.jsonl", softer, true);
    let found = verify_evidence(Cursor::new(forged)).expect_err("the line is not what was committed to");
    assert!(matches!(found, EvidenceError::Unproven(_)), "{found}");
    let cut =
        |text: &str| text.lines().enumerate().filter(|(n, _)| *n != 3).map(|(_, line)| format!("{line}\n")).collect();
    let forged = changed(&pack.bytes, "log.jsonl", cut, true);
    let found = verify_evidence(Cursor::new(forged)).expect_err("a line is missing");
    assert!(found.to_string().contains("is missing"), "{found}");
}

#[actix_web::test]
async fn evidence_is_made_by_the_lead_or_an_administrator_who_sees_the_case() {
    let scene = Scene::new();
    let case = refused(&scene);
    let (log, path) =
        (format!("/console/case/{}/log", case.reference), format!("/console/case/{}/evidence", case.reference));
    for (who, secret) in [("dora", 1), ("tom", 3)] {
        let given = fill(&scene, &scene.cookie(who, secret), &log, &path, &[]).await;
        assert_eq!((given.status, given.header("content-type")), (StatusCode::OK, "application/zip"), "{who}");
    }
    let otto = scene.cookie("otto", 4);
    assert!(
        !get(&scene, &otto, &log).await.body.contains(&path),
        "who reads masked cases is not offered their letters"
    );
    assert_eq!(fill(&scene, &otto, &log, &path, &[]).await.status, StatusCode::FORBIDDEN);
    let ana = scene.cookie("ana", 2);
    assert_eq!(post(&scene, &ana, &path, &[]).await.status, StatusCode::FORBIDDEN);
    let denied = evidence(&scene.desk, scene.actor("ana"), &case.reference, line_told);
    assert!(denied.is_err(), "the workflow asks again");
}
