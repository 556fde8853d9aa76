//! Tags, watchers, and who else is there, in words.

use super::joining::LinkedView;
use crate::domain::access::Permission;
use crate::domain::macros::Macro;
use crate::domain::request::Actor;
use crate::ports::store::staff::Staff;
use crate::ports::store::teams::Team;
use crate::web::console::case_view::NoteView;
use crate::web::console::history::line_words;
use crate::web::console::queues::filter::QueueQuery;
use crate::workflow::casefile::CaseFile;
use crate::workflow::signing_in::actor_of;
use crate::workflow::together::changed_since;

/// News of more lines than this are counted.
const NEWS: usize = 3;

/// What colleagues do together on a case.
#[derive(Clone, Debug)]
pub struct TogetherView {
    /// The tags, each with the queue of all cases that have it.
    pub tags: Vec<(String, String)>,
    /// Tags of other cases, to choose from.
    pub known: Vec<String>,
    /// The tag that could not be kept.
    pub typed: NoteView,
    /// Whether whoever looks watches the case.
    pub watching: bool,
    /// Who else does.
    pub watchers: String,
    /// Cases that belong with it.
    pub links: Vec<LinkedView>,
    /// The team that the case was given to; empty when it was given to none.
    pub team: String,
    /// Teams that it can be given to: id, name, whether it was.
    pub teams: Vec<(String, String, bool)>,
    /// Whether the role may tag.
    pub may_tag: bool,
    /// Macros: id, name, and whether the person would hear of it.
    pub macros: Vec<(String, String, bool)>,
}

/// What stands at the head of a case while somebody else is at it.
#[derive(Clone, Debug, Default)]
pub struct ChangedView {
    /// Who else has the case open.
    pub beside: String,
    /// What happened after the page was loaded that somebody acted from; empty when nothing did.
    pub changed: String,
    /// The last line of the log that this page shows.
    pub seen: i64,
}

impl TogetherView {
    /// Of a case, as somebody sees it.
    pub fn of(file: &CaseFile, staff: &Staff, typed: NoteView) -> Self {
        let others = file.together.watchers.iter().filter(|id| **id != staff.id).map(|id| file.colleagues.name(*id));
        let queue = |tag: &String| (tag.clone(), QueueQuery::of("tag", tag).href());
        let free = |tag: &&String| !file.together.tags.contains(tag);
        let given = |team: &Team| file.together.team == Some(team.id);
        let offered = |kept: &Macro| (kept.id.to_string(), kept.name.clone(), kept.writes_to_the_person());
        Self {
            macros: file.together.macros.iter().map(offered).collect(),
            tags: file.together.tags.iter().map(queue).collect(),
            known: file.together.known_tags.iter().filter(free).cloned().collect(),
            typed,
            watching: file.together.watchers.contains(&staff.id),
            links: LinkedView::all(file),
            team: file.together.teams.iter().find(|team| given(team)).map(|team| team.name.clone()).unwrap_or_default(),
            teams: file
                .together
                .teams
                .iter()
                .map(|team| (team.id.to_string(), team.name.clone(), given(team)))
                .collect(),
            watchers: others.collect::<Vec<_>>().join(", "),
            may_tag: staff.role.may(Permission::HandleCases),
        }
    }
}

impl ChangedView {
    /// Of a case, as somebody sees it who acted from a page that had seen the log up to a line.
    pub fn of(file: &CaseFile, staff: &Staff, acted_from: Option<i64>) -> Self {
        let me = actor_of(staff);
        Self {
            beside: beside_words(file, me),
            changed: acted_from.map(|seen| since_words(file, seen, me)).unwrap_or_default(),
            seen: file.log.last().map_or(0, |entry| entry.seq),
        }
    }
}

/// "Ruth Calder has this case open, too."
pub fn beside_words(file: &CaseFile, me: Actor) -> String {
    let others = file.together.beside.iter().filter(|other| me.staff() != Some(other.staff));
    let names: Vec<String> = others.map(|other| file.colleagues.name(other.staff)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => format!("{one} has this case open, too."),
        several => format!("{} have this case open, too.", several.join(" and ")),
    }
}

/// "Ruth Calder wrote a note. …": what others did after a line of the log.
pub fn since_words(file: &CaseFile, seen: i64, me: Actor) -> String {
    let news = changed_since(file, seen, me);
    let told = news.iter().rev().take(NEWS).map(|entry| line_words(entry, file));
    let more = news.len().saturating_sub(NEWS);
    let rest = (more > 0).then(|| format!("And {more} more."));
    told.chain(rest).collect::<Vec<_>>().join(" ")
}
