//! Flowcharts: boxes, arrows, groups; one block, or several where one would be too long.

use std::collections::BTreeSet;

use super::{LONGEST_BLOCK, MOST_EDGES, label, plain};
use crate::exports::text::shortened;
use crate::order::Arrange;

/// Letters of a box; the table has the whole text.
const BOX: usize = 60;
/// Letters on an arrow.
const ARROW: usize = 40;

/// A drawing before it is cut into blocks.
#[derive(Debug, Clone, Default)]
pub struct Drawing {
    /// What it is called, for those who cannot see it.
    pub title: String,
    /// What it shows, likewise.
    pub description: String,
    /// Names of the groups.
    pub groups: Vec<String>,
    /// The boxes.
    pub nodes: Vec<Node>,
    /// The arrows.
    pub edges: Vec<Edge>,
}

/// A box.
#[derive(Debug, Clone)]
pub struct Node {
    /// What stands in it.
    pub label: String,
    /// The place of its group.
    pub group: Option<usize>,
    /// A milestone has another shape.
    pub milestone: bool,
}

/// An arrow.
#[derive(Debug, Clone)]
pub struct Edge {
    /// The place of the box where it begins.
    pub from: usize,
    /// The place of the box where it ends.
    pub to: usize,
    /// What stands on it; may be empty.
    pub label: String,
    /// Drawn thick.
    pub thick: bool,
}

impl Drawing {
    /// The drawing as blocks of Mermaid, each below the limits of characters and edges.
    ///
    /// It is cut along its groups; an arrow stands in the block of the box where it ends, with the box
    /// where it begins repeated there. A box with more arrows than fit stands in several blocks.
    #[must_use]
    pub fn blocks(&self) -> Vec<String> {
        let mut blocks = Vec::new();
        let mut current: Vec<usize> = Vec::new();
        for unit in self.units() {
            let both: Vec<usize> = current.iter().chain(&unit).copied().collect();
            if self.fits(&both) {
                current = both;
                continue;
            }
            if !current.is_empty() {
                blocks.push(self.block(&current, &self.edges_into(&current)));
            }
            current = Vec::new();
            if self.fits(&unit) {
                current = unit;
            } else {
                self.cut(&unit, &mut blocks);
            }
        }
        if !current.is_empty() {
            blocks.push(self.block(&current, &self.edges_into(&current)));
        }
        blocks
    }

    /// The boxes of each group, then those without.
    fn units(&self) -> Vec<Vec<usize>> {
        let of = |group: Option<usize>| -> Vec<usize> {
            (0..self.nodes.len())
                .filter(|place| self.nodes[*place].group == group)
                .collect()
        };
        let groups = (0..self.groups.len()).map(Some).chain([None]);
        groups.map(of).filter(|unit| !unit.is_empty()).collect()
    }

    /// Cuts a unit that is too large in halves, and a single box by its arrows.
    fn cut(&self, unit: &[usize], blocks: &mut Vec<String>) {
        let edges = self.edges_into(unit);
        if let [_] = unit {
            for part in edges.chunks(20) {
                blocks.push(self.block(unit, part));
            }
            return;
        }
        for half in [&unit[..unit.len() / 2], &unit[unit.len() / 2..]] {
            if self.fits(half) {
                blocks.push(self.block(half, &self.edges_into(half)));
            } else {
                self.cut(half, blocks);
            }
        }
    }

    fn fits(&self, nodes: &[usize]) -> bool {
        let edges = self.edges_into(nodes);
        edges.len() <= MOST_EDGES && self.block(nodes, &edges).chars().count() < LONGEST_BLOCK
    }

    /// Places of the arrows that end at one of the boxes.
    fn edges_into(&self, nodes: &[usize]) -> Vec<usize> {
        let nodes: BTreeSet<usize> = nodes.iter().copied().collect();
        (0..self.edges.len())
            .filter(|place| nodes.contains(&self.edges[*place].to))
            .collect()
    }

