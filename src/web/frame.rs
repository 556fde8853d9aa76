//! What surrounds every public page: brand, help, footer.

use super::theme::Theme;
use crate::domain::controller::Controller;
use crate::workflow::notices::complaint_path;

/// The frame of a public page.
#[derive(Clone, Debug)]
pub struct FrameView {
    /// The name at the head.
    pub brand: String,
    /// Its first letter, in the seal.
    pub seal: String,
    /// Where the brand leads.
    pub home: String,
    /// The word beside it.
    pub aside: &'static str,
    /// The controller's mailbox, where there is one controller.
    pub contact: Option<String>,
    /// Who answers, at the foot.
    pub imprint: Option<String>,
    /// The privacy notice.
    pub privacy: Option<String>,
    /// Where to complain to the controller.
    pub complain: Option<String>,
    /// The accent's style sheet.
    pub theme: Option<String>,
}

impl FrameView {
    /// For a controller's own pages.
    pub fn of(controller: &Controller) -> Self {
        let accent = controller.accent.as_deref().and_then(Theme::of);
        Self {
            brand: controller.brand.clone(),
            seal: controller.brand.chars().take(1).collect(),
            home: format!("/r/{}", controller.id),
            aside: "Your personal data",
            contact: Some(controller.contact.email.clone()),
            imprint: Some(imprint(controller)),
            privacy: controller.policy.url.clone(),
            complain: Some(complaint_path(controller)),
            theme: accent.map(|_| format!("/assets/theme/{}.css", controller.id)),
        }
    }

    /// For pages that belong to no controller.
    pub fn of_the_desk() -> Self {
        Self {
            brand: "Personal data desk".to_owned(),
            seal: "D".to_owned(),
            home: "/".to_owned(),
            aside: "",
            contact: None,
            imprint: None,
            privacy: None,
            complain: None,
            theme: None,
        }
    }
}

/// "Justroo, company number 17080224, registered in England and Wales".
fn imprint(controller: &Controller) -> String {
    let mut parts = vec![controller.legal_name().to_owned()];
    parts.extend(controller.legal.company_number.as_ref().map(|number| format!("company number {number}")));
    parts.extend(controller.legal.seat.as_ref().map(|seat| format!("registered in {seat}")));
    parts.join(", ")
}
