//! Colours of the dark and the light theme, as they come or as the user's `theme.toml` has them.

use ratatui::style::Color;

use crate::document::{Fields, Format, Problems, parse};

/// A colour where 256 are known, and where 16 are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Tone {
    /// Of the 256, or any.
    pub(crate) rich: Color,
    /// Of the 16.
    pub(crate) plain: Color,
}

impl Tone {
    const fn new(rich: u8, plain: Color) -> Self {
        Self {
            rich: Color::Indexed(rich),
            plain,
        }
    }
}

/// Colours of a theme: of the 256 and of the 16.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palette {
    /// On the backgrounds of this theme, whatever the terminal's own colours are.
    pub(crate) text: Tone,
    /// Labels, times, hints.
    pub(crate) quiet: Tone,
    /// Lines between parts.
    pub(crate) line: Tone,
    /// The one accent.
    pub(crate) accent: Tone,
    /// The one warning.
    pub(crate) warning: Tone,
    /// What is done.
    pub(crate) done: Tone,
    /// The background of the selected row.
    pub(crate) selected: Tone,
    /// The background of a field.
    pub(crate) field: Tone,
}

const DARK: Palette = Palette {
    text: Tone::new(255, Color::White),
    quiet: Tone::new(246, Color::Gray),
    line: Tone::new(240, Color::DarkGray),
    accent: Tone::new(111, Color::Cyan),
    warning: Tone::new(215, Color::Yellow),
    done: Tone::new(246, Color::Gray),
    selected: Tone::new(237, Color::Reset),
    field: Tone::new(236, Color::Reset),
};

const LIGHT: Palette = Palette {
    text: Tone::new(234, Color::Black),
    quiet: Tone::new(241, Color::DarkGray),
    line: Tone::new(249, Color::Gray),
    accent: Tone::new(25, Color::Blue),
    warning: Tone::new(130, Color::Red),
    done: Tone::new(241, Color::DarkGray),
    selected: Tone::new(254, Color::Reset),
    field: Tone::new(255, Color::Reset),
};

/// The palettes of both backgrounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Palettes {
    /// Light on dark.
    pub(crate) dark: Palette,
    /// Dark on light.
    pub(crate) light: Palette,
}

impl Palettes {
    /// Those that come with the program.
    pub(crate) const BUILT_IN: Self = Self {
        dark: DARK,
        light: LIGHT,
    };

    /// The same for a terminal of 256 colours, which would read others wrongly.
    pub(crate) fn in_256(mut self) -> Self {
        for palette in [&mut self.dark, &mut self.light] {
            for (_, tone) in palette.tones() {
                tone.rich = nearest(tone.rich, 16..256);
            }
        }
        self
    }

    /// Reads a theme file: tables `dark` and `light`, each with the colours that are to be others.
    ///
    /// Unknown names and what is no colour are problems with their lines.
    pub(crate) fn patched(self, file: &str, text: &str) -> Result<Self, Problems> {
        let (reader, root) = parse(file, text, Format::Toml)?;
        let fields = reader.fields(&root, "the theme");
        let mut palettes = self;
        for (name, palette) in [("dark", &mut palettes.dark), ("light", &mut palettes.light)] {
            if let Some(table) = fields.table(name) {
                palette.patch(&table);
                table.finish();
            }
        }
        fields.finish();
        reader.finish(palettes)
    }
}

