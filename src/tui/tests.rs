//! Key sequences and pictures: the program without a terminal.

mod actions;
mod capturing;
mod drafts;
mod drift;
mod fixture;
mod flow;
mod holding;
mod hostile;
mod pages;
mod pictures;
mod roadmap;
mod scorecard;
mod search;
