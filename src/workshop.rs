//! A workshop: everything the room said, and how it came to be.
//!
//! A [`Workshop`] is the fold of its journal: [`Entry`] after entry is applied to a [`State`]. Every
//! change goes through [`State`]'s slots, which remember what was there before, so undo and redo are the
//! same swap and cost nothing until they are used.

mod apply;
mod apply_definitions;
mod as_list;
pub mod capture;
mod change;
mod describe;
mod difference;
pub mod flow;
mod hands;
mod history;
mod info;
pub mod interchange;
mod link;
pub mod phrase;
mod progress;
mod record;
mod reference;
mod reweighed;
mod score;
pub mod search;
mod slots;
mod state;
mod tally;
#[cfg(test)]
mod tests;
mod value;
mod values;

pub use apply::ApplyError;
pub use change::{Act, Change, ClockEvent, Entry, NewRecord};
pub use difference::{Difference, differences};
pub use hands::HandsError;
pub use history::{Applied, Milestone, Workshop};
pub use info::{Decision, Info, Person, PlanSettings, Status, Weekday, endless_holidays};
pub use link::{Link, LinkKey, Node, Precedence, Relation};
pub use progress::{Acceptance, Clock, Run};
pub use record::{Record, Stamp};
pub use reference::Reference;
pub use reweighed::{Moved, Redemanded, Reweighed, Weighing};
pub use score::{CellKey, Mark, MarkError, Provenance, Score};
pub use slots::Slot;
pub use state::{MatrixKey, Prose, State};
pub use tally::{Round, Tally};
pub use value::{Value, ValueError};
pub use values::Values;
