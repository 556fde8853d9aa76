//! What a letter says about a regime: its name and limits, in words.

use crate::domain::notice::LawWords;
use crate::domain::regime::{PauseRule, Regime, Span, Unit};

/// The words of a regime.
pub fn law_words(regime: &Regime) -> LawWords {
    LawWords {
        name: regime.name.clone(),
        period: regime.first_span().to_string(),
        extension: further(regime),
        pauses: Some(regime.pause_rule == PauseRule::ClarificationOfAccess),
        appeal: regime.appeal_span().map(appeal),
        authority: None,
    }
}

/// "two further months", "45 further days"; empty when there is no extension.
fn further(regime: &Regime) -> String {
    let (Some(total), Some(unit)) = (regime.ext_total_n, regime.ext_unit) else { return String::new() };
    let more = if unit == regime.base_unit { total.saturating_sub(regime.base_n) } else { total };
    let unit = match unit {
        Unit::Month => "month",
        Unit::Day => "day",
        Unit::BusinessDay => "working day",
    };
    match more {
        1 => format!("one further {unit}"),
        2 => format!("two further {unit}s"),
        more => format!("{more} further {unit}s"),
    }
}

/// Some states of the USA want the way inside the company named, and the time to answer it.
fn appeal(span: Span) -> String {
    format!(
        "Write within a reasonable time and say why you disagree. Somebody else than before looks at it, and we answer within {span}."
    )
}
