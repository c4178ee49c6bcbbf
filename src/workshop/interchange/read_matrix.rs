//! Reads `[[cell]]`: cells of matrices.

use super::read_value::value;
use super::target::{Target, unknown};
use crate::agenda::{Axis, SheetBody};
use crate::document::Fields;
use crate::workshop::{MatrixKey, Value};

/// A cell of a matrix as a file says it.
#[derive(Debug)]
pub(super) struct ReadCell {
    pub(super) key: MatrixKey,
    pub(super) value: Value,
    /// Row and column that are references of records, with their places.
    pub(super) references: Vec<(String, usize)>,
    /// Where it stands.
    pub(super) at: usize,
}

/// Reads every `[[cell]]`.
pub(super) fn cells(root: &Fields<'_, '_>, target: &Target<'_>) -> Vec<ReadCell> {
    let tables = root.tables("cell", "a cell");
    tables
        .into_iter()
        .filter_map(|fields| cell(fields, target))
        .collect()
}

fn cell(fields: Fields<'_, '_>, target: &Target<'_>) -> Option<ReadCell> {
    let sheet = target.sheet(&fields, "sheet")?.sheet;
    let SheetBody::Matrix {
        rows,
        columns,
        cell,
    } = &sheet.body
    else {
        let what = format!("sheet \"{}\" is no matrix", sheet.id);
        fields.report(
            "sheet",
            what,
            "a register takes [[record]], a scorecard [[score]]",
        );
        return None;
    };
    let mut references = Vec::new();
    let row = axis(&fields, "row", rows, target, &mut references);
    let column = axis(&fields, "column", columns, target, &mut references);
    if !fields.has("value") {
        fields.report(
            "value",
            format!("{} has no `value`", fields.what()),
            "add `value = `",
        );
    }
    let value = value(&fields, "value", &cell.column(), target, None);
    let at = fields.at("row");
    fields.finish();
    let key = (sheet.id.clone(), row, column);
    Some(ReadCell {
        key,
        value: value?,
        references,
        at,
    })
}

/// The row or column; a fixed one must be among the names of the axis.
fn axis(
    fields: &Fields<'_, '_>,
    key: &str,
    axis: &Axis,
    target: &Target<'_>,
    references: &mut Vec<(String, usize)>,
) -> String {
    let name = fields.required_text(key);
    match axis {
        _ if target.whole || name.trim().is_empty() => {}
        Axis::Fixed(names) if names.contains(&name) => {}
        Axis::Fixed(names) => unknown(fields, key, key, &name, names.iter().map(String::as_str)),
        Axis::Register(_) => references.push((name.clone(), fields.at(key))),
    }
    name
}
