//! Every page of the console: method, path, and who may ask for it. The guard and the tests read this table.

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use super::amending::{changes, recipients, restrictions};
use super::counter::{bulk, files, keys, macros, new_case, reply, reply_sent as sent, reply_texts as texts};
use super::delivery::{packing, print, sending};
use super::office::{approval, export, mail, mailbox, past, person, staff, systems, teams};
use super::queues::{list, saved, search};
use super::reports::{page as reports, register};
use super::setup::{companies, logo, map_edit, maps, policy, policy_lint, program_keys, start};
use super::together::{deeds as together, joining};
use super::{
    case, certificate, command, complaint, complaint_deed, documents, erasure, erasure_rows, feeds, gathering, guard,
    hold, inbox, inbox_entry, inbox_files, law, lessons, letters, log, outbox, profile, review, signin, task,
};
use crate::domain::access::{Permission, Role};
use crate::web::routes::route;

/// Who may ask for a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// Anybody: the ways in.
    Anyone,
    /// Whoever is signed in, whatever their role.
    SignedIn,
    /// Whoever is signed in with a role that has this permission.
    Needs(Permission),
}

impl Access {
    /// Whether somebody in a role, or nobody, may ask.
    pub fn admits(self, role: Option<Role>) -> bool {
        match self {
            Self::Anyone => true,
            Self::SignedIn => role.is_some(),
            Self::Needs(permission) => role.is_some_and(|role| role.may(permission)),
        }
    }
}

/// One page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConsoleRoute {
    /// `GET`, which answers HEAD, too, or `POST`.
    pub method: &'static str,
    /// The path with its variables in braces.
    pub path: &'static str,
    /// Who may.
    pub access: Access,
    /// What becomes of the answer while the case is masked; `None` for what is about no case and no message.
    pub masking: Option<Masking>,
}

/// What becomes of an answer while the case that it is about is masked for whoever asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Masking {
    /// The answer itself leaves out what is masked, or shows nothing of it.
    Within,
    /// It would show what is masked, and stays closed until they ask or the case is theirs.
    Closed,
    /// A deed whose answer may show the case again, with what was typed: to do it is to look, and is noted as a look.
    Looks,
}

macro_rules! masking {
    () => {
        None
    };
    ($masking:ident) => {
        Some(Masking::$masking)
    };
}

macro_rules! table {
    ($($method:ident $path:literal $access:expr $(, $masking:ident)? => $handler:path;)*) => {
        /// All pages.
        pub const ROUTES: &[ConsoleRoute] = &[
            $(ConsoleRoute {
                method: stringify!($method),
                path: concat!("/console", $path),
                access: $access,
                masking: masking!($($masking)?),
            },)*
        ];

        /// Adds the console to the application. What the table does not hold is not served.
        pub fn configure(config: &mut ServiceConfig) {
            let scope = web::scope("/console").wrap(from_fn(guard::pass));
            config.service(scope$(.route($path, route(stringify!($method)).to($handler)))*);
        }
    };
}

use Access::{Anyone, Needs, SignedIn};
use Permission::{
    ConnectSystems, DecideLimits, HandleCases, MakeEvidence, ManageDelivery, ManageStaff, ReadLog, ReviewFindings,
    SeeCases, WriteCompanies, WriteWordings,
};

