//! Where keys go: the part of the screen that listens, as a set for the action table.

/// A set of contexts; exactly one listens at a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Where(u32);

impl Where {
    /// The home screen.
    pub(crate) const HOME: Self = Self(1);
    /// The topics of a block.
    pub(crate) const TOPICS: Self = Self(1 << 1);
    /// A table of records.
    pub(crate) const RECORDS: Self = Self(1 << 2);
    /// What is carried in from earlier blocks.
    pub(crate) const CARRIED: Self = Self(1 << 3);
    /// A matrix whose cells hold text, choices or numbers.
    pub(crate) const MATRIX: Self = Self(1 << 4);
    /// A matrix whose cells hold levels.
    pub(crate) const LEVELS: Self = Self(1 << 5);
    /// The scorecard.
    pub(crate) const SCORES: Self = Self(1 << 6);
    /// The agenda rail.
    pub(crate) const RAIL: Self = Self(1 << 7);
    /// The capture line.
    pub(crate) const CAPTURE: Self = Self(1 << 8);
    /// The filter of a list, while it is typed.
    pub(crate) const FILTER: Self = Self(1 << 9);
    /// A question with one line for the answer.
    pub(crate) const ASK: Self = Self(1 << 10);
    /// A line of text in a form.
    pub(crate) const FIELD: Self = Self(1 << 11);
    /// A long text in a form.
    pub(crate) const LONG: Self = Self(1 << 12);
    /// A choice or level in a form.
    pub(crate) const CHOICE: Self = Self(1 << 13);
    /// The command palette.
    pub(crate) const PALETTE: Self = Self(1 << 14);
    /// The list of keys.
    pub(crate) const HELP: Self = Self(1 << 15);
    /// The page of what is missing.
    pub(crate) const CHECK: Self = Self(1 << 16);

    /// The page of the roadmap.
    pub(crate) const ROADMAP: Self = Self(1 << 18);
    /// The page of the recommendation.
    pub(crate) const ADVICE: Self = Self(1 << 19);
    /// The report preview.
    pub(crate) const REPORT: Self = Self(1 << 20);
    /// The history.
    pub(crate) const HISTORY: Self = Self(1 << 21);
    /// The reasons of a claim.
    pub(crate) const WHY: Self = Self(1 << 22);
    /// The SWOT board.
    pub(crate) const BOARD: Self = Self(1 << 23);
    /// Points that the rubric brings along.
    pub(crate) const IDEAS: Self = Self(1 << 24);
    /// The links of a work package.
    pub(crate) const LINKS: Self = Self(1 << 28);
    /// A work package with what comes before and after it.
    pub(crate) const FOCUS: Self = Self(1 << 29);
    /// A change of a work package that is being tried out.
    pub(crate) const TRIAL: Self = Self(1 << 30);
    /// The scoring run where nothing is voted: weights, and what is taken over.
    pub(crate) const SETTING: Self = Self(1 << 25);
    /// The scoring run, before a tally is begun.
    pub(crate) const VOTING: Self = Self(1 << 26);
    /// A tally of the scoring run, while it is typed.
    pub(crate) const TALLY: Self = Self(1 << 27);
    /// A list of everything to pick from.
    pub(crate) const PICK: Self = Self(1 << 17);

    /// All screens beyond the block.
    pub(crate) const PAGES: Self = Self(
        Self::CHECK.0
            | Self::ROADMAP.0
            | Self::ADVICE.0
            | Self::REPORT.0
            | Self::HISTORY.0
            | Self::WHY.0
            | Self::IDEAS.0
            | Self::LINKS.0
            | Self::FOCUS.0
            | Self::SETTING.0
            | Self::VOTING.0,
    );

    /// All tables whose rows are records.
    pub(crate) const LISTS: Self = Self(Self::RECORDS.0 | Self::CARRIED.0 | Self::BOARD.0);
    /// All grids.
    pub(crate) const GRIDS: Self = Self(Self::MATRIX.0 | Self::LEVELS.0 | Self::SCORES.0);
    /// Everything that the stage of a block can show.
    pub(crate) const STAGE: Self = Self(Self::TOPICS.0 | Self::LISTS.0 | Self::GRIDS.0);
    /// The screen of a block with its rail.
    pub(crate) const BLOCK: Self = Self(Self::STAGE.0 | Self::RAIL.0);
    /// Everywhere in an open workshop where nothing is typed.
    pub(crate) const OPEN: Self = Self(Self::BLOCK.0 | Self::PAGES.0);
    /// Every screen without a text field.
    pub(crate) const VIEWS: Self = Self(Self::HOME.0 | Self::OPEN.0);
    /// Every screen in which one can go sideways; in the scoring run `h` and `l` are hands.
    pub(crate) const SIDEWAYS: Self = Self(Self::VIEWS.0 & !Self::VOTING.0);
    /// Every part of a form.
    pub(crate) const FORM: Self = Self(Self::FIELD.0 | Self::LONG.0 | Self::CHOICE.0);
    /// Where typed characters are text, not commands.
    pub(crate) const TYPING: Self = Self(
        Self::CAPTURE.0
            | Self::FILTER.0
            | Self::ASK.0
            | Self::FORM.0
            | Self::TRIAL.0
            | Self::PALETTE.0
            | Self::HELP.0
            | Self::PICK.0
            | Self::TALLY.0,
    );
    /// Where what was typed stays as a draft when it is closed.
    pub(crate) const DRAFTED: Self = Self(Self::TYPING.0 & !Self::TALLY.0);
    /// Everywhere.
    pub(crate) const ALL: Self = Self(Self::VIEWS.0 | Self::TYPING.0);

