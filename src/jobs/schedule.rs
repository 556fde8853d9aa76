//! The tick: rings the bell at a steady pace, in UTC, and nothing else. What is due is decided by rows and by the clock,
//! so that a missed or a doubled tick changes nothing.

use std::time::Duration;

use tokio_cron_scheduler::{Job, JobScheduler, JobSchedulerError};

use super::Bell;

/// A running tick.
pub struct Schedule(JobScheduler);

/// The tick could not be started or stopped.
#[derive(Debug, thiserror::Error)]
#[error("the tick could not be started or stopped")]
pub struct ScheduleError(#[from] JobSchedulerError);

impl Schedule {
    /// Starts ringing.
    pub async fn start(bell: Bell, every: Duration) -> Result<Self, ScheduleError> {
        let scheduler = JobScheduler::new().await?;
        scheduler.add(Job::new_repeated(every, move |_, _| bell.ring())?).await?;
        scheduler.start().await?;
        Ok(Self(scheduler))
    }

    /// Stops ringing.
    pub async fn stop(mut self) -> Result<(), ScheduleError> {
        Ok(self.0.shutdown().await?)
    }
}
