//! Fold, undo and redo as properties.
