//! One line of typing becomes a record: what was said, and where and how it belongs.
//!
//! A line may begin with where it goes (`li:`, `> `, `msk s:`) and carry markers anywhere (`@lena`, `#tag`,
//! `!h`, `due:fri`, `w:ops=H`). A marker leaves the text only when its value is stored; whatever is not
//! understood stays in the text, so a line is never refused and nothing of it is lost.

mod arrow;
mod dates;
mod find;
mod legend;
mod markers;
mod missed;
mod notes;
mod place;
mod relevance;
#[cfg(test)]
mod tests;

use std::ops::Range;

use chrono::NaiveDate;

use super::{NewRecord, State, Value, Values};
use crate::agenda::{
    Block, BlockId, BlockKind, ColumnId, Playbook, Rubric, Sheet, SheetId, SheetKind, TopicId,
};

pub use arrow::links;
pub use dates::read as read_date;
pub use legend::{Hint, beginnings, legend};
pub use missed::Missed;
pub use notes::{notes, without_bullet};
pub use place::unclear_option;

/// What is in front while a line is typed.
#[derive(Debug, Clone)]
pub struct Context<'c> {
    /// The workshop's playbook.
    pub playbook: &'c Playbook,
    /// The workshop's rubric: its options and criteria can be named.
    pub rubric: &'c Rubric,
    /// The sheet in front, if it is one.
    pub sheet: Option<SheetId>,
    /// Values that the place in front gives, such as option and quadrant on a SWOT board.
    pub here: Values,
    /// The block in front.
    pub block: Option<BlockId>,
    /// The topic in front.
    pub topic: Option<TopicId>,
    /// The blocks that come later: what a relevance can be to.
    pub later: Vec<BlockId>,
    /// Today, for `due:fri`.
    pub today: NaiveDate,
    /// Names of people who are known.
    pub people: Vec<&'c str>,
}

impl<'c> Context<'c> {
    /// A context with nothing in front; every block is still to come.
    #[must_use]
    pub fn new(state: &'c State, today: NaiveDate) -> Self {
        let mut context = Self {
            playbook: &state.playbook,
            rubric: &state.rubric,
            sheet: None,
            here: Values::new(),
            block: None,
            topic: None,
            later: Vec::new(),
            today,
            people: state
                .people
                .iter()
                .map(|person| person.name.as_str())
                .collect(),
        };
        context.later = blocks_after(context.playbook, None);
        context
    }

    /// The same with this block and topic in front.
    #[must_use]
    pub fn in_block(mut self, block: Option<BlockId>, topic: Option<TopicId>) -> Self {
        self.later = blocks_after(self.playbook, block.as_ref());
        self.block = block;
        self.topic = topic;
        self
    }

    /// The same with this sheet in front.
    #[must_use]
    pub fn on_sheet(mut self, sheet: SheetId) -> Self {
        self.sheet = Some(sheet);
        self
    }
}

/// The blocks after this one, or all of them, that are not breaks: what something said may matter to.
pub(super) fn blocks_after(playbook: &Playbook, block: Option<&BlockId>) -> Vec<BlockId> {
    let ids =
        |blocks: &mut dyn Iterator<Item = &Block>| blocks.map(|block| block.id.clone()).collect();
    if let Some(block) = block.filter(|id| playbook.block(id).is_some()) {
        return ids(&mut playbook.later_blocks(block));
    }
    let all = playbook.blocks().map(|(_, block)| block);
    ids(&mut all.filter(|block| block.kind != BlockKind::Break))
}

/// What was understood of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct Captured {
    /// Where it goes; none when the playbook has no sheet that holds records.
    pub sheet: Option<SheetId>,
    /// The text without the markers that were understood.
    pub text: String,
    /// Every column that is filled, the text in the column that names a record.
    pub fields: Values,
    /// What a new record of the sheet has in columns of which nothing was said.
    pub defaults: Values,
    /// It was sent to the parking lot, and the playbook has no sheet of that name.
    pub parked: bool,
    /// The block it belongs to.
    pub block: Option<BlockId>,
    /// The topic it belongs to.
    pub topic: Option<TopicId>,
    /// Nothing was said beside where it goes and markers; the text is then the line itself.
    pub bare: bool,
    /// The parts of the line that were understood, in order.
    pub spans: Vec<Span>,
    /// Words that look like a marker and stay text, in order.
    pub missed: Vec<Missed>,
}

/// A part of the line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// Bytes of the line.
    pub range: Range<usize>,
    /// What it is.
    pub role: Role,
    /// What it was understood as, for display: a sheet's title, a full name, a date.
    pub means: String,
}

/// What a part of a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Where the line goes.
    Place,
    /// A person.
    Person,
    /// A tag.
    Tag,
    /// A priority.
    Level,
    /// A date.
    Date,
    /// Relevance to later blocks.
    Relevance,
}

/// Understands a line; the same line in the same context always gives the same.
#[must_use]
pub fn parse(line: &str, context: &Context<'_>) -> Captured {
    let place = place::read(line, context);
    let sheet = place
        .sheet
        .as_ref()
        .and_then(|id| context.playbook.sheet(id));
    let mut captured = Captured {
        sheet: place.sheet.clone(),
        text: String::new(),
        fields: place.fields,
        defaults: sheet.map(defaults).unwrap_or_default(),
        parked: place.parked,
        block: context.block.clone(),
        topic: context.topic.clone(),
        bare: false,
        spans: place.span.into_iter().collect(),
        missed: Vec::new(),
    };
    markers::read(line, place.end, sheet, context, &mut captured);
    if captured.text.is_empty() {
        captured.bare = true;
        line.trim().clone_into(&mut captured.text);
    }
    let flow = sheet.is_some_and(|sheet| sheet.kind() == SheetKind::Flow);
    let ends = arrow::arrow(&captured.text).filter(|_| flow);
    if let Some((from, to, label)) = ends {
        for (column, text) in [("from", from), ("to", to), ("label", label)] {
            if !text.is_empty() {
                let value = Value::Text(text.to_owned());
                captured.fields.insert(ColumnId::new(column), value);
            }
        }
    } else if let Some(naming) = sheet.and_then(Sheet::naming_column)
        && !captured.text.is_empty()
    {
        let text = Value::Text(captured.text.clone());
        captured.fields.insert(naming.id.clone(), text);
    }
    captured
}

impl Captured {
    /// The record to add: what was said, over what a new record of the sheet has anyway.
    ///
    /// None when there is no text, or no sheet to hold it.
    #[must_use]
    pub fn record(&self) -> Option<NewRecord> {
        let sheet = self.sheet.clone().filter(|_| !self.text.is_empty())?;
        let mut fields = self.defaults.clone();
        fields.extend(self.fields.clone());
        Some(NewRecord {
            sheet,
            fields,
            block: self.block.clone(),
            topic: self.topic.clone(),
            parked: self.parked,
            ..NewRecord::default()
        })
    }
}

/// What a new record of a sheet has in its columns before anyone has said anything.
#[must_use]
pub fn defaults(sheet: &Sheet) -> Values {
    let mut fields = Values::new();
    for column in sheet.columns() {
        if let Some(default) = &column.default
            && let Ok(Some(value)) = Value::parse(column, default, &[])
        {
            fields.insert(column.id.clone(), value);
        }
    }
    fields
}
