//! The report templates: built in, and replaceable by name.
//!
//! A template prints text from people escaped, without being asked; `|safe` is for diagrams that were
//! encoded here. An override may extend the template it replaces as `builtin/NAME`.

use std::collections::BTreeMap;

use minijinja::value::{Serde, Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};
use serde::Serialize;

use super::ExportError;
use super::anchors::slug;
use super::text;

/// The built-in templates: name and text.
pub const BUILTIN: &[(&str, &str)] = &[
    (
        "recommendation.md.jinja",
        include_str!("../../exports/templates/recommendation.md.jinja"),
    ),
    (
        "roadmap.md.jinja",
        include_str!("../../exports/templates/roadmap.md.jinja"),
    ),
    (
        "workshop.md.jinja",
        include_str!("../../exports/templates/workshop.md.jinja"),
    ),
    (
        "cover.md.jinja",
        include_str!("../../exports/templates/cover.md.jinja"),
    ),
    (
        "page-one.md.jinja",
        include_str!("../../exports/templates/page-one.md.jinja"),
    ),
    (
        "entry.md.jinja",
        include_str!("../../exports/templates/entry.md.jinja"),
    ),
    (
        "formulas.md.jinja",
        include_str!("../../exports/templates/formulas.md.jinja"),
    ),
    (
        "annex.md.jinja",
        include_str!("../../exports/templates/annex.md.jinja"),
    ),
];

/// Steps that a template may take before it is stopped; a workshop of 5,000 records takes a tenth.
const FUEL: u64 = 50_000_000;

/// The global that asks for marks.
const MARKS: &str = "marks_sections";

/// Bytes that a report may have.
const LIMIT: usize = 64 * 1024 * 1024;

/// A set of templates, ready to print reports.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
}

impl Templates {
    /// The built-in templates.
    ///
    /// # Errors
    /// A template that cannot be read, with its name and line.
    pub fn new() -> Result<Self, ExportError> {
        Self::with_overrides(BTreeMap::new())
    }

    /// The built-in templates with some replaced, or others added, by name.
    ///
    /// # Errors
    /// A template that cannot be read, with its name and line.
    pub fn with_overrides(overrides: BTreeMap<String, String>) -> Result<Self, ExportError> {
        let mut environment = Environment::new();
        environment.set_auto_escape_callback(|_| AutoEscape::Custom("markdown".into()));
        environment.set_formatter(|out, _, value| print(out, value));
        environment.set_undefined_behavior(UndefinedBehavior::SemiStrict);
        environment.set_fuel(Some(FUEL));
        let syntax = minijinja::syntax::SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()
            .map_err(|error| ExportError::template(&error))?;
        environment.set_syntax(syntax);
        environment.add_filter("table", |value: Value| table(&value).map(safe));
        environment.add_filter("quoted", |value: Value| quoted(&value));
        environment.add_function("section", section);
        environment.add_function("heading", heading);
        environment.add_function("own", own);
        environment.add_filter("lines", |text: String| safe(text::lines(&text).join("\n")));
        for (name, source) in BUILTIN {
            let mut add = |name: String| environment.add_template_owned(name, *source);
            add(format!("builtin/{name}")).map_err(|error| ExportError::template(&error))?;
            if !overrides.contains_key(*name) {
                add((*name).to_owned()).map_err(|error| ExportError::template(&error))?;
            }
        }
        for (name, source) in overrides {
            environment
                .add_template_owned(name, source)
                .map_err(|error| ExportError::template(&error))?;
        }
        Ok(Self { environment })
    }

    /// Has reports mark where paragraphs of a section go, with a line `[//]: # (own NAME)` that no text can make.
    #[must_use]
    pub fn marking_sections(mut self) -> Self {
        self.environment.add_global(MARKS, true);
        self
    }

    /// Prints a report.
    ///
    /// # Errors
    /// An unknown name in a template, with file and line; a report without end.
    pub fn render(&self, name: &str, model: &impl Serialize) -> Result<String, ExportError> {
        let template = self
            .environment
            .get_template(name)
            .map_err(|error| ExportError::template(&error))?;
        let printed = template
            .render(Value::from(Serde(model)))
            .map_err(|error| ExportError::template(&error))?;
        if printed.len() > LIMIT {
            return Err(ExportError::TooLong(name.to_owned()));
        }
        Ok(tidy(&printed))
    }
}

