//! What goes into the engine: work packages, the links between them, calendar and start.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::{Calendar, Estimate, WorkingTime};

/// A roadmap as it was entered. [`super::Plan::new`] checks it.
#[derive(Debug, Clone, PartialEq)]
pub struct Network {
    /// The work packages; their order is kept in every list that does not say otherwise.
    pub packages: Vec<Package>,
    /// The dependencies; several between one pair are allowed.
    pub links: Vec<Dependency>,
    /// Working days, hours, holidays.
    pub calendar: Calendar,
    /// The first day; without it there are times but no dates.
    pub start: Option<NaiveDate>,
    /// How three-point durations are sampled in the simulation.
    pub distribution: Distribution,
    /// Slack up to which a package that is not critical is nearly critical.
    pub near_critical: WorkingTime,
}

impl Default for Network {
    /// Empty, in the usual calendar, without a start; nearly critical is up to two days of slack.
    fn default() -> Self {
        Self {
            packages: Vec::new(),
            links: Vec::new(),
            calendar: Calendar::default(),
            start: None,
            distribution: Distribution::default(),
            near_critical: WorkingTime::days(2),
        }
    }
}

/// A piece of work, or a milestone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Package {
    /// The reference (`WP-4`), unique; a title never identifies.
    pub id: String,
    /// What it is called; may be empty.
    pub title: String,
    /// The part of the roadmap it belongs to.
    pub phase: Option<String>,
    /// Who does it.
    pub owner: Option<String>,
    /// The environment it is for.
    pub environment: Option<String>,
    /// How long it takes.
    pub duration: Estimate,
    /// A point in time: its date is that of what it waits for.
    pub milestone: bool,
    /// The first date on which it may begin.
    pub not_before: Option<NaiveDate>,
    /// The date, included, by which it must be finished.
    pub deadline: Option<NaiveDate>,
}

impl Package {
    /// A package with nothing but a reference and a duration.
    #[must_use]
    pub fn new(id: &str, duration: Estimate) -> Self {
        Self {
            id: id.to_owned(),
            title: String::new(),
            phase: None,
            owner: None,
            environment: None,
            duration,
            milestone: false,
            not_before: None,
            deadline: None,
        }
    }
}

/// One package waits for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependency {
    /// The id of the package that comes first.
    pub from: String,
    /// The id of the package that waits.
    pub to: String,
    /// Which of its ends waits for which.
    pub kind: LinkKind,
    /// Working time between the two ends; negative for an overlap.
    pub lag: WorkingTime,
    /// The reason, in the room's words.
    pub why: Option<String>,
}

impl Dependency {
    /// The common link: `to` starts when `from` has finished.
    #[must_use]
    pub fn finish_to_start(from: &str, to: &str) -> Self {
        Self {
            from: from.to_owned(),
            to: to.to_owned(),
            kind: LinkKind::FinishToStart,
            lag: WorkingTime::ZERO,
            why: None,
        }
    }
}

/// The four kinds of link between an end of the first package and an end of the waiting one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LinkKind {
    /// `FS`: start of the waiting one ≥ finish of the first + lag.
    #[default]
    FinishToStart,
    /// `SS`: start ≥ start + lag.
    StartToStart,
    /// `FF`: finish ≥ finish + lag.
    FinishToFinish,
    /// `SF`: finish of the waiting one ≥ start of the first + lag.
    StartToFinish,
}

impl LinkKind {
    /// The two letters it is written with.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::FinishToStart => "FS",
            Self::StartToStart => "SS",
            Self::FinishToFinish => "FF",
            Self::StartToFinish => "SF",
        }
    }

    /// The first package's end is its finish.
    #[must_use]
    pub const fn from_finish(self) -> bool {
        matches!(self, Self::FinishToStart | Self::FinishToFinish)
    }

    /// The waiting package's end is its finish.
    #[must_use]
    pub const fn to_finish(self) -> bool {
        matches!(self, Self::FinishToFinish | Self::StartToFinish)
    }
}

impl fmt::Display for LinkKind {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.code())
    }
}

/// A text that names no kind of link.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no kind of link: write FS, SS, FF or SF")]
pub struct UnknownLinkKind(pub String);

impl FromStr for LinkKind {
    type Err = UnknownLinkKind;

    fn from_str(text: &str) -> Result<Self, UnknownLinkKind> {
        match text.trim().to_ascii_uppercase().as_str() {
            "FS" => Ok(Self::FinishToStart),
            "SS" => Ok(Self::StartToStart),
            "FF" => Ok(Self::FinishToFinish),
            "SF" => Ok(Self::StartToFinish),
            _ => Err(UnknownLinkKind(text.to_owned())),
        }
    }
}

/// How a three-point duration is sampled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Distribution {
    /// `beta-pert`: mean `(o+4m+p)/6`, variance `(mean−o)(p−mean)/7`.
    #[default]
    BetaPert,
    /// `triangular`: mean `(o+m+p)/3`.
    Triangular,
    /// `uniform`: every value between optimistic and pessimistic alike; likely is ignored.
    Uniform,
}

impl Distribution {
    /// The name it is written with.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::BetaPert => "beta-pert",
            Self::Triangular => "triangular",
            Self::Uniform => "uniform",
        }
    }
}

/// A text that names no distribution.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("\"{0}\" is no distribution: write beta-pert, triangular or uniform")]
pub struct UnknownDistribution(pub String);

impl FromStr for Distribution {
    type Err = UnknownDistribution;

    fn from_str(text: &str) -> Result<Self, UnknownDistribution> {
        [Self::BetaPert, Self::Triangular, Self::Uniform]
            .into_iter()
            .find(|known| known.name() == text.trim())
            .ok_or_else(|| UnknownDistribution(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_round_trip() {
        for code in ["FS", "SS", "FF", "SF"] {
            assert_eq!(code.parse::<LinkKind>().unwrap().to_string(), code);
        }
        assert!("ss".parse::<LinkKind>().is_ok());
        assert!(
            "XX".parse::<LinkKind>()
                .unwrap_err()
                .to_string()
                .contains("FS, SS")
        );
        for name in ["beta-pert", "triangular", "uniform"] {
            assert_eq!(name.parse::<Distribution>().unwrap().name(), name);
        }
        assert!("normal".parse::<Distribution>().is_err());
    }
}
