//! Frames as bytes for the terminal.
//!
//! A package of its own, built for speed: every key goes through it, and compares each cell of the screen.

mod change;
mod scroll;
mod wire;

pub use change::update;
pub use wire::Wire;
