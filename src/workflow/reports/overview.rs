//! Everything that the page of reports shows, read in one go.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::domain::clock::words::long_date;
use crate::domain::complaint::Figures;
use crate::domain::controller::Controller;
use crate::domain::report::{
    Answered, Chart, Due, Grid, Kept, Numbers, Paces, StartBy, Window, by_company, by_right, complaints, due_days,
    kept, months, numbers, phases, stages, start_by, volumes,
};
use crate::domain::right::Right;
use crate::ports::store::Tx;
use crate::ports::store::reports::Scope;
use crate::workflow::complaints::counting::{Period, count};
use crate::workflow::{Desk, WorkError};

/// Days of history from which the own pace is learnt.
const LEARNT_FROM: u64 = 365;
/// So many waiting requests are looked at, and so many of them told.
const LOOKED_AT: i64 = 200;
const TOLD: usize = 8;

/// What a report is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The days of the answers; `None` for the ninety days up to today.
    pub window: Option<Window>,
    /// Whose requests, and which right.
    pub scope: Scope,
}

/// How the desk is doing.
#[derive(Clone, Debug)]
pub struct Overview {
    /// The days.
    pub window: Window,
    /// Whose requests, and which right.
    pub scope: Scope,
    /// The local day.
    pub today: NaiveDate,
    /// The controllers' names by id.
    pub names: BTreeMap<String, String>,
    /// The numbers of the window and of today.
    pub numbers: Numbers,
    /// The numbers of the same days a year before, for comparison.
    pub year_before: Numbers,
    /// The charts, in the order in which they are shown.
    pub charts: Vec<Chart>,
    /// Which requests to begin with, the most urgent first.
    pub start_by: Vec<StartBy>,
}

impl Overview {
    /// What is told of the requests to begin with, as a table.
    pub fn start_grid(&self) -> Grid {
        let grid = Grid::new(&["Start by", "Reference", "Company", "Right", "Due", "Days to reckon with"]);
        self.start_by.iter().fold(grid, |grid, next| {
            grid.row(vec![
                long_date(next.start),
                next.reference.clone(),
                self.name_of(&next.controller),
                next.right.name().to_owned(),
                long_date(next.due),
                next.pace.to_string(),
            ])
        })
    }

    /// A controller's name; one that has left the set-up is told by its id.
    pub fn name_of(&self, controller: &str) -> String {
        self.names.get(controller).cloned().unwrap_or_else(|| controller.to_owned())
    }

    /// "All companies", or the one.
    pub fn whose(&self) -> String {
        self.scope.controller.as_ref().map_or_else(|| "All companies".to_owned(), |id| self.name_of(id))
    }
}

/// What the register says.
struct Read {
    answered: Vec<Answered>,
    year_before: Vec<Answered>,
    learnt: Vec<Answered>,
    due: Vec<Due>,
    kept: Vec<Kept>,
    waiting: Vec<(String, String, Right, NaiveDate)>,
    charts: Vec<Chart>,
}

/// Reads how the desk is doing.
pub fn overview(desk: &Desk, asked: &Asked) -> Result<Overview, WorkError> {
    let first = desk.controllers.values().next().ok_or(WorkError::NoController)?;
    let today = desk.local_date(first, desk.clock.now())?;
    let window = asked.window.unwrap_or_else(|| Window::last_days(90, today));
    let names: BTreeMap<String, String> =
        desk.controllers.values().map(|own| (own.id.clone(), own.brand.clone())).collect();
    let known = |id: &String| names.contains_key(id);
    let zone = |own: &Controller| Some((own.id.clone(), desk.terms(own).ok()?.zone));
    let zones = desk.controllers.values().filter_map(zone).collect();
    let scope = Scope { controller: asked.scope.controller.clone().filter(known), right: asked.scope.right, zones };
    let own = scope.clone();
    let read = desk.read(move |_, tx, now| read(tx, &own, window, today, now))?;
    let Read { answered, year_before, learnt, due, kept: waits, waiting, mut charts } = read;
    charts.push(by_right(&answered));
    if scope.controller.is_none() && names.len() > 1 {
        charts.push(by_company(&answered, &names));
    }
    charts.push(due_days(&due, today));
    charts.push(complaints(&complained(desk, &scope, window)?));
    charts.push(kept(&waits, today));
    let mut start_by = start_by(waiting, &Paces::learnt(&learnt));
    start_by.truncate(TOLD);
    Ok(Overview {
        window,
        scope,
        today,
        numbers: numbers(&answered, &due, today),
        year_before: numbers(&year_before, &[], today),
        names,
        charts,
        start_by,
    })
}

fn read(
    tx: &mut dyn Tx,
    scope: &Scope,
    window: Window,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Read, WorkError> {
    let year = window.year_of_months();
    let by_day = tx.answered_by_day(scope, year)?;
    let received = tx.received_by_day(scope, year)?;
    let erasures = scope.right.is_none_or(|right| right == Right::Erasure);
    let charts = vec![
        phases(&tx.open_by_age(scope, now)?),
        stages(&tx.stage_time(scope, window)?),
        months(year, &by_day),
        volumes(year, &received, &by_day),
    ];
    let history = Window::new(today.checked_sub_days(Days::new(LEARNT_FROM)).unwrap_or(today), today);
    Ok(Read {
        answered: tx.answered(scope, window)?,
        year_before: tx.answered(scope, window.year_before())?,
        learnt: tx.answered(scope, history)?,
        due: tx.open_by_due(scope)?,
        kept: if erasures { tx.kept_by_day(scope)? } else { Vec::new() },
        waiting: tx.waiting(scope, LOOKED_AT)?,
        charts,
    })
}

fn complained(desk: &Desk, scope: &Scope, window: Window) -> Result<Vec<(String, Figures)>, WorkError> {
    let counted = count(desk, Period { from: window.from, until: window.to })?;
    let own = counted.into_iter().filter(|one| scope.controller.as_ref().is_none_or(|id| *id == one.controller));
    Ok(own.map(|one| (one.brand, one.figures)).collect())
}
