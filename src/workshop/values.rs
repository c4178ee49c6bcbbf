//! What a record says, by column.

use std::ops::Index;
use std::{fmt, slice, vec};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::value::Value;
use crate::agenda::ColumnId;

/// Values by column, in the order of the columns' ids; a column is in it once at most.
///
/// A sorted list: a record has few columns and a workshop many records, and a tree takes ten times the memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Values(Vec<(ColumnId, Value)>);

impl Values {
    /// No values.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// True when there is no value.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The value of a column.
    #[must_use]
    pub fn get(&self, column: impl AsRef<str>) -> Option<&Value> {
        let place = self.place(column.as_ref()).ok()?;
        self.0.get(place).map(|(_, value)| value)
    }

    /// Whether a column has a value.
    #[must_use]
    pub fn contains_key(&self, column: impl AsRef<str>) -> bool {
        self.place(column.as_ref()).is_ok()
    }

    /// Sets the value of a column; gives the one before.
    pub fn insert(&mut self, column: ColumnId, value: Value) -> Option<Value> {
        match self.place(column.as_str()) {
            Ok(place) => Some(std::mem::replace(&mut self.0[place].1, value)),
            Err(place) => {
                if self.0.is_empty() {
                    // Most records have one or two.
                    self.0.reserve_exact(1);
                }
                self.0.insert(place, (column, value));
                None
            }
        }
    }

    /// Blanks a column; gives the value that it had.
    pub fn remove(&mut self, column: impl AsRef<str>) -> Option<Value> {
        let place = self.place(column.as_ref()).ok()?;
        Some(self.0.remove(place).1)
    }

    /// Columns and values, in the order of the columns' ids.
    pub fn iter(&self) -> Iter<'_> {
        self.0.iter().map(pair)
    }

    /// Columns that have a value, in order.
    #[must_use]
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &ColumnId> {
        self.0.iter().map(|(column, _)| column)
    }

    /// Values in the order of their columns.
    #[must_use]
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &Value> {
        self.0.iter().map(|(_, value)| value)
    }

    /// Columns and values, to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&ColumnId, &mut Value)> {
        self.0.iter_mut().map(|(column, value)| (&*column, value))
    }

    /// Where a column is, or would have to be.
    fn place(&self, column: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(one, _)| one.as_str().cmp(column))
    }
}

/// What goes through the values of a record.
pub(super) type Iter<'v> = std::iter::Map<
    slice::Iter<'v, (ColumnId, Value)>,
    fn(&(ColumnId, Value)) -> (&ColumnId, &Value),
>;

const fn pair((column, value): &(ColumnId, Value)) -> (&ColumnId, &Value) {
    (column, value)
}

impl<'v> IntoIterator for &'v Values {
    type Item = (&'v ColumnId, &'v Value);
    type IntoIter = Iter<'v>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Values {
    type Item = (ColumnId, Value);
    type IntoIter = vec::IntoIter<(ColumnId, Value)>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl Extend<(ColumnId, Value)> for Values {
    fn extend<I: IntoIterator<Item = (ColumnId, Value)>>(&mut self, more: I) {
        for (column, value) in more {
            self.insert(column, value);
        }
    }
}

impl FromIterator<(ColumnId, Value)> for Values {
    fn from_iter<I: IntoIterator<Item = (ColumnId, Value)>>(all: I) -> Self {
        let mut values = Self::new();
        values.extend(all);
        values
    }
}

impl<const N: usize> From<[(ColumnId, Value); N]> for Values {
    fn from(all: [(ColumnId, Value); N]) -> Self {
        all.into_iter().collect()
    }
}

impl<C: AsRef<str>> Index<C> for Values {
    type Output = Value;

    #[allow(
        clippy::panic,
        reason = "an index is for columns that are known to be there"
    )]
    fn index(&self, column: C) -> &Value {
        match self.get(&column) {
            Some(value) => value,
            None => panic!("no value in the column {}", column.as_ref()),
        }
    }
}

impl Serialize for Values {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_map(self)
    }
}

impl<'de> Deserialize<'de> for Values {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_map(Reading)
    }
}

struct Reading;

impl<'de> Visitor<'de> for Reading {
    type Value = Values;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("values by column")
    }

    fn visit_map<M: MapAccess<'de>>(self, mut map: M) -> Result<Values, M::Error> {
        let mut values = Values::new();
        while let Some((column, value)) = map.next_entry()? {
            values.insert(column, value);
        }
        Ok(values)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn column() -> impl Strategy<Value = ColumnId> {
        "[a-d]".prop_map(ColumnId::new)
    }

    proptest! {
        #[test]
        fn they_are_what_a_map_would_be(
            steps in prop::collection::vec((column(), prop::option::of(0..9_i32)), 0..30)
        ) {
            let (mut values, mut map) = (Values::new(), BTreeMap::new());
            for (column, number) in steps {
                let value = number.map(|number| Value::Number(number.into()));
                let before = match value {
                    Some(value) => (values.insert(column.clone(), value.clone()), map.insert(column, value)),
                    None => (values.remove(&column), map.remove(&column)),
                };
                prop_assert_eq!(before.0, before.1);
            }
            prop_assert!(values.iter().eq(&map));
            prop_assert!(values.keys().eq(map.keys()) && values.values().eq(map.values()));
            let text = serde_json::to_string(&values).unwrap();
            prop_assert_eq!(&text, &serde_json::to_string(&map).unwrap());
            prop_assert_eq!(serde_json::from_str::<Values>(&text).unwrap(), values.clone());
            prop_assert_eq!(map.into_iter().collect::<Values>(), values);
        }
    }
}
