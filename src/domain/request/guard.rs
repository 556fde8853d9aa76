//! What must hold beyond state and role before a command is carried out.

use super::Request;
use super::command::{Actor, Command, CommandKind, Context, ExtensionGround};
use super::complexity::ComplexityFactor;
use super::ground::{RefusalGround, exemption_fits};
use super::outcome::{Deed, Outcome, alters_data, tells_recipients};
use super::refusal::Why;
use super::state::State;
use super::weighing::WeighsMore;
use crate::domain::amendment::Amending;
use crate::domain::case::EmailAddress;
use crate::domain::clock::{Question, reckon};
use crate::domain::disclosure::Exemption;
use crate::domain::erasure::{Stage, Standing};
use crate::domain::notice::{RecipientAct, RecipientsTold};
use crate::domain::right::Right;
use crate::domain::telling::TellingState;

/// What must hold beyond state and role, as far as it can be known without the command's data.
pub(super) fn guard(request: &Request, kind: CommandKind, context: &Context<'_>) -> Result<(), Why> {
    match kind {
        CommandKind::Lift => guard_lifting(request, context),
        _ if context.emptied => Err(Why::ContentsDestroyed),
        CommandKind::FinishGathering if context.unanswered_systems > 0 => {
            Err(Why::SystemsUnanswered(context.unanswered_systems))
        }
        CommandKind::Approve if !fee_open(request) => guard_approval(request, context),
        CommandKind::AskAuthority if !context.on_behalf => Err(Why::NoAgent),
        CommandKind::Weigh if request.right != Right::Objection || request.direct_marketing => Err(Why::NothingToWeigh),
        CommandKind::TakeBackApproval => guard_taking_back(request, context),
        CommandKind::Fulfil if request.not_before.is_some_and(|until| context.at < until) => Err(Why::CoolOffRunning),
        CommandKind::Fulfil if context.open_tasks > 0 => Err(Why::TasksOpen(context.open_tasks)),
        CommandKind::Fulfil => guard_proof(context.erasure)
            .and_then(|()| guard_amendments(context.amending))
            .and_then(|()| guard_recipients(context)),
        CommandKind::Refuse | CommandKind::ConfirmRefusal
            if request.right == Right::Objection && request.direct_marketing =>
        {
            Err(Why::MarketingAlwaysStops)
        }
        CommandKind::FinishGathering | CommandKind::Approve if fee_open(request) => Err(Why::FeeOpen),
        CommandKind::Extend => guard_extension(request, context),
        CommandKind::AskFee if request.history.fee.is_some() => Err(Why::FeeAlreadyAsked),
        CommandKind::RecordFee if !fee_open(request) => Err(Why::NoFeeOpen),
        CommandKind::Lapse if !awaits_the_person(request) => Err(Why::NothingAwaited),
        CommandKind::ConfirmRefusal => guard_silence(context),
        CommandKind::AnnounceLifting if request.right != Right::Restriction => Err(Why::NotARestriction),
        CommandKind::TellRecipient | CommandKind::ListRecipients => guard_telling(request, kind, context),
        _ => Ok(()),
    }
}

fn guard_approval(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if context.undecided_findings > 0 {
        return Err(Why::FindingsUndecided(context.undecided_findings));
    }
    guard_change(request, context)?;
    if context.weighed.is_some_and(|weighing| weighing.outcome == WeighsMore::Company) {
        return Err(Why::WeighedOtherwise);
    }
    if context.actor.staff().is_some_and(|who| context.silenced_by.contains(&who)) {
        return Err(Why::SilenceNeedsSecondPerson);
    }
    let own_work = request.gathered_by.is_some() && request.gathered_by == context.actor.staff();
    let own_decision = context.actor.staff().is_some_and(|who| context.decided_by.contains(&who));
    if (own_work || own_decision) && !context.solo { Err(Why::NeedsSecondPerson) } else { Ok(()) }
}

/// Whatever changes the data waits for the copy (Data Protection Act 2018, section 173), an erasure for the end of a legal
/// hold and for a plan that can be carried out.
fn guard_change(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if context.copy_outstanding && alters_data(request.right) {
        return Err(if request.right == Right::Erasure { Why::CopyFirst } else { Why::CopyBeforeChange });
    }
    if request.right != Right::Erasure {
        return if context.amending == Amending::Remains { Err(Why::AmendmentsRemain) } else { Ok(()) };
    }
    if context.on_hold {
        return Err(Why::OnHold);
    }
    match context.erasure {
        Standing::Planned { stage: Stage::Planning, .. } => Err(Why::PlanMissing),
        Standing::Planned { obstacles, .. } if obstacles > 0 => Err(Why::PlanBlocked(obstacles)),
        _ => Ok(()),
    }
}

/// While it can be taken back nothing has happened; later only the program itself puts an erasure before people again.
fn guard_taking_back(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    let is_over = request.not_before.is_none_or(|until| context.at >= until);
    if is_over && context.actor != Actor::System { Err(Why::CoolOffOver) } else { Ok(()) }
}

