//! What is kept beside records and log: checkpoints, policies, notices, counts, keys, links.

use deadpool_postgres::Client;
use sha2::{Digest as _, Sha256};
use tokio_postgres::Row;

use super::super::{ApiKey, CheckpointRow, Counted, NoticeRow, PolicyRow, PublicKeyRow, Tally};
use super::columns::{bytes, length, number, number_if_any, whole};
use super::fault::Fault;
use super::statement::{Parameters, first, rows, run};

/// Keeps a checkpoint, unless another node was quicker. Gives the note that is kept if that is not this one.
pub(super) async fn put_checkpoint(
    client: &Client,
    site: &str,
    new: &CheckpointRow,
) -> Result<Option<String>, Fault> {
    let sql = "INSERT INTO checkpoints (site, size, at, note) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    if run(client, sql, &[&site, &whole(new.size), &whole(new.at), &new.note]).await? == 1 {
        return Ok(None);
    }
    let sql = "SELECT note FROM checkpoints WHERE site = $1 AND size = $2";
    first(client, sql, &[&site, &whole(new.size)], |row| {
        Ok(row.try_get("note")?)
    })
    .await
}

/// The newest checkpoint.
pub(super) async fn checkpoint(client: &Client, site: &str) -> Result<Option<CheckpointRow>, Fault> {
    let sql = "SELECT size, at, note FROM checkpoints WHERE site = $1 ORDER BY size DESC LIMIT 1";
    first(client, sql, &[&site], checkpoint_row).await
}

/// Checkpoints from a size on.
pub(super) async fn checkpoints(
    client: &Client,
    site: &str,
    from: u64,
    limit: usize,
) -> Result<Vec<CheckpointRow>, Fault> {
    let sql = "SELECT size, at, note FROM checkpoints WHERE site = $1 AND size >= $2 ORDER BY size LIMIT $3";
    rows(
        client,
        sql,
        &[&site, &whole(from), &length(limit)],
        checkpoint_row,
    )
    .await
}

fn checkpoint_row(row: &Row) -> Result<CheckpointRow, Fault> {
    Ok(CheckpointRow {
        size: number(row, "size")?,
        at: number(row, "at")?,
        note: row.try_get("note")?,
    })
}

/// Keeps a policy, and tells whether it is new.
pub(super) async fn put_policy(client: &Client, site: &str, new: &PolicyRow) -> Result<bool, Fault> {
    let sql = "INSERT INTO policies (site, digest, fingerprint, json, known_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    let digest: [u8; 32] = Sha256::digest(&new.json).into();
    let values: Parameters<'_> = &[
        &site,
        &&digest[..],
        &new.fingerprint,
        &new.json,
        &whole(new.known_at),
    ];
    Ok(run(client, sql, values).await? == 1)
}

/// All policies of a site.
pub(super) async fn policies(client: &Client, site: &str) -> Result<Vec<PolicyRow>, Fault> {
    let sql = "SELECT fingerprint, json, known_at FROM policies WHERE site = $1 ORDER BY known_at, digest";
    rows(client, sql, &[&site], |row| {
        Ok(PolicyRow {
            fingerprint: row.try_get("fingerprint")?,
            json: row.try_get("json")?,
            known_at: number(row, "known_at")?,
        })
    })
    .await
}

/// Keeps a notice, and tells whether it is new.
pub(super) async fn put_notice(client: &Client, site: &str, new: &NoticeRow) -> Result<bool, Fault> {
    let sql = "INSERT INTO notices (site, digest, language, json, known_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT DO NOTHING";
    let values: Parameters<'_> = &[&site, &new.digest, &new.language, &new.json, &whole(new.known_at)];
    Ok(run(client, sql, values).await? == 1)
}

/// A notice by its digest.
pub(super) async fn notice(client: &Client, site: &str, digest: &str) -> Result<Option<NoticeRow>, Fault> {
    let sql = "SELECT digest, language, json, known_at FROM notices WHERE site = $1 AND digest = $2";
    first(client, sql, &[&site, &digest], notice_row).await
}

/// All notices of a site.
pub(super) async fn notices(client: &Client, site: &str) -> Result<Vec<NoticeRow>, Fault> {
    let sql =
        "SELECT digest, language, json, known_at FROM notices WHERE site = $1 ORDER BY known_at, digest";
    rows(client, sql, &[&site], notice_row).await
}

fn notice_row(row: &Row) -> Result<NoticeRow, Fault> {
    Ok(NoticeRow {
        digest: row.try_get("digest")?,
        language: row.try_get("language")?,
        json: row.try_get("json")?,
        known_at: number(row, "known_at")?,
    })
}

