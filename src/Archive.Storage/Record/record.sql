-- The record: all that is kept for good. Nothing here is ever changed or deleted but by a takedown.

-- Every original byte for byte, under the SHA-256 of its bytes.
CREATE TABLE originals (
    sha256  TEXT PRIMARY KEY,                   -- lower-case hex
    bytes   INTEGER NOT NULL,                   -- before compression
    content BLOB NOT NULL                       -- Brotli; last, because columns behind it would cost a walk over its pages
) STRICT;

-- What was done, in order.
CREATE TABLE entries (
    number INTEGER PRIMARY KEY,                 -- 1, 2, 3 …
    at     TEXT NOT NULL,                       -- UTC
    kind   TEXT NOT NULL,
    detail TEXT NOT NULL,                       -- JSON, never a text of the archive
    sha256 TEXT NOT NULL                        -- over the hash before and all of the above; see Entry.Hash
) STRICT;
