//! Work packages, dependencies and dates: the engine behind the roadmap.
//!
//! Pure: text and dates come in as values, nothing is read from disk, clock or chance.
//!
//! | step | file |
//! | --- | --- |
//! | `3d`, `2d/3d/8d`: working time and estimates | [`working_time`], [`estimate`] |
//! | working days, holidays, minutes to dates | [`calendar`], [`timeline`] |
//! | what goes in, and what can be wrong with it | [`network`], [`problem`] |
//!

pub mod calendar;
pub mod estimate;
pub mod network;
pub mod timeline;
pub mod working_time;

pub use calendar::{Calendar, CalendarProblem};
pub use estimate::Estimate;
pub use network::{Dependency, Distribution, LinkKind, Network, Package};
pub use timeline::Timeline;
pub use working_time::{DurationError, TimeUnit, WorkingTime};
