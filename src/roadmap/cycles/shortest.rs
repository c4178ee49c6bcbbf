//! A shortest loop of a strongly connected graph.

use super::digraph::Digraph;

/// Edges looked at before the best loop so far is taken; only tangles of many thousand links
/// reach it.
const BUDGET: usize = 20_000_000;

/// The edges of a shortest loop, in order; from a huge tangle, of the shortest loop found.
pub(super) fn shortest_cycle(graph: &Digraph) -> Vec<u32> {
    let mut search = Search::new(graph);
    let mut best: Option<Vec<u32>> = None;
    for root in 0..graph.nodes() {
        let shortest_so_far = best.as_ref().map_or(usize::MAX, Vec::len);
        if shortest_so_far == 2 || (search.looked_at > BUDGET && best.is_some()) {
            break;
        }
        if !search.alive[root as usize] {
            continue;
        }
        if let Some(found) = search.through(root, shortest_so_far) {
            best = Some(found);
        }
        search.remove(root);
    }
    best.unwrap_or_default()
}

/// Breadth-first search from one root after another. A root that is done is removed, and with it
/// all that can no longer lie on a loop: so a plain ring costs one search.
struct Search<'a> {
    graph: &'a Digraph,
    predecessors: (Vec<u32>, Vec<u32>),
    alive: Vec<bool>,
    in_degree: Vec<u32>,
    out_degree: Vec<u32>,
    /// The root whose search reached a node last, plus one.
    seen_by: Vec<u32>,
    came_by: Vec<u32>,
    looked_at: usize,
}

impl<'a> Search<'a> {
    fn new(graph: &'a Digraph) -> Self {
        let nodes = graph.nodes() as usize;
        let predecessors = graph.predecessors();
        let in_degree = predecessors
            .0
            .windows(2)
            .map(|pair| pair[1] - pair[0])
            .collect();
        let out_degree = (0..graph.nodes())
            .map(|node| graph.out_of(node).end - graph.out_of(node).start)
            .collect();
        Self {
            graph,
            predecessors,
            alive: vec![true; nodes],
            in_degree,
            out_degree,
            seen_by: vec![0; nodes],
            came_by: vec![0; nodes],
            looked_at: 0,
        }
    }

    /// A shortest loop through `root` of fewer than `limit` edges.
    fn through(&mut self, root: u32, limit: usize) -> Option<Vec<u32>> {
        let mut layer = vec![root];
        let mut length = 1;
        while !layer.is_empty() && length < limit {
            let mut next = Vec::new();
            for node in layer {
                for edge in self.graph.out_of(node) {
                    self.looked_at += 1;
                    let head = self.graph.head(edge);
                    if head == root {
                        return Some(self.walk_back(root, edge));
                    }
                    if self.alive[head as usize] && self.seen_by[head as usize] != root + 1 {
                        self.seen_by[head as usize] = root + 1;
                        self.came_by[head as usize] = edge;
                        next.push(head);
                    }
                }
            }
            layer = next;
            length += 1;
        }
        None
    }

    /// The loop that `closing` closes, from `root` on.
    fn walk_back(&self, root: u32, closing: u32) -> Vec<u32> {
        let mut edges = vec![closing];
        let mut node = self.graph.tail(closing);
        while node != root {
            let edge = self.came_by[node as usize];
            edges.push(edge);
            node = self.graph.tail(edge);
        }
        edges.reverse();
        edges
    }

    /// Removes a node, then every node that has lost all its ways in or all its ways out.
    fn remove(&mut self, node: u32) {
        let mut gone = vec![node];
        self.alive[node as usize] = false;
        while let Some(node) = gone.pop() {
            for edge in self.graph.out_of(node) {
                let head = self.graph.head(edge) as usize;
                self.in_degree[head] -= 1;
                if self.in_degree[head] == 0 && self.alive[head] {
                    self.alive[head] = false;
                    gone.push(self.graph.head(edge));
                }
            }
            let range = self.predecessors.0[node as usize] as usize
                ..self.predecessors.0[node as usize + 1] as usize;
            for tail in &self.predecessors.1[range] {
                self.out_degree[*tail as usize] -= 1;
                if self.out_degree[*tail as usize] == 0 && self.alive[*tail as usize] {
                    self.alive[*tail as usize] = false;
                    gone.push(*tail);
                }
            }
        }
    }
}
