-- The archive, version 1. A released script is never edited; a change is a new script.
-- Times are ISO 8601 in UTC unless a column says otherwise. NULL means: the dump does not say.

CREATE TABLE blogs (
    id        INTEGER PRIMARY KEY,
    slug      TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    address   TEXT,
    language  TEXT,
    time_zone TEXT,
    author    TEXT,
    about     TEXT                              -- Markdown by the archive's keeper
) STRICT;

CREATE TABLE imports (
    id          INTEGER PRIMARY KEY,
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'cancelled', 'interrupted')),
    posts_new       INTEGER NOT NULL DEFAULT 0,
    posts_changed   INTEGER NOT NULL DEFAULT 0,
    posts_unchanged INTEGER NOT NULL DEFAULT 0,
    comments_new    INTEGER NOT NULL DEFAULT 0,
    sources_new       INTEGER NOT NULL DEFAULT 0,
    sources_unchanged INTEGER NOT NULL DEFAULT 0,
    sources_refused   INTEGER NOT NULL DEFAULT 0
) STRICT;

-- The kept original of a dump, byte for byte.
CREATE TABLE sources (
    id             INTEGER PRIMARY KEY,
    blog_id        INTEGER NOT NULL REFERENCES blogs (id),
    import_id      INTEGER NOT NULL REFERENCES imports (id),
    sha256         TEXT NOT NULL,               -- of the original bytes, lower-case hex
    file_name      TEXT NOT NULL,               -- a label only, never a path to open
    format         TEXT NOT NULL,
    bytes          INTEGER NOT NULL,            -- before compression
    imported_at    TEXT NOT NULL,
    reader_version INTEGER NOT NULL,
    content        BLOB NOT NULL,               -- Brotli; last, because columns behind it would cost a walk over its pages
    UNIQUE (blog_id, sha256)
) STRICT;

CREATE TABLE problems (
    id        INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    source_id INTEGER REFERENCES sources (id),  -- NULL where the file was refused
    file_name TEXT NOT NULL,
    sha256    TEXT NOT NULL,
    severity  TEXT NOT NULL CHECK (severity IN ('note', 'warning', 'error')),
    line      INTEGER,
    message   TEXT NOT NULL
) STRICT;

CREATE INDEX problems_of_import ON problems (import_id);  -- the page of one import
CREATE INDEX problems_of_source ON problems (source_id);  -- the page of one source
CREATE INDEX problems_of_refused ON problems (sha256, file_name) WHERE source_id IS NULL;  -- a file refused before is not told again

-- id = day << 20 | n of that day, where day counts from 0001-01-01 and 0 is an unknown date: rows lie in order of date,
-- so that newest first, date ranges and paging are ranges of ids whatever order the dumps came in.
CREATE TABLE posts (
    id                INTEGER PRIMARY KEY,
    blog_id           INTEGER NOT NULL REFERENCES blogs (id),
    slug              TEXT NOT NULL,
    published         TEXT,                     -- as fine as the dump gives it, in the blog's own clock unless it ends in Z
    month             TEXT NOT NULL GENERATED ALWAYS AS (coalesce(substr(published, 1, 7), 'undated')) STORED,
    identity          TEXT NOT NULL,            -- a hash of date and title, or of the body where it has neither: the same post in another capture
    title             TEXT,
    author            TEXT,
    url               TEXT,
    labels            TEXT NOT NULL DEFAULT '[]',  -- a JSON array of strings
    original          TEXT NOT NULL,
    html              TEXT NOT NULL,            -- safe to print
    text              TEXT NOT NULL,            -- plain, what search sees
    declared_comments INTEGER,                  -- what the latest capture claims
    comment_count     INTEGER NOT NULL,         -- rows in comments, placeholders not counted
    first_line        INTEGER,                  -- of the body, in the source of the last capture
    last_line         INTEGER,
    first_capture_id  INTEGER NOT NULL,         -- of captures; no REFERENCES, because with one each new capture scans
    last_capture_id   INTEGER NOT NULL,         -- all posts for those that wait for it; verify checks it instead
    UNIQUE (blog_id, month, slug)               -- the address; also the months of a blog
) STRICT;

CREATE INDEX posts_of_identity ON posts (identity, blog_id);  -- the importer asks whether a post is known

-- One look at a post, from one source.
CREATE TABLE captures (
    id                INTEGER PRIMARY KEY,
    post_id           INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    source_id         INTEGER NOT NULL REFERENCES sources (id),
    captured_at       TEXT NOT NULL,
    captured_basis    TEXT NOT NULL CHECK (captured_basis IN ('dump', 'given', 'import')),
    declared_comments INTEGER,
    found_comments    INTEGER NOT NULL,
    first_line        INTEGER,                  -- of the body
    last_line         INTEGER
) STRICT;

