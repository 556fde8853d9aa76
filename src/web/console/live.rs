//! Pages that say by themselves how far a long job is: server-sent events (WHATWG HTML, section 9.2). What they say is what the page
//! says already: counts and states, never anything about a person. Without a script the page has a link that loads it again.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use actix_web::rt::time::{Interval, interval};
use actix_web::{HttpResponse, web};
use futures_util::stream::unfold;
use serde_json::Value;

use super::guard::SignedIn;
use crate::web::WebError;
use crate::web::desk::at_desk;
use crate::workflow::signing_in::StaffDoor;
use crate::workflow::{Desk, WorkError};

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(2);
/// Looks of one page: ten minutes. Whoever still waits then loads the page again.
const LOOKS: u32 = 300;
/// Pages that are followed at a time by one process. The others ask now and then, as without this.
const SEATS: usize = 64;

static TAKEN: AtomicUsize = AtomicUsize::new(0);

/// How far a job is.
pub struct News {
    /// What the page shows of it.
    pub content: Value,
    /// Whether nothing more happens by itself.
    pub over: bool,
}

/// A page that is followed; its place is free again when the connection goes.
struct Seat;

impl Seat {
    fn take() -> Option<Self> {
        let more = |taken: usize| (taken < SEATS).then_some(taken + 1);
        TAKEN.fetch_update(Ordering::AcqRel, Ordering::Acquire, more).is_ok().then_some(Self)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        TAKEN.fetch_sub(1, Ordering::AcqRel);
    }
}

/// One page being followed.
struct Following<F> {
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    session: [u8; 32],
    look: F,
    said: String,
    looks: u32,
    over: bool,
    rhythm: Interval,
    _seat: Seat,
}

/// Answers with what a look shows, again whenever it shows something else, until nothing more happens, the session ends, or ten
/// minutes are over.
pub async fn follow<F>(
    desk: web::Data<Desk>,
    door: web::Data<StaffDoor>,
    signed_in: &SignedIn,
    look: F,
) -> Result<HttpResponse, WebError>
where
    F: Fn(&Desk) -> Result<News, WorkError> + Clone + Send + 'static,
{
    let Some(seat) = Seat::take() else { return Ok(HttpResponse::ServiceUnavailable().finish()) };
    let session = signed_in.token.hash();
    let following = Following {
        desk,
        door,
        session,
        look,
        said: String::new(),
        looks: 0,
        over: false,
        rhythm: interval(PAUSE),
        _seat: seat,
    };
    let events = unfold(following, |mut following| async move {
        if following.over {
            return None;
        }
        following.rhythm.tick().await;
        let event = following.next().await;
        Some((event.map(web::Bytes::from), following))
    });
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(events))
}

impl<F> Following<F>
where
    F: Fn(&Desk) -> Result<News, WorkError> + Clone + Send + 'static,
{
    /// The next piece: what is new, that it is over, or a sign of life.
    async fn next(&mut self) -> Result<String, WebError> {
        self.looks += 1;
        let (door, session) = (StaffDoor::clone(&self.door), self.session);
        let look = self.look.clone();
        let seen = at_desk(&self.desk, move |desk| if door.holds(session)? { look(desk).map(Some) } else { Ok(None) });
        let Some(news) = seen.await? else {
            self.over = true;
            return Ok(ended("signed out"));
        };
        self.over = news.over || self.looks >= LOOKS;
        let why = if news.over { "over" } else { "long" };
        let content = news.content.to_string();
        let mut event = if content == self.said { ":\n\n".to_owned() } else { format!("data: {content}\n\n") };
        self.said = content;
        if self.over {
            event.push_str(&ended(why));
        }
        Ok(event)
    }
}

/// Tells the page that nothing more comes, and why.
fn ended(why: &str) -> String {
    format!("event: end\ndata: {why}\n\n")
}
