//! One field of a form.

use crossterm::event::KeyCode;
use ratatui_textarea::{Input as AreaInput, Key as AreaKey, TextArea, WrapMode};

use super::details::Detail;
use crate::agenda::{BlockId, Column, ColumnKind, CriterionId, Level};
use crate::document::Clean;
use crate::tui::context::Where;
use crate::tui::key::Key;
use crate::tui::line::Line;
use crate::tui::text::many_lines;

/// The longest text that a field of several lines takes, in bytes.
const LONGEST: usize = 256 * 1024;

/// What a field is for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Slot {
    /// A column of a record.
    Column(Box<ColumnSlot>),
    /// A column of a record that holds a level per later block: this block's.
    Relevance(Box<ColumnSlot>, BlockId),
    /// The client of a new workshop.
    Client,
    /// The playbook of a new workshop.
    Playbook,
    /// The date of a day of a new workshop, from 0.
    Date(usize),
    /// The file of a new workshop.
    File,
    /// One of the workshop's own details.
    Detail(Detail),
    /// The consultant's own paragraphs.
    Prose,
    /// A sheet.
    Sheet,
    /// The points of a criterion.
    Weight(CriterionId),
    /// Why one work package waits for another.
    Why,
    /// Which end of one work package waits for which of the other.
    LinkKind,
    /// The working time between the two.
    Lag,
}

impl Slot {
    /// The name under which what is typed into it is stored.
    pub(crate) fn key(&self) -> String {
        match self {
            Self::Column(column) => format!("column {}", column.0.id),
            Self::Relevance(column, block) => format!("relevance {} {block}", column.0.id),
            Self::Client => "client".to_owned(),
            Self::Playbook => "playbook".to_owned(),
            Self::Date(day) => format!("date {day}"),
            Self::File => "file".to_owned(),
            Self::Detail(detail) => format!("detail {detail:?}"),
            Self::Prose => "words".to_owned(),
            Self::Sheet => "sheet".to_owned(),
            Self::Weight(criterion) => format!("weight {criterion}"),
            Self::Why => "why".to_owned(),
            Self::LinkKind => "kind".to_owned(),
            Self::Lag => "lag".to_owned(),
        }
    }

    /// True for a choice among levels, whose letters choose.
    fn is_level(&self) -> bool {
        match self {
            Self::Relevance(..) => true,
            Self::Column(column) => column.0.kind == ColumnKind::Level,
            _ => false,
        }
    }
}

/// A column, compared by its name.
#[derive(Debug, Clone)]
pub(crate) struct ColumnSlot(pub(crate) Column);

impl PartialEq for ColumnSlot {
    fn eq(&self, other: &Self) -> bool {
        self.0.id == other.0.id
    }
}

impl Eq for ColumnSlot {}

/// How a field is filled.
#[derive(Debug, Clone)]
pub(crate) enum Input {
    /// By typing a line.
    Line(Line),
    /// By typing several lines.
    Long(Box<TextArea<'static>>),
    /// By choosing one of these, or none.
    Choice {
        /// What can be chosen.
        choices: Vec<String>,
        /// What each is called.
        names: Vec<String>,
        /// Which one is.
        chosen: Option<usize>,
        /// Which one was when the characters began that are being typed.
        before: Option<Held>,
        /// Whether one of them is always chosen.
        needed: bool,
    },
}

/// What a choice holds: one of its choices, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Held(Option<usize>);

/// One field of a form.
#[derive(Debug, Clone)]
pub(crate) struct Field {
    /// What it is for.
    pub(crate) slot: Slot,
    /// Its heading.
    pub(crate) title: String,
    /// How it is filled.
    pub(crate) input: Input,
    /// What is wrong with what it holds.
    pub(crate) problem: Option<String>,
    /// What helps to fill it, shown while it is in front.
    pub(crate) help: Option<String>,
    /// What comes of it, shown beside what is typed.
    pub(crate) beside: String,
}

impl Field {
    /// A line of text.
    pub(crate) fn line(slot: Slot, title: &str, text: &str) -> Self {
        let input = Input::Line(Line::new(text));
        Self {
            slot,
            title: title.to_owned(),
            input,
            problem: None,
            help: None,
            beside: String::new(),
        }
    }

