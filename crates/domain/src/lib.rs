pub mod criteria;
pub mod points;
pub mod stars;
