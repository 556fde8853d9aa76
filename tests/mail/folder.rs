//! Mail into a folder: whole files, once each, for their owner only.

use std::fs;

use rightsdesk::adapters::mail::FolderMailer;
use rightsdesk::domain::ids::MailId;
use rightsdesk::domain::notice::MessageId;
use rightsdesk::ports::mailer::{MailError, MailStep, Mailer, OutgoingMail};

use super::desk::mail;

#[test]
fn a_mail_is_written_once_however_often_it_is_sent() {
    let folder = tempfile::tempdir().unwrap();
    let outbox = folder.path().join("mail");
    let mailer = FolderMailer::new(&outbox);
    assert!(!mailer.send(&mail()).unwrap().repeated);
    assert!(FolderMailer::new(&outbox).send(&mail()).unwrap().repeated, "also by another process");
    let names: Vec<String> =
        fs::read_dir(&outbox).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(names, ["20261104T101500Z-jr-26-7k4m-2.019aa9a32a0070008000000000000001@justroo.com.eml"]);
}

#[test]
fn the_file_is_a_whole_mail_that_only_its_owner_can_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let outbox = folder.path().join("mail");
    FolderMailer::new(&outbox).send(&mail()).unwrap();
    let file = fs::read_dir(&outbox).unwrap().next().unwrap().unwrap();
    let contents = fs::read_to_string(file.path()).unwrap();
    assert!(contents.contains("\r\nTo: priya.nair@example.org\r\n"));
    assert!(contents.contains("\r\nSubject: [JR-26-7K4M-2] Your request\r\n"));
    assert!(contents.trim_end().ends_with("--"), "the last boundary is there");
    assert_eq!(file.metadata().unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&outbox).unwrap().permissions().mode() & 0o777, 0o700);
}

#[test]
fn a_folder_that_cannot_be_written_is_temporary_and_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let in_the_way = folder.path().join("mail");
    fs::write(&in_the_way, "a file where the folder should be").unwrap();
    let error = FolderMailer::new(&in_the_way).send(&mail()).unwrap_err();
    assert!(matches!(error, MailError::Temporary { .. }), "{error:?}");
    assert_eq!(error.why().step, MailStep::Writing);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn many_writers_at_once_leave_whole_files_and_no_leftovers() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = FolderMailer::new(folder.path());
    std::thread::scope(|scope| {
        for writer in 0..4u8 {
            let mailer = &mailer;
            scope.spawn(move || {
                for number in 0..25u8 {
                    let id = MailId::new(mail().date, [0, 0, 0, 0, 0, 0, 0, 0, number, writer % 2]);
                    let message_id = MessageId::new(None, id, "justroo.com");
                    mailer.send(&OutgoingMail { message_id, ..mail() }).unwrap();
                }
            });
        }
    });
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert_eq!(files.len(), 50, "two writers each wrote the same mails");
    for file in files {
        assert!(fs::read_to_string(&file).unwrap().trim_end().ends_with("--"), "{}", file.display());
    }
}
