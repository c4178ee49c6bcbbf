//! The link of a loop whose removal frees most packages.

use super::components::components;
use super::digraph::Digraph;

/// Edges looked at before the best candidate so far is taken.
const BUDGET: usize = 20_000_000;

/// Tries the edges of a loop, the last entered first; of several alike the first tried wins.
pub(super) fn heaviest(graph: &Digraph, cycle: &[u32]) -> u32 {
    let mut candidates = cycle.to_vec();
    candidates.sort_unstable_by_key(|edge| std::cmp::Reverse(graph.link(*edge)));
    let most = (BUDGET / (graph.edges() + 1)).max(1);
    let mut best = (usize::MAX, 0);
    for edge in candidates.into_iter().take(most) {
        let caught = components(graph, Some(edge))
            .iter()
            .map(Vec::len)
            .filter(|size| *size > 1)
            .sum();
        if caught < best.0 {
            best = (caught, edge);
        }
        if caught == 0 {
            break;
        }
    }
    best.1
}