/// What was erased by the program is answered when a second search has confirmed it.
fn guard_proof(erasure: Standing) -> Result<(), Why> {
    match erasure.stage() {
        None | Some(Stage::Confirmed) => Ok(()),
        Some(Stage::Remains) => Err(Why::ErasureRemains),
        Some(_) => Err(Why::ErasureRuns),
    }
}

/// What was corrected or marked by the program is answered when a second look has confirmed it.
const fn guard_amendments(amending: Amending) -> Result<(), Why> {
    match amending {
        Amending::ByHand | Amending::Confirmed => Ok(()),
        Amending::Open => Err(Why::AmendmentsRun),
        Amending::Remains => Err(Why::AmendmentsRemain),
    }
}

/// Everybody who had received the data is told, or a person has decided why not (Article 19).
fn guard_recipients(context: &Context<'_>) -> Result<(), Why> {
    let open = context.told.iter().filter(|one| one.state.holds_the_answer_back());
    let names: Vec<String> = open.map(|one| one.name.clone()).collect();
    if names.is_empty() { Ok(()) } else { Err(Why::RecipientsOpen(names)) }
}

/// Article 12A(3), (4): once, and announced by the end of the first due date in the controller's zone.
fn guard_extension(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if context.terms.regime.extended_span().is_none() {
        return Err(Why::LawKnowsNoExtension);
    }
    if request.history.extension.is_some() {
        return Err(Why::AlreadyExtended);
    }
    let reckoning = reckon(&request.history, request.right, context.terms).map_err(Why::Dates)?;
    let today = context.at.with_timezone(&context.terms.zone).date_naive();
    match reckoning.first_due {
        None => Err(Why::ClockNotRunning),
        Some(due) if today > due => Err(Why::ExtensionTooLate),
        Some(_) => Ok(()),
    }
}

fn fee_open(request: &Request) -> bool {
    request.history.fee.as_ref().is_some_and(Question::is_open)
}

/// Before anything is gathered a request can lapse only while something that was asked for is missing.
fn awaits_the_person(request: &Request) -> bool {
    !matches!(request.state, State::Received | State::Gathering) || fee_open(request)
}

/// Not to state the ground of a refusal takes two: whoever proposed it does not agree to it.
fn guard_silence(context: &Context<'_>) -> Result<(), Why> {
    let proposed = context.proposed.ok_or(Why::NothingProposed)?;
    if context.actor.staff() == Some(proposed.by) { Err(Why::SilenceNeedsSecondPerson) } else { Ok(()) }
}

/// Article 18(3): told before, and not before the day that was told.
fn guard_lifting(request: &Request, context: &Context<'_>) -> Result<(), Why> {
    if request.right != Right::Restriction {
        return Err(Why::NotARestriction);
    }
    let today = context.at.with_timezone(&context.terms.zone).date_naive();
    match context.lifting_on {
        // Whose data it was is not known any more, so nobody can be told.
        _ if context.emptied => Ok(()),
        None => Err(Why::LiftingNotAnnounced),
        Some(on) if today < on => Err(Why::LiftingTooEarly),
        Some(_) => Ok(()),
    }
}

/// Article 19 speaks of corrections, erasures and restrictions; who shared data for marketing passes an objection on, too.
fn guard_telling(request: &Request, kind: CommandKind, context: &Context<'_>) -> Result<(), Why> {
    if act_of(request.right).is_none() {
        return Err(Why::NobodyToTell(request.right));
    }
    let nobody = context.told.iter().all(|one| one.state == TellingState::Due);
    if kind == CommandKind::ListRecipients && nobody { Err(Why::NobodyWasTold) } else { Ok(()) }
}

/// What a recipient is asked to do.
pub const fn act_of(right: Right) -> Option<RecipientAct> {
    match right {
        Right::Rectification => Some(RecipientAct::Rectify),
        Right::Erasure => Some(RecipientAct::Erase),
        Right::Restriction => Some(RecipientAct::Restrict),
        Right::Objection | Right::ConsentWithdrawal => Some(RecipientAct::Stop),
        Right::Access | Right::Portability => None,
    }
}

/// What must hold of the data that a command carries.
pub(super) fn content(request: &Request, command: &Command, context: &Context<'_>) -> Result<(), Why> {
    match command {
        Command::Approve if !context.unstated.is_empty() => Err(Why::FactsUnstated(context.unstated.to_vec())),
        Command::Extend { ground, factors, .. } => extension(*ground, factors, context),
        Command::Refuse { ground, exemption, .. } => refusal(request.right, *ground, exemption.as_deref())
            .and_then(|()| weighed_before_refusing(request, *ground, context)),
        Command::Fulfil { deed, .. } => match deed {
            Some(deed) => proven(context.erasure, deed)
                .and_then(|()| fulfilment(request.right, deed))
                .and_then(|()| weighed_before_stopping(request, deed, context)),
            None if context.actor.staff().is_some() => Err(Why::Missing("how it ended")),
            None => Ok(()),
        },
        Command::AnnounceLifting { on, .. } => {
            let today = context.at.with_timezone(&context.terms.zone).date_naive();
            if *on > today { Ok(()) } else { Err(Why::Missing("a day after today: the person is told before")) }
        }
        Command::TellRecipient { address, .. } if EmailAddress::parse(address.reveal()).is_err() => {
            Err(Why::Missing("the recipient’s e-mail address"))
        }
        _ => Ok(()),
    }
}

