//! A small world to act in: two provinces, three communes, a clock that is moved by hand, an actor for each role.

use jiff::civil::{Date, date};
use ocop_app::clock::SetClock;
use ocop_app::ids::RandomIds;
use ocop_app::{Config, Cx, Lang};
use ocop_domain::account::{Actor, Post, Role, Scope};
use ocop_store::{Store, args, testing};
use std::sync::Arc;
use tempfile::TempDir;

pub const HCMC: &str = "79";
pub const XOM_CHIEU: &str = "c27259@2025-07-01";
pub const XOM_CHIEU_CODE: &str = "27259";
pub const KHANH_HOI: &str = "c27265@2025-07-01";
pub const KHANH_HOI_CODE: &str = "27265";
pub const LAM_DONG: &str = "68";
pub const PHAN_THIET: &str = "c22945@2025-07-01";
pub const PHAN_THIET_CODE: &str = "22945";

pub struct World {
    pub cx: Cx,
    pub clock: Arc<SetClock>,
    pub engine: &'static str,
    /// Where the database is, for a second node on it.
    pub url: String,
    _dir: TempDir,
}

/// Runs a test on every engine at hand. Monday 5/10/2026, 9 o'clock, is the present.
pub async fn on_each_engine(test: impl AsyncFn(World)) {
    test(world(None).await).await;
    #[expect(clippy::disallowed_methods, reason = "the test run says where its PostgreSQL is")]
    if let Ok(server) = std::env::var("OCOP_TEST_POSTGRES") {
        test(world(Some(&server)).await).await;
    }
}

async fn world(postgres: Option<&str>) -> World {
    let dir = TempDir::new().unwrap();
    let (engine, url) = match postgres {
        None => ("sqlite", testing::migrated_sqlite(&dir.path().join("ocop.db")).await.unwrap()),
        Some(server) => {
            let name = format!("ocop_{}", uuid::Uuid::new_v7(uuid::Timestamp::now(uuid::NoContext)).simple());
            ("postgres", testing::migrated_postgres(server, &name).await.unwrap())
        }
    };
    let store = Store::open(&url, dir.path().join("files").to_str().unwrap()).await.unwrap();
    let clock = Arc::new(SetClock::at(date(2026, 10, 5), 9));
    let config = Config { mail: ocop_app::MailTo::Directory(dir.path().join("mail")), ..Config::default() };
    let cx = Cx {
        store,
        clock: clock.clone(),
        ids: Arc::new(RandomIds),
        actor: Actor::System,
        lang: Lang::Vi,
        config: Arc::new(config),
        sending: None,
        from: None,
    };
    let w = World { cx, clock, engine, url, _dir: dir };
    w.area(HCMC, "province", "Thành phố Hồ Chí Minh", "thanh_pho", HCMC).await;
    w.area(LAM_DONG, "province", "Tỉnh Lâm Đồng", "tinh", LAM_DONG).await;
    w.area(XOM_CHIEU_CODE, "commune", "Phường Xóm Chiếu", "phuong", HCMC).await;
    w.area(KHANH_HOI_CODE, "commune", "Phường Khánh Hội", "phuong", HCMC).await;
    w.area(PHAN_THIET_CODE, "commune", "Phường Phan Thiết", "phuong", LAM_DONG).await;
    w
}

impl World {
    async fn area(&self, code: &str, level: &str, full_name: &str, kind: &str, province: &str) {
        let id = format!("{}{code}@2025-07-01", &level[..1]);
        let name = full_name.split_once(' ').unwrap().1;
        self.cx
            .db()
            .exec(
                "INSERT INTO area (id, level, code, name, full_name, kind, province_code, valid_from, folded) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, '2025-07-01', $8)",
                args![id, level, code, name, full_name, kind, province, ocop_domain::text::fold(full_name)],
            )
            .await
            .unwrap();
    }

    /// Where a file of the store lies on the disk.
    pub fn path_of_file(&self, hash: &str) -> std::path::PathBuf {
        let mut at = vec![self._dir.path().join("files")];
        while let Some(dir) = at.pop() {
            for entry in std::fs::read_dir(dir).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    at.push(path);
                } else if path.to_string_lossy().ends_with(hash) {
                    return path;
                }
            }
        }
        panic!("{hash} lies nowhere")
    }

    /// A path beside the data.
    pub fn beside(&self, name: &str) -> std::path::PathBuf {
        self._dir.path().join(name)
    }

    /// Takes the sample areas away, for tests that load the real ones.
    pub async fn without_areas(&self) {
        self.cx.db().exec("DELETE FROM area", vec![]).await.unwrap();
    }

    /// The same world seen by a person holding one post since 2025. `account` is any id.
    pub fn as_role(&self, account: &str, role: Role, scope: Scope) -> Cx {
        let post = Post { role, scope, from: date(2025, 7, 1), until: None };
        self.cx.as_actor(Actor::Person { account: account.into(), posts: vec![post] })
    }

    pub fn ward_officer(&self) -> Cx {
        let scope = Scope::Commune { province: HCMC.into(), commune: XOM_CHIEU_CODE.into() };
        self.as_role("ward-officer", Role::WardOfficer, scope)
    }

    pub fn province_office(&self) -> Cx {
        self.as_role("province-office", Role::ProvinceOffice, Scope::Province(HCMC.into()))
    }

    pub fn leader(&self) -> Cx {
        self.as_role("leader", Role::Leader, Scope::Province(HCMC.into()))
    }

    pub fn producer(&self, producer_id: &str) -> Cx {
        self.as_role("producer-user", Role::Producer, Scope::Producer(producer_id.into()))
    }

    pub fn public(&self) -> Cx {
        self.cx.as_actor(Actor::Public)
    }

    /// Where the stored files lie, for tests that damage them.
    pub fn files_dir(&self) -> std::path::PathBuf {
        self._dir.path().join("files")
    }

    /// Moves the clock to 9 o'clock of a day.
    pub fn on(&self, day: Date) {
        self.clock.set(day, 9);
    }
}

/// The journal is whole, and every row it keeps stands as it last said.
pub async fn whole(cx: &Cx) {
    let mut breaks = ocop_store::journal::verify(cx.db()).await.unwrap().breaks;
    ocop_store::journal::rows::prove(cx.db(), &mut breaks).await.unwrap();
    assert_eq!(breaks, Vec::<String>::new());
}
