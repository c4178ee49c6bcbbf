//! Flows: nodes and links as a drawing, and the same as tables.

use serde::Serialize;

use super::registers::{heading, table};
use crate::agenda::{Sheet, SheetKind};
use crate::exports::inline::{Head, Inline, Piece, Table};
use crate::exports::mermaid::flow::{Drawing, Edge, Node};
use crate::exports::report::View;
use crate::exports::say;
use crate::workshop::Record;
use crate::workshop::flow::node_named;

/// A flow with at least one node.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FlowPart {
    /// Its heading, made from its id.
    pub heading: String,
    /// Its own title, where that is not the heading.
    pub title: Option<String>,
    /// What it is for.
    pub about: Option<String>,
    /// `7 nodes and 6 links`.
    pub size: String,
    /// The drawing as blocks of Mermaid.
    pub diagrams: Vec<String>,
    /// The nodes.
    pub nodes: Table,
    /// The links; none when there are none.
    pub links: Option<Table>,
}

/// Every flow in which something stands, in the order of the playbook.
#[must_use]
pub fn flows(view: View<'_>) -> Vec<FlowPart> {
    view.state()
        .playbook
        .sheets
        .iter()
        .filter(|sheet| sheet.kind() == SheetKind::Flow)
        .filter_map(|sheet| part(view, sheet))
        .collect()
}

fn part(view: View<'_>, sheet: &Sheet) -> Option<FlowPart> {
    let (links, nodes): (Vec<&Record>, Vec<&Record>) = view
        .state()
        .on_sheet(&sheet.id)
        .partition(|record| record.is_flow_link());
    if nodes.is_empty() {
        return None;
    }
    let heading = heading(view, sheet);
    Some(FlowPart {
        size: format!(
            "{} and {}",
            say::count(nodes.len(), "node", "nodes"),
            say::count(links.len(), "link", "links")
        ),
        diagrams: drawing(&heading, &nodes, &links).blocks(),
        nodes: table(view, sheet, &nodes),
        links: (!links.is_empty()).then(|| link_table(view, sheet, &nodes, &links)),
        title: (heading != sheet.title).then(|| sheet.title.clone()),
        heading,
        about: sheet.about.clone(),
    })
}

fn drawing(title: &str, nodes: &[&Record], links: &[&Record]) -> Drawing {
    let box_of = |node: &&Record| Node {
        label: match node.text("kind") {
            "" => node.text("title").to_owned(),
            kind => format!("{} ({kind})", node.text("title")),
        },
        group: None,
        milestone: false,
    };
    let arrow = |link: &&Record| {
        Some(Edge {
            from: node_named(nodes, link.text("from"))?,
            to: node_named(nodes, link.text("to"))?,
            label: link.text("label").to_owned(),
            thick: false,
        })
    };
    Drawing {
        title: title.to_owned(),
        description:
            "Boxes are nodes, arrows lead from one to the next. The tables after it say the same."
                .to_owned(),
        groups: Vec::new(),
        nodes: nodes.iter().map(box_of).collect(),
        edges: links.iter().filter_map(arrow).collect(),
    }
}

/// The links with their ends by name.
fn link_table(view: View<'_>, sheet: &Sheet, nodes: &[&Record], links: &[&Record]) -> Table {
    let mut full = table(view, sheet, links);
    let end = |link: &Record, column: &str| -> Inline {
        match node_named(nodes, link.text(column)) {
            Some(at) => vec![
                view.reference(&nodes[at].id),
                Piece::text(format!(" {}", nodes[at].text("title"))),
            ],
            None => view.linked(link.text(column)),
        }
    };
    for (name, column) in [("From", "from"), ("To", "to")] {
        let wanted = Head::left(name);
        let Some(at) = full.columns.iter().position(|head| *head == wanted) else {
            continue;
        };
        for (row, link) in full.rows.iter_mut().zip(links) {
            row[at] = end(link, column);
        }
    }
    full
}
