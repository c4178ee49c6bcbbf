//! Sheets: where the outputs of a workshop are captured.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::column::{Column, ColumnKind};
use super::ids::SheetId;
use super::rubric::Quadrant;

/// A sheet of a playbook.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Sheet {
    /// Its name in files.
    pub id: SheetId,
    /// Its heading.
    pub title: String,
    /// The letters before the number in its references; none for a matrix or scorecard.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prefix: Option<String>,
    /// What it is for, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// What to write there, shown while it is empty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Its kind and shape.
    #[serde(flatten)]
    pub body: SheetBody,
}

/// Kind and shape of a sheet.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum SheetBody {
    /// A list of records.
    Register {
        /// Its columns; the first names the record.
        columns: Vec<Column>,
    },
    /// A table with a value per row and column.
    Matrix {
        /// Its rows.
        rows: Axis,
        /// Its columns.
        columns: Axis,
        /// What a cell holds.
        cell: CellKind,
    },
    /// Points per option and quadrant.
    Swot,
    /// Levels per option, criterion and environment.
    Scorecard,
    /// Nodes and links between them.
    Flow {
        /// What a node is.
        nodes: FlowNodes,
        /// What a link is.
        links: FlowLinks,
    },
    /// Work packages and their dependencies.
    Plan {
        /// Columns beside the built-in ones.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        columns: Vec<Column>,
    },
}

/// The kind of a sheet without its shape.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SheetKind {
    /// A list of records.
    Register,
    /// A table with a value per row and column.
    Matrix,
    /// Points per option and quadrant.
    Swot,
    /// Levels per option, criterion and environment.
    Scorecard,
    /// Nodes and links.
    Flow,
    /// Work packages.
    Plan,
}

/// Rows or columns of a matrix.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// These, in this order.
    Fixed(Vec<String>),
    /// One for each record of a register.
    Register(SheetId),
}

/// What a cell of a matrix holds.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CellKind {
    /// The kind of value.
    pub kind: ColumnKind,
    /// The allowed values of a choice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// The unit of a number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

impl CellKind {
    /// A cell as a column of its own, for reading and checking its value.
    #[must_use]
    pub fn column(&self) -> Column {
        Column {
            choices: self.choices.clone(),
            unit: self.unit.clone(),
            ..Column::new("value", self.kind)
        }
    }
}

/// Nodes of a flow.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowNodes {
    /// What a node can be: producer, topic, ...
    pub kinds: Vec<String>,
    /// Attributes beside title and kind.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

/// Links of a flow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct FlowLinks {
    /// Attributes beside from, to and label.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
}

static SWOT_COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let quadrants: Vec<&str> = Quadrant::ALL.iter().map(|quadrant| quadrant.id()).collect();
    vec![
        Column::new("text", ColumnKind::Text).required(),
        Column::new("option", ColumnKind::Text).required(),
        Column::new("quadrant", ColumnKind::Choice)
            .required()
            .choices(&quadrants),
        Column::new("criteria", ColumnKind::Tags),
        Column::new("said-by", ColumnKind::Person),
        Column::new("source", ColumnKind::Text),
        Column::new("as-of", ColumnKind::Date),
        Column::new("tags", ColumnKind::Tags),
    ]
});

static PLAN_COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    let status = Column {
        default: Some("planned".to_owned()),
        ..Column::new("status", ColumnKind::Choice)
            .choices(&["planned", "started", "done", "dropped"])
    };
    let effort = Column {
        unit: Some("person-days".to_owned()),
        ..Column::new("effort", ColumnKind::Number)
    };
    vec![
        Column::new("title", ColumnKind::Text).required(),
        Column::new("phase", ColumnKind::Text),
        Column::new("owner", ColumnKind::Person),
        Column::new("environment", ColumnKind::Text),
        Column::new("duration", ColumnKind::Duration),
        effort,
        status,
        Column::new("milestone", ColumnKind::Flag),
        Column::new("not-before", ColumnKind::Date),
        Column::new("deadline", ColumnKind::Date),
        Column::new("outcome", ColumnKind::Long),
        Column::new("acceptance", ColumnKind::Long),
        Column::new("tags", ColumnKind::Tags),
    ]
});

static NODE_COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    vec![
        Column::new("title", ColumnKind::Text).required(),
        Column::new("kind", ColumnKind::Text),
    ]
});

static LINK_COLUMNS: LazyLock<Vec<Column>> = LazyLock::new(|| {
    vec![
        Column::new("from", ColumnKind::Text),
        Column::new("to", ColumnKind::Text),
        Column::new("label", ColumnKind::Text),
    ]
});

impl Sheet {
    /// The kind without the shape.
    #[must_use]
    pub const fn kind(&self) -> SheetKind {
        match self.body {
            SheetBody::Register { .. } => SheetKind::Register,
            SheetBody::Matrix { .. } => SheetKind::Matrix,
            SheetBody::Swot => SheetKind::Swot,
            SheetBody::Scorecard => SheetKind::Scorecard,
            SheetBody::Flow { .. } => SheetKind::Flow,
            SheetBody::Plan { .. } => SheetKind::Plan,
        }
    }

    /// Every column that a record of this sheet can have, built-in ones first; none for a matrix or scorecard.
    ///
    /// A flow has those of nodes, then `from`, `to`, `label` and those of links: a record with `from` is a link.
    #[must_use]
    pub fn columns(&self) -> Vec<&Column> {
        match &self.body {
            SheetBody::Register { columns } => columns.iter().collect(),
            SheetBody::Swot => SWOT_COLUMNS.iter().collect(),
            SheetBody::Plan { columns } => PLAN_COLUMNS.iter().chain(columns).collect(),
            SheetBody::Flow { nodes, links } => {
                let mut all: Vec<&Column> = NODE_COLUMNS.iter().chain(&nodes.columns).collect();
                for column in LINK_COLUMNS.iter().chain(&links.columns) {
                    if !all.iter().any(|known| known.id == column.id) {
                        all.push(column);
                    }
                }
                all
            }
            SheetBody::Matrix { .. } | SheetBody::Scorecard => Vec::new(),
        }
    }

    /// Those that make sense for one record: of a flow the columns of links, or those of nodes.
    #[must_use]
    pub fn columns_of(&self, link: bool) -> Vec<&Column> {
        match &self.body {
            SheetBody::Flow { links, .. } if link => {
                LINK_COLUMNS.iter().chain(&links.columns).collect()
            }
            SheetBody::Flow { nodes, .. } => NODE_COLUMNS.iter().chain(&nodes.columns).collect(),
            _ => self.columns(),
        }
    }

    /// The column of this name.
    #[must_use]
    pub fn column(&self, id: &str) -> Option<&Column> {
        self.columns()
            .into_iter()
            .find(|column| column.id.as_str() == id)
    }

    /// The column that names a record: the first.
    #[must_use]
    pub fn naming_column(&self) -> Option<&Column> {
        self.columns().first().copied()
    }

    /// The first column of a kind, such as the owner for [`ColumnKind::Person`].
    #[must_use]
    pub fn first_of(&self, kind: ColumnKind) -> Option<&Column> {
        self.columns()
            .into_iter()
            .find(|column| column.kind == kind)
    }
}
