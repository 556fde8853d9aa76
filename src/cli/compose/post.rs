//! Joining the ways of mail: what the settings file says, what is kept in the console, and what somebody tries there.

use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::Arc;

use super::ground::Ground;
use super::mailboxes::{imap, in_file, section_of as section_of_mailbox, tls_of};
use super::outside::smtp;
use crate::adapters::mail::FolderMailer;
use crate::adapters::secret_file::write_secret;
use crate::adapters::system::SystemEntropy;
use crate::cli::Failure;
use crate::config::mail::{MailSection, MailTls, MailTransport};
use crate::domain::office::{MailServer, MailWay, MailboxWay, Protection};
use crate::domain::personal::Personal;
use crate::ports::incoming::MailboxError;
use crate::ports::mailer::Mailer;
use crate::ports::post::{Closed, FileMailbox, Outlet, PostRoom};
use crate::ports::store::Store;
use crate::workflow::office::MailRoute;

/// The way out for mail: what was kept in the console, else what the settings file says.
pub fn mailer(ground: &Ground, store: &Arc<dyn Store>) -> Result<Arc<dyn Mailer>, Failure> {
    let section = &ground.config.mail;
    let file: Arc<dyn Mailer> = match section.transport {
        MailTransport::Folder => Arc::new(FolderMailer::new(ground.data.join(&section.folder))),
        MailTransport::Smtp => Arc::new(smtp(ground, section)?),
    };
    Ok(Arc::new(MailRoute::over(file, post_room(ground), Arc::clone(store))))
}

/// Opens ways for mail.
pub fn post_room(ground: &Ground) -> Arc<dyn PostRoom> {
    Arc::new(Room { ground: ground.clone() })
}

struct Room {
    ground: Ground,
}

impl PostRoom for Room {
    fn in_file(&self) -> Outlet {
        let section = &self.ground.config.mail;
        match section.transport {
            MailTransport::Folder => Outlet::Folder(self.ground.data.join(&section.folder).display().to_string()),
            MailTransport::Smtp => Outlet::Server(way_of(section)),
        }
    }

    fn mailboxes(&self) -> Vec<FileMailbox> {
        in_file(&self.ground)
    }

    fn open(&self, way: &MailWay, typed: Option<&Personal>) -> Result<Arc<dyn Mailer>, Closed> {
        let server = &way.server;
        if let Some(file) = server.secret_file.as_ref().filter(|_| typed.is_none()) {
            let text = fs::read_to_string(self.ground.data.join(file)).map_err(|error| Closed::Secret(error.kind()))?;
            if text.lines().next().is_none_or(str::is_empty) {
                return Err(Closed::NoSecret);
            }
        }
        if server.ca_file.as_ref().is_some_and(|file| fs::read(self.ground.data.join(file)).is_err()) {
            return Err(Closed::Authority);
        }
        let mailer = smtp(&self.ground, &section_of(way, typed, &self.ground.config.mail));
        Ok(Arc::new(mailer.map_err(|failure| Closed::Other(failure.to_string()))?))
    }

    fn look(&self, way: &MailboxWay, typed: Option<&Personal>) -> Result<usize, MailboxError> {
        let opened = imap(&self.ground, &section_of_mailbox(way, typed));
        opened.map_err(|failure| MailboxError::Secret(failure.to_string()))?.probe()
    }

    fn keep_secret(&self, file: &str, secret: &Personal) -> Result<(), io::ErrorKind> {
        let path = self.ground.data.join(file);
        write_secret(&path, secret.reveal(), &SystemEntropy).map_err(|error| error.kind())
    }
}

/// The same as a section of the settings file, with what the file says about signing and patience.
fn section_of(way: &MailWay, typed: Option<&Personal>, file: &MailSection) -> MailSection {
    let server = way.server.clone();
    MailSection {
        transport: MailTransport::Smtp,
        host: Some(server.host),
        port: Some(server.port),
        tls: tls_of(server.protection),
        ca_file: server.ca_file.map(PathBuf::from),
        username: server.username,
        password_file: server.secret_file.map(PathBuf::from).filter(|_| typed.is_none()),
        password: typed.cloned(),
        from: Some(way.from.clone()),
        ..file.clone()
    }
}

/// What a section says, but for its secret.
fn way_of(section: &MailSection) -> MailWay {
    let path = |file: &Option<PathBuf>| file.as_ref().map(|file| file.display().to_string());
    MailWay {
        server: MailServer {
            host: section.host.clone().unwrap_or_default(),
            port: section.port(),
            protection: match section.tls {
                MailTls::Wrapper => Protection::Wrapper,
                MailTls::StartTls => Protection::StartTls,
                MailTls::None => Protection::None,
            },
            username: section.username.clone(),
            secret_file: path(&section.password_file),
            ca_file: path(&section.ca_file),
        },
        from: section.from.clone().unwrap_or_default(),
    }
}
