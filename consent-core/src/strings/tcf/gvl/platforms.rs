//! The Global CMP List: who may make TC strings.

use alloc::collections::BTreeMap;
use alloc::string::String;

use serde::Deserialize;

use super::{ListError, date, from_json};
use crate::strings::tcf::{Platform, Platforms};
use crate::time::Timestamp;

/// The list of consent management platforms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlatformList {
    last_updated: Timestamp,
    platforms: BTreeMap<u16, Platform>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenList {
    last_updated: String,
    cmps: BTreeMap<u16, WrittenPlatform>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct WrittenPlatform {
    id: u16,
    deleted_date: Option<String>,
}

impl PlatformList {
    /// Reads the list's JSON, as `cmp-list.json` has it.
    ///
    /// # Errors
    /// [`ListError`] when it is not such JSON, or has a date that is none.
    ///
    /// # Example
    /// ```
    /// use consent_core::strings::tcf::{PlatformList, Platforms};
    ///
    /// let list = PlatformList::from_json(
    ///     r#"{ "lastUpdated": "2026-11-19T16:00:00Z", "cmps": {
    ///         "2": { "id": 2, "name": "One", "isCommercial": true, "environments": ["web"] },
    ///         "136": { "id": 136, "name": "Another", "isCommercial": false, "deletedDate": "2019-08-06T00:00:00Z" }
    ///     } }"#,
    /// )?;
    /// assert!(list.platform(2).is_some_and(|it| it.deleted_at.is_none()));
    /// assert!(list.platform(136).is_some_and(|it| it.deleted_at.is_some()));
    /// assert_eq!(list.platform(3), None);
    /// # Ok::<(), consent_core::strings::tcf::ListError>(())
    /// ```
    pub fn from_json(json: &str) -> Result<Self, ListError> {
        let written: WrittenList = from_json(json)?;
        let read = |(id, platform): (u16, WrittenPlatform)| {
            if platform.id != id {
                return Err(ListError::Id(alloc::format!("{id}")));
            }
            let deleted_at = platform.deleted_date.as_deref().map(date).transpose()?;
            Ok((id, Platform { deleted_at }))
        };
        Ok(Self {
            last_updated: date(&written.last_updated)?,
            platforms: written.cmps.into_iter().map(read).collect::<Result<_, _>>()?,
        })
    }

    /// Returns when the list was made.
    #[must_use]
    pub const fn last_updated(&self) -> Timestamp {
        self.last_updated
    }
}

impl Platforms for PlatformList {
    fn platform(&self, id: u16) -> Option<Platform> {
        self.platforms.get(&id).copied()
    }
}
