//! Key sequences and pictures: the program without a terminal.

mod actions;
mod fixture;
mod hostile;
mod pages;
mod pictures;
mod roadmap;
mod search;
