//! Fills a database with cases in every state, without playing each through its life.

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use rightsdesk::domain::access::Role;
use rightsdesk::domain::case::{Case, Channel, Identifiers, OnBehalf, Reference};
use rightsdesk::domain::ids::{CaseId, RequestId, StaffId};
use rightsdesk::domain::personal::Personal;
use rightsdesk::domain::request::{Request, State};
use rightsdesk::domain::right::Right;
use rightsdesk::ports::store::cases::DueDates;
use rightsdesk::ports::store::staff::Staff;
use rightsdesk::ports::store::{Store, StoreError, Tx, write};

use crate::Outcome;
use crate::dice::Dice;
use crate::figures::number;
use crate::people::{COMPANIES, person, words};

/// Colleagues at the desk.
const STAFF: u8 = 20;
/// Cases in one commit.
const GROUP: usize = 500;

/// The day on which everything is looked at.
pub fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 12, 10).unwrap_or_default()
}

fn noon() -> DateTime<Utc> {
    today().and_hms_opt(12, 0, 0).unwrap_or_default().and_utc()
}

/// Adds cases: three in five are open, far more than in a desk that keeps up.
pub struct Filler {
    dice: Dice,
    staff: Vec<StaffId>,
    made: usize,
}

impl Filler {
    /// Begins with the colleagues.
    pub fn new(store: &dyn Store) -> Outcome<Self> {
        let mut dice = Dice(7);
        let staff: Vec<Staff> = (0..STAFF).map(|n| colleague(&mut dice, n)).collect();
        let ids = staff.iter().map(|colleague| colleague.id).collect();
        write::<_, StoreError, _>(store, move |tx| staff.iter().try_for_each(|colleague| tx.add_staff(colleague)))?;
        Ok(Self { dice, staff: ids, made: 0 })
    }

    /// One of them.
    pub fn somebody(&self) -> StaffId {
        self.staff.first().copied().unwrap_or(StaffId::new(noon(), [0; 10]))
    }

    /// Adds cases until there are so many.
    pub fn fill(&mut self, store: &dyn Store, size: usize) -> Outcome<()> {
        while self.made < size {
            let group: Vec<_> = (self.made..size.min(self.made + GROUP)).map(|n| self.case(n)).collect();
            self.made += group.len();
            write::<_, StoreError, _>(store, move |tx| group.iter().try_for_each(|filled| filled.keep(tx)))?;
        }
        Ok(())
    }

    fn case(&mut self, n: usize) -> Filled {
        let dice = &mut self.dice;
        let received_at = noon() - TimeDelta::minutes(i64::try_from(dice.below(60 * 24 * 60)).unwrap_or_default());
        let n = u64::try_from(n).unwrap_or_default();
        let company = usize::try_from(n % 4).unwrap_or_default();
        let owner = self.staff.get(usize::try_from(dice.below(30)).unwrap_or_default()).copied();
        let mut requester = person(dice, n);
        if n == 77 {
            requester.email = Personal::new("person77@example.org");
        }
        let case = Case {
            id: CaseId::new(received_at, dice.bytes10()),
            reference: reference(company, n),
            controller: COMPANIES.get(company).copied().unwrap_or_default().to_owned(),
            received_at,
            channel: Channel::Form,
            requester,
            on_behalf: OnBehalf::Myself,
            identifiers: Identifiers::default(),
            words: Personal::new(format!("please {}", words(dice, 12))),
            email_confirmed_at: (!dice.happens(5)).then_some(received_at),
            owner,
            policy_version: None,
            version: 0,
        };
        let right = self.right();
        let request = self.request(&case, right);
        Filled { dates: self.dates(request.state), case, request }
    }

    fn right(&mut self) -> Right {
        match self.dice.below(100) {
            0..60 => Right::Access,
            60..85 => Right::Erasure,
            85..92 => Right::Objection,
            92..96 => Right::Rectification,
            96..98 => Right::Portability,
            98 => Right::Restriction,
            _ => Right::ConsentWithdrawal,
        }
    }

    fn request(&mut self, case: &Case, right: Right) -> Request {
        let id = RequestId::new(case.received_at, self.dice.bytes10());
        let mut request = Request::received(id, case.id, right, case.received_at);
        request.state = match self.dice.below(100) {
            0..20 => State::Received,
            20..30 => State::Verifying,
            30..33 => State::AwaitingClarification,
            33..48 => State::Gathering,
            48..57 => State::Reviewing,
            57..60 => State::Executing,
            60..90 => State::Fulfilled,
            90..94 => State::Refused,
            94..98 => State::Withdrawn,
            _ => State::Lapsed,
        };
        request.direct_marketing = right == Right::Objection && self.dice.happens(50);
        request.closed_at = (!request.state.is_open()).then(noon);
        request
    }

    fn dates(&mut self, state: State) -> DueDates {
        let date = today().checked_add_days(Days::new(self.dice.below(60))).map(|day| day - Days::new(10));
        if state == State::AwaitingClarification {
            return DueDates { sort: date, paused: true, ..DueDates::default() };
        }
        DueDates { due: date, sort: date, extended: self.dice.happens(5), ..DueDates::default() }
    }
}

/// A case as it goes into the database.
struct Filled {
    case: Case,
    request: Request,
    dates: DueDates,
}

impl Filled {
    fn keep(&self, tx: &mut dyn Tx) -> Result<(), StoreError> {
        tx.add_case(&self.case)?;
        tx.add_request(&self.request, &Personal::default(), self.dates)?;
        let (who, said) = (&self.case.requester, self.case.words.reveal());
        tx.index_case(
            self.case.id,
            &format!("{}\n{}\n{}\n{said}", self.case.reference, who.name.reveal(), who.email.reveal()),
            who.name.reveal(),
        )
    }
}

/// Thirty letters, so that neighbouring numbers give different references.
fn reference(company: usize, n: u64) -> Reference {
    let spread = [0, 1, 2, 3].map(|place| u8::try_from(n / 30_u64.pow(place) % 30).unwrap_or_default());
    Reference::new(["JR", "JE", "JT", "JH"].get(company).copied().unwrap_or("JR"), 2026, spread)
}

fn colleague(dice: &mut Dice, n: u8) -> Staff {
    Staff {
        id: StaffId::new(noon(), dice.bytes10()),
        email: Personal::new(format!("colleague{n}@shop.example")),
        name: format!("Colleague {}", number(usize::from(n))),
        role: Role::Handler,
        password_hash: Personal::new("none"),
        active: true,
    }
}
