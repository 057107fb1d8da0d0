-- The record in PostgreSQL: the same two tables as in a file. Nothing here is ever changed or deleted but by a takedown.

-- Every original byte for byte, under the SHA-256 of its bytes.
CREATE TABLE originals (
    sha256  text COLLATE "C" PRIMARY KEY,       -- lower-case hex
    bytes   bigint NOT NULL,                    -- before compression
    content bytea NOT NULL                      -- Brotli
);

-- It is packed already.
ALTER TABLE originals ALTER COLUMN content SET STORAGE EXTERNAL;

-- What was done, in order.
CREATE TABLE entries (
    number bigint PRIMARY KEY,                  -- 1, 2, 3 …
    at     text NOT NULL,                       -- UTC
    kind   text NOT NULL,
    detail text NOT NULL,                       -- JSON as it was written, never a text of the archive
    sha256 text NOT NULL                        -- over the hash before and all of the above; see Entry.Hash
);

-- Which of the program's schemas these are.
CREATE TABLE record (schema int NOT NULL);
INSERT INTO record VALUES (1);
