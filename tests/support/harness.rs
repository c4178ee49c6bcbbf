//! What the harnesses begin with that hurt the program: a workshop to lose, writers that lose it, a terminal.
#![allow(dead_code, reason = "each harness uses a part of it")]
#![allow(clippy::print_stdout, reason = "a control says what it has saved")]

pub(crate) mod desk;
pub(crate) mod driver;
pub(crate) mod strace;
pub(crate) mod terminal;
