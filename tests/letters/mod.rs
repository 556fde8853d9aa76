//! Letters: every one of the law's list, under every law, right and outcome; what each must say; how it reads; how it prints.

mod demands;
mod documented;
mod languages;
mod matrix;
mod paper;
mod reading;
mod scenes;
