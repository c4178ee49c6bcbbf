//! What the user has set: keys and colours.

use crate::document::{Problems, plainly};
use crate::settings::{self, Settings};
use crate::tui::keymap::Keymap;
use crate::tui::palette::Palettes;
use crate::tui::theme::{Theme, ThemeName};

/// The built-in keymap with the user's changes; with mistakes in them, the built-in one and what is wrong.
pub(super) fn keymap() -> (Keymap, Option<String>) {
    let built_in = Keymap::built_in();
    let patched = patched("keymap.toml", "keys", |file, text| {
        built_in.patched(file, text)
    });
    patched.map_or_else(
        |complaint| (built_in.clone(), Some(complaint)),
        |keymap| (keymap.unwrap_or_else(|| built_in.clone()), None),
    )
}

/// The colours with the user's changes, likewise.
fn palettes() -> (Palettes, Option<String>) {
    let patched = patched("theme.toml", "colours", |file, text| {
        Palettes::BUILT_IN.patched(file, text)
    });
    match patched {
        Ok(palettes) => (palettes.unwrap_or(Palettes::BUILT_IN), None),
        Err(complaint) => (Palettes::BUILT_IN, Some(complaint)),
    }
}

/// What the user's file makes of `what`; none without a file, and an error that says what is wrong with it.
fn patched<T>(
    file: &str,
    what: &str,
    read: impl Fn(&str, &str) -> Result<T, Problems>,
) -> Result<Option<T>, String> {
    let Some(path) = settings::folder().map(|folder| folder.join(file)) else {
        return Ok(None);
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        Err(error) => {
            let path = path.display();
            return Err(plainly(&format!(
                "Built-in {what} are used: {path}: {error}"
            )));
        }
    };
    read(file, &text).map(Some).map_err(|problems| {
        let first = problems.0.first().map(ToString::to_string);
        let rest = match problems.0.len() {
            0 | 1 => String::new(),
            count => format!(" (and {} more)", count - 1),
        };
        format!(
            "Built-in {what} are used: {}{rest}",
            first.unwrap_or_default()
        )
    })
}

/// What is wrong with the theme that was set.
fn theme_complaint(settings: &Settings) -> Option<String> {
    let set = settings.theme.as_deref().filter(|set| *set != "auto")?;
    let known = ThemeName::ALL.map(ThemeName::word).join(", ");
    ThemeName::from_word(set)
        .is_none()
        .then(|| format!("config.toml: there is no theme \"{set}\": write auto, {known}"))
}

/// The theme that was set, or else the one that suits the terminal; and what is wrong with what was set.
pub(super) fn theme(settings: &Settings) -> (Theme, [Option<String>; 2]) {
    let says = |name: &str| std::env::var(name).unwrap_or_default();
    let rich = says("TERM").contains("256color")
        || matches!(says("COLORTERM").as_str(), "truecolor" | "24bit");
    let set = settings.theme.as_deref().and_then(ThemeName::from_word);
    let name = suited(&says("NO_COLOR"), set, &says("COLORFGBG"));
    let exact = matches!(says("COLORTERM").as_str(), "truecolor" | "24bit");
    let (palettes, complaint) = palettes();
    let palettes = if exact { palettes } else { palettes.in_256() };
    let theme = Theme {
        palettes,
        ..Theme::new(name, settings.ascii, rich)
    };
    (theme, [complaint, theme_complaint(settings)])
}

/// True when the colours are to suit the terminal, and asking it does no harm.
pub(super) fn may_ask_background(settings: &Settings) -> bool {
    let says = |name: &str| std::env::var(name).unwrap_or_default();
    let auto = settings.theme.as_deref().is_none_or(|set| set == "auto");
    auto && says("NO_COLOR").is_empty() && answers(&says("TERM"))
}

/// Whether a terminal of this kind answers, or at least says nothing wrong.
fn answers(term: &str) -> bool {
    !(term.is_empty() || term == "dumb" || term == "linux" || term.starts_with("screen"))
}

/// `NO_COLOR` goes before what was set, and that before what the terminal says of its background.
fn suited(no_color: &str, set: Option<ThemeName>, colours: &str) -> ThemeName {
    if !no_color.is_empty() {
        return ThemeName::Mono;
    }
    let background = colours.rsplit(';').next().unwrap_or_default();
    let light = matches!(background.parse::<u8>(), Ok(7 | 9..=15));
    set.unwrap_or(if light {
        ThemeName::Light
    } else {
        ThemeName::Dark
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_theme_suits_the_terminal_unless_it_was_set() {
        assert_eq!(suited("", None, ""), ThemeName::Dark);
        assert_eq!(suited("", None, "15;0"), ThemeName::Dark);
        assert_eq!(suited("", None, "0;default;15"), ThemeName::Light);
        assert_eq!(
            suited("", Some(ThemeName::HighContrast), "0;15"),
            ThemeName::HighContrast
        );
        assert_eq!(suited("1", Some(ThemeName::Light), ""), ThemeName::Mono);
        assert!(answers("xterm-256color") && answers("tmux-256color"));
        assert!(!answers("linux") && !answers("screen.xterm") && !answers("dumb"));
    }
}
