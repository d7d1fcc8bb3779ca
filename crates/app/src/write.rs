//! The one way to write: a transaction that is tried again, a bounded number of times, when the database could not
//! put it in order with others. The body may run more than once, so it changes nothing outside the transaction. Before it is
//! kept, the journal says how the rows of law stand that it wrote ([`crate::Cx::keep_rows`]).

/// `write_tx!(cx, |tx| { … Ok(value) })`: the body's `Ok` commits, its `Err` rolls back.
#[macro_export]
macro_rules! write_tx {
    ($cx:expr, |$tx:ident| $body:block) => {{
        let mut attempt = 0_u32;
        loop {
            // On the heap: an act's future is up to 30 KB, and in a debug build every caller keeps a place on its stack for
            // each future it awaits.
            let act = ::std::boxed::Box::pin(async {
                let $tx = $cx.store.begin().await?;
                let value: Result<_, $crate::Error> = async { $body }.await;
                let value = value?;
                $cx.keep_rows(&$tx).await?;
                $tx.commit().await?;
                Ok(value)
            });
            let span = $crate::tracing::debug_span!("act", of = ::core::module_path!(), attempt);
            let outcome: Result<_, $crate::Error> = $crate::tracing::Instrument::instrument(act, span).await;
            match outcome {
                Err($crate::Error::Busy) if attempt < 8 => attempt += 1,
                other => break other,
            }
        }
    }};
}