impl Palette {
    const fn tones(&mut self) -> [(&'static str, &mut Tone); 8] {
        [
            ("text", &mut self.text),
            ("quiet", &mut self.quiet),
            ("line", &mut self.line),
            ("accent", &mut self.accent),
            ("warning", &mut self.warning),
            ("done", &mut self.done),
            ("selected", &mut self.selected),
            ("field", &mut self.field),
        ]
    }

    fn patch(&mut self, table: &Fields<'_, '_>) {
        for (name, tone) in self.tones() {
            let Some(text) = table.text(name) else {
                continue;
            };
            match text.parse() {
                Ok(colour) => {
                    *tone = Tone {
                        rich: colour,
                        plain: nearest(colour, 0..16),
                    };
                }
                Err(_) => table.report(
                    name,
                    format!("\"{text}\" is not a colour"),
                    "write a name such as \"cyan\", a number from \"0\" to \"255\", or \"#7aa2f7\"",
                ),
            }
        }
    }
}

/// The levels of red, green and blue in the cube of 216 colours.
const LEVELS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The first 16 colours, as most terminals show them.
const FIRST: [(Color, [u8; 3]); 16] = [
    (Color::Black, [0, 0, 0]),
    (Color::Red, [205, 0, 0]),
    (Color::Green, [0, 205, 0]),
    (Color::Yellow, [205, 205, 0]),
    (Color::Blue, [0, 0, 238]),
    (Color::Magenta, [205, 0, 205]),
    (Color::Cyan, [0, 205, 205]),
    (Color::Gray, [229, 229, 229]),
    (Color::DarkGray, [127, 127, 127]),
    (Color::LightRed, [255, 0, 0]),
    (Color::LightGreen, [0, 255, 0]),
    (Color::LightYellow, [255, 255, 0]),
    (Color::LightBlue, [92, 92, 255]),
    (Color::LightMagenta, [255, 0, 255]),
    (Color::LightCyan, [0, 255, 255]),
    (Color::White, [255, 255, 255]),
];

/// Red, green and blue of one of the 256 colours.
fn parts(index: u8) -> [u8; 3] {
    match index {
        0..16 => FIRST[usize::from(index)].1,
        232.. => [8 + 10 * (index - 232); 3],
        _ => {
            let place = usize::from(index - 16);
            [place / 36, place / 6 % 6, place % 6].map(|level| LEVELS[level])
        }
    }
}

/// The colour of these numbers that is nearest to a colour which a terminal may not know; any other stays.
fn nearest(colour: Color, among: std::ops::Range<u16>) -> Color {
    let wanted = match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) if !among.contains(&u16::from(index)) => parts(index),
        other => return other,
    };
    let far = |index: &u8| -> u32 {
        let parts = parts(*index).into_iter().zip(wanted);
        parts
            .map(|(one, other)| u32::from(one.abs_diff(other)).pow(2))
            .sum()
    };
    let found = (0..=u8::MAX)
        .filter(|index| among.contains(&u16::from(*index)))
        .min_by_key(far)
        .unwrap_or_default();
    FIRST
        .get(usize::from(found))
        .map_or(Color::Indexed(found), |(colour, _)| *colour)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_changes_some_colours_and_leaves_the_rest() {
        let text = "[dark]\naccent = \"#7aa2f7\"\n[light]\nwarning = \"red\"\nline = \"250\"\n";
        let read = Palettes::BUILT_IN.patched("theme.toml", text).unwrap();
        assert_eq!(read.dark.accent.rich, Color::Rgb(0x7a, 0xa2, 0xf7));
        assert_eq!(read.light.warning.plain, Color::Red);
        assert_eq!(read.light.line.rich, Color::Indexed(250));
        assert_eq!(read.light.accent, LIGHT.accent);
    }

    #[test]
    fn a_terminal_gets_only_colours_that_it_knows() {
        let text = "[dark]\naccent = \"#7aa2f7\"\nwarning = \"#fe0102\"\nline = \"250\"\n";
        let read = Palettes::BUILT_IN.patched("theme.toml", text).unwrap();
        assert_eq!(read.dark.accent.plain, Color::LightBlue);
        assert_eq!(read.dark.warning.plain, Color::LightRed);
        assert_eq!(read.dark.line.plain, Color::Gray);
        assert_eq!(read.in_256().dark.accent.rich, Color::Indexed(111));
        assert_eq!(read.in_256().dark.line.rich, Color::Indexed(250));
    }

    #[test]
    fn mistakes_are_named_with_their_lines() {
        let wrong = |text: &str| {
            let problems = Palettes::BUILT_IN.patched("theme.toml", text).unwrap_err();
            problems.to_string()
        };
        let said = wrong("[dark]\naccent = \"pinkish\"\n");
        assert!(
            said.contains("theme.toml:2") && said.contains("pinkish"),
            "{said}"
        );
        let said = wrong("[dark]\nacent = \"red\"\n");
        assert!(
            said.contains("theme.toml:2") && said.contains("accent"),
            "{said}"
        );
        assert!(wrong("[drak]\n").contains("theme.toml:1"));
    }
}