/// Complexity needs a fact that counts; large volume alone does not (ICO, right of access). A number needs more than one request.
fn extension(ground: ExtensionGround, factors: &[ComplexityFactor], context: &Context<'_>) -> Result<(), Why> {
    match ground {
        ExtensionGround::Number if context.requests_of_person < 2 => Err(Why::OneRequestOnly),
        ExtensionGround::Complexity if factors.is_empty() => Err(Why::Missing("what makes it complex")),
        ExtensionGround::Complexity if !factors.iter().any(|factor| factor.counts_alone()) => Err(Why::VolumeAlone),
        _ => Ok(()),
    }
}

fn refusal(right: Right, ground: RefusalGround, exemption: Option<&str>) -> Result<(), Why> {
    if !ground.fits(right) {
        return Err(Why::GroundDoesNotFit { ground, right });
    }
    match (ground, exemption) {
        (RefusalGround::Exemption, None) => Err(Why::Missing("which exemption")),
        (RefusalGround::Exemption, Some(code)) => match Exemption::find(code) {
            Some(exemption) if exemption_fits(exemption, right) => Ok(()),
            _ => Err(Why::ExemptionDoesNotFit(right)),
        },
        _ => Ok(()),
    }
}

/// Whether an objection is weighed before it is decided: direct marketing stops without (Article 21(2), (3)).
fn is_weighed(request: &Request) -> bool {
    request.right == Right::Objection && !request.direct_marketing
}

/// The use stops because the person's interests weigh more, and that is written down.
fn weighed_before_stopping(request: &Request, deed: &Deed, context: &Context<'_>) -> Result<(), Why> {
    match context.weighed {
        _ if !is_weighed(request) || deed.outcome != Outcome::Stopped => Ok(()),
        None => Err(Why::NotWeighed),
        Some(weighing) if weighing.outcome == WeighsMore::Company => Err(Why::WeighedOtherwise),
        Some(_) => Ok(()),
    }
}

/// It goes on only on grounds that were weighed (Article 21(1)).
fn weighed_before_refusing(request: &Request, ground: RefusalGround, context: &Context<'_>) -> Result<(), Why> {
    let by_weight = matches!(ground, RefusalGround::CompellingGrounds | RefusalGround::LegalClaims);
    match context.weighed {
        _ if !is_weighed(request) || !by_weight => Ok(()),
        None => Err(Why::NotWeighed),
        Some(weighing) if weighing.outcome == WeighsMore::Person => Err(Why::WeighedOtherwise),
        Some(_) => Ok(()),
    }
}

/// The answer says no more than the second search confirmed.
fn proven(erasure: Standing, deed: &Deed) -> Result<(), Why> {
    let Standing::Planned { keeps, empty, .. } = erasure else { return Ok(()) };
    match deed.outcome {
        Outcome::Erased if keeps => Err(Why::SomethingStays),
        Outcome::NoDataHeld if !empty => Err(Why::SomethingWasHeld),
        _ => Ok(()),
    }
}

/// The outcome fits; what stays has its reason (Article 17(3)); the recipients are settled (Article 19).
fn fulfilment(right: Right, deed: &Deed) -> Result<(), Why> {
    let outcome = deed.outcome;
    if !Outcome::of(right).contains(&outcome) {
        return Err(Why::OutcomeDoesNotFit { outcome, right });
    }
    let says_what_stays = deed.kept.as_deref().is_some_and(|kept| !kept.trim().is_empty())
        || deed.proof.as_ref().is_some_and(|proof| !proof.kept.is_empty());
    if outcome == Outcome::PartlyErased && !says_what_stays {
        return Err(Why::Missing("what stays, why, and until when"));
    }
    if outcome == Outcome::HumanReviewDone
        && deed.review.as_ref().is_none_or(|review| review.reviewer.trim().is_empty())
    {
        return Err(Why::Missing("who looked at the decision, and what came of it"));
    }
    if outcome == Outcome::Restricted && deed.ground.is_none() {
        return Err(Why::Missing("the ground of Article 18(1)"));
    }
    match &deed.told {
        RecipientsTold::NotSaid if tells_recipients(right) => {
            Err(Why::Missing("who had received the data, and whether they were told"))
        }
        RecipientsTold::These { names } if names.iter().all(|name| name.trim().is_empty()) => {
            Err(Why::Missing("who was told"))
        }
        RecipientsTold::NotPossible { reason } if reason.trim().is_empty() => {
            Err(Why::Missing("why they could not be told"))
        }
        _ => Ok(()),
    }
}
