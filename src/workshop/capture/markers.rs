//! Markers anywhere in a line: `@lena`, `#tag`, `!h`, `due:fri`, `takes:5d`, `w:ops=H`.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::find::{Freely, find};
use super::missed::{self, Missed};
use super::relevance::Relevance;
use super::{Captured, Context, Role, Span, Value, Values, dates};
use crate::agenda::{BlockId, Column, ColumnId, ColumnKind, Level, Sheet, SheetKind};

/// Reads the line from byte `start` on; what is no marker becomes the text.
pub(super) fn read(
    line: &str,
    start: usize,
    sheet: Option<&Sheet>,
    context: &Context<'_>,
    captured: &mut Captured,
) {
    let mut text = String::new();
    let mut said = BTreeSet::new();
    for word in words(line, start) {
        let whole = line.get(word.clone()).unwrap_or_default();
        let core = core_of(whole);
        let understood = sheet.and_then(|sheet| Marker::read(core, sheet, context));
        let twice = understood.as_ref().map(|marker| marker.column.clone());
        if let Some(marker) = understood
            && let Some(means) = store(
                marker.value,
                &marker.column,
                context,
                &mut said,
                &mut captured.fields,
            )
        {
            let range = word.start..word.start + core.len();
            captured.spans.push(Span {
                range,
                role: marker.role,
                means,
            });
            text.push_str(whole.get(core.len()..).unwrap_or_default());
            continue;
        }
        let before = twice.and_then(|column| captured.fields.get(&column));
        let why = match before {
            Some(Value::Relevance(_)) => Some("it says nothing new".to_owned()),
            Some(value) => Some(format!("it is {value} already")),
            None => sheet.and_then(|sheet| missed::why(core, sheet, context)),
        };
        captured.missed.extend(why.map(|why| Missed {
            word: core.to_owned(),
            why,
        }));
        if !text.is_empty() {
            text.push_str(blank_before(line, word.start));
        }
        text.push_str(whole);
    }
    text.trim().clone_into(&mut captured.text);
}

/// The words of a line from byte `start` on; a name in quotes after `@` is one word.
fn words(line: &str, start: usize) -> Vec<Range<usize>> {
    let mut words = Vec::new();
    let mut at = start;
    while let Some(rest) = line.get(at..).filter(|rest| !rest.is_empty()) {
        let begin = at + (rest.len() - rest.trim_start().len());
        let word = line.get(begin..).unwrap_or_default();
        let quoted = word
            .strip_prefix("@\"")
            .and_then(|name| name.find('"'))
            .map_or(0, |end| end + 3);
        let tail = word.get(quoted..).unwrap_or_default();
        let end = begin + quoted + tail.find(char::is_whitespace).unwrap_or(tail.len());
        if end > begin {
            words.push(begin..end);
        }
        at = end;
    }
    words
}

fn blank_before(line: &str, at: usize) -> &str {
    let before = line.get(..at).unwrap_or_default();
    before.get(before.trim_end().len()..).unwrap_or_default()
}

/// A word without the punctuation that ends it.
fn core_of(word: &str) -> &str {
    word.trim_end_matches([',', '.', ';', ':', '!', '?', ')', '…'])
}

/// A marker that was understood.
struct Marker {
    role: Role,
    column: ColumnId,
    value: Found,
}

enum Found {
    Value(Value, String),
    Tag(String),
    Relevance(Relevance),
}

