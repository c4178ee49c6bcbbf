//! The tabs of a block: its topics, its sheets, and what is carried in.

use crate::agenda::{Axis, Block, BlockId, ColumnKind, Playbook, Sheet, SheetBody, SheetId};
use crate::tui::context::Where;

/// What the stage of a block shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Tab {
    /// What is talked about.
    Topics(BlockId),
    /// A sheet.
    Sheet(SheetId),
    /// What was said before that matters here.
    Carried(BlockId),
}

impl Tab {
    /// The tabs of a block.
    pub(crate) fn of(block: &Block, playbook: &Playbook) -> Vec<Self> {
        let sheets = block
            .sheets
            .iter()
            .filter(|id| playbook.sheet(id).is_some());
        std::iter::once(Self::Topics(block.id.clone()))
            .chain(sheets.cloned().map(Self::Sheet))
            .chain(std::iter::once(Self::Carried(block.id.clone())))
            .collect()
    }

    /// Which keys it listens to.
    pub(crate) fn context(&self, playbook: &Playbook) -> Where {
        match self {
            Self::Topics(_) => Where::TOPICS,
            Self::Carried(_) => Where::CARRIED,
            Self::Sheet(id) => playbook.sheet(id).map_or(Where::RECORDS, sheet_context),
        }
    }

    /// Its sheet, if it is one.
    pub(crate) const fn sheet(&self) -> Option<&SheetId> {
        match self {
            Self::Sheet(id) => Some(id),
            Self::Topics(_) | Self::Carried(_) => None,
        }
    }
}

const fn sheet_context(sheet: &Sheet) -> Where {
    match &sheet.body {
        SheetBody::Scorecard => Where::SCORES,
        SheetBody::Matrix { cell, .. } => match cell.kind {
            ColumnKind::Level => Where::LEVELS,
            _ => Where::MATRIX,
        },
        _ => Where::RECORDS,
    }
}

/// One row or column of a grid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Head {
    /// Its name in a cell's key.
    pub(crate) key: String,
    /// Its heading.
    pub(crate) title: String,
}

/// The rows or columns that an axis of a matrix has now.
pub(crate) fn heads(axis: &Axis, state: &crate::workshop::State) -> Vec<Head> {
    match axis {
        Axis::Fixed(names) => names
            .iter()
            .map(|name| Head {
                key: name.clone(),
                title: name.clone(),
            })
            .collect(),
        Axis::Register(sheet) => state
            .on_sheet(sheet)
            .map(|record| Head {
                key: record.id.to_string(),
                title: format!("{} {}", record.id, record.naming_text()),
            })
            .collect(),
    }
}
