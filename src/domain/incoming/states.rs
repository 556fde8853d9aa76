//! Where in the United States a person says that they live.

/// The states of the United States by name.
const STATES: &[&str] = &[
    "Alabama",
    "Alaska",
    "Arizona",
    "Arkansas",
    "California",
    "Colorado",
    "Connecticut",
    "Delaware",
    "Florida",
    "Georgia",
    "Hawaii",
    "Idaho",
    "Illinois",
    "Indiana",
    "Iowa",
    "Kansas",
    "Kentucky",
    "Louisiana",
    "Maine",
    "Maryland",
    "Massachusetts",
    "Michigan",
    "Minnesota",
    "Mississippi",
    "Missouri",
    "Montana",
    "Nebraska",
    "Nevada",
    "New Hampshire",
    "New Jersey",
    "New Mexico",
    "New York",
    "North Carolina",
    "North Dakota",
    "Ohio",
    "Oklahoma",
    "Oregon",
    "Pennsylvania",
    "Rhode Island",
    "South Carolina",
    "South Dakota",
    "Tennessee",
    "Texas",
    "Utah",
    "Vermont",
    "Virginia",
    "Washington",
    "West Virginia",
    "Wisconsin",
    "Wyoming",
];

/// What stands before the state in which somebody lives.
const LIVES: &[&str] =
    &["live in", "living in", "resident of", "residing in", "reside in", "resident in", "citizen of"];

/// The state that somebody says in so many words that they live in, whatever law they name.
pub fn home_in(text: &str) -> Option<&'static str> {
    let said = |state: &&str| {
        LIVES.iter().any(|lives| {
            text.contains(&format!("{lives} {state}")) || text.contains(&format!("{lives} the state of {state}"))
        })
    };
    STATES.iter().copied().find(said)
}

/// The state that a person says they live in: a state's name that is not part of the name of a law.
pub fn state_in(text: &str) -> Option<&'static str> {
    STATES.iter().copied().find(|state| {
        text.match_indices(state).any(|(at, name)| {
            let after = text.get(at + name.len()..).unwrap_or_default().trim_start();
            !["Consumer", "Privacy", "Civil", "law", "Law"].iter().any(|word| after.starts_with(word))
        })
    })
}
