//! What is generated from the action table: the keymap file and the reference of all keys.

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use crate::tui::action::TABLE;
    use crate::tui::context::Where;
    use crate::tui::key::{parse_keys, show_keys};
    use crate::tui::keymap::{BUILT_IN, Keymap};

    /// The keymap as a file to copy and change.
    fn keymap_toml() -> String {
        let mut text = String::from(
            "# Keys of the terminal program. Copy a line into keymap.toml in the configuration folder and change it there.\n\
             # Blanks stand between the keys of a sequence; an empty list takes the keys away.\n\n[keys]\n",
        );
        let mut group = "";
        for entry in TABLE {
            if entry.group != group {
                group = entry.group;
                let _ = writeln!(text, "\n# {group}");
            }
            let keys: Vec<String> = entry.keys.iter().map(|key| format!("{key:?}")).collect();
            let _ = writeln!(
                text,
                "{} = [{}] # {}",
                entry.name,
                keys.join(", "),
                entry.help
            );
        }
        text
    }

    fn places(place: Where) -> String {
        if place == Where::ALL {
            return "everywhere".to_owned();
        }
        let single = Where::NAMES.iter().filter(|(one, _)| place.meets(*one));
        single.map(|(_, name)| *name).collect::<Vec<_>>().join(", ")
    }

    /// The reference of all keys.
    fn keys_md() -> String {
        let mut text = String::from(
            "# Keys\n\nMade from the program's table of actions. `?` in the program lists the keys that work where you are; \
             `:` finds a command by its name.\n\nIn text fields only Enter, Esc, Tab, arrows and keys with Ctrl are commands; \
             beside the ones below, Left, Right, Home, End, Backspace, Delete, Ctrl-a, Ctrl-e, Ctrl-w, Ctrl-u, Ctrl-k and Ctrl-d edit the line.\n\n\
             To change keys, put `keymap.toml` into the configuration folder, with a table `[keys]` of action names and keys:\n\n\
             ```toml\n[keys]\nquit = [\"Q\"]\nundo = [\"u\", \"Ctrl-u\"]\n```\n\n\
             An unknown action or two actions on the same keys in the same place are an error with its line; the program then starts with the keys below and says so.\n",
        );
        let mut group = "";
        for entry in TABLE {
            if entry.group != group {
                group = entry.group;
                let _ = write!(
                    text,
                    "\n## {group}\n\n| keys | does | action | works in |\n| --- | --- | --- | --- |\n"
                );
            }
            let keys: Vec<String> = entry
                .keys
                .iter()
                .filter_map(|keys| parse_keys(keys))
                .map(|keys| format!("`{}`", show_keys(&keys)))
                .collect();
            let keys = if keys.is_empty() {
                "–".to_owned()
            } else {
                keys.join(" ")
            };
            let _ = writeln!(
                text,
                "| {keys} | {} | `{}` | {} |",
                entry.help,
                entry.name,
                places(entry.place)
            );
        }
        text
    }

    /// Compares a generated text with its file; `UPDATE_GOLDEN=1` writes the file.
    fn golden(file: &str, text: &str) {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        if std::env::var_os("UPDATE_GOLDEN").is_some_and(|value| value == "1") {
            std::fs::write(&path, text).unwrap();
        }
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            stored == text,
            "{file} is stale: run the tests once with UPDATE_GOLDEN=1"
        );
    }

    #[test]
    fn the_keymap_file_and_the_reference_are_those_of_the_table() {
        golden("src/tui/keymap.toml", &keymap_toml());
        golden("docs/keys.md", &keys_md());
    }

    #[test]
    fn the_keymap_file_says_what_the_table_says() {
        let read = Keymap::built_in().patched("keymap.toml", BUILT_IN).unwrap();
        for entry in TABLE {
            assert_eq!(
                read.keys_of(entry.action),
                Keymap::built_in().keys_of(entry.action)
            );
        }
    }
}
