//! Key sequences and pictures: the program without a terminal.

mod actions;
mod capturing;
mod drift;
mod fixture;
mod flow;
mod holding;
mod hostile;
mod pages;
mod pictures;
mod planning;
mod roadmap;
mod scorecard;
mod search;
