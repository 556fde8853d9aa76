//! Mail set up in the console: tried, tested with a letter, kept, and in force from the next letter on; mistakes said in words.

use std::fs;
use std::sync::Arc;

use actix_web::http::StatusCode;
use rightsdesk::adapters::mail::FolderMailer;
use rightsdesk::ports::mailer::Mailer;
use rightsdesk::workflow::office::MailRoute;

use super::browse::{Answer, fill, get};
use super::scene::Scene;
use crate::harness::post::room;
use crate::harness::smtp::{Answer as Says, Certificate, Script, SmtpServer, Verb};
use crate::mail::desk::mail;

const PAGE: &str = "/console/mail";

/// A form as it is typed.
fn form(port: u16, tls: &'static str) -> Vec<(&'static str, String)> {
    let fields = [
        ("from", "privacy@leaf.example"),
        ("host", "127.0.0.1"),
        ("tls", tls),
        ("username", "desk"),
        ("secret_file", "secrets/mail"),
        ("ca_file", "authority.pem"),
    ];
    let fields = fields.map(|(name, text)| (name, text.to_owned()));
    fields.into_iter().chain([("port", port.to_string())]).collect()
}

async fn press(scene: &Scene, cookie: &str, path: &str, form: &[(&'static str, String)]) -> Answer {
    let fields: Vec<(&str, &str)> = form.iter().map(|(name, text)| (*name, text.as_str())).collect();
    fill(scene, cookie, PAGE, path, &fields).await
}

fn with(form: &[(&'static str, String)], name: &str, text: &str) -> Vec<(&'static str, String)> {
    form.iter().map(|(own, old)| (*own, if *own == name { text.to_owned() } else { old.clone() })).collect()
}

fn keep_secret(scene: &Scene, password: &str, certificate: &Certificate) {
    fs::create_dir_all(scene.folder().join("secrets")).expect("a folder");
    fs::write(scene.folder().join("secrets/mail"), format!("{password}\n")).expect("a file");
    fs::write(scene.folder().join("authority.pem"), &certificate.pem).expect("a file");
}

fn server(certificate: &Certificate) -> SmtpServer {
    SmtpServer::start(
        Script::default().offering("AUTH PLAIN LOGIN").account("desk", "orange kettle").wrapped(certificate),
    )
}

#[actix_web::test]
async fn a_way_out_is_tried_tested_kept_and_counts_from_the_next_letter_on() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let certificate = Certificate::of("127.0.0.1");
    keep_secret(&scene, "orange kettle", &certificate);
    let server = server(&certificate);
    let typed = form(server.port(), "wrapper");

    let first = get(&scene, &tom, "/console/start").await;
    assert!(first.body.contains("nobody receives them") && first.body.contains("href=\"/console/mail\""));
    let tried = press(&scene, &tom, "/console/mail/try", &typed).await;
    assert!(tried.body.contains("127.0.0.1 answered and let us in. Nothing was sent"), "{}", tried.body);
    assert!(server.mails().is_empty());
    let letter: Vec<_> = typed.iter().cloned().chain([("letter", "yes".to_owned())]).collect();
    let tested = press(&scene, &tom, "/console/mail/try", &letter).await;
    assert!(tested.body.contains("The server took a test letter to tom@desk.example"), "{}", tested.body);
    assert_eq!(server.wait_for(1)[0].header("Subject"), ["Rightsdesk: a test letter"]);
    assert!(get(&scene, &tom, PAGE).await.body.contains("Nobody receives a letter yet"), "nothing was kept");

    assert_eq!(press(&scene, &tom, PAGE, &typed).await.status, StatusCode::SEE_OTHER);
    let kept = get(&scene, &tom, PAGE).await;
    assert!(kept.body.contains("Letters leave through 127.0.0.1, as it was kept here"), "{}", kept.body);
    assert!(!kept.body.contains("orange kettle"), "the secret is never shown");
    assert!(get(&scene, &tom, "/console/history").await.body.contains("Letters come from"));
    assert!(get(&scene, &tom, "/console/start").await.body.contains("Letters leave through 127.0.0.1."));
    let folder = Arc::new(FolderMailer::new(scene.folder().join("mail")));
    let route = MailRoute::over(folder, room(scene.folder()), Arc::clone(&scene.desk.store));
    route.send(&mail()).expect("taken");
    let from = server.wait_for(2)[1].header("From").concat();
    assert!(from.contains("privacy@leaf.example"), "{from}");

    fill(&scene, &tom, PAGE, "/console/mail/file", &[]).await;
    route.send(&mail()).expect("written");
    assert_eq!(server.mails().len(), 2, "the folder counts again");
    assert_eq!(fs::read_dir(scene.folder().join("mail")).expect("the folder").count(), 1);
}

#[actix_web::test]
async fn a_new_password_is_read_from_its_file_without_a_restart() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let certificate = Certificate::of("127.0.0.1");
    keep_secret(&scene, "yesterday", &certificate);
    let server = server(&certificate);
    assert_eq!(press(&scene, &tom, PAGE, &form(server.port(), "wrapper")).await.status, StatusCode::SEE_OTHER);
    let folder = Arc::new(FolderMailer::new(scene.folder().join("mail")));
    let route = MailRoute::over(folder, room(scene.folder()), Arc::clone(&scene.desk.store));
    route.send(&mail()).expect_err("the old password is refused");
    keep_secret(&scene, "orange kettle", &certificate);
    route.send(&mail()).expect("taken");
}

#[actix_web::test]
async fn what_is_wrong_with_a_server_is_said_with_what_to_look_at() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let certificate = Certificate::of("127.0.0.1");
    keep_secret(&scene, "wrong", &certificate);
    let good = server(&certificate);
    let plain = SmtpServer::start(Script::default());
    let other = SmtpServer::start(Script::default().wrapped(&Certificate::of("mail.other.example")));
    let silent = SmtpServer::start(Script::default().always(Verb::Greeting, Says::Close));
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("a port").port();
    for (form, words) in [
        (form(good.port(), "wrapper"), "127.0.0.1 refused the account or its password"),
        (form(nobody, "wrapper"), "Nobody answers at 127.0.0.1"),
        (form(plain.port(), "starttls"), "does not offer STARTTLS"),
        (form(other.port(), "wrapper"), "no encrypted connection that can be trusted"),
        (form(plain.port(), "wrapper"), "no encrypted connection that can be trusted"),
        (form(silent.port(), "starttls"), "but not as a server for mail does"),
    ] {
        let tried = press(&scene, &tom, "/console/mail/try", &form).await;
        assert_eq!(tried.status, StatusCode::OK);
        assert!(tried.body.contains(words), "{words}: {}", tried.body);
    }
    assert!(good.mails().is_empty() && plain.mails().is_empty() && other.mails().is_empty());
}

#[actix_web::test]
async fn a_mistake_is_told_at_its_field_and_nothing_is_kept() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    keep_secret(&scene, "orange kettle", &Certificate::of("127.0.0.1"));
    let typed = form(465, "wrapper");
    for (name, text, field) in [
        ("host", "https://smtp.example.com", "out-host"),
        ("port", "465 or so", "out-port"),
        ("tls", "perhaps", "out-tls"),
        ("username", "", "out-username"),
        ("secret_file", "secrets/../../etc/shadow", "out-secret_file"),
        ("secret_file", "secrets/gone", "out-secret_file"),
        ("ca_file", "gone.pem", "out-ca_file"),
        ("from", "Mia <mia@leaf.example>", "out-from"),
    ] {
        for path in [PAGE, "/console/mail/try"] {
            let refused = press(&scene, &tom, path, &with(&typed, name, text)).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{name} {text}");
            assert!(refused.body.contains(&format!("<a href=\"#{field}\">")), "{name}: {}", refused.body);
            assert!(refused.body.contains("<title>Error: "), "the title says it first");
        }
    }
    assert!(get(&scene, &tom, PAGE).await.body.contains("Nobody receives a letter yet"));
    let ana = scene.cookie("ana", 2);
    for path in [PAGE, "/console/mail/try"] {
        assert_eq!(get(&scene, &ana, path).await.status.as_u16() / 100, 4, "only who connects systems");
    }
}

