//! `flipchart`: a terminal workshop facilitator.

pub mod roadmap;
pub mod scoring;
