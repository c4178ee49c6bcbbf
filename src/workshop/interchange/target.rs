//! What the names in a file can mean: the workshop that it is for.

use std::collections::BTreeMap;

use crate::agenda::{
    BlockId, Column, CriterionId, Environment, OptionId, Playbook, Rubric, Sheet, SheetKind,
    TopicId,
};
use crate::document::{Fields, nearest};
use crate::workshop::{CellKey, Stamp};

/// The playbook and rubric that the names in a file belong to.
pub(super) struct Target<'t> {
    pub(super) playbook: &'t Playbook,
    pub(super) rubric: &'t Rubric,
    /// The file is whole: what it says of blocks, topics, options and criteria that are gone stays.
    pub(super) whole: bool,
    /// When and by whom what does not say so was said.
    pub(super) stamp: &'t Stamp,
    sheets: BTreeMap<&'t str, SheetColumns<'t>>,
}

/// A sheet and its columns.
pub(super) struct SheetColumns<'t> {
    pub(super) sheet: &'t Sheet,
    pub(super) columns: Vec<&'t Column>,
}

impl<'t> Target<'t> {
    pub(super) fn new(
        playbook: &'t Playbook,
        rubric: &'t Rubric,
        stamp: &'t Stamp,
        whole: bool,
    ) -> Self {
        let sheets = playbook.sheets.iter();
        let sheets = sheets
            .map(|sheet| {
                (
                    sheet.id.as_str(),
                    SheetColumns {
                        sheet,
                        columns: sheet.columns(),
                    },
                )
            })
            .collect();
        Self {
            playbook,
            rubric,
            whole,
            stamp,
            sheets,
        }
    }

    /// The sheet that `key` names.
    pub(super) fn sheet(&self, fields: &Fields<'_, '_>, key: &str) -> Option<&SheetColumns<'t>> {
        let name = fields.required_text(key);
        let found = self.sheets.get(name.as_str());
        if found.is_none() && !name.trim().is_empty() {
            unknown(fields, key, "sheet", &name, self.sheets.keys().copied());
        }
        found
    }

    /// A name that must say something, unless the workshop has it blank.
    pub(super) fn name(&self, fields: &Fields<'_, '_>, key: &str) -> String {
        if self.whole && fields.has(key) {
            return fields.text(key).unwrap_or_default();
        }
        fields.required_text(key)
    }

    /// The first plan sheet.
    pub(super) fn plan(&self) -> Option<&SheetColumns<'t>> {
        let sheets = &self.playbook.sheets;
        let plan = sheets
            .iter()
            .find(|sheet| sheet.kind() == SheetKind::Plan)?;
        self.sheets.get(plan.id.as_str())
    }

    /// The block that `key` names.
    pub(super) fn block(&self, fields: &Fields<'_, '_>, key: &str) -> Option<BlockId> {
        let name = fields.text(key)?;
        self.known_block(fields, key, &name)
    }

    /// The block of this name, which stands at `key`.
    pub(super) fn known_block(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        name: &str,
    ) -> Option<BlockId> {
        let id = BlockId::new(name);
        let known = self.whole || self.playbook.block(&id).is_some();
        if !known {
            let blocks = self.playbook.blocks().map(|(_, block)| block.id.as_str());
            unknown(fields, key, "block", name, blocks);
        }
        known.then_some(id)
    }

    /// The topic of this name, which stands at `key`.
    pub(super) fn known_topic(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        name: &str,
    ) -> Option<TopicId> {
        let id = TopicId::new(name);
        let known = self.whole || self.playbook.topic(&id).is_some();
        if !known {
            let blocks = self
                .playbook
                .blocks()
                .flat_map(|(_, block)| block.all_topics());
            unknown(
                fields,
                key,
                "topic",
                name,
                blocks.map(|(_, topic)| topic.id.as_str()),
            );
        }
        known.then_some(id)
    }

    /// The option of this name, which stands at `key`.
    pub(super) fn known_option(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        name: &str,
    ) -> Option<OptionId> {
        let id = OptionId::new(name);
        let known = self.whole || self.rubric.option(&id).is_some();
        if !known {
            let options = self.rubric.options.iter().map(|option| option.id.as_str());
            unknown(fields, key, "option", name, options);
        }
        known.then_some(id)
    }

    /// The criterion of this name, which stands at `key`.
    pub(super) fn known_criterion(
        &self,
        fields: &Fields<'_, '_>,
        key: &str,
        name: &str,
    ) -> Option<CriterionId> {
        let id = CriterionId::new(name);
        let known = self.whole || self.rubric.criterion(&id).is_some();
        if !known {
            let criteria = self
                .rubric
                .criteria
                .iter()
                .map(|criterion| criterion.id.as_str());
            unknown(fields, key, "criterion", name, criteria);
        }
        known.then_some(id)
    }

    /// The cells that a table with `option`, `criterion` and maybe `environment` names.
    pub(super) fn cells(&self, fields: &Fields<'_, '_>) -> Vec<CellKey> {
        let named = fields.required_text("option");
        let option = Some(named)
            .filter(|name| !name.trim().is_empty())
            .and_then(|name| self.known_option(fields, "option", &name));
        let named = fields.required_text("criterion");
        let criterion = Some(named)
            .filter(|name| !name.trim().is_empty())
            .and_then(|name| self.known_criterion(fields, "criterion", &name));
        let environments = self.environments(fields);
        let (Some(option), Some(criterion)) = (option, criterion) else {
            return Vec::new();
        };
        let cells = environments.into_iter().map(|environment| CellKey {
            environment,
            option: option.clone(),
            criterion: criterion.clone(),
        });
        cells.collect()
    }

    /// The environment that `environment` names; all of them when it is left out.
    pub(super) fn environments(&self, fields: &Fields<'_, '_>) -> Vec<Environment> {
        let all = &self.rubric.header.environments;
        let Some(name) = fields.text("environment") else {
            return all.clone();
        };
        let id = Environment::new(name.as_str());
        if all.contains(&id) {
            return vec![id];
        }
        let names = all.iter().map(Environment::as_str);
        unknown(fields, "environment", "environment", &name, names);
        Vec::new()
    }
}

/// Reports a name that stands at `key` and that nothing has.
pub(super) fn unknown<'n>(
    fields: &Fields<'_, '_>,
    key: &str,
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
) {
    let (what, remedy) = no_such(fields.what(), kind, name, known);
    fields.report(key, what, remedy);
}

/// What is wrong with a name that nothing has, and what to do.
pub(super) fn no_such<'n>(
    who: &str,
    kind: &str,
    name: &str,
    known: impl Iterator<Item = &'n str>,
) -> (String, String) {
    let known: Vec<&str> = known.collect();
    let remedy = match nearest(name, known.iter().copied()) {
        Some(near) => format!("did you mean \"{near}\"?"),
        None if known.is_empty() => format!("there is no {kind} here: leave it out"),
        None if known.len() > 12 => {
            format!("name a {kind} that there is, such as \"{}\"", known[0])
        }
        None => format!("name one of: {}", known.join(", ")),
    };
    (format!("{who} names the unknown {kind} \"{name}\""), remedy)
}
