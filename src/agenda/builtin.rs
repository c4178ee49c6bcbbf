//! The playbooks and rubrics that come with the program.

/// A definition file that is part of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Definition {
    /// Its id.
    pub id: &'static str,
    /// Its name in messages.
    pub file: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The built-in playbooks.
pub const BUILTIN_PLAYBOOKS: &[Definition] = &[
    Definition {
        id: "eda-workshop",
        file: "agenda/eda-workshop.toml",
        text: include_str!("../../agenda/eda-workshop.toml"),
    },
    Definition {
        id: "streaming-coe",
        file: "agenda/streaming-coe.toml",
        text: include_str!("../../agenda/streaming-coe.toml"),
    },
];

/// The built-in rubrics.
pub const BUILTIN_RUBRICS: &[Definition] = &[
    Definition {
        id: "kafka-platforms",
        file: "scoring/kafka-platforms.toml",
        text: include_str!("../../scoring/kafka-platforms.toml"),
    },
    Definition {
        id: "coe-operating-model",
        file: "scoring/coe-operating-model.toml",
        text: include_str!("../../scoring/coe-operating-model.toml"),
    },
];
