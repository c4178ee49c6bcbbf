//! Flows: records of a flow sheet as nodes and the links between them.

use super::record::Record;
use super::reference::Reference;
use super::state::State;
use crate::agenda::SheetId;

/// A flow: its nodes and links in the order of their references.
#[derive(Debug, Clone)]
pub struct Flow<'s> {
    /// The nodes.
    pub nodes: Vec<&'s Record>,
    /// The links.
    pub links: Vec<FlowLink<'s>>,
}

/// A link of a flow.
#[derive(Debug, Clone, Copy)]
pub struct FlowLink<'s> {
    /// Its record.
    pub record: &'s Record,
    /// The node at which it begins, as its place among the nodes; none when there is no such node.
    pub from: Option<usize>,
    /// The node to which it leads, likewise.
    pub to: Option<usize>,
}

impl<'s> Flow<'s> {
    /// The flow on a sheet.
    #[must_use]
    pub fn of(state: &'s State, sheet: &'s SheetId) -> Self {
        let (links, nodes): (Vec<&Record>, Vec<&Record>) = state
            .on_sheet(sheet)
            .partition(|record| record.is_flow_link());
        let link = |record: &'s Record| FlowLink {
            record,
            from: node_named(&nodes, record.text("from")),
            to: node_named(&nodes, record.text("to")),
        };
        let links = links.into_iter().map(link).collect();
        Self { nodes, links }
    }
}

impl State {
    /// A link of a flow in words: `Orders → Ledger: nightly files`.
    #[must_use]
    pub fn flow_link_text(&self, link: &Record) -> String {
        let end = |column: &str| {
            let name = link.text(column);
            let node = self.record(&Reference::new(name));
            node.map_or(name, Record::naming_text).to_owned()
        };
        let label = match link.text("label") {
            "" => String::new(),
            label => format!(": {label}"),
        };
        format!("{} → {}{label}", end("from"), end("to"))
    }
}

/// The place of the node that the end of a link names: by reference, or else by title in whatever case.
#[must_use]
pub fn node_named(nodes: &[&Record], name: &str) -> Option<usize> {
    let id = Reference::new(name);
    let name = name.trim().to_lowercase();
    nodes.iter().position(|node| node.id == id).or_else(|| {
        nodes
            .iter()
            .position(|node| node.text("title").to_lowercase() == name)
    })
}

impl Record {
    /// True for a link of a flow: a record that comes from somewhere.
    #[must_use]
    pub fn is_flow_link(&self) -> bool {
        !self.text("from").is_empty()
    }
}
