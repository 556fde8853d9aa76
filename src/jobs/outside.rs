//! What jobs reach beyond the desk.

use std::sync::Arc;

use crate::ports::disclosure::Packager;
use crate::ports::high_water::HighWaterMark;
use crate::ports::incoming::Mailboxes;
use crate::ports::mailer::Mailer;
use crate::ports::receivers::Receivers;
use crate::ports::recipients::RecipientPrograms;
use crate::ports::systems::Systems;

/// The ways out. Cheap to clone.
#[derive(Clone)]
pub struct Outside {
    /// For mail.
    pub mailer: Arc<dyn Mailer>,
    /// To the shop's own systems.
    pub systems: Arc<dyn Systems>,
    /// To programs of recipients.
    pub recipients: Arc<dyn RecipientPrograms>,
    /// To programs of other controllers, which take packages straight.
    pub receivers: Arc<dyn Receivers>,
    /// Where mail arrives.
    pub mailboxes: Arc<dyn Mailboxes>,
    /// For answers.
    pub packager: Arc<dyn Packager>,
    /// Where it is written down that mail has left.
    pub mark: Arc<dyn HighWaterMark>,
}
