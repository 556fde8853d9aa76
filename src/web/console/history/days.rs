//! The stream by days, where the same call to several colleagues is one line.

use chrono_tz::Tz;

use super::stream::HappenedView;
use crate::domain::clock::words::weekday_date;
use crate::workflow::casefile::CaseFile;

/// The lines of one day.
#[derive(Clone, Debug)]
pub struct DayView {
    /// "Today, Monday 23 November 2026".
    pub name: String,
    /// The lines, the newest first.
    pub lines: Vec<HappenedView>,
}

impl DayView {
    /// The same call to several colleagues is told once.
    fn add(&mut self, line: HappenedView) {
        let same = |known: &&mut HappenedView| {
            (known.colleagues > 0, &known.who, &known.what, &known.foot) == (true, &line.who, &line.what, &line.foot)
        };
        match self.lines.iter_mut().find(same) {
            Some(known) if line.colleagues > 0 => known.colleagues += 1,
            _ => self.lines.push(line),
        }
    }
}

/// Lines by day.
pub fn by_day(lines: Vec<HappenedView>, file: &CaseFile, zone: Tz) -> Vec<DayView> {
    let mut days: Vec<DayView> = Vec::new();
    for line in lines {
        let date = line.at.with_timezone(&zone).date_naive();
        let name = weekday_date(date);
        let name = if date == file.today { format!("Today, {name}") } else { name };
        match days.last_mut().filter(|day| day.name == name) {
            Some(day) => day.add(line),
            None => days.push(DayView { name, lines: vec![line] }),
        }
    }
    days
}
