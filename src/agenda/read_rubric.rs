//! Reads a rubric from TOML or JSON, with every mistake named.

use std::collections::{BTreeMap, BTreeSet};

use super::ids::Environment;
use super::level::Level;
use super::read_playbook::{date, ids, one_of, version};
use super::rubric::{
    Criterion, Direction, PlatformOption, Quadrant, Rubric, RubricHeader, Scale, SwotSeed,
    Thresholds,
};
use crate::document::{self, Fields, Format, Problems};

impl Rubric {
    /// Reads a rubric from TOML; `name` is the file's name in messages.
    ///
    /// Broken TOML is one problem, everything else is reported at once.
    pub fn read(name: &str, text: &str) -> Result<Self, Problems> {
        let (reader, root) = document::parse(name, text, Format::Toml)?;
        let fields = reader.fields(&root, "the rubric");
        if let Some(header) = fields.table("rubric") {
            for key in ["id", "title"] {
                let _ = header.required_text(key);
            }
            if header.texts("environments").is_empty() {
                header.report(
                    "environments",
                    "`rubric` names no environments",
                    "add `environments = [\"production\"]`",
                );
            }
        } else if !fields.has("rubric") {
            fields.report(
                "rubric",
                "there is no [rubric] table",
                "begin with [rubric] and its id and title",
            );
        }
        let rubric = Self::from_fields(&fields);
        fields.finish();
        reader.finish(rubric)
    }

    /// Reads the rubric's tables out of a file that may hold others too.
    ///
    /// In a data file nearly everything may be left out: titles are the ids then, and with no environments
    /// named anywhere there is one without a name, unless it says that there are none and compares nothing.
    #[must_use]
    pub fn from_fields(root: &Fields<'_, '_>) -> Self {
        Self::from_fields_within(root, &[])
    }

    /// As [`Rubric::from_fields`], with these environments where the file's own header names none.
    #[must_use]
    pub fn from_fields_within(root: &Fields<'_, '_>, environments: &[Environment]) -> Self {
        let options = root
            .tables("option", "an option")
            .into_iter()
            .map(option)
            .collect::<Vec<_>>();
        let criteria: Vec<_> = root
            .tables("criterion", "a criterion")
            .into_iter()
            .map(criterion)
            .collect();
        let mut header = root.table("rubric").map_or_else(bare_header, header);
        // A rubric that compares nothing says itself that it has no environments.
        let says_none = criteria.is_empty() && says_environments(root);
        if header.environments.is_empty() {
            header.environments = match environments {
                [] if !says_none => named_environments(&criteria),
                known => known.to_vec(),
            };
        }
        let rubric = Self {
            header,
            options,
            criteria: criteria.into_iter().map(|read| read.0).collect(),
        };
        rubric.spread_plain_values(root)
    }

    /// A rubric that compares nothing, for a playbook that names none.
    #[must_use]
    pub fn empty() -> Self {
        Self {
            header: bare_header(),
            options: Vec::new(),
            criteria: Vec::new(),
        }
    }

    /// Gives a weight or must-have that was written once to every environment, and reports what does not fit.
    fn spread_plain_values(mut self, root: &Fields<'_, '_>) -> Self {
        let environments = self.header.environments.clone();
        let known: BTreeSet<&Environment> = environments.iter().collect();
        for (criterion, fields) in self
            .criteria
            .iter_mut()
            .zip(root.tables("criterion", "a criterion"))
        {
            spread(&mut criterion.weight, &environments);
            spread(&mut criterion.must_have, &environments);
            let named = criterion.weight.keys().chain(criterion.must_have.keys());
            for unknown in named.filter(|name| !known.contains(name)) {
                let what = format!(
                    "criterion \"{}\" names the environment \"{unknown}\"",
                    criterion.id
                );
                fields.report(
                    "weight",
                    what,
                    "name it in `environments` of [rubric] or correct it",
                );
            }
        }
        duplicates(
            "option",
            self.options.iter().map(|option| option.id.as_str()),
            root,
        );
        duplicates(
            "criterion",
            self.criteria.iter().map(|criterion| criterion.id.as_str()),
            root,
        );
        self
    }
}

