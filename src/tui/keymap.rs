//! Which keys do what: the built-in keymap, patched by the user's.

use super::action::{Action, Entry, TABLE, named};
use super::context::Where;
use super::key::{Key, parse_keys, show_keys};
use crate::document::{Format, Item, Node, Problems, Reader, nearest, parse};

/// The built-in keymap, made from the action table.
pub const BUILT_IN: &str = include_str!("keymap.toml");

/// Which keys do what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Keymap {
    bindings: Vec<Binding>,
}

/// One sequence of keys for one action.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Binding {
    keys: Vec<Key>,
    action: Action,
    /// Byte offset in the file that says so.
    at: usize,
}

/// What the keys typed so far mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Meaning {
    /// This action.
    Act(Action),
    /// The beginning of a longer sequence.
    Begun,
    /// Nothing here.
    Nothing,
}

impl Keymap {
    /// The built-in keymap.
    pub(crate) fn built_in() -> Self {
        let mut keymap = Self {
            bindings: Vec::new(),
        };
        for entry in TABLE {
            for keys in entry.keys.iter().filter_map(|keys| parse_keys(keys)) {
                keymap.bindings.push(Binding {
                    keys,
                    action: entry.action,
                    at: 0,
                });
            }
        }
        keymap
    }

    /// Reads a keymap file and puts what it says in the place of what this keymap says.
    ///
    /// Unknown actions, unknown keys and conflicts are problems with their lines.
    pub(crate) fn patched(&self, file: &str, text: &str) -> Result<Self, Problems> {
        let (reader, root) = parse(file, text, Format::Toml)?;
        let mut keymap = self.clone();
        for (key, at, item) in &root.entries {
            match (key.as_ref(), &item.node) {
                ("keys", Node::Table(table)) => {
                    for (name, at, item) in &table.entries {
                        keymap.rebind(&reader, name, *at, item);
                    }
                }
                ("keys", _) => reader.report(*at, "keys is not a table", "write [keys]"),
                (other, _) => {
                    reader.report(*at, format!("unknown key \"{other}\""), "write [keys]");
                }
            }
        }
        keymap.report_conflicts(&reader);
        if reader.count() > 0 {
            Err(reader.into_problems())
        } else {
            Ok(keymap)
        }
    }

    fn rebind(&mut self, reader: &Reader, name: &str, at: usize, item: &Item<'_>) {
        let Some(entry) = named(name) else {
            let near = nearest(name, TABLE.iter().map(|entry| entry.name));
            let remedy = near.map_or_else(
                || "docs/keys.md lists all actions".to_owned(),
                |near| format!("did you mean \"{near}\"?"),
            );
            return reader.report(at, format!("unknown action \"{name}\""), remedy);
        };
        let items = match &item.node {
            Node::List(items) => items.as_slice(),
            _ => std::slice::from_ref(item),
        };
        self.bindings
            .retain(|binding| binding.action != entry.action);
        for item in items {
            let Node::Text(text) = &item.node else {
                reader.report(
                    item.at,
                    format!("{} is not a key", item.node.kind()),
                    KEY_REMEDY,
                );
                continue;
            };
            match parse_keys(text) {
                Some(keys) if typed_only(entry, &keys) => reader.report(
                    item.at,
                    format!("\"{text}\" would be text, not a command, where {name} works"),
                    "use Enter, Esc, Tab, an arrow or a key with Ctrl",
                ),
                Some(keys) => self.bindings.push(Binding {
                    keys,
                    action: entry.action,
                    at: item.at,
                }),
                None => reader.report(item.at, format!("\"{text}\" is not a key"), KEY_REMEDY),
            }
        }
    }

    /// Reports every pair of actions that the same keys would mean in the same place.
    fn report_conflicts(&self, reader: &Reader) {
        for (left, right) in self.conflicts() {
            let (later, earlier) = if left.at >= right.at {
                (left, right)
            } else {
                (right, left)
            };
            reader.report(
                later.at,
                format!(
                    "{} means {} here and {} there",
                    show_keys(&later.keys),
                    later.action.entry().name,
                    earlier.action.entry().name
                ),
                format!("give {} other keys as well", earlier.action.entry().name),
            );
        }
    }

    fn conflicts(&self) -> Vec<(&Binding, &Binding)> {
        let mut found = Vec::new();
        for (at, left) in self.bindings.iter().enumerate() {
            for right in &self.bindings[at + 1..] {
                let same = left.keys.starts_with(&right.keys) || right.keys.starts_with(&left.keys);
                if same && left.action != right.action && left.place().meets(right.place()) {
                    found.push((left, right));
                }
            }
        }
        found
    }

    /// What these keys mean in a context; the action must also `work` there.
    pub(crate) fn meaning(
        &self,
        keys: &[Key],
        context: Where,
        works: impl Fn(&Entry) -> bool,
    ) -> Meaning {
        let mut meaning = Meaning::Nothing;
        for binding in &self.bindings {
            if !binding.place().meets(context) || !binding.keys.starts_with(keys) {
                continue;
            }
            if binding.keys.len() > keys.len() {
                meaning = Meaning::Begun;
            } else if works(binding.action.entry()) {
                return Meaning::Act(binding.action);
            }
        }
        meaning
    }

