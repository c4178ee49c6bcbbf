//! Changes to the workshop's own copies of its rubric and agenda.

use super::apply::{ApplyError, unknown};
use super::change::Change;
use super::reference::Reference;
use crate::agenda::{Playbook, Rubric};
use crate::order::Arrange;

/// Applies a change of options, criteria or weights; any other change leaves the rubric as it is.
pub(super) fn change_rubric(rubric: &mut Rubric, change: &Change) -> Result<(), ApplyError> {
    match change {
        Change::SetWeight {
            criterion,
            environment,
            points,
        } => {
            if !points.is_finite() || *points < 0.0 {
                return Err(ApplyError::BadWeight(points.to_string()));
            }
            if !rubric.header.environments.contains(environment) {
                return Err(unknown("environment", environment));
            }
            let found = rubric
                .criteria
                .iter_mut()
                .find(|found| found.id == *criterion);
            let found = found.ok_or_else(|| unknown("criterion", criterion))?;
            found.weight.insert(environment.clone(), *points);
        }
        Change::SetOption(option) => match rubric.options.iter_mut().find(|o| o.id == option.id) {
            Some(found) => found.clone_from(option),
            None => rubric.options.push((**option).clone()),
        },
        Change::RemoveOption(id) => {
            rubric.option(id).ok_or_else(|| unknown("option", id))?;
            rubric.options.retain(|option| option.id != *id);
        }
        Change::SetCriterion(criterion) => {
            match rubric.criteria.iter_mut().find(|c| c.id == criterion.id) {
                Some(found) => found.clone_from(criterion),
                None => rubric.criteria.push((**criterion).clone()),
            }
        }
        Change::RemoveCriterion(id) => {
            rubric
                .criterion(id)
                .ok_or_else(|| unknown("criterion", id))?;
            rubric.criteria.retain(|criterion| criterion.id != *id);
        }
        _ => {}
    }
    Ok(())
}

/// Applies a change of blocks, and puts each day in the order of its times; any other leaves the agenda as it is.
pub(super) fn change_agenda(playbook: &mut Playbook, change: &Change) -> Result<(), ApplyError> {
    match change {
        Change::Retime { block, start, end } => {
            if end <= start {
                return Err(ApplyError::BadTimes(block.clone()));
            }
            let found = playbook
                .block_mut(block)
                .ok_or_else(|| unknown("block", block))?;
            (found.start, found.end) = (*start, *end);
        }
        Change::AddBlock { day, block } => {
            if playbook.block(&block.id).is_some() {
                return Err(ApplyError::Taken(Reference::new(block.id.as_str())));
            }
            let found = playbook
                .days
                .get_mut(*day)
                .ok_or_else(|| unknown("day", &(day + 1)))?;
            found.blocks.push((**block).clone());
        }
        Change::DropBlock(id) => {
            playbook.block(id).ok_or_else(|| unknown("block", id))?;
            playbook
                .days
                .iter_mut()
                .for_each(|day| day.blocks.retain(|block| block.id != *id));
        }
        Change::MoveBlock { block, day } => {
            let moved = playbook
                .block(block)
                .ok_or_else(|| unknown("block", block))?
                .clone();
            playbook
                .days
                .get(*day)
                .ok_or_else(|| unknown("day", &(day + 1)))?;
            playbook
                .days
                .iter_mut()
                .for_each(|day| day.blocks.retain(|other| other.id != *block));
            playbook.days[*day].blocks.push(moved);
        }
        _ => {}
    }
    playbook
        .days
        .iter_mut()
        .for_each(|day| day.blocks.arrange_by_key(|block| (block.start, block.end)));
    Ok(())
}
