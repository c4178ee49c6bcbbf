//! A compact graph of some packages and the links between them.

use super::super::Plan;
use super::super::order::UNDATED;
use super::super::problem::small;

/// Nodes are numbered from 0; edges stand in one array, grouped by tail.
#[derive(Debug)]
pub(super) struct Digraph {
    begin: Vec<u32>,
    tails: Vec<u32>,
    heads: Vec<u32>,
    links: Vec<u32>,
}

impl Digraph {
    /// The graph of the packages at `places`; node `n` is `places[n]`. `scratch` has room for each
    /// package of the plan, holds [`UNDATED`] everywhere and does so again afterwards.
    pub(super) fn of(plan: &Plan, places: &[u32], scratch: &mut [u32]) -> Self {
        for (node, place) in places.iter().enumerate() {
            scratch[*place as usize] = small(node);
        }
        let mut graph = Self {
            begin: vec![0],
            tails: Vec::new(),
            heads: Vec::new(),
            links: Vec::new(),
        };
        for (node, place) in places.iter().enumerate() {
            for number in plan.outgoing.of(*place as usize) {
                let head = scratch[plan.links[*number as usize].to as usize];
                if head != UNDATED {
                    graph.tails.push(small(node));
                    graph.heads.push(head);
                    graph.links.push(*number);
                }
            }
            graph.begin.push(small(graph.heads.len()));
        }
        for place in places {
            scratch[*place as usize] = UNDATED;
        }
        graph
    }

    /// How many nodes it has.
    pub(super) fn nodes(&self) -> u32 {
        small(self.begin.len() - 1)
    }

    /// How many edges it has.
    pub(super) const fn edges(&self) -> usize {
        self.heads.len()
    }

    /// The edges out of a node.
    pub(super) fn out_of(&self, node: u32) -> std::ops::Range<u32> {
        self.begin[node as usize]..self.begin[node as usize + 1]
    }

    /// The node where an edge begins.
    pub(super) fn tail(&self, edge: u32) -> u32 {
        self.tails[edge as usize]
    }

    /// The node where an edge ends.
    pub(super) fn head(&self, edge: u32) -> u32 {
        self.heads[edge as usize]
    }

    /// The plan's number of the link that an edge stands for.
    pub(super) fn link(&self, edge: u32) -> u32 {
        self.links[edge as usize]
    }

    /// The tails of the edges into each node: where each group begins, and the groups.
    pub(super) fn predecessors(&self) -> (Vec<u32>, Vec<u32>) {
        let mut begin = vec![0_u32; self.begin.len()];
        for head in &self.heads {
            begin[*head as usize + 1] += 1;
        }
        for node in 1..begin.len() {
            begin[node] += begin[node - 1];
        }
        let mut next = begin.clone();
        let mut tails = vec![0; self.heads.len()];
        for (tail, head) in self.tails.iter().zip(&self.heads) {
            let slot = &mut next[*head as usize];
            tails[*slot as usize] = *tail;
            *slot += 1;
        }
        (begin, tails)
    }
}