    /// A line of text that holds a suggestion: what is typed takes its place.
    pub(crate) fn suggested(slot: Slot, title: &str, text: &str) -> Self {
        let mut field = Self::line(slot, title, "");
        field.input = Input::Line(Line::suggested(text));
        field
    }

    /// A choice.
    pub(crate) fn choice(slot: Slot, title: &str, choices: Vec<String>, text: &str) -> Self {
        let named = choices.into_iter().map(|choice| (choice.clone(), choice));
        Self::named_choice(slot, title, named.collect(), text)
    }

    /// A choice of things that have names; what it holds is their ids.
    pub(crate) fn named_choice(
        slot: Slot,
        title: &str,
        all: Vec<(String, String)>,
        text: &str,
    ) -> Self {
        let (mut choices, mut names): (Vec<String>, Vec<String>) = all.into_iter().unzip();
        // What it holds already can always be kept, even when it is no choice any more.
        if !text.is_empty() && !choices.iter().any(|choice| choice == text) {
            choices.push(text.to_owned());
            names.push(text.to_owned());
        }
        let chosen = choices.iter().position(|choice| choice == text);
        let input = Input::Choice {
            choices,
            names,
            chosen,
            before: None,
            needed: false,
        };
        Self {
            slot,
            title: title.to_owned(),
            input,
            problem: None,
            help: None,
            beside: String::new(),
        }
    }

    /// The same field, where none is no choice.
    pub(crate) const fn needed(mut self) -> Self {
        if let Input::Choice { needed, .. } = &mut self.input {
            *needed = true;
        }
        self
    }

    /// A text of several lines.
    pub(crate) fn long(slot: Slot, title: &str, text: &str) -> Self {
        let mut area = TextArea::new(many_lines(text).split('\n').map(str::to_owned).collect());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_cursor_line_style(ratatui::style::Style::new());
        area.move_cursor(ratatui_textarea::CursorMove::Bottom);
        area.move_cursor(ratatui_textarea::CursorMove::End);
        Self {
            slot,
            title: title.to_owned(),
            input: Input::Long(Box::new(area)),
            problem: None,
            help: None,
            beside: String::new(),
        }
    }

    /// Puts another text in the place of what it holds.
    pub(crate) fn set_text(&mut self, text: &str) {
        let other = match &mut self.input {
            Input::Line(_) => Self::line(self.slot.clone(), &self.title, text),
            Input::Long(_) => Self::long(self.slot.clone(), &self.title, text),
            Input::Choice {
                choices,
                chosen,
                needed,
                ..
            } => {
                let found = choices.iter().position(|choice| choice == text);
                *chosen = found.or(chosen.filter(|_| *needed || !text.is_empty()));
                return;
            }
        };
        *self = Self {
            help: self.help.take(),
            ..other
        };
    }

    /// The field that suits a column, holding `text`.
    pub(crate) fn of_column(column: &Column, text: &str) -> Self {
        let slot = Slot::Column(Box::new(ColumnSlot(column.clone())));
        match column.kind {
            ColumnKind::Long => Self::long(slot, &column.title, text),
            ColumnKind::Choice => Self::choice(slot, &column.title, column.choices.clone(), text),
            ColumnKind::Level => Self::choice(slot, &column.title, levels(), text),
            ColumnKind::Flag => Self::choice(
                slot,
                &column.title,
                vec!["yes".to_owned(), "no".to_owned()],
                text,
            ),
            _ => Self::line(slot, &column.title, text),
        }
    }

    /// What the field holds, as text.
    pub(crate) fn text(&self) -> String {
        match &self.input {
            Input::Line(line) => Clean::kept(line.text()).into_owned(),
            Input::Long(area) => Clean::kept(area.lines().join("\n")).into_owned(),
            Input::Choice {
                choices, chosen, ..
            } => chosen
                .and_then(|at| choices.get(at))
                .cloned()
                .unwrap_or_default(),
        }
    }

