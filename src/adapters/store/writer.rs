//! The one writer of the embedded database, and group commit.
//!
//! Making one commit durable costs a sync of the disk, however little is in it. So the writer runs every piece of work that
//! is waiting, each behind a savepoint, commits once, and only then answers all of them. While the disk syncs, the next
//! group gathers by itself. A piece that fails or panics is rolled back to its savepoint and disturbs nobody else.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::thread::{self, JoinHandle};

use diesel::connection::Connection;

use super::ends::Ends;
use super::link::Link;
use super::sqlite;
use super::transaction::{Owed, Transaction};
use crate::ports::store::{StoreError, Work};

/// Pieces that may wait. When so many do, the disk is far behind, and refusing is kinder than a long silence.
const WAITING: usize = 1024;
/// Pieces in one commit.
const AT_ONCE: usize = 256;

/// How a piece of work ended: with a result, or with a panic that belongs to whoever asked for it.
type Ending = Result<Result<(), StoreError>, Box<dyn Any + Send>>;

struct Piece {
    work: Work,
    answer: SyncSender<Ending>,
}

/// The way to the writer. Dropping it lets the writer finish what waits and close the file.
pub struct Writer {
    pieces: Option<SyncSender<Piece>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the writer on a file, with its first connection.
    pub fn start(file: String, link: Link) -> Self {
        let (pieces, waiting) = sync_channel(WAITING);
        let work = move || Desk { file, link: Some(link) }.serve(&waiting);
        // Without its thread the store answers that it is not available, which is the truth.
        let thread = thread::Builder::new().name("store-writer".to_owned()).spawn(work).ok();
        Self { pieces: Some(pieces), thread }
    }

    /// Has a piece of work done; `Ok` means that it is on disk. Must not be called from inside a piece of work.
    pub fn write(&self, work: Work) -> Result<(), StoreError> {
        let gone = || StoreError::Unavailable("the writer has stopped".to_owned());
        let (answer, ending) = sync_channel(1);
        match self.pieces.as_ref().ok_or_else(gone)?.try_send(Piece { work, answer }) {
            Ok(()) => {}
            Err(TrySendError::Full(_)) => {
                return Err(StoreError::Unavailable("too many changes are waiting".to_owned()));
            }
            Err(TrySendError::Disconnected(_)) => return Err(gone()),
        }
        match ending.recv() {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => resume_unwind(panic),
            Err(_) => Err(gone()),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.pieces.take());
        if let Some(thread) = self.thread.take() {
            // Its panics have all been caught and handed on; there is nobody left to tell of another one.
            drop(thread.join());
        }
    }
}

/// What the writer's thread has in its hands.
struct Desk {
    file: String,
    link: Option<Link>,
}

impl Desk {
    fn serve(&mut self, waiting: &Receiver<Piece>) {
        while let Ok(first) = waiting.recv() {
            self.serve_group(first, waiting);
        }
    }

    fn serve_group(&mut self, first: Piece, waiting: &Receiver<Piece>) {
        let mut link = match self.begin() {
            Ok(link) => link,
            Err(error) => return tell(&first.answer, Ok(Err(error))),
        };
        let mut group = Group::default();
        let result = group
            .run(&mut link, first, waiting)
            .and_then(|()| group.owed.settle(&mut link))
            .and_then(|()| sqlite::commit(&mut link));
        // After an error of the disk the connection's idea of the file cannot be trusted: the next group opens it again.
        self.link = result.is_ok().then_some(link);
        group.answer(result.err().map(StoreError::from).as_ref());
    }

    /// A connection with an open transaction that nobody else can write beside.
    fn begin(&mut self) -> Result<Link, StoreError> {
        let mut link = match self.link.take() {
            Some(link) => link,
            None => sqlite::writing(&self.file).map_err(|error| StoreError::Unavailable(error.to_string()))?,
        };
        sqlite::begin(&mut link)?;
        Ok(link)
    }
}

/// The pieces that share a commit, with how they ended so far.
#[derive(Default)]
struct Group {
    ended: Vec<(SyncSender<Ending>, Ending)>,
    /// What they share and is written once.
    owed: Owed,
}

impl Group {
    fn run(&mut self, link: &mut Link, first: Piece, waiting: &Receiver<Piece>) -> diesel::QueryResult<()> {
        let mut next = Some(first);
        while let Some(piece) = next {
            let (ending, lost) = match behind_savepoint(link, piece.work, self.owed.ends.clone()) {
                Ok(Owed { words, ends }) => {
                    self.owed.words.extend(words);
                    self.owed.ends = ends;
                    (Ok(Ok(())), None)
                }
                Err(Stop::Refused(error)) => (Ok(Err(error)), None),
                Err(Stop::Panicked(panic)) => (Err(panic), None),
                Err(Stop::Lost(error)) => (Ok(Ok(())), Some(error)),
            };
            self.ended.push((piece.answer, ending));
            if let Some(error) = lost {
                return Err(error);
            }
            next = if self.ended.len() < AT_ONCE { waiting.try_recv().ok() } else { None };
        }
        Ok(())
    }

    /// Answers everybody. When the commit failed, whoever succeeded until then has not.
    fn answer(self, failed: Option<&StoreError>) {
        for (answer, ending) in self.ended {
            let ending = match (failed, ending) {
                (Some(error), Ok(Ok(()))) => Ok(Err(error.clone())),
                (_, ending) => ending,
            };
            tell(&answer, ending);
        }
    }
}

/// Why a piece of work was rolled back.
enum Stop {
    /// It gave up, or the database refused a statement.
    Refused(StoreError),
    /// It panicked.
    Panicked(Box<dyn Any + Send>),
    /// The savepoint is gone, and with it the whole transaction: the disk is full or failing.
    Lost(diesel::result::Error),
}

impl From<diesel::result::Error> for Stop {
    fn from(error: diesel::result::Error) -> Self {
        Self::Lost(error)
    }
}

fn behind_savepoint(link: &mut Link, work: Work, ends: Ends) -> Result<Owed, Stop> {
    link.transaction(|link| match catch_unwind(AssertUnwindSafe(|| Transaction::run_some(link, work, ends))) {
        Ok(result) => result.map_err(Stop::Refused),
        Err(panic) => Err(Stop::Panicked(panic)),
    })
}

/// Somebody who has stopped waiting needs no answer.
fn tell(answer: &SyncSender<Ending>, ending: Ending) {
    drop(answer.send(ending));
}