    /// What can follow keys that begin a sequence: the rest of the keys and the action.
    pub(crate) fn following(&self, keys: &[Key], context: Where) -> Vec<(String, Action)> {
        let begun = |binding: &&Binding| {
            binding.keys.len() > keys.len()
                && binding.keys.starts_with(keys)
                && binding.place().meets(context)
        };
        let rest = |binding: &Binding| (show_keys(&binding.keys[keys.len()..]), binding.action);
        self.bindings.iter().filter(begun).map(rest).collect()
    }

    /// The keys of an action as they are shown, in order of preference.
    pub(crate) fn keys_of(&self, action: Action) -> Vec<String> {
        self.each_of(action).collect()
    }

    /// The keys of an action that are preferred, as they are shown.
    pub(crate) fn first_of(&self, action: Action) -> Option<String> {
        self.each_of(action).next()
    }

    fn each_of(&self, action: Action) -> impl Iterator<Item = String> {
        let own = move |binding: &&Binding| binding.action == action;
        let own = self.bindings.iter().filter(own);
        own.map(|binding| show_keys(&binding.keys))
    }
}

/// The remedy for what is not a key.
const KEY_REMEDY: &str = "write a key such as \"q\", \"Ctrl-r\", \"Space\" or \"g g\"";

impl Binding {
    /// Where the keys are heard: characters are text where text is typed.
    fn place(&self) -> Where {
        let place = self.action.entry().place;
        if self.keys.iter().any(|key| key.types()) {
            place.without_typing()
        } else {
            place
        }
    }
}

/// True for keys that an action would never hear, since they are text wherever it works.
fn typed_only(entry: &Entry, keys: &[Key]) -> bool {
    keys.iter().any(|key| key.types()) && Where::TYPING.holds(entry.place)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn patch(text: &str) -> Result<Keymap, String> {
        Keymap::built_in()
            .patched("keymap.toml", text)
            .map_err(|problems| problems.to_string())
    }

    #[test]
    fn the_table_has_no_conflicts_and_its_keys_are_keys() {
        let keymap = Keymap::built_in();
        assert_eq!(keymap.conflicts(), []);
        let keys = TABLE.iter().map(|entry| entry.keys.len()).sum::<usize>();
        assert_eq!(keymap.bindings.len(), keys);
        for entry in TABLE {
            for keys in entry.keys {
                assert!(
                    !typed_only(entry, &parse_keys(keys).unwrap()),
                    "{}",
                    entry.name
                );
            }
        }
    }

    #[test]
    fn the_users_keys_take_the_place_of_the_built_in_ones() {
        let keymap = patch("[keys]\nquit = [\"Q\", \"g q\"]\nundo = \"U\"\n").unwrap();
        assert_eq!(keymap.keys_of(Action::Quit), ["Q", "gq"]);
        let meaning =
            |keys: &str| keymap.meaning(&parse_keys(keys).unwrap(), Where::TOPICS, |_| true);
        assert_eq!(meaning("U"), Meaning::Act(Action::Undo));
        assert_eq!(meaning("u"), Meaning::Nothing);
        assert_eq!(meaning("g"), Meaning::Begun);
        assert_eq!(meaning("g q"), Meaning::Act(Action::Quit));
    }

    #[test]
    fn mistakes_are_named_with_their_lines() {
        let message =
            patch("[keys]\nquitt = \"Q\"\nundo = [\"Hyper-x\", 7]\nkeep = \"k\"\nkeep-off-record = \"Ctrl-x o\"\n")
                .unwrap_err();
        let lines: Vec<&str> = message.lines().collect();
        assert_eq!(lines.len(), 5, "{message}");
        assert!(
            lines[0]
                .starts_with("keymap.toml:2:1: unknown action \"quitt\"; did you mean \"quit\"?")
        );
        assert!(lines[1].starts_with("keymap.toml:3:9: \"Hyper-x\" is not a key"));
        assert!(lines[2].starts_with("keymap.toml:3:20: a whole number is not a key"));
        assert!(
            lines[3].contains("would be text, not a command"),
            "{message}"
        );
        assert!(
            lines[4].contains("keymap.toml:5") && lines[4].contains("\"Ctrl-x o\" would be text"),
            "{message}"
        );
    }

    #[test]
    fn a_conflict_is_reported_at_the_line_that_makes_it() {
        let message = patch("[keys]\nundo = \"d\"\n").unwrap_err();
        assert!(
            message.starts_with("keymap.toml:2:8: d means undo here and delete there"),
            "{message}"
        );
        assert!(
            patch("[keys]\nquit = \"g\"\n")
                .unwrap_err()
                .contains("g means quit")
        );
        assert!(
            patch("[keys]\nundo = \"d\"\ndelete = \"D\"\nsince = \"D\"\nremove-link = \"D\"\n")
                .is_ok()
        );
    }
}
