//! Colours by role, and the symbols that stand beside every colour.

use ratatui::style::{Color, Modifier, Style};

use super::palette::{Palette, Palettes, Tone};

/// What a piece of the screen is for; the theme decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// What the room said.
    Text,
    /// Headings and what is being talked about.
    Strong,
    /// What is not being talked about: labels, times, hints.
    Quiet,
    /// Lines between parts.
    Line,
    /// The one accent: where we are, keys.
    Accent,
    /// The one warning: over time, missing, not saved.
    Warning,
    /// What is done.
    Done,
    /// The background of the selected row.
    Selected,
    /// The background of a field that is being typed in.
    Field,
}

/// The themes that come with the program.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum ThemeName {
    /// Light on dark.
    #[default]
    Dark,
    /// Dark on light, for projectors.
    Light,
    /// Bold and plain colours only.
    HighContrast,
    /// No colours.
    Mono,
}

impl ThemeName {
    /// All of them.
    pub(crate) const ALL: [Self; 4] = [Self::Dark, Self::Light, Self::HighContrast, Self::Mono];

    /// The word in the configuration.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Dark => "dark",
            Self::Light => "light",
            Self::HighContrast => "high-contrast",
            Self::Mono => "mono",
        }
    }

    /// The theme of this name.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|name| name.word() == word)
    }

    /// The theme after this one.
    pub(crate) const fn next(self) -> Self {
        match self {
            Self::Dark => Self::Light,
            Self::Light => Self::HighContrast,
            Self::HighContrast => Self::Mono,
            Self::Mono => Self::Dark,
        }
    }
}

/// A theme with the symbols to go with it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    /// Which colours.
    pub(crate) name: ThemeName,
    /// Symbols beside colours.
    pub(crate) symbols: &'static Symbols,
    /// Whether the terminal knows the 256 colours; 16 otherwise.
    pub(crate) rich: bool,
    /// Colours on dark and on light.
    pub(crate) palettes: Palettes,
}

