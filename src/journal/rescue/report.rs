//! What a recovery came to, in numbers and in words.

use std::fmt::{self, Write as _};
use std::fs::{File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};

use super::super::spool::only_for_me;
use super::links::Fate;

/// What was taken out of a damaged workshop file, and what is missing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Recovery {
    /// How many entries the journal had, as far as that can be told.
    pub total: u64,
    /// Entries that are as they were written.
    pub sound: u64,
    /// Entries of which one bit was flipped back; their hashes prove them.
    pub mended: Vec<u64>,
    /// Entries that can be read, but that no hash proves; they are in the new file.
    pub doubtful: Vec<u64>,
    /// Lost entries that were done again by what the tables for other programs say of them.
    pub restored: Vec<Told>,
    /// Lost entries of which those tables name the first change alone, which was done again.
    pub in_part: Vec<Told>,
    /// Records that were put back from those tables, though no entry tells any more how they came to be.
    pub adopted: Vec<Told>,
    /// Lost entries, the restored ones among them.
    pub gaps: Vec<Gap>,
    /// What could be read and does not apply any more.
    pub left_out: Vec<Told>,
    /// The playbook that stands in for that of the workshop, when its first entry is lost.
    pub base: Option<String>,
    /// Pages that the file has, and that it says it should have, when it is cut short.
    pub cut_short: Option<(usize, usize)>,
    /// Entries that the second place held and that are in the new file.
    pub waiting: u64,
}

/// A run of lost entries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gap {
    /// The number of the first.
    pub from: u64,
    /// The number of the last.
    pub to: u64,
    /// When the entry before them was made.
    pub after: Option<DateTime<FixedOffset>>,
    /// When the entry behind them was made.
    pub before: Option<DateTime<FixedOffset>>,
    /// What some of them did, by their numbers.
    pub known: Vec<(u64, String)>,
}

/// An entry of which something is to be said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its number; 0 when it was never in the file.
    pub seq: u64,
    /// When it was made.
    pub at: Option<DateTime<FixedOffset>>,
    /// By whom.
    pub by: String,
    /// What it did and said.
    pub what: String,
    /// Why it is not done again.
    pub why: String,
}

impl Recovery {
    pub(super) fn count(&mut self, seq: u64, fate: &Fate) {
        match fate {
            Fate::Sound(_) => self.sound += 1,
            Fate::Mended(_) => self.mended.push(seq),
            Fate::Doubtful(_) => self.doubtful.push(seq),
            Fate::Lost => {}
        }
    }

    /// How many entries are lost and not restored, or only in part.
    #[must_use]
    pub fn missing(&self) -> u64 {
        let lost: u64 = self.gaps.iter().map(|gap| gap.to - gap.from + 1).sum();
        lost.saturating_sub(self.restored.len() as u64)
    }

