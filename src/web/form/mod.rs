//! The public form: one question per page, no script, no account. Handlers read, ask the workflow, fill a template.

mod asking;
mod checking;
mod complaint;
mod confirming;
mod home;
mod sent;
mod stop;
mod views;
mod visit;

crate::routes! {
    GET "/" => home::home;
    GET "/r/{controller}" => home::start;
    GET "/r/{controller}/someone-who-died" => home::died;
    POST "/r/{controller}/again" => home::again;
    GET "/r/{controller}/ask/{page}" => asking::show;
    POST "/r/{controller}/ask/{page}" => asking::take;
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
