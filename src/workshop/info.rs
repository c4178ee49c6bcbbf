//! What is known of a workshop as a whole: client, people, question, calendar.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// A gap without a working day beyond this many days is taken for a mistake.
const LONGEST_GAP: i64 = 366;

/// Client, dates and purpose.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Info {
    /// What the workshop is called.
    pub title: String,
    /// For whom it is held.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub client: String,
    /// A date per day of the agenda, in order; days beyond the list have no date yet.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub dates: Vec<NaiveDate>,
    /// Where it is held.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub location: String,
    /// Who may read the reports.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub classification: String,
    /// How far the recommendation is agreed.
    pub status: Status,
    /// Version of the report, as people call it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub version: String,
    /// Whether the facilitators have a commercial interest in an option.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub interests: String,
    /// The question that the workshop answers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub question: String,
    /// What is in scope.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub scope: Vec<String>,
    /// What is not.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub non_scope: Vec<String>,
    /// The currency of cost totals.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub currency: String,
    /// How many people vote, when it is not as many as are listed beside the facilitators.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub room: Option<u32>,
    /// The decision asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
}

/// The decision that the report asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Decision {
    /// Who decides.
    pub who: String,
    /// What is to be decided.
    pub what: String,
    /// By when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub by: Option<NaiveDate>,
}

/// How far the recommendation is agreed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Being written.
    #[default]
    Draft,
    /// Put to the client.
    Proposed,
    /// Agreed by the client.
    Agreed,
    /// Replaced by a later one.
    Superseded,
}

impl Status {
    /// All four.
    pub const ALL: [Self; 4] = [Self::Draft, Self::Proposed, Self::Agreed, Self::Superseded];

    /// The word in files and reports.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Proposed => "proposed",
            Self::Agreed => "agreed",
            Self::Superseded => "superseded",
        }
    }
}

/// Someone who takes part or is named.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Person {
    /// Name.
    pub name: String,
    /// What they do.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// For whom.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub organisation: String,
    /// Mail address.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub email: String,
    /// Leads the workshop.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub facilitator: bool,
}

impl Person {
    /// How many of these people vote: all but the facilitators; `None` when there are none.
    pub(in crate::workshop) fn voters(people: &[Self]) -> Option<u32> {
        let voters = people.iter().filter(|person| !person.facilitator).count();
        u32::try_from(voters).ok().filter(|voters| *voters > 0)
    }
}

/// The project calendar of the roadmap.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(default)]
pub struct PlanSettings {
    /// The first day of the plan.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub start: Option<NaiveDate>,
    /// Working hours of a day, above 0 and at most 24.
    pub hours_per_day: f64,
    /// Days on which work is done.
    pub working_days: Vec<Weekday>,
    /// Days on which none is, although their weekday would allow it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub holidays: Vec<NaiveDate>,
    /// `beta-pert` or `triangular`: how three-point estimates are spread in the simulation.
    pub distribution: String,
    /// Working time of slack, such as `2d`, up to which a work package is nearly critical.
    #[serde(skip_serializing_if = "PlanSettings::is_usual_band")]
    pub near_critical: String,
}

impl PlanSettings {
    /// What is nearly critical when nobody says otherwise.
    const NEAR_CRITICAL: &'static str = "2d";

    fn is_usual_band(band: &str) -> bool {
        band == Self::NEAR_CRITICAL
    }

    /// See [`endless_holidays`].
    #[must_use]
    pub fn endless_holidays(&self) -> Option<(NaiveDate, NaiveDate)> {
        endless_holidays(&self.holidays, |date| {
            let day = Weekday::ALL[date.weekday().num_days_from_monday() as usize];
            self.working_days.contains(&day)
        })
    }
}

/// The first and the last of holidays that take every working day of more than a year, which must be a
/// mistake: no work could be planned into them. `worked` tells which dates are worked otherwise.
#[must_use]
pub fn endless_holidays(
    holidays: &[NaiveDate],
    worked: impl Fn(NaiveDate) -> bool,
) -> Option<(NaiveDate, NaiveDate)> {
    let worked = |date: &NaiveDate| worked(*date);
    let next = |date: NaiveDate| date.iter_days().skip(1).take(7).find(worked);
    let mut holidays: Vec<NaiveDate> = holidays.iter().copied().filter(worked).collect();
    holidays.sort_unstable();
    holidays.dedup();
    holidays
        .chunk_by(|date, following| next(*date) == Some(*following))
        .map(|run| (run[0], run[run.len() - 1]))
        .find(|(from, to)| (*to - *from).num_days() > LONGEST_GAP)
}

impl Default for PlanSettings {
    fn default() -> Self {
        Self {
            start: None,
            hours_per_day: 8.0,
            working_days: Weekday::ALL.into_iter().take(5).collect(),
            holidays: Vec::new(),
            distribution: "beta-pert".to_owned(),
            near_critical: Self::NEAR_CRITICAL.to_owned(),
        }
    }
}

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [
        Self::Mon,
        Self::Tue,
        Self::Wed,
        Self::Thu,
        Self::Fri,
        Self::Sat,
        Self::Sun,
    ];

    /// The word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Mon => "mon",
            Self::Tue => "tue",
            Self::Wed => "wed",
            Self::Thu => "thu",
            Self::Fri => "fri",
            Self::Sat => "sat",
            Self::Sun => "sun",
        }
    }
}
