//! Reading a PostgreSQL URL as far as TLS is concerned, and writing it anew for a connection through the tunnel.

use std::net::IpAddr;
use std::path::Path;

/// The port where nothing else is said.
const PORT: u16 = 5432;

/// How libpq gets to the server.
#[derive(Debug, PartialEq, Eq)]
pub enum Route {
    /// By itself, with the URL as it is written.
    Plain,
    /// Through a tunnel.
    Tunnel(Tunnelled),
}

/// What a tunnel has to know.
#[derive(Debug, PartialEq, Eq)]
pub struct Tunnelled {
    /// The servers, in the order in which they are tried.
    pub servers: Vec<Server>,
    /// What is asked of their certificates.
    pub wanted: Wanted,
    /// The file of `sslrootcert`.
    pub authorities: Option<String>,
    /// User and password as written, with the `@`.
    user: String,
    /// Slash and database as written.
    database: String,
    /// The parameters that libpq still has to see, as written.
    others: Vec<String>,
}

/// A server at the far end of a tunnel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name, which its certificate has to carry.
    pub name: String,
    /// Where to connect to: its name, or another address that was given for it.
    pub address: String,
    /// Its port.
    pub port: u16,
}

/// What is asked of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Nothing: whoever can stand in the way can read along.
    AnyCertificate,
    /// Signed by an authority.
    Authority,
    /// Signed by an authority, for this host.
    AuthorityAndHost,
}

/// What is wrong with the URL of a server. No variant shows it, because it may hold a password.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WrongUrl {
    /// A mode that libpq does not have either.
    #[error("sslmode={0} is not known: write disable, require, verify-ca or verify-full")]
    Mode(String),
    /// A port that is none.
    #[error("{0:?} is not a port")]
    Port(String),
    /// Something that the tunnel cannot do.
    #[error("{0} cannot be used together with TLS in this program")]
    Unsupported(String),
    /// Several servers, some of them here and some elsewhere.
    #[error("the servers must all be on this machine or all elsewhere")]
    Mixed,
}

impl Route {
    /// Decides from a URL.
    pub fn of(url: &str) -> Result<Self, WrongUrl> {
        let parts = Parts::of(url);
        let mode = parts.parameter("sslmode").unwrap_or_default();
        let servers = parts.servers()?;
        let authorities = parts.parameter("sslrootcert").filter(|file| file != "system");
        let wanted = match mode.as_str() {
            "disable" => return Ok(Self::Plain),
            "" | "prefer" | "allow" => match servers.iter().filter(|server| is_here(server)).count() {
                here if here == servers.len() => return Ok(Self::Plain),
                0 => Wanted::AuthorityAndHost,
                _ => return Err(WrongUrl::Mixed),
            },
            "require" if authorities.is_none() => Wanted::AnyCertificate,
            "require" | "verify-ca" => Wanted::Authority,
            "verify-full" => Wanted::AuthorityAndHost,
            _ => return Err(WrongUrl::Mode(mode)),
        };
        if servers.iter().any(|server| server.name.is_empty() || server.name.starts_with('/')) {
            return Err(WrongUrl::Unsupported("a local socket".to_owned()));
        }
        let (user, database) = (parts.user.to_owned(), parts.database.to_owned());
        Ok(Self::Tunnel(Tunnelled { servers, wanted, authorities, user, database, others: parts.others()? }))
    }
}

impl Tunnelled {
    /// The URL by which libpq finds the sockets of a folder, one numbered after the other.
    pub fn url(&self, folder: &Path) -> String {
        let folder = encoded(&folder.to_string_lossy());
        let count = self.servers.len();
        let hosts = vec![folder; count].join(",");
        let ports: Vec<String> = (1..=count).map(|n| n.to_string()).collect();
        let mut parameters = vec![format!("host={hosts}"), format!("port={}", ports.join(","))];
        parameters.push("sslmode=disable".to_owned());
        parameters.extend(self.others.iter().cloned());
        format!("postgresql://{}{}?{}", self.user, self.database, parameters.join("&"))
    }
}

/// A URL, cut up: `postgres://user:password@host:port,host:port/database?name=value&…`.
struct Parts<'url> {
    user: &'url str,
    hosts: &'url str,
    database: &'url str,
    parameters: Vec<(&'url str, &'url str)>,
}

impl<'url> Parts<'url> {
    fn of(url: &'url str) -> Self {
        let after = url.split_once("//").map_or(url, |(_, after)| after);
        let (place, query) = after.split_once('?').unwrap_or((after, ""));
        let (authority, database) = place.split_at(place.find('/').unwrap_or(place.len()));
        let (user, hosts) = authority.split_at(authority.rfind('@').map_or(0, |at| at + 1));
        let parameters = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
        Self { user, hosts, database, parameters }
    }

