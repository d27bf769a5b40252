//! How much of the second layer is rendered.

/// How much of the second layer is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Categories and switches; a line says that the services are on their way.
    Skeleton,
    /// All of it, with every service and cookie.
    Full,
}
