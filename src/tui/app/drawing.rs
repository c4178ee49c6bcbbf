//! The drawing of a flow in text: every node once with what leads on from it, like a tree with cross-references.

use crate::agenda::SheetId;
use crate::workshop::flow::Flow;
use crate::workshop::{Record, Reference, State};

/// Deeper than this, lines are indented no further.
const DEEPEST: usize = 24;

/// The drawing of a flow.
#[derive(Debug, Clone, Default)]
pub(crate) struct Drawing {
    /// For which entry and sheet the lines are right.
    stamp: Option<(u64, SheetId)>,
    /// A line per node that nothing leads to, and per link.
    pub(crate) lines: Vec<Branch>,
}

/// One line of a drawing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Branch {
    /// For each step of indentation whether its line goes on below.
    pub(crate) stems: Vec<bool>,
    /// True for the last that leads on from its node.
    pub(crate) last: bool,
    /// The link by which it is reached; none for a node at the left edge.
    pub(crate) link: Option<Reference>,
    /// What the link says.
    pub(crate) label: String,
    /// The node; none where a link leads to nothing that is known.
    pub(crate) node: Option<Reference>,
    /// What it is called.
    pub(crate) title: String,
    /// What kind it is.
    pub(crate) kind: String,
    /// True when what leads on from it stands above.
    pub(crate) again: bool,
}

impl Drawing {
    /// Brings it up to date when the workshop or the sheet has changed.
    pub(crate) fn refresh(&mut self, entries: u64, state: &State, sheet: &SheetId) {
        let stamp = Some((entries, sheet.clone()));
        if self.stamp != stamp {
            self.lines = branches(&Flow::of(state, sheet));
            self.stamp = stamp;
        }
    }

    /// The line on which a node or link stands first.
    pub(crate) fn line_of(&self, id: &Reference) -> Option<usize> {
        let named = |line: &Branch| line.link.as_ref() == Some(id);
        let node = |line: &Branch| line.node.as_ref() == Some(id) && !line.again;
        self.lines
            .iter()
            .position(named)
            .or_else(|| self.lines.iter().position(node))
    }
}

/// A step of the walk: a link of a node, or a node at the left edge.
struct Step {
    stems: Vec<bool>,
    last: bool,
    link: Option<usize>,
    node: Option<usize>,
}

fn branches(flow: &Flow<'_>) -> Vec<Branch> {
    let mut lines = Vec::new();
    let mut seen = vec![false; flow.nodes.len()];
    let reached = |node: usize| {
        let into = |link: &&crate::workshop::flow::FlowLink<'_>| {
            link.to == Some(node) && link.from.is_some() && link.from != Some(node)
        };
        flow.links.iter().any(|link| into(&link))
    };
    // Sources first; what is left after them goes round in a circle.
    let mut starts: Vec<usize> = (0..flow.nodes.len())
        .filter(|node| !reached(*node))
        .collect();
    starts.extend((0..flow.nodes.len()).filter(|node| reached(*node)));
    for start in starts {
        if !seen[start] {
            walk(flow, start, &mut seen, &mut lines);
        }
    }
    let lost = (0..flow.links.len()).filter(|at| flow.links[*at].from.is_none());
    for at in lost {
        let step = Step {
            stems: Vec::new(),
            last: true,
            link: Some(at),
            node: flow.links[at].to,
        };
        lines.push(branch(flow, &step, true));
    }
    lines
}

fn walk(flow: &Flow<'_>, start: usize, seen: &mut [bool], lines: &mut Vec<Branch>) {
    let mut waiting = vec![Step {
        stems: Vec::new(),
        last: true,
        link: None,
        node: Some(start),
    }];
    while let Some(step) = waiting.pop() {
        let new = step.node.filter(|node| !seen[*node]);
        lines.push(branch(flow, &step, new.is_none()));
        let Some(node) = new else { continue };
        seen[node] = true;
        let mut stems = step.stems.clone();
        if step.link.is_some() && stems.len() < DEEPEST {
            stems.push(!step.last);
        }
        let out: Vec<usize> = (0..flow.links.len())
            .filter(|at| flow.links[*at].from == Some(node))
            .collect();
        for (nth, at) in out.iter().enumerate().rev() {
            waiting.push(Step {
                stems: stems.clone(),
                last: nth + 1 == out.len(),
                link: Some(*at),
                node: flow.links[*at].to,
            });
        }
    }
}

fn branch(flow: &Flow<'_>, step: &Step, again: bool) -> Branch {
    let link = step.link.map(|at| flow.links[at].record);
    let node: Option<&Record> = step.node.map(|at| flow.nodes[at]);
    let end = link.map(|link| link.text("to").to_owned());
    Branch {
        stems: step.stems.clone(),
        last: step.last,
        link: link.map(|link| link.id.clone()),
        label: link
            .map(|link| link.text("label").to_owned())
            .unwrap_or_default(),
        node: node.map(|node| node.id.clone()),
        title: node
            .map(|node| node.text("title").to_owned())
            .or(end)
            .unwrap_or_default(),
        kind: node
            .map(|node| node.text("kind").to_owned())
            .unwrap_or_default(),
        again,
    }
}