    fn parameter(&self, name: &str) -> Option<String> {
        self.parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| decoded(value))
    }

    /// The servers, whether they stand in the authority or in parameters, which win as they do in libpq.
    fn servers(&self) -> Result<Vec<Server>, WrongUrl> {
        let mut names = Vec::new();
        let mut ports = Vec::new();
        for host in self.hosts.split(',') {
            let (name, port) = named_and_numbered(host);
            names.push(decoded(name));
            ports.push(port.to_owned());
        }
        let list = |name: &str| self.parameter(name).map(|list| list.split(',').map(str::to_owned).collect::<Vec<_>>());
        let names = list("host").unwrap_or(names);
        let ports = list("port").unwrap_or(ports);
        let addresses = list("hostaddr").unwrap_or_default();
        let single = ports.first().cloned().unwrap_or_default();
        let server = |(place, name): (usize, String)| {
            let port = if ports.len() == 1 { &single } else { ports.get(place).unwrap_or(&single) };
            let address = addresses.get(place).cloned().unwrap_or_else(|| name.clone());
            let port = if port.is_empty() { Ok(PORT) } else { port.parse() };
            match port {
                Ok(port) => Ok(Server { name, address, port }),
                Err(_not_a_number) => Err(WrongUrl::Port(single.clone())),
            }
        };
        names.into_iter().enumerate().map(server).collect()
    }

    /// What is left for libpq once places and TLS are taken care of.
    fn others(&self) -> Result<Vec<String>, WrongUrl> {
        let ours = ["host", "hostaddr", "port", "sslmode", "sslrootcert", "sslsni", "gssencmode", "requiressl"];
        let mut others = Vec::new();
        for (name, value) in &self.parameters {
            match *name {
                "channel_binding" if *value != "require" => {}
                "channel_binding" | "sslcert" | "sslkey" | "sslcrl" | "sslcrldir" | "sslnegotiation" => {
                    return Err(WrongUrl::Unsupported(format!("{name}={value}")));
                }
                known if ours.contains(&known) => {}
                _ => others.push(format!("{name}={value}")),
            }
        }
        Ok(others)
    }
}

/// `host:port`, where the host may be an IPv6 address in brackets.
fn named_and_numbered(host: &str) -> (&str, &str) {
    if let Some((name, rest)) = host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        return (name, rest.trim_start_matches(':'));
    }
    host.split_once(':').unwrap_or((host, ""))
}

/// Whether the bytes never leave this machine.
fn is_here(server: &Server) -> bool {
    let address = server.address.as_str();
    address.is_empty()
        || address.starts_with('/')
        || address.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = after.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = after.get(2..).unwrap_or_default();
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_./".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tunnelled(url: &str) -> Tunnelled {
        match Route::of(url) {
            Ok(Route::Tunnel(tunnelled)) => tunnelled,
            other => panic!("{url}: {other:?}"),
        }
    }

    #[test]
    fn a_server_on_this_machine_is_reached_plainly_unless_somebody_wants_tls() {
        for host in ["", "localhost:5433", "127.0.0.1", "[::1]:5432", "127.8.9.1"] {
            assert_eq!(Route::of(&format!("postgres://desk:secret@{host}/desk")), Ok(Route::Plain), "{host}");
        }
        assert_eq!(Route::of("postgres:///desk?host=/run/postgresql"), Ok(Route::Plain));
        assert_eq!(tunnelled("postgres://localhost/desk?sslmode=verify-full").wanted, Wanted::AuthorityAndHost);
    }

    #[test]
    fn a_server_elsewhere_is_never_reached_plainly_by_accident() {
        for parameters in ["", "?sslmode=prefer", "?sslmode=allow", "?sslmode=verify-full"] {
            let found = tunnelled(&format!("postgres://desk:secret@db.example/desk{parameters}"));
            assert_eq!(found.wanted, Wanted::AuthorityAndHost, "{parameters}");
        }
        assert_eq!(Route::of("postgres://db.example/desk?sslmode=disable"), Ok(Route::Plain));
        assert_eq!(Route::of("postgres://db.example,localhost/desk"), Err(WrongUrl::Mixed));
        let slip = Route::of("postgres://db.example/desk?sslmode=verfy-full");
        assert_eq!(slip, Err(WrongUrl::Mode("verfy-full".to_owned())));
    }

    #[test]
    fn require_verifies_when_an_authority_is_named_as_libpq_does() {
        assert_eq!(tunnelled("postgres://db.example/d?sslmode=require").wanted, Wanted::AnyCertificate);
        let found = tunnelled("postgres://db.example/d?sslmode=require&sslrootcert=%2Fetc%2Fca.pem");
        assert_eq!((found.wanted, found.authorities.as_deref()), (Wanted::Authority, Some("/etc/ca.pem")));
        assert_eq!(tunnelled("postgres://db.example/d?sslmode=verify-ca&sslrootcert=system").authorities, None);
    }

    #[test]
    fn the_new_url_keeps_user_password_database_and_other_parameters_as_written() {
        let url = "postgres://d%40sk:p%2Fw@one.example:6000,two.example/my%20db?sslmode=require&target_session_attrs=read-write";
        let found = tunnelled(url);
        let servers: Vec<_> = found.servers.iter().map(|server| (server.address.as_str(), server.port)).collect();
        assert_eq!(servers, [("one.example", 6000), ("two.example", 5432)]);
        assert_eq!(
            found.url(Path::new("/tmp/a b")),
            "postgresql://d%40sk:p%2Fw@/my%20db?host=/tmp/a%20b,/tmp/a%20b&port=1,2&sslmode=disable&target_session_attrs=read-write"
        );
    }

    #[test]
    fn parameters_win_over_the_authority_and_an_address_over_a_name() {
        let found = tunnelled("postgres://ignored/d?host=db.example&hostaddr=10.0.0.7&port=6001");
        let expected = Server { name: "db.example".into(), address: "10.0.0.7".into(), port: 6001 };
        assert_eq!(found.servers, [expected]);
    }

    #[test]
    fn what_the_tunnel_cannot_do_is_said() {
        for parameter in ["sslcert=me.pem", "channel_binding=require", "sslnegotiation=direct"] {
            let outcome = Route::of(&format!("postgres://db.example/d?{parameter}"));
            assert_eq!(outcome, Err(WrongUrl::Unsupported(parameter.to_owned())));
        }
        assert_eq!(Route::of("postgres://db.example:many/d"), Err(WrongUrl::Port("many".to_owned())));
    }
}
