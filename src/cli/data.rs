//! Workshops and data files as input of the engines.

mod place;

use std::path::Path;

use anyhow::{Context, bail};

use super::failure::Failure;
use super::store;
use crate::document::{self, Format};
use crate::roadmap::{CalendarProblem, Network, NetworkProblem, Plan, ProblemKind};
use crate::scoring::ScoringError;
use crate::workshop::interchange::{self, PlanData, PlanLines};
use crate::workshop::{Change, State};

/// How a data file is to be read, by its ending; none when it is a workshop.
enum Kind {
    Tree(Format),
    Csv,
}

fn kind(file: &Path) -> Option<Kind> {
    match file.extension()?.to_string_lossy().to_lowercase().as_str() {
        "toml" => Some(Kind::Tree(Format::Toml)),
        "json" => Some(Kind::Tree(Format::Json)),
        "csv" => Some(Kind::Csv),
        _ => None,
    }
}

/// The text of a data file without a byte order mark.
pub(super) fn text(file: &Path) -> anyhow::Result<String> {
    let name = file.display();
    let bytes = std::fs::read(file).with_context(|| format!("cannot read {name}"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = error.utf8_error().valid_up_to();
        let breaks = error.as_bytes().iter().take(before);
        let line = breaks.filter(|byte| **byte == b'\n').count() + 1;
        anyhow::anyhow!(
            "{name}:{line}: this is not text in UTF-8: save the file as UTF-8 and try again"
        )
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

/// The state whose options are to be scored.
pub(super) fn scored(file: &Path) -> Result<State, Failure> {
    let name = file.display().to_string();
    match kind(file) {
        Some(Kind::Tree(format)) => Ok(interchange::scoring_data(&name, &text(file)?, format)?),
        Some(Kind::Csv) => {
            Err(anyhow::anyhow!("{name}: score reads workshops, .toml and .json").into())
        }
        None => Ok(store::read(file)?.state().clone()),
    }
}

/// The file and, in a data file, the line to which a refusal of the scoring engine points.
pub(super) fn refused_at(file: &Path, error: &ScoringError) -> String {
    let name = file.display();
    let line = || {
        let Kind::Tree(format) = kind(file)? else {
            return None;
        };
        let text = text(file).ok()?;
        let (reader, root) = document::parse("", &text, format).ok()?;
        let at = place::of(&reader.fields(&root, "the file"), error)?;
        Some(reader.line(at))
    };
    line().map_or_else(|| name.to_string(), |line| format!("{name}:{line}"))
}

/// The plan to be scheduled.
pub(super) fn planned(file: &Path) -> Result<Plan, Failure> {
    let name = file.display().to_string();
    let data = match kind(file) {
        Some(Kind::Tree(format)) => interchange::plan_data(&name, &text(file)?, format)?,
        Some(Kind::Csv) => interchange::plan_csv(&name, &text(file)?)?,
        None => {
            let network = Network::of(store::read(file)?.state());
            return Ok(Plan::salvage(network).0);
        }
    };
    Ok(checked(&name, data)?)
}

/// A plan of the data, which goes into it; what stays are the lines of what a problem is about.
fn checked(name: &str, data: PlanData) -> anyhow::Result<Plan> {
    let lines = data.lines();
    let network = Network::from_data(data)
        .map_err(|problems| anyhow::anyhow!("{}", named(name, &problems)))?;
    match Plan::new(network) {
        Ok(plan) => Ok(plan),
        Err(problems) => {
            let refusing = problems.iter().filter(|problem| problem.kind.refuses());
            let all: Vec<String> = refusing
                .map(|problem| format!("{name}:{}: {problem}", line(&lines, problem)))
                .collect();
            bail!("{}", all.join("\n"))
        }
    }
}

/// Refuses changes that would set a calendar in which no work can be done.
pub(super) fn check_calendars(name: &str, changes: &[Change]) -> anyhow::Result<()> {
    let settings = changes.iter().filter_map(|change| match change {
        Change::SetPlan(plan) => Some(&**plan),
        Change::Replace(state) => Some(&state.plan),
        _ => None,
    });
    let calendars = settings.map(crate::roadmap::project_calendar);
    match calendars.into_iter().find_map(Result::err) {
        Some(problems) => bail!("{}", named(name, &problems)),
        None => Ok(()),
    }
}

fn named(name: &str, problems: &[CalendarProblem]) -> String {
    let lines: Vec<String> = problems
        .iter()
        .map(|problem| format!("{name}: {problem}"))
        .collect();
    lines.join("\n")
}

/// The line of what a problem is about, from 1.
fn line(lines: &PlanLines, problem: &NetworkProblem) -> usize {
    let link = problem.link.and_then(|place| lines.links.get(place));
    let deadline = matches!(problem.kind, ProblemKind::DeadlineBeforeStart { .. });
    let package = problem.package.and_then(|place| {
        let of = if deadline {
            &lines.deadlines
        } else {
            &lines.packages
        };
        of.get(place)
    });
    link.or(package).copied().unwrap_or(1)
}
