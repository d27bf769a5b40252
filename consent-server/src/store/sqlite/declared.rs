//! Policies, notices, keys, links and counts: what is kept beside the log.

use rusqlite::{Connection, OptionalExtension as _, params};
use sha2::{Digest as _, Sha256};

use super::super::{
    ApiKey, CheckpointRow, Conflict, Counted, NoticeRow, PolicyRow, PublicKeyRow, StoreError, Tally, tree,
};
use super::append::who;
use super::{rows, unsigned, whole};

pub(super) fn put_policy(
    connection: &Connection,
    site: &str,
    policy: &PolicyRow,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO policies (site, digest, fingerprint, json, known_at)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let digest: [u8; 32] = Sha256::digest(&policy.json).into();
    let new = connection.prepare_cached(sql)?.execute(params![
        site,
        digest,
        policy.fingerprint,
        policy.json,
        whole(policy.known_at)
    ])?;
    Ok(new == 1)
}

pub(super) fn policies(connection: &Connection, site: &str) -> rusqlite::Result<Vec<PolicyRow>> {
    let sql = "SELECT fingerprint, json, known_at FROM policies WHERE site = ?1 ORDER BY known_at, rowid";
    rows(connection, sql, [site], |row| {
        Ok(PolicyRow {
            fingerprint: row.get(0)?,
            json: row.get(1)?,
            known_at: unsigned(row, 2)?,
        })
    })
}

pub(super) fn put_notice(
    connection: &Connection,
    site: &str,
    notice: &NoticeRow,
) -> Result<bool, StoreError> {
    let sql = "INSERT INTO notices (site, digest, language, json, known_at)
        VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT DO NOTHING";
    let new = connection.prepare_cached(sql)?.execute(params![
        site,
        notice.digest,
        notice.language,
        notice.json,
        whole(notice.known_at)
    ])?;
    Ok(new == 1)
}

pub(super) fn notice(
    connection: &Connection,
    site: &str,
    digest: &str,
) -> rusqlite::Result<Option<NoticeRow>> {
    let sql = "SELECT digest, language, json, known_at FROM notices WHERE site = ?1 AND digest = ?2";
    connection
        .prepare_cached(sql)?
        .query_row([site, digest], notice_row)
        .optional()
}

pub(super) fn notices(connection: &Connection, site: &str) -> rusqlite::Result<Vec<NoticeRow>> {
    let sql = "SELECT digest, language, json, known_at FROM notices WHERE site = ?1 ORDER BY known_at, rowid";
    rows(connection, sql, [site], notice_row)
}

fn notice_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<NoticeRow> {
    Ok(NoticeRow {
        digest: row.get(0)?,
        language: row.get(1)?,
        json: row.get(2)?,
        known_at: unsigned(row, 3)?,
    })
}

/// Keeps a signed head. Another one of its size must say the same; else somebody has forked the log.
pub(super) fn put_checkpoint(
    connection: &Connection,
    site: &str,
    row: &CheckpointRow,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO checkpoints (site, size, at, note) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    let new =
        connection
            .prepare_cached(sql)?
            .execute(params![site, whole(row.size), whole(row.at), row.note])?;
    if new == 1 {
        return Ok(());
    }
    let sql = "SELECT note FROM checkpoints WHERE site = ?1 AND size = ?2";
    let kept: String = connection
        .prepare_cached(sql)?
        .query_row(params![site, whole(row.size)], |row| row.get(0))?;
    tree::same_head(site, row, &kept)
}

pub(super) fn tallies(
    connection: &Connection,
    site: &str,
    from: u32,
    to: u32,
) -> rusqlite::Result<Vec<Counted>> {
    let sql = "SELECT day, policy, language, act, regime, grants, n FROM tallies
        WHERE site = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day, policy, language, act, regime, grants";
    rows(connection, sql, params![site, from, to], |row| {
        let tally = Tally {
            day: row.get(0)?,
            policy: row.get(1)?,
            language: row.get(2)?,
            act: row.get(3)?,
            regime: row.get(4)?,
            grants: row.get(5)?,
        };
        Ok(Counted {
            tally,
            count: unsigned(row, 6)?,
        })
    })
}