    /// Names of the single contexts in the manual.
    #[cfg(test)]
    pub(crate) const NAMES: [(Self, &'static str); 31] = [
        (Self::HOME, "home"),
        (Self::TOPICS, "topics"),
        (Self::RECORDS, "records"),
        (Self::CARRIED, "carried in"),
        (Self::BOARD, "SWOT board"),
        (Self::MATRIX, "matrix"),
        (Self::LEVELS, "matrix of levels"),
        (Self::SCORES, "scorecard"),
        (Self::RAIL, "agenda rail"),
        (Self::CAPTURE, "capture line"),
        (Self::FILTER, "filter"),
        (Self::ASK, "question"),
        (Self::FIELD, "form, line"),
        (Self::LONG, "form, long text"),
        (Self::CHOICE, "form, choice"),
        (Self::PALETTE, "commands"),
        (Self::HELP, "help"),
        (Self::CHECK, "what is missing"),
        (Self::PICK, "search"),
        (Self::ROADMAP, "roadmap"),
        (Self::FOCUS, "focus on a work package"),
        (Self::LINKS, "links of a work package"),
        (Self::TRIAL, "what if"),
        (Self::ADVICE, "recommendation"),
        (Self::REPORT, "report"),
        (Self::HISTORY, "history"),
        (Self::WHY, "why"),
        (Self::IDEAS, "ideas"),
        (Self::SETTING, "scoring run, weights"),
        (Self::VOTING, "scoring run"),
        (Self::TALLY, "scoring run, tally"),
    ];

    /// True when the two sets share a context.
    pub(crate) const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    /// True when all of `other` is in this set.
    pub(crate) const fn holds(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The contexts in which typed characters are commands.
    pub(crate) const fn without_typing(self) -> Self {
        Self(self.0 & !Self::TYPING.0)
    }
}

impl Where {
    /// The union, in constants.
    pub(crate) const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// What must be there for an action to make sense.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// Nothing.
    Nothing,
    /// A selected row.
    Row,
    /// Something to take back.
    Done,
    /// Something to do again.
    Undone,
    /// A filter.
    Filter,
    /// A running block.
    Running,
    /// Another environment.
    Environments,
    /// A workshop that may be written.
    Writable,
    /// A selected row of a workshop that may be written.
    WritableRow,
    /// A selected row of a sheet that knows relevance, in a workshop that may be written.
    Relevance,
    /// A selected cell that another environment can give its level to, in a workshop that may be written.
    Inherits,
    /// A page that one came from.
    Aside,
    /// A sheet that can be shown as a board.
    Board,
    /// A selected work package that closes a gap.
    Gap,
    /// Work packages in phases.
    Phases,
    /// A text that was typed before and came back.
    Draft,
}

/// What is there, for [`Need`].
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts of one moment"
)]
pub(crate) struct Situation {
    /// Which part listens.
    pub(crate) context: Where,
    /// A row is selected.
    pub(crate) row: bool,
    /// Something can be taken back.
    pub(crate) done: bool,
    /// Something can be done again.
    pub(crate) undone: bool,
    /// A filter is set.
    pub(crate) filter: bool,
    /// A block is running.
    pub(crate) running: bool,
    /// There is more than one environment.
    pub(crate) environments: bool,
    /// The workshop may be written.
    pub(crate) writable: bool,
    /// The selected record can matter to later blocks.
    pub(crate) relevance: bool,
    /// A page waits for the way back.
    pub(crate) aside: bool,
    /// The sheet in front can be shown as a board.
    pub(crate) board: bool,
    /// The selected work package closes a gap.
    pub(crate) gap: bool,
    /// The work packages on the screen are in phases.
    pub(crate) phases: bool,
    /// What is being typed into was brought back.
    pub(crate) draft: bool,
}

impl Situation {
    /// True when what is needed is there.
    pub(crate) const fn has(self, need: Need) -> bool {
        match need {
            Need::Nothing => true,
            Need::Row => self.row,
            Need::Done => self.done && self.writable,
            Need::Undone => self.undone && self.writable,
            Need::Filter => self.filter,
            Need::Running => self.running,
            Need::Environments => self.environments,
            Need::Writable => self.writable,
            Need::WritableRow => self.row && self.writable,
            Need::Relevance => self.row && self.writable && self.relevance,
            Need::Inherits => self.row && self.writable && self.environments,
            Need::Aside => self.aside,
            Need::Board => self.board,
            Need::Gap => self.gap,
            Need::Phases => self.phases,
            Need::Draft => self.draft,
        }
    }

    /// Which of what is needed is not there, in a workshop that may be written.
    pub(crate) const fn lacks(self, need: Need) -> &'static str {
        match need {
            Need::Done => "Nothing was done yet",
            Need::Undone => "Nothing was taken back",
            Need::Filter => "No filter is set",
            Need::Running => "No clock runs",
            Need::Environments => "The rubric has one environment only",
            Need::Inherits if self.row => "The rubric has one environment only",
            Need::Relevance if self.row => "Records of this sheet do not matter to later blocks",
            Need::Aside => "There is no screen to go back to",
            Need::Board => "Only a SWOT sheet has a board",
            Need::Gap if self.row => "The work package closes no gap",
            Need::Phases => "The work packages are in no phases",
            _ => "Nothing is selected",
        }
    }
}