impl Marker {
    fn read(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Self> {
        person(word, sheet, context)
            .or_else(|| tag(word, sheet, context))
            .or_else(|| level(word, sheet))
            .or_else(|| due(word, sheet, context))
            .or_else(|| takes(word, sheet))
            .or_else(|| relevant(word, sheet, context))
            .or_else(|| named(word, sheet, context))
    }

    fn new(role: Role, column: &Column, value: Found) -> Self {
        Self {
            role,
            column: column.id.clone(),
            value,
        }
    }
}

/// Puts a value in its column and says what it means; none when there is no room, so that nothing is lost.
fn store(
    found: Found,
    column: &ColumnId,
    context: &Context<'_>,
    said: &mut BTreeSet<BlockId>,
    fields: &mut Values,
) -> Option<String> {
    match found {
        Found::Value(value, means) => {
            if fields.contains_key(column) {
                return None;
            }
            fields.insert(column.clone(), value);
            Some(means)
        }
        Found::Tag(tag) => {
            let mut tags = match fields.get(column) {
                Some(Value::Tags(tags)) => tags.clone(),
                Some(_) => return None,
                None => BTreeSet::new(),
            };
            tags.insert(tag.clone());
            fields.insert(column.clone(), Value::Tags(tags));
            Some(tag)
        }
        Found::Relevance(relevance) => {
            let known = match fields.get(column) {
                Some(Value::Relevance(levels)) => levels.clone(),
                _ => BTreeMap::new(),
            };
            let levels = relevance.over(known, said, &context.later)?;
            fields.insert(column.clone(), Value::Relevance(levels));
            Some(relevance.in_words(context))
        }
    }
}

/// The column that `@name` fills.
pub(super) fn person_column(sheet: &Sheet) -> Option<&Column> {
    sheet.first_of(ColumnKind::Person)
}

/// The column that `due:` fills: one that says until when, not since when.
pub(super) fn due_column(sheet: &Sheet) -> Option<&Column> {
    let named = ["due", "deadline"]
        .into_iter()
        .find_map(|id| sheet.column(id));
    let not_until = ["as-of", "not-before", "since"];
    named
        .or_else(|| sheet.first_of(ColumnKind::Date))
        .filter(|column| {
            column.kind == ColumnKind::Date && !not_until.contains(&column.id.as_str())
        })
}

/// The column that `#tag` fills; on a SWOT board the criteria have a column of their own.
pub(super) fn tag_column(sheet: &Sheet) -> Option<&Column> {
    let swot = sheet.kind() == SheetKind::Swot;
    sheet
        .column("tags")
        .filter(|column| swot && column.kind == ColumnKind::Tags)
        .or_else(|| sheet.first_of(ColumnKind::Tags))
}

fn person(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Marker> {
    let name = word.strip_prefix('@')?;
    let column = person_column(sheet)?;
    let name = match name.strip_prefix('"') {
        Some(quoted) => quoted
            .strip_suffix('"')
            .filter(|name| !name.contains('"'))?
            .trim(),
        None => name,
    };
    if !is_name(name) {
        return None;
    }
    let name = known_person(name, &context.people).unwrap_or(name);
    let value = Found::Value(Value::Text(name.to_owned()), name.to_owned());
    Some(Marker::new(Role::Person, column, value))
}

/// True for what may be a name: no possessive, no address.
pub(super) fn is_name(name: &str) -> bool {
    let possessive = name.ends_with("'s") || name.ends_with("’s");
    !possessive && name.starts_with(char::is_alphanumeric) && !name.contains('@')
}

/// The known person of this name or, when only one has it, of this first name.
fn known_person<'n>(name: &str, people: &[&'n str]) -> Option<&'n str> {
    let folded = name.to_lowercase();
    if let Some(full) = people.iter().find(|known| known.to_lowercase() == folded) {
        return Some(full);
    }
    let first = |known: &str| known.split_whitespace().next().map(str::to_lowercase);
    let mut hits = people
        .iter()
        .filter(|known| first(known).as_ref() == Some(&folded));
    let found = hits.next()?;
    hits.next().is_none().then_some(found)
}

