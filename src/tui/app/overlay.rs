//! What lies over a screen: help, palette, forms, questions.

use std::path::PathBuf;

use nucleo_matcher::pattern::{AtomKind, CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::form::Form;
use super::picker::Picker;
use crate::agenda::{BlockId, OutputId};
use crate::order::Arrange;
use crate::tui::action::{Action, Entry, TABLE};
use crate::tui::context::{Situation, Where};
use crate::tui::keymap::Keymap;
use crate::tui::line::Line;
use crate::tui::list::Spot;
use crate::workshop::{CellKey, MatrixKey};

/// Something over a screen.
#[derive(Debug)]
pub(crate) enum Overlay {
    /// The keys that work.
    Help(Finder),
    /// Commands by name.
    Palette(Finder),
    /// A form.
    Form(Box<Form>),
    /// A question with one line for the answer.
    Ask(Ask),
    /// A list of everything, to pick from.
    Pick(Box<Picker>),
}

/// What a question is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum About {
    /// The path of a workshop.
    Path,
    /// The file that takes what is sound of this damaged one.
    Recover(PathBuf),
    /// The reason why a block closes with outputs missing.
    Close(BlockId, Vec<OutputId>),
    /// The reason why a missing output is good enough.
    Accept(OutputId),
    /// A cell of a matrix.
    Cell(MatrixKey),
    /// The rationale of a score.
    Rationale(CellKey),
    /// The name of this point of the journal.
    Mark,
    /// What is sought in a report or in the history.
    Find,
    /// The folder of an export.
    Folder,
    /// The first day of the roadmap.
    PlanStart,
    /// How many people vote.
    Room,
}

impl About {
    /// What Enter does with the answer, in a word.
    pub(crate) const fn verb(&self) -> &'static str {
        match self {
            Self::Path => "open",
            Self::Recover(_) => "recover",
            Self::Close(..) => "close block",
            Self::Accept(_) => "accept",
            Self::Mark => "set mark",
            Self::Find => "find",
            Self::Folder => "export",
            Self::Cell(_) | Self::Rationale(_) | Self::PlanStart | Self::Room => "keep",
        }
    }

    /// The name under which an answer that was begun is stored; what is sought is no answer.
    pub(crate) fn key(&self) -> Option<String> {
        Some(match self {
            Self::Path => "path".to_owned(),
            Self::Close(block, _) => format!("close {block}"),
            Self::Accept(output) => format!("accept {output}"),
            Self::Cell((sheet, row, column)) => format!("cell {sheet}\t{row}\t{column}"),
            Self::Rationale(cell) => format!(
                "why {}\t{}\t{}",
                cell.environment, cell.option, cell.criterion
            ),
            Self::Mark => "mark".to_owned(),
            Self::Folder => "folder".to_owned(),
            Self::PlanStart => "first day".to_owned(),
            Self::Room => "room".to_owned(),
            // A proposal that belongs to its moment.
            Self::Find | Self::Recover(_) => return None,
        })
    }
}

/// A question with one line for the answer.
#[derive(Debug, Clone)]
pub(crate) struct Ask {
    /// What it is about.
    pub(crate) about: About,
    /// Its heading.
    pub(crate) title: String,
    /// What must be known to answer.
    pub(crate) lines: Vec<String>,
    /// What the answer is.
    pub(crate) label: String,
    /// The answer so far.
    pub(crate) line: Line,
    /// What is wrong with it.
    pub(crate) problem: Option<String>,
}

/// A list of actions, searched by typing.
#[derive(Debug, Clone)]
pub(crate) struct Finder {
    /// What is searched for.
    pub(crate) line: Line,
    /// All that can be found.
    all: Vec<&'static Entry>,
    /// What is found, the best first, with the keys.
    pub(crate) found: Vec<Found>,
    /// Where one stands in it.
    pub(crate) spot: Spot,
}

/// An action in a list, with its keys as they are shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// The action.
    pub(crate) action: Action,
    /// Its keys.
    pub(crate) keys: String,
    /// What it does.
    pub(crate) help: &'static str,
    /// Its heading.
    pub(crate) group: &'static str,
}

impl Finder {
    /// The actions that work now, for the palette.
    pub(crate) fn palette(situation: Situation, keymap: &Keymap) -> Self {
        let works = |entry: &&Entry| {
            entry.works(situation)
                && !matches!(entry.action, Action::Palette)
                && !is_plain_move(entry.action)
        };
        Self::of(TABLE.iter().filter(works).collect(), keymap)
    }

    /// The keys that work now, for help.
    pub(crate) fn help(situation: Situation, keymap: &Keymap) -> Self {
        let works =
            |entry: &&Entry| entry.works(situation) && !keymap.keys_of(entry.action).is_empty();
        Self::of(TABLE.iter().filter(works).collect(), keymap)
    }

