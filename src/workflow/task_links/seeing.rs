//! What somebody outside sees behind a link: what is asked, and what they need to find the person. Nothing else of the case.

use chrono::{DateTime, NaiveDate, Utc};

use super::standing::is_open_task;
use crate::domain::case::Case;
use crate::domain::clock::words::local;
use crate::domain::controller::Controller;
use crate::domain::ids::TaskLinkId;
use crate::domain::personal::Personal;
use crate::domain::request::Request;
use crate::domain::task_link::{LinkPolicy, LinkState, TaskLink};
use crate::ports::store::Tx;
use crate::ports::store::tasks::Task;
use crate::workflow::casework::case_of;
use crate::workflow::search::{known, may_search_by_address};
use crate::workflow::secrets::{link_token, proved_by};
use crate::workflow::{Desk, WorkError};

/// What links of tasks are proved with.
const PURPOSE: &[u8] = b"task-link";

/// What stands behind a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Sight {
    /// The question, which can be answered.
    Open(Question),
    /// It cannot be answered any more.
    Closed(Closed),
}

/// A question to somebody outside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Who asks, by their id.
    pub controller: String,
    /// The reference of the case, to quote.
    pub reference: String,
    /// What is asked.
    pub title: String,
    /// Whether it is a search; otherwise something is to be done.
    pub is_search: bool,
    /// What finds the person, by the name that people read.
    pub about: Vec<(String, Personal)>,
    /// The last civil day on which the link works, in the controller's zone.
    pub until: NaiveDate,
}

/// Why a link does not open a question any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closed {
    /// Who asked, by their id.
    pub controller: String,
    /// The reference of the case, to quote.
    pub reference: String,
    /// Where the link stands; an open one was too late.
    pub state: LinkState,
}

/// What proves a link.
pub(super) fn token(desk: &Desk, id: TaskLinkId) -> String {
    link_token(desk, PURPOSE, id.0)
}

/// The link that a token proves; `None` for any other text.
pub(super) fn proved(desk: &Desk, token: &str) -> Option<TaskLinkId> {
    proved_by(desk, PURPOSE, token).map(TaskLinkId)
}

/// A link with everything that it opens.
pub(super) struct Behind {
    pub(super) link: TaskLink,
    pub(super) task: Task,
    pub(super) request: Request,
    pub(super) case: Case,
}

impl Behind {
    /// Reads it; `None` when there is no such link any more.
    pub(super) fn read(tx: &mut dyn Tx, id: TaskLinkId) -> Result<Option<Self>, WorkError> {
        let Some(link) = tx.task_link(id)? else { return Ok(None) };
        let task = tx.task(link.task)?;
        let (request, case) = case_of(tx, task.request)?;
        Ok(Some(Self { link, task, request, case }))
    }

    /// Whether the question can be answered.
    pub(super) fn is_open(&self, now: DateTime<Utc>) -> bool {
        self.link.works_at(now) && is_open_task(&self.task, &self.request)
    }

    pub(super) fn as_closed(&self) -> Closed {
        Closed {
            controller: self.case.controller.clone(),
            reference: self.case.reference.to_string(),
            state: self.link.state,
        }
    }
}

/// What stands behind a token; `None` for a token that proves nothing. Changes nothing.
pub fn see(desk: &Desk, token: &str) -> Result<Option<Sight>, WorkError> {
    let Some(id) = proved(desk, token) else { return Ok(None) };
    desk.read(move |desk, tx, now| {
        let Some(behind) = Behind::read(tx, id)? else { return Ok(None) };
        if !behind.is_open(now) {
            return Ok(Some(Sight::Closed(behind.as_closed())));
        }
        let controller = desk.controller(&behind.case.controller)?;
        let by_address = may_search_by_address(tx, &behind.case, behind.request.id)?;
        Ok(Some(Sight::Open(Question {
            controller: controller.id.clone(),
            reference: behind.case.reference.to_string(),
            title: behind.task.title.clone(),
            is_search: !behind.task.system.is_empty(),
            about: shown(controller, &behind.case, by_address, &behind.link.policy),
            until: local(behind.link.ends_at(), desk.terms(controller)?.zone),
        })))
    })
}

/// The identities that the policy names, as far as they are known.
fn shown(controller: &Controller, case: &Case, by_address: bool, policy: &LinkPolicy) -> Vec<(String, Personal)> {
    let known = known(case, by_address);
    let one = |name: &String| {
        let value = known.get(name.as_str()).filter(|value| !value.trim().is_empty())?;
        Some((label(controller, name), Personal::new(*value)))
    };
    policy.show.iter().filter_map(one).collect()
}

/// What people call an identity.
pub(in crate::workflow) fn label(controller: &Controller, name: &str) -> String {
    let own = controller.identifiers.iter().find(|known| known.name == name).map(|known| known.label.clone());
    own.unwrap_or_else(|| match name {
        "email" => "E-mail address".to_owned(),
        "phone" => "Telephone number".to_owned(),
        other => {
            let words = other.replace('_', " ");
            let mut letters = words.chars();
            letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
        }
    })
}
