//! The public door: every page of the form and of the status page, over HTTP and in process.

mod adding;
mod codes;
mod complaint;
mod home;
mod journey;
mod languages;
mod moving;
mod pages;
mod peer;
mod programs;
mod recipient;
mod resume;
mod scene;
mod site;
mod status;
mod strictness;
mod task_link;
mod uploads;
mod wishes;
