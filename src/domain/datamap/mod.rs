//! The data map: which systems hold data about people, how a person is recognised there, and what is tied to what.
//!
//! A map is YAML, a superset of the fideslang dataset format; [`DataMap::parse`] reads it, [`check()`] says what is unsound
//! in it, and [`plan()`] turns it and a person's identities into the steps that a gathering takes. The language is
//! documented in `docs/DATAMAP.md`.

mod check;
mod fides;
mod identity;
mod language;
mod map;
mod order;
mod orient;
mod parse;
mod picture;
mod plan;
mod remark;
mod route;
mod rules;
mod text;
mod touched;
mod turns;

pub use check::check;
pub use fides::{Direction, FidesMeta, Masking, MaskingSettings, Namespace, Reference};
pub use identity::{Comparison, Identities, Test, canonical, fold};
pub use language::{LANGUAGE, Term};
pub use map::{Collection, CollectionExtras, DataMap, Field, FieldExtras, System, SystemExtras};
pub use parse::MapError;
pub use picture::{NODE_HEIGHT, NODE_WIDTH, Picture, PictureNode, PictureTie, picture};
pub use plan::{CollectionPlan, Edge, Level, Mention, MentionTerm, Narrow, Place, Plan, Seed, SystemPlan, plan};
pub use remark::{Concern, Gravity, Remark};
pub use route::{Hop, route};
pub use rules::{
    Columns, Condition, Erasure, ErasureAction, FindRule, LinkErasure, LinkRule, Lookup, ManualTask, MentionRule,
    Person, Restriction, Retention, Scalar,
};
pub use text::{contains, hint_of, needle_of};
pub use touched::touched;
pub use turns::{Turn, turns};
