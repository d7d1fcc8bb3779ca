//! What a column of a list may hold.

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Id,
    Name,
    /// What the product, and its producer, were called before.
    FormerName,
    Subject,
    FormerSubject,
    /// The tax number of the producer, and the number of its business registration.
    TaxNumber,
    Registration,
    Category,
    Stars,
    Decision,
    CertificateNo,
    Issuer,
    Issued,
    Expires,
    CertYear,
    Address,
    OldCommune,
    OldCommuneCode,
    OldDistrict,
    OldProvince,
    NewCommune,
    NewCommuneCode,
    NewProvince,
    MapCheck,
    Link,
    Trust,
    Source,
}
