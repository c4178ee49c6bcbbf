//! The three documents: which parts each is made of.

mod page_one;
mod recommendation;
mod roadmap;
mod workshop;

use super::ExportError;
use super::document::Document;
use super::report::Report;
use super::templates::Templates;

pub use page_one::{Asked, PageOne, page_one};

/// Prints one document.
///
/// # Errors
/// A template that names something unknown, with file and line.
pub fn document(
    report: &Report<'_>,
    document: Document,
    templates: &Templates,
) -> Result<String, ExportError> {
    let view = report.view(document);
    let name = format!("{}.jinja", document.file());
    match document {
        Document::Recommendation => templates.render(&name, &recommendation::model(view)),
        Document::Roadmap => templates.render(&name, &roadmap::model(view)),
        Document::Workshop => templates.render(&name, &workshop::model(view)),
    }
}