/// The characters that lines and marks are drawn with.
#[derive(Debug)]
pub(crate) struct Symbols {
    /// Done, covered.
    pub(crate) done: &'static str,
    /// Running now.
    pub(crate) now: &'static str,
    /// Paused.
    pub(crate) paused: &'static str,
    /// Locked to its time.
    pub(crate) lock: &'static str,
    /// Still missing.
    pub(crate) missing: &'static str,
    /// The selected row.
    pub(crate) cursor: &'static str,
    /// A line across.
    pub(crate) across: &'static str,
    /// A line down.
    pub(crate) down: &'static str,
    /// Under the tab in front.
    pub(crate) under: &'static str,
    /// In place of what is cut off.
    pub(crate) ellipsis: &'static str,
    /// Between things on one line.
    pub(crate) dot: &'static str,
    /// Falls short of a must-have.
    pub(crate) fails: &'static str,
    /// Nothing there.
    pub(crate) none: &'static str,
    /// High is good, high is bad.
    pub(crate) up_down: [&'static str; 2],
    /// Of a bar.
    pub(crate) bar: &'static str,
    /// Of a bar that moves the end when it moves.
    pub(crate) bar_critical: &'static str,
    /// Time to spare.
    pub(crate) slack: &'static str,
    /// Where something stands now on a scale.
    pub(crate) here: &'static str,
    /// Something that takes no time.
    pub(crate) milestone: &'static str,
    /// The day by which something must be done.
    pub(crate) deadline: &'static str,
    /// Today, on a scale of days.
    pub(crate) today: &'static str,
    /// The first day on which something may begin.
    pub(crate) not_before: &'static str,
    /// Before a bar whose start another one sets.
    pub(crate) link: &'static str,
    /// Of a drawing: one that leads on and more follow, the last one, the line past what leads on, the arrow.
    pub(crate) branches: [&'static str; 4],
    /// Of a small chart: from the lowest to the highest level.
    pub(crate) levels: [&'static str; 8],
    /// What comes before, what comes after; there is more to the left, to the right.
    pub(crate) before_after: [&'static str; 2],
}

static UNICODE: Symbols = Symbols {
    done: "✓",
    now: "▶",
    paused: "‖",
    // Most monospaced fonts have no lock.
    lock: "▣",
    missing: "○",
    cursor: "▌",
    across: "─",
    down: "│",
    under: "━",
    ellipsis: "…",
    dot: "·",
    fails: "✗",
    none: "–",
    up_down: ["▲", "▼"],
    bar: "▒",
    bar_critical: "█",
    slack: "┄",
    here: "●",
    milestone: "◆",
    deadline: "┃",
    today: "┆",
    not_before: "├",
    link: "└",
    branches: ["├─ ", "└─ ", "│  ", "→ "],
    levels: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
    before_after: ["‹", "›"],
};

static ASCII: Symbols = Symbols {
    done: "v",
    now: ">",
    paused: "=",
    lock: "#",
    missing: "o",
    cursor: ">",
    across: "-",
    down: "|",
    under: "=",
    ellipsis: "~",
    dot: "-",
    fails: "x",
    none: "-",
    up_down: ["^", "v"],
    bar: "=",
    bar_critical: "#",
    slack: ".",
    here: "o",
    milestone: "*",
    deadline: "!",
    today: ":",
    not_before: "[",
    link: "`",
    branches: ["|- ", "`- ", "|  ", "> "],
    levels: ["_", ".", ",", "-", "=", "+", "*", "#"],
    before_after: ["<", ">"],
};

impl Theme {
    /// A theme; `ascii` draws lines and marks without Unicode, `rich` may use 256 colours.
    pub(crate) const fn new(name: ThemeName, ascii: bool, rich: bool) -> Self {
        let symbols = if ascii { &ASCII } else { &UNICODE };
        Self {
            name,
            symbols,
            rich,
            palettes: Palettes::BUILT_IN,
        }
    }

    /// How a role looks.
    pub(crate) fn style(&self, role: Role) -> Style {
        match self.name {
            ThemeName::Dark => self.coloured(role, &self.palettes.dark),
            ThemeName::Light => self.coloured(role, &self.palettes.light),
            ThemeName::HighContrast => contrast(role),
            ThemeName::Mono => mono(role),
        }
    }

    fn coloured(&self, role: Role, palette: &Palette) -> Style {
        let pick = |tone: Tone| if self.rich { tone.rich } else { tone.plain };
        let style = Style::new();
        match role {
            Role::Text => style,
            Role::Strong => style.add_modifier(Modifier::BOLD),
            Role::Quiet => style.fg(pick(palette.quiet)),
            Role::Line => style.fg(pick(palette.line)),
            Role::Accent => style.fg(pick(palette.accent)),
            Role::Warning => style.fg(pick(palette.warning)).add_modifier(Modifier::BOLD),
            Role::Done => style.fg(pick(palette.done)),
            Role::Selected | Role::Field if !self.rich => style.add_modifier(Modifier::REVERSED),
            Role::Selected => style.fg(pick(palette.text)).bg(pick(palette.selected)),
            Role::Field => style.fg(pick(palette.text)).bg(pick(palette.field)),
        }
    }
}

/// White on black, nothing faint; the accent and the warning keep apart by underline and reverse.
const fn contrast(role: Role) -> Style {
    let style = Style::new().fg(Color::White).bg(Color::Black);
    match role {
        Role::Text | Role::Quiet | Role::Line | Role::Done => style,
        Role::Strong => style.add_modifier(Modifier::BOLD),
        Role::Accent => style.fg(Color::LightCyan).add_modifier(Modifier::BOLD),
        Role::Warning => style.fg(Color::LightYellow).add_modifier(Modifier::BOLD),
        // Whatever is written on it keeps its own colour, the other way round.
        Role::Selected => style.add_modifier(Modifier::REVERSED),
        Role::Field => style.add_modifier(Modifier::UNDERLINED),
    }
}

const fn mono(role: Role) -> Style {
    let style = Style::new();
    match role {
        Role::Text => style,
        Role::Strong | Role::Accent => style.add_modifier(Modifier::BOLD),
        Role::Quiet | Role::Line | Role::Done => style.add_modifier(Modifier::DIM),
        Role::Warning => style.add_modifier(Modifier::BOLD.union(Modifier::UNDERLINED)),
        Role::Selected => style.add_modifier(Modifier::REVERSED),
        Role::Field => style.add_modifier(Modifier::UNDERLINED),
    }
}
