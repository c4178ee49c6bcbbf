//! SWOT boards: per option, what speaks for it and against it.

use serde::Serialize;

use crate::agenda::{OptionId, PlatformOption, Quadrant, SheetKind};
use crate::exports::inline::{Head, Inline, Piece, Table, comma_list, words};
use crate::exports::report::View;
use crate::exports::text;
use crate::order::Arrange;
use crate::workshop::{Record, Value};

/// The board of one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Board {
    /// What the option is called.
    pub option: String,
    /// Quadrant, reference, point, criteria, source.
    pub table: Table,
}

/// Boards of all options for which something was said, in the order of the rubric; then points whose
/// option is not in the rubric.
#[must_use]
pub fn boards(view: View<'_>) -> Vec<Board> {
    let points = points(view);
    let options = &view.state().rubric.options;
    let mut boards: Vec<Board> = options
        .iter()
        .filter_map(|option| {
            let own: Vec<&Record> = points
                .iter()
                .copied()
                .filter(|record| speaks_of(record, option))
                .collect();
            board(view, &option.title, own)
        })
        .collect();
    let others: Vec<&Record> = points
        .iter()
        .copied()
        .filter(|record| !options.iter().any(|option| speaks_of(record, option)))
        .collect();
    boards.extend(board(view, "other options", others));
    boards
}

/// All points of all SWOT sheets, in the order of their references.
fn points(view: View<'_>) -> Vec<&Record> {
    let state = view.report;
    let sheets = state.state.playbook.sheets.iter();
    sheets
        .filter(|sheet| sheet.kind() == SheetKind::Swot)
        .flat_map(|sheet| view.report.state.on_sheet(&sheet.id))
        .collect()
}

fn speaks_of(record: &Record, option: &PlatformOption) -> bool {
    let named = record.text("option");
    named == option.id.as_str() || named == option.title
}

fn quadrant(record: &Record) -> usize {
    let named = record.text("quadrant");
    Quadrant::ALL
        .iter()
        .position(|quadrant| quadrant.id() == named)
        .unwrap_or(Quadrant::ALL.len())
}

fn board(view: View<'_>, option: &str, mut points: Vec<&Record>) -> Option<Board> {
    points.arrange_by_key(|record| quadrant(record));
    let row = |record: &&Record| {
        let source = record.text("source");
        let mut cited = if source.is_empty() {
            Inline::new()
        } else {
            vec![Piece::source(source)]
        };
        if let Some(Value::Date(date)) = record.get("as-of") {
            cited.push(Piece::text(format!(" (as of {date})")));
        }
        vec![
            words(quadrant_title(record)),
            vec![view.reference(&record.id)],
            view.linked(record.text("text")),
            criteria(view, record),
            cited,
        ]
    };
    let heads = ["Quadrant", "Reference", "Point", "Speaks to", "Source"];
    (!points.is_empty()).then(|| Board {
        option: option.to_owned(),
        table: Table {
            columns: heads.map(Head::left).into(),
            rows: points.iter().map(row).collect(),
        },
    })
}

fn quadrant_title(record: &Record) -> String {
    let named = record.text("quadrant");
    let mut letters = named.chars();
    letters.next().map_or_else(String::new, |first| {
        let one = letters
            .as_str()
            .strip_suffix("ies")
            .map(|stem| format!("{stem}y"));
        let one = one.or_else(|| {
            letters
                .as_str()
                .strip_suffix("es")
                .filter(|_| named == "weaknesses")
                .map(str::to_owned)
        });
        let rest = one.unwrap_or_else(|| letters.as_str().trim_end_matches('s').to_owned());
        first.to_uppercase().chain(rest.chars()).collect()
    })
}

fn criteria(view: View<'_>, record: &Record) -> Inline {
    let Some(Value::Tags(tags)) = record.get("criteria") else {
        return Inline::new();
    };
    comma_list(tags.iter().map(|tag| {
        let known = view
            .state()
            .rubric
            .criteria
            .iter()
            .find(|criterion| criterion.id.as_str() == tag);
        Piece::text(known.map_or(tag.as_str(), |criterion| criterion.title.as_str()))
    }))
}

/// Points of one option: what speaks for it, then what speaks against it.
#[must_use]
pub fn for_and_against(view: View<'_>, option: &OptionId) -> (Vec<Inline>, Vec<Inline>) {
    let Some(option) = view.state().rubric.option(option) else {
        return (Vec::new(), Vec::new());
    };
    let own: Vec<&Record> = points(view)
        .into_iter()
        .filter(|record| speaks_of(record, option))
        .collect();
    let lines = |ids: [&str; 2]| -> Vec<Inline> {
        own.iter()
            .filter(|record| ids.contains(&record.text("quadrant")))
            .map(|record| {
                let said = text::shortened(record.text("text"), 240);
                let mut line = vec![view.reference(&record.id), Piece::text(" ")];
                line.extend(view.linked(&said));
                line
            })
            .collect()
    };
    (
        lines(["strengths", "opportunities"]),
        lines(["weaknesses", "threats"]),
    )
}
