//! The user's own report templates.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;

use crate::exports::Templates;
use crate::settings;

/// The built-in templates, replaced by those of the same name in the folder `templates` of the configuration.
pub(super) fn load() -> anyhow::Result<Templates> {
    let own = settings::folder().map(|folder| folder.join("templates"));
    let overrides = own.as_deref().map(read).transpose()?.unwrap_or_default();
    Ok(Templates::with_overrides(overrides)?)
}

/// Plain files of the folder itself only: a link could lead anywhere.
fn read(folder: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Ok(found);
    };
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", folder.display()))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        let is_template = Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "jinja");
        if is_template && entry.file_type()?.is_file() {
            let path = entry.path();
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read {}", path.display()))?;
            found.insert(name, text);
        }
    }
    Ok(found)
}
