//! The door of somebody outside: what they see behind a link, how they answer, and what does not answer.

use actix_web::http::StatusCode;
use actix_web::test::TestRequest;
use chrono::TimeDelta;
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::Case;
use rightsdesk::domain::ids::{StaffId, TaskId};
use rightsdesk::domain::outside::Ask;
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Actor, Command, IdentityMethod};
use rightsdesk::domain::task_link::LinkPolicy;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::store::tasks::{Task, TaskAnswerKind};
use rightsdesk::workflow::casework::give;
use rightsdesk::workflow::task_links::send;

use super::journey::stage;
use super::languages::{english_only, is_german};
use super::scene::Scene;
use super::site::{Answer, Site, Surfer};

/// A task of Priya's case that was mailed to a carrier: the case, the task, and the path in the mail.
async fn asked(scene: &Scene, site: &Site) -> (Case, TaskId, String) {
    let (case, task, path, _) = asked_in(scene, site, None).await;
    (case, task, path)
}

/// The same with a mail in a language, and what it said.
async fn asked_in(scene: &Scene, site: &Site, language: Option<&str>) -> (Case, TaskId, String, String) {
    let priya = Surfer::at(site);
    priya.fill_in("justroo", "priya@example.org", &["copy"]).await;
    priya.submit("/r/justroo/check", &[]).await;
    let code = scene.code();
    priya.submit("/r/justroo/code", &[("code", &code)]).await;
    let case = scene.cases().pop().expect("a case");
    let staff = employed(scene);
    let task = gathering(scene, staff, &case);
    let policy = LinkPolicy::to("privacy@parcels.example", "Parcels Ltd");
    send(&scene.desk, staff, task, LinkPolicy { language: language.map(str::to_owned), ..policy }).expect("sent");
    let mails = scene.mails();
    let (_, to, text) = mails.iter().find(|(kind, ..)| kind == "task_link").expect("a mail");
    assert_eq!(to, "privacy@parcels.example");
    let from = text.find("/task/").expect("a link");
    let is_token = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let token: String = text[from + 6..].chars().take_while(is_token).collect();
    (case, task, format!("/task/{token}"), text.clone())
}

/// Somebody at the desk.
pub fn employed(scene: &Scene) -> Actor {
    let staff = Staff {
        id: StaffId::new(scene.desk.clock.now(), [1; 10]),
        email: Personal::new("tom@shop.example"),
        name: "Tom".into(),
        role: Role::Dpo,
        password_hash: Personal::new("$argon2id$v=19$m=8,t=1,p=1$c2FsdA$aGFzaA"),
        active: true,
    };
    let (id, role) = (staff.id, staff.role);
    scene.desk.write(move |_, tx, _| Ok(tx.add_staff(&staff)?)).expect("Tom");
    Actor::Staff { id, role }
}

/// Brings the request of a case into its search, with a task for a colleague.
fn gathering(scene: &Scene, staff: Actor, case: &Case) -> TaskId {
    let (id, now) = (case.id, scene.desk.clock.now());
    let request = scene.desk.read(move |_, tx, _| Ok(tx.requests(id)?)).expect("read").remove(0);
    let command = Command::ShowIdentity {
        method: IdentityMethod::OrderAndPostcode,
        note: "Both match.".into(),
        provided_at: now,
    };
    give(&scene.desk, staff, request.id, None, command).expect("shown");
    let task = Task {
        id: TaskId::new(now, [7; 10]),
        case: id,
        request: request.id,
        system: "parcels".into(),
        title: Ask::Look.title("the list of deliveries"),
        answer: None,
        made_at: now,
    };
    let task_id = task.id;
    scene.desk.write(move |_, tx, _| Ok(tx.add_task(&task)?)).expect("added");
    task_id
}

