//! Which systems a request is searched in, written down before the first is asked.

use chrono::{DateTime, Utc};

use crate::domain::controller::Controller;
use crate::domain::datamap::{DataMap, System};
use crate::domain::ids::TaskId;
use crate::domain::outside::Ask;
use crate::domain::request::{Actor, Request};
use crate::domain::right::Right;
use crate::domain::task_link::LinkPolicy;
use crate::ports::store::Tx;
use crate::ports::store::findings::{Gathering, SystemState};
use crate::ports::store::tasks::Task;
use crate::ports::systems::Systems;
use crate::workflow::task_links::{Errand, send_in};
use crate::workflow::{Desk, WorkError};

/// The system of a controller that has no data map: its colleagues look wherever they keep records.
const UNMAPPED: &str = "records";

/// A system that will be searched, as far as the plan must know it.
#[derive(Clone, Debug)]
pub(super) struct Planned {
    pub(super) system: String,
    pub(super) title: String,
    pub(super) asked: Asked,
}

/// Who is asked.
#[derive(Clone, Debug)]
pub(super) enum Asked {
    /// The system itself.
    Connector,
    /// A colleague, with what they are asked to do; by a mailed link where they have no account.
    Colleague(String, Option<LinkPolicy>),
    /// Nobody yet: the map is missing.
    Nobody(String),
}

/// Whether a right needs copies of the person's rows. To stop a use of data, or to take a consent back, nobody has to read them.
pub(super) const fn needs_findings(right: Right) -> bool {
    !matches!(right, Right::Objection | Right::ConsentWithdrawal)
}

/// The systems of a controller, in the order of its maps.
pub(super) fn systems_of(controller: &Controller, systems: &dyn Systems) -> Vec<Planned> {
    let mut planned: Vec<Planned> = Vec::new();
    for name in &controller.datamaps {
        match systems.map(name) {
            Some(map) => planned.extend(map.systems.iter().map(|system| planned_system(system, systems))),
            None => planned.push(Planned {
                system: name.clone(),
                title: name.clone(),
                asked: Asked::Nobody(format!(
                    "The data map {name} is not there. Ask your administrator to put it in place, then ask again."
                )),
            }),
        }
    }
    if planned.is_empty() {
        let task = Ask::LookEverywhere.title(&controller.brand);
        planned.push(Planned {
            system: UNMAPPED.into(),
            title: "Our records".into(),
            asked: Asked::Colleague(task, None),
        });
    }
    planned
}

fn planned_system(system: &System, systems: &dyn Systems) -> Planned {
    let asked = match &system.rightsdesk.manual {
        Some(manual) => {
            let link = systems.link(&system.key).or_else(|| manual.link.clone());
            Asked::Colleague(format!("{}: {}", manual.ask, manual.instructions), link)
        }
        None if systems.is_manual(&system.key) => {
            Asked::Colleague(Ask::Look.title(system.label()), systems.link(&system.key))
        }
        None => Asked::Connector,
    };
    Planned { system: system.key.clone(), title: system.label().to_owned(), asked }
}

/// Whether the engine can ask this system by itself.
pub(in crate::workflow) fn is_asked_by_engine(map: &DataMap, system: &str, systems: &dyn Systems) -> bool {
    let manual = map.system(system).is_none_or(|system| system.rightsdesk.manual.is_some());
    !manual && !systems.is_manual(system)
}

/// Writes down what is not written down yet. Repeating it changes nothing.
pub(super) fn write_plan(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    planned: &[Planned],
) -> Result<(), WorkError> {
    let written = tx.gatherings(request.id)?;
    for part in planned {
        if written.iter().any(|known| known.system == part.system && known.state != SystemState::Waiting) {
            continue;
        }
        let (state, message) = match &part.asked {
            Asked::Connector if written.iter().any(|known| known.system == part.system) => continue,
            Asked::Connector => (SystemState::Waiting, None),
            Asked::Colleague(..) => {
                (SystemState::NeedsPerson, Some("A colleague must look here: answer the task.".to_owned()))
            }
            Asked::Nobody(message) => (SystemState::NeedsPerson, Some(message.clone())),
        };
        tx.put_gathering(&Gathering {
            request: request.id,
            system: part.system.clone(),
            title: part.title.clone(),
            state,
            rows: 0,
            attempts: 0,
            message,
            frontier: None,
            updated_at: now,
        })?;
        if let Asked::Colleague(title, link) = &part.asked {
            ask_colleague(desk, tx, now, request, &part.system, title, link.clone())?;
        }
    }
    Ok(())
}

fn ask_colleague(
    desk: &Desk,
    tx: &mut dyn Tx,
    now: DateTime<Utc>,
    request: &Request,
    system: &str,
    title: &str,
    link: Option<LinkPolicy>,
) -> Result<(), WorkError> {
    let same = |task: &Task| task.request == request.id && task.system == system;
    if tx.tasks_of(request.case)?.iter().any(same) {
        return Ok(());
    }
    let task = Task {
        id: TaskId::new(now, desk.entropy.bytes10()),
        case: request.case,
        request: request.id,
        system: system.to_owned(),
        title: title.to_owned(),
        answer: None,
        made_at: now,
    };
    tx.add_task(&task)?;
    let Some(policy) = link else { return Ok(()) };
    let case = tx.case(request.case)?;
    let errand = Errand { case: &case, request, task: &task, system, actor: Actor::System };
    send_in(desk, tx, now, &errand, policy).map(drop)
}

/// Forgets how far the systems are, so that a new search asks them all from the beginning. What colleagues have answered
/// stays answered, and what was left out with a reason stays left out. It goes by the data maps that are in force then.
pub(in crate::workflow) fn start_over(tx: &mut dyn Tx, now: DateTime<Utc>, request: &Request) -> Result<(), WorkError> {
    tx.unpin_maps(request.id)?;
    let tasks = tx.tasks_of(request.case)?;
    for part in tx.gatherings(request.id)? {
        let by_colleague = tasks.iter().any(|task| task.request == request.id && task.system == part.system);
        if by_colleague || part.state == SystemState::Skipped {
            continue;
        }
        tx.clear_findings(request.id, &part.system)?;
        let fresh =
            Gathering { state: SystemState::Waiting, rows: 0, message: None, frontier: None, updated_at: now, ..part };
        tx.put_gathering(&fresh)?;
    }
    Ok(())
}