table! {
    GET "/signin" Anyone => signin::page;
    POST "/signin" Anyone => signin::submit;
    GET "/first" Anyone => signin::first_page;
    POST "/first" Anyone => signin::first_submit;
    GET "/invitation" Anyone => signin::invitation_page;
    POST "/invitation" Anyone => signin::invitation_submit;
    POST "/signout" SignedIn => signin::out;
    GET "/profile" SignedIn => profile::page;
    POST "/profile" SignedIn => profile::submit;
    GET "/feeds" Needs(SeeCases) => feeds::page;
    POST "/feeds" Needs(SeeCases) => feeds::make;
    POST "/feeds/{feed}/revoke" Needs(SeeCases) => feeds::revoke;
    GET "" Needs(SeeCases) => list::page;
    GET "/cases.csv" Needs(SeeCases) => export::csv;
    GET "/register.csv" Needs(SeeCases) => register::csv;
    GET "/register.xlsx" Needs(SeeCases) => register::xlsx;
    GET "/shortcuts" SignedIn => keys::page;
    POST "/shortcuts" SignedIn => keys::switch;
    GET "/new" Needs(HandleCases) => new_case::page;
    POST "/new" Needs(HandleCases) => new_case::submit;
    POST "/bulk" Needs(HandleCases) => bulk::page;
    POST "/bulk/look" Needs(HandleCases) => bulk::look;
    POST "/bulk/do" Needs(HandleCases) => bulk::submit;
    GET "/macros" Needs(HandleCases) => macros::page;
    POST "/macros" Needs(HandleCases) => macros::add;
    POST "/macros/{macro}" Needs(HandleCases) => macros::change;
    POST "/macros/{macro}/remove" Needs(HandleCases) => macros::remove;
    GET "/filters" Needs(SeeCases) => saved::page;
    POST "/filters" Needs(SeeCases) => saved::keep;
    POST "/filters/{filter}/drop" Needs(SeeCases) => saved::drop_own;
    GET "/reports" Needs(SeeCases) => reports::page;
    GET "/reports/{chart}.csv" Needs(SeeCases) => reports::csv;
    GET "/reports.pdf" Needs(SeeCases) => reports::pdf;
    POST "/search" Needs(SeeCases) => search::found;
    GET "/case/{reference}" Needs(SeeCases), Within => case::page;
    POST "/case/{reference}/file/{upload}" Needs(HandleCases), Closed => files::fetch;
    POST "/case/{reference}/file/{upload}/proof" Needs(HandleCases), Within => files::name_proof;
    POST "/case/{reference}/identifiers" Needs(HandleCases), Within => case::unmasked;
    POST "/case/{reference}/owner" Needs(HandleCases), Within => case::assign;
    POST "/case/{reference}/team" Needs(HandleCases), Within => case::team;
    POST "/case/{reference}/macro" Needs(HandleCases), Looks => bulk::one_case;
    POST "/case/{reference}/note" Needs(HandleCases), Within => case::note;
    POST "/case/{reference}/attachment" Needs(HandleCases), Within => documents::put;
    GET "/case/{reference}/attachment/{file}" Needs(HandleCases), Closed => documents::file_of_case;
    GET "/case/{reference}/packing/live" Needs(SeeCases), Within => packing::live;
    GET "/case/{reference}/packing/progress" Needs(SeeCases), Within => packing::progress;
    GET "/case/{reference}/presence" Needs(SeeCases), Within => together::presence;
    POST "/case/{reference}/tag" Needs(HandleCases), Within => together::tag;
    POST "/case/{reference}/watch" Needs(SeeCases), Within => together::watch;
    GET "/case/{reference}/together" Needs(HandleCases), Closed => joining::page;
    POST "/case/{reference}/join" Needs(HandleCases), Looks => joining::join;
    POST "/case/{reference}/link" Needs(HandleCases), Looks => joining::link;
    POST "/case/{reference}/split" Needs(HandleCases), Looks => joining::split;
    GET "/case/{reference}/reply" Needs(HandleCases), Closed => reply::page;
    POST "/case/{reference}/reply" Needs(HandleCases), Looks => reply::submit;
    GET "/case/{reference}/reply/{mail}" Needs(HandleCases), Closed => sent::page;
    POST "/case/{reference}/reply/{mail}/undo" Needs(HandleCases), Looks => sent::undo;
    GET "/texts" Needs(HandleCases) => texts::page;
    POST "/texts" Needs(HandleCases) => texts::add;
    POST "/texts/{text}/remove" Needs(HandleCases) => texts::remove;
    POST "/case/{reference}/hold" Needs(DecideLimits), Within => hold::place;
    POST "/case/{reference}/hold/lift" Needs(DecideLimits), Within => hold::lift;
    GET "/case/{reference}/log" Needs(ReadLog), Within => log::page;
    GET "/case/{reference}/log.csv" Needs(ReadLog), Within => log::csv;
    POST "/case/{reference}/evidence" Needs(MakeEvidence), Closed => log::evidence;
    GET "/case/{reference}/{right}/do/{command}" Needs(HandleCases), Closed => command::page;
    POST "/case/{reference}/{right}/do/{command}" Needs(HandleCases), Looks => command::submit;
    POST "/case/{reference}/{right}/law" Needs(HandleCases), Within => law::choose;
    GET "/case/{reference}/{right}/gathering" Needs(SeeCases), Within => gathering::page;
    GET "/case/{reference}/{right}/gathering/live" Needs(SeeCases), Within => gathering::live;
    GET "/case/{reference}/{right}/gathering/progress" Needs(SeeCases), Within => gathering::progress;
    POST "/case/{reference}/{right}/gathering/retry" Needs(HandleCases), Within => gathering::retry;
    POST "/case/{reference}/{right}/gathering/skip" Needs(HandleCases), Within => gathering::skip;
    POST "/case/{reference}/{right}/gathering/choose" Needs(HandleCases), Looks => gathering::choose;
    POST "/case/{reference}/task/{task}" Needs(HandleCases), Within => task::answer;
    GET "/case/{reference}/task/{task}/file" Needs(HandleCases), Closed => task::file;
    POST "/case/{reference}/task/{task}/link" Needs(HandleCases), Within => task::send_link;
    POST "/case/{reference}/task/{task}/link/revoke" Needs(HandleCases), Within => task::revoke_link;
    GET "/case/{reference}/recipients" Needs(HandleCases), Closed => recipients::page;
    POST "/case/{reference}/recipients/{telling}/again" Needs(HandleCases), Looks => recipients::again;
    POST "/case/{reference}/recipients/{telling}/settle" Needs(HandleCases), Looks => recipients::settle;
    GET "/case/{reference}/erasure/plan" Needs(SeeCases), Within => erasure::page;
    GET "/case/{reference}/erasure/plan/live" Needs(SeeCases), Within => erasure::live;
    GET "/case/{reference}/erasure/plan/progress" Needs(SeeCases), Within => erasure::progress;
    GET "/case/{reference}/erasure/plan/{system}/{group}" Needs(HandleCases), Closed => erasure_rows::page;
    POST "/case/{reference}/erasure/plan/{system}/{group}" Needs(HandleCases), Looks => erasure_rows::decide;
    POST "/case/{reference}/erasure/again" Needs(HandleCases), Within => erasure::again;
    POST "/case/{reference}/erasure/replan" Needs(HandleCases), Within => erasure::replan;
    GET "/case/{reference}/erasure/certificate" Needs(SeeCases), Within => certificate::page;
    POST "/case/{reference}/erasure/certificate" Needs(SeeCases), Within => certificate::pdf;
    GET "/case/{reference}/{right}/changes" Needs(SeeCases), Within => changes::page;
    POST "/case/{reference}/{right}/changes/add" Needs(HandleCases), Within => changes::add;
    POST "/case/{reference}/{right}/changes/again" Needs(HandleCases), Within => changes::again;
    POST "/case/{reference}/{right}/changes/restrict" Needs(HandleCases), Within => changes::restrict;
    POST "/case/{reference}/{right}/changes/{amendment}/off" Needs(HandleCases), Within => changes::off;
    POST "/case/{reference}/{right}/changes/{amendment}/anew" Needs(HandleCases), Within => changes::anew;
    GET "/restrictions" Needs(SeeCases) => restrictions::page;
    GET "/restrictions.csv" Needs(SeeCases) => restrictions::csv;
    GET "/case/{reference}/{right}/review" Needs(ReviewFindings), Closed => review::page;
    POST "/case/{reference}/{right}/review/include" Needs(ReviewFindings), Looks => review::include_rest;
    POST "/case/{reference}/{right}/review/documents" Needs(ReviewFindings), Looks => documents::add;
    POST "/case/{reference}/{right}/review/mail/{entry}/{nth}" Needs(ReviewFindings), Looks => documents::from_mail;
    POST "/case/{reference}/{right}/review/{finding}/file" Needs(ReviewFindings), Looks => documents::from_row;
    POST "/case/{reference}/{right}/review/{finding}" Needs(ReviewFindings), Looks => review::decide;
    GET "/case/{reference}/{right}/review/documents/{document}" Needs(ReviewFindings), Closed => documents::page;
    POST "/case/{reference}/{right}/review/documents/{document}" Needs(ReviewFindings), Looks => documents::decide;
    GET "/case/{reference}/{right}/review/documents/{document}/original" Needs(ReviewFindings), Closed => documents::original;
    GET "/case/{reference}/{right}/review/documents/{document}/copy" Needs(ReviewFindings), Closed => documents::copy;
    GET "/case/{reference}/{right}/review/documents/{document}/picture" Needs(ReviewFindings), Closed => documents::picture;
    POST "/case/{reference}/delivery/{disclosure}/renew" Needs(ManageDelivery), Within => case::renew;
    POST "/case/{reference}/delivery/{disclosure}/paper" Needs(ManageDelivery), Closed => case::take_out;
    POST "/case/{reference}/delivery/{disclosure}/revoke" Needs(ManageDelivery), Within => case::revoke;
    POST "/case/{reference}/transmission" Needs(ManageDelivery), Within => sending::choose;
    POST "/case/{reference}/transmission/{transmission}/again" Needs(ManageDelivery), Within => sending::again;
    POST "/case/{reference}/transmission/{transmission}/settle" Needs(ManageDelivery), Within => sending::settle;
    GET "/inbox" Needs(SeeCases) => inbox::page;
    POST "/inbox" Needs(HandleCases) => inbox::paste;
    GET "/inbox.csv" Needs(SeeCases) => inbox::csv;
    GET "/inbox/{entry}" Needs(SeeCases), Within => inbox_entry::page;
    GET "/inbox/{entry}/original" Needs(HandleCases), Within => inbox_files::original;
    GET "/inbox/{entry}/file/{number}" Needs(HandleCases), Within => inbox_files::file;
    POST "/inbox/{entry}/accept" Needs(HandleCases), Within => inbox_entry::accept;
    POST "/inbox/{entry}/complaint" Needs(HandleCases), Within => inbox_entry::complain;
    POST "/inbox/{entry}/attach" Needs(HandleCases), Within => inbox_entry::attach;
    POST "/inbox/{entry}/aside" Needs(HandleCases), Within => inbox_entry::aside;
    GET "/outbox" Needs(SeeCases) => outbox::page;
    GET "/outbox.csv" Needs(SeeCases) => outbox::csv;
    POST "/outbox/looked" Needs(HandleCases) => outbox::looked;
    POST "/outbox/{mail}/again" Needs(HandleCases) => outbox::again;
    POST "/outbox/{mail}/elsewhere" Needs(HandleCases) => outbox::elsewhere;
    POST "/outbox/{mail}/posted" Needs(HandleCases) => outbox::posted;
    POST "/outbox/{mail}/drop" Needs(HandleCases) => outbox::dropped;
    GET "/complaint/{reference}" Needs(SeeCases), Within => complaint::page;
    POST "/complaint/{reference}/lesson" Needs(HandleCases), Within => complaint::lesson;
    GET "/complaint/{reference}/do/{command}" Needs(HandleCases), Closed => complaint_deed::page;
    POST "/complaint/{reference}/do/{command}" Needs(HandleCases), Looks => complaint_deed::submit;
    GET "/complaints" Needs(SeeCases) => lessons::figures;
    GET "/complaints.csv" Needs(SeeCases) => lessons::csv;
    GET "/lessons" Needs(SeeCases) => lessons::page;
    GET "/lessons.csv" Needs(SeeCases) => lessons::list;
    POST "/lessons/{lesson}/done" Needs(HandleCases) => lessons::done;
    GET "/case/{reference}/letter/{mail}" Needs(HandleCases), Closed => print::page;
    POST "/case/{reference}/letter/{mail}" Needs(HandleCases), Closed => print::pdf;
    GET "/letters" Needs(SeeCases) => letters::list;
    GET "/letters/{controller}/{kind}" Needs(SeeCases) => letters::page;
    POST "/letters/{controller}/{kind}" Needs(WriteWordings) => letters::submit;
    GET "/answers" Needs(SeeCases) => letters::answers;
    GET "/start" Needs(SeeCases) => start::page;
    POST "/start/trial" Needs(WriteCompanies) => start::send;
    POST "/start/clear" Needs(WriteCompanies) => start::clear;
    POST "/start/away" Needs(WriteCompanies) => start::away;
    GET "/companies" Needs(SeeCases) => companies::list;
    GET "/companies/keys" Needs(WriteCompanies) => program_keys::page;
    POST "/companies/keys" Needs(WriteCompanies) => program_keys::make;
    POST "/companies/keys/{key}/revoke" Needs(WriteCompanies) => program_keys::revoke;
    GET "/companies/{company}" Needs(SeeCases) => companies::page;
    GET "/companies/{company}/edit/{group}" Needs(WriteCompanies) => companies::edit;
    POST "/companies/{company}/edit/{group}" Needs(WriteCompanies) => companies::submit;
    POST "/companies/{company}/file" Needs(WriteCompanies) => companies::to_file;
    GET "/companies/{company}/branding" Needs(WriteCompanies) => logo::page;
    POST "/companies/{company}/branding" Needs(WriteCompanies) => logo::submit;
    POST "/companies/{company}/branding/remove" Needs(WriteCompanies) => logo::remove;
    GET "/policies/new" Needs(WriteCompanies) => policy::new_page;
    POST "/policies/new" Needs(WriteCompanies) => policy::take;
    GET "/policies/{policy}" Needs(SeeCases) => policy::page;
    GET "/policies/{policy}/facts/{group}" Needs(SeeCases) => policy::facts;
    POST "/policies/{policy}/facts/{group}" Needs(WriteCompanies) => policy::words;
    POST "/policies/{policy}/adopt" Needs(WriteCompanies) => policy::adopt;
    GET "/policies/{policy}/lint" Needs(SeeCases) => policy_lint::page;
    GET "/policies/{policy}/lint.pdf" Needs(SeeCases) => policy_lint::pdf;
    GET "/policies/{policy}/changes" Needs(SeeCases) => policy_lint::changes;
    GET "/maps" Needs(SeeCases) => maps::list;
    GET "/maps.csv" Needs(SeeCases) => maps::csv;
    POST "/maps/new" Needs(WriteCompanies) => map_edit::new;
    GET "/maps/{name}" Needs(SeeCases) => maps::page;
    GET "/maps/{name}/edit" Needs(WriteCompanies) => map_edit::page;
    POST "/maps/{name}/edit" Needs(WriteCompanies) => map_edit::submit;
    POST "/maps/{name}/use" Needs(WriteCompanies) => maps::adopt;
    POST "/maps/{name}/back" Needs(WriteCompanies) => maps::back;
    GET "/systems" Needs(ConnectSystems) => systems::list;
    POST "/systems" Needs(ConnectSystems) => systems::add;
    GET "/systems.csv" Needs(ConnectSystems) => systems::csv;
    GET "/systems/{system}" Needs(ConnectSystems) => systems::page;
    POST "/systems/{system}" Needs(ConnectSystems) => systems::keep;
    POST "/systems/{system}/try" Needs(ConnectSystems) => systems::look;
    POST "/systems/{system}/file" Needs(ConnectSystems) => systems::to_file;
    GET "/mail" Needs(ConnectSystems) => mail::page;
    POST "/mail" Needs(ConnectSystems) => mail::keep;
    POST "/mail/try" Needs(ConnectSystems) => mail::attempt;
    POST "/mail/file" Needs(ConnectSystems) => mail::to_file;
    GET "/mail/new" Needs(ConnectSystems) => mailbox::fresh;
    POST "/mail/new" Needs(ConnectSystems) => mailbox::add;
    GET "/mail/box/{name}" Needs(ConnectSystems) => mailbox::page;
    POST "/mail/box/{name}" Needs(ConnectSystems) => mailbox::change;
    POST "/mail/box/{name}/pause" Needs(ConnectSystems) => mailbox::pause;
    POST "/mail/box/{name}/remove" Needs(ConnectSystems) => mailbox::remove;
    GET "/approval" Needs(WriteCompanies) => approval::page;
    POST "/approval" Needs(WriteCompanies) => approval::choose;
    POST "/approval/file" Needs(WriteCompanies) => approval::to_file;
    GET "/staff" Needs(ManageStaff) => staff::page;
    POST "/staff" Needs(ManageStaff) => staff::add;
    GET "/staff.csv" Needs(ManageStaff) => staff::csv;
    GET "/staff/{staff}" Needs(ManageStaff) => person::page;
    POST "/staff/{staff}/name" Needs(ManageStaff) => person::name;
    POST "/staff/{staff}/sessions" Needs(ManageStaff) => person::sessions;
    POST "/staff/{staff}/away" Needs(ManageStaff) => person::away;
    POST "/staff/{staff}/away/{absence}/end" Needs(ManageStaff) => person::back;
    GET "/teams" Needs(ManageStaff) => teams::page;
    POST "/teams" Needs(ManageStaff) => teams::add;
    GET "/teams.csv" Needs(ManageStaff) => teams::csv;
    POST "/teams/{team}" Needs(ManageStaff) => teams::change;
    POST "/teams/{team}/activity" Needs(ManageStaff) => teams::activity;
    GET "/history" Needs(ReadLog) => past::page;
    GET "/history.csv" Needs(ReadLog) => past::csv;
    POST "/staff/{staff}/role" Needs(ManageStaff) => staff::role;
    POST "/staff/{staff}/activity" Needs(ManageStaff) => staff::activity;
    POST "/staff/{staff}/invitation" Needs(ManageStaff) => staff::invite_again;
}
