//! Files for calendars and trackers: what they hold, and that no text breaks them.

use std::collections::BTreeSet;

use flipchart::exports::{Format, files};
use flipchart::workshop::State;

use crate::{fixture, hostile};

/// A file of an export in one format.
fn file(state: &State, format: Format, name: &str) -> String {
    let marks = fixture::marks();
    let input = fixture::input(state, &marks);
    let files = files(&input, &[format], &[]).expect("it is written");
    let found = files.into_iter().find(|file| file.name() == name);
    String::from_utf8(found.expect("it is there").bytes().to_vec()).expect("it is text")
}

fn calendar(state: &State) -> String {
    file(state, Format::Ics, "calendar.ics")
}

/// The workshop as it is, and with every hostile text.
fn states() -> impl Iterator<Item = State> {
    let hostile = hostile::TEXTS
        .iter()
        .map(|text| hostile::with(fixture::full(), text));
    [fixture::full(), fixture::empty()]
        .into_iter()
        .chain(hostile)
}

#[test]
fn the_calendar_is_as_agreed() {
    insta::assert_snapshot!(calendar(&fixture::full()).replace("\r\n", "\n"));
}

#[test]
fn every_event_of_a_calendar_is_whole() {
    for state in states() {
        let text = calendar(&state);
        assert_eq!(
            text,
            calendar(&state),
            "the same state gives the same bytes"
        );
        assert!(
            !text.replace("\r\n", "").contains(['\n', '\r']),
            "lines end with CR LF"
        );
        assert!(
            text.lines().all(|line| line.len() <= 75),
            "long lines are folded"
        );
        let unfolded = text.replace("\r\n ", "");
        let mut ids = BTreeSet::new();
        for event in unfolded.split("BEGIN:VEVENT").skip(1) {
            let of = |name: &str| {
                let mut lines = event.lines();
                let line = lines.find(|line| line.starts_with(name));
                line.and_then(|line| line.split_once(':'))
                    .map(|(_, value)| value.to_owned())
            };
            let [start, end, id, stamp, summary] =
                ["DTSTART", "DTEND", "UID", "DTSTAMP", "SUMMARY"].map(of);
            assert!(start < end, "an event ends after it starts: {event}");
            assert!(
                start.is_some() && stamp.is_some() && summary.is_some(),
                "{event}"
            );
            assert!(
                ids.insert(id.expect("a UID")),
                "a UID is there once: {event}"
            );
        }
    }
}

/// The lines of a file for a tracker.
fn rows(state: &State, name: &str) -> Vec<Vec<String>> {
    let text = file(state, Format::Csv, name);
    assert!(!text.starts_with('\u{feff}'), "no byte order mark");
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("every row as long as the first"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

#[test]
fn trackers_get_a_line_per_work_package_and_no_command() {
    for state in [fixture::full()].into_iter().chain(
        hostile::TEXTS
            .iter()
            .copied()
            .chain(["/close", "/label ~x", "=1+1", "@all"])
            .map(|text| hostile::with(fixture::full(), text)),
    ) {
        let gitlab = rows(&state, "work-packages-gitlab.csv");
        assert_eq!(gitlab[0], ["title", "description", "due_date"]);
        let jira = rows(&state, "work-packages-jira.csv");
        assert_eq!(
            jira[0][..4],
            ["Issue Id", "Summary", "Issue Type", "Description"]
        );
        assert_eq!(gitlab.len(), jira.len());
        for row in gitlab.iter().chain(&jira).skip(1) {
            assert!(
                row.iter()
                    .all(|cell| !cell.starts_with(['=', '+', '-', '@'])),
                "{row:?}"
            );
        }
        for row in &gitlab[1..] {
            let command = row[1]
                .lines()
                .any(|line| line.trim_start().starts_with('/'));
            assert!(!command, "GitLab would obey: {row:?}");
        }
    }
}

#[test]
fn jira_links_lead_to_lines_of_the_file() {
    let rows = rows(&fixture::full(), "work-packages-jira.csv");
    let ids: BTreeSet<&str> = rows[1..].iter().map(|row| row[0].as_str()).collect();
    assert_eq!(ids.len(), rows.len() - 1);
    let link = |name: &String| name == "Inward issue link (Blocks)";
    let mut links = 0;
    for row in &rows[1..] {
        let ends = row.iter().zip(&rows[0]).filter(|(_, name)| link(name));
        for (end, _) in ends.filter(|(end, _)| !end.is_empty()) {
            assert!(ids.contains(end.as_str()) && *end != row[0], "{row:?}");
            links += 1;
        }
    }
    assert!(links > 0);
}
