//! Which capabilities act upon what happens in others.

use crate::event::AfterEffect;
use crate::{council, national};

pub(crate) const ALL: &[AfterEffect] = &[council::after, national::after];