    /// Which keys it listens to.
    pub(crate) const fn context(&self) -> Where {
        match self.input {
            Input::Line(_) => Where::FIELD,
            Input::Long(_) => Where::LONG,
            Input::Choice { .. } => Where::CHOICE,
        }
    }

    /// Does what a key asks for that is no command.
    pub(crate) fn key(&mut self, key: Key) {
        self.problem = None;
        match &mut self.input {
            Input::Line(line) => drop(line.key(key)),
            Input::Long(area) => drop(area.input(area_input(key))),
            Input::Choice { .. } => self.choose(key),
        }
    }

    /// Chooses; past either end of what needs a choice comes the other end, and what would blank it does nothing.
    fn choose(&mut self, key: Key) {
        let held = match &self.input {
            Input::Choice { chosen, .. } => *chosen,
            _ => None,
        };
        self.choose_or_say(key);
        let Input::Choice {
            choices,
            chosen,
            needed,
            ..
        } = &mut self.input
        else {
            return;
        };
        if *needed && chosen.is_none() {
            *chosen = match key.code {
                KeyCode::Right | KeyCode::Char(' ') => choices.len().checked_sub(1).map(|_| 0),
                KeyCode::Left => choices.len().checked_sub(1),
                _ => held,
            };
        }
    }

    /// Chooses; says how to when the key is a character that chooses nothing.
    fn choose_or_say(&mut self, key: Key) {
        let by_letter = self.slot.is_level();
        let Input::Choice {
            names,
            chosen,
            before,
            ..
        } = &mut self.input
        else {
            return;
        };
        let KeyCode::Char(c) = key.code else {
            *before = None;
            return walk(chosen, names.len(), key.code);
        };
        let held = *before.get_or_insert(Held(*chosen));
        if let Some(found) = typed(names, *chosen, c, by_letter) {
            *chosen = found.0;
            return;
        }
        // It was a word, and none of it is to have chosen.
        (*chosen, *before) = (held.0, None);
        let letters = if by_letter { "the first letter, " } else { "" };
        let count = names.len();
        self.problem = Some(format!(
            "what is typed is no choice: arrows, blank, {letters}1 to {count} choose"
        ));
    }

