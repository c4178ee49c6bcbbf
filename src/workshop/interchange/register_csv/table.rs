//! Lines and cells of a CSV file.

use csv::{ReaderBuilder, Terminator, Trim, WriterBuilder};

use crate::document::{Clean, Problems, Reader, nearest};

/// A CSV file with the names in its first line.
#[derive(Debug)]
pub(in crate::workshop::interchange) struct Csv {
    /// Collects problems.
    pub(in crate::workshop::interchange) reader: Reader,
    header: Vec<String>,
    /// All lines with something on them.
    pub(in crate::workshop::interchange) rows: Vec<Cells>,
}

/// One record of the file.
#[derive(Debug)]
pub(in crate::workshop::interchange) struct Cells {
    /// Byte offset of its first line.
    pub(in crate::workshop::interchange) at: usize,
    /// Its cells.
    pub(in crate::workshop::interchange) texts: Vec<String>,
}

impl Csv {
    /// Splits the text into lines and cells; comma or, where the first line has more of them, semicolon.
    pub(in crate::workshop::interchange) fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let reader = Reader::new(name, text);
        let first = text.lines().next().unwrap_or_default();
        let semicolons = first.matches(';').count() > first.matches(',').count();
        let mut input = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .trim(Trim::None)
            .delimiter(if semicolons { b';' } else { b',' })
            .from_reader(text.as_bytes());
        let mut rows = Vec::new();
        for record in input.records() {
            match record {
                Ok(record) => rows.push(Cells {
                    at: offset(record.position(), text),
                    texts: record
                        .iter()
                        .map(|cell| Clean::kept(cell).into_owned())
                        .collect(),
                }),
                Err(error) => {
                    let at = offset(error.position(), text);
                    reader.report(at, format!("broken CSV: {error}"), "mend the line");
                }
            }
        }
        if text.matches('"').count() % 2 == 1 {
            // The rest of the file is inside the last cell then: the record in which it began is named.
            let at = rows.last().map_or(0, |row| row.at);
            reader.report(
                at,
                "a quote is opened and never closed",
                "close it, or double it where it is part of the text",
            );
        }
        let mut rows = rows.into_iter();
        let header = rows.next().map(|row| row.texts).unwrap_or_default();
        if header.is_empty() {
            reader.report(
                0,
                "the file is empty",
                "begin with a line that names the columns",
            );
        }
        let rows: Vec<Cells> = rows
            .filter(|row| row.texts.iter().any(|text| !text.trim().is_empty()))
            .collect();
        for row in rows.iter().filter(|row| row.texts.len() > header.len()) {
            let what = format!("{} cells under {} columns", row.texts.len(), header.len());
            reader.report(row.at, what, "put text with a comma in double quotes");
        }
        if reader.count() > 0 {
            return Err(reader.into_problems());
        }
        Ok(Self {
            reader,
            header,
            rows,
        })
    }

    /// For each column the place of the name or title that its heading is; any other heading is reported.
    pub(in crate::workshop::interchange) fn columns(
        &self,
        names: &[(&str, &str)],
    ) -> Vec<Option<usize>> {
        let mut places = Vec::new();
        for heading in &self.header {
            let wanted = folded(heading);
            let is_it =
                |(id, title): &(&str, &str)| folded(id) == wanted || folded(title) == wanted;
            let found = names.iter().position(is_it);
            if found.is_none() {
                let near = nearest(heading.trim(), names.iter().map(|(id, _)| *id));
                let ids = || {
                    names
                        .iter()
                        .map(|(id, _)| *id)
                        .collect::<Vec<_>>()
                        .join(", ")
                };
                let remedy = near.map_or_else(
                    || format!("name one of: {}", ids()),
                    |near| format!("did you mean \"{near}\"?"),
                );
                self.reader
                    .report(0, format!("unknown column \"{heading}\""), remedy);
            } else if places.contains(&found) {
                self.reader.report(
                    0,
                    format!("two columns \"{heading}\""),
                    "take one of them out",
                );
            }
            places.push(found);
        }
        places
    }
}

/// A heading without case, blanks, hyphens and underscores.
fn folded(heading: &str) -> String {
    let letters = heading.chars().filter(|c| c.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

fn offset(position: Option<&csv::Position>, text: &str) -> usize {
    let byte = position.and_then(|position| usize::try_from(position.byte()).ok());
    // The reader counts the line break before a record to the record.
    let at = byte.unwrap_or(0).min(text.len());
    let rest = text.get(at..).unwrap_or_default();
    at + (rest.len() - rest.trim_start_matches(['\r', '\n']).len())
}

/// Lines as CSV with a byte order mark.
pub(super) fn write(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut out = WriterBuilder::new()
        .terminator(Terminator::CRLF)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        out.write_record(&row)
            .expect("writing to memory, every row as long as the first");
    }
    let bytes = out.into_inner().expect("writing to memory");
    String::from_utf8(bytes).expect("made of texts")
}

/// True for text that a spreadsheet may take for a formula, apart from apostrophes in front of it.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
}

/// The text with an apostrophe where a spreadsheet would take it for a formula.
pub(super) fn safe(text: &str) -> String {
    if is_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// The text as it was before [`safe`].
pub(in crate::workshop::interchange) fn unsafe_again(text: &str) -> &str {
    text.strip_prefix('\'')
        .filter(|rest| is_formula(rest))
        .unwrap_or(text)
}
