//! `flipchart`: a terminal workshop facilitator.

pub mod agenda;
pub mod document;
pub mod roadmap;
pub mod scoring;
