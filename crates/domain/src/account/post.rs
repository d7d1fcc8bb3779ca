use crate::codes;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

codes! {
    /// What a person does in the programme.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Role ("role") {
        /// Cơ quan tham mưu quản lý OCOP của Bộ.
        MinistryOffice = "ministry_office",
        /// Cơ quan tham mưu quản lý OCOP cấp tỉnh.
        ProvinceOffice = "province_office",
        /// Cán bộ UBND cấp xã.
        WardOfficer = "ward_officer",
        /// Thành viên Hội đồng.
        CouncilMember = "council_member",
        /// Thành viên Tổ tư vấn.
        AdvisoryMember = "advisory_member",
        /// Chủ tịch UBND cấp tỉnh, or the person who signs in that name.
        Leader = "leader",
        /// Chủ thể OCOP.
        Producer = "producer",
        /// Reads all, changes nothing.
        Auditor = "auditor",
        /// Runs the installation: accounts, settings, calendars; decides nothing of the programme.
        Administrator = "administrator",
    }
}

impl Role {
    /// Officials prove themselves with a second factor; producers need not.
    pub fn is_official(self) -> bool {
        self != Role::Producer
    }
}

/// Where a post reaches, by the codes of the present map.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    Nation,
    Province(String),
    Commune { province: String, commune: String },
    Producer(String),
}

/// Role + reach + dates (`until` is the last day).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    pub role: Role,
    pub scope: Scope,
    pub from: Date,
    pub until: Option<Date>,
}

impl Post {
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|u| day <= u)
    }
}

/// Who asks: no person in particular, a person with the posts he holds today, or the system itself (imports, jobs).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    Public,
    Person {
        account: String,
        posts: Vec<Post>,
    },
    /// The command line and the jobs: a person who can run the binary on the database.
    System,
}

impl Actor {
    /// The account id; `public` and `system` stand in the journal for the others.
    pub fn id(&self) -> &str {
        match self {
            Actor::Public => "public",
            Actor::System => "system",
            Actor::Person { account, .. } => account,
        }
    }

    pub fn posts(&self) -> &[Post] {
        match self {
            Actor::Person { posts, .. } => posts,
            _ => &[],
        }
    }

    pub fn has_role(&self, role: Role) -> bool {
        self.posts().iter().any(|p| p.role == role)
    }

    /// The producers this person acts for.
    pub fn producers(&self) -> impl Iterator<Item = &str> {
        self.posts().iter().filter_map(|p| match &p.scope {
            Scope::Producer(id) if p.role == Role::Producer => Some(id.as_str()),
            _ => None,
        })
    }
}
