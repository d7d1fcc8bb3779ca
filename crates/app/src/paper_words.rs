//! Words that papers of several capabilities print alike.

/// The line on papers about invented things: they prove nothing.
pub(crate) const SPECIMEN: &str = "BẢN MINH HỌA – DỮ LIỆU HƯ CẤU";
