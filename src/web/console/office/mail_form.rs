//! The forms of mail: what was typed, read into a way and back, and what is wrong with it.

use crate::domain::office::{MailServer, MailWay, MailWayFault, MailboxWay, Protection};
use crate::ports::post::Outlet;
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::workflow::WorkError;
use crate::workflow::office::PostBook;

/// The boxes that both forms have: the server and the account.
#[derive(Clone, Default)]
pub struct Boxed {
    /// Before the names of fields, because both forms stand on one page.
    pub form: &'static str,
    /// The server.
    pub host: String,
    /// Its port.
    pub port: String,
    /// The word of the protection.
    pub tls: String,
    /// The account.
    pub username: String,
    /// The file of its password.
    pub secret_file: String,
    /// The file of an authority.
    pub ca_file: String,
    /// The field that is wrong.
    pub field: &'static str,
    /// What is wrong.
    pub error: String,
    /// What a try showed.
    pub seen: String,
    /// Whether it showed that all is well.
    pub good: bool,
}

/// The form of how letters leave.
#[derive(Clone, Default)]
pub struct Leaving {
    /// The server and the account.
    pub boxed: Boxed,
    /// The address that letters come from.
    pub from: String,
}

/// The form of a mailbox.
#[derive(Clone, Default)]
pub struct Arriving {
    /// The server and the account.
    pub boxed: Boxed,
    /// The name of the mailbox.
    pub name: String,
    /// The company whose it is.
    pub controller: String,
    /// The lines for the settings file, once it was tried.
    pub lines: String,
}

impl Boxed {
    fn read(form: &'static str, fields: &Fields) -> Result<Self, WebError> {
        let one = |name| Ok::<_, WebError>(fields.one(name)?.trim().to_owned());
        Ok(Self {
            form,
            host: one("host")?,
            port: one("port")?,
            tls: one("tls")?,
            username: one("username")?,
            secret_file: one("secret_file")?,
            ca_file: one("ca_file")?,
            ..Self::default()
        })
    }

    fn of(form: &'static str, server: &MailServer) -> Self {
        let text = |value: &Option<String>| value.clone().unwrap_or_default();
        Self {
            form,
            host: server.host.clone(),
            port: server.port.to_string(),
            tls: server.protection.code().to_owned(),
            username: text(&server.username),
            secret_file: text(&server.secret_file),
            ca_file: text(&server.ca_file),
            ..Self::default()
        }
    }

    fn server(&self) -> Result<MailServer, WorkError> {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        Ok(MailServer {
            host: self.host.clone(),
            // A number that is none is no port, and the check says so.
            port: self.port.parse().unwrap_or_default(),
            protection: Protection::parse(&self.tls).ok_or_else(|| told(MailWayFault::Protection))?,
            username: some(&self.username),
            secret_file: some(&self.secret_file),
            ca_file: some(&self.ca_file),
        })
    }

    /// With what is wrong at a field; anything else that went wrong is given back.
    pub fn wrong(self, error: WebError) -> Result<Self, WebError> {
        match error {
            WebError::Work(WorkError::Field { field, what }) => Ok(Self { field, error: what, ..self }),
            other => Err(other),
        }
    }

    /// Whether a field is the one that is wrong.
    pub fn is_wrong(&self, field: &str) -> bool {
        !self.error.is_empty() && self.field == field
    }

    /// The protections with their words, and which is chosen.
    pub fn protections(&self) -> Vec<(&'static str, &'static str, bool)> {
        let words = |one: Protection| match one {
            Protection::Wrapper => "TLS at once (usual for 465 and 993)",
            Protection::StartTls => "STARTTLS (usual for 587 and 143)",
            Protection::None => "None: only a server on this machine, without a password",
        };
        Protection::ALL.into_iter().map(|one| (one.code(), words(one), one.code() == self.tls)).collect()
    }
}

impl Leaving {
    /// As it counts now; with usual values where nothing does.
    pub fn of(book: &PostBook) -> Self {
        let way = match (&book.kept, &book.file) {
            (Some(way), _) | (None, Outlet::Server(way)) => way.clone(),
            (None, Outlet::Folder(_)) => MailWay { server: usual(465), from: String::new() },
        };
        Self { boxed: Boxed::of("out", &way.server), from: way.from }
    }

    /// As it was typed.
    pub fn read(fields: &Fields) -> Result<Self, WebError> {
        Ok(Self { boxed: Boxed::read("out", fields)?, from: fields.one("from")?.trim().to_owned() })
    }

    /// The way that was typed.
    pub fn way(&self) -> Result<MailWay, WorkError> {
        Ok(MailWay { server: self.boxed.server()?, from: self.from.clone() })
    }
}

impl Arriving {
    /// Usual values: the same account as that of sending.
    pub fn beside(leaving: &Leaving, companies: &[(String, String)]) -> Self {
        let mut server = usual(993);
        server.username = Some(leaving.boxed.username.clone());
        let controller = companies.first().filter(|_| companies.len() == 1).map(|(id, _)| id.clone());
        Self {
            boxed: Boxed::of("in", &server),
            name: "privacy".to_owned(),
            controller: controller.unwrap_or_default(),
            lines: String::new(),
        }
    }

    /// As it was typed.
    pub fn read(fields: &Fields) -> Result<Self, WebError> {
        let one = |name| Ok::<_, WebError>(fields.one(name)?.trim().to_owned());
        Ok(Self {
            boxed: Boxed::read("in", fields)?,
            name: one("name")?,
            controller: one("controller")?,
            lines: String::new(),
        })
    }

    /// The mailbox that was typed.
    pub fn way(&self) -> Result<MailboxWay, WorkError> {
        let controller = Some(self.controller.clone()).filter(|id| !id.is_empty());
        Ok(MailboxWay { server: self.boxed.server()?, name: self.name.clone(), controller })
    }
}

fn usual(port: u16) -> MailServer {
    MailServer { port, secret_file: Some("secrets/mail".to_owned()), ..MailServer::default() }
}

fn told(fault: MailWayFault) -> WorkError {
    WorkError::field(fault.field(), fault.to_string())
}
