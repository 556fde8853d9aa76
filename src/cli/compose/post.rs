//! Joining the ways of mail: what the settings file says, what is kept in the console, and what somebody tries there.

use std::fs;
use std::path::PathBuf;
use std::sync::Arc;

use serde::Deserialize;

use super::ground::Ground;
use super::mailboxes::imap;
use super::outside::smtp;
use crate::adapters::mail::FolderMailer;
use crate::cli::Failure;
use crate::config::MailboxSection;
use crate::config::mail::{MailSection, MailTls, MailTransport};
use crate::domain::office::{MailServer, MailWay, MailboxWay, Protection};
use crate::ports::incoming::MailboxError;
use crate::ports::mailer::Mailer;
use crate::ports::post::{Closed, Outlet, PostRoom};
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

/// The lines that the console shows, as the settings file would have them.
#[derive(Deserialize)]
struct Lines {
    mailbox: Vec<MailboxSection>,
}

impl PostRoom for Room {
    fn in_file(&self) -> Outlet {
        let section = &self.ground.config.mail;
        match section.transport {
            MailTransport::Folder => Outlet::Folder(self.ground.data.join(&section.folder).display().to_string()),
            MailTransport::Smtp => Outlet::Server(way_of(section)),
        }
    }

    fn watched(&self) -> Vec<String> {
        self.ground.config.mailbox.iter().map(|mailbox| mailbox.name.clone()).collect()
    }

    fn folder(&self) -> String {
        self.ground.data.display().to_string()
    }

    fn open(&self, way: &MailWay) -> Result<Arc<dyn Mailer>, Closed> {
        let server = &way.server;
        if let Some(file) = &server.secret_file {
            let text = fs::read_to_string(self.ground.data.join(file)).map_err(|error| Closed::Secret(error.kind()))?;
            if text.lines().next().is_none_or(str::is_empty) {
                return Err(Closed::NoSecret);
            }
        }
        if server.ca_file.as_ref().is_some_and(|file| fs::read(self.ground.data.join(file)).is_err()) {
            return Err(Closed::Authority);
        }
        let mailer = smtp(&self.ground, &section_of(way, &self.ground.config.mail));
        Ok(Arc::new(mailer.map_err(|failure| Closed::Other(failure.to_string()))?))
    }

    fn look(&self, way: &MailboxWay) -> Result<usize, MailboxError> {
        let server = || way.server.host.clone();
        let lines: Option<Lines> = toml::from_str(&way.lines()).ok();
        let section = lines.and_then(|lines| lines.mailbox.into_iter().next());
        let section = section.ok_or_else(|| MailboxError::Garbled { server: server() })?;
        let opened = imap(&self.ground, &section).map_err(|failure| MailboxError::Secret(failure.to_string()))?;
        opened.probe()
    }
}

/// The same as a section of the settings file, with what the file says about signing and patience.
fn section_of(way: &MailWay, file: &MailSection) -> MailSection {
    let server = way.server.clone();
    MailSection {
        transport: MailTransport::Smtp,
        host: Some(server.host),
        port: Some(server.port),
        tls: match server.protection {
            Protection::Wrapper => MailTls::Wrapper,
            Protection::StartTls => MailTls::StartTls,
            Protection::None => MailTls::None,
        },
        ca_file: server.ca_file.map(PathBuf::from),
        username: server.username,
        password_file: server.secret_file.map(PathBuf::from),
        password: None,
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
