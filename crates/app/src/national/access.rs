use ocop_domain::account::Facts;

/// What lies in a province.
pub(super) fn of_province(code: &str) -> Facts {
    Facts { province: Some(code.to_owned()), submitted: true, ..Facts::default() }
}

/// The ministry's own.
pub(super) fn of_nation() -> Facts {
    Facts { national: true, submitted: true, ..Facts::default() }
}
