//! Everything that a key can do, in one table.
//!
//! Footer, help, palette, keymap and manual are made from [`TABLE`]; nothing else knows an action's name.

use super::context::{Need, Situation, Where};

/// One line of the table.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry {
    /// The action.
    pub(crate) action: Action,
    /// Its name in keymaps.
    pub(crate) name: &'static str,
    /// What it does, in one line.
    pub(crate) help: &'static str,
    /// Its heading in help and manual.
    pub(crate) group: &'static str,
    /// Its keys unless the user's keymap says otherwise.
    pub(crate) keys: &'static [&'static str],
    /// Where it works.
    pub(crate) place: Where,
    /// What must be there.
    pub(crate) need: Need,
    /// Its word in the footer; empty when it is not shown there.
    pub(crate) hint: &'static str,
}

macro_rules! actions {
    ($($group:literal { $($variant:ident $name:literal [$($key:literal),*] $place:expr, $need:ident, $hint:literal, $help:literal;)* })*) => {
        /// Everything that a key can do.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum Action {
            $($(#[doc = $help] $variant,)*)*
        }

        /// One line for each action, in the order of help and footer.
        pub(crate) const TABLE: &[Entry] = &[
            $($(Entry {
                action: Action::$variant,
                name: $name,
                help: $help,
                group: $group,
                keys: &[$($key),*],
                place: $place,
                need: Need::$need,
                hint: $hint,
            },)*)*
        ];
    };
}

/// The contexts in which digits choose a tab.
const TABBED: Where = Where::TOPICS
    .or(Where::LISTS)
    .or(Where::MATRIX)
    .or(Where::RAIL)
    .or(Where::REPORT);
/// The contexts in which the selected row is a record.
const RECORDS: Where = Where::LISTS.or(PACKAGES);
/// The contexts in which the selected row is a work package.
const PACKAGES: Where = Where::ROADMAP.or(Where::FOCUS);
/// The contexts in which links of a work package are made and gone through.
const LINKED: Where = PACKAGES.or(Where::LINKS);
/// The contexts in which something is claimed.
const CLAIMED: Where = Where::LISTS
    .or(Where::SCORES)
    .or(PACKAGES)
    .or(Where::ADVICE)
    .or(Where::CHECK)
    .or(Where::HISTORY)
    .or(Where::VOTING);
/// The contexts with a list that is walked by arrows although characters are typed beside it.
const WALKED: Where = Where::PALETTE
    .or(Where::HELP)
    .or(Where::PICK)
    .or(Where::TALLY);
/// The contexts that are walked by pages.
const PAGED: Where = Where::VIEWS.or(WALKED).or(Where::TRIAL);

actions! {
    "Capture" {
        Capture "capture" ["a"] Where::OPEN, Writable, "add", "Open the capture line";
        Keep "keep" ["Enter", "Ctrl-s"] Where::CAPTURE.or(Where::ASK).or(Where::FIELD).or(Where::CHOICE).or(Where::TRIAL), Nothing, "keep", "Keep what was typed";
        KeepOff "keep-off-record" ["Ctrl-o"] Where::CAPTURE, Nothing, "keep off the record", "Keep what was typed, off the record";
        DropDraft "drop-draft" ["Ctrl-x"] Where::CAPTURE.or(Where::ASK).or(Where::FORM), Draft, "drop draft", "Drop what was typed here before and came back";
        KeepLong "keep-long-text" ["Ctrl-s"] Where::LONG, Nothing, "keep", "Keep the form from within a long text";
        NextField "next-field" ["Tab", "Down"] Where::FIELD.or(Where::CHOICE).or(Where::TRIAL), Nothing, "next field", "Go to the next field";
        PreviousField "previous-field" ["Shift-Tab", "Up"] Where::FIELD.or(Where::CHOICE).or(Where::TRIAL), Nothing, "", "Go to the previous field";
        LeaveLong "next-field-from-long-text" ["Tab"] Where::LONG, Nothing, "next field", "Go on from a long text";
        LeaveLongBack "previous-field-from-long-text" ["Shift-Tab"] Where::LONG, Nothing, "", "Go back from a long text";
        Editor "editor" ["Ctrl-e"] Where::CAPTURE.or(Where::ASK).or(Where::FIELD).or(Where::LONG), Nothing, "editor", "Go on typing in your own editor, and come back";
        Close "close" ["Esc", "Ctrl-c"] Where::DRAFTED, Nothing, "close", "Close it; what was typed stays as a draft";
    }
    "Topics" {
        Cover "cover" ["x", "Enter"] Where::TOPICS, WritableRow, "covered", "Mark the topic as covered, or open it again";
        Notes "notes" ["i"] Where::TOPICS, Row, "notes", "Show or hide the facilitator's notes and facts";
    }
    "Roadmap" {
        WaitFor "wait-for" ["b"] LINKED, WritableRow, "waits for", "Choose what the work package waits for, and say why";
        Links "links" ["B"] LINKED, Row, "links", "Go through the links of the work package: see why, change, remove";
        Focus "focus" ["f"] PACKAGES, Row, "focus", "Show what comes before and after the work package, and why";
        Further "further" [">"] Where::FOCUS, Nothing, "further", "Show what is one step further before and after";
        Nearer "nearer" ["<"] Where::FOCUS, Nothing, "nearer", "Show what is one step less far before and after";
        WhatIf "what-if" ["w"] PACKAGES, WritableRow, "what if", "Try another duration or first day, and see what moves";
        Chances "chances" ["p"] PACKAGES, Nothing, "chances", "Simulate the plan: by when how surely, and what decides it";
        Fold "fold" ["Tab"] Where::ROADMAP, Phases, "fold", "Fold the phase to one line, or unfold it";
        FoldAll "fold-all" ["Shift-Tab"] Where::ROADMAP, Phases, "", "Fold all phases to one line each, or unfold them";
        NextProblem "next-problem" ["n"] Where::ROADMAP, Nothing, "", "Go to the next work package with which something is wrong";
        PreviousProblem "previous-problem" ["N"] Where::ROADMAP, Nothing, "", "Go to the work package before with which something is wrong";
        PlanStart "plan-start" ["s"] Where::ROADMAP, Writable, "first day", "Set the first day of the roadmap";
        Finer "finer" ["z"] Where::ROADMAP, Nothing, "zoom", "Show fewer days of the roadmap, each wider";
        Coarser "coarser" ["Z"] Where::ROADMAP, Nothing, "", "Show more days of the roadmap, each narrower";
        ToGap "to-gap" ["c"] PACKAGES, Gap, "its gap", "Go to the gap that the work package closes";
    }
    "Records" {
        Edit "edit" ["e", "Enter"] RECORDS, WritableRow, "edit", "Edit all fields of the record";
        Relevance "relevance" ["w"] Where::LISTS, Relevance, "relevance", "Say how much the record matters to later blocks";
        Park "park" ["p"] Where::LISTS, WritableRow, "park", "Send the record to the parking lot, or back";
        OffRecord "off-record" ["o"] RECORDS, WritableRow, "off record", "Take the record off the record, or back on";
        OpenIdeas "ideas" ["i"] Where::BOARD, Writable, "ideas", "See points with sources that can be taken over onto the board";
        TakeIdea "take-over" ["Enter"] Where::IDEAS, WritableRow, "take over", "Put the idea on the board, with its source";
        NextOption "next-option" ["v"] Where::BOARD.or(Where::IDEAS), Nothing, "next option", "Go to the next option of the board";
        BoardOrList "board-or-list" ["b"] Where::BOARD.or(Where::RECORDS), Board, "list", "Show the SWOT points as a board or as a list";
        Filter "filter" ["/"] Where::LISTS, Nothing, "filter", "Show only what contains these words";
        NextMatch "next-match" ["n"] Where::LISTS, Filter, "", "Go to the next match";
        PreviousMatch "previous-match" ["N"] Where::LISTS, Filter, "", "Go to the previous match";
        ClearFilter "clear-filter" ["Esc"] Where::LISTS, Filter, "show all", "Show all records again";
        KeepFilter "keep-filter" ["Enter"] Where::FILTER, Nothing, "keep filter", "Keep the filter and go back to the list";
        Delete "delete" ["d", "Delete"] RECORDS, WritableRow, "delete", "Remove the record; undo brings it back";
        MoveTo "move" ["m"] Where::LISTS, WritableRow, "move", "Send the record to another sheet: how the inbox is emptied";
    }
    "Links" {
        EditLink "edit-link" ["e", "Enter"] Where::LINKS, WritableRow, "edit", "Change the link: why, how, how long between";
        RemoveLink "remove-link" ["d", "Delete"] Where::LINKS, WritableRow, "remove", "Remove the link; undo brings it back";
        Unlink "unlink" ["Ctrl-x"] Where::PICK, Writable, "", "Take the link to what is selected away";
    }
    "Scoring run" {
        Tally "tally" ["m", "M", "l", "L", "h", "H", "1", "2", "3", "4", "5", "6", "7", "8", "9", "0"] Where::VOTING, WritableRow, "l h or 3M 1L 2H", "Type how many said L, M, H; a letter alone is everybody";
        KeepTally "keep-tally" ["Enter"] Where::VOTING.or(Where::TALLY), Writable, "keep, go on", "Keep the tally and go on; without one, go on as the screen says";
        DropTally "drop-tally" ["Esc", "Ctrl-c"] Where::TALLY, Nothing, "drop it", "Drop the tally that is being typed; nothing of it is kept";
        GoOn "go-on" ["Enter"] Where::SETTING, Writable, "go on", "Lock the weights, or take the levels over, and go on";
        MustHave "must-have" ["m"] Where::SETTING, WritableRow, "must-have", "Make the criterion a must-have, a stricter one, or none";
        RoomSize "people-in-the-room" ["n"] Where::SETTING.or(Where::VOTING), Writable, "", "Say how many people vote";
        SayWhy "say-why" ["e"] Where::VOTING.or(Where::ADVICE), WritableRow, "why", "Say why the cell has its level";
        NextCriterion "next-criterion" ["]", "Right"] Where::VOTING, Nothing, "next criterion", "Look at the next criterion";
        PreviousCriterion "previous-criterion" ["[", "Left"] Where::VOTING, Nothing, "", "Look at the criterion before";
    }
    "Cells" {
        Low "low" ["1", "L"] Where::LEVELS.or(Where::SCORES), WritableRow, "2 3 or L M H", "Set the cell to low and go on";
        Medium "medium" ["2", "M"] Where::LEVELS.or(Where::SCORES), WritableRow, "", "Set the cell to medium and go on";
        High "high" ["3", "H"] Where::LEVELS.or(Where::SCORES), WritableRow, "", "Set the cell to high and go on";
        EditCell "edit-cell" ["e", "Enter"] Where::MATRIX, WritableRow, "write", "Write into the cell";
        Rationale "rationale" ["e", "Enter"] Where::SCORES, WritableRow, "why", "Say why the cell has its level";
        Evidence "evidence" ["b"] Where::SCORES, WritableRow, "evidence", "Choose what was said that speaks for the level";
        VoteHere "vote" ["V"] Where::SCORES, Nothing, "scoring run", "Begin the scoring run, or go on with it";
        Weights "weights" ["w"] Where::SCORES.or(Where::SETTING), Writable, "weights", "Set the weights, each beside its swing question";
        LockWeights "lock-weights" ["W"] Where::SCORES, Writable, "lock", "Lock the weights of the environment, or unlock them";
        Environment "environment" ["v"] Where::SCORES.or(Where::ADVICE), Environments, "other", "Show the other environment";
        NotScored "not-scored" ["0", "Delete"] Where::GRIDS, WritableRow, "blank", "Empty the cell";
        NotApplicable "not-applicable" ["x"] Where::SCORES, WritableRow, "n/a", "Say that the criterion does not apply here";
        Inherit "same-as-other" ["="] Where::SCORES.or(Where::VOTING), Inherits, "same", "Take the level of the other environment";
    }
    "Block and clock" {
        PreviousBlock "previous-block" ["["] Where::BLOCK, Nothing, "", "Go to the previous block";
        NextBlock "next-block" ["]"] Where::BLOCK, Nothing, "next block", "Go to the next block";
        RunningBlock "running-block" ["g n"] Where::OPEN, Running, "", "Go to the block whose clock runs";
        StartPause "start-pause" ["Space"] Where::OPEN, Writable, "clock", "Start or pause the clock of the block";
        More "five-more" ["+"] Where::OPEN, Writable, "", "Give the block five minutes more";
        Less "five-less" ["-"] Where::OPEN, Writable, "", "Give the block five minutes less";
        CloseBlock "close-block" ["c"] Where::BLOCK, Writable, "close block", "Close the block; missing outputs are named first";
        NextTab "next-tab" ["Tab"] Where::BLOCK.or(Where::REPORT), Nothing, "next sheet", "Go to the next sheet of the block";
        PreviousTab "previous-tab" ["Shift-Tab"] Where::BLOCK.or(Where::REPORT), Nothing, "", "Go to the previous sheet of the block";
        Tab1 "tab-1" ["1"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab2 "tab-2" ["2"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab3 "tab-3" ["3"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab4 "tab-4" ["4"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab5 "tab-5" ["5"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab6 "tab-6" ["6"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab7 "tab-7" ["7"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab8 "tab-8" ["8"] TABBED, Nothing, "", "Go to a sheet by its number";
        Tab9 "tab-9" ["9"] TABBED, Nothing, "", "Go to a sheet by its number";
        LeaveRail "leave-rail" ["Enter", "Esc"] Where::RAIL, Nothing, "back", "Go from the agenda back to the block";
        HideRail "hide-agenda" ["z"] Where::BLOCK, Nothing, "", "Hide or show the agenda";
    }
    "Why" {
        Deeper "deeper" ["Enter"] Where::WHY, Row, "deeper", "Go on to what the reason rests on";
        ShowPlace "show-place" ["o"] Where::WHY, Row, "show it", "Go to the thing itself, in its block";
    }
    "Recommendation" {
        NextPart "next-part" ["Tab", "]"] Where::ADVICE, Nothing, "next", "Go to the next part of the recommendation";
        PreviousPart "previous-part" ["Shift-Tab", "["] Where::ADVICE, Nothing, "", "Go to the previous part of the recommendation";
        PlanGap "plan-gap" ["w"] Where::ADVICE, WritableRow, "plan", "Make a work package that closes the gap";
    }
    "Report" {
        OwnWords "own-words" ["e", "Enter"] Where::REPORT, WritableRow, "your words", "Write your own paragraphs for the section";
        Export "export" ["x"] Where::REPORT, Nothing, "export", "Write the reports into a folder";
        NextHeading "next-heading" ["]"] Where::REPORT, Nothing, "next heading", "Go to the next heading";
        PreviousHeading "previous-heading" ["["] Where::REPORT, Nothing, "", "Go to the previous heading";
    }
    "History" {
        Since "since" ["d"] Where::HISTORY, Row, "changed since", "See what changed between the entry and now";
        Mark "mark" ["m"] Where::HISTORY, Writable, "mark", "Name this point of the workshop";
    }
    "Pages" {
        GoThere "go-there" ["Enter"] Where::CHECK.or(Where::ADVICE).or(Where::HISTORY), Row, "go there", "Go to the place in the block where this is mended";
        AcceptOutput "accept-output" ["A"] Where::CHECK, WritableRow, "accept", "Accept the missing output as it is, with the reason";
        Find "find" ["/"] Where::REPORT.or(Where::HISTORY), Nothing, "find", "Find words in the report or the history";
        NextFound "next-found" ["n"] Where::REPORT.or(Where::HISTORY), Nothing, "", "Go to where the words occur next";
        PreviousFound "previous-found" ["N"] Where::REPORT.or(Where::HISTORY), Nothing, "", "Go to where the words occur before";
        ClosePage "close-screen" ["Esc", "Backspace"] Where::PAGES, Nothing, "back", "Go back to where one came from";
        BackToPage "back" ["Backspace"] Where::BLOCK, Aside, "back", "Go back to the screen one came from";
    }
    "Go to" {
        Why "why" ["y"] CLAIMED, Row, "why", "Follow what is selected back to what was said";
        Search "search" ["g /"] Where::OPEN, Nothing, "", "Search everything that was said, and the agenda";
        GoScorecard "scorecard" ["g s"] Where::OPEN, Nothing, "", "Go to the scorecard";
        OpenRun "scoring-run" ["g v"] Where::OPEN, Nothing, "", "Begin the scoring run, or go on with it";
        OpenRecommendation "recommendation" ["g r"] Where::OPEN, Nothing, "", "See the recommendation: verdict, options, gaps";
        OpenRoadmap "roadmap" ["g p"] Where::OPEN, Nothing, "", "See the roadmap: work packages, dates, what waits for what";
        OpenReport "report" ["g e"] Where::OPEN, Nothing, "", "Read the reports as they would be exported, and add your own words";
        OpenHistory "history" ["g l"] Where::OPEN, Nothing, "", "See what was done, when and by whom";
        OpenDetails "details" ["g d"] Where::OPEN, Writable, "", "Change client, dates, people, question, decision of the workshop";
        OpenCheck "missing" ["g m"] Where::OPEN, Nothing, "", "See what is missing";
    }
    "Home" {
        Open "open" ["Enter"] Where::HOME, Row, "open", "Open the selected workshop";
        New "new" ["n"] Where::HOME, Nothing, "new", "Begin a new workshop in this folder";
        Sample "sample" ["s"] Where::HOME, Nothing, "sample", "Look around in a sample workshop";
        OpenPath "open-path" ["o"] Where::HOME, Nothing, "open a file", "Open a workshop by the path of its file";
    }
    "Move" {
        Up "up" ["k", "Up"] Where::VIEWS.or(WALKED), Nothing, "", "Go up";
        Down "down" ["j", "Down"] Where::VIEWS.or(WALKED), Nothing, "", "Go down";
        Left "left" ["h", "Left"] Where::SIDEWAYS, Nothing, "", "Go left; at the left edge into the agenda";
        Right "right" ["l", "Right"] Where::SIDEWAYS, Nothing, "", "Go right; from the agenda into the block";
        Top "top" ["g g", "Home"] Where::VIEWS, Nothing, "", "Go to the first row";
        Bottom "bottom" ["G", "End"] Where::VIEWS, Nothing, "", "Go to the last row";
        PageUp "page-up" ["PgUp", "Ctrl-b"] PAGED, Nothing, "", "Go up by a page";
        PageDown "page-down" ["PgDn", "Ctrl-f"] PAGED, Nothing, "", "Go down by a page";
        ReadOn "read-on" ["J"] Where::TOPICS.or(Where::LISTS).or(Where::GRIDS).or(Where::ROADMAP), Row, "", "Read on in the details; at their end, from their beginning";
        Pick "pick" ["Enter"] Where::PICK, Nothing, "choose", "Take what is selected";
        Run "run" ["Enter"] Where::PALETTE, Nothing, "run", "Run the selected command";
        Home "home" ["g h"] Where::OPEN, Nothing, "home", "Close the workshop and go to the home screen";
    }
    "Everywhere" {
        Undo "undo" ["u"] Where::OPEN, Done, "undo", "Take back what was done last, and go there";
        Redo "redo" ["Ctrl-r"] Where::OPEN, Undone, "redo", "Do again what was taken back, and go there";
        Palette "commands" [":", "Ctrl-p"] Where::VIEWS, Nothing, "commands", "Find a command by its name";
        Help "help" ["?"] Where::VIEWS, Nothing, "help", "List the keys that work here";
        Theme "theme" [] Where::VIEWS, Nothing, "", "Change the colours";
        Mouse "mouse" ["g M"] Where::VIEWS, Nothing, "", "Give the mouse to the terminal, to select text, or take it back";
        Suspend "suspend" ["Ctrl-z"] Where::ALL, Nothing, "", "Suspend the program; fg brings it back";
        Quit "quit" ["q", "Ctrl-c"] Where::VIEWS, Nothing, "quit", "Leave the program; everything is saved";
    }
}

impl Action {
    /// Its line of the table.
    pub(crate) fn entry(self) -> &'static Entry {
        // The enum and the table are made by one macro, so the order of both is the same.
        &TABLE[self as usize]
    }

    /// The number of the tab that it chooses, from 0.
    pub(crate) const fn tab(self) -> Option<usize> {
        Some(match self {
            Self::Tab1 => 0,
            Self::Tab2 => 1,
            Self::Tab3 => 2,
            Self::Tab4 => 3,
            Self::Tab5 => 4,
            Self::Tab6 => 5,
            Self::Tab7 => 6,
            Self::Tab8 => 7,
            Self::Tab9 => 8,
            _ => return None,
        })
    }
}

impl Entry {
    /// True when the action makes sense now.
    pub(crate) const fn works(&self, situation: Situation) -> bool {
        self.place.meets(situation.context) && situation.has(self.need)
    }
}

/// The action of this name.
pub(crate) fn named(name: &str) -> Option<&'static Entry> {
    TABLE.iter().find(|entry| entry.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_finds_its_line_and_names_are_unique() {
        for (at, entry) in TABLE.iter().enumerate() {
            assert_eq!(entry.action.entry().name, entry.name);
            assert!(
                TABLE[..at].iter().all(|other| other.name != entry.name),
                "{}",
                entry.name
            );
            assert!(
                entry.hint.len() <= 20 && entry.help.len() <= 70,
                "{}",
                entry.name
            );
        }
    }
}
