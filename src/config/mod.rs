//! Floor 5: settings of a project or an organisation, as data.
//!
//! A settings file becomes a [`Layer`] by the table of [`keys`]; layers on top of each other are [`Settings`]; those
//! become a [`crate::linter::Selection`] for a file once the rules are known. Nothing here reads files: `project` does.

pub mod baseline;
pub mod edit;
mod effective;
mod hint;
mod ignore;
pub mod keys;
mod layer;
pub mod node;
mod profile;
mod schema;
mod template;

pub use effective::{Effective, Settings};
pub use ignore::{IgnoreList, Ignored};
pub use layer::{Layer, Origin, Override, RuleLine, Said, Value};
pub use profile::Profile;
pub use schema::schema;
pub use template::{house_style_page, settings_page, template};
