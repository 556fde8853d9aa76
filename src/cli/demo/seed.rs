//! Giving the sample cases their past: each is played through the real workflows, day by day, on a clock that is set.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use super::cases::{CASES, SampleCase, Stage};
use super::clock::SetClock;
use super::documents::enclose;
use super::recipients::tell_recipients;
use crate::adapters::samples::PEOPLE;
use crate::cli::Failure;
use crate::domain::case::{Asked, Case, Channel, Identifiers, OnBehalf, Requester, Submission};
use crate::domain::disclosure::unstated;
use crate::domain::ids::CaseId;
use crate::domain::language::default_code;
use crate::domain::notice::RestrictionGround;
use crate::domain::personal::Personal;
use crate::domain::request::{
    Actor, Command, ComplexityFactor, Deed, ExtensionGround, IdentityMethod, Outcome, RefusalGround, Request, State,
    Weighing, WeighsMore,
};
use crate::domain::right::Right;
use crate::ports::store::tasks::TaskAnswerKind;
use crate::ports::systems::Systems;
use crate::workflow::amending::{self, Correction};
use crate::workflow::review::Verdict;
use crate::workflow::{Desk, WorkError, assignment, casework, intake, review, tasks};

/// Who works at the desk in the demo.
#[derive(Clone, Copy, Debug)]
pub struct Cast {
    /// Handles.
    pub handler: Actor,
    /// Reviews and approves.
    pub reviewer: Actor,
    /// The data protection lead.
    pub dpo: Actor,
}

/// Plays the sample cases.
pub struct Seeder<'a> {
    /// The desk, on the clock below.
    pub desk: &'a Desk,
    /// The clock.
    pub clock: &'a SetClock,
    /// Does what is queued and due on that clock.
    pub work: &'a dyn Fn() -> Result<(), Failure>,
    /// The shop's systems.
    pub systems: &'a dyn Systems,
    /// Who acts.
    pub cast: Cast,
    /// Today.
    pub today: DateTime<Utc>,
}

