//! Reads a sheet of a playbook.

use super::column::{Column, ColumnKind, title_from};
use super::ids::{ColumnId, SheetId};
use super::read_playbook::one_of;
use super::sheet::{Axis, CellKind, FlowLinks, FlowNodes, Sheet, SheetBody};
use crate::document::Fields;

const SHEET_KINDS: [&str; 6] = ["register", "matrix", "swot", "scorecard", "flow", "plan"];

/// The column kinds that a file may use.
pub(super) const COLUMN_KINDS: [(&str, ColumnKind); 9] = [
    ("text", ColumnKind::Text),
    ("long", ColumnKind::Long),
    ("level", ColumnKind::Level),
    ("choice", ColumnKind::Choice),
    ("person", ColumnKind::Person),
    ("date", ColumnKind::Date),
    ("number", ColumnKind::Number),
    ("tags", ColumnKind::Tags),
    ("relevance", ColumnKind::Relevance),
];

/// Column names that mean something of the record itself.
const RESERVED: [&str; 9] = [
    "id",
    "sheet",
    "at",
    "by",
    "block",
    "topic",
    "parked",
    "off-record",
    "removed",
];

/// Reads one `[[sheet]]`.
pub(super) fn sheet(mut fields: Fields<'_, '_>) -> Sheet {
    let id: SheetId = fields
        .required("id", "a name such as \"line-items\"")
        .unwrap_or_default();
    fields.rename(format!("sheet \"{id}\""));
    let kind = one_of(&fields, "kind", &SHEET_KINDS).map(|nth| SHEET_KINDS[nth]);
    let body = match kind {
        Some("matrix") => matrix(&fields),
        Some("swot") => SheetBody::Swot,
        Some("scorecard") => SheetBody::Scorecard,
        Some("flow") => flow(&fields),
        Some("plan") => SheetBody::Plan {
            columns: columns(&fields, "columns"),
        },
        _ => register(&fields),
    };
    let sheet = Sheet {
        title: fields.required_text("title"),
        prefix: prefix(&fields, kind.unwrap_or("register")),
        about: fields.text("about"),
        hint: fields.text("hint"),
        id,
        body,
    };
    fields.finish();
    sheet
}

fn prefix(fields: &Fields<'_, '_>, kind: &str) -> Option<String> {
    if matches!(kind, "matrix" | "scorecard") {
        return None;
    }
    let prefix = fields.required_text("prefix");
    if !prefix.is_empty() && !prefix.chars().all(|c| c.is_ascii_uppercase()) {
        let what = format!("`prefix` of {} is \"{prefix}\"", fields.what());
        fields.report(
            "prefix",
            what,
            "it must be capital letters A to Z, such as \"LI\"",
        );
    }
    Some(prefix)
}

fn register(fields: &Fields<'_, '_>) -> SheetBody {
    let columns = columns(fields, "columns");
    match columns.first() {
        Some(first) if first.kind == ColumnKind::Text => {}
        Some(first) => {
            let what = format!("the first column of {} is `{}`", fields.what(), first.id);
            fields.report(
                "columns",
                what,
                "the first column names the record: make it kind \"text\"",
            );
        }
        None => {
            let what = format!("{} has no columns", fields.what());
            fields.report(
                "columns",
                what,
                "add `columns = [ { id = \"text\", kind = \"text\" } ]`",
            );
        }
    }
    SheetBody::Register { columns }
}

fn columns(fields: &Fields<'_, '_>, key: &str) -> Vec<Column> {
    fields
        .tables(key, "a column")
        .into_iter()
        .map(column)
        .collect()
}