/// Whether the file says which environments there are, be it none.
fn says_environments(root: &Fields<'_, '_>) -> bool {
    let header = root.item("rubric").map(|item| &item.node);
    matches!(header, Some(document::Node::Table(header)) if header.has("environments"))
}

/// Marks a value that was written without an environment, until the environments are known.
const EVERYWHERE: &str = "*";

fn spread<T: Clone>(values: &mut BTreeMap<Environment, T>, environments: &[Environment]) {
    if let Some(value) = values.remove(EVERYWHERE) {
        values.extend(
            environments
                .iter()
                .map(|name| (name.clone(), value.clone())),
        );
    }
}

fn duplicates<'n>(key: &str, names: impl Iterator<Item = &'n str>, root: &Fields<'_, '_>) {
    let mut seen = BTreeSet::new();
    for (name, fields) in names.zip(root.tables(key, key)) {
        if !seen.insert(name) {
            fields.report(
                "id",
                format!("there are two of {key} \"{name}\""),
                "rename one of them",
            );
        }
    }
}

fn bare_header() -> RubricHeader {
    RubricHeader {
        id: "data".to_owned(),
        title: String::new(),
        version: 1,
        environments: Vec::new(),
        scale: Scale::default(),
        thresholds: Thresholds::default(),
        do_minimum: None,
    }
}

fn header(fields: Fields<'_, '_>) -> RubricHeader {
    let bare = bare_header();
    let header = RubricHeader {
        id: fields.text("id").unwrap_or(bare.id),
        title: fields.text("title").unwrap_or_default(),
        version: version(&fields),
        environments: ids(&fields, "environments"),
        scale: scale(&fields),
        thresholds: thresholds(&fields),
        do_minimum: fields.text("do_minimum"),
    };
    fields.finish();
    header
}

fn scale(fields: &Fields<'_, '_>) -> Scale {
    let default = Scale::default();
    let Some(table) = fields.table("scale") else {
        return default;
    };
    let scale = Scale {
        low: table.number("L").unwrap_or(default.low),
        medium: table.number("M").unwrap_or(default.medium),
        high: table.number("H").unwrap_or(default.high),
    };
    if !(scale.low <= scale.medium && scale.medium <= scale.high && scale.low < scale.high) {
        fields.report(
            "scale",
            "the scale does not rise from L over M to H",
            "let L ≤ M ≤ H with L below H",
        );
        return default;
    }
    table.finish();
    scale
}

fn thresholds(fields: &Fields<'_, '_>) -> Thresholds {
    let default = Thresholds::default();
    let Some(table) = fields.table("thresholds") else {
        return default;
    };
    let within = |key: &str, limit: f64, fallback: f64| match table.number(key) {
        Some(value) if (0.0..=limit).contains(&value) => value,
        Some(value) => {
            table.report(
                key,
                format!("`{key}` is {value}"),
                format!("it must be from 0 to {limit}"),
            );
            fallback
        }
        None => fallback,
    };
    let thresholds = Thresholds {
        clear_share: within("clear_share", 1.0, default.clear_share),
        clear_points: within("clear_points", 100.0, default.clear_points),
        leaning_share: within("leaning_share", 1.0, default.leaning_share),
        split_gain: within("split_gain", 1.0, default.split_gain),
    };
    table.finish();
    thresholds
}

fn option(mut fields: Fields<'_, '_>) -> PlatformOption {
    let id: super::OptionId = fields
        .required("id", "a name such as \"aws-msk\"")
        .unwrap_or_default();
    fields.rename(format!("option \"{id}\""));
    let option = PlatformOption {
        title: fields.text("title").unwrap_or_else(|| id.to_string()),
        short: fields.text("short"),
        about: fields.text("about"),
        swot: fields
            .tables("swot", "a SWOT point")
            .into_iter()
            .map(seed)
            .collect(),
        id,
    };
    fields.finish();
    option
}

