//! Which column of a list holds what: by its heading, in any order, with or without diacritics.

use super::sheet::Sheet;
use ocop_domain::text::fold;

/// What a column may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    Id,
    Name,
    Subject,
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

/// Headings by which a column is known, folded. The English ones are those of the lists in `data/products`.
const HEADINGS: &[(Field, &[&str])] = &[
    (Field::Id, &["id", "ma", "ma so", "ma san pham"]),
    (Field::Name, &["name", "ten san pham", "san pham", "ten sp", "product"]),
    (
        Field::Subject,
        &[
            "subject",
            "chu the",
            "ten chu the",
            "chu the ocop",
            "chu the san xuat",
            "producer",
            "co so san xuat",
        ],
    ),
    (Field::Category, &["category", "nganh", "nganh hang", "nganh san pham", "nhom nganh"]),
    (
        Field::Stars,
        &["stars", "sao", "so sao", "hang sao", "hang", "xep hang", "ket qua xep hang", "phan hang"],
    ),
    (Field::Decision, &["decision", "quyet dinh", "so quyet dinh", "quyet dinh cong nhan", "so qd"]),
    (
        Field::CertificateNo,
        &[
            "certificate",
            "certificate no",
            "so gcn",
            "gcn so",
            "so giay chung nhan",
            "giay chung nhan so",
            "so chung nhan",
            "so giay cn",
        ],
    ),
    (Field::Issuer, &["issuer", "co quan ban hanh", "co quan cong nhan", "co quan cap", "noi cap"]),
    (
        Field::Issued,
        &["issued", "date", "ngay", "ngay cap", "ngay quyet dinh", "ngay cong nhan", "ngay ban hanh"],
    ),
    (Field::Expires, &["expires", "ngay het han", "het han", "co gia tri den", "co hieu luc den"]),
    (Field::CertYear, &["cert year", "nam", "nam cong nhan", "nam cap"]),
    (Field::Address, &["address", "dia chi", "dia chi chu the", "dia chi san xuat"]),
    (Field::OldCommune, &["old commune", "xa cu", "xa phuong cu", "xa phuong truoc sap nhap"]),
    (Field::OldCommuneCode, &["old commune code", "ma xa cu", "ma xa phuong cu"]),
    (Field::OldDistrict, &["old district", "huyen", "huyen cu", "quan huyen cu", "quan huyen"]),
    (Field::OldProvince, &["old province", "tinh cu", "tinh thanh cu"]),
    (Field::NewCommune, &["new commune", "xa", "xa phuong", "xa phuong moi", "xa moi"]),
    (Field::NewCommuneCode, &["new commune code", "ma xa", "ma xa phuong", "ma xa moi", "ma xa phuong moi"]),
    (Field::NewProvince, &["new province", "tinh", "tinh thanh", "tinh thanh pho", "tinh moi"]),
    (Field::MapCheck, &["map check"]),
    (Field::Link, &["link"]),
    (Field::Trust, &["trust", "do tin cay"]),
    (Field::Source, &["source", "nguon", "nguon tin"]),
];

/// Title rows above the headings that are looked through at most.
const MOST_TITLE_ROWS: usize = 30;

/// One column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub index: usize,
    pub field: Option<Field>,
    pub heading: String,
}

/// Where the headings stand and what they name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// Index of the heading line in [`Sheet::lines`].
    pub line: usize,
    pub columns: Vec<Column>,
}

impl Layout {
    /// The line with the most known headings; it must name the product and two things more.
    pub fn find(sheet: &Sheet) -> Option<Layout> {
        let mut best: Option<(usize, Layout)> = None;
        for (line, cells) in sheet.lines.iter().enumerate().take(MOST_TITLE_ROWS) {
            let mut taken: Vec<Field> = Vec::new();
            let mut columns = Vec::new();
            for (index, cell) in cells.cells.iter().enumerate() {
                let heading = cell.text();
                if heading.is_empty() {
                    continue;
                }
                let field = known(&heading).filter(|f| !taken.contains(f));
                taken.extend(field);
                columns.push(Column { index, field, heading });
            }
            let enough = taken.contains(&Field::Name) && taken.len() >= 3;
            if enough && best.as_ref().is_none_or(|(n, _)| taken.len() > *n) {
                best = Some((taken.len(), Layout { line, columns }));
            }
        }
        best.map(|(_, layout)| layout)
    }

    pub fn column(&self, field: Field) -> Option<&Column> {
        self.columns.iter().find(|c| c.field == Some(field))
    }
}

fn known(heading: &str) -> Option<Field> {
    let folded = fold(heading);
    HEADINGS.iter().find(|(_, names)| names.contains(&folded.as_str())).map(|(field, _)| *field)
}