/// One blank line between blocks, none doubled, no blanks at line ends, one line end at the end.
fn tidy(printed: &str) -> String {
    let mut out = String::with_capacity(printed.len());
    let (mut blank, mut fenced) = (true, false);
    for line in printed.lines().map(str::trim_end) {
        if line.starts_with("```") {
            fenced = !fenced;
        }
        if line.is_empty() && (blank && !fenced) {
            continue;
        }
        blank = line.is_empty();
        out.push_str(line);
        out.push('\n');
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    out
}

/// Prints a value: text escaped, a piece with `href` as a link, a list one after the other.
fn print(out: &mut Output<'_>, value: &Value) -> Result<(), Error> {
    let text = markdown_of(value)?;
    out.write_str(&text).map_err(Error::from)
}

fn markdown_of(value: &Value) -> Result<String, Error> {
    if value.is_safe() {
        return Ok(value.to_string());
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "the template names something that the report does not have",
        )),
        ValueKind::None => Ok(String::new()),
        ValueKind::Number | ValueKind::Bool => Ok(value.to_string()),
        ValueKind::Seq => {
            let parts = value.try_iter()?.map(|part| markdown_of(&part));
            parts.collect::<Result<_, _>>().map(text::at_start)
        }
        ValueKind::Map => piece(value),
        _ => Ok(text::inline(&value.to_string())),
    }
}

/// A piece of a line: its text, as a link where it has a destination.
fn piece(value: &Value) -> Result<String, Error> {
    let shown = value.get_attr("text")?;
    if shown.is_undefined() {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            "a table of values cannot be printed: name one of its parts",
        ));
    }
    let shown = shown.as_str().unwrap_or_default();
    Ok(match value.get_attr("href")?.as_str() {
        Some(href) => text::link(shown, href),
        None => text::piece(shown),
    })
}

/// A table in GFM: unpadded, numbers right.
fn table(value: &Value) -> Result<String, Error> {
    let columns: Vec<Value> = value.get_attr("columns")?.try_iter()?.collect();
    let mut rows = vec![String::from("|"), String::from("|")];
    for column in &columns {
        let title = markdown_of(&column.get_attr("title")?)?;
        rows[0].extend([" ", &title, " |"]);
        let right = column.get_attr("right")?.is_true();
        rows[1].push_str(if right { " ---: |" } else { " :--- |" });
    }
    for row in value.get_attr("rows")?.try_iter()? {
        let mut line = String::from("|");
        for cell in row.try_iter()? {
            line.extend([" ", &markdown_of(&cell)?, " |"]);
        }
        rows.push(line);
    }
    Ok(rows.join("\n"))
}

/// A level-2 heading.
fn heading(title: &str) -> Value {
    safe(format!("## {title}\n"))
}

/// A level-2 heading, and below it what the consultant wrote for this section.
fn section(state: &State<'_, '_>, title: &str) -> Value {
    safe(format!(
        "## {title}\n\n{}\n",
        paragraphs(state, &slug(title))
    ))
}

/// What the consultant wrote for a section, by the section's name.
fn own(state: &State<'_, '_>, name: &str) -> Value {
    safe(format!("{}\n", paragraphs(state, name)))
}

fn paragraphs(state: &State<'_, '_>, name: &str) -> String {
    let text = written(state, name);
    if state.lookup(MARKS).is_some() {
        return format!("[//]: # (own {name})\n\n{text}");
    }
    text
}

fn written(state: &State<'_, '_>, name: &str) -> String {
    state
        .lookup("prose")
        .and_then(|prose| prose.get_attr(name).ok())
        .and_then(|text| text.as_str().map(str::to_owned))
        .unwrap_or_default()
}

/// Markdown that is printed as it is.
fn safe(text: String) -> Value {
    Value::from_safe_string(text)
}

/// A string of the front matter, quoted as JSON.
fn quoted(value: &Value) -> Value {
    let text = text::fold(value.as_str().unwrap_or_default());
    safe(serde_json::Value::String(text).to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(source: &str, model: &impl Serialize) -> Result<String, ExportError> {
        let overrides = BTreeMap::from([("t".to_owned(), source.to_owned())]);
        Templates::with_overrides(overrides)?.render("t", model)
    }

    #[test]
    fn text_is_escaped_without_being_asked() {
        let model = BTreeMap::from([("text", "*a* | b")]);
        assert_eq!(render("{{ text }}", &model).unwrap(), "\\*a\\* \\| b\n");
    }

    #[test]
    fn an_unknown_name_is_an_error_with_its_line() {
        let error = render("a\n{{ nothing }}", &()).unwrap_err().to_string();
        assert!(error.contains("t:2"), "{error}");
    }

    #[test]
    fn an_endless_template_is_stopped() {
        let source =
            "{% for a in range(9999) %}{% for b in range(9999) %}x{% endfor %}{% endfor %}";
        assert!(render(source, &()).is_err());
    }

    #[test]
    fn front_matter_is_quoted_as_json() {
        let model = BTreeMap::from([("text", "a \"b\"\n---")]);
        assert_eq!(
            render("{{ text|quoted }}", &model).unwrap(),
            "\"a \\\"b\\\" ---\"\n"
        );
    }

    #[test]
    fn an_override_extends_what_it_replaces() {
        let overrides = BTreeMap::from([(
            "cover.md.jinja".to_owned(),
            "{% extends 'builtin/cover.md.jinja' %}".to_owned(),
        )]);
        assert!(Templates::with_overrides(overrides).is_ok());
    }
}
