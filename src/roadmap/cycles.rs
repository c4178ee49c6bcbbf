//! Loops in the network: all of them at once, each as a list of hops that a person can follow.
//!
//! Work is contiguous, so the two ends of a package move together and a loop through starts and
//! finishes is a cycle whatever the kinds of its links.

mod components;
mod digraph;
mod heaviest;
mod shortest;

use components::components;
use digraph::Digraph;

use super::Plan;
use super::order::UNDATED;
use super::problem::small;
use crate::order::Arrange;

/// A part of the network in which every package waits for every other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cycle {
    /// Places of all packages that are caught in it, in the order of the network.
    pub members: Vec<usize>,
    /// Places, in [`super::Network::links`], of the links of a shortest loop, each ending where
    /// the next begins; it begins at the package that comes first in the network.
    pub hops: Vec<usize>,
    /// The link of that loop whose removal frees most packages; of several alike the last entered.
    pub cut: usize,
}

impl Plan {
    /// Every cycle, by its first member. Empty when all packages are dated.
    #[must_use]
    pub fn cycles(&self) -> Vec<Cycle> {
        let undated: Vec<u32> = (0..small(self.order.position.len()))
            .filter(|place| self.order.position[*place as usize] == UNDATED)
            .collect();
        if undated.is_empty() {
            return Vec::new();
        }
        let mut scratch = vec![UNDATED; self.order.position.len()];
        let graph = Digraph::of(self, &undated, &mut scratch);
        let mut cycles: Vec<Cycle> = components(&graph, None)
            .into_iter()
            .filter(|members| members.len() > 1)
            .map(|members| {
                let mut places: Vec<u32> =
                    members.iter().map(|node| undated[*node as usize]).collect();
                places.sort_unstable();
                self.cycle(&places, &mut scratch)
            })
            .collect();
        cycles.arrange_by_key(|cycle| cycle.members[0]);
        cycles
    }

    /// The places of the packages of a cycle's shortest loop, in order, each once.
    #[must_use]
    pub fn loop_packages(&self, cycle: &Cycle) -> Vec<usize> {
        cycle
            .hops
            .iter()
            .filter_map(|hop| Some(self.ends(*hop)?.0))
            .collect()
    }

    /// Describes one strongly connected component.
    fn cycle(&self, places: &[u32], scratch: &mut [u32]) -> Cycle {
        let graph = Digraph::of(self, places, scratch);
        let mut edges = shortest::shortest_cycle(&graph);
        let first = (0..edges.len())
            .min_by_key(|at| graph.tail(edges[*at]))
            .unwrap_or(0);
        edges.rotate_left(first);
        let source = |edge: u32| self.links[graph.link(edge) as usize].source as usize;
        Cycle {
            members: places.iter().map(|place| *place as usize).collect(),
            cut: source(heaviest::heaviest(&graph, &edges)),
            hops: edges.into_iter().map(source).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::roadmap::{Dependency, Network, Package, Plan};

    fn plan(packages: &[&str], links: &[&str]) -> Plan {
        let network = Network {
            packages: packages
                .iter()
                .map(|id| Package::new(id, "1d".parse().unwrap()))
                .collect(),
            links: links
                .iter()
                .map(|link| {
                    let (from, to) = link.split_once('>').unwrap();
                    Dependency::finish_to_start(from, to)
                })
                .collect(),
            ..Network::default()
        };
        Plan::new(network).unwrap()
    }

    fn loops(plan: &Plan) -> Vec<String> {
        plan.cycles()
            .iter()
            .map(|cycle| {
                let ids: Vec<_> = plan
                    .loop_packages(cycle)
                    .into_iter()
                    .map(|place| plan.network().packages[place].id.as_str())
                    .collect();
                let cut = &plan.network().links[cycle.cut];
                format!(
                    "{} of {} cut {}>{}",
                    ids.join(" "),
                    cycle.members.len(),
                    cut.from,
                    cut.to
                )
            })
            .collect()
    }

    #[test]
    fn finds_every_cycle_and_dates_the_rest() {
        let plan = plan(
            &["A", "B", "C", "D", "E", "F", "G"],
            &["A>B", "B>C", "C>B", "D>E", "E>F", "F>D", "C>G"],
        );
        assert_eq!(loops(&plan), ["B C of 2 cut C>B", "D E F of 3 cut F>D"]);
        let schedule = plan.schedule();
        assert_eq!(schedule.finish(), Some(480_000), "only A can be dated");
        assert!(schedule.times(0).is_some());
        assert!(schedule.times(6).is_none(), "G stands behind a cycle");
    }

    #[test]
    fn shows_the_shortest_loop_and_the_link_that_frees_most() {
        // Two loops share A>B: a long one and a short one.
        let plan = plan(&["A", "B", "C", "D"], &["B>C", "C>D", "D>A", "A>B", "B>A"]);
        assert_eq!(loops(&plan), ["A B of 4 cut A>B"]);
    }

    #[test]
    fn a_second_link_between_a_pair_keeps_the_loop_closed() {
        let plan = plan(&["A", "B"], &["A>B", "B>A", "B>A"]);
        assert_eq!(loops(&plan), ["A B of 2 cut A>B"]);
    }

    #[test]
    fn a_ring_of_many_packages_stays_linear() {
        let ids: Vec<String> = (0..20_000).map(|number| format!("P{number}")).collect();
        let names: Vec<&str> = ids.iter().map(String::as_str).collect();
        let links: Vec<String> = (0..20_000)
            .map(|number| format!("P{number}>P{}", (number + 1) % 20_000))
            .collect();
        let texts: Vec<&str> = links.iter().map(String::as_str).collect();
        let cycles = plan(&names, &texts).cycles();
        assert_eq!(cycles.len(), 1);
        assert_eq!(cycles[0].hops, (0..20_000).collect::<Vec<_>>());
        assert_eq!(cycles[0].cut, 19_999);
    }
}
