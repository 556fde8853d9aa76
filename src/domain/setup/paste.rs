//! What a shop puts on its own site: the paragraph for its policy, and a link that leads to the form.

use super::super::controller::Controller;

/// Words and a link, ready to be pasted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pasteable {
    /// The paragraph for the policy, as text.
    pub paragraph: String,
    /// A link for the site's footer, as HTML. It needs no script and loads nothing.
    pub snippet: String,
}

/// The paragraph and the link. `form` and `complain` are the addresses of the two pages, with scheme.
pub fn pasteable(controller: &Controller, form: &str, complain: &str) -> Pasteable {
    let complain = controller.letters.complain.as_deref().unwrap_or(complain);
    let parts = [how_to_ask(controller, form), time_limit(controller), complaint(controller, complain)];
    Pasteable { paragraph: parts.join("\n\n"), snippet: snippet(form) }
}

fn how_to_ask(controller: &Controller, form: &str) -> String {
    let contact = &controller.contact;
    let post = if contact.post.is_empty() { String::new() } else { format!(" or to {}", contact.post.join(", ")) };
    let phone = contact.phone.as_ref().map(|phone| format!(", or call {phone}")).unwrap_or_default();
    let ways = format!("Use the form at {form}, or write to {}{post}{phone}", contact.email);
    format!(
        "Your rights over your data. You can ask us for a copy of the data we hold about you, to correct it, to erase it, to limit \
         what we do with it, to give it to you in a form that you can take elsewhere, and to stop using it. You can stop marketing \
         and take back a consent at any time. {ways}. You can ask in your own words; it costs nothing. To be sure that we give data \
         only to the right person we may ask for something that only you would know, and for no more than we need."
    )
}

/// The limit of the usual law of the company.
fn time_limit(controller: &Controller) -> String {
    match controller.regimes.first().map(String::as_str) {
        Some("uk-gdpr" | "eu-gdpr") => {
            "When we answer. We answer without undue delay and at the latest one month after we receive your request. If a request is \
             complex, or if you have sent us several, we may need up to two months more; we then tell you within the first month \
             and say why. We stop marketing as soon as you ask."
        }
        _ => "When we answer. We confirm that we have your request, tell you the date by which we will answer, and keep to the limit of the law.",
    }
    .to_owned()
}

fn complaint(controller: &Controller, complain: &str) -> String {
    let regulator = &controller.regulator;
    let own = if controller.regimes.iter().any(|regime| regime == "uk-gdpr") {
        "You can complain to us about how we use your data (section 164A of the Data Protection Act 2018). We confirm within 30 days that \
         we have your complaint, look into it without undue delay, and tell you the outcome."
    } else {
        "You can complain to us about how we use your data. We confirm that we have your complaint, look into it, and tell you the outcome."
    };
    format!(
        "If you are not happy. {own} Use the form at {complain} or write to {}. You can also complain to {}: {}.",
        controller.contact.email,
        regulator.spoken_name(),
        regulator.url
    )
}

fn snippet(form: &str) -> String {
    format!("<a href=\"{}\" rel=\"privacy-policy\">Your data: ask for a copy, correct or erase it</a>", escaped(form))
}

/// An address inside a quoted attribute.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