    fn block(&self, nodes: &[usize], edges: &[usize]) -> String {
        let mut lines = vec![
            "flowchart LR".to_owned(),
            format!("  accTitle: {}", plain(&self.title)),
            format!("  accDescr: {}", plain(&self.description)),
        ];
        let own: BTreeSet<usize> = nodes.iter().copied().collect();
        let mut group = None;
        for place in &own_in_order(&own, &self.nodes) {
            let node = &self.nodes[*place];
            if node.group != group {
                lines.extend(group.map(|_| "  end".to_owned()));
                lines.extend(
                    node.group.map(|at| {
                        format!("  subgraph g{}[\"{}\"]", at + 1, label(&self.groups[at]))
                    }),
                );
                group = node.group;
            }
            lines.push(self.node_line(*place));
        }
        lines.extend(group.map(|_| "  end".to_owned()));
        let guests: BTreeSet<usize> = edges
            .iter()
            .map(|edge| self.edges[*edge].from)
            .filter(|from| !own.contains(from))
            .collect();
        lines.extend(guests.iter().map(|place| self.node_line(*place)));
        lines.extend(edges.iter().map(|edge| self.edge_line(*edge)));
        lines.join("\n")
    }

    fn node_line(&self, place: usize) -> String {
        let text = label(&shortened(&self.nodes[place].label, BOX));
        if self.nodes[place].milestone {
            format!("    {}([\"{text}\"])", self.id(place))
        } else {
            format!("    {}[\"{text}\"]", self.id(place))
        }
    }

    fn edge_line(&self, place: usize) -> String {
        let edge = &self.edges[place];
        let arrow = if edge.thick { "==>" } else { "-->" };
        let words = shortened(&edge.label, ARROW);
        let words = if words.is_empty() {
            String::new()
        } else {
            format!("|\"{}\"|", label(&words))
        };
        format!(
            "  {} {arrow}{words} {}",
            self.id(edge.from),
            self.id(edge.to)
        )
    }

    fn id(&self, place: usize) -> String {
        let kind = if self.nodes[place].milestone {
            'm'
        } else {
            't'
        };
        format!("{kind}{}", place + 1)
    }
}

/// Places by group, those without a group last.
fn own_in_order(own: &BTreeSet<usize>, nodes: &[Node]) -> Vec<usize> {
    let mut places: Vec<usize> = own.iter().copied().collect();
    places.arrange_by_key(|place| (nodes[*place].group.unwrap_or(usize::MAX), *place));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(nodes: usize, groups: usize) -> Drawing {
        Drawing {
            title: "t".into(),
            description: "d".into(),
            groups: (0..groups).map(|at| format!("Phase {at}")).collect(),
            nodes: (0..nodes)
                .map(|at| Node {
                    label: format!("WP-{at} {}", "x".repeat(50)),
                    group: (groups > 0).then(|| at * groups / nodes),
                    milestone: at % 5 == 4,
                })
                .collect(),
            edges: (1..nodes)
                .map(|at| Edge {
                    from: at - 1,
                    to: at,
                    label: "because of \"it\"".into(),
                    thick: at % 2 == 0,
                })
                .collect(),
        }
    }

    #[test]
    fn a_small_drawing_is_one_block() {
        let blocks = drawing(3, 1).blocks();
        assert_eq!(blocks.len(), 1);
        assert!(blocks[0].contains("subgraph g1[\"#80;hase 0\"]"));
        assert!(blocks[0].contains("t1 -->|\"#98;ecause of #34;it#34;\"| t2"));
        assert!(blocks[0].contains("t2 ==>"));
    }

    #[test]
    fn a_large_one_is_cut_and_loses_no_arrow() {
        for groups in [0, 1, 7] {
            let drawing = drawing(200, groups);
            let blocks = drawing.blocks();
            assert!(
                blocks
                    .iter()
                    .all(|block| block.chars().count() < LONGEST_BLOCK)
            );
            let arrows =
                |block: &String| block.matches("-->").count() + block.matches("==>").count();
            assert_eq!(
                blocks.iter().map(arrows).sum::<usize>(),
                drawing.edges.len()
            );
        }
    }

    #[test]
    fn a_box_with_very_many_arrows_stands_in_several_blocks() {
        let mut star = drawing(300, 1);
        for edge in &mut star.edges {
            (edge.from, edge.to) = (edge.to, 0);
        }
        let blocks = star.blocks();
        assert!(
            blocks
                .iter()
                .all(|block| block.chars().count() < LONGEST_BLOCK)
        );
        let arrows: usize = blocks
            .iter()
            .map(|block| block.matches("| t1").count())
            .sum();
        assert_eq!(arrows, 299);
    }
}