fn column(mut fields: Fields<'_, '_>) -> Column {
    let id: ColumnId = fields
        .required("id", "a name such as \"owner\"")
        .unwrap_or_default();
    fields.rename(format!("column \"{id}\""));
    if RESERVED.contains(&id.as_str()) {
        fields.report(
            "id",
            format!("\"{id}\" is a name that every record has"),
            "choose another id",
        );
    }
    let CellKind {
        kind,
        choices,
        unit,
    } = cell_kind(&fields);
    let column = Column {
        kind,
        title: fields
            .text("title")
            .unwrap_or_else(|| title_from(id.as_str())),
        required: fields.flag("required").unwrap_or(false),
        default: default(&fields, kind, &choices),
        choices,
        unit,
        id,
    };
    fields.finish();
    column
}

fn default(fields: &Fields<'_, '_>, kind: ColumnKind, choices: &[String]) -> Option<String> {
    let default = fields.text("default")?;
    let fits = match kind {
        ColumnKind::Choice => choices.contains(&default),
        ColumnKind::Level => default.parse::<super::Level>().is_ok(),
        ColumnKind::Text | ColumnKind::Long | ColumnKind::Person => true,
        _ => false,
    };
    if !fits {
        let what = format!("`default` of {} is \"{default}\"", fields.what());
        fields.report(
            "default",
            what,
            "it must be a value that the column can have",
        );
    }
    fits.then_some(default)
}

fn cell_kind(fields: &Fields<'_, '_>) -> CellKind {
    let found = one_of(fields, "kind", &COLUMN_KINDS.map(|(word, _)| word));
    let kind = found.map_or(ColumnKind::Text, |nth| COLUMN_KINDS[nth].1);
    let choices = fields.texts("choices");
    if kind == ColumnKind::Choice && choices.is_empty() {
        fields.report(
            "kind",
            format!("{} is a choice of nothing", fields.what()),
            "add `choices = [..]`",
        );
    }
    CellKind {
        kind,
        choices,
        unit: fields.text("unit"),
    }
}

fn matrix(fields: &Fields<'_, '_>) -> SheetBody {
    let cell = fields.table("cell").map(|table| {
        let cell = cell_kind(&table);
        table.finish();
        cell
    });
    if !fields.has("cell") {
        fields.report(
            "cell",
            format!("{} has no `cell`", fields.what()),
            "add `cell = { kind = \"text\" }`",
        );
    }
    let text = CellKind {
        kind: ColumnKind::Text,
        choices: Vec::new(),
        unit: None,
    };
    SheetBody::Matrix {
        rows: axis(fields, "rows"),
        columns: axis(fields, "columns"),
        cell: cell.unwrap_or(text),
    }
}

fn axis(fields: &Fields<'_, '_>, key: &str) -> Axis {
    let Some(table) = fields.table(key) else {
        if !fields.has(key) {
            let remedy =
                format!("add `{key} = {{ fixed = [..] }}` or `{key} = {{ register = \"..\" }}`");
            fields.report(key, format!("{} has no `{key}`", fields.what()), remedy);
        }
        return Axis::Fixed(Vec::new());
    };
    let register = table.parsed::<SheetId>("register");
    let fixed = table.texts("fixed");
    if register.is_none() && fixed.is_empty() {
        let remedy = "name them with `fixed = [..]` or take them from `register = \"..\"`";
        table.report(
            "fixed",
            format!("`{key}` of {} is empty", fields.what()),
            remedy,
        );
    }
    table.finish();
    register.map_or(Axis::Fixed(fixed), Axis::Register)
}

fn flow(fields: &Fields<'_, '_>) -> SheetBody {
    let nodes = fields.table("nodes").map(|table| {
        let nodes = FlowNodes {
            kinds: table.texts("kinds"),
            columns: columns(&table, "columns"),
        };
        table.finish();
        nodes
    });
    let links = fields.table("links").map(|table| {
        let links = FlowLinks {
            columns: columns(&table, "columns"),
        };
        table.finish();
        links
    });
    SheetBody::Flow {
        nodes: nodes.unwrap_or_else(|| FlowNodes {
            kinds: Vec::new(),
            columns: Vec::new(),
        }),
        links: links.unwrap_or_default(),
    }
}
