//! Floor 5: what a project or an office has settled about the rules.

pub mod edit;
mod ignore;
mod profile;

pub use ignore::{IgnoreError, IgnoreList, Ignored};
pub use profile::{Profile, ProfileError};
