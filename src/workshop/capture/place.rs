//! Where a line goes: its first word or sign, or the sheet in front.

use std::ops::Range;

use super::find::{Freely, find};
use super::{Context, Role, Span, Value, Values};
use crate::agenda::{
    ColumnId, OptionId, PlatformOption, Playbook, Quadrant, Rubric, Sheet, SheetId, SheetKind,
};

/// A sheet that has a word and maybe a sign.
#[derive(Debug, Clone, Copy)]
pub(super) struct Beginning {
    /// The word, with its colon where it has one.
    pub(super) word: &'static str,
    /// The sign; it needs a blank after it.
    pub(super) sign: Option<char>,
    /// The sheet's id.
    pub(super) sheet: &'static str,
}

const fn beginning(word: &'static str, sign: Option<char>, sheet: &'static str) -> Beginning {
    Beginning { word, sign, sheet }
}

/// Every word and sign that a line can begin with, apart from those of a SWOT point.
pub(super) const BEGINNINGS: [Beginning; 11] = [
    beginning("li:", Some('>'), "line-items"),
    beginning("as:", Some('~'), "assumptions"),
    beginning("park:", Some('?'), PARKING_LOT),
    beginning("risk:", Some('!'), "risks"),
    beginning("dec:", Some('='), "decisions"),
    beginning("act:", Some('+'), "actions"),
    beginning("st:", None, "stakeholders"),
    beginning("rq:", None, "requirements"),
    beginning("wp:", None, "plan"),
    beginning("cost:", None, "costs"),
    beginning("..", None, "inbox"),
];

const PARKING_LOT: &str = "parking-lot";

/// Where a line goes and where its text begins.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) sheet: Option<SheetId>,
    pub(super) fields: Values,
    pub(super) parked: bool,
    /// The byte after what says where it goes.
    pub(super) end: usize,
    pub(super) span: Option<Span>,
}

/// Reads where `line` goes.
pub(super) fn read(line: &str, context: &Context<'_>) -> Place {
    by_word(line, context)
        .or_else(|| by_option(line, context))
        .or_else(|| by_quadrant(line, context))
        .unwrap_or_else(|| in_front(context))
}

/// The sheet in front, or one that takes anything, with what its place gives.
fn in_front(context: &Context<'_>) -> Place {
    let front = context
        .sheet
        .as_ref()
        .and_then(|id| context.playbook.sheet(id));
    if let Some(sheet) = front.filter(|sheet| sheet.prefix.is_some()) {
        return Place {
            sheet: Some(sheet.id.clone()),
            fields: context.here.clone(),
            ..Place::default()
        };
    }
    Place {
        sheet: catch_all(context.playbook),
        ..Place::default()
    }
}

/// The sheet for what is said while none that holds records is in front.
fn catch_all(playbook: &Playbook) -> Option<SheetId> {
    let holds = |sheet: &&Sheet| sheet.prefix.is_some();
    let named = ["line-items", "inbox"]
        .into_iter()
        .filter_map(|id| playbook.sheet_named(id));
    let found = named
        .into_iter()
        .find(holds)
        .or_else(|| playbook.sheets.iter().find(holds));
    found.map(|sheet| sheet.id.clone())
}

fn by_word(line: &str, context: &Context<'_>) -> Option<Place> {
    let start = line.len() - line.trim_start().len();
    let rest = line.get(start..)?;
    let (found, length) = BEGINNINGS
        .iter()
        .find_map(|one| Some((one, length_of(one, rest)?)))?;
    let span = |means: &str| Span {
        range: start..start + length,
        role: Role::Place,
        means: means.to_owned(),
    };
    let sheet = context
        .playbook
        .sheet_named(found.sheet)
        .filter(|sheet| sheet.prefix.is_some());
    if let Some(sheet) = sheet {
        let in_front = context.sheet.as_ref() == Some(&sheet.id);
        return Some(Place {
            sheet: Some(sheet.id.clone()),
            fields: if in_front {
                context.here.clone()
            } else {
                Values::new()
            },
            end: start + length,
            span: Some(span(&sheet.title)),
            parked: false,
        });
    }
    // A record on any sheet can be parked, so the parking lot needs no sheet of its own.
    (found.sheet == PARKING_LOT).then(|| Place {
        parked: true,
        end: start + length,
        span: Some(span("Parking lot")),
        ..in_front(context)
    })
}

