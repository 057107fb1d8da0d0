-- The archive, version 2: what filters, quotations, names and scripts without spaces need of the index.

ALTER TABLE posts ADD COLUMN folded_title TEXT;     -- the title in the form of the index, where that is not the title itself
ALTER TABLE posts ADD COLUMN folded TEXT;           -- the text in the form of the index, where that is not the text itself
ALTER TABLE posts ADD COLUMN quotes TEXT;           -- what it quotes from somebody, in the form of the index; NULL where nothing
ALTER TABLE posts ADD COLUMN facts TEXT;            -- what filters ask about, as words of the index; NULL only between this script and the next start
ALTER TABLE comments ADD COLUMN inferred_signer TEXT;  -- a name alone on the last line; anybody could type it
ALTER TABLE comments ADD COLUMN folded TEXT;
ALTER TABLE comments ADD COLUMN quotes TEXT;
ALTER TABLE comments ADD COLUMN facts TEXT;

DROP TRIGGER posts_deleted;
DROP TRIGGER posts_updated;
DROP TRIGGER comments_deleted;
DROP TRIGGER comments_updated;
DROP TABLE post_fts;
DROP TABLE comment_fts;

CREATE VIEW searchable_posts AS
SELECT id, coalesce(folded_title, title) AS title, coalesce(folded, text) AS text, quotes, facts FROM posts;
CREATE VIEW searchable_comments AS
SELECT id, coalesce(folded, text) AS text, quotes, facts FROM comments;

CREATE VIRTUAL TABLE post_fts USING fts5 (
    title, text, quotes, facts, content = 'searchable_posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE comment_fts USING fts5 (
    text, quotes, facts, content = 'searchable_comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO comment_fts (comment_fts, rank) VALUES ('hashsize', 67108864);
-- No secure-delete: with it FTS5 walks every page of a word to find its newest text. What is taken down leaves the index
-- by 'optimize', which writes it anew, and the old pages are overwritten by PRAGMA secure_delete of the writer.

CREATE TRIGGER posts_deleted AFTER DELETE ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO post_fts (post_fts, rowid, title, text, quotes, facts)
    VALUES ('delete', old.id, coalesce(old.folded_title, old.title), coalesce(old.folded, old.text), old.quotes, old.facts);
END;
CREATE TRIGGER posts_updated AFTER UPDATE OF title, text, folded_title, folded, quotes, facts ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO post_fts (post_fts, rowid, title, text, quotes, facts)
    VALUES ('delete', old.id, coalesce(old.folded_title, old.title), coalesce(old.folded, old.text), old.quotes, old.facts);
    INSERT INTO post_fts (rowid, title, text, quotes, facts)
    VALUES (new.id, coalesce(new.folded_title, new.title), coalesce(new.folded, new.text), new.quotes, new.facts);
END;
CREATE TRIGGER comments_deleted AFTER DELETE ON comments
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.post_id) BEGIN
    INSERT INTO comment_fts (comment_fts, rowid, text, quotes, facts)
    VALUES ('delete', old.id, coalesce(old.folded, old.text), old.quotes, old.facts);
END;
CREATE TRIGGER comments_updated AFTER UPDATE OF text, folded, quotes, facts ON comments
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.post_id) BEGIN
    INSERT INTO comment_fts (comment_fts, rowid, text, quotes, facts)
    VALUES ('delete', old.id, coalesce(old.folded, old.text), old.quotes, old.facts);
    INSERT INTO comment_fts (rowid, text, quotes, facts)
    VALUES (new.id, coalesce(new.folded, new.text), new.quotes, new.facts);
END;

-- Which word stands where: read into memory for counting by month, name, site and length.
CREATE VIRTUAL TABLE post_words USING fts5vocab (post_fts, instance);
CREATE VIRTUAL TABLE comment_words USING fts5vocab (comment_fts, instance);

-- The vocabulary: for other forms of a word, for spellings, names, suggestions, and how rare a word is.
CREATE TABLE terms (
    id       INTEGER PRIMARY KEY,
    term     TEXT NOT NULL UNIQUE,              -- as the index has it; also words that begin alike
    reversed TEXT NOT NULL,
    texts    INTEGER NOT NULL                   -- about how many posts and comments have it: a changed text may be counted again
) STRICT;

CREATE INDEX terms_reversed ON terms (reversed);  -- words that end alike

-- Finds words of the same stem; the stemmer is FTS5's own.
CREATE VIRTUAL TABLE term_forms USING fts5 (
    term, content = 'terms', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2', detail = none, columnsize = 0);

-- Posts whose words are not in the vocabulary yet.
CREATE TABLE terms_pending (
    post_id INTEGER PRIMARY KEY
) STRICT;

CREATE INDEX posts_without_facts ON posts (id) WHERE facts IS NULL;        -- asked at each start
CREATE INDEX comments_without_facts ON comments (id) WHERE facts IS NULL;

-- An archive that was made with version 1 is indexed anew at the next start.
INSERT INTO index_pending (post_id) SELECT id FROM posts WHERE true ON CONFLICT DO NOTHING;
