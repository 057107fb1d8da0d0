-- The desk: what keepers need beside the record. It is in no chain, and whoever loses it loses no kept text.
-- Secrets stand here only as hashes: whoever reads this file can neither sign in nor go on where somebody is signed in.

-- Who may change the archive.
CREATE TABLE keepers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: a session must not come to be another's
    name          TEXT NOT NULL,                -- as it was typed
    folded        TEXT NOT NULL UNIQUE,         -- the name as it is compared
    password_hash TEXT NOT NULL,                -- as the hasher of the site writes it
    added_at      TEXT NOT NULL                 -- UTC
) STRICT;

-- Codes with which somebody becomes a keeper, or a keeper sets another password; each opens once.
CREATE TABLE codes (
    folded     TEXT PRIMARY KEY,                -- the keeper whom it is for, of one name the last one holds; empty: the first keeper, of any name
    name       TEXT NOT NULL,
    sha256     BLOB NOT NULL,
    expires_at TEXT NOT NULL
) STRICT;

-- Where somebody is signed in.
CREATE TABLE sessions (
    sha256    TEXT PRIMARY KEY,                 -- of the secret that the browser holds
    keeper_id INTEGER NOT NULL REFERENCES keepers (id) ON DELETE CASCADE,
    began_at  TEXT NOT NULL,
    seen_at   TEXT NOT NULL
) STRICT;

-- Sessions of one keeper: listing them, signing out everywhere.
CREATE INDEX sessions_of_keeper ON sessions (keeper_id);

-- Keys on keepers' devices; here stands the half that opens nothing.
CREATE TABLE passkeys (
    id        BLOB PRIMARY KEY,                 -- as the device gave it
    keeper_id INTEGER NOT NULL REFERENCES keepers (id) ON DELETE CASCADE,
    name      TEXT NOT NULL,                    -- what the keeper calls it
    detail    TEXT NOT NULL,                    -- JSON: public key, counter, and what else the framework compares
    added_at  TEXT NOT NULL,
    used_at   TEXT
) STRICT;

-- Passkeys of one keeper: listing them, counting them.
CREATE INDEX passkeys_of_keeper ON passkeys (keeper_id);

-- Challenges that a passkey has answered, until they cannot be answered any more: many devices count nothing, so that only this tells a replay.
CREATE TABLE answered_challenges (
    sha256     TEXT PRIMARY KEY,
    expires_at TEXT NOT NULL
) STRICT;

-- What a keeper brought and has not kept yet; the bytes lie in files beside the desk.
CREATE TABLE stages (
    id        INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: an address must not come to show another's files
    keeper_id INTEGER REFERENCES keepers (id) ON DELETE SET NULL,
    began_at  TEXT NOT NULL,
    noise     INTEGER NOT NULL DEFAULT 0,        -- files that a system had put beside them, and that were left out
    confirmed INTEGER NOT NULL DEFAULT 0,        -- 1: it is to be imported, and does not vanish by itself
    imported_at TEXT,                            -- when its import ended; since then it holds only what was refused, for a while
    blog      TEXT                               -- JSON: whose dumps all of them are, on a keeper's word; null: as the files say
) STRICT;

CREATE TABLE staged_files (
    stage_id INTEGER NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    number   INTEGER NOT NULL,                   -- names its bytes
    name     TEXT NOT NULL,                      -- a label
    bytes    INTEGER NOT NULL,
    sha256   TEXT NOT NULL,
    refusal  TEXT,                               -- why it cannot be read; null where it can or was not tried
    tried    INTEGER NOT NULL DEFAULT 0,         -- 1: a process of its own has read it
    left_out INTEGER NOT NULL DEFAULT 0,         -- 1: the keeper does not want it
    in_passing INTEGER NOT NULL DEFAULT 0,       -- 1: plainly no dump and never called one, such as a picture: refused, but the record need not know
    zip      INTEGER,                            -- the file that is just taken apart into this one and others; NULL once all of it is there
    format   TEXT,                               -- to read it in, on the keeper's word; null: as it is recognised
    PRIMARY KEY (stage_id, number)
) STRICT;

-- What was brought and could not be taken, so that any browser shows it.
CREATE TABLE untaken_files (
    stage_id INTEGER NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    name     TEXT NOT NULL,                      -- a label
    reason   TEXT NOT NULL
) STRICT;

-- Those of one stage: listing them, counting them.
CREATE INDEX untaken_of_stage ON untaken_files (stage_id);

-- Comments that a keeper keeps apart once the stage is imported, by the names that the record gives them.
CREATE TABLE staged_apart (
    stage_id      INTEGER NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    sha256        TEXT NOT NULL,
    post          INTEGER NOT NULL,
    comment       INTEGER NOT NULL,
    other_sha256  TEXT NOT NULL,
    other_post    INTEGER NOT NULL,
    other_comment INTEGER NOT NULL,
    PRIMARY KEY (stage_id, sha256, post, comment, other_sha256, other_post, other_comment)
) STRICT, WITHOUT ROWID;

-- Work that is done beside the requests of keepers, one after the other.
CREATE TABLE jobs (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,  -- never given twice: an address must not come to show another's
    kind     TEXT NOT NULL CHECK (kind IN ('preview', 'import', 'undo', 'bringback', 'rebuild', 'verify')),
    subject  INTEGER,                            -- a stage, or an import
    keeper   TEXT,                               -- the name of who asked
    state    TEXT NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'stopped', 'failed')),
    asked_at TEXT NOT NULL,
    began_at TEXT,                               -- the last time, where a server was killed in the middle
    ended_at TEXT,
    entry    INTEGER,                            -- the last of the record when it began for the first time
    done     INTEGER NOT NULL DEFAULT 0,
    total    INTEGER,
    posts    INTEGER NOT NULL DEFAULT 0,
    comments INTEGER NOT NULL DEFAULT 0,
    doing    TEXT,                               -- a label, such as the file that is read
    before   INTEGER NOT NULL DEFAULT 0,         -- of done, what was done before it began the last time
    second_done  INTEGER,                        -- of its second part, where it has two
    second_total INTEGER,
    stop     INTEGER NOT NULL DEFAULT 0,         -- 1: a keeper wants it to stop
    skip     TEXT,                               -- what it was doing when a keeper wanted that to be given up
    again    INTEGER NOT NULL DEFAULT 0,         -- 1: it was asked for once more while it ran
    message  TEXT                                -- how it ended
) STRICT;

-- The same work asked for twice; the last of a stage or an import.
CREATE INDEX jobs_of_subject ON jobs (subject, kind);

-- The imports of the record that came of jobs: several where a server ended in the middle of one.
CREATE TABLE job_imports (
    import INTEGER PRIMARY KEY,
    job_id INTEGER NOT NULL REFERENCES jobs (id) ON DELETE CASCADE
) STRICT;

-- The imports of one job.
CREATE INDEX imports_of_job ON job_imports (job_id);