#[actix_web::test]
async fn a_password_that_is_typed_goes_into_a_file_of_its_own_and_is_never_shown() {
    let scene = Scene::new();
    let tom = scene.cookie("tom", 1);
    let certificate = Certificate::of("127.0.0.1");
    keep_secret(&scene, "yesterday", &certificate);
    let server = server(&certificate);
    let mut typed = with(&form(server.port(), "wrapper"), "secret_file", "");
    let refused = press(&scene, &tom, PAGE, &typed).await;
    assert!(refused.body.contains("<a href=\"#out-password\">Type the password of the account."), "{}", refused.body);
    typed.push(("password", "orange kettle".to_owned()));
    let tried = press(&scene, &tom, "/console/mail/try", &typed).await;
    assert!(tried.body.contains("answered and let us in") && !tried.body.contains("orange kettle"), "{}", tried.body);
    let file = || fs::read_to_string(scene.folder().join("secrets/mail")).expect("a file");
    assert_eq!(file(), "yesterday\n", "a try keeps nothing");
    assert_eq!(press(&scene, &tom, PAGE, &typed).await.status, StatusCode::SEE_OTHER);
    assert_eq!(file(), "orange kettle\n");
    for page in [PAGE, "/console/history"] {
        assert!(!get(&scene, &tom, page).await.body.contains("orange kettle"), "{page}");
    }
    assert!(get(&scene, &tom, "/console/history").await.body.contains("given anew"));
}
