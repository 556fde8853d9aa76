//! What requests and complaints share when a command is refused: the words of the refusal, and the table of the commands.

/// `“Received” or “Verifying”`: the states in which something would be possible; "never" when there is none.
pub(super) fn one_of(names: impl Iterator<Item = &'static str>) -> String {
    let names: Vec<String> = names.map(|name| format!("“{name}”")).collect();
    match names.as_slice() {
        [] => "never".to_owned(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} or {last}", rest.join(", ")),
    }
}

/// The commands without their data, from one table: name, stored code, words of the button.
macro_rules! command_kinds {
    ($count:literal in order of $life:literal; $($name:ident => $code:literal, $words:literal;)*) => {
        /// A command without its data: what a button stands for.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum CommandKind {
            $(#[doc = $words] $name,)*
        }

        impl CommandKind {
            #[doc = concat!("All of them, in the order of ", $life, ".")]
            pub const ALL: [Self; $count] = [$(Self::$name,)*];

            /// The stored name, also used in addresses.
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)* }
            }

            /// What the button says.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$name => $words,)* }
            }
        }

        impl Command {
            /// Which kind it is.
            pub const fn kind(&self) -> CommandKind {
                match self { $(Self::$name { .. } => CommandKind::$name,)* }
            }
        }
    };
}

pub(super) use command_kinds;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_stand_in_a_row_with_or_before_the_last() {
        let said = |names: &[&'static str]| one_of(names.iter().copied());
        assert_eq!(said(&[]), "never");
        assert_eq!(said(&["A"]), "“A”");
        assert_eq!(said(&["A", "B", "C"]), "“A”, “B” or “C”");
    }
}
