-- Stage 6, prove: what is kept. Only SQL that PostgreSQL, Citus, CockroachDB and YugabyteDB share: the site comes first
-- in every key, so that a site's rows can lie on one shard; no sequences, no foreign keys, no advisory locks.

CREATE TABLE records (
    site        TEXT   NOT NULL,
    id          BYTEA  NOT NULL,
    event       BYTEA  NOT NULL,
    subject     TEXT,
    string      TEXT,
    received_at BIGINT NOT NULL,
    expires_at  BIGINT,
    body        TEXT   NOT NULL,
    salt        BYTEA  NOT NULL,
    signature   BYTEA  NOT NULL,
    kid         TEXT   NOT NULL,
    PRIMARY KEY (site, id),
    UNIQUE (site, subject, string)
);
CREATE INDEX records_by_time ON records (site, received_at);

-- Accepted and durable, waiting for a place in the log.
CREATE TABLE inbox (
    site        TEXT   NOT NULL,
    id          BYTEA  NOT NULL,
    commitment  BYTEA  NOT NULL,
    received_at BIGINT NOT NULL,
    day         INT,
    policy      TEXT,
    language    TEXT,
    act         TEXT,
    regime      TEXT,
    grants      TEXT,
    PRIMARY KEY (site, id)
);
CREATE INDEX inbox_by_time ON inbox (site, received_at, id);

CREATE TABLE entries (
    site       TEXT   NOT NULL,
    seq        BIGINT NOT NULL,
    id         BYTEA  NOT NULL,
    commitment BYTEA  NOT NULL,
    PRIMARY KEY (site, seq),
    UNIQUE (site, id)
);

CREATE TABLE nodes (
    site  TEXT   NOT NULL,
    level INT    NOT NULL,
    idx   BIGINT NOT NULL,
    hash  BYTEA  NOT NULL,
    PRIMARY KEY (site, level, idx)
);

CREATE TABLE checkpoints (
    site TEXT   NOT NULL,
    size BIGINT NOT NULL,
    at   BIGINT NOT NULL,
    note TEXT   NOT NULL,
    PRIMARY KEY (site, size)
);

CREATE TABLE tallies (
    site     TEXT   NOT NULL,
    day      INT    NOT NULL,
    policy   TEXT   NOT NULL,
    language TEXT   NOT NULL,
    act      TEXT   NOT NULL,
    regime   TEXT   NOT NULL,
    grants   TEXT   NOT NULL,
    n        BIGINT NOT NULL,
    PRIMARY KEY (site, day, policy, language, act, regime, grants)
);

-- Who moves a site's inbox into its log. The fence grows with every change of hands.
CREATE TABLE leases (
    site   TEXT        NOT NULL,
    holder TEXT        NOT NULL,
    fence  BIGINT      NOT NULL,
    until  TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (site)
);

CREATE TABLE policies (
    site        TEXT   NOT NULL,
    digest      BYTEA  NOT NULL,
    fingerprint TEXT   NOT NULL,
    json        TEXT   NOT NULL,
    known_at    BIGINT NOT NULL,
    PRIMARY KEY (site, digest)
);

CREATE TABLE notices (
    site     TEXT   NOT NULL,
    digest   TEXT   NOT NULL,
    language TEXT   NOT NULL,
    json     TEXT   NOT NULL,
    known_at BIGINT NOT NULL,
    PRIMARY KEY (site, digest)
);

CREATE TABLE links (
    site    TEXT NOT NULL,
    subject TEXT NOT NULL,
    account TEXT NOT NULL,
    PRIMARY KEY (site, subject, account)
);
CREATE INDEX links_by_account ON links (site, account);

CREATE TABLE api_keys (
    hash       BYTEA  NOT NULL PRIMARY KEY,
    name       TEXT   NOT NULL UNIQUE,
    site       TEXT,
    scopes     TEXT   NOT NULL,
    made_at    BIGINT NOT NULL,
    revoked_at BIGINT
);

CREATE TABLE public_keys (
    kid        TEXT   NOT NULL PRIMARY KEY,
    public     BYTEA  NOT NULL,
    not_before BIGINT NOT NULL,
    not_after  BIGINT
);
