//! The open workshop: where we are in it, what is being typed, what is on the disk.

use std::collections::BTreeMap;

use super::assessing::Assessment;
use super::capturing::is_list;
use super::index::Index;
use super::pages::Page;
use super::pages::run::memory::Memory;
use super::tab::{Head, Tab, heads};
use super::texts::{Texts, capture_key};
use crate::agenda::{Block, Environment, Sheet, SheetBody, SheetId, Topic};
use crate::tui::clock::running;
use crate::tui::context::Where;
use crate::tui::effect::{Now, Opened, Saved};
use crate::tui::line::Line;
use crate::tui::list::Spot;
use crate::workshop::{Record, Reference, State, Workshop};

/// The open workshop.
#[derive(Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one screen"
)]
pub(crate) struct Desk {
    /// The workshop.
    pub(crate) workshop: Workshop,
    /// Whether it may be written.
    pub(crate) writable: bool,
    /// Whether the window that wrote what this one follows is closed.
    pub(crate) left: bool,
    /// What is worked out of it.
    pub(crate) index: Index,
    /// What the decision engine says of its scores.
    pub(crate) assessment: Assessment,
    /// The block in front, counted over all days.
    pub(crate) block: usize,
    /// The tab in front of each block that was visited.
    tabs: BTreeMap<usize, usize>,
    /// The tab in front, worked out whenever block, tab or workshop change: it is asked for all over a frame.
    front: Option<Tab>,
    /// Where one stands in each tab that was visited.
    spots: BTreeMap<Tab, Spot>,
    /// Whether the keys go to the agenda rail.
    pub(crate) in_rail: bool,
    /// Whether the rail is hidden.
    pub(crate) rail_hidden: bool,
    /// Whether the facilitator's notes are shown.
    pub(crate) notes: bool,
    /// The text on the capture line; blank while the line is closed.
    pub(crate) capture: Line,
    /// What the open capture line is for, among the texts.
    pub(crate) capture_key: String,
    /// Whether the capture line is open.
    pub(crate) capturing: bool,
    /// The words that the list in front must contain.
    pub(crate) filter: Line,
    /// Whether the filter is being typed.
    pub(crate) filtering: bool,
    /// The environment of the scorecard, counted from 0.
    pub(crate) environment: usize,
    /// Whether everything is on the disk.
    pub(crate) saved: Saved,
    /// Of which details which page is read, from 0.
    reading: (String, usize),
    /// What was typed and not kept.
    pub(crate) texts: Texts,
    /// The words that were searched for last, and where one stood in what was found.
    pub(crate) search: Option<(String, Spot)>,
    /// Whether one came to the block by the search.
    pub(crate) searched: bool,
    /// Whether SWOT sheets are shown as lists instead of boards.
    pub(crate) board_as_list: bool,
    /// The option in front on the board, counted from 0.
    pub(crate) board_side: usize,
    /// The folder that an export proposes.
    pub(crate) report_folder: String,
    /// The screens that lie over the block, the last on top.
    pub(crate) pages: Vec<Page>,
    /// Those that one went to the block from.
    pub(crate) aside: Vec<Page>,
    /// What the scoring run keeps beside the workshop.
    pub(crate) run_memory: Memory,
}

impl Desk {
    /// The workshop as it was opened, at the block where the room was last.
    pub(crate) fn new(opened: Opened) -> Self {
        let mut desk = Self {
            workshop: opened.workshop,
            writable: opened.writable,
            left: false,
            index: Index::default(),
            assessment: Assessment::default(),
            block: 0,
            tabs: BTreeMap::new(),
            front: None,
            spots: BTreeMap::new(),
            in_rail: false,
            rail_hidden: false,
            notes: false,
            capturing: false,
            capture: Line::default(),
            capture_key: String::new(),
            filter: Line::default(),
            filtering: false,
            environment: 0,
            saved: Saved::Yes,
            reading: (String::new(), 0),
            texts: Texts::default(),
            search: None,
            searched: false,
            board_as_list: false,
            board_side: 0,
            report_folder: opened.report_folder,
            pages: Vec::new(),
            aside: Vec::new(),
            run_memory: Memory::default(),
        };
        desk.block = desk.last_block();
        if desk.writable {
            desk.bring_texts_back(&opened.draft);
        }
        desk
    }

