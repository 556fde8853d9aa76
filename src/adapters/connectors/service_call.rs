//! A call to a service: with its time limit and its rate, and an answer that says what to do about it.

use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::Value as Json;
use ureq::http::{Request, Response, StatusCode};
use ureq::tls::{PemItem, RootCerts, TlsConfig, parse_pem};
use ureq::{Agent, Body};

use super::service_file::Manners;
use crate::domain::disclosure::value::Value;
use crate::ports::connector::ConnectorError;

/// The largest answer that is read, in bytes.
const LARGEST: u64 = 64 * 1024 * 1024;

/// Calls one service.
pub(super) struct Caller {
    agent: Agent,
    /// Headers of every call; they may hold the secret.
    headers: Vec<(String, String)>,
    pause: Duration,
    last: Option<Instant>,
}

impl Caller {
    pub(super) fn new(manners: &Manners, statement: Duration, headers: Vec<(String, String)>) -> Self {
        Self::trusting(manners, statement, headers, TlsConfig::default())
    }

    /// The same with whom it trusts.
    pub(super) fn trusting(
        manners: &Manners,
        statement: Duration,
        headers: Vec<(String, String)>,
        tls: TlsConfig,
    ) -> Self {
        let timeout = Duration::from_secs(manners.timeout_seconds.max(1)).min(statement);
        let config = Agent::config_builder()
            .timeout_global(Some(timeout))
            .http_status_as_error(false)
            // A service that moves is looked at by a person: the secret goes nowhere else.
            .max_redirects(0)
            .proxy(None)
            .user_agent("rightsdesk")
            .tls_config(tls)
            .build();
        let per_minute = f64::from(manners.requests_per_minute);
        let pause = if per_minute > 0.0 { Duration::from_secs_f64(60.0 / per_minute) } else { Duration::ZERO };
        Self { agent: config.new_agent(), headers, pause, last: None }
    }

    /// The answer's JSON; `None` when the service says that there is nothing there.
    pub(super) fn call(
        &mut self,
        method: &str,
        url: &str,
        body: Option<&[u8]>,
        more: &[(&str, String)],
    ) -> Result<Option<Json>, ConnectorError> {
        self.keep_pace();
        let mut request = Request::builder().method(method).uri(url).header("Accept", "application/json");
        for (name, value) in &self.headers {
            request = request.header(name, value);
        }
        for (name, value) in more {
            request = request.header(*name, value);
        }
        let unusable = |_error| ConnectorError::needs_person("the call cannot be made", "look at the service's file");
        let answer = match body {
            Some(body) => {
                let request = request.header("Content-Type", "application/json");
                self.agent.run(request.body(body).map_err(unusable)?)
            }
            None => self.agent.run(request.body(()).map_err(unusable)?),
        };
        read(answer.map_err(|error| unreached(&error))?)
    }

    fn keep_pace(&mut self) {
        // A thread may be woken early; then it waits for the rest.
        while let Some(rest) = self.last.and_then(|last| self.pause.checked_sub(last.elapsed())) {
            std::thread::park_timeout(rest);
        }
        self.last = Some(Instant::now());
    }
}

/// Whom to trust: the authorities of a file (PEM) alone, or the public ones where there is none.
pub(super) fn tls(authorities: Option<&[u8]>) -> Result<TlsConfig, ConnectorError> {
    let Some(pem) = authorities else { return Ok(TlsConfig::default()) };
    let certificate = |item| match item {
        Ok(PemItem::Certificate(certificate)) => Some(certificate),
        _ => None,
    };
    let roots: Vec<_> = parse_pem(pem).filter_map(certificate).collect();
    if roots.is_empty() {
        return Err(ConnectorError::needs_person("their ca_file has no certificate", "an administrator looks at it"));
    }
    Ok(TlsConfig::builder().root_certs(RootCerts::Specific(Arc::new(roots))).build())
}

fn unreached(error: &ureq::Error) -> ConnectorError {
    match error {
        ureq::Error::Timeout(_) => ConnectorError::retry("the service did not answer in time"),
        error if is_distrust(error) => {
            ConnectorError::needs_person("the service's certificate is not trusted", "check its address")
        }
        _ => ConnectorError::retry("the service did not answer"),
    }
}

/// Whether the other side's certificate is the reason: it is judged on the first byte that is written or read.
pub(super) fn is_distrust(error: &ureq::Error) -> bool {
    let of_tls = |inner: &(dyn std::error::Error + Send + Sync + 'static)| {
        matches!(inner.downcast_ref(), Some(rustls::Error::InvalidCertificate(_)))
    };
    match error {
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => true,
        ureq::Error::Io(inner) => inner.get_ref().is_some_and(of_tls),
        _ => false,
    }
}

/// How long the other side wants us to wait at least; a minute where it does not say so.
pub(super) fn patience_asked(answer: &Response<Body>) -> Duration {
    let asked = answer.headers().get("Retry-After").and_then(|value| value.to_str().ok()?.parse().ok());
    Duration::from_secs(asked.unwrap_or(60))
}

/// What an answer means. Its text is not repeated: it may quote a row.
fn read(mut answer: Response<Body>) -> Result<Option<Json>, ConnectorError> {
    let status = answer.status();
    match status {
        StatusCode::NOT_FOUND | StatusCode::GONE => return Ok(None),
        StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN => {
            let next = "check the secret of this system, and what it may do there";
            return Err(ConnectorError::needs_person("the service refused us", next));
        }
        StatusCode::TOO_MANY_REQUESTS => {
            let why = "the service has had too many calls".to_owned();
            return Err(ConnectorError::Retry { after: patience_asked(&answer), why });
        }
        _ if status.is_server_error() || status == StatusCode::REQUEST_TIMEOUT => {
            return Err(ConnectorError::retry(format!("the service failed ({})", status.as_u16())));
        }
        _ if !status.is_success() => {
            return Err(ConnectorError::Refused { why: format!("the service refused the call ({})", status.as_u16()) });
        }
        _ => {}
    }
    let bytes = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
    let bytes = bytes.map_err(|_error| ConnectorError::retry("the service's answer broke off or is too large"))?;
    if bytes.is_empty() {
        return Ok(Some(Json::Null));
    }
    let unread = |_error| ConnectorError::needs_person("the service did not answer in JSON", "check its address");
    serde_json::from_slice(&bytes).map(Some).map_err(unread)
}

/// A JSON value as a column's value. What has parts stays JSON text.
pub(super) fn value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(yes) => Value::Bool(*yes),
        Json::Number(number) => number.as_i64().map_or_else(|| Value::Real(number.to_string()), Value::Integer),
        Json::String(text) => Value::Text(text.clone()),
        Json::Array(_) | Json::Object(_) => Value::Text(json.to_string()),
    }
}

/// What stands at a path of names and numbers, joined by dots; the whole for an empty one.
pub(super) fn at<'j>(json: &'j Json, path: &str) -> Option<&'j Json> {
    let mut place = json;
    for step in path.split('.').filter(|step| !step.is_empty()) {
        place = match place {
            Json::Array(list) => list.get(step.parse::<usize>().ok()?)?,
            other => other.get(step)?,
        };
    }
    Some(place)
}

/// A text as a part of an address.
pub(super) fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            let digits = [byte >> 4, byte & 15];
            encoded.extend(digits.into_iter().filter_map(|digit| char::from_digit(digit.into(), 16)));
        }
    }
    encoded
}
