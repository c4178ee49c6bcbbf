//! A rubric: options, criteria, weights and scale of a decision.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::ids::{CriterionId, Environment, OptionId};
use super::level::Level;

/// What is compared, on what, and how much each criterion counts.
///
/// Its serialised form has the keys of the file format, so what is written can be read back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Rubric {
    /// Name, environments, scale.
    #[serde(rename = "rubric")]
    pub header: RubricHeader,
    /// What is compared.
    #[serde(default, rename = "option")]
    pub options: Vec<PlatformOption>,
    /// What it is compared on.
    #[serde(default, rename = "criterion")]
    pub criteria: Vec<Criterion>,
}

/// Name, environments, scale and thresholds of a rubric.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RubricHeader {
    /// Its name in files and on the command line.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Counts up with every change.
    pub version: u32,
    /// What is scored, weighted and recommended separately.
    pub environments: Vec<Environment>,
    /// What the levels are worth.
    #[serde(default)]
    pub scale: Scale,
    /// When a verdict is clear.
    #[serde(default)]
    pub thresholds: Thresholds,
    /// What doing the minimum would mean, in prose; it is described, not scored.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_minimum: Option<String>,
}

/// Value of each level on the favourable side; default 0, 0.5, 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scale {
    /// Value of L.
    #[serde(rename = "L")]
    pub low: f64,
    /// Value of M.
    #[serde(rename = "M")]
    pub medium: f64,
    /// Value of H.
    #[serde(rename = "H")]
    pub high: f64,
}

impl Scale {
    /// What a level is worth on a criterion of this direction: 0 for the worst level, 1 for the best.
    #[must_use]
    pub fn share(&self, level: Level, direction: Direction) -> f64 {
        let value = match (direction, level) {
            (_, Level::Medium) => self.medium,
            (Direction::HigherIsBetter, Level::High) | (Direction::LowerIsBetter, Level::Low) => {
                self.high
            }
            _ => self.low,
        };
        (value - self.low) / (self.high - self.low)
    }
}

impl Default for Scale {
    fn default() -> Self {
        Self {
            low: 0.0,
            medium: 0.5,
            high: 1.0,
        }
    }
}

/// When a verdict is clear, leaning, and when two platforms are better than one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Thresholds {
    /// Share of weightings in which the leader of a clear verdict comes first, at least.
    pub clear_share: f64,
    /// Points out of 100 that must move to flip a clear verdict, at least.
    pub clear_points: f64,
    /// Share of weightings in which the leader of a leaning verdict comes first, at least.
    pub leaning_share: f64,
    /// Gain in score (0 to 1) above which a platform per environment beats one for both.
    pub split_gain: f64,
}

impl Default for Thresholds {
    fn default() -> Self {
        Self {
            clear_share: 0.80,
            clear_points: 10.0,
            leaning_share: 0.5,
            split_gain: 0.10,
        }
    }
}

/// Something that is compared: a platform, an operating model.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct PlatformOption {
    /// Its name in files.
    pub id: OptionId,
    /// Its heading.
    pub title: String,
    /// A column heading of at most 12 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// What it is, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// SWOT points to start from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub swot: Vec<SwotSeed>,
}

impl PlatformOption {
    /// The column heading, or the title where there is none.
    #[must_use]
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }
}

/// A SWOT point that a rubric brings along.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct SwotSeed {
    /// Its name in the file.
    pub id: String,
    /// Where it belongs.
    pub quadrant: Quadrant,
    /// The point.
    pub text: String,
    /// Criteria it speaks to.
    #[serde(default)]
    pub criteria: Vec<CriterionId>,
    /// Where it was read.
    pub source: String,
    /// The date for which the source speaks.
    #[cfg_attr(test, schemars(with = "String"))]
    pub as_of: NaiveDate,
}

/// A quadrant of a SWOT board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Quadrant {
    /// Helpful, internal.
    Strengths,
    /// Harmful, internal.
    Weaknesses,
    /// Helpful, external.
    Opportunities,
    /// Harmful, external.
    Threats,
}

impl Quadrant {
    /// All quadrants in reading order.
    pub const ALL: [Self; 4] = [
        Self::Strengths,
        Self::Weaknesses,
        Self::Opportunities,
        Self::Threats,
    ];

    /// The quadrant as it is written in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Strengths => "strengths",
            Self::Weaknesses => "weaknesses",
            Self::Opportunities => "opportunities",
            Self::Threats => "threats",
        }
    }

    /// The quadrant whose name begins with this letter or word.
    #[must_use]
    pub fn from_start(text: &str) -> Option<Self> {
        let text = text.to_lowercase();
        Self::ALL
            .into_iter()
            .find(|quadrant| !text.is_empty() && quadrant.id().starts_with(&text))
    }
}

/// What the options are compared on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Criterion {
    /// Its name in files.
    pub id: CriterionId,
    /// Its heading.
    pub title: String,
    /// A row heading of at most 14 characters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub short: Option<String>,
    /// Whether High is good or bad.
    #[serde(default)]
    pub direction: Direction,
    /// What it covers, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// The swing question that its weight answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// What each level means.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub anchors: BTreeMap<Level, String>,
    /// Points per environment; 1 where an environment is missing.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub weight: BTreeMap<Environment, f64>,
    /// The least favourable level that is acceptable, per environment.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub must_have: BTreeMap<Environment, Level>,
}

impl Criterion {
    /// The row heading, or the title where there is none.
    #[must_use]
    pub fn short(&self) -> &str {
        self.short.as_deref().unwrap_or(&self.title)
    }

    /// Points in an environment.
    #[must_use]
    pub fn points(&self, environment: &Environment) -> f64 {
        self.weight.get(environment).copied().unwrap_or(1.0)
    }
}

/// Whether a High is good or bad.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    /// High is good.
    #[default]
    HigherIsBetter,
    /// High is bad, as with cost.
    LowerIsBetter,
}

impl Direction {
    /// The direction as it is written in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::HigherIsBetter => "higher-is-better",
            Self::LowerIsBetter => "lower-is-better",
        }
    }

    /// How favourable a level is: 0 worst, 2 best.
    #[must_use]
    pub const fn favour(self, level: Level) -> usize {
        match self {
            Self::HigherIsBetter => level as usize,
            Self::LowerIsBetter => 2 - level as usize,
        }
    }
}

impl Rubric {
    /// The option of this name.
    #[must_use]
    pub fn option(&self, id: &OptionId) -> Option<&PlatformOption> {
        self.options.iter().find(|option| option.id == *id)
    }

    /// The criterion of this name.
    #[must_use]
    pub fn criterion(&self, id: &CriterionId) -> Option<&Criterion> {
        self.criteria.iter().find(|criterion| criterion.id == *id)
    }
}
