//! Strongly connected components, without recursion (R. Tarjan, "Depth-first search and linear
//! graph algorithms", SIAM Journal on Computing 1(2), 1972).

use super::digraph::Digraph;

const UNSEEN: u32 = u32::MAX;

/// The state of the search.
struct Search<'a> {
    graph: &'a Digraph,
    without: Option<u32>,
    /// The order of discovery of each node.
    found: Vec<u32>,
    /// The earliest node still open that each node reaches.
    low: Vec<u32>,
    open: Vec<bool>,
    stack: Vec<u32>,
    counter: u32,
    components: Vec<Vec<u32>>,
}

/// Every component, single nodes included; `without` is an edge to leave out.
pub(super) fn components(graph: &Digraph, without: Option<u32>) -> Vec<Vec<u32>> {
    let nodes = graph.nodes() as usize;
    let mut search = Search {
        graph,
        without,
        found: vec![UNSEEN; nodes],
        low: vec![UNSEEN; nodes],
        open: vec![false; nodes],
        stack: Vec::new(),
        counter: 0,
        components: Vec::new(),
    };
    for root in 0..graph.nodes() {
        if search.found[root as usize] == UNSEEN {
            search.explore(root);
        }
    }
    search.components
}

impl Search<'_> {
    /// Visits everything that `root` reaches; the path holds each node and its next edge.
    fn explore(&mut self, root: u32) {
        let mut path = vec![self.enter(root)];
        while let Some((node, next)) = path.last_mut() {
            let node = *node;
            if *next == self.graph.out_of(node).end {
                path.pop();
                if let Some((parent, _)) = path.last() {
                    let low = self.low[node as usize];
                    let above = &mut self.low[*parent as usize];
                    *above = low.min(*above);
                }
                self.close(node);
                continue;
            }
            let edge = *next;
            *next += 1;
            if self.without == Some(edge) {
                continue;
            }
            let head = self.graph.head(edge);
            if self.found[head as usize] == UNSEEN {
                path.push(self.enter(head));
            } else if self.open[head as usize] {
                let low = &mut self.low[node as usize];
                *low = self.found[head as usize].min(*low);
            }
        }
    }

    fn enter(&mut self, node: u32) -> (u32, u32) {
        self.found[node as usize] = self.counter;
        self.low[node as usize] = self.counter;
        self.counter += 1;
        self.open[node as usize] = true;
        self.stack.push(node);
        (node, self.graph.out_of(node).start)
    }

    /// Takes a finished component from the stack when `node` is its first.
    fn close(&mut self, node: u32) {
        if self.low[node as usize] != self.found[node as usize] {
            return;
        }
        let begin = self.stack.iter().rposition(|open| *open == node);
        let members = self
            .stack
            .split_off(begin.expect("an open node is on the stack"));
        for member in &members {
            self.open[*member as usize] = false;
        }
        self.components.push(members);
    }
}
