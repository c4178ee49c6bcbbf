#![no_main]
//! Data files of anybody, into a small workshop. The first line says how the rest is read: `toml`, `json`,
//! `csv SHEET`, `notes`, `plan` or `plan-csv`, `scores`.

use flipchart::agenda::SheetId;
use flipchart::document::{Format, Problems};
use flipchart::roadmap::Network;
use flipchart::workshop::{Change, capture, interchange};
use flipchart_fuzz::{NAME, empty, folded, moment, named, stamp, written_and_read};
use libfuzzer_sys::fuzz_target;

fn imported(text: &str, changes: Result<Vec<Change>, Problems>) {
    match changes {
        Ok(changes) => {
            if let Some(workshop) = folded(changes) {
                written_and_read(workshop.state());
            }
        }
        Err(problems) => named(&problems, text),
    }
}

fuzz_target!(|input: &str| {
    let Some((kind, text)) = input.split_once('\n') else {
        return;
    };
    let (kind, sheet) = kind.split_once(' ').unwrap_or((kind, "line-items"));
    let state = empty();
    match kind {
        "toml" => imported(
            text,
            interchange::changes(NAME, text, Format::Toml, state, &stamp()),
        ),
        "json" => imported(
            text,
            interchange::changes(NAME, text, Format::Json, state, &stamp()),
        ),
        "csv" => {
            let sheet = SheetId::new(sheet);
            imported(
                text,
                interchange::changes_from_csv(NAME, text, &sheet, state),
            );
        }
        "notes" => {
            let context = capture::Context::new(state, moment().date_naive());
            let notes = capture::notes(text, &context).into_iter();
            let records = notes.filter_map(|(_, captured)| captured.record());
            let changes = records
                .map(|record| Change::Add(Box::new(record)))
                .collect();
            imported(text, Ok(changes));
        }
        "plan" | "plan-csv" => {
            let data = match kind {
                "plan" => interchange::plan_data(NAME, text, Format::Toml),
                _ => interchange::plan_csv(NAME, text),
            };
            match data {
                Ok(data) => drop(Network::from_data(data)),
                Err(problems) => named(&problems, text),
            }
        }
        "scores" => match interchange::scoring_data(NAME, text, Format::Toml) {
            Ok(state) => drop(interchange::to_toml(&state)),
            Err(problems) => named(&problems, text),
        },
        _ => {}
    }
});
