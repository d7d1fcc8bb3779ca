use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::str::FromStr;

/// What a person does in the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Cơ quan tham mưu quản lý OCOP của Bộ.
    MinistryOffice,
    /// Cơ quan tham mưu quản lý OCOP cấp tỉnh.
    ProvinceOffice,
    /// Cán bộ UBND cấp xã.
    WardOfficer,
    /// Thành viên Hội đồng.
    CouncilMember,
    /// Thành viên Tổ tư vấn.
    AdvisoryMember,
    /// Chủ tịch UBND cấp tỉnh, or the person who signs in that name.
    Leader,
    /// Chủ thể OCOP.
    Producer,
    /// Reads all, changes nothing.
    Auditor,
    /// Runs the installation: accounts, settings, calendars; decides nothing of the programme.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 9] = [
        Role::MinistryOffice,
        Role::ProvinceOffice,
        Role::WardOfficer,
        Role::CouncilMember,
        Role::AdvisoryMember,
        Role::Leader,
        Role::Producer,
        Role::Auditor,
        Role::Administrator,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::MinistryOffice => "ministry_office",
            Role::ProvinceOffice => "province_office",
            Role::WardOfficer => "ward_officer",
            Role::CouncilMember => "council_member",
            Role::AdvisoryMember => "advisory_member",
            Role::Leader => "leader",
            Role::Producer => "producer",
            Role::Auditor => "auditor",
            Role::Administrator => "administrator",
        }
    }

    /// Officials prove themselves with a second factor; producers need not.
    pub fn is_official(self) -> bool {
        self != Role::Producer
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(s: &str) -> Result<Self, String> {
        Role::ALL.into_iter().find(|r| r.as_str() == s).ok_or_else(|| format!("“{s}” is not a role"))
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
