//! What the console needs besides the desk, and opening it.

use std::fmt;
use std::sync::Arc;

use actix_web::web::{Data, ServiceConfig};

use super::routes::configure;
use crate::ports::post::PostRoom;
use crate::ports::redaction::Redactor;
use crate::ports::systems::Systems;
use crate::workflow::signing_in::StaffDoor;

/// What the staff's door needs besides the desk.
#[derive(Clone)]
pub struct ConsoleDoor {
    /// The desk with passwords and the rules of sessions.
    pub door: StaffDoor,
    /// The data maps, for the plain names of what was found.
    pub systems: Arc<dyn Systems>,
    /// Looks into documents and makes redacted copies.
    pub redactor: Arc<dyn Redactor>,
    /// The ways of mail: what the settings file says, and trying others.
    pub post: Arc<dyn PostRoom>,
}

impl fmt::Debug for ConsoleDoor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ConsoleDoor").field("rules", &self.door.rules).finish_non_exhaustive()
    }
}

/// Opens the console, if there is to be one.
pub fn open(config: &mut ServiceConfig, console: Option<ConsoleDoor>) {
    if let Some(ConsoleDoor { door, systems, redactor, post }) = console {
        config
            .app_data(Data::new(door))
            .app_data(Data::from(systems))
            .app_data(Data::from(redactor))
            .app_data(Data::from(post));
        configure(config);
    }
}