    /// Brings back what was typed and not kept; the plain text of an earlier version goes to the capture line.
    fn bring_texts_back(&mut self, stored: &str) {
        self.find_front();
        if let Some(texts) = Texts::read(stored) {
            self.texts = texts;
            self.run_memory.bring_back(&self.texts);
        } else if !stored.trim().is_empty() {
            let line = Line::new(stored).text().to_owned();
            self.texts.set_line(&self.key_here(), Some(line));
        }
    }

    /// What a capture line that is opened here is for: the sheet that takes what is typed.
    fn key_here(&self) -> String {
        let nothing = self.captured(Now::default());
        capture_key(nothing.sheet.as_ref())
    }

    /// Opens the capture line; what was typed for this place before is there again, parted from what comes now.
    pub(crate) fn open_capture(&mut self) {
        self.capture = Line::default();
        self.capture_key = self.key_here();
        if let Some(text) = self.texts.line(&self.capture_key) {
            if is_list(text) {
                self.capture.bring_back_list(text);
            } else {
                self.capture.bring_back(&format!("{} ", text.trim_end()));
            }
        }
        (self.capturing, self.in_rail) = (true, false);
    }

    /// What waits on a capture line that is closed, with the sheet to which it goes when that is not the one here.
    pub(crate) fn waiting(&self) -> Option<(&str, Option<&str>)> {
        if self.capturing || self.texts.is_empty() {
            return None;
        }
        if let Some(text) = self.texts.line(&self.key_here()) {
            return Some((text, None));
        }
        let (sheet, text) = self.texts.captures().next()?;
        let sheet = self.state().playbook.sheet(&SheetId::new(sheet));
        Some((
            text,
            Some(sheet.map_or("another sheet", |sheet| sheet.title.as_str())),
        ))
    }

    /// The state of the workshop.
    pub(crate) const fn state(&self) -> &State {
        self.workshop.state()
    }

    /// The block in front; none in a workshop without blocks.
    pub(crate) fn block(&self) -> Option<&Block> {
        self.state()
            .playbook
            .blocks()
            .nth(self.block)
            .map(|(_, block)| block)
    }

    /// How many blocks there are.
    pub(crate) fn block_count(&self) -> usize {
        self.state().playbook.blocks().count()
    }

    /// The place of the block whose clock runs.
    pub(crate) fn running_block(&self) -> Option<usize> {
        let (running, _) = running(self.state()).next()?;
        self.place_of(|block| block.id == running.id)
    }

    /// The place of the block whose clock ran last; of the one after it when that is closed.
    fn last_block(&self) -> usize {
        let runs = self.state().clocks.iter().filter_map(|(id, clock)| {
            let last = clock.runs.last()?;
            Some((last.to.is_none(), last.from, id, clock.ended.is_some()))
        });
        let Some((_, _, id, closed)) = runs.max_by_key(|(runs, from, ..)| (*runs, *from)) else {
            return 0;
        };
        let place = self.place_of(|block| block.id == *id).unwrap_or_default();
        let next = place + usize::from(closed);
        if next < self.block_count() { next } else { 0 }
    }

    /// The place of the first block for which this holds.
    pub(crate) fn place_of(&self, wanted: impl Fn(&Block) -> bool) -> Option<usize> {
        self.state()
            .playbook
            .blocks()
            .position(|(_, block)| wanted(block))
    }

    /// The tabs of the block in front.
    pub(crate) fn tabs(&self) -> Vec<Tab> {
        self.block()
            .map(|block| Tab::of(block, &self.state().playbook))
            .unwrap_or_default()
    }

    /// The number of the tab in front, from 0.
    pub(crate) fn tab_number(&self) -> usize {
        let chosen = self.tabs.get(&self.block).copied();
        let tabs = self.tabs().len();
        chosen.unwrap_or_default().min(tabs.saturating_sub(1))
    }

    /// The tab in front.
    pub(crate) fn tab(&self) -> Option<Tab> {
        self.front.clone()
    }

