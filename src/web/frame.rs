//! What surrounds every public page: brand, help, footer.

use std::sync::Arc;

use super::assets::logo_path;
use super::said::Said;
use super::speech::Speech;
use super::theme::Theme;
use crate::domain::controller::{Controller, Regulator};
use crate::domain::disclosure::registration;
use crate::domain::language::Language;
use crate::workflow::notices::complaint_path;

/// The frame of a public page.
#[derive(Clone, Debug)]
pub struct FrameView {
    /// The name at the head.
    pub brand: String,
    /// Its first letter, in the seal.
    pub seal: String,
    /// Its logo, which then stands in the place of seal and name: where it is, and how wide and high it is shown.
    pub logo: Option<(String, u32, u32)>,
    /// Where the brand leads.
    pub home: String,
    /// The word beside it.
    pub aside: String,
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
    /// The language's tag, for the page.
    pub tag: String,
    /// The other languages there are, for the links that switch.
    pub others: Vec<OtherView>,
    language: Arc<Language>,
}

/// A language that the page could be read in.
#[derive(Clone, Debug)]
pub struct OtherView {
    /// Its code.
    pub code: String,
    /// Its tag.
    pub tag: String,
    /// Its name in itself.
    pub name: String,
}

impl FrameView {
    /// For a controller's own pages.
    pub fn of(controller: &Controller, speech: &Speech) -> Self {
        let language = Arc::clone(&speech.language);
        let accent = controller.accent.as_deref().and_then(Theme::of);
        Self {
            brand: controller.brand.clone(),
            seal: controller.brand.chars().take(1).collect(),
            logo: controller.logo.as_ref().map(|logo| {
                let (width, height) = logo.shown();
                (logo_path(&controller.id, logo), width, height)
            }),
            home: format!("/r/{}", controller.id),
            aside: language.text("frame.aside"),
            contact: Some(controller.contact.email.clone()),
            imprint: Some(imprint(controller, &language)),
            privacy: controller.policy.url.clone(),
            complain: Some(complaint_path(controller)),
            theme: accent.map(|_| format!("/assets/theme/{}.css", controller.id)),
            tag: language.tag(),
            others: others(speech),
            language,
        }
    }

    /// For pages that belong to no controller.
    pub fn of_the_desk(speech: &Speech) -> Self {
        let language = Arc::clone(&speech.language);
        Self {
            brand: language.text("frame.desk"),
            seal: "D".to_owned(),
            logo: None,
            home: "/".to_owned(),
            aside: String::new(),
            contact: None,
            imprint: None,
            privacy: None,
            complain: None,
            theme: None,
            tag: language.tag(),
            others: others(speech),
            language,
        }
    }

    /// Begins to say something in the page's language.
    pub fn say(&self, key: &str) -> Said<'_> {
        Said::new(self.language.say(key))
    }

    /// A text without slots.
    pub fn text(&self, key: &str) -> String {
        self.language.text(key)
    }

    /// A text about a number of things.
    pub fn count(&self, key: &str, n: &usize) -> String {
        self.language.count(key, i64::try_from(*n).unwrap_or(i64::MAX))
    }

    /// Writes to the controller.
    pub fn mailto(&self) -> String {
        format!("mailto:{}", self.contact.as_deref().unwrap_or_default())
    }

    /// Calls a number.
    pub fn tel(&self, phone: &str) -> String {
        format!("tel:{}", phone.replace(' ', ""))
    }

    /// The authority in the middle of a sentence.
    pub fn authority(&self, regulator: &Regulator) -> String {
        self.language.say("frame.authority").with("name", regulator.bare_name()).plain()
    }
}

fn others(speech: &Speech) -> Vec<OtherView> {
    let others = speech.others.iter();
    others.map(|other| OtherView { code: other.code().to_owned(), tag: other.tag(), name: other.name() }).collect()
}

/// "Justroo, company number 17080224, registered in England and Wales".
fn imprint(controller: &Controller, language: &Language) -> String {
    let mut parts = vec![controller.legal_name().to_owned()];
    parts.extend(registration(controller, language));
    parts.join(", ")
}
