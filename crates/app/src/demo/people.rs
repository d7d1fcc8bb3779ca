//! The demo's cast. Every name is plainly invented.

use ocop_domain::account::Role;

pub struct Person {
    pub email: &'static str,
    pub name: &'static str,
    pub role: Role,
    /// Where the post reaches: `nation`, `province` or `commune` of the demo, or its producer.
    pub reach: Reach,
    /// The person's part in the council, if there is one: (department, duty).
    pub council: Option<(&'static str, &'static str)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Nation,
    Province,
    Commune,
    Producer,
}

const fn person(email: &'static str, name: &'static str, role: Role, reach: Reach) -> Person {
    Person { email, name, role, reach, council: None }
}

const fn member(
    email: &'static str,
    name: &'static str,
    department: &'static str,
    duty: &'static str,
) -> Person {
    Person {
        email,
        name,
        role: Role::CouncilMember,
        reach: Reach::Province,
        council: Some((department, duty)),
    }
}

pub const CAST: &[Person] = &[
    person("chuthe@demo.example", "Nguyễn Thị Mẫu (chủ thể)", Role::Producer, Reach::Producer),
    person("xa@demo.example", "Trần Văn Thử (cán bộ phường)", Role::WardOfficer, Reach::Commune),
    member(
        "hoidong1@demo.example",
        "Lê Minh Họa (Chủ tịch Hội đồng)",
        "Lãnh đạo Ủy ban nhân dân Thành phố",
        "chair",
    ),
    member("hoidong2@demo.example", "Phạm Thị Ví Dụ (Thư ký)", "Sở Nông nghiệp và Môi trường", "secretary"),
    member("hoidong3@demo.example", "Hoàng Văn Giả Định", "Sở Công Thương", "member"),
    member("hoidong4@demo.example", "Võ Thị Minh Chứng", "Sở Y tế", "member"),
    person("vanphong@demo.example", "Đặng Văn Mẫu (văn phòng OCOP)", Role::ProvinceOffice, Reach::Province),
    person("tuvan@demo.example", "Bùi Thị Tham Khảo (Tổ tư vấn)", Role::AdvisoryMember, Reach::Province),
    person("lanhdao@demo.example", "Đỗ Văn Mẫu (lãnh đạo)", Role::Leader, Reach::Province),
    person("bo@demo.example", "Ngô Thị Ví Dụ (cơ quan của Bộ)", Role::MinistryOffice, Reach::Nation),
    person("lanhdaobo@demo.example", "Cao Văn Minh Họa (lãnh đạo Bộ)", Role::Leader, Reach::Nation),
    person(
        "trunguong1@demo.example",
        "Mai Văn Mẫu (Hội đồng trung ương)",
        Role::CouncilMember,
        Reach::Nation,
    ),
    person("trunguong2@demo.example", "Tạ Thị Thử (Hội đồng trung ương)", Role::CouncilMember, Reach::Nation),
    person(
        "trunguong3@demo.example",
        "Hà Văn Ví Dụ (Hội đồng trung ương)",
        Role::CouncilMember,
        Reach::Nation,
    ),
    person("kiemtra@demo.example", "Dương Văn Đối Chiếu", Role::Auditor, Reach::Nation),
    person("quantri@demo.example", "Lý Thị Cài Đặt", Role::Administrator, Reach::Nation),
];
