//! The status page: private by a code, useful from any device, locked after half an hour.

mod adding;
mod complaint;
mod deeds;
mod door;
mod download;
mod files;
mod guest;
mod page;
mod print;
mod story;

crate::routes! {
    GET "/status" => door::find;
    POST "/status" => door::found;
    GET "/status/{reference}" => page::show;
    POST "/status/{reference}/send" => door::send;
    GET "/status/{reference}/code" => door::ask_code;
    POST "/status/{reference}/code" => door::enter;
    POST "/status/{reference}/lock" => deeds::lock;
    POST "/status/{reference}/answer" => deeds::answer;
    GET "/status/{reference}/files" => files::show;
    POST "/status/{reference}/files" => files::take;
    GET "/status/{reference}/add/check" => adding::look;
    POST "/status/{reference}/add/check" => adding::send;
    GET "/status/{reference}/add/{page}" => adding::show;
    POST "/status/{reference}/add/{page}" => adding::take;
    GET "/status/{reference}/print" => print::show;
    POST "/status/{reference}/recipients" => deeds::recipients;
    GET "/status/{reference}/withdraw" => deeds::ask_withdraw;
    POST "/status/{reference}/withdraw" => deeds::withdraw;
    POST "/status/{reference}/complaint/withdraw" => complaint::withdraw;
    GET "/status/{reference}/date.ics" => deeds::calendar;
    GET "/status/{reference}/download" => download::show;
    POST "/status/{reference}/download" => download::fetch;
    POST "/status/{reference}/download/send" => download::send;
    POST "/status/{reference}/download/renew" => download::renew;
}
