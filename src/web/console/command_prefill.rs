//! What the desk knows already and nobody has to type.

use super::command_fields::FieldView;
use crate::domain::erasure::Stage;
use crate::domain::request::CommandKind;
use crate::domain::telling::Telling;
use crate::workflow::casefile::RequestFile;
use crate::workflow::erasure::suggested;

/// The fields of an action with what is known. The answer to a confirmed erasure is suggested from its confirmation; what
/// stays is told from there, too, and is not asked for.
pub fn prefilled(
    kind: CommandKind,
    part: &RequestFile,
    tellings: &[Telling],
    mut fields: Vec<FieldView>,
) -> Vec<FieldView> {
    let told = tellings.iter().filter(|telling| telling.request == part.request.id && telling.was_told());
    let told: Vec<&str> = told.map(|telling| telling.recipient.as_str()).collect();
    for field in fields.iter_mut().filter(|_| kind == CommandKind::Fulfil && !told.is_empty()) {
        match field.name.as_str() {
            "told" => "these".clone_into(&mut field.value),
            "told_words" => field.value = told.join("\n"),
            _ => {}
        }
    }
    let erasure = part.erasure.as_ref().map(|(erasure, _)| erasure);
    let confirmed = erasure.filter(|erasure| kind == CommandKind::Fulfil && erasure.stage == Stage::Confirmed);
    let Some(summary) = confirmed.and_then(|erasure| erasure.summary.as_ref()) else { return fields };
    let (outcome, words) = suggested(summary);
    fields.retain(|field| field.name != "kept");
    for field in &mut fields {
        match field.name.as_str() {
            "result" => outcome.code().clone_into(&mut field.value),
            "outcome" => words.clone_into(&mut field.value),
            "told_words" if field.value.is_empty() => field.value = summary.recipients.join("\n"),
            _ => {}
        }
    }
    fields
}
