//! The way from an empty desk to the first request: what is done, what comes next, each found from the facts.

use crate::domain::access::Permission;
use crate::web::console::shown::{capital, count};
use crate::workflow::companies::trial::{Trial, trial};
use crate::workflow::office::kept_way;
use crate::workflow::{Desk, WorkError};

/// Where mail is set up.
pub const MAIL: &str = "/console/mail";

/// A step of the first start.
#[derive(Clone, Debug)]
pub struct StepView {
    /// What to do.
    pub title: &'static str,
    /// How it stands, or how it is done.
    pub words: String,
    /// Where it is done.
    pub href: &'static str,
    /// What one must be allowed for it.
    pub needs: Permission,
    /// Whether it is done.
    pub done: bool,
    /// Whether it is the next one.
    pub now: bool,
}

/// What the steps look at.
struct Standing {
    companies: usize,
    mapped: usize,
    systems: usize,
    approve: usize,
    solo: bool,
    tried: bool,
    server: Option<String>,
    watched: Vec<String>,
}

/// The way from an empty desk to the first request, in order.
pub fn steps(desk: &Desk) -> Result<Vec<StepView>, WorkError> {
    let at = standing(desk)?;
    let mut steps = vec![policy(&at), mailbox(&at), data(&at), team(&at), test(&at)];
    if let Some(next) = steps.iter_mut().find(|step| !step.done) {
        next.now = true;
    }
    Ok(steps)
}

fn standing(desk: &Desk) -> Result<Standing, WorkError> {
    let (staff, cases, tried, kept, systems) = desk.read(|_, tx, _| {
        let open = tx.open_requests(None, 2)?.len();
        Ok((tx.all_staff()?, open, trial(tx)?, kept_way(tx)?, tx.system_settings()?.len()))
    })?;
    Ok(Standing {
        companies: desk.controllers.len(),
        mapped: desk.controllers.values().filter(|company| !company.datamaps.is_empty()).count(),
        systems,
        approve: staff.iter().filter(|one| one.active && one.role.may(Permission::Approve)).count(),
        solo: desk.is_solo(),
        // A test that still runs is an open request, too, and the only one on an empty desk.
        tried: tried == Trial::Done || cases > usize::from(tried != Trial::NotBegun),
        server: kept.map(|way| way.server.host).or_else(|| desk.settings.sends_by.clone()),
        watched: desk.watched(),
    })
}

fn policy(at: &Standing) -> StepView {
    let words = match at.companies {
        0 => "Paste it: it is read on this machine, by rules, and nothing is sent anywhere. Your company and its form come from it.".to_owned(),
        n => format!("{} set up.", capital(&count(n, "company is", "companies are"))),
    };
    step("Read the privacy policy", words, "/console/policies/new", Permission::WriteCompanies, at.companies > 0)
}

fn mailbox(at: &Standing) -> StepView {
    let leaves = match &at.server {
        Some(host) => format!("Letters leave through {host}."),
        None => "Letters are written into a folder, and nobody receives them. Name your provider’s server, try it, and send yourself a \
                 test letter."
            .to_owned(),
    };
    let arrives = match at.watched.as_slice() {
        [] => "What arrives is pasted into the inbox until a mailbox is watched.".to_owned(),
        watched => format!("Watched for what arrives: {}.", watched.join(", ")),
    };
    let words = format!("{leaves} {arrives}");
    step("Connect the mailbox", words, MAIL, Permission::ConnectSystems, at.server.is_some())
}

fn data(at: &Standing) -> StepView {
    let by_hand = "Without one, colleagues look by hand.";
    let done = at.companies > 0 && at.mapped == at.companies;
    let (href, needs, words) = match (done, at.systems) {
        (true, _) => ("/console/maps", Permission::SeeCases, mapped(at)),
        (false, 0) => (
            "/console/systems",
            Permission::ConnectSystems,
            format!("Connect the shop first; then a data map is proposed from its tables. {by_hand}"),
        ),
        (false, _) => (
            "/console/maps",
            Permission::WriteCompanies,
            format!("Propose a data map from a connected system, then name it in the company’s settings. {by_hand}"),
        ),
    };
    step("Say where data is kept", words, href, needs, done)
}

fn mapped(at: &Standing) -> String {
    match at.companies {
        1 => "Your company has a data map.".to_owned(),
        n => format!("All {n} companies have a data map."),
    }
}

/// An administrator takes requests in and approves nothing; an answer needs the eyes of another who may.
fn team(at: &Standing) -> StepView {
    let able = capital(&count(at.approve, "person can", "people can"));
    let words = match (at.approve, at.solo) {
        (0, _) => "Nobody can approve an answer yet. An administrator sets up and takes requests in; a reviewer or data protection lead \
                   decides what goes out. Add one. Who is alone adds that account for themselves, and chooses solo under Who approves."
            .to_owned(),
        (_, true) => format!("{able} approve, also what they gathered themselves (solo), and take that back for some hours."),
        (_, false) => format!("{able} approve what somebody else gathered."),
    };
    step("Invite a second person", words, "/console/staff", Permission::ManageStaff, at.approve > 0)
}

fn test(at: &Standing) -> StepView {
    let words = "A real one, to your own address. Follow it through, then clear it away.".to_owned();
    step("Send yourself a test request", words, "/console/start#trial", Permission::WriteCompanies, at.tried)
}

const fn step(title: &'static str, words: String, href: &'static str, needs: Permission, done: bool) -> StepView {
    StepView { title, words, href, needs, done, now: false }
}
