//! The parts of which the documents are made, one file each.

pub mod agenda;
pub mod alternatives;
pub mod annex;
pub mod bottom_line;
pub mod conditions;
pub mod confidence;
pub mod costs;
pub mod cover;
pub mod criteria;
pub mod entries;
pub mod findings;
pub mod flows;
pub mod matrices;
pub mod method;
pub mod next_steps;
pub mod packages;
pub mod people;
pub mod plan;
pub mod prose;
pub mod registers;
pub mod risks;
pub mod scores;
pub mod simulation;
pub mod swot;
pub mod timeline;
pub mod what_changes;