/// Keeps a key. The same again changes nothing; another under a name that is taken is refused.
pub(super) fn put_api_key(connection: &Connection, key: &ApiKey) -> Result<(), StoreError> {
    let sql = "INSERT INTO api_keys (name, hash, site, scopes, made_at, revoked_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING";
    connection.prepare_cached(sql)?.execute(params![
        key.name,
        key.hash,
        key.site,
        key.scopes,
        whole(key.made_at),
        key.revoked_at.map(whole)
    ])?;
    let sql = "SELECT 1 FROM api_keys WHERE name = ?1 AND hash = ?2";
    if connection
        .prepare_cached(sql)?
        .exists(params![key.name, key.hash])?
    {
        Ok(())
    } else {
        Err(StoreError::Conflict {
            index: 0,
            conflict: Conflict::SameId,
        })
    }
}

pub(super) fn api_keys(connection: &Connection) -> rusqlite::Result<Vec<ApiKey>> {
    let sql = "SELECT name, hash, site, scopes, made_at, revoked_at FROM api_keys ORDER BY made_at, name";
    rows(connection, sql, [], |row| {
        Ok(ApiKey {
            name: row.get(0)?,
            hash: row.get(1)?,
            site: row.get(2)?,
            scopes: row.get(3)?,
            made_at: unsigned(row, 4)?,
            revoked_at: row.get::<_, Option<i64>>(5)?.map(|at| at.unsigned_abs()),
        })
    })
}

pub(super) fn revoke_api_key(connection: &Connection, name: &str, at: u64) -> Result<bool, StoreError> {
    let sql = "UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?2) WHERE name = ?1";
    Ok(connection
        .prepare_cached(sql)?
        .execute(params![name, whole(at)])?
        == 1)
}

/// Keeps a public key; one that stopped signing does not begin again.
pub(super) fn put_public_key(connection: &Connection, key: &PublicKeyRow) -> Result<(), StoreError> {
    let sql = "INSERT INTO public_keys (kid, public, not_before, not_after) VALUES (?1, ?2, ?3, ?4)
        ON CONFLICT (kid) DO UPDATE SET not_after = excluded.not_after
        WHERE not_after IS NULL AND excluded.not_after IS NOT NULL";
    connection.prepare_cached(sql)?.execute(params![
        key.kid,
        key.public,
        whole(key.not_before),
        key.not_after.map(whole)
    ])?;
    Ok(())
}

pub(super) fn public_keys(connection: &Connection) -> rusqlite::Result<Vec<PublicKeyRow>> {
    let sql = "SELECT kid, public, not_before, not_after FROM public_keys ORDER BY not_before, kid";
    rows(connection, sql, [], |row| {
        Ok(PublicKeyRow {
            kid: row.get(0)?,
            public: row.get(1)?,
            not_before: unsigned(row, 2)?,
            not_after: row.get::<_, Option<i64>>(3)?.map(|at| at.unsigned_abs()),
        })
    })
}

pub(super) fn put_link(
    connection: &Connection,
    site: &str,
    subject: &str,
    account: &str,
) -> Result<(), StoreError> {
    let sql =
        "INSERT INTO links (site, who, account, subject) VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    connection
        .prepare_cached(sql)?
        .execute(params![site, who(site, subject), account, subject])?;
    Ok(())
}

pub(super) fn linked(connection: &Connection, site: &str, account: &str) -> rusqlite::Result<Vec<String>> {
    let sql = "SELECT subject FROM links WHERE site = ?1 AND account = ?2 AND who IS NOT NULL ORDER BY place";
    rows(connection, sql, [site, account], |row| row.get(0))
}
