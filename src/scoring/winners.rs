//! Who wins whatever the missing cells turn out to be, and who still could.

use super::model::Model;
use crate::agenda::OptionId;
use crate::order::Arrange;

/// Necessary and possible winners over all completions of the missing cells, must-haves included.
/// (Konczak & Lang, *Voting procedures with incomplete preferences*, 2005, for the two notions.)
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Winners {
    /// Alone in first place in every completion: passes every must-have for certain, and its least
    /// score is above every rival's greatest.
    pub necessary: Option<OptionId>,
    /// First, alone or tied, in at least one completion; sorted by name.
    pub possible: Vec<OptionId>,
}

/// Finds both.
pub(crate) fn winners(model: &Model) -> Winners {
    let contenders = model.contenders();
    let could = |option: &usize| could_win(model, *option, &contenders);
    let mut possible: Vec<OptionId> = contenders
        .iter()
        .copied()
        .filter(could)
        .map(|option| model.options[option].clone())
        .collect();
    possible.arrange();
    let necessary = necessary(model).map(|option| model.options[option].clone());
    Winners {
        necessary,
        possible,
    }
}

/// The row of the necessary winner.
pub(crate) fn necessary(model: &Model) -> Option<usize> {
    let contenders = model.contenders();
    let wins = |option: &usize| {
        let least = model.bounds(*option).0;
        model.is_certain(*option)
            && contenders
                .iter()
                .all(|other| other == option || model.bounds(*other).1 < least)
    };
    contenders.iter().copied().find(wins)
}

/// Whether no certain rival is ahead of the option's greatest sum even at its own least.
pub(crate) fn could_win(model: &Model, option: usize, contenders: &[usize]) -> bool {
    let most = model.bounds(option).1;
    contenders.iter().all(|other| {
        *other == option || !model.is_certain(*other) || model.bounds(*other).0 <= most
    })
}
