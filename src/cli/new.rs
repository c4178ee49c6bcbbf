//! `flipchart new`: begins a workshop.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};
use uuid::Uuid;

use super::args::NewArgs;
use super::failure::{Failure, Outcome};
use super::store;
use crate::agenda::{Playbook, TimeOfDay};
use crate::definitions::playbook_and_rubric;
use crate::document::Clean;
use crate::journal::Session;
use crate::workshop::{Act, Change, Entry, Info, Person, State};

/// Begins a workshop and says what to do next.
pub(super) fn run(args: &NewArgs, author: &str, out: &mut dyn Write) -> Result<Outcome, Failure> {
    let (mut playbook, rubric) = playbook_and_rubric(&args.playbook)?;
    if let Some(start) = args.start {
        begin_at(&mut playbook, start)?;
    }
    let days = playbook.days.len();
    if args.dates.len() > days {
        return Err(anyhow::anyhow!(
            "the playbook has {days} days and there are {} dates: give a date per day",
            args.dates.len()
        )
        .into());
    }
    for pair in args.dates.windows(2) {
        if let [before, after] = pair
            && after <= before
        {
            return Err(anyhow::anyhow!(
                "{after} does not come after {before}: give the dates in order, one per day"
            )
            .into());
        }
    }
    let people = args
        .people
        .as_deref()
        .map(people)
        .transpose()?
        .unwrap_or_default();
    let info = Info {
        title: playbook.header.title.clone(),
        client: Clean::on_one_line(args.client.as_deref().unwrap_or_default()).into_owned(),
        dates: args.dates.clone(),
        ..Info::default()
    };
    let mut state = State::new(info, playbook, rubric);
    state.people = people;
    let (title, blocks) = (state.info.title.clone(), state.playbook.blocks().count());
    begin(&args.file, state, author)?;
    let file = args.file.display();
    writeln!(
        out,
        "Began \"{title}\" in {file}: {days} days, {blocks} blocks. Open it with: flipchart {file}"
    )?;
    Ok(Outcome::Done)
}

/// Writes a workshop file whose journal begins with this state.
pub(super) fn begin(file: &Path, state: State, author: &str) -> anyhow::Result<()> {
    let first = Entry {
        id: Uuid::new_v4(),
        at: store::now(),
        by: author.to_owned(),
        act: Act::Do(vec![Change::Replace(Box::new(state))]),
    };
    Session::create(file, &first)?.close()?;
    Ok(())
}

/// Moves each day as a whole, so that it begins at `start`.
fn begin_at(playbook: &mut Playbook, start: TimeOfDay) -> anyhow::Result<()> {
    for day in &mut playbook.days {
        let Some(first) = day.blocks.first() else {
            continue;
        };
        let by = i32::from(start.minutes()) - i32::from(first.start.minutes());
        for block in &mut day.blocks {
            let moved = block.start.shifted(by).zip(block.end.shifted(by));
            let Some((begin, end)) = moved else {
                bail!(
                    "with --start {start}, block \"{}\" of {} would pass midnight: begin earlier",
                    block.id,
                    day.title
                );
            };
            (block.start, block.end) = (begin, end);
        }
    }
    Ok(())
}

const COLUMNS: [&str; 5] = ["name", "role", "organisation", "email", "facilitator"];

fn people(path: &Path) -> anyhow::Result<Vec<Person>> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {name}"))?;
    read_people(&Clean::kept(text.trim_start_matches('\u{feff}')))
        .map_err(|error| anyhow::anyhow!("{name}:{error}"))
}

/// People from CSV; an error begins with its line.
fn read_people(text: &str) -> Result<Vec<Person>, String> {
    let mut reader = csv::ReaderBuilder::new()
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let header: Vec<String> = reader
        .headers()
        .map_err(|error| format!("1: {error}"))?
        .iter()
        .map(str::to_lowercase)
        .collect();
    if let Some(unknown) = header
        .iter()
        .find(|column| !COLUMNS.contains(&column.as_str()))
    {
        return Err(format!(
            "1: unknown column \"{unknown}\"; the columns are {}",
            COLUMNS.join(", ")
        ));
    }
    if !header.iter().any(|column| column == "name") {
        return Err("1: there is no column \"name\"; add it".to_owned());
    }
    let mut people = Vec::new();
    for row in reader.records() {
        let row = row.map_err(|error| {
            let line = error.position().map_or(1, csv::Position::line);
            format!("{line}: {error}; give each row as many cells as the first line")
        })?;
        let line = row.position().map_or(1, csv::Position::line);
        let cell = |column: &str| {
            let place = header.iter().position(|name| name == column);
            place
                .and_then(|place| row.get(place))
                .unwrap_or_default()
                .to_owned()
        };
        if cell("name").is_empty() {
            return Err(format!(
                "{line}: this person has no name; write one or remove the line"
            ));
        }
        people.push(Person {
            name: cell("name"),
            role: cell("role"),
            organisation: cell("organisation"),
            email: cell("email"),
            facilitator: matches!(
                cell("facilitator").to_lowercase().as_str(),
                "yes" | "true" | "x" | "1"
            ),
        });
    }
    Ok(people)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_read_by_their_headings() {
        let people =
            read_people("Role,name,facilitator\nArchitect,\"Ortiz, Ana\",\n,Bo,yes\n").unwrap();
        assert_eq!(people[0].name, "Ortiz, Ana");
        assert_eq!(people[0].role, "Architect");
        assert!(people[1].facilitator);
    }

    #[test]
    fn a_wrong_list_of_people_is_named_with_its_line() {
        for (text, line, word) in [
            ("name,rolle\nAna,x\n", "1:", "rolle"),
            ("role\nx\n", "1:", "name"),
            ("name,role\nAna,x\n,y\n", "3:", "no name"),
            ("name,role\nAna,x,z\n", "2:", "cells"),
        ] {
            let error = read_people(text).unwrap_err();
            assert!(error.starts_with(line) && error.contains(word), "{error}");
        }
    }

    #[test]
    fn a_later_start_moves_each_day_as_a_whole() {
        let (mut playbook, _) = playbook_and_rubric("eda-workshop").unwrap();
        let lengths = |playbook: &Playbook| {
            playbook
                .blocks()
                .map(|(_, block)| block.minutes())
                .collect::<Vec<_>>()
        };
        let before = lengths(&playbook);
        begin_at(&mut playbook, "08:15".parse().unwrap()).unwrap();
        assert_eq!(lengths(&playbook), before);
        assert!(
            playbook
                .days
                .iter()
                .all(|day| day.blocks[0].start.to_string() == "08:15")
        );
        assert!(begin_at(&mut playbook, "20:00".parse().unwrap()).is_err());
    }
}
