-- The log of every site, and the records that it commits to.

-- "CSNT": tools tell the file by it.
PRAGMA application_id = 0x43534E54;

-- A place in a site's log, gapless from 0. Each has its row in `records`, where an id can be once.
CREATE TABLE entries (
    site       TEXT    NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 0),
    id         BLOB    NOT NULL CHECK (length(id) = 16),
    commitment BLOB    NOT NULL CHECK (length(commitment) = 32),
    PRIMARY KEY (site, seq)
) STRICT, WITHOUT ROWID;

-- Roots of complete subtrees of 256^level leaves.
CREATE TABLE nodes (
    site  TEXT    NOT NULL,
    level INTEGER NOT NULL CHECK (level BETWEEN 1 AND 7),
    idx   INTEGER NOT NULL CHECK (idx >= 0),
    hash  BLOB    NOT NULL CHECK (length(hash) = 32),
    PRIMARY KEY (site, level, idx)
) STRICT, WITHOUT ROWID;

-- Signed tree heads.
CREATE TABLE checkpoints (
    site TEXT    NOT NULL,
    size INTEGER NOT NULL CHECK (size >= 0),
    at   INTEGER NOT NULL,
    note TEXT    NOT NULL,
    PRIMARY KEY (site, size)
) STRICT, WITHOUT ROWID;

-- What the log commits to. A row is written once; erasing blanks it and leaves site, id
-- and seq: the id stays taken, and leads to its place.
--
-- It is blanked, not deleted, because deleting makes SQLite move neighbouring rows between pages, and what it
-- leaves behind in a page's unused space would outlive a later erasure of those neighbours. Rows that only ever
-- go in at the end and never leave are never moved. The space comes back with `VACUUM` or a snapshot.
--
-- `who` and `what` are hashes of subject and consent string, for the same reason: the pages of an index do split.
-- `what` begins with the second of the decision, so that what is decided now is filed at the end of its index.
CREATE TABLE records (
    place       INTEGER PRIMARY KEY,
    site        TEXT,
    id          BLOB CHECK (length(id) = 16),
    seq         INTEGER,
    who         BLOB CHECK (length(who) = 16),
    what        BLOB CHECK (length(what) = 16),
    event       BLOB CHECK (length(event) = 32),
    received_at INTEGER,
    expires_at  INTEGER,
    kid         TEXT,
    salt        BLOB CHECK (length(salt) = 32),
    signature   BLOB CHECK (length(signature) = 64),
    body        TEXT
) STRICT;
CREATE UNIQUE INDEX records_id ON records (site, id) WHERE id IS NOT NULL;
CREATE UNIQUE INDEX records_what ON records (site, what) WHERE what IS NOT NULL;

-- Subjects come in no order at all: in one index over all of them every record would dirty a page of its own, which
-- costs more than all the rest. So they are filed on shelves of 4096 places, of which only the last is written to.
CREATE INDEX records_who ON records (site, seq >> 12, who, seq, received_at, expires_at) WHERE who IS NOT NULL;

-- Policies and notices as they were published, for ever.
CREATE TABLE policies (
    site        TEXT    NOT NULL,
    digest      BLOB    NOT NULL CHECK (length(digest) = 32),
    fingerprint TEXT    NOT NULL,
    json        TEXT    NOT NULL,
    known_at    INTEGER NOT NULL,
    UNIQUE (site, digest)
) STRICT;
CREATE TABLE notices (
    site     TEXT    NOT NULL,
    digest   TEXT    NOT NULL,
    language TEXT    NOT NULL,
    json     TEXT    NOT NULL,
    known_at INTEGER NOT NULL,
    UNIQUE (site, digest)
) STRICT;

-- Public keys that ever signed here.
CREATE TABLE public_keys (
    kid        TEXT    PRIMARY KEY,
    public     BLOB    NOT NULL CHECK (length(public) = 32),
    not_before INTEGER NOT NULL,
    not_after  INTEGER
) STRICT, WITHOUT ROWID;

-- How often something was decided: survives erasure, leads to nobody.
CREATE TABLE tallies (
    site     TEXT    NOT NULL,
    day      INTEGER NOT NULL,
    policy   TEXT    NOT NULL,
    language TEXT    NOT NULL,
    act      TEXT    NOT NULL,
    regime   TEXT    NOT NULL,
    grants   TEXT    NOT NULL,
    n        INTEGER NOT NULL CHECK (n > 0),
    PRIMARY KEY (site, day, policy, language, act, regime, grants)
) STRICT, WITHOUT ROWID;

-- API keys, hashed.
CREATE TABLE api_keys (
    name       TEXT    PRIMARY KEY,
    hash       BLOB    NOT NULL UNIQUE CHECK (length(hash) = 32),
    site       TEXT,
    scopes     TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT, WITHOUT ROWID;

-- Which subjects an account's pseudonym is linked to; blanked like records, and `who` as there.
CREATE TABLE links (
    place   INTEGER PRIMARY KEY,
    site    TEXT,
    who     BLOB CHECK (length(who) = 16),
    account TEXT,
    subject TEXT
) STRICT;
CREATE UNIQUE INDEX links_account ON links (site, account, who) WHERE who IS NOT NULL;
CREATE INDEX links_who ON links (site, who) WHERE who IS NOT NULL;

-- What is written stays as it is written.
CREATE TRIGGER entries_stay BEFORE DELETE ON entries BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER entries_hold BEFORE UPDATE ON entries BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER nodes_stay BEFORE DELETE ON nodes BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER nodes_hold BEFORE UPDATE ON nodes BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER checkpoints_stay BEFORE DELETE ON checkpoints BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER checkpoints_hold BEFORE UPDATE ON checkpoints BEGIN SELECT RAISE(ABORT, 'the log only grows'); END;
CREATE TRIGGER policies_stay BEFORE DELETE ON policies BEGIN SELECT RAISE(ABORT, 'a policy stays known'); END;
CREATE TRIGGER policies_hold BEFORE UPDATE ON policies BEGIN SELECT RAISE(ABORT, 'a policy stays known'); END;
CREATE TRIGGER notices_stay BEFORE DELETE ON notices BEGIN SELECT RAISE(ABORT, 'a notice stays known'); END;
CREATE TRIGGER notices_hold BEFORE UPDATE ON notices BEGIN SELECT RAISE(ABORT, 'a notice stays known'); END;
CREATE TRIGGER public_keys_stay BEFORE DELETE ON public_keys
    BEGIN SELECT RAISE(ABORT, 'a public key stays known'); END;
CREATE TRIGGER public_keys_hold BEFORE UPDATE ON public_keys
    WHEN NEW.kid IS NOT OLD.kid OR NEW.public IS NOT OLD.public OR NEW.not_before IS NOT OLD.not_before
        OR OLD.not_after IS NOT NULL
    BEGIN SELECT RAISE(ABORT, 'a public key stays known'); END;
CREATE TRIGGER records_stay BEFORE DELETE ON records BEGIN SELECT RAISE(ABORT, 'a record is erased, not deleted'); END;
CREATE TRIGGER records_hold BEFORE UPDATE ON records
    WHEN NEW.place IS NOT OLD.place
        OR coalesce(NEW.who, NEW.what, NEW.event, NEW.received_at, NEW.expires_at, NEW.kid, NEW.salt,
                    NEW.signature, NEW.body) IS NOT NULL
        OR NOT (NEW.site IS OLD.site AND NEW.id IS OLD.id AND NEW.seq IS OLD.seq
                OR coalesce(NEW.site, NEW.id, NEW.seq) IS NULL)
    BEGIN SELECT RAISE(ABORT, 'a record is erased, not changed'); END;
