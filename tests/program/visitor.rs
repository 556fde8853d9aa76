//! Somebody who fills in the form of the real program over a real socket, and presses again when the line goes dead.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::net::TcpStream;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::Duration;

/// How long somebody waits before the test gives up on the program.
const PATIENCE: Duration = Duration::from_mins(2);

/// Where the program listens now; it changes with every start. Also counts the pages that came through it.
#[derive(Clone, Default)]
pub struct Door(Arc<(Mutex<Place>, Condvar)>);

#[derive(Default)]
struct Place {
    host: String,
    starts: usize,
    pages: usize,
}

impl Door {
    pub fn moved_to(&self, url: &str) {
        self.change(|place| {
            url.trim_start_matches("http://").clone_into(&mut place.host);
            place.starts += 1;
        });
    }

    /// Waits until so many more pages have come.
    pub fn wait_for_pages(&self, more: usize) {
        let enough = self.lock().pages + more;
        self.wait_while("pages", |place| place.pages < enough);
    }

    fn change(&self, change: impl FnOnce(&mut Place)) {
        change(&mut self.lock());
        self.0.1.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, Place> {
        self.0.0.lock().expect("no visitor panics at the door")
    }

    fn wait_while(&self, what: &str, waiting: impl Fn(&Place) -> bool) {
        let waited = self.0.1.wait_timeout_while(self.lock(), PATIENCE, |place| waiting(place));
        let (place, waited) = waited.expect("no visitor panics at the door");
        assert!(!waited.timed_out(), "no {what} in {PATIENCE:?}, after {} starts", place.starts);
    }
}

/// A whole page: anything less is a line that went dead.
pub struct Page {
    pub status: u16,
    location: String,
    cookies: Vec<String>,
    pub body: String,
}

impl Page {
    /// The page in the bytes, or `None` when its end is missing.
    fn read(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let (head, body) = text.split_once("\r\n\r\n")?;
        let mut lines = head.lines();
        let status = lines.next()?.split(' ').nth(1)?.parse().ok()?;
        let headers: Vec<(String, &str)> = lines
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim()))
            .collect();
        let all = |name: &str| -> Vec<String> {
            headers.iter().filter(|(key, _)| key == name).map(|(_, value)| (*value).to_owned()).collect()
        };
        let length: usize = all("content-length").first()?.parse().ok()?;
        (body.len() == length).then(|| Self {
            status,
            location: all("location").concat(),
            cookies: all("set-cookie"),
            body: body.to_owned(),
        })
    }
}

/// A visitor with cookies. Each comes from an address of their own, through a proxy that the program trusts.
pub struct Visitor {
    door: Door,
    address: String,
    cookies: BTreeMap<String, String>,
    token: String,
}

impl Visitor {
    pub fn at(door: &Door, number: usize) -> Self {
        let address = format!("192.0.2.{}", number % 250 + 1);
        Self { door: door.clone(), address, cookies: BTreeMap::new(), token: String::new() }
    }

    /// Reads a page.
    pub fn read(&mut self, path: &str) -> Page {
        self.insist(path, None)
    }

    /// Sends a page's answers and reads where that leads.
    pub fn answer(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let page = self.insist(path, Some(fields));
        if page.status == 303 { self.read(&page.location.clone()) } else { page }
    }

    /// Presses again after each start until a whole page comes.
    fn insist(&mut self, path: &str, fields: Option<&[(&str, &str)]>) -> Page {
        loop {
            let (host, starts) = {
                let place = self.door.lock();
                (place.host.clone(), place.starts)
            };
            if let Ok(Some(page)) = self.try_once(&host, path, fields).map(|bytes| Page::read(&bytes)) {
                self.remember(&page);
                self.door.change(|place| place.pages += 1);
                return page;
            }
            self.door.wait_while("further start", |place| place.starts == starts);
        }
    }

    fn try_once(&self, host: &str, path: &str, fields: Option<&[(&str, &str)]>) -> io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(host)?;
        stream.set_read_timeout(Some(PATIENCE))?;
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let (method, body) = match fields {
            None => ("GET", String::new()),
            Some(fields) => ("POST", encoded(&[&[("form_token", self.token.as_str())], fields].concat())),
        };
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\nX-Forwarded-For: {}\r\nCookie: {}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            cookies.join("; "),
            body.len()
        )?;
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn remember(&mut self, page: &Page) {
        for cookie in &page.cookies {
            let pair = cookie.split(';').next().and_then(|pair| pair.split_once('='));
            let (name, value) = pair.expect("a cookie has a name");
            self.cookies.insert(name.to_owned(), value.to_owned());
        }
        if let Some(token) = between(&page.body, "name=\"form_token\" value=\"", "\"") {
            token.clone_into(&mut self.token);
        }
    }
}

/// The fields as a form sends them; everything but letters and digits is escaped.
fn encoded(fields: &[(&str, &str)]) -> String {
    let escaped = |text: &str| -> String {
        let byte = |byte: u8| match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => char::from(byte).to_string(),
            other => format!("%{other:02X}"),
        };
        text.bytes().map(byte).collect()
    };
    let pairs: Vec<String> =
        fields.iter().map(|(name, value)| format!("{}={}", escaped(name), escaped(value))).collect();
    pairs.join("&")
}

/// What stands between two texts.
pub fn between<'a>(text: &'a str, from: &str, to: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(from)?;
    rest.split_once(to).map(|(inside, _)| inside)
}