fn tag(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Marker> {
    let tag = word.strip_prefix('#')?;
    if !is_tag(tag) {
        return None;
    }
    if sheet.kind() == SheetKind::Swot
        && let Some(column) = sheet.column("criteria")
        && let Some(criterion) = criterion(tag, context)
    {
        return Some(Marker::new(Role::Tag, column, Found::Tag(criterion)));
    }
    Some(Marker::new(
        Role::Tag,
        tag_column(sheet)?,
        Found::Tag(tag.to_owned()),
    ))
}

/// True for what may be a tag: `#1` is a rank that someone gave.
pub(super) fn is_tag(tag: &str) -> bool {
    let letters = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.' | '+' | '&');
    tag.chars().all(letters) && tag.chars().any(char::is_alphabetic)
}

fn criterion(tag: &str, context: &Context<'_>) -> Option<String> {
    let all = context.rubric.criteria.iter();
    let names = all.map(|one| (&one.id, vec![one.id.as_str(), one.short()]));
    find(tag, Freely::Beginning, names).map(ToString::to_string)
}

fn level(word: &str, sheet: &Sheet) -> Option<Marker> {
    let level: Level = word.strip_prefix('!')?.parse().ok()?;
    let column = sheet.first_of(ColumnKind::Level)?;
    let means = format!("{} {}", column.title, level.word());
    Some(Marker::new(
        Role::Level,
        column,
        Found::Value(Value::Level(level), means),
    ))
}

fn due(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Marker> {
    let date = dates::read(after_key(word, "due:")?, context.today)?;
    let column = due_column(sheet)?;
    let means = date.format("%a %Y-%m-%d").to_string();
    Some(Marker::new(
        Role::Date,
        column,
        Found::Value(Value::Date(date), means),
    ))
}

/// How long a work package takes, for the column that says so.
fn takes(word: &str, sheet: &Sheet) -> Option<Marker> {
    let column = sheet.first_of(ColumnKind::Duration)?;
    let value = Value::parse(column, after_key(word, "takes:")?, &[]).ok()??;
    let means = format!("takes {value}");
    Some(Marker::new(Role::Level, column, Found::Value(value, means)))
}

fn relevant(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Marker> {
    let relevance = Relevance::read(after_key(word, "w:")?, context)?;
    let column = sheet.first_of(ColumnKind::Relevance)?;
    Some(Marker::new(
        Role::Relevance,
        column,
        Found::Relevance(relevance),
    ))
}

/// `timeframe:3m` or `annual:120000`: a column by the beginning of its name, with what one of its values begins with.
fn named(word: &str, sheet: &Sheet, context: &Context<'_>) -> Option<Marker> {
    let (key, text) = word.split_once(':').filter(|(_, text)| !text.is_empty())?;
    let columns = columns_named(key, sheet);
    let [column] = columns.as_slice() else {
        return None;
    };
    let text = match column.kind {
        ColumnKind::Choice => choice_beginning(column, text)?.to_owned(),
        ColumnKind::Date => dates::read(text, context.today)?.to_string(),
        ColumnKind::Number | ColumnKind::Level | ColumnKind::Duration => text.to_owned(),
        _ => return None,
    };
    let value = Value::parse(column, &text, &[]).ok()??;
    let means = format!("{} {value}", column.title.to_lowercase());
    Some(Marker::new(Role::Level, column, Found::Value(value, means)))
}

/// The columns that a key may name: by their ids, or by what they begin with.
pub(super) fn columns_named<'s>(key: &str, sheet: &'s Sheet) -> Vec<&'s Column> {
    let key = key.to_lowercase();
    let matches = |column: &&Column| {
        let id = column.id.as_str();
        id == key || (key.len() >= 3 && id.starts_with(key.as_str()))
    };
    sheet.columns().into_iter().filter(matches).collect()
}

/// The one choice that begins so, blanks left out: `3m` is `3 months`.
pub(super) fn choice_beginning<'c>(column: &'c Column, text: &str) -> Option<&'c str> {
    let folded = |text: &str| text.to_lowercase().replace([' ', '-'], "");
    let wanted = folded(text);
    let mut found = column
        .choices
        .iter()
        .filter(|choice| folded(choice).starts_with(&wanted));
    let first = found.next()?;
    found.next().is_none().then_some(first)
}

pub(super) fn after_key<'w>(word: &'w str, key: &str) -> Option<&'w str> {
    let begins = word.get(..key.len())?.eq_ignore_ascii_case(key);
    word.get(key.len()..)
        .filter(|rest| begins && !rest.is_empty())
}
