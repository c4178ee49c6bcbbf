//! Keys: how they are named in keymaps, footers and the manual.

use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

/// A key with its modifiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Key {
    /// The key; letters carry Shift in their case, Shift-Tab is a code of its own.
    pub(crate) code: KeyCode,
    /// With Ctrl.
    pub(crate) ctrl: bool,
    /// With Alt.
    pub(crate) alt: bool,
}

/// Names of keys that type nothing.
const NAMED: [(&str, KeyCode); 15] = [
    ("Enter", KeyCode::Enter),
    ("Esc", KeyCode::Esc),
    ("Tab", KeyCode::Tab),
    ("Shift-Tab", KeyCode::BackTab),
    ("Backspace", KeyCode::Backspace),
    ("Delete", KeyCode::Delete),
    ("Insert", KeyCode::Insert),
    ("Up", KeyCode::Up),
    ("Down", KeyCode::Down),
    ("Left", KeyCode::Left),
    ("Right", KeyCode::Right),
    ("Home", KeyCode::Home),
    ("End", KeyCode::End),
    ("PgUp", KeyCode::PageUp),
    ("PgDn", KeyCode::PageDown),
];

impl Key {
    /// A key without modifiers.
    pub(crate) const fn plain(code: KeyCode) -> Self {
        Self {
            code,
            ctrl: false,
            alt: false,
        }
    }

    /// The key of a terminal event; none for a release.
    pub(crate) fn from_event(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let alt = event.modifiers.contains(KeyModifiers::ALT);
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            KeyCode::Char(c) if ctrl => KeyCode::Char(c.to_ascii_lowercase()),
            other => other,
        };
        Some(Self { code, ctrl, alt })
    }

    /// True when the key types a character into a text field.
    pub(crate) const fn types(self) -> bool {
        matches!(self.code, KeyCode::Char(_)) && !self.ctrl && !self.alt
    }

    /// Reads a name such as `q`, `Ctrl-r`, `Shift-Tab` or `Space`.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        if let Some((_, code)) = NAMED.iter().find(|(known, _)| *known == name) {
            return Some(Self::plain(*code));
        }
        if let Some(rest) = name.strip_prefix("Ctrl-") {
            let key = Self::parse(rest)?;
            let code = match key.code {
                KeyCode::Char(c) => KeyCode::Char(c.to_ascii_lowercase()),
                other => other,
            };
            return Some(Self {
                ctrl: true,
                code,
                ..key
            });
        }
        if let Some(rest) = name.strip_prefix("Alt-") {
            return Self::parse(rest).map(|key| Self { alt: true, ..key });
        }
        if name == "Space" {
            return Some(Self::plain(KeyCode::Char(' ')));
        }
        if let Some(number) = name
            .strip_prefix('F')
            .filter(|_| name.len() > 1)
            .and_then(|n| n.parse().ok())
        {
            return (1..=12)
                .contains(&number)
                .then_some(Self::plain(KeyCode::F(number)));
        }
        let mut letters = name.chars();
        match (letters.next(), letters.next()) {
            (Some(c), None) if !c.is_whitespace() && !c.is_control() => {
                Some(Self::plain(KeyCode::Char(c)))
            }
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.ctrl {
            out.write_str("Ctrl-")?;
        }
        if self.alt {
            out.write_str("Alt-")?;
        }
        match self.code {
            KeyCode::Char(' ') => out.write_str("Space"),
            KeyCode::Char(c) => write!(out, "{c}"),
            KeyCode::F(number) => write!(out, "F{number}"),
            code => {
                let name = NAMED.iter().find(|(_, known)| *known == code);
                out.write_str(name.map_or("?", |(name, _)| name))
            }
        }
    }
}

/// Reads keys with blanks between them, as in a keymap: `g g`.
pub(crate) fn parse_keys(text: &str) -> Option<Vec<Key>> {
    let keys: Option<Vec<Key>> = text.split_whitespace().map(Key::parse).collect();
    keys.filter(|keys| !keys.is_empty())
}

/// A sequence as it is shown: `gg`, `Ctrl-x s`.
pub(crate) fn show_keys(keys: &[Key]) -> String {
    let names: Vec<String> = keys.iter().map(Key::to_string).collect();
    let single = names.iter().all(|name| name.chars().count() == 1);
    names.join(if single { "" } else { " " })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_survive_parse_and_print() {
        for name in [
            "q",
            "G",
            "Ctrl-r",
            "Shift-Tab",
            "Space",
            "PgDn",
            "F5",
            "F",
            "[",
            "?",
            "Alt-x",
            "Ctrl-Space",
            "é",
        ] {
            assert_eq!(Key::parse(name).unwrap().to_string(), name);
        }
        for bad in ["", "qq", "Ctrl-", "Hyper-x", "F13", "\u{7}"] {
            assert_eq!(Key::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn sequences_are_shown_closely_when_they_are_letters() {
        assert_eq!(show_keys(&parse_keys("g g").unwrap()), "gg");
        assert_eq!(show_keys(&parse_keys("Ctrl-x s").unwrap()), "Ctrl-x s");
        assert_eq!(parse_keys("  "), None);
    }
}
