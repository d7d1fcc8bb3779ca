use crate::codes;

codes! {
    /// What the register holds.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Thing ("thing of the register") {
        Producer = "producer",
        Product = "product",
    }
}