impl Seeder<'_> {
    /// Plays all of them, telling how far it is.
    pub fn play_all(&self, mut tell: impl FnMut(usize, usize) -> Result<(), Failure>) -> Result<(), Failure> {
        for (index, sample) in CASES.iter().enumerate() {
            self.play(sample, index)?;
            tell(index + 1, CASES.len())?;
        }
        Ok(())
    }

    fn play(&self, sample: &SampleCase, index: usize) -> Result<(), Failure> {
        let minutes = i64::try_from(index).unwrap_or_default() * 17 % 480;
        let morning = self.today - TimeDelta::days(sample.days_ago) - TimeDelta::hours(1);
        let arrived = if sample.days_ago == 0 { morning } else { morning - TimeDelta::minutes(minutes) };
        self.clock.set(arrived);
        let (case, _) = intake::submit(self.desk, Actor::Person, &submission(sample, arrived))?;
        (self.work)()?;
        self.advance(sample, &case, arrived)?;
        (self.work)()
    }

    fn advance(&self, sample: &SampleCase, case: &Case, arrived: DateTime<Utc>) -> Result<(), WorkError> {
        let day = |n: i64| self.clock.set((arrived + TimeDelta::days(n)).min(self.today));
        if matches!(sample.stage, Stage::New | Stage::Unconfirmed) {
            return Ok(());
        }
        day(1);
        assignment::assign(self.desk, self.cast.handler, case.id, self.cast.handler.staff())?;
        match sample.stage {
            Stage::Asked | Stage::Lapsed => {
                self.give(case, self.cast.handler, &Command::AskIdentity { doubt: DOUBT.to_owned() })?;
            }
            Stage::Waived => {
                self.give(case, self.cast.dpo, &Command::WaiveIdentity { reason: WAIVED.to_owned() })?;
            }
            Stage::Withdrawn => self.give(case, Actor::Person, &Command::Withdraw)?,
            _ => self.show_identity(case)?,
        }
        if sample.stage == Stage::Lapsed {
            day(40);
            return self.give(
                case,
                self.cast.handler,
                &Command::Lapse { reason: "No proof of identity came.".to_owned() },
            );
        }
        self.work()?;
        day(3);
        self.after_gathering(sample, case, arrived)
    }

    fn after_gathering(&self, sample: &SampleCase, case: &Case, arrived: DateTime<Utc>) -> Result<(), WorkError> {
        let day = |n: i64| self.clock.set((arrived + TimeDelta::days(n)).min(self.today));
        match sample.stage {
            Stage::Clarifying => self.give(
                case,
                self.cast.handler,
                &Command::AskClarification { question: QUESTION.to_owned(), choices: Vec::new() },
            ),
            Stage::Extended => {
                day(20);
                let ground = ExtensionGround::Complexity;
                self.give(
                    case,
                    self.cast.reviewer,
                    &Command::Extend {
                        ground,
                        factors: vec![ComplexityFactor::ThirdPartyConfidence],
                        reason: COMPLEX.to_owned(),
                    },
                )
            }
            Stage::Refused => {
                let is_copy = sample.rights.contains(&Right::Access);
                let (ground, reason) = if is_copy { REPEATED } else { REFUSED };
                let reason = reason.to_owned();
                self.give(case, self.cast.dpo, &Command::Refuse { ground, exemption: None, silent: false, reason })
            }
            Stage::Reviewing | Stage::Approved | Stage::Answered => {
                self.answer_tasks(case, self.cast.handler)?;
                self.work()?;
                if sample.stage == Stage::Reviewing {
                    let all = requests(self.desk, case.id)?;
                    all.iter().try_for_each(|request| self.correct(case, request))?;
                    let first = all.first().filter(|_| sample.has_documents);
                    return first.map_or(Ok(()), |request| enclose(self, case, request));
                }
                day(6);
                self.approve(case)?;
                self.work()?;
                if sample.stage == Stage::Answered {
                    // Some take longer than others.
                    day(7 + i64::try_from(sample.person * 5 % 13).unwrap_or_default());
                    self.fulfil(case)
                } else {
                    Ok(())
                }
            }
            _ => Ok(()),
        }
    }

    fn work(&self) -> Result<(), WorkError> {
        (self.work)().map_err(|failed| WorkError::field("demo", failed.to_string()))
    }

    /// Gives a command to every request of a case that can take it.
    fn give(&self, case: &Case, actor: Actor, command: &Command) -> Result<(), WorkError> {
        casework::give_case(self.desk, actor, case.id, command.clone()).map(|_| ())
    }

    fn show_identity(&self, case: &Case) -> Result<(), WorkError> {
        let command = Command::ShowIdentity {
            method: IdentityMethod::OrderAndPostcode,
            note: "Order number and postcode match the shop’s records.".to_owned(),
            provided_at: self.desk.clock.now(),
        };
        self.give(case, self.cast.handler, &command)
    }

    /// Answers every open task: the binder holds nothing, other work is done.
    pub fn answer_tasks(&self, case: &Case, actor: Actor) -> Result<(), WorkError> {
        let id = case.id;
        let open = self.desk.read(move |_, tx, _| Ok(tx.tasks_of(id)?))?;
        for task in open.iter().filter(|task| task.answer.is_none()) {
            let kind = if task.system.is_empty() { TaskAnswerKind::Done } else { TaskAnswerKind::NothingHeld };
            tasks::answer(self.desk, actor, task.id, kind, &Personal::default())?;
        }
        Ok(())
    }

    /// Decides what is flagged, as a careful reviewer would, and approves.
    pub fn approve(&self, case: &Case) -> Result<(), WorkError> {
        for request in requests(self.desk, case.id)? {
            if request.state == State::Reviewing {
                self.decide_flagged(&request)?;
                self.correct(case, &request)?;
                self.weigh(&request)?;
                let known = unstated(&self.desk.company_of(case)?, request.right);
                casework::approve_lacking(self.desk, self.cast.reviewer, request.id, None, known)?;
            }
        }
        Ok(())
    }

    /// What is about the person goes out; where somebody else writes about them, or is named beside them, that stays here.
    fn decide_flagged(&self, request: &Request) -> Result<(), WorkError> {
        let id = request.id;
        let open = self.desk.read(move |_, tx, _| Ok(tx.open_findings(id, 500)?))?;
        for finding in open {
            let verdict = if finding.link == "subject" { Verdict::Include } else { others_data(Vec::new()) };
            review::decide(self.desk, self.cast.reviewer, request.id, finding.id, None, verdict)?;
        }
        Ok(())
    }

    /// Puts onto the sheet what the person of the case says is wrong.
    fn correct(&self, case: &Case, request: &Request) -> Result<(), WorkError> {
        let said = CORRECTIONS.iter().find(|(name, ..)| *name == case.requester.name.reveal());
        let Some((_, column, after)) = said.filter(|_| request.right == Right::Rectification) else { return Ok(()) };
        let id = request.id;
        let page = self.desk.read(move |_, tx, _| Ok(tx.findings_page(id, "shop", "customer", None, 1)?))?;
        let Some(row) = page.first() else { return Ok(()) };
        let correction = Correction {
            finding: row.id,
            column: (*column).to_owned(),
            after: Personal::new(*after),
            evidence: Personal::new("They wrote it in their message, and rang from the number on file to confirm."),
        };
        amending::propose(self.desk, self.systems, self.cast.handler, id, &correction)
    }

    /// Writes the balancing test of an objection that is not about marketing.
    fn weigh(&self, request: &Request) -> Result<(), WorkError> {
        if request.right != Right::Objection || request.direct_marketing {
            return Ok(());
        }
        let weighing = Weighing {
            interests: "We would like to show you goods that fit. You do not want us to guess from what you bought."
                .to_owned(),
            necessity: "A list of what sells best would do nearly as well.".to_owned(),
            outcome: WeighsMore::Person,
            reason: "Your wish weighs more than a slightly better list.".to_owned(),
        };
        let weigh = Command::Weigh { weighing: Box::new(weighing) };
        casework::give(self.desk, self.cast.handler, request.id, None, weigh).map(drop)
    }

    fn fulfil(&self, case: &Case) -> Result<(), WorkError> {
        self.answer_tasks(case, self.cast.handler)?;
        self.work()?;
        for request in requests(self.desk, case.id)? {
            if request.state == State::Executing && !casework::answers_with_a_package(request.right) {
                let outcome = "We have done it in all our systems.".to_owned();
                // The program erases by itself and says how it ended; the rest is done by colleagues.
                if request.right == Right::Erasure {
                    continue;
                }
                if request.right == Right::Rectification {
                    tell_recipients(self, &request)?;
                }
                let deed = Outcome::of(request.right)
                    .first()
                    .map(|outcome| Deed { ground: Some(RestrictionGround::AccuracyContested), ..Deed::of(*outcome) });
                casework::give(self.desk, self.cast.handler, request.id, None, Command::Fulfil { outcome, deed })?;
            }
        }
        Ok(())
    }
}

