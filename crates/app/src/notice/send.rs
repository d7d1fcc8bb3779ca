use super::data::Data;
use super::texts::{Reader, about, lacking, words};
use crate::{Cx, Error, mail};
use ocop_domain::lang::Lang;
use ocop_domain::notice::NoticeKind;
use ocop_store::Db;
use ocop_store::notice::{self as store, NewNotice, Recipient};

/// One thing to tell. `key` names the occasion: the same is told to the same person once.
pub(crate) struct Notice {
    pub kind: NoticeKind,
    pub key: String,
    pub data: Data,
    /// Page that shows it.
    pub href: String,
}

/// Tells all who may act for the producer; where the producer has no account, the commune is to call.
pub(crate) async fn to_producer(cx: &Cx, tx: &Db, producer_id: &str, n: &Notice) -> Result<(), Error> {
    let people = store::of_producer(tx, producer_id, n.kind.as_str(), &cx.today().to_string()).await?;
    tell(cx, tx, Reader::Producer, &people, n).await?;
    if people.is_empty() {
        write(cx, tx, None, Some(producer_id), n).await?;
    }
    Ok(())
}

/// Puts a call to the producer on the commune's list, whether or not the producer has an account.
pub(crate) async fn to_call_list(cx: &Cx, tx: &Db, producer_id: &str, n: &Notice) -> Result<(), Error> {
    check(Reader::Calls, n)?;
    write(cx, tx, None, Some(producer_id), n).await?;
    Ok(())
}

/// Tells the officers of a commune.
pub(crate) async fn to_commune(cx: &Cx, tx: &Db, commune_id: &str, n: &Notice) -> Result<(), Error> {
    let people = store::of_commune(tx, commune_id, n.kind.as_str(), &cx.today().to_string()).await?;
    tell(cx, tx, Reader::Ward, &people, n).await
}

/// Tells a member of a council.
pub(crate) async fn to_member(cx: &Cx, tx: &Db, account: &str, n: &Notice) -> Result<(), Error> {
    let people = store::of_account(tx, account, n.kind.as_str(), &cx.today().to_string()).await?;
    tell(cx, tx, Reader::Member, &people, n).await
}

/// Tells office and leaders of a province.
pub(crate) async fn to_province(cx: &Cx, tx: &Db, province: &str, n: &Notice) -> Result<(), Error> {
    let people = store::of_province(tx, province, n.kind.as_str(), &cx.today().to_string()).await?;
    tell(cx, tx, Reader::Province, &people, n).await
}

/// Tells the ministry's office.
pub(crate) async fn to_ministry(cx: &Cx, tx: &Db, n: &Notice) -> Result<(), Error> {
    let people = store::of_ministry(tx, n.kind.as_str(), &cx.today().to_string()).await?;
    tell(cx, tx, Reader::Ministry, &people, n).await
}

/// Refuses a notice with a gap in its text, and one to a reader whom the file of its kind does not name.
fn check(to: Reader, n: &Notice) -> Result<(), Error> {
    let kind = n.kind.as_str();
    if let Some(place) = lacking(n.kind, &n.data) {
        return Err(Error::internal(format!("a notice {kind} does not say its {place}")));
    }
    if about(n.kind).tells(to) {
        Ok(())
    } else {
        Err(Error::internal(format!("a notice {kind} is not for {to:?}")))
    }
}

async fn tell(cx: &Cx, tx: &Db, to: Reader, people: &[Recipient], n: &Notice) -> Result<(), Error> {
    check(to, n)?;
    for person in people {
        let first = write(cx, tx, Some(&person.account_id), None, n).await?;
        if first && person.by_mail {
            let lang = Lang::parse(&person.lang).unwrap_or_default();
            let (subject, body) = letter(cx, n, lang);
            mail::queue(tx, cx, &person.email, &subject, &body).await?;
        }
    }
    Ok(())
}

async fn write(
    cx: &Cx,
    tx: &Db,
    account_id: Option<&str>,
    producer_id: Option<&str>,
    n: &Notice,
) -> Result<bool, Error> {
    let data = serde_json::to_string(&n.data).map_err(Error::internal)?;
    let new = NewNotice {
        id: &cx.id(),
        account_id,
        producer_id,
        kind: n.kind.as_str(),
        key: &n.key,
        data: &data,
        href: &n.href,
        created_at: cx.now_ms(),
    };
    Ok(store::insert(tx, &new).await?)
}

fn letter(cx: &Cx, n: &Notice, lang: Lang) -> (String, String) {
    let w = words(n.kind, &n.data, lang);
    let base = &cx.config.base_url;
    let foot = match lang {
        Lang::Vi => format!("Mở: {base}{}\n\nChọn cách nhận thông báo: {base}/notices/choices", n.href),
        Lang::En => format!("Open: {base}{}\n\nChoose how you are told: {base}/notices/choices", n.href),
    };
    (format!("OCOP: {}", w.title), format!("{}\n\n{foot}\n", w.body))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_with_a_gap_or_to_another_reader_is_refused() {
        let told = |data: Data| Notice {
            kind: NoticeKind::Recognised,
            key: "k".into(),
            data: data.text("product", "Mắm nêm").text("day", "2026-12-31").number("stars", 4),
            href: "/".into(),
        };
        let whole = told(Data::new().text("number", "1/2026"));
        assert!(check(Reader::Producer, &whole).is_ok() && check(Reader::Ward, &whole).is_ok());
        let refused = |to, n: &Notice| check(to, n).unwrap_err().to_string();
        assert!(refused(Reader::Ministry, &whole).contains("recognised is not for Ministry"));
        assert!(refused(Reader::Producer, &told(Data::new())).contains("recognised does not say its number"));
    }
}
