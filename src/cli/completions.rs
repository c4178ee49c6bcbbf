//! `flipchart completions` and `flipchart man`, both made from the command line's own definition.

use std::io::Write;

use clap::CommandFactory;

use super::args::Arguments;
use super::failure::{Failure, Outcome};

/// Prints completions for a shell.
pub(super) fn shell(shell: clap_complete::Shell, out: &mut dyn Write) -> Result<Outcome, Failure> {
    // The generator panics when its writer fails, so it writes to memory.
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "flipchart", &mut text);
    out.write_all(&text)?;
    Ok(Outcome::Done)
}

/// Prints the manual page in roff.
pub(super) fn man(out: &mut dyn Write) -> Result<Outcome, Failure> {
    let command = Arguments::command();
    clap_mangen::Man::new(command.clone()).render(out)?;
    for sub in command.get_subcommands().filter(|sub| !sub.is_hide_set()) {
        let name = format!("flipchart {}", sub.get_name());
        let page = clap_mangen::Man::new(sub.clone().display_name(&name).bin_name(&name));
        page.render_synopsis_section(out)?;
        page.render_description_section(out)?;
        page.render_options_section(out)?;
    }
    Ok(Outcome::Done)
}
