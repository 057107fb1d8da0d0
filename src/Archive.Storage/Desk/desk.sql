-- The desk: what keepers need beside the record. It is in no chain, and whoever loses it loses no kept text.
-- Secrets stand here only as hashes: whoever reads this file can neither sign in nor go on where somebody is signed in.

-- Who may change the archive.
CREATE TABLE keepers (
    id            INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice: a session must not come to be another's
    name          TEXT NOT NULL,                -- as it was typed
    folded        TEXT NOT NULL UNIQUE,         -- the name as it is compared
    password_hash TEXT NOT NULL,                -- as the hasher of the site writes it; empty where only passkeys open
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
