//! The roadmap of a workshop or data file as a network.

use super::{
    Calendar, CalendarProblem, Dependency, Estimate, LinkKind, Network, Package, WorkingTime,
};
use crate::agenda::SheetKind;
use crate::workshop::interchange::{PlanData, PlanLink, PlanRow};
use crate::workshop::{LinkKey, PlanSettings, Precedence, Record, Relation, State, Value, Weekday};

impl Network {
    /// The work packages of a workshop that are neither removed nor dropped, and the links between them.
    ///
    /// A package without a readable duration takes no time here; `check` names it. A calendar that cannot
    /// be is replaced by the usual one: what sets it refuses it.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let plans = state
            .playbook
            .sheets
            .iter()
            .filter(|sheet| sheet.kind() == SheetKind::Plan);
        let packages: Vec<Package> = plans
            .flat_map(|sheet| state.on_sheet(&sheet.id))
            .filter(|record| record.text("status") != "dropped")
            .map(package)
            .collect();
        let known: std::collections::BTreeSet<&str> =
            packages.iter().map(|package| package.id.as_str()).collect();
        let links = state
            .links
            .iter()
            .filter_map(|(key, link)| dependency(key, &link.lag, &link.why));
        let links = links
            .filter(|link| known.contains(link.from.as_str()) && known.contains(link.to.as_str()));
        Self {
            links: links.collect(),
            calendar: calendar(&state.plan).unwrap_or_default(),
            start: state.plan.start,
            distribution: state.plan.distribution.parse().unwrap_or_default(),
            near_critical: near_critical(&state.plan),
            packages,
        }
    }
}

impl Network {
    /// The roadmap of a data file; places in it are those of the file's packages and links.
    ///
    /// # Errors
    /// Every problem of its calendar.
    pub fn from_data(data: PlanData) -> Result<Self, Vec<CalendarProblem>> {
        // The lists are made over in their places: of a large plan each has tens of megabytes.
        Ok(Self {
            packages: data.packages.into_iter().map(row).collect(),
            links: data.links.into_iter().map(link).collect(),
            calendar: calendar(&data.settings)?,
            start: data.settings.start,
            distribution: data.settings.distribution.parse().unwrap_or_default(),
            near_critical: near_critical(&data.settings),
        })
    }
}

fn near_critical(plan: &PlanSettings) -> WorkingTime {
    let usual = || Network::default().near_critical;
    plan.near_critical.parse().unwrap_or_else(|_| usual())
}

fn row(row: PlanRow) -> Package {
    Package {
        id: row.id,
        title: row.title,
        phase: row.phase,
        owner: row.owner,
        environment: row.environment,
        duration: row.duration.parse().unwrap_or(Estimate::ZERO),
        milestone: row.milestone,
        not_before: row.not_before,
        deadline: row.deadline,
    }
}

fn link(link: PlanLink) -> Dependency {
    Dependency {
        from: link.from,
        to: link.to,
        kind: kind(link.kind),
        lag: link.lag.parse().unwrap_or(WorkingTime::ZERO),
        why: Some(link.why).filter(|why| !why.is_empty()),
    }
}

fn package(record: &Record) -> Package {
    let text = |column| {
        Some(record.text(column))
            .filter(|text| !text.is_empty())
            .map(str::to_owned)
    };
    let date = |column| match record.get(column) {
        Some(Value::Date(date)) => Some(*date),
        _ => None,
    };
    Package {
        id: record.id.to_string(),
        title: record.naming_text().to_owned(),
        phase: text("phase"),
        owner: text("owner"),
        environment: text("environment"),
        duration: record.text("duration").parse().unwrap_or(Estimate::ZERO),
        milestone: matches!(record.get("milestone"), Some(Value::Flag(true))),
        not_before: date("not-before"),
        deadline: date("deadline"),
    }
}

fn dependency(key: &LinkKey, lag: &str, why: &str) -> Option<Dependency> {
    let Relation::Precedes(precedence) = key.relation else {
        return None;
    };
    Some(Dependency {
        from: key.from.record()?.to_string(),
        to: key.to.record()?.to_string(),
        kind: kind(precedence),
        lag: lag.parse().unwrap_or(WorkingTime::ZERO),
        why: Some(why).filter(|why| !why.is_empty()).map(str::to_owned),
    })
}

const fn kind(precedence: Precedence) -> LinkKind {
    match precedence {
        Precedence::FinishStart => LinkKind::FinishToStart,
        Precedence::StartStart => LinkKind::StartToStart,
        Precedence::FinishFinish => LinkKind::FinishToFinish,
        Precedence::StartFinish => LinkKind::StartToFinish,
    }
}

/// The project calendar as the engine needs it.
///
/// # Errors
/// Every problem at once: no working day, impossible hours, holidays without end.
pub fn calendar(plan: &PlanSettings) -> Result<Calendar, Vec<CalendarProblem>> {
    let days: Vec<chrono::Weekday> = plan.working_days.iter().map(|day| weekday(*day)).collect();
    Calendar::new(&days, plan.hours_per_day, plan.holidays.clone())
}

const fn weekday(day: Weekday) -> chrono::Weekday {
    match day {
        Weekday::Mon => chrono::Weekday::Mon,
        Weekday::Tue => chrono::Weekday::Tue,
        Weekday::Wed => chrono::Weekday::Wed,
        Weekday::Thu => chrono::Weekday::Thu,
        Weekday::Fri => chrono::Weekday::Fri,
        Weekday::Sat => chrono::Weekday::Sat,
        Weekday::Sun => chrono::Weekday::Sun,
    }
}