fn seed(mut fields: Fields<'_, '_>) -> SwotSeed {
    let id = fields.required_text("id");
    fields.rename(format!("SWOT point \"{id}\""));
    let quadrant = one_of(&fields, "quadrant", &Quadrant::ALL.map(Quadrant::id));
    let seed = SwotSeed {
        id,
        quadrant: quadrant.map_or(Quadrant::Strengths, |nth| Quadrant::ALL[nth]),
        text: fields.required_text("text"),
        criteria: ids(&fields, "criteria"),
        source: fields.required_text("source"),
        as_of: date(&fields, "as_of"),
    };
    fields.finish();
    seed
}

/// A criterion and the environments that it names.
struct Read(Criterion);

fn criterion(mut fields: Fields<'_, '_>) -> Read {
    let id: super::CriterionId = fields
        .required("id", "a name such as \"cost\"")
        .unwrap_or_default();
    fields.rename(format!("criterion \"{id}\""));
    let directions = [Direction::HigherIsBetter, Direction::LowerIsBetter];
    let direction = if fields.has("direction") {
        one_of(&fields, "direction", &directions.map(Direction::word))
            .map_or(directions[0], |nth| directions[nth])
    } else {
        Direction::default()
    };
    let criterion = Criterion {
        title: fields.text("title").unwrap_or_else(|| id.to_string()),
        short: fields.text("short"),
        direction,
        about: fields.text("about"),
        question: fields.text("question"),
        anchors: anchors(&fields),
        weight: weight(&fields),
        must_have: must_have(&fields),
        id,
    };
    fields.finish();
    Read(criterion)
}

fn named_environments(criteria: &[Read]) -> Vec<Environment> {
    let mut named: Vec<Environment> = Vec::new();
    for Read(criterion) in criteria {
        for name in criterion.weight.keys().chain(criterion.must_have.keys()) {
            if name.as_str() != EVERYWHERE && !named.contains(name) {
                named.push(name.clone());
            }
        }
    }
    if named.is_empty() {
        vec![Environment::default()]
    } else {
        named
    }
}

fn anchors(fields: &Fields<'_, '_>) -> BTreeMap<Level, String> {
    let Some(table) = fields.table("anchors") else {
        return BTreeMap::new();
    };
    let anchors = Level::ALL
        .into_iter()
        .filter_map(|level| Some((level, table.text(level.letter().encode_utf8(&mut [0; 4]))?)))
        .collect();
    table.finish();
    anchors
}

fn weight(fields: &Fields<'_, '_>) -> BTreeMap<Environment, f64> {
    let mut weights = BTreeMap::new();
    if !fields.has("weight") {
        return weights;
    }
    if let Some(item) = fields.item("weight")
        && !matches!(item.node, document::Node::Table(_))
    {
        if let Some(points) = points(fields, "weight") {
            weights.insert(Environment::new(EVERYWHERE), points);
        }
        return weights;
    }
    if let Some(table) = fields.table("weight") {
        for name in table.keys() {
            if let Some(points) = points(&table, name) {
                weights.insert(Environment::new(name), points);
            }
        }
        table.finish();
    }
    weights
}

fn points(fields: &Fields<'_, '_>, key: &str) -> Option<f64> {
    let points = fields.number(key)?;
    if points < 0.0 {
        fields.report(
            key,
            format!("the weight is {points}"),
            "a weight is 0 or more points",
        );
        return None;
    }
    Some(points)
}

fn must_have(fields: &Fields<'_, '_>) -> BTreeMap<Environment, Level> {
    let mut levels = BTreeMap::new();
    if !fields.has("must_have") {
        return levels;
    }
    if let Some(item) = fields.item("must_have")
        && !matches!(item.node, document::Node::Table(_))
    {
        levels.extend(
            fields
                .parsed("must_have")
                .map(|level| (Environment::new(EVERYWHERE), level)),
        );
        return levels;
    }
    if let Some(table) = fields.table("must_have") {
        for name in table.keys() {
            levels.extend(
                table
                    .parsed(name)
                    .map(|level| (Environment::new(name), level)),
            );
        }
        table.finish();
    }
    levels
}
