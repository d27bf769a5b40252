//! Every record against the rules of the catalogue.

use super::*;