    fn of(all: Vec<&'static Entry>, keymap: &Keymap) -> Self {
        let mut finder = Self {
            line: Line::default(),
            all,
            found: Vec::new(),
            spot: Spot::default(),
        };
        finder.search(keymap);
        finder
    }

    /// Finds again what the line asks for.
    pub(crate) fn search(&mut self, keymap: &Keymap) {
        self.spot = Spot::default();
        self.found = listed(&self.all, keymap);
        if !self.line.is_blank() {
            rank(&mut self.found, self.line.text());
        }
        self.guess(keymap);
    }

    /// Where nothing is found, finds what a shorter word would: "scores" finds the scorecard.
    fn guess(&mut self, keymap: &Keymap) {
        let typed = self.line.text().trim();
        let Some((least, _)) = typed.char_indices().nth(FEWEST) else {
            return;
        };
        let ends = typed.char_indices().map(|(at, _)| at).rev();
        let shorter = ends.take_while(|at| *at >= least);
        for text in shorter.filter_map(|at| typed.get(..at)) {
            if !self.found.is_empty() {
                return;
            }
            self.found = listed(&self.all, keymap);
            rank(&mut self.found, text);
        }
    }

    /// The action in front.
    pub(crate) fn chosen(&self) -> Option<Action> {
        self.found.get(self.spot.row).map(|found| found.action)
    }
}

/// How many letters of what was typed must be found at the least.
const FEWEST: usize = 3;

/// A line for each action, with its keys.
fn listed(all: &[&'static Entry], keymap: &Keymap) -> Vec<Found> {
    let mut found: Vec<Found> = Vec::new();
    for entry in all {
        let keys = keymap.keys_of(entry.action).join(" ");
        match found.last_mut() {
            // The nine tabs are one line: 1 … 9.
            Some(last) if last.help == entry.help => {
                let first = last.keys.split(' ').next().unwrap_or_default();
                last.keys = format!("{first} … {keys}");
            }
            _ => found.push(Found {
                action: entry.action,
                keys,
                help: entry.help,
                group: entry.group,
            }),
        }
    }
    found
}

/// Moves that nobody looks up by name.
const fn is_plain_move(action: Action) -> bool {
    matches!(
        action,
        Action::Up
            | Action::Down
            | Action::Left
            | Action::Right
            | Action::PageUp
            | Action::PageDown
    ) || (action.tab().is_some())
}

/// Keeps what matches, the best match first; equally good ones stay in the order of the table.
///
/// A name may be shortened freely; of the help the words themselves must be there; a key stands for itself.
fn rank(found: &mut Vec<Found>, text: &str) {
    let name = Pattern::parse(text, CaseMatching::Ignore, Normalization::Smart);
    let words = Pattern::new(
        text,
        CaseMatching::Ignore,
        Normalization::Smart,
        AtomKind::Substring,
    );
    let mut matcher = Matcher::new(Config::DEFAULT);
    let mut letters = Vec::new();
    let mut scored: Vec<(u32, Found)> = Vec::new();
    for one in found.drain(..) {
        let mut score = |pattern: &Pattern, text: &str| {
            pattern.score(Utf32Str::new(text, &mut letters), &mut matcher)
        };
        let is_key = one
            .keys
            .split(' ')
            .any(|key| key == text.trim())
            .then_some(u32::MAX);
        let by_name = score(&name, one.action.entry().name).map(|score| score.saturating_add(100));
        let best = is_key.max(by_name).max(score(&words, one.help));
        if let Some(best) = best {
            scored.push((best, one));
        }
    }
    scored.arrange_by_key(|(score, _)| std::cmp::Reverse(*score));
    found.extend(scored.into_iter().map(|(_, one)| one));
}

impl Overlay {
    /// The name under which what is typed into it is stored.
    pub(crate) fn key(&self) -> Option<String> {
        match self {
            Self::Form(form) => Some(form.target.key()),
            Self::Ask(ask) => ask.about.key(),
            _ => None,
        }
    }

    /// Says in it why what it asked for could not be done.
    pub(crate) fn refuse(&mut self, why: &str) {
        match self {
            Self::Form(form) => form.refuse(why),
            Self::Ask(ask) => ask.problem = Some(why.to_owned()),
            _ => {}
        }
    }

    /// Which keys it listens to.
    pub(crate) fn context(&self) -> Where {
        match self {
            Self::Help(_) => Where::HELP,
            Self::Palette(_) => Where::PALETTE,
            Self::Ask(_) => Where::ASK,
            Self::Pick(_) => Where::PICK,
            Self::Form(form) if form.is_trial() => Where::TRIAL,
            Self::Form(form) => form
                .field()
                .map_or(Where::FIELD, super::field::Field::context),
        }
    }
}
