//! Key sequences and pictures: the program without a terminal.

mod actions;
mod board;
mod capturing;
mod chances;
mod clock;
mod cost;
mod details;
mod drafts;
mod drift;
mod fixture;
mod flow;
mod heard;
mod hints;
mod holding;
mod hostile;
mod pages;
mod pictures;
mod planning;
mod pointing;
mod recommendation;
mod roadmap;
mod run;
mod scorecard;
mod search;
mod tallies;
mod ways;
