//! The packages that can be dated, in an order in which every link runs forward.

use super::links::{Grouped, Link};
use super::problem::small;

/// A package that has no position because it lies in or behind a cycle.
pub(super) const UNDATED: u32 = u32::MAX;

/// A link between two positions of [`Order::packages`].
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge {
    /// The position of the package that comes first.
    pub(super) from: u32,
    /// The place in the list of checked links.
    pub(super) link: u32,
    /// Ticks.
    pub(super) lag: i64,
    pub(super) from_finish: bool,
    pub(super) to_finish: bool,
}

/// The network without its cyclic part, laid out for passes that read memory from end to end.
#[derive(Debug, Clone, Default)]
pub(super) struct Order {
    /// The places of the packages, predecessors first; ties in the order of the network.
    pub(super) packages: Vec<u32>,
    /// The position of each package, or [`UNDATED`].
    pub(super) position: Vec<u32>,
    /// For each position, where its incoming edges begin.
    begin: Vec<u32>,
    edges: Vec<Edge>,
}

impl Order {
    /// Orders `count` packages by their links (Kahn's algorithm, first in first out).
    pub(super) fn new(
        count: usize,
        links: &[Link],
        outgoing: &Grouped,
        incoming: &Grouped,
    ) -> Self {
        let mut waits: Vec<u32> = (0..count)
            .map(|place| small(incoming.of(place).len()))
            .collect();
        let mut packages: Vec<u32> = (0..small(count))
            .filter(|place| waits[*place as usize] == 0)
            .collect();
        let mut next = 0;
        while let Some(place) = packages.get(next).copied() {
            next += 1;
            for link in outgoing.of(place as usize) {
                let to = links[*link as usize].to;
                waits[to as usize] -= 1;
                if waits[to as usize] == 0 {
                    packages.push(to);
                }
            }
        }
        let mut position = vec![UNDATED; count];
        for (at, place) in packages.iter().enumerate() {
            position[*place as usize] = small(at);
        }
        let mut order = Self {
            packages,
            position,
            begin: Vec::new(),
            edges: Vec::new(),
        };
        order.lay_out(links, incoming);
        order
    }

    /// Copies the incoming links of each position side by side.
    fn lay_out(&mut self, links: &[Link], incoming: &Grouped) {
        self.begin.reserve(self.packages.len() + 1);
        self.edges.reserve(links.len());
        self.begin.push(0);
        for place in &self.packages {
            for number in incoming.of(*place as usize) {
                let link = &links[*number as usize];
                self.edges.push(Edge {
                    from: self.position[link.from as usize],
                    link: *number,
                    lag: link.lag,
                    from_finish: link.kind.from_finish(),
                    to_finish: link.kind.to_finish(),
                });
            }
            self.begin.push(small(self.edges.len()));
        }
    }

    /// The edges that end at a position.
    pub(super) fn edges_into(&self, position: usize) -> &[Edge] {
        &self.edges[self.begin[position] as usize..self.begin[position + 1] as usize]
    }

    /// How many packages have dates.
    pub(super) const fn len(&self) -> usize {
        self.packages.len()
    }
}
