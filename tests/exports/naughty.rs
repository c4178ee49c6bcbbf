//! A corpus of hostile texts in every field and every format, judged by parsers that are not ours.

use std::collections::BTreeSet;

use flipchart::document::Format as DataFormat;
use flipchart::exports::{Format, files, text};
use flipchart::workshop::{Stamp, State, interchange};

use crate::{corpus, fixture, hostile, markdown};

/// Texts that go into one workshop together.
const TOGETHER: usize = 100;

fn export(state: &State) -> Vec<(String, String)> {
    let marks = fixture::marks();
    let input = fixture::input(state, &marks);
    let files = files(&input, &Format::ALL, &[]).expect("it is written");
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).expect("it is text");
    files
        .iter()
        .map(|file| (file.name().to_owned(), text(file.bytes())))
        .collect()
}

/// A text of the same length that means nothing: what is long is laid out in another way.
fn harmless(text: &str) -> String {
    let letter = |c: char| if c == ' ' { c } else { 'x' };
    text::fold(text).chars().map(letter).collect()
}

/// The rows of a CSV file, read by a parser.
fn rows(text: &str) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let rows = reader
        .records()
        .map(|row| row.expect("every row as long as the first"));
    rows.map(|row| row.iter().map(str::to_owned).collect())
        .collect()
}

/// Cells that a spreadsheet would compute.
fn formulas(rows: &[Vec<String>]) -> Vec<&String> {
    let computes = |cell: &&String| {
        let starts =
            cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠']);
        starts && cell.parse::<f64>().is_err()
    };
    rows.iter().flatten().filter(computes).collect()
}

/// What is wrong with a file, beside that of a workshop with harmless words.
fn wrong(name: &str, hostile: &str, harmless: &str) -> Vec<String> {
    let mut wrong: Vec<String> = corpus::left_in(hostile.trim_start_matches('\u{feff}'))
        .iter()
        .map(|c| format!("{name}: U+{:04X} is left", u32::from(*c)))
        .collect();
    let mut differs = |what: &str, same: bool| {
        if !same {
            wrong.push(format!("{name}: {what}"));
        }
    };
    match name.rsplit('.').next() {
        Some("md") => {
            let (found, wanted) = (markdown::structure(hostile), markdown::structure(harmless));
            let first = found
                .iter()
                .zip(&wanted)
                .find(|(found, wanted)| found != wanted);
            differs(
                &format!("its structure differs: {first:?}"),
                found == wanted,
            );
            differs(
                "something in it is active",
                markdown::active(hostile).is_empty(),
            );
        }
        Some("csv") => {
            let (found, wanted) = (rows(hostile), rows(harmless));
            let shape = |rows: &[Vec<String>]| rows.iter().map(Vec::len).collect::<Vec<_>>();
            differs("its rows differ", shape(&found) == shape(&wanted));
            let formulas = formulas(&found);
            differs(&format!("formulas: {formulas:?}"), formulas.is_empty());
        }
        Some("ics") => {
            let begins = |text: &str| {
                let unfolded = text.replace("\r\n ", "");
                let names = unfolded
                    .lines()
                    .map(|line| line.split([':', ';']).next().map(str::to_owned));
                names.collect::<Vec<_>>()
            };
            differs("its properties differ", begins(hostile) == begins(harmless));
        }
        Some("json") => differs(
            "no JSON",
            serde_json::from_str::<serde_json::Value>(hostile).is_ok(),
        ),
        Some("toml") => differs("no TOML", toml::from_str::<toml::Value>(hostile).is_ok()),
        other => differs(&format!("{other:?} has no judge"), false),
    }
    wrong
}

#[test]
fn no_text_of_the_corpus_changes_an_export() {
    let texts = corpus::texts();
    assert!(texts.len() > 700, "the corpus is there");
    let mut found = BTreeSet::new();
    for together in texts.chunks(TOGETHER) {
        let filled = |texts: Vec<&str>| export(&hostile::with_each(fixture::full(), &texts));
        let harmless: Vec<String> = together.iter().map(|text| harmless(text)).collect();
        let harmless = filled(harmless.iter().map(String::as_str).collect());
        let hostile = filled(together.iter().map(String::as_str).collect());
        assert_eq!(hostile.len(), harmless.len());
        for ((name, hostile), (_, harmless)) in hostile.iter().zip(&harmless) {
            found.extend(wrong(name, hostile, harmless));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn what_is_exported_for_programs_keeps_every_character() {
    let mut state = fixture::full();
    for text in corpus::texts() {
        state.info.title.clone_from(&text);
        let json: serde_json::Value = serde_json::from_str(&interchange::to_json(&state)).unwrap();
        assert_eq!(json["workshop"]["title"], text.as_str());
        let toml: toml::Value = toml::from_str(&interchange::to_toml(&state)).unwrap();
        assert_eq!(toml["workshop"]["title"].as_str(), Some(text.as_str()));
    }
}

#[test]
fn what_is_imported_is_clean() {
    let stamp = Stamp {
        at: fixture::moment(9, 0),
        by: "Sam Okoro".to_owned(),
    };
    let texts = corpus::texts();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    for together in texts.chunks(TOGETHER) {
        let state = hostile::with_each(fixture::full(), together);
        for (text, format) in [
            (interchange::to_toml(&state), DataFormat::Toml),
            (interchange::to_json(&state), DataFormat::Json),
        ] {
            let read = interchange::workshop("w", &text, format, &stamp)
                .unwrap_or_else(|problems| panic!("{problems}"));
            // What is stored in a journal is JSON.
            let stored = serde_json::to_value(&read).unwrap();
            let mut left = Vec::new();
            each_text(&stored, &mut |text| left.extend(corpus::left_in(text)));
            assert!(left.is_empty(), "{format:?}: {left:?}");
        }
    }
}

fn each_text(value: &serde_json::Value, take: &mut impl FnMut(&str)) {
    match value {
        serde_json::Value::String(text) => take(text),
        serde_json::Value::Array(all) => all.iter().for_each(|one| each_text(one, take)),
        serde_json::Value::Object(all) => {
            for (key, one) in all {
                take(key);
                each_text(one, take);
            }
        }
        _ => {}
    }
}

/// The control: the same texts, written by a careless report, are caught by the same judges.
#[test]
fn the_judges_catch_a_careless_report() {
    let report = |text: &str| {
        format!("# Report\n\n{text}\n\n- {text}\n\n| a | b |\n| --- | --- |\n| {text} | x |\n")
    };
    let harmless = report("harmless words");
    let texts = corpus::texts();
    let caught = |escape: fn(&str) -> String| {
        let text = texts
            .iter()
            .map(|text| report(&escape(&format!("{text} 1"))));
        text.filter(|hostile| !wrong("r.md", hostile, &harmless).is_empty())
            .count()
    };
    assert_eq!(caught(text::inline), 0);
    assert!(caught(str::to_owned) > 300, "{}", caught(str::to_owned));
    let careless: Vec<Vec<String>> = texts.iter().map(|text| vec![text.clone()]).collect();
    assert!(formulas(&careless).len() > 10);
    let active = texts.iter().flat_map(|text| markdown::active(text));
    assert!(active.count() > 100);
}