    /// True when the new journal holds every entry, each proved by its hash.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.gaps.is_empty()
            && self.doubtful.is_empty()
            && self.left_out.is_empty()
            && self.base.is_none()
    }

    /// How many entries there were; of a file that is cut short that is the least.
    fn all(&self) -> String {
        entries_in_all(self.total, self.cut_short.is_some())
    }

    /// Writes what is missing beside the new file, under a name that is free; gives that name.
    pub fn list(&self, new: &Path) -> io::Result<PathBuf> {
        let names = (1_u32..).map(|number| match number {
            1 => new.with_extension("missing.txt"),
            number => new.with_extension(format!("missing-{number}.txt")),
        });
        let free = names.into_iter().find(|name| !name.exists());
        let name = free.unwrap_or_default();
        let mut file = private_file(&name)?;
        write!(file, "{}: {self}", new.display())?;
        file.sync_all()?;
        Ok(name)
    }

    /// All of it in one sentence, for a line of a screen.
    #[must_use]
    pub fn sentence(&self) -> String {
        let taken = self.total - self.missing();
        let mut said = format!("recovered {taken} of {}", self.all());
        if !self.restored.is_empty() {
            let _ = write!(said, ", {} of them from tables beside", self.restored.len());
        }
        if !self.in_part.is_empty() {
            let _ = write!(said, ", {} more in part", self.in_part.len());
        }
        if !self.doubtful.is_empty() {
            let _ = write!(said, ", {} doubtful", self.doubtful.len());
        }
        if !self.left_out.is_empty() {
            let _ = write!(said, "; {} left out", self.left_out.len());
        }
        if self.base.is_some() {
            said.push_str("; the playbook is a built-in one");
        }
        said
    }

    fn counts(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(out, "{} were in this workshop:", self.all())?;
        let counts = [
            (self.sound, "taken as they were written"),
            (
                self.mended.len() as u64,
                "mended: one bit was flipped back, and the hash proves it",
            ),
            (
                self.restored.len() as u64,
                "restored from the tables for other programs",
            ),
            (
                self.doubtful.len() as u64,
                "doubtful: taken, but the hash they hang on is lost or does not match",
            ),
            (self.missing(), "missing"),
            (
                self.in_part.len() as u64,
                "of the missing restored in part: only the first of their changes",
            ),
            (
                self.waiting,
                "more from the second place, which this file had refused",
            ),
        ];
        for (count, what) in counts.into_iter().filter(|(count, _)| *count > 0) {
            writeln!(out, "{count:>7}  {what}")?;
        }
        Ok(())
    }

    fn lists(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (numbers, what) in [
            (&self.mended, "Mended"),
            (&self.doubtful, "Doubtful: read them again"),
        ] {
            if !numbers.is_empty() {
                let numbers: Vec<String> = numbers.iter().map(ToString::to_string).collect();
                writeln!(out, "\n{what}: entry {}.", numbers.join(", "))?;
            }
        }
        if !self.gaps.is_empty() {
            writeln!(out, "\nLost in the file")?;
        }
        for gap in &self.gaps {
            writeln!(out, "  {gap}")?;
            for (seq, what) in &gap.known {
                let mut restored = self.restored.iter().chain(&self.in_part);
                let restored = restored.find(|told| told.seq == *seq);
                match restored {
                    Some(told) => writeln!(out, "    entry {seq}, restored: {}", told.what)?,
                    None => writeln!(out, "    entry {seq}: {what}")?,
                }
            }
        }
        if !self.adopted.is_empty() {
            writeln!(
                out,
                "\nRecords put back as the tables for other programs have them"
            )?;
        }
        for told in &self.adopted {
            writeln!(out, "  {}", told.what)?;
        }
        if !self.left_out.is_empty() {
            writeln!(
                out,
                "\nRead, but it does not apply without what is lost; enter it by hand where it matters"
            )?;
        }
        self.left_out
            .iter()
            .try_for_each(|told| writeln!(out, "  {told}"))
    }
}

impl fmt::Display for Recovery {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.counts(out)?;
        if let Some(title) = &self.base {
            writeln!(
                out,
                "\nThe entry that began the workshop is lost, and with it playbook, rubric and people: \
                 the playbook \"{title}\" stands in for them. Name another with --playbook."
            )?;
        }
        if let Some((there, said)) = self.cut_short {
            writeln!(
                out,
                "\nThe file is cut short: {there} of its {said} pages are there."
            )?;
        }
        self.lists(out)
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.from == self.to {
            write!(out, "entry {}", self.from)?;
        } else {
            write!(out, "entries {} to {}", self.from, self.to)?;
        }
        match (self.after, self.before) {
            (Some(after), Some(before)) => {
                write!(out, ", made between {} and {}", time(after), time(before))
            }
            (Some(after), None) => write!(out, ", made after {}", time(after)),
            (None, Some(before)) => write!(out, ", made before {}", time(before)),
            (None, None) => Ok(()),
        }
    }
}

impl fmt::Display for Told {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.seq {
            0 => write!(out, "from the second place")?,
            seq => write!(out, "entry {seq}")?,
        }
        if let Some(at) = self.at {
            write!(out, ", {} by {}", time(at), self.by)?;
        }
        write!(out, " ({}): {}", self.why, self.what)
    }
}

/// What was said in the room is in it.
fn private_file(name: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    only_for_me(&mut options);
    options.open(name)
}

/// `1 entry`, `3 entries`.
#[must_use]
pub fn entries(count: u64) -> String {
    match count {
        1 => "1 entry".to_owned(),
        count => format!("{count} entries"),
    }
}

/// How many entries there were in all; of a file that is cut short that is the least.
#[must_use]
pub fn entries_in_all(total: u64, cut_short: bool) -> String {
    let least = if cut_short { "at least " } else { "" };
    format!("{least}{}", entries(total))
}

fn time(at: DateTime<FixedOffset>) -> String {
    at.format("%Y-%m-%d %H:%M:%S %:z").to_string()
}
