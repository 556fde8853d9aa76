//! The retention rules that a policy leads to, as a data map wants them.

use crate::domain::controller::Controller;
use crate::domain::erasure::KeepFor;

/// A rule that is proposed for the collections of a data map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProposedRule {
    /// What the policy speaks of.
    pub what: String,
    /// The rule as it goes under `rightsdesk:` of a collection; `None` where the policy gives no number.
    pub rule: Option<String>,
    /// What a person still has to say.
    pub missing: &'static str,
}

/// The rules, in the order of the settings. The date column is a person's to name: a policy does not know it.
pub fn proposed_rules(controller: &Controller) -> Vec<ProposedRule> {
    let version = controller.policy.version.as_deref().map_or_else(String::new, |version| format!(" of {version}"));
    let rules = controller.retention.iter().map(|kept| {
        let period = kept.period.as_deref().and_then(number_in);
        let reason = kept.reason.as_deref().unwrap_or("the privacy policy says so");
        let rule = period.map(|period| {
            format!(
                "retention: [{{keep_for: {period}, from: COLUMN, reason: {}, source: {}}}]",
                quoted(reason),
                quoted(&format!("Privacy policy{version}"))
            )
        });
        let missing = if rule.is_some() {
            "Put the column with the date from which it counts in the place of COLUMN."
        } else {
            "State a number of years, months, weeks or days, and the date from which it counts."
        };
        ProposedRule { what: kept.what.clone(), rule, missing }
    });
    rules.collect()
}

/// The first period in the words: "up to 6 years" has one, "as long as needed" none.
fn number_in(words: &str) -> Option<KeepFor> {
    let words: Vec<&str> = words.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let clean = |word: &str| word.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
        KeepFor::parse(&pair.iter().map(|word| clean(word)).collect::<Vec<_>>().join(" "))
    })
}

/// A YAML string in double quotes: what is written in it cannot end it.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_number_makes_a_rule() {
        assert_eq!(number_in("kept (often up to 6 years).").unwrap().to_string(), "6 years");
        assert_eq!(number_in("for as long as needed"), None);
        assert_eq!(quoted("a \"b\""), "\"a \\\"b\\\"\"");
    }
}
