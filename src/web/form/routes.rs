//! What is served of the form.

use super::{asking, checking, complaint, confirming, files, home, resume, sent, stop};

crate::routes! {
    GET "/" => home::home;
    GET "/r/{controller}" => home::start;
    GET "/r/{controller}/someone-who-died" => home::died;
    POST "/r/{controller}/again" => home::again;
    GET "/r/{controller}/ask/{page}" => asking::show;
    POST "/r/{controller}/ask/{page}" => asking::take;
    GET "/r/{controller}/files" => files::show;
    POST "/r/{controller}/files" => files::take;
    POST "/r/{controller}/files/remove" => files::remove;
    GET "/r/{controller}/later" => resume::later;
    POST "/r/{controller}/later" => resume::mail;
    GET "/r/{controller}/resume" => resume::go_on;
    GET "/r/{controller}/resume/{link}" => resume::show;
    POST "/r/{controller}/resume/{link}" => resume::take_up;
    GET "/r/{controller}/check" => checking::show;
    POST "/r/{controller}/check" => checking::send;
    GET "/r/{controller}/code" => confirming::show;
    POST "/r/{controller}/code" => confirming::confirm;
    POST "/r/{controller}/code/again" => confirming::again;
    POST "/r/{controller}/code/without" => confirming::without;
    GET "/r/{controller}/sent" => sent::show;
    GET "/r/{controller}/sent/date.ics" => sent::calendar;
    GET "/r/{controller}/complaint" => complaint::start;
    POST "/r/{controller}/complaint/again" => home::again;
    GET "/r/{controller}/complaint/ask/{page}" => asking::show;
    POST "/r/{controller}/complaint/ask/{page}" => asking::take;
    GET "/r/{controller}/complaint/files" => files::show;
    POST "/r/{controller}/complaint/files" => files::take;
    POST "/r/{controller}/complaint/files/remove" => files::remove;
    GET "/r/{controller}/complaint/later" => resume::later;
    POST "/r/{controller}/complaint/later" => resume::mail;
    GET "/r/{controller}/complaint/resume" => resume::go_on;
    GET "/r/{controller}/complaint/resume/{link}" => resume::show;
    POST "/r/{controller}/complaint/resume/{link}" => resume::take_up;
    GET "/r/{controller}/complaint/check" => checking::show;
    POST "/r/{controller}/complaint/check" => checking::send;
    GET "/r/{controller}/complaint/code" => confirming::show;
    POST "/r/{controller}/complaint/code" => confirming::confirm;
    POST "/r/{controller}/complaint/code/again" => confirming::again;
    POST "/r/{controller}/complaint/code/without" => confirming::without;
    GET "/r/{controller}/complaint/sent" => sent::show;
    GET "/r/{controller}/stop-marketing" => stop::what;
    POST "/r/{controller}/stop-marketing" => stop::take_what;
    GET "/r/{controller}/stop-marketing/where" => stop::whereto;
    POST "/r/{controller}/stop-marketing/where" => stop::take_where;
    GET "/r/{controller}/stop-marketing/sent" => stop::sent;
}
