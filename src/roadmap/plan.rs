//! A checked network, ready to compute.

use super::links::{Grouped, Link, resolve};
use super::order::{Order, UNDATED};
use super::problem::check_packages;
use super::{Network, NetworkProblem, Schedule, Timeline};

/// A network whose ids are resolved and whose packages stand in order.
///
/// Building it is linear in packages and links; everything it answers works on places in
/// [`Network::packages`] and [`Network::links`].
#[derive(Debug, Clone)]
pub struct Plan {
    network: Network,
    hints: Vec<NetworkProblem>,
    pub(super) links: Vec<Link>,
    pub(super) outgoing: Grouped,
    pub(super) incoming: Grouped,
    pub(super) order: Order,
    /// By position, ticks: likely durations, earliest allowed starts, deadlines.
    pub(super) duration: Vec<i64>,
    pub(super) not_before: Vec<i64>,
    pub(super) deadline: Vec<Option<i64>>,
    /// Positions of what takes no time and happens on the morning after its deadline.
    pub(super) overnight: Vec<usize>,
}

impl Plan {
    /// Checks a network and orders it. Cycles are no problem here: see `Plan::cycles`.
    ///
    /// # Errors
    /// Every problem of the network, hints included, when any of them refuses it.
    pub fn new(network: Network) -> Result<Self, Vec<NetworkProblem>> {
        let (plan, problems) = Self::salvage(network);
        if problems.iter().any(|problem| problem.kind.refuses()) {
            return Err(problems);
        }
        Ok(plan)
    }

    /// Computes what can be computed while a room is still editing: unusable links are left out,
    /// negative durations count as zero, and of packages with the same id only the first is linked.
    /// Returns every problem beside the plan.
    #[must_use]
    pub fn salvage(network: Network) -> (Self, Vec<NetworkProblem>) {
        let (places, mut problems) = check_packages(&network);
        let (links, link_problems) = resolve(&network, &places);
        problems.extend(link_problems);
        let count = network.packages.len();
        let outgoing = Grouped::by(&links, count, |link| link.from);
        let incoming = Grouped::by(&links, count, |link| link.to);
        let order = Order::new(count, &links, &outgoing, &incoming);
        let hints = problems
            .iter()
            .filter(|problem| !problem.kind.refuses())
            .cloned()
            .collect();
        let mut plan = Self {
            network,
            hints,
            links,
            outgoing,
            incoming,
            order,
            duration: Vec::new(),
            not_before: Vec::new(),
            deadline: Vec::new(),
            overnight: Vec::new(),
        };
        plan.convert();
        plan.overnight = plan.a_morning_late();
        (plan, problems)
    }

    /// Fills the columns of ticks.
    fn convert(&mut self) {
        let calendar = &self.network.calendar;
        let timeline = self
            .network
            .start
            .map(|start| Timeline::new(calendar, start));
        let packages = || {
            self.order
                .packages
                .iter()
                .map(|place| &self.network.packages[*place as usize])
        };
        let duration = packages()
            .map(|package| package.duration.likely().ticks(calendar).max(0))
            .collect();
        let not_before = packages()
            .map(|package| match (&timeline, package.not_before) {
                (Some(timeline), Some(date)) => timeline.tick_from(date).max(0),
                _ => 0,
            })
            .collect();
        let deadline = packages()
            .map(|package| Some(timeline.as_ref()?.tick_due(package.deadline?)))
            .collect();
        (self.duration, self.not_before, self.deadline) = (duration, not_before, deadline);
    }

    /// The network as it was entered.
    #[must_use]
    pub const fn network(&self) -> &Network {
        &self.network
    }

    /// The network as it was entered, for the next change.
    #[must_use]
    pub fn into_network(self) -> Network {
        self.network
    }

    /// What looks wrong but was computed all the same.
    #[must_use]
    pub fn hints(&self) -> &[NetworkProblem] {
        &self.hints
    }

    /// The place of the package with an id.
    #[must_use]
    pub fn find(&self, id: &str) -> Option<usize> {
        self.network
            .packages
            .iter()
            .position(|package| package.id == id)
    }

    /// The calendar on the start date; `None` without a start.
    #[must_use]
    pub fn timeline(&self) -> Option<Timeline<'_>> {
        self.network
            .start
            .map(|start| Timeline::new(&self.network.calendar, start))
    }

    /// Places of the packages that are not critical but nearly so, as [`Network::near_critical`] has it.
    #[must_use]
    pub fn near_critical(&self, schedule: &Schedule) -> Vec<usize> {
        let network = &self.network;
        schedule.near_critical(network.near_critical.ticks(&network.calendar))
    }

    /// Ticks as working days, decimal.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "times are far below 2^53 ticks")]
    pub fn days(&self, ticks: i64) -> f64 {
        ticks as f64 / self.network.calendar.ticks_per_day() as f64
    }

    /// Places of the links into a package, in the order of the network.
    pub fn links_into(&self, package: usize) -> impl Iterator<Item = usize> + '_ {
        self.sources(self.incoming.of(package))
    }

    /// Places of the links out of a package, in the order of the network.
    pub fn links_out_of(&self, package: usize) -> impl Iterator<Item = usize> + '_ {
        self.sources(self.outgoing.of(package))
    }

    fn sources<'a>(&'a self, numbers: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
        numbers
            .iter()
            .map(|number| self.links[*number as usize].source as usize)
    }

    /// The places of the two packages of a link: first, waiting; `None` for an unusable link.
    #[must_use]
    pub fn ends(&self, link: usize) -> Option<(usize, usize)> {
        let link = self.link(link)?;
        Some((link.from as usize, link.to as usize))
    }

    /// The checked link that stands at a place of [`Network::links`].
    pub(super) fn link(&self, source: usize) -> Option<&Link> {
        let at = self
            .links
            .binary_search_by_key(&source, |link| link.source as usize);
        at.ok().map(|at| &self.links[at])
    }

    /// The position of a package in the order; `None` in or behind a cycle.
    pub(super) fn position(&self, package: usize) -> Option<usize> {
        let position = self.order.position[package];
        (position != UNDATED).then_some(position as usize)
    }
}
