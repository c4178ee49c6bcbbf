//! Work packages, dependencies and dates: the engine behind the roadmap.
//!
//! Pure: text and dates come in as values, nothing is read from disk, clock or chance.
//!
//! | step | file |
//! | --- | --- |
//! | `3d`, `2d/3d/8d`: working time and estimates | [`working_time`], [`estimate`] |
//! | working days, holidays, ticks to dates | [`calendar`], [`timeline`] |
//! | what goes in, and what can be wrong with it | [`network`], [`problem`] |
//! | the checked network and its order | [`plan`], `places`, `links`, `order` |
//! | earliest and latest times, slack, what drives them | [`schedule`], `passes`, [`dates`] |
//! | loops, and links that say nothing new | [`cycles`], `redundant` |
//! | what may happen: seeded runs | [`simulation`], `sampling`, `random` |
//! | what moves when one step is late | [`slip`] |
//! | the same in plain sentences | [`words`] |
//! | the contract of `flipchart plan --json` | [`json`] |
//!
//! ```
//! use flipchart_engines::roadmap::{Dependency, Network, Package, Plan};
//!
//! let network = Network {
//!     packages: vec![Package::new("WP-1", "3d".parse()?), Package::new("WP-2", "1w".parse()?)],
//!     links: vec![Dependency::finish_to_start("WP-1", "WP-2")],
//!     ..Network::default()
//! };
//! let plan = Plan::new(network).expect("the network has no problems");
//! let schedule = plan.schedule();
//! assert_eq!(plan.days(schedule.finish().unwrap_or(0)), 8.0);
//! # Ok::<(), flipchart_engines::roadmap::DurationError>(())
//! ```

pub mod calendar;
pub mod cycles;
pub mod dates;
pub mod estimate;
mod from_workshop;
pub mod json;
mod links;
pub mod network;
mod order;
mod passes;
mod places;
pub mod plan;
pub mod problem;
mod random;
mod redundant;
mod sampling;
pub mod schedule;
pub mod simulation;
pub mod slip;
pub mod timeline;
pub mod words;
pub mod working_time;

pub use calendar::{Calendar, CalendarProblem};
pub use cycles::Cycle;
pub use dates::{Dates, Span};
pub use estimate::Estimate;
pub use from_workshop::calendar as project_calendar;
pub use network::{Dependency, Distribution, LinkKind, Network, Package};
pub use plan::Plan;
pub use problem::{NetworkProblem, ProblemKind};
pub use schedule::{Cause, Schedule, Times};
pub use simulation::{DeadlineChance, Simulation};
pub use slip::{Moved, Slip};
pub use timeline::Timeline;
pub use words::Words;
pub use working_time::{DurationError, TimeUnit, WorkingTime};

#[cfg(test)]
mod examples;
#[cfg(test)]
mod properties;