/// Counts from day to day, both included.
pub(super) async fn tallies(client: &Client, site: &str, from: u32, to: u32) -> Result<Vec<Counted>, Fault> {
    let sql = "SELECT day, policy, language, act, regime, grants, n FROM tallies
        WHERE site = $1 AND day BETWEEN $2 AND $3 ORDER BY day, policy, language, act, regime, grants";
    let day = |day: u32| i32::try_from(day).unwrap_or(i32::MAX);
    rows(client, sql, &[&site, &day(from), &day(to)], |row| {
        Ok(Counted {
            tally: tally(row)?,
            count: number(row, "n")?,
        })
    })
    .await
}

/// What was counted, from its columns.
pub(super) fn tally(row: &Row) -> Result<Tally, Fault> {
    let day: i32 = row.try_get("day")?;
    Ok(Tally {
        day: u32::try_from(day).map_err(|_| Fault::Corrupt(format!("a day is {day}")))?,
        policy: row.try_get("policy")?,
        language: row.try_get("language")?,
        act: row.try_get("act")?,
        regime: row.try_get("regime")?,
        grants: row.try_get("grants")?,
    })
}

/// Keeps an API key. Tells whether it is kept: another may have its name.
pub(super) async fn put_api_key(client: &Client, new: &ApiKey) -> Result<bool, Fault> {
    let sql = "INSERT INTO api_keys (name, hash, site, scopes, made_at, revoked_at)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values: Parameters<'_> = &[
        &new.name,
        &&new.hash[..],
        &new.site,
        &new.scopes,
        &whole(new.made_at),
        &new.revoked_at.map(whole),
    ];
    run(client, sql, values).await?;
    let sql = "SELECT hash FROM api_keys WHERE name = $1 AND hash = $2";
    let kept = first(client, sql, &[&new.name, &&new.hash[..]], |_| Ok(())).await?;
    Ok(kept.is_some())
}

/// All API keys.
pub(super) async fn api_keys(client: &Client) -> Result<Vec<ApiKey>, Fault> {
    let sql = "SELECT name, hash, site, scopes, made_at, revoked_at FROM api_keys ORDER BY made_at, name";
    rows(client, sql, &[], |row| {
        Ok(ApiKey {
            name: row.try_get("name")?,
            hash: bytes(row, "hash")?,
            site: row.try_get("site")?,
            scopes: row.try_get("scopes")?,
            made_at: number(row, "made_at")?,
            revoked_at: number_if_any(row, "revoked_at")?,
        })
    })
    .await
}

/// Revokes a key; the first time counts. Tells whether there is one.
pub(super) async fn revoke_api_key(client: &Client, name: &str, at: u64) -> Result<bool, Fault> {
    let sql = "UPDATE api_keys SET revoked_at = coalesce(revoked_at, $2) WHERE name = $1";
    Ok(run(client, sql, &[&name, &whole(at)]).await? == 1)
}

/// Keeps a public key; one that stopped signing does not begin again.
pub(super) async fn put_public_key(client: &Client, new: &PublicKeyRow) -> Result<(), Fault> {
    let sql = "INSERT INTO public_keys (kid, public, not_before, not_after) VALUES ($1, $2, $3, $4)
        ON CONFLICT (kid) DO UPDATE SET not_after = excluded.not_after
        WHERE public_keys.not_after IS NULL AND excluded.not_after IS NOT NULL";
    let values: Parameters<'_> = &[
        &new.kid,
        &&new.public[..],
        &whole(new.not_before),
        &new.not_after.map(whole),
    ];
    run(client, sql, values).await?;
    Ok(())
}

/// All public keys.
pub(super) async fn public_keys(client: &Client) -> Result<Vec<PublicKeyRow>, Fault> {
    let sql = "SELECT kid, public, not_before, not_after FROM public_keys ORDER BY not_before, kid";
    rows(client, sql, &[], |row| {
        Ok(PublicKeyRow {
            kid: row.try_get("kid")?,
            public: bytes(row, "public")?,
            not_before: number(row, "not_before")?,
            not_after: number_if_any(row, "not_after")?,
        })
    })
    .await
}

/// Links a subject to an account's pseudonym.
pub(super) async fn put_link(client: &Client, site: &str, subject: &str, account: &str) -> Result<(), Fault> {
    let sql = "INSERT INTO links (site, subject, account) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
    run(client, sql, &[&site, &subject, &account]).await?;
    Ok(())
}

/// Subjects of an account.
pub(super) async fn linked(client: &Client, site: &str, account: &str) -> Result<Vec<String>, Fault> {
    let sql = "SELECT subject FROM links WHERE site = $1 AND account = $2 ORDER BY subject";
    rows(client, sql, &[&site, &account], |row| Ok(row.try_get("subject")?)).await
}
