//! What would happen to each case, before anything does.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};

use super::book::wrong;
use super::known::{StepWords, offers};
use crate::domain::access::Permission;
use crate::domain::case::{Case, Reference};
use crate::domain::ids::StaffId;
use crate::domain::keyed::keyed_hash;
use crate::domain::macros::{Hindrance, MacroStep, Outlook, Reach, Standing, check_steps, plan};
use crate::domain::notice::NoticeKind;
use crate::domain::personal::Personal;
use crate::domain::request::{Actor, CommandKind};
use crate::ports::letters::Written;
use crate::ports::store::{StoreError, Tx};
use crate::workflow::assignment::must;
use crate::workflow::casefile::{CaseFile, read_case};
use crate::workflow::replies::{filled, preview_in};
use crate::workflow::secrets::hex;
use crate::workflow::{Desk, WorkError};

/// Cases that can be chosen at once: a page of the queue.
pub const MOST: usize = 50;
/// Macros write to an address once in this time, whatever its cases are.
pub(super) const QUIET: TimeDelta = TimeDelta::hours(1);

/// One step of one case.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it is.
    pub words: String,
    /// What it comes to.
    pub outlook: Outlook,
    /// The letter as it would arrive, where the step sends one.
    pub letter: Option<Written>,
}

/// What would happen to one case.
#[derive(Clone, Debug)]
pub struct PlannedCase {
    /// The case.
    pub case: Case,
    /// Whether it is masked for whoever would do it: what its letters say is not shown to them.
    pub masked: bool,
    /// Step by step.
    pub steps: Vec<Planned>,
}

/// Says for every case what the steps would come to. References that are none are left out.
pub fn plan_for(
    desk: &Desk,
    actor: Actor,
    references: &[Reference],
    steps: &[MacroStep],
) -> Result<Vec<PlannedCase>, WorkError> {
    let me = allowed(actor)?;
    check_steps(steps).map_err(wrong)?;
    let (references, steps): (Vec<Reference>, _) = (references.iter().take(MOST).cloned().collect(), steps.to_vec());
    desk.read(move |desk, tx, now| {
        let words = StepWords::read(tx)?;
        let offers = offers(desk, tx, now, &words)?;
        let mut addressed = BTreeSet::new();
        let mut planned = Vec::new();
        for reference in references {
            let Some(case) = tx.case_by_reference(&reference)? else { continue };
            let file = read_case(desk, tx, now, actor, case)?;
            let mut standing = standing(desk, tx, &file, me)?;
            // Two cases of one person get one letter: the second is told so now and not when it is too late.
            if standing.reach == Reach::Ready && addressed.contains(&address(&file.case)) {
                standing.reach = Reach::WrittenLately;
            }
            let outlooks = plan(&steps, &standing, &offers);
            let seen = Seen { desk, now, file: &file, words: &words };
            let lines = steps.iter().zip(outlooks).map(|(step, outlook)| seen.step(tx, step, outlook));
            let lines = lines.collect::<Result<Vec<_>, _>>()?;
            if lines.iter().any(|line| line.letter.is_some()) {
                addressed.insert(address(&file.case));
            }
            planned.push(PlannedCase { masked: file.masked, case: file.case, steps: lines });
        }
        Ok(planned)
    })
}

/// Whoever may use macros.
pub(super) fn allowed(actor: Actor) -> Result<StaffId, WorkError> {
    must(actor, Permission::HandleCases)?;
    actor.staff().ok_or(WorkError::NotAllowed(Permission::HandleCases.words()))
}

/// A case as it stands.
pub(super) fn standing(desk: &Desk, tx: &mut dyn Tx, file: &CaseFile, me: StaffId) -> Result<Standing, WorkError> {
    let case = &file.case;
    let replied = |since: DateTime<Utc>| {
        file.mails.iter().any(|mail| mail.kind == NoticeKind::Message.code() && mail.queued_at > since)
    };
    Ok(Standing {
        me,
        is_open: file.requests.iter().any(|part| part.request.state.is_open()),
        owner: case.owner,
        team: file.together.team,
        tags: file.together.tags.iter().cloned().collect(),
        watching: file.together.watchers.contains(&me),
        reach: if !case.is_reachable() {
            Reach::Nowhere
        } else if replied(file.now - QUIET) || tx.counted(&letter_key(desk, case), file.now)? > 0 {
            Reach::WrittenLately
        } else {
            Reach::Ready
        },
        identity: not_askable(file),
    })
}

/// Why none of the requests can be asked for proof; of several reasons the first.
fn not_askable(file: &CaseFile) -> Option<String> {
    let choices = file.requests.iter().flat_map(|part| &part.choices);
    let asking = choices.filter(|(kind, _)| *kind == CommandKind::AskIdentity);
    let refusals: Vec<Option<String>> =
        asking.map(|(_, refused)| refused.as_ref().map(|no| sentence(&no.why.to_string()))).collect();
    match refusals.first() {
        None => Some("There is no request that identity could be asked for.".to_owned()),
        Some(_) if refusals.iter().any(Option::is_none) => None,
        Some(first) => first.clone(),
    }
}

/// A reason of the rules as a sentence.
pub(super) fn sentence(words: &str) -> String {
    let mut letters = words.trim_end_matches('.').chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", letters.as_str())
}

/// What letters of macros to an address are counted under, without the address.
pub(super) fn letter_key(desk: &Desk, case: &Case) -> String {
    format!("macro_letter:{}", hex(&keyed_hash(&desk.settings.pepper, &[b"macro_letter", address(case).as_bytes()])))
}

fn address(case: &Case) -> String {
    case.requester.email.reveal().to_lowercase()
}

/// The words of a text for a case.
pub(super) fn letter_text(
    desk: &Desk,
    file: &CaseFile,
    words: &StepWords,
    step: &MacroStep,
) -> Result<Option<Personal>, WorkError> {
    let (MacroStep::Letter { text: id } | MacroStep::Reply { text: id }) = step else { return Ok(None) };
    let text = words.texts().iter().find(|text| text.id == *id).ok_or(StoreError::NotFound)?;
    let brand = &desk.controller(&file.case.controller)?.brand;
    Ok(Some(Personal::new(filled(&text.body, file, brand))))
}

/// A case that is being planned for.
struct Seen<'a> {
    desk: &'a Desk,
    now: DateTime<Utc>,
    file: &'a CaseFile,
    words: &'a StepWords,
}

impl Seen<'_> {
    /// A letter that cannot be written is found out here, and not when it is sent.
    fn step(&self, tx: &mut dyn Tx, step: &MacroStep, outlook: Outlook) -> Result<Planned, WorkError> {
        let words = self.words.of(step);
        if outlook != Outlook::Will || !matches!(step, MacroStep::Letter { .. }) {
            return Ok(Planned { words, outlook, letter: None });
        }
        let text = letter_text(self.desk, self.file, self.words, step)?.unwrap_or_default();
        match preview_in(self.desk, tx, self.now, &self.file.case, &text) {
            Ok(letter) => Ok(Planned { words, outlook, letter: Some(letter) }),
            Err(WorkError::Letter(why)) => {
                let outlook = Outlook::Cannot(Hindrance::Failed(sentence(&why.to_string())));
                Ok(Planned { words, outlook, letter: None })
            }
            Err(other) => Err(other),
        }
    }
}