    /// Puts a tab of a block in front; its filter goes.
    pub(crate) fn show(&mut self, block: usize, tab: Option<usize>) {
        self.put_pages_aside();
        if block != self.block || tab.is_some_and(|tab| tab != self.tab_number()) {
            self.filter = Line::default();
            self.filtering = false;
        }
        self.block = block;
        if let Some(tab) = tab {
            self.tabs.insert(block, tab);
        }
        self.find_front();
    }

    fn find_front(&mut self) {
        self.front = self.tabs().into_iter().nth(self.tab_number());
    }

    /// The sheet in front, if it is one.
    pub(crate) fn sheet(&self) -> Option<&Sheet> {
        self.state().playbook.sheet(self.front.as_ref()?.sheet()?)
    }

    /// Which keys the screen listens to.
    pub(crate) fn context(&self) -> Where {
        if self.capturing {
            return Where::CAPTURE;
        }
        if self.filtering {
            return Where::FILTER;
        }
        if let Some(page) = self.page() {
            return page.context();
        }
        if self.in_rail {
            return Where::RAIL;
        }
        if self.shows_board() {
            return Where::BOARD;
        }
        let tab = self.front.as_ref();
        tab.map_or(Where::TOPICS, |tab| tab.context(&self.state().playbook))
    }

    /// Where one stands in the tab in front.
    pub(crate) fn spot(&self) -> Spot {
        let tab = self.front.as_ref();
        tab.and_then(|tab| self.spots.get(tab).copied())
            .unwrap_or_default()
    }

    /// Changes where one stands in the tab in front.
    pub(crate) fn set_spot(&mut self, spot: Spot) {
        if let Some(tab) = self.tab() {
            self.spots.insert(tab, spot);
        }
    }

    /// Rows and columns of what the tab in front shows.
    pub(crate) fn size(&self) -> (usize, usize) {
        match self.front {
            Some(Tab::Topics(_)) => (self.block().map_or(0, |block| block.all_topics().len()), 1),
            _ if self.grid().is_some() => {
                let (rows, columns) = self.grid().unwrap_or_default();
                (rows.len(), columns.len())
            }
            _ => (self.index.rows.len(), 1),
        }
    }

    /// The rows and columns of the grid in front, if it is one.
    pub(crate) fn grid(&self) -> Option<(Vec<Head>, Vec<Head>)> {
        let state = self.state();
        match &self.sheet()?.body {
            SheetBody::Matrix { rows, columns, .. } => {
                Some((heads(rows, state), heads(columns, state)))
            }
            SheetBody::Scorecard => {
                let rows = state.rubric.criteria.iter().map(|criterion| Head {
                    key: criterion.id.to_string(),
                    title: criterion.title.clone(),
                });
                let columns = state.rubric.options.iter().map(|option| Head {
                    key: option.id.to_string(),
                    title: option.short().to_owned(),
                });
                Some((rows.collect(), columns.collect()))
            }
            _ => None,
        }
    }

    /// The environment that the scorecard shows.
    pub(crate) fn environment(&self) -> Option<&Environment> {
        let all = &self.state().rubric.header.environments;
        all.get(self.environment.min(all.len().saturating_sub(1)))
    }

    /// True when the sheet in front is the scorecard.
    pub(crate) fn shows_scorecard(&self) -> bool {
        self.sheet()
            .is_some_and(|sheet| matches!(sheet.body, SheetBody::Scorecard))
    }

    /// True when the sheet in front is a flow.
    pub(crate) fn shows_flow(&self) -> bool {
        self.sheet()
            .is_some_and(|sheet| matches!(sheet.body, SheetBody::Flow { .. }))
    }

    /// The selected record, where the tab in front lists records.
    pub(crate) fn record(&self) -> Option<&Record> {
        if let Some(page) = self.page() {
            return self.state().record(page.record()?);
        }
        if self.shows_board() {
            return self.board_record();
        }
        self.state().record(self.index.rows.get(self.spot().row)?)
    }

    /// Brings the questions of the block in front into lines, where its topics are in front.
    pub(super) fn wrap_questions(&mut self, columns: u16) {
        let topics = matches!(self.front, Some(Tab::Topics(_)));
        let mut questions = std::mem::take(&mut self.index.questions);
        if let Some(block) = self.block().filter(|_| topics) {
            questions.refresh(self.workshop.entries(), block, columns);
        }
        self.index.questions = questions;
    }