/// The requests of a case.
pub fn requests(desk: &Desk, case: CaseId) -> Result<Vec<Request>, WorkError> {
    desk.read(move |_, tx, _| Ok(tx.requests(case)?))
}

fn submission(sample: &SampleCase, received_at: DateTime<Utc>) -> Submission {
    let person = PEOPLE.get(sample.person).unwrap_or(&PEOPLE[0]);
    let mut identifiers = BTreeMap::new();
    identifiers.insert("postcode".to_owned(), Personal::new(person.postcode));
    Submission {
        controller: sample.controller.to_owned(),
        channel: Channel::Form,
        received_at,
        requester: Requester {
            name: Personal::new(format!("{} {}", person.first, person.last)),
            email: Personal::new(person.email.trim()),
            language: default_code(),
        },
        on_behalf: OnBehalf::Myself,
        identifiers: Identifiers(identifiers),
        asked: sample.rights.iter().map(|right| asked(*right, is_about_marketing(sample))).collect(),
        words: Personal::new(sample.words),
        email_confirmed_at: (sample.stage != Stage::Unconfirmed).then_some(received_at),
    }
}

/// Everybody but one objects to marketing; that one objects to profiling, which is weighed.
fn is_about_marketing(sample: &SampleCase) -> bool {
    !sample.words.contains("profiling")
}

fn asked(right: Right, marketing: bool) -> Asked {
    let detail = match right {
        Right::Rectification => "My address is out of date.",
        Right::Erasure => "The account and everything you do not have to keep.",
        Right::Objection if marketing => "Offers by e-mail and text message.",
        Right::Objection => "Guessing what I might like from what I bought.",
        Right::ConsentWithdrawal => "The newsletter.",
        Right::Restriction => "Until it is sorted out.",
        Right::Access | Right::Portability => "",
    };
    Asked {
        right,
        detail: Personal::new(detail),
        direct_marketing: right == Right::Objection && marketing,
        channels: if marketing { channels(right) } else { Vec::new() },
    }
}

/// Leaves out what is about somebody else.
fn others_data(fields: Vec<String>) -> Verdict {
    let reason = "It is about another person, who has not agreed.".to_owned();
    Verdict::LeaveOut { fields, exemption: "others_data".to_owned(), reason, silent: false }
}

/// The person ticked both ways the shop writes to them.
fn channels(right: Right) -> Vec<String> {
    if right == Right::Objection { vec!["email".to_owned(), "sms".to_owned()] } else { Vec::new() }
}

/// What people say is wrong: whose account, the column, and how it should read.
const CORRECTIONS: [(&str, &str, &str); 2] =
    [("Hamish MacLeod", "phone", "020 7946 0999"), ("Margaret Thornton", "last_name", "Thornton-Hale")];

const DOUBT: &str = "The request came from an address that we do not have on file.";
const WAIVED: &str = "They stood at the counter with the order and the card it was paid with.";
const QUESTION: &str =
    "We hold many thousand visits to our pages. Which time do you mean, or would you like everything?";
const COMPLEX: &str =
    "Messages of three departments hold other people’s confidential data, and a specialist has to look through them.";
const REFUSED: (RefusalGround, &str) =
    (RefusalGround::ConditionsNotMet, "The invoice has to be kept for six years under tax law.");
const REPEATED: (RefusalGround, &str) = (
    RefusalGround::ManifestlyExcessive,
    "You had your whole copy on eight days of the last three weeks, and nothing has been added since.",
);
