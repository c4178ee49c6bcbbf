//! Work packages as files that trackers import: Jira Cloud and GitLab.
//!
//! Without a byte order mark, which GitLab would take for a part of the first column's name. Owners
//! stand in the description: an importer refuses a line whose assignee it does not know.

use super::report::duration;
use super::say;
use super::text::{fold, inline};
use super::work::Work;
use crate::roadmap::Package;
use crate::workshop::{Record, Reference, Value, interchange};

/// The name of Jira's link between what comes first and what waits for it, as its own exports have it.
const BLOCKED_BY: &str = "Inward issue link (Blocks)";

/// The files for trackers; none without a work package.
#[must_use]
pub(super) fn trackers(work: &Work<'_>) -> Vec<(String, String)> {
    let issues: Vec<Issue<'_>> = (0..work.plan.network().packages.len())
        .map(|place| Issue { work, place })
        .collect();
    if issues.is_empty() {
        return Vec::new();
    }
    let (jira, gitlab) = (jira(&issues), gitlab(&issues));
    [
        ("work-packages-jira.csv", jira),
        ("work-packages-gitlab.csv", gitlab),
    ]
    .map(|(name, rows)| (name.to_owned(), interchange::plain_csv(rows)))
    .into()
}

/// A work package on its way into a tracker.
#[derive(Clone, Copy)]
struct Issue<'r> {
    work: &'r Work<'r>,
    place: usize,
}

impl<'r> Issue<'r> {
    fn package(&self) -> &'r Package {
        &self.work.plan.network().packages[self.place]
    }

    fn record(&self) -> Option<&'r Record> {
        self.work.state.record(&Reference::new(&self.package().id))
    }

    fn title(&self) -> String {
        fold(&format!("{} {}", self.package().id, self.package().title))
    }

    fn dates(&self) -> [String; 2] {
        let span = self.work.dates.packages[self.place];
        span.map_or_else(Default::default, |span| {
            [span.start.to_string(), span.finish.to_string()]
        })
    }

    /// Places of the packages it waits for, each once.
    fn before(&self) -> Vec<usize> {
        let plan = &self.work.plan;
        let before = plan.links_into(self.place);
        let mut before: Vec<usize> = before
            .filter_map(|link| plan.ends(link))
            .map(|(from, _)| from)
            .collect();
        before.sort_unstable();
        before.dedup();
        before
    }

    /// What there is to say, a line each, as name and text.
    fn lines(&self) -> Vec<(&'static str, String)> {
        let package = self.package();
        let text = |column: &str| self.record().map_or("", |record| record.text(column));
        let owner = package.owner.as_deref().unwrap_or_default();
        let day = |date: Option<chrono::NaiveDate>| date.map_or_else(String::new, say::day);
        let duration = if text("duration").is_empty() {
            // Counted as no time in the plan, but a tracker must not read that as an estimate.
            String::new()
        } else {
            duration(&package.duration.to_string())
        };
        let mut lines = vec![
            ("Outcome", fold(text("outcome"))),
            ("Acceptance", fold(text("acceptance"))),
            ("Owner", fold(owner.trim_start_matches('@'))),
            ("Duration", duration),
            ("Deadline", day(package.deadline)),
        ];
        let plan = &self.work.plan;
        lines.extend(plan.links_into(self.place).filter_map(|link| {
            let (from, _) = plan.ends(link)?;
            let first = Self {
                place: from,
                ..*self
            };
            let why = plan.network().links[link].why.as_deref();
            let why = why.map_or_else(String::new, |why| format!(": {}", fold(why)));
            Some(("Waits for", format!("{}{why}", first.title())))
        }));
        lines.retain(|(_, text)| !text.is_empty());
        lines
    }

    /// Words without blanks, as labels must be.
    fn labels(&self) -> [String; 3] {
        let package = self.package();
        let label = |text: &Option<String>| {
            let text = fold(text.as_deref().unwrap_or_default());
            text.split_whitespace().collect::<Vec<_>>().join("-")
        };
        let milestone = if package.milestone { "milestone" } else { "" };
        [
            label(&package.phase),
            label(&package.environment),
            milestone.to_owned(),
        ]
    }

    /// Effort in seconds, as Jira counts its estimates; empty when unsaid.
    fn seconds(&self) -> String {
        let effort = match self.record().and_then(|record| record.get("effort")) {
            Some(Value::Number(days)) if *days > 0.0 => *days,
            _ => return String::new(),
        };
        let hours = self.work.state.plan.hours_per_day;
        format!("{:.0}", effort * hours * 3600.0)
    }
}

/// Jira Cloud: dates as `yyyy-MM-dd`, an id of its own per line for the links between lines.
fn jira(issues: &[Issue<'_>]) -> Vec<Vec<String>> {
    let widest = issues.iter().map(|issue| issue.before().len()).max();
    let widest = widest.unwrap_or(0);
    let mut header: Vec<&str> = vec![
        "Issue Id",
        "Summary",
        "Issue Type",
        "Description",
        "Start date",
        "Due date",
        "Original estimate",
        "Labels",
        "Labels",
        "Labels",
    ];
    header.extend((0..widest).map(|_| BLOCKED_BY));
    let number = |place: usize| (place + 1).to_string();
    let row = |issue: &Issue<'_>| {
        let lines = issue.lines();
        let lines: Vec<String> = lines
            .iter()
            .map(|(name, text)| format!("{name}: {text}"))
            .collect();
        let mut row = vec![
            number(issue.place),
            issue.title(),
            "Task".to_owned(),
            lines.join("\n"),
        ];
        row.extend(issue.dates());
        row.push(issue.seconds());
        row.extend(issue.labels());
        let before = issue.before();
        row.extend((0..widest).map(|at| before.get(at).map_or_else(String::new, |at| number(*at))));
        row
    };
    let header = header.into_iter().map(str::to_owned).collect();
    std::iter::once(header)
        .chain(issues.iter().map(row))
        .collect()
}

/// GitLab: title, description in Markdown, due date.
fn gitlab(issues: &[Issue<'_>]) -> Vec<Vec<String>> {
    let header = ["title", "description", "due_date"].map(str::to_owned);
    // Every line begins with a name: a text that begins with `/close` is no command to GitLab.
    let row = |issue: &Issue<'_>| {
        let lines = issue.lines();
        let lines = lines
            .iter()
            .map(|(name, text)| format!("{name}: {}", inline(text)));
        let [_, due] = issue.dates();
        vec![issue.title(), lines.collect::<Vec<_>>().join("\n\n"), due]
    };
    std::iter::once(header.into())
        .chain(issues.iter().map(row))
        .collect()
}