CREATE INDEX captures_of_post ON captures (post_id);      -- the history of a post
CREATE INDEX captures_of_source ON captures (source_id);  -- the posts of a source

-- How a post's title and body stood in another capture, kept only where the text differs from the present one.
CREATE TABLE post_versions (
    post_id    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    title      TEXT,
    original   TEXT NOT NULL,
    PRIMARY KEY (post_id, capture_id)
) STRICT, WITHOUT ROWID;

-- id = post id << 20 | n, where n counts the comments of the post as they came to the archive. The order of reading is
-- position, which a newer capture may move; ids and keys never move.
CREATE TABLE comments (
    id               INTEGER PRIMARY KEY,
    post_id          INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    parent_id        INTEGER REFERENCES comments (id) DEFERRABLE INITIALLY DEFERRED,
    position         INTEGER NOT NULL,          -- reading order in the thread, from 0
    depth            INTEGER NOT NULL,          -- 0 at the top
    descendants      INTEGER NOT NULL,          -- comments below this one, at any depth
    number           TEXT NOT NULL,             -- as in the last capture that holds it: 8.5
    key              TEXT NOT NULL,             -- stable within the post, survives a re-import
    status           TEXT NOT NULL CHECK (status IN ('visible', 'removed', 'placeholder')),
    incomplete       INTEGER NOT NULL DEFAULT 0,
    author           TEXT,
    published        TEXT,
    original         TEXT NOT NULL,
    html             TEXT NOT NULL,
    text             TEXT NOT NULL,
    first_line       INTEGER NOT NULL,          -- in the source of the last capture that holds it
    last_line        INTEGER NOT NULL,
    first_capture_id INTEGER NOT NULL REFERENCES captures (id),
    last_capture_id  INTEGER NOT NULL REFERENCES captures (id),
    UNIQUE (post_id, position),                 -- the thread in reading order
    UNIQUE (post_id, key)                       -- permalinks
) STRICT;

CREATE INDEX comments_of_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;  -- deleting checks for replies

-- Where a comment stood in an earlier capture; the latest look is in the comment's own row.
CREATE TABLE sightings (
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    number     TEXT NOT NULL,
    first_line INTEGER NOT NULL,
    last_line  INTEGER NOT NULL,
    PRIMARY KEY (comment_id, capture_id)
) STRICT, WITHOUT ROWID;

CREATE INDEX sightings_of_capture ON sightings (capture_id);  -- the page of an earlier source

-- How a comment stood in another capture, kept only where the text or status differs from the present one. That may be the
-- latest: a capture that lost a comment's text does not take it from the archive.
CREATE TABLE comment_versions (
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL REFERENCES captures (id),
    status     TEXT NOT NULL,
    original   TEXT NOT NULL,
    PRIMARY KEY (comment_id, capture_id)
) STRICT, WITHOUT ROWID;

-- Posts that are stored but not in the full-text index yet, comments and all; worked off at the end of an import, or at the
-- next start. The triggers below leave them alone. No foreign key: it would clear a row before the triggers of its comments.
CREATE TABLE index_pending (
    post_id INTEGER PRIMARY KEY
) STRICT;

-- Full text. Rows are indexed by the importer (one append when there are many: a trigger on insert is four times
-- slower); the triggers below keep updates and deletes true.
CREATE VIRTUAL TABLE post_fts USING fts5 (
    title, text, content = 'posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE comment_fts USING fts5 (
    text, content = 'comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
-- 64 MiB of new words are gathered before a segment is written: a ceiling for large imports, not an allocation.
INSERT INTO comment_fts (comment_fts, rank) VALUES ('hashsize', 67108864);
-- What is deleted is overwritten, together with PRAGMA secure_delete of the writer.
INSERT INTO post_fts (post_fts, rank) VALUES ('secure-delete', 1);
INSERT INTO comment_fts (comment_fts, rank) VALUES ('secure-delete', 1);

CREATE TRIGGER posts_deleted AFTER DELETE ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO post_fts (post_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
END;
CREATE TRIGGER posts_updated AFTER UPDATE OF title, text ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO post_fts (post_fts, rowid, title, text) VALUES ('delete', old.id, old.title, old.text);
    INSERT INTO post_fts (rowid, title, text) VALUES (new.id, new.title, new.text);
END;
CREATE TRIGGER comments_deleted AFTER DELETE ON comments
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.post_id) BEGIN
    INSERT INTO comment_fts (comment_fts, rowid, text) VALUES ('delete', old.id, old.text);
END;
CREATE TRIGGER comments_updated AFTER UPDATE OF text ON comments
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.post_id) BEGIN
    INSERT INTO comment_fts (comment_fts, rowid, text) VALUES ('delete', old.id, old.text);
    INSERT INTO comment_fts (rowid, text) VALUES (new.id, new.text);
END;