    /// Puts pasted text in; false when not all of it was taken.
    pub(crate) fn paste(&mut self, text: &str) -> bool {
        match &mut self.input {
            Input::Line(line) => line.insert(text),
            Input::Long(area) => {
                let held: usize = area.lines().iter().map(String::len).sum();
                let room = LONGEST.saturating_sub(held);
                let cut = (0..=text.len().min(room))
                    .rev()
                    .find(|at| text.is_char_boundary(*at));
                let (taken, rest) = text.split_at(cut.unwrap_or(0));
                area.insert_str(many_lines(taken));
                rest.is_empty()
            }
            Input::Choice { .. } => true,
        }
    }
}

/// The three levels as choices.
pub(crate) fn levels() -> Vec<String> {
    Level::ALL.iter().map(Level::to_string).collect()
}

/// Left and right go through the choices and none, Backspace blanks.
fn walk(chosen: &mut Option<usize>, count: usize, key: KeyCode) {
    match key {
        KeyCode::Right => *chosen = after(*chosen, count),
        KeyCode::Left => *chosen = chosen.map_or(count.checked_sub(1), |at| at.checked_sub(1)),
        KeyCode::Backspace | KeyCode::Delete => *chosen = None,
        _ => {}
    }
}

fn after(chosen: Option<usize>, count: usize) -> Option<usize> {
    Some(chosen.map_or(0, |at| at + 1)).filter(|at| *at < count)
}

/// What a character chooses: the blank the next one, a number its place, a letter the only one that begins with it.
fn typed(
    choices: &[String],
    chosen: Option<usize>,
    character: char,
    by_letter: bool,
) -> Option<Held> {
    match character {
        ' ' => return Some(Held(after(chosen, choices.len()))),
        '0' | '-' => return Some(Held(None)),
        _ => {}
    }
    let place = character
        .to_digit(10)
        .and_then(|digit| (digit as usize).checked_sub(1));
    let letter = || only(choices, character).filter(|_| by_letter);
    let found = place.filter(|at| *at < choices.len()).or_else(letter);
    found.map(|at| Held(Some(at)))
}

/// The only choice that begins with this letter.
fn only(choices: &[String], letter: char) -> Option<usize> {
    let folded: String = letter.to_lowercase().collect();
    let begins = |choice: &String| choice.to_lowercase().starts_with(&folded);
    let mut found = choices.iter().enumerate().filter(|(_, one)| begins(one));
    let first = found.next().map(|(at, _)| at);
    first.filter(|_| found.next().is_none())
}

const fn area_input(key: Key) -> AreaInput {
    let code = match key.code {
        KeyCode::Char(c) => AreaKey::Char(c),
        KeyCode::Enter => AreaKey::Enter,
        KeyCode::Backspace => AreaKey::Backspace,
        KeyCode::Delete => AreaKey::Delete,
        KeyCode::Left => AreaKey::Left,
        KeyCode::Right => AreaKey::Right,
        KeyCode::Up => AreaKey::Up,
        KeyCode::Down => AreaKey::Down,
        KeyCode::Home => AreaKey::Home,
        KeyCode::End => AreaKey::End,
        KeyCode::PageUp => AreaKey::PageUp,
        KeyCode::PageDown => AreaKey::PageDown,
        _ => AreaKey::Null,
    };
    AreaInput {
        key: code,
        ctrl: key.ctrl,
        alt: key.alt,
        shift: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(mut field: Field, keys: &str) -> (String, bool) {
        for key in crate::tui::key::parse_keys(keys).unwrap() {
            field.key(key);
        }
        (field.text(), field.problem.is_some())
    }

    fn status(keys: &str, text: &str) -> (String, bool) {
        let choices = ["open", "confirmed", "closed"].map(str::to_owned).to_vec();
        filled(Field::choice(Slot::Sheet, "Status", choices, text), keys)
    }

    #[test]
    fn a_choice_is_made_by_arrows_blank_and_numbers() {
        for (keys, before, now) in [
            ("Right", "", "open"),
            ("Right Right Right", "open", ""),
            ("Left", "", "closed"),
            ("Left", "open", ""),
            ("Space Space", "", "confirmed"),
            ("3", "", "closed"),
            ("Backspace", "open", ""),
            ("0", "open", ""),
        ] {
            assert_eq!(status(keys, before), (now.to_owned(), false), "{keys}");
        }
    }

    #[test]
    fn what_needs_a_choice_is_never_blank() {
        for (keys, before, now) in [
            ("Right", "b", "a"),
            ("Space", "b", "a"),
            ("Left", "a", "b"),
            ("Right", "a", "b"),
            ("Backspace", "b", "b"),
            ("0", "b", "b"),
            ("-", "a", "a"),
        ] {
            let choices = ["a", "b"].map(str::to_owned).to_vec();
            let field = Field::choice(Slot::Playbook, "Playbook", choices, before).needed();
            assert_eq!(filled(field, keys), (now.to_owned(), false), "{keys}");
        }
    }

    #[test]
    fn a_word_that_is_typed_chooses_nothing_and_is_refused() {
        for keys in ["c", "3 d", "9", "Z", "2 Space x"] {
            let refused = ("confirmed".to_owned(), true);
            assert_eq!(status(keys, "confirmed"), refused, "{keys}");
        }
        assert_eq!(status("t e n Space d a y s", "open").0, "open");
    }

    #[test]
    fn a_letter_chooses_a_level() {
        let column = Column::new("priority", ColumnKind::Level);
        let level = || Field::of_column(&column, "L");
        assert_eq!(filled(level(), "h"), ("H".to_owned(), false));
        assert_eq!(filled(level(), "M 3"), ("H".to_owned(), false));
        assert_eq!(filled(level(), "h o l d").0, "L");
    }
}
