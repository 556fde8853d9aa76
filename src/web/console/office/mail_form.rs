//! The forms of mail: what was typed, read into a way and back, and what is wrong with it. A password goes in and never comes back.

use crate::domain::office::{MailServer, MailWay, MailWayFault, Protection};
use crate::domain::personal::Personal;
use crate::ports::post::Outlet;
use crate::web::WebError;
use crate::web::fields::Fields;
use crate::workflow::WorkError;
use crate::workflow::office::{GivenWay, PostBook, SECRET_OF_MAIL, Tried};

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
    /// Its password, where it was typed.
    pub secret: Option<Personal>,
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

impl Boxed {
    /// As it was typed.
    pub fn read(form: &'static str, fields: &Fields) -> Result<Self, WebError> {
        let one = |name| Ok::<_, WebError>(fields.one(name)?.trim().to_owned());
        Ok(Self {
            form,
            host: one("host")?,
            port: one("port")?,
            tls: one("tls")?,
            username: one("username")?,
            secret: Some(Personal::new(fields.one("password")?)).filter(|secret| !secret.is_empty()),
            secret_file: one("secret_file")?,
            ca_file: one("ca_file")?,
            ..Self::default()
        })
    }

    /// A server as it is kept.
    pub fn of(form: &'static str, server: &MailServer) -> Self {
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

    /// The server that was typed. A password that was typed goes into a file of its own.
    pub fn server(&self, own_file: &str) -> Result<MailServer, WorkError> {
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        if self.secret.as_ref().is_some_and(|secret| secret.reveal().chars().any(char::is_control)) {
            return Err(WorkError::field("password", "Type the password as one line."));
        }
        Ok(MailServer {
            host: self.host.clone(),
            // A number that is none is no port, and the check says so.
            port: self.port.parse().unwrap_or_default(),
            protection: Protection::parse(&self.tls).ok_or_else(|| told(MailWayFault::Protection))?,
            username: some(&self.username),
            secret_file: self.secret.as_ref().map_or_else(|| some(&self.secret_file), |_| Some(own_file.to_owned())),
            ca_file: some(&self.ca_file),
        })
    }

    /// With what came of a try.
    pub fn tried(self, tried: Result<Tried, WebError>) -> Result<Self, WebError> {
        match tried {
            Ok(Tried::Well(words)) => Ok(Self { seen: words, good: true, ..self }),
            Ok(Tried::Badly(words)) => Ok(Self { seen: words, good: false, ..self }),
            Err(error) => self.wrong(error),
        }
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
            (None, Outlet::Folder(_)) => {
                MailWay { server: MailServer { port: 465, ..MailServer::default() }, from: String::new() }
            }
        };
        Self { boxed: Boxed::of("out", &way.server), from: way.from }
    }

    /// As it was typed.
    pub fn read(fields: &Fields) -> Result<Self, WebError> {
        Ok(Self { boxed: Boxed::read("out", fields)?, from: fields.one("from")?.trim().to_owned() })
    }

    /// The way that was typed.
    pub fn given(&self) -> Result<GivenWay, WorkError> {
        let way = MailWay { server: self.boxed.server(SECRET_OF_MAIL)?, from: self.from.clone() };
        Ok(GivenWay { way, secret: self.boxed.secret.clone() })
    }
}

fn told(fault: MailWayFault) -> WorkError {
    WorkError::field(fault.field(), fault.to_string())
}