/// Posts the form of the page as a browser does, in parts; a file is its name and its bytes.
pub async fn post(surfer: &Surfer, path: &str, fields: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let token = surfer.token();
    let mut body = Vec::new();
    for (name, value) in [("form_token", token.as_str())].iter().chain(fields) {
        body.extend(
            format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").into_bytes(),
        );
    }
    let (name, bytes) = file.unwrap_or(("", b""));
    body.extend(
        format!("--edge\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes(),
    );
    body.extend(bytes);
    body.extend(b"\r\n--edge--\r\n");
    let kind = ("Content-Type", "multipart/form-data; boundary=edge");
    surfer.send(TestRequest::post().uri(path).insert_header(kind).set_payload(body)).await
}

fn answered(scene: &Scene, task: TaskId) -> Option<TaskAnswerKind> {
    let task = scene.desk.read(move |_, tx, _| Ok(tx.task(task)?)).expect("read");
    task.answer.map(|answer| answer.kind)
}

#[actix_web::test]
async fn somebody_outside_sees_what_is_asked_and_sends_a_file() {
    let (scene, site) = stage().await;
    let (case, task, path) = asked(&scene, &site).await;
    for private in ["priya", "Priya", &case.id.to_string()] {
        assert!(!path.contains(private), "{path}");
    }
    let carrier = Surfer::at(&site);
    let page = carrier.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for words in [
        "Look for the person in the list of deliveries",
        "priya@example.org",
        "The link works until",
        "Justroo asks for your help",
    ] {
        assert!(page.says(words), "{words}");
    }
    for hidden in ["104482", "Please include the note", "/console"] {
        assert!(!page.says(hidden), "{hidden} is none of their business");
    }
    let sent =
        post(&carrier, &path, &[("answer", "file"), ("note", "Two parcels")], Some(("list.txt", b"one\ntwo"))).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(matches!(answered(&scene, task), Some(TaskAnswerKind::File { bytes: 7, .. })));
    assert!(carrier.get(&path).await.says("Thank you, we have your answer"));
    assert!(scene.log(case.id).contains(&"task_link_answered".to_owned()));
}

#[actix_web::test]
async fn what_is_wrong_is_said_and_nothing_is_taken() {
    let (scene, site) = stage().await;
    let (_, task, path) = asked(&scene, &site).await;
    let carrier = Surfer::at(&site);
    carrier.get(&path).await;
    for (fields, file, words) in [
        (vec![], None, "Say whether there is a file"),
        (vec![("answer", "file")], None, "Choose the file that you found"),
        (vec![("answer", "cannot")], None, "Say in a sentence why it cannot be done"),
        (vec![("answer", "nothing")], Some(("a.txt", &b"text"[..])), "You chose a file as well"),
        (vec![("answer", "file")], Some(("a.exe", &b"MZ\x90\0"[..])), "This kind of file is not taken"),
    ] {
        let page = post(&carrier, &path, &fields, file).await;
        assert!(page.says(words) && page.says("There is a problem"), "{words}: {}", page.body);
        assert!(page.title().starts_with("Error: "), "{}", page.title());
    }
    assert_eq!(answered(&scene, task), None);
}

#[actix_web::test]
async fn a_reason_why_not_reaches_the_case() {
    let (scene, site) = stage().await;
    let (case, task, path) = asked(&scene, &site).await;
    let carrier = Surfer::at(&site);
    carrier.get(&path).await;
    let sent = post(&carrier, &path, &[("answer", "cannot"), ("note", "We deliver no letters.")], None).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER);
    assert!(carrier.get(&path).await.says("Thank you for telling us"));
    assert_eq!(answered(&scene, task), None, "the task is still open for staff");
    assert!(scene.log(case.id).contains(&"task_link_declined".to_owned()));
}

#[actix_web::test]
async fn a_form_of_another_browser_or_site_answers_nothing() {
    let (scene, site) = stage().await;
    let (_, task, path) = asked(&scene, &site).await;
    let (carrier, thief) = (Surfer::at(&site), Surfer::at(&site));
    carrier.get(&path).await;
    let stolen = post(&thief, &path, &[("answer", "nothing")], None).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN, "no token");
    let body = format!(
        "--edge\r\nContent-Disposition: form-data; name=\"form_token\"\r\n\r\n{}\r\n--edge--\r\n",
        carrier.token()
    );
    let kind = ("Content-Type", "multipart/form-data; boundary=edge");
    let foreign = thief.send(TestRequest::post().uri(&path).insert_header(kind).set_payload(body)).await;
    assert_eq!(foreign.status, StatusCode::FORBIDDEN, "the token of another browser");
    assert_eq!(answered(&scene, task), None);
}

#[actix_web::test]
async fn a_link_that_is_over_says_what_to_do_and_a_wrong_one_nothing() {
    let (scene, site) = stage().await;
    let (_, task, path) = asked(&scene, &site).await;
    let carrier = Surfer::at(&site);
    carrier.get(&path).await;
    scene.clock.move_by(TimeDelta::days(15));
    let over = carrier.get(&path).await;
    assert_eq!(over.status, StatusCode::GONE);
    assert!(over.says("The time of this link is over") && !over.says("priya@example.org"));
    let late = post(&carrier, &path, &[("answer", "nothing")], None).await;
    assert_eq!(late.status, StatusCode::SEE_OTHER);
    assert_eq!(answered(&scene, task), None);
    let wrong = path.replacen(&path[10..11], if &path[10..11] == "x" { "y" } else { "x" }, 1);
    assert_eq!(carrier.get(&wrong).await.status, StatusCode::NOT_FOUND);
}

#[actix_web::test]
async fn whoever_reads_german_is_asked_thanked_and_refused_in_german_and_may_choose_english() {
    let (scene, site) = stage().await;
    let (_, task, path, text) = asked_in(&scene, &site, Some("de")).await;
    let said = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in ["An Parcels Ltd,", "Suchen Sie die Person in the list of deliveries", "Seite öffnen und antworten"] {
        assert!(said.contains(words), "{words}: {text}");
    }
    let (german, english) = (Surfer::speaking(&site, "de"), english_only());
    let page = german.get(&path).await;
    is_german(&page, &english, "task");
    assert!(page.says("Suchen Sie die Person in") && page.says("<span lang=\"en\">the list of deliveries</span>"));
    assert!(page.says("<dt>E-Mail-Adresse</dt>"), "{}", page.body);
    for (fields, file) in [
        (vec![], None),
        (vec![("answer", "file")], None),
        (vec![("answer", "cannot")], None),
        (vec![("answer", "nothing")], Some(("a.txt", &b"text"[..]))),
        (vec![("answer", "file")], Some(("a.exe", &b"MZ\x90\0"[..]))),
    ] {
        is_german(&post(&german, &path, &fields, file).await, &english, &format!("{fields:?}"));
    }
    assert_eq!(answered(&scene, task), None);
    let chosen = german.get(&format!("{path}?language=en")).await;
    assert!(chosen.says("<html lang=\"en-GB\">") && german.get(&path).await.says("Justroo asks for your help"));
    german.get(&format!("{path}?language=de")).await;
    post(&german, &path, &[("answer", "nothing")], None).await;
    is_german(&german.get(&path).await, &english, "thanks");
}
