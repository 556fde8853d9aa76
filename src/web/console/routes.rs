//! Every page of the console: method, path, and who may ask for it. The guard and the tests read this table.

use actix_web::middleware::from_fn;
use actix_web::web::{self, ServiceConfig};

use super::amending::{changes, recipients, restrictions};
use super::counter::{bulk, files, keys, macros, new_case, reply, reply_sent as sent, reply_texts as texts};
use super::delivery::{packing, sending};
use super::office::{export, mail, past, person, staff, systems, teams};
use super::queues::{list, saved, search};
use super::reports::{page as reports, register};
use super::setup::{companies, logo, map_edit, maps, policy, policy_lint, program_keys, start};
use super::together::{deeds as together, joining};
use super::{
    case, certificate, command, complaint, complaint_deed, documents, erasure, erasure_rows, feeds, gathering, guard,
    hold, inbox, inbox_entry, inbox_files, law, lessons, letters, log, outbox, print, profile, review, signin, task,
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
}

macro_rules! table {
    ($($method:ident $path:literal $access:expr => $handler:path;)*) => {
        /// All pages.
        pub const ROUTES: &[ConsoleRoute] = &[
            $(ConsoleRoute { method: stringify!($method), path: concat!("/console", $path), access: $access },)*
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
    ConnectSystems, DecideLimits, HandleCases, ManageDelivery, ManageStaff, ReadLog, ReviewFindings, SeeCases,
    WriteCompanies, WriteWordings,
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
    GET "/case/{reference}" Needs(SeeCases) => case::page;
    POST "/case/{reference}/file/{upload}" Needs(HandleCases) => files::fetch;
    POST "/case/{reference}/file/{upload}/proof" Needs(HandleCases) => files::name_proof;
    POST "/case/{reference}/identifiers" Needs(HandleCases) => case::unmasked;
    POST "/case/{reference}/owner" Needs(HandleCases) => case::assign;
    POST "/case/{reference}/team" Needs(HandleCases) => case::team;
    POST "/case/{reference}/macro" Needs(HandleCases) => bulk::one_case;
    POST "/case/{reference}/note" Needs(HandleCases) => case::note;
    POST "/case/{reference}/attachment" Needs(HandleCases) => documents::put;
    GET "/case/{reference}/attachment/{file}" Needs(HandleCases) => documents::file_of_case;
    GET "/case/{reference}/packing/live" Needs(SeeCases) => packing::live;
    GET "/case/{reference}/packing/progress" Needs(SeeCases) => packing::progress;
    GET "/case/{reference}/presence" Needs(SeeCases) => together::presence;
    POST "/case/{reference}/tag" Needs(HandleCases) => together::tag;
    POST "/case/{reference}/watch" Needs(SeeCases) => together::watch;
    GET "/case/{reference}/together" Needs(HandleCases) => joining::page;
    POST "/case/{reference}/join" Needs(HandleCases) => joining::join;
    POST "/case/{reference}/link" Needs(HandleCases) => joining::link;
    POST "/case/{reference}/split" Needs(HandleCases) => joining::split;
    GET "/case/{reference}/reply" Needs(HandleCases) => reply::page;
    POST "/case/{reference}/reply" Needs(HandleCases) => reply::submit;
    GET "/case/{reference}/reply/{mail}" Needs(HandleCases) => sent::page;
    POST "/case/{reference}/reply/{mail}/undo" Needs(HandleCases) => sent::undo;
    GET "/texts" Needs(HandleCases) => texts::page;
    POST "/texts" Needs(HandleCases) => texts::add;
    POST "/texts/{text}/remove" Needs(HandleCases) => texts::remove;
    POST "/case/{reference}/hold" Needs(DecideLimits) => hold::place;
    POST "/case/{reference}/hold/lift" Needs(DecideLimits) => hold::lift;
    GET "/case/{reference}/log" Needs(ReadLog) => log::page;
    GET "/case/{reference}/log.csv" Needs(ReadLog) => log::csv;
    POST "/case/{reference}/evidence" Needs(ReadLog) => log::evidence;
    GET "/case/{reference}/{right}/do/{command}" Needs(HandleCases) => command::page;
    POST "/case/{reference}/{right}/do/{command}" Needs(HandleCases) => command::submit;
    POST "/case/{reference}/{right}/law" Needs(HandleCases) => law::choose;
    GET "/case/{reference}/{right}/gathering" Needs(SeeCases) => gathering::page;
    GET "/case/{reference}/{right}/gathering/live" Needs(SeeCases) => gathering::live;
    GET "/case/{reference}/{right}/gathering/progress" Needs(SeeCases) => gathering::progress;
    POST "/case/{reference}/{right}/gathering/retry" Needs(HandleCases) => gathering::retry;
    POST "/case/{reference}/{right}/gathering/skip" Needs(HandleCases) => gathering::skip;
    POST "/case/{reference}/{right}/gathering/choose" Needs(HandleCases) => gathering::choose;
    POST "/case/{reference}/task/{task}" Needs(HandleCases) => task::answer;
    GET "/case/{reference}/task/{task}/file" Needs(HandleCases) => task::file;
    POST "/case/{reference}/task/{task}/link" Needs(HandleCases) => task::send_link;
    POST "/case/{reference}/task/{task}/link/revoke" Needs(HandleCases) => task::revoke_link;
    GET "/case/{reference}/recipients" Needs(HandleCases) => recipients::page;
    POST "/case/{reference}/recipients/{telling}/again" Needs(HandleCases) => recipients::again;
    POST "/case/{reference}/recipients/{telling}/settle" Needs(HandleCases) => recipients::settle;
    GET "/case/{reference}/erasure/plan" Needs(SeeCases) => erasure::page;
    GET "/case/{reference}/erasure/plan/live" Needs(SeeCases) => erasure::live;
    GET "/case/{reference}/erasure/plan/progress" Needs(SeeCases) => erasure::progress;
    GET "/case/{reference}/erasure/plan/{system}/{group}" Needs(SeeCases) => erasure_rows::page;
    POST "/case/{reference}/erasure/plan/{system}/{group}" Needs(HandleCases) => erasure_rows::decide;
    POST "/case/{reference}/erasure/again" Needs(HandleCases) => erasure::again;
    POST "/case/{reference}/erasure/replan" Needs(HandleCases) => erasure::replan;
    GET "/case/{reference}/erasure/certificate" Needs(SeeCases) => certificate::page;
    POST "/case/{reference}/erasure/certificate" Needs(SeeCases) => certificate::pdf;
    GET "/case/{reference}/{right}/changes" Needs(SeeCases) => changes::page;
    POST "/case/{reference}/{right}/changes/add" Needs(HandleCases) => changes::add;
    POST "/case/{reference}/{right}/changes/again" Needs(HandleCases) => changes::again;
    POST "/case/{reference}/{right}/changes/restrict" Needs(HandleCases) => changes::restrict;
    POST "/case/{reference}/{right}/changes/{amendment}/off" Needs(HandleCases) => changes::off;
    POST "/case/{reference}/{right}/changes/{amendment}/anew" Needs(HandleCases) => changes::anew;
    GET "/restrictions" Needs(SeeCases) => restrictions::page;
    GET "/restrictions.csv" Needs(SeeCases) => restrictions::csv;
    GET "/case/{reference}/{right}/review" Needs(ReviewFindings) => review::page;
    POST "/case/{reference}/{right}/review/include" Needs(ReviewFindings) => review::include_rest;
    POST "/case/{reference}/{right}/review/documents" Needs(ReviewFindings) => documents::add;
    POST "/case/{reference}/{right}/review/mail/{entry}/{nth}" Needs(ReviewFindings) => documents::from_mail;
    POST "/case/{reference}/{right}/review/{finding}/file" Needs(ReviewFindings) => documents::from_row;
    POST "/case/{reference}/{right}/review/{finding}" Needs(ReviewFindings) => review::decide;
    GET "/case/{reference}/{right}/review/documents/{document}" Needs(ReviewFindings) => documents::page;
    POST "/case/{reference}/{right}/review/documents/{document}" Needs(ReviewFindings) => documents::decide;
    GET "/case/{reference}/{right}/review/documents/{document}/original" Needs(ReviewFindings) => documents::original;
    GET "/case/{reference}/{right}/review/documents/{document}/copy" Needs(ReviewFindings) => documents::copy;
    GET "/case/{reference}/{right}/review/documents/{document}/picture" Needs(ReviewFindings) => documents::picture;
    POST "/case/{reference}/delivery/{disclosure}/renew" Needs(ManageDelivery) => case::renew;
    POST "/case/{reference}/delivery/{disclosure}/revoke" Needs(ManageDelivery) => case::revoke;
    POST "/case/{reference}/transmission" Needs(ManageDelivery) => sending::choose;
    POST "/case/{reference}/transmission/{transmission}/again" Needs(ManageDelivery) => sending::again;
    POST "/case/{reference}/transmission/{transmission}/settle" Needs(ManageDelivery) => sending::settle;
    GET "/inbox" Needs(SeeCases) => inbox::page;
    POST "/inbox" Needs(HandleCases) => inbox::paste;
    GET "/inbox.csv" Needs(SeeCases) => inbox::csv;
    GET "/inbox/{entry}" Needs(SeeCases) => inbox_entry::page;
    GET "/inbox/{entry}/original" Needs(HandleCases) => inbox_files::original;
    GET "/inbox/{entry}/file/{number}" Needs(HandleCases) => inbox_files::file;
    POST "/inbox/{entry}/accept" Needs(HandleCases) => inbox_entry::accept;
    POST "/inbox/{entry}/complaint" Needs(HandleCases) => inbox_entry::complain;
    POST "/inbox/{entry}/attach" Needs(HandleCases) => inbox_entry::attach;
    POST "/inbox/{entry}/aside" Needs(HandleCases) => inbox_entry::aside;
    GET "/outbox" Needs(SeeCases) => outbox::page;
    GET "/outbox.csv" Needs(SeeCases) => outbox::csv;
    POST "/outbox/looked" Needs(HandleCases) => outbox::looked;
    POST "/outbox/{mail}/again" Needs(HandleCases) => outbox::again;
    POST "/outbox/{mail}/elsewhere" Needs(HandleCases) => outbox::elsewhere;
    POST "/outbox/{mail}/posted" Needs(HandleCases) => outbox::posted;
    POST "/outbox/{mail}/drop" Needs(HandleCases) => outbox::dropped;
    GET "/complaint/{reference}" Needs(SeeCases) => complaint::page;
    POST "/complaint/{reference}/lesson" Needs(HandleCases) => complaint::lesson;
    GET "/complaint/{reference}/do/{command}" Needs(HandleCases) => complaint_deed::page;
    POST "/complaint/{reference}/do/{command}" Needs(HandleCases) => complaint_deed::submit;
    GET "/complaints" Needs(SeeCases) => lessons::figures;
    GET "/complaints.csv" Needs(SeeCases) => lessons::csv;
    GET "/lessons" Needs(SeeCases) => lessons::page;
    GET "/lessons.csv" Needs(SeeCases) => lessons::list;
    POST "/lessons/{lesson}/done" Needs(HandleCases) => lessons::done;
    GET "/case/{reference}/letter/{mail}" Needs(SeeCases) => print::page;
    POST "/case/{reference}/letter/{mail}" Needs(SeeCases) => print::pdf;
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
    POST "/mail/try" Needs(ConnectSystems) => mail::look;
    POST "/mail/test" Needs(ConnectSystems) => mail::test;
    POST "/mail/file" Needs(ConnectSystems) => mail::to_file;
    POST "/mail/mailbox" Needs(ConnectSystems) => mail::mailbox;
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