/// How many bytes of `rest` are this beginning.
fn length_of(one: &Beginning, rest: &str) -> Option<usize> {
    let blank_at = |at: usize| {
        rest.get(at..)
            .is_some_and(|after| after.starts_with(char::is_whitespace))
    };
    if let Some(sign) = one.sign
        && rest.starts_with(sign)
        && blank_at(sign.len_utf8())
    {
        return Some(sign.len_utf8());
    }
    let length = one.word.len();
    let begins = rest
        .get(..length)
        .is_some_and(|start| start.eq_ignore_ascii_case(one.word));
    let ends = rest.len() == length
        || blank_at(length)
        || (one.word.ends_with(':') && joined(rest, length));
    (begins && ends).then_some(length)
}

/// True when the text follows the colon at once, as in `li:text`, and is no address such as `st://`.
fn joined(rest: &str, at: usize) -> bool {
    rest.get(at..)
        .and_then(|after| after.chars().next())
        .is_some_and(char::is_alphanumeric)
}

/// `msk s: ...`: an option, a quadrant and a colon.
fn by_option(line: &str, context: &Context<'_>) -> Option<Place> {
    let head = head(line)?;
    let (name, quadrant) = head.trim_start().rsplit_once(char::is_whitespace)?;
    let option = find_option(name, context.rubric)?;
    point(head, &option, quadrant, context)
}

/// A line that begins as a SWOT point does, with a name that more than one option has: `conf o: ...`.
#[must_use]
pub fn unclear_option<'l>(line: &'l str, rubric: &Rubric) -> Option<&'l str> {
    let (name, quadrant) = head(line)?.trim().rsplit_once(char::is_whitespace)?;
    let name = name.trim();
    Quadrant::from_start(quadrant)?;
    let wanted = name.to_lowercase();
    let begins = |option: &&PlatformOption| {
        [option.id.as_str(), option.short(), option.title.as_str()]
            .iter()
            .any(|one| one.to_lowercase().starts_with(&wanted))
    };
    let several = rubric.options.iter().filter(begins).count() > 1;
    (several && find_option(name, rubric).is_none()).then_some(name)
}

/// `s: ...` on the board of an option.
fn by_quadrant(line: &str, context: &Context<'_>) -> Option<Place> {
    let head = head(line)?;
    let option = context.here.get("option")?.as_text()?;
    point(head, &OptionId::new(option), head.trim_start(), context)
}

/// What stands before the first colon, when a blank follows that.
fn head(line: &str) -> Option<&str> {
    let (head, after) = line.split_once(':')?;
    (after.is_empty() || after.starts_with(char::is_whitespace)).then_some(head)
}

/// A SWOT point that begins with this head.
fn point(head: &str, option: &OptionId, quadrant: &str, context: &Context<'_>) -> Option<Place> {
    let quadrant = Quadrant::from_start(quadrant)?;
    let sheet = swot_sheet(context)?;
    let named = context.rubric.option(option)?;
    let text = |text: &str| Value::Text(text.to_owned());
    Some(Place {
        sheet: Some(sheet.id.clone()),
        fields: Values::from([
            (ColumnId::new("option"), text(option.as_str())),
            (ColumnId::new("quadrant"), text(quadrant.id())),
        ]),
        parked: false,
        end: head.len() + 1,
        span: Some(Span {
            range: range_of(head),
            role: Role::Place,
            means: format!("{}: {}", named.short(), quadrant.id()),
        }),
    })
}

/// The bytes of a head and its colon, without the blanks before it.
fn range_of(head: &str) -> Range<usize> {
    head.len() - head.trim_start().len()..head.len() + 1
}

fn swot_sheet<'c>(context: &Context<'c>) -> Option<&'c Sheet> {
    let is_swot = |sheet: &&Sheet| sheet.kind() == SheetKind::Swot && sheet.prefix.is_some();
    let front = context
        .sheet
        .as_ref()
        .and_then(|id| context.playbook.sheet(id));
    front
        .filter(is_swot)
        .or_else(|| context.playbook.sheets.iter().find(is_swot))
}

/// The option that a few letters name.
pub(super) fn find_option(name: &str, rubric: &Rubric) -> Option<OptionId> {
    let names = rubric.options.iter().map(|option| {
        (
            &option.id,
            vec![option.id.as_str(), option.short(), option.title.as_str()],
        )
    });
    find(name, Freely::Word, names).cloned()
}
