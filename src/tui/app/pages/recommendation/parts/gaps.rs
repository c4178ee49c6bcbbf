//! Where what is recommended falls short, and the work package that is made for it.

use super::{criterion, option};
use crate::agenda::{Environment, SheetKind};
use crate::exports::say;
use crate::scoring::{self, Analysis};
use crate::tui::app::desk::Desk;
use crate::tui::app::pages::recommendation::line::Named;
use crate::tui::app::turn::Turn;
use crate::workshop::{
    CellKey, Change, Link, LinkKey, NewRecord, Reference, Relation, State, Value, Values,
};

/// A gap of what is recommended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Gap {
    /// Where it is.
    pub(crate) cell: CellKey,
    /// The criterion.
    pub(crate) criterion: Named,
    /// The option.
    pub(crate) option: Named,
    /// The level as the room said it.
    pub(crate) level: String,
    /// What it costs, in points of 100.
    pub(crate) points: String,
    /// Whether it is a must-have that is not met.
    pub(crate) must_have: bool,
    /// The work packages that close it.
    pub(crate) packages: Vec<Reference>,
    /// What the first of them is called.
    pub(crate) closed_by: String,
}

/// The gaps of an environment, the heaviest first.
pub(crate) fn gaps(
    state: &State,
    environment: &Environment,
    analysis: &Analysis,
    found: &[scoring::Gap],
) -> Vec<Gap> {
    let all = found.iter().map(|gap| {
        let packages = gap.work_packages.iter().map(|id| Reference::new(id));
        let packages: Vec<Reference> = packages.collect();
        let first = packages.first().and_then(|id| state.record(id));
        let points = analysis.share_of_scale(gap.severity);
        Gap {
            cell: CellKey {
                environment: environment.clone(),
                option: gap.option.clone(),
                criterion: gap.criterion.clone(),
            },
            criterion: criterion(&state.rubric, &gap.criterion),
            option: option(&state.rubric, &gap.option),
            level: gap.level.to_string(),
            points: points.map_or_else(String::new, |points| say::points(points.to_f64())),
            must_have: gap.must_have,
            closed_by: first
                .map(|one| one.naming_text().to_owned())
                .unwrap_or_default(),
            packages,
        }
    });
    all.collect()
}

/// Makes a work package that closes a gap.
pub(crate) fn plan_gap(gap: &Gap, desk: &mut Desk, turn: &mut Turn) {
    let playbook = &desk.state().playbook;
    let plan = playbook
        .sheets
        .iter()
        .find(|sheet| sheet.kind() == SheetKind::Plan);
    let Some((sheet, column)) = plan.and_then(|plan| Some((plan, plan.naming_column()?))) else {
        return turn.warn("This playbook has no plan that a work package could go to");
    };
    let prefix = sheet.prefix.clone().unwrap_or_default();
    let id = desk.state().next_reference(&prefix);
    let name = format!(
        "{}: close the gap of {} ({})",
        gap.criterion.title, gap.option.title, gap.level
    );
    let fields: Values = [(column.id.clone(), Value::Text(name))].into();
    let record = NewRecord {
        id: Some(id.clone()),
        sheet: sheet.id.clone(),
        fields,
        ..NewRecord::default()
    };
    let changes = vec![
        Change::Add(Box::new(record)),
        Change::Link {
            key: LinkKey::new(id.clone(), Relation::Closes, gap.cell.clone()),
            link: Link::default(),
        },
    ];
    if turn.change(desk, changes).is_some() {
        turn.say(format!(
            "{id} closes the gap; Enter goes there: give it a name, a duration, an owner"
        ));
    }
}
