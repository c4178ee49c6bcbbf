//! The lines of the recommendation: what each shows, and what it leads to.

use super::parts::{Bar, Flip, Gap, Levels, Ranks, Regret, Strip};
use crate::agenda::{CriterionId, OptionId};
use crate::tui::text::{width, wrap};
use crate::workshop::CellKey;

/// Something with a name in full and one for narrow columns.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// In full.
    pub(crate) title: String,
    /// For narrow columns.
    pub(crate) short: String,
}

impl Named {
    /// The name in full where it fits, or else the short one.
    pub(crate) fn within(&self, room: u16) -> &str {
        if width(&self.title) <= usize::from(room) {
            &self.title
        } else {
            &self.short
        }
    }
}

/// What a line shows.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Body {
    /// Nothing.
    Blank,
    /// The heading of a part.
    Heading(String),
    /// A sentence, or a line of one.
    Text(String),
    /// What signs and numbers stand for.
    Note(String),
    /// An option with its stacked bar.
    Bar(Bar),
    /// The heads of the three sets of weights.
    RankHeads,
    /// How often an option is first.
    Ranks(Ranks),
    /// How far a weight can move.
    Strip(Strip),
    /// What it takes for a rival to draw level.
    Flip(Flip),
    /// More of the words in the row above.
    More(String),
    /// The heads of the environments.
    RegretHeads(Vec<String>),
    /// What an option gives up.
    Regret(Regret),
    /// The options above the levels.
    LevelHeads,
    /// The levels of a criterion, by its number.
    Level(usize),
    /// A line below the levels: its label, and a text per option.
    LevelFoot(&'static str, Vec<String>),
    /// The heads of the gaps.
    GapHeads,
    /// Where what is recommended falls short.
    Gap(Gap),
}

/// What a selected line leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Target {
    /// The verdict itself.
    Verdict,
    /// An option.
    Option(OptionId),
    /// The weight of a criterion.
    Weight(CriterionId),
    /// A cell of the scorecard.
    Cell(CellKey),
    /// The cells of a criterion, one of them by the column.
    Row(CriterionId),
    /// A gap.
    Gap(Box<Gap>),
}

/// Columns of the names at the beginning of rows, on a page of so many.
pub(crate) const fn name_columns(width: u16) -> u16 {
    match width {
        0..90 => 20,
        90..116 => 26,
        _ => 34,
    }
}

/// Columns between the end of a name and the words behind the points of a flip.
pub(crate) const POINTS: u16 = 8;

/// A line of the page.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// What it shows.
    pub(crate) body: Body,
    /// Which choice it belongs to.
    pub(crate) choice: Option<usize>,
}

/// A part of the page, by the word in its strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// How the options stand.
    Options,
    /// How sure that is.
    Sureness,
    /// How far each weight can move.
    Weights,
    /// What would change the answer.
    Changes,
    /// Whether one option serves all environments.
    Together,
    /// The levels of all cells.
    Levels,
    /// Where what is recommended falls short.
    Gaps,
}

impl Part {
    /// Its word in the strip.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Options => "Options",
            Self::Sureness => "How sure",
            Self::Weights => "Weights",
            Self::Changes => "What changes it",
            Self::Together => "One for all",
            Self::Levels => "Levels",
            Self::Gaps => "Gaps",
        }
    }
}

/// The page, line by line.
#[derive(Debug, Default)]
pub(crate) struct Laid {
    /// All lines below the verdict.
    pub(crate) lines: Vec<Line>,
    /// What can be selected: its first line, and what it leads to.
    pub(crate) choices: Vec<(usize, Target)>,
    /// The parts, each with the line of its heading.
    pub(crate) parts: Vec<(usize, Part)>,
    /// The table that the lines of levels stand for.
    pub(crate) levels: Levels,
    width: usize,
}

impl Laid {
    /// An empty page of so many columns.
    pub(super) fn new(width: usize) -> Self {
        Self {
            width,
            ..Self::default()
        }
    }

    /// Begins a part.
    pub(super) fn part(&mut self, part: Part, heading: &str) {
        if !self.lines.is_empty() {
            self.plain(Body::Blank);
        }
        self.parts.push((self.lines.len(), part));
        self.plain(Body::Heading(heading.to_owned()));
    }

    /// A line that cannot be selected.
    pub(super) fn plain(&mut self, body: Body) {
        self.lines.push(Line { body, choice: None });
    }

    /// A row that can be selected.
    pub(super) fn row(&mut self, body: Body, target: Target) {
        let choice = Some(self.choices.len());
        self.choices.push((self.lines.len(), target));
        self.lines.push(Line { body, choice });
    }

    /// A rival with what it takes to draw level, on as many lines as that needs.
    pub(super) fn flip(&mut self, flip: &Flip) {
        let width = u16::try_from(self.width).unwrap_or(u16::MAX);
        let before = usize::from(2 + name_columns(width) + POINTS);
        let mut lines = wrap(&flip.way, self.width.saturating_sub(before), 6).into_iter();
        let first = Flip {
            way: lines.next().unwrap_or_default(),
            ..flip.clone()
        };
        self.row(Body::Flip(first), Target::Option(flip.rival.clone()));
        let choice = self.choices.len().checked_sub(1);
        let more = lines.map(|line| Line {
            body: Body::More(line),
            choice,
        });
        self.lines.extend(more);
    }

    /// A sentence that can be selected.
    pub(super) fn sentence(&mut self, text: &str, target: Target) {
        let choice = Some(self.choices.len());
        self.choices.push((self.lines.len(), target));
        for line in wrap(text, self.width.saturating_sub(2), 12) {
            self.lines.push(Line {
                body: Body::Text(line),
                choice,
            });
        }
    }

    /// What signs stand for, none of them parted from its sign.
    pub(super) fn signs(&mut self, signs: &[String]) {
        let room = self.width.saturating_sub(2);
        let mut line = String::new();
        for sign in signs {
            if !line.is_empty() && width(&line) + width(sign) + 2 > room {
                self.plain(Body::Note(std::mem::take(&mut line)));
            }
            if !line.is_empty() {
                line.push_str("  ");
            }
            line.push_str(sign);
        }
        self.plain(Body::Note(line));
    }

    /// What signs and numbers stand for.
    pub(super) fn note(&mut self, text: &str) {
        for line in wrap(text, self.width.saturating_sub(2), 6) {
            self.plain(Body::Note(line));
        }
    }

    /// The number of the part in which a line stands.
    pub(crate) fn part_at(&self, line: usize) -> usize {
        let before = self.parts.iter().rposition(|(first, _)| *first <= line);
        before.unwrap_or_default()
    }
}