    /// The selected topic, where the tab in front lists topics, or else the last one that was selected in the block.
    pub(crate) fn topic(&self) -> Option<&Topic> {
        let block = self.block()?;
        let spot = self.spots.get(&Tab::Topics(block.id.clone()));
        let row = spot.copied().unwrap_or_default().row;
        block.all_topics().get(row).map(|(_, topic)| *topic)
    }

    /// What the details in front are about.
    fn details_of(&self) -> String {
        let spot = self.spot();
        let what = match (&self.front, self.record()) {
            (Some(Tab::Topics(_)), _) => self.topic().map(|topic| topic.id.to_string()),
            (_, record) => record.map(|record| record.id.to_string()),
        };
        what.unwrap_or_else(|| format!("{:?} {} {}", self.front, spot.row, spot.column))
    }

    /// The page of the details that is read, from 0.
    pub(crate) fn details_page(&self) -> usize {
        let (of, page) = &self.reading;
        if *page > 0 && *of == self.details_of() {
            *page
        } else {
            0
        }
    }

    /// Turns to the next page of the details.
    pub(super) fn read_on(&mut self) {
        self.reading = (self.details_of(), self.details_page() + 1);
    }

    /// True when a row is selected that an action can work on.
    pub(crate) fn has_row(&self) -> bool {
        if let Some(page) = self.page() {
            return page.has_row();
        }
        match self.front {
            Some(Tab::Topics(_)) => self.topic().is_some(),
            Some(_) if self.grid().is_some() => {
                self.score_cell().is_some() || self.matrix_cell().is_some()
            }
            Some(_) => self.record().is_some(),
            None => false,
        }
    }

    /// Goes to a record: to a tab of this block that lists it, or else of the nearest block that does.
    pub(crate) fn go_to(&mut self, id: &Reference) -> bool {
        let Some(sheet) = self
            .state()
            .records
            .get(id)
            .map(|record| record.sheet.clone())
        else {
            return false;
        };
        let shows = |block: &Block| block.sheets.contains(&sheet);
        let here = self.block().is_some_and(shows);
        let before = self.state().playbook.blocks().take(self.block);
        let nearest = before
            .enumerate()
            .filter(|(_, (_, block))| shows(block))
            .last();
        let found = if here {
            Some(self.block)
        } else {
            nearest.map(|(at, _)| at).or_else(|| self.place_of(shows))
        };
        let Some(block) = found else {
            return false;
        };
        self.show(block, None);
        let tab = self
            .tabs()
            .iter()
            .position(|tab| tab.sheet() == Some(&sheet));
        self.show(block, tab);
        self.refresh();
        self.select(id);
        true
    }

    /// Selects a record in the list in front; takes the filter away when it hides the record.
    pub(crate) fn select(&mut self, id: &Reference) {
        let sheet = self.state().record(id).map(|record| &record.sheet);
        let here = self.front.as_ref().and_then(Tab::sheet) == sheet;
        if here && !self.index.rows.contains(id) && !self.filter.is_blank() {
            self.filter = Line::default();
            self.refresh();
        }
        if self.shows_board() {
            return self.select_on_board(id);
        }
        if let Some(row) = self.index.rows.iter().position(|row| row == id) {
            self.set_spot(Spot { row, ..self.spot() });
        }
    }

    /// Brings what is worked out of the workshop up to date.
    pub(crate) fn refresh(&mut self) {
        self.block = self.block.min(self.block_count().saturating_sub(1));
        self.find_front();
        let (block, tab) = (self.block().map(|block| block.id.clone()), self.tab());
        let mut index = std::mem::take(&mut self.index);
        index.refresh(
            self.workshop.entries(),
            self.workshop.state(),
            block.as_ref(),
            tab.as_ref(),
            self.filter.text(),
        );
        if let Some(environment) = self.environment().filter(|_| self.shows_scorecard()) {
            let entries = self.workshop.entries();
            index.scorecard.refresh(entries, self.state(), environment);
        }
        if let Some(sheet) = self.sheet().filter(|_| self.shows_flow()) {
            let entries = self.workshop.entries();
            index.drawing.refresh(entries, self.state(), &sheet.id);
        }
        self.index = index;
        self.assessment
            .follow(self.workshop.entries(), self.workshop.state());
    }
}
