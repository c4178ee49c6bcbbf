//! The journal as a whole: what is written is read, and what cannot be is refused in words.

mod damage;
mod keeping;
mod logs;
mod refusals;
mod refusing;

mod rescued_rows;
mod rescuing;
mod standing_in;
mod upgrading;
