-- The reading copy: all that is made from the record. It has no migrations: whoever changes this script raises
-- CopyState.MakingVersion, and the copy is made anew.
-- Times are ISO 8601 in UTC unless a column says otherwise. NULL means: no dump says.

-- Which entries of the record this copy shows, and by which rules it was made; one row.
CREATE TABLE copy (
    id      INTEGER PRIMARY KEY CHECK (id = 1),
    making  INTEGER NOT NULL,                   -- CopyState.MakingVersion of the program that made it
    schema  TEXT NOT NULL,                      -- SHA-256 of this script
    applied INTEGER NOT NULL,                   -- the number of the last entry that is in it; 0 before the first
    seal    TEXT NOT NULL,                      -- the hash of that entry
    origin  TEXT NOT NULL                       -- the hash of entry 1, which tells records apart; empty before it
) STRICT;

CREATE TABLE blogs (
    id        INTEGER PRIMARY KEY,
    slug      TEXT NOT NULL UNIQUE,
    title     TEXT NOT NULL,
    address   TEXT,
    language  TEXT,
    time_zone TEXT,
    author    TEXT,
    about     TEXT,                             -- Markdown by the archive's keeper
    guessed   INTEGER NOT NULL,                 -- 1 where nobody said whose dumps these are
    turn      INTEGER                           -- its place on the first page; NULL where nobody gave it one, and it follows by title
) STRICT;

-- Slugs that blogs had before they were renamed or merged; old addresses lead on.
CREATE TABLE blog_names (
    slug    TEXT PRIMARY KEY,
    blog_id INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    guessed INTEGER NOT NULL                    -- 1 where nobody said so, but all that was guessed to be of the slug is known to be of the blog
) STRICT, WITHOUT ROWID;

-- What keepers decided for the whole site; one row, or none where nobody decided anything.
CREATE TABLE settings (
    entry  INTEGER PRIMARY KEY,                 -- the number of the entry that says it
    detail TEXT NOT NULL                        -- as that entry has it
) STRICT;

CREATE TABLE imports (
    id          INTEGER PRIMARY KEY,            -- its number in the record
    started_at  TEXT NOT NULL,
    finished_at TEXT,
    outcome     TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'cancelled', 'interrupted')),
    posts_new       INTEGER,           -- as the import told at its end; NULL where it did not come to that
    posts_changed   INTEGER,
    posts_unchanged INTEGER,
    comments_new    INTEGER,
    sources_new       INTEGER,
    sources_unchanged INTEGER,
    sources_refused   INTEGER,
    undone_at   TEXT,
    keeper      TEXT                            -- who imported, by the name of that time; NULL where it was at a terminal
) STRICT;

-- What is read of a kept original; its bytes are in the record.
CREATE TABLE sources (
    id             INTEGER PRIMARY KEY,         -- the number of its entry in the record
    blog_id        INTEGER NOT NULL REFERENCES blogs (id),
    import_id      INTEGER NOT NULL REFERENCES imports (id),
    sha256         TEXT NOT NULL,               -- of the original bytes, lower-case hex
    file_name      TEXT NOT NULL,               -- a label only, never a path to open
    format         TEXT NOT NULL,
    bytes          INTEGER NOT NULL,
    imported_at    TEXT NOT NULL,
    captured_at    TEXT NOT NULL,
    captured_basis TEXT NOT NULL CHECK (captured_basis IN ('dump', 'given', 'import')),
    reader_version INTEGER NOT NULL,
    UNIQUE (sha256, blog_id)                    -- also the address of a source
) STRICT;

CREATE INDEX sources_of_blog ON sources (blog_id);        -- what came to it last
CREATE INDEX sources_of_import ON sources (import_id);    -- undoing one

-- id = number of an entry << 20 | n: of the source that has it, or of the entry that tells what an import refused.
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
    published         TEXT,                     -- as fine as any dump gives it, in the blog's own clock unless it ends in Z
    inferred_published TEXT,                   -- the day that all dumps of the blog together make of numbers; NULL where published is known
    open_date         TEXT,                     -- these numbers as printed; NULL where published is known
    month             TEXT NOT NULL GENERATED ALWAYS AS (coalesce(substr(coalesce(published, inferred_published), 1, 7), 'undated')) STORED,
    identity          TEXT NOT NULL,            -- names the set of linked captures of which this post was made; see SamePost
    title             TEXT,
    author            TEXT,
    url               TEXT,
    live_page         TEXT,                     -- which page url is, in one spelling; NULL where the dump gives none
    labels            TEXT NOT NULL,            -- a JSON array of strings
    declared_comments INTEGER,                  -- what the latest capture claims
    comment_count     INTEGER NOT NULL,         -- rows in comments, placeholders not counted
    timed_comments    INTEGER NOT NULL DEFAULT 0, -- rows of which a dump says when they were written
    first_line        INTEGER,                  -- of the body, in the source of the last capture
    last_line         INTEGER,
    first_capture_id  INTEGER NOT NULL,         -- of captures; no REFERENCES, because with one each new capture scans
    last_capture_id   INTEGER NOT NULL,         -- all posts for those that wait for it; verify compares it instead
    text_capture_id   INTEGER,                  -- whose title and body are shown; NULL where that is the last
    -- Long texts last: a column behind them costs a walk over their pages.
    before            TEXT NOT NULL DEFAULT '', -- blank lines that the original has before its text
    text              TEXT NOT NULL,            -- plain, what search sees
    after             TEXT NOT NULL DEFAULT '', -- and those after it
    written           TEXT,                     -- the original where it is more than its text between blank lines; NULL where it is just that
    original          TEXT NOT NULL GENERATED ALWAYS AS (coalesce(written, before || text || after)) VIRTUAL,
    kind              INTEGER NOT NULL,         -- of original: 0 plain, 1 Markdown, 2 HTML
    markup            TEXT,                     -- HTML, safe to print; NULL where it is made of the text alone, see ContentRenderer.Stored
    folded_title      TEXT,                     -- the title in the form of the index, where that is not the title itself
    folded            TEXT,                     -- the text in the form of the index, where that is not the text itself
    quotes            TEXT,                     -- what it quotes from somebody, in the form of the index; NULL where nothing
    facts             TEXT NOT NULL DEFAULT '', -- what filters ask about, as words of the index
    outline           TEXT                      -- the depths of a thread in reading order, with commas between; NULL up to as many as a page shows of one branch
) STRICT;

CREATE INDEX posts_of_address ON posts (blog_id, month, slug);            -- the address; also the months of a blog
CREATE INDEX posts_of_name ON posts (slug);                               -- post: in a query, which may name no month and no blog
CREATE INDEX posts_of_blog ON posts (blog_id, id, comment_count);         -- the lists of a blog, newest first, with their sums
CREATE INDEX posts_of_month ON posts (month);                             -- a month or a year of all blogs
CREATE INDEX posts_discussed ON posts (comment_count);                    -- most discussed of all blogs
CREATE INDEX posts_discussed_of_blog ON posts (blog_id, comment_count);   -- most discussed of one
CREATE INDEX posts_of_identity ON posts (identity, blog_id);              -- the maker asks whether a post is known
CREATE INDEX posts_counted_otherwise ON posts (blog_id) WHERE declared_comments <> comment_count;  -- what keepers might look at
CREATE INDEX posts_of_live_page ON posts (live_page, blog_id) WHERE live_page IS NOT NULL;  -- the post that a link leads to

-- How many posts and comments each month of a blog has, so that a calendar costs its months and not its posts. Kept by the triggers.
CREATE TABLE blog_months (
    blog_id  INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    month    TEXT NOT NULL,                     -- as in posts
    posts    INTEGER NOT NULL,
    comments INTEGER NOT NULL,
    PRIMARY KEY (blog_id, month)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER months_gain AFTER INSERT ON posts BEGIN
    INSERT INTO blog_months (blog_id, month, posts, comments) VALUES (new.blog_id, new.month, 1, new.comment_count)
    ON CONFLICT DO UPDATE SET posts = posts + 1, comments = comments + excluded.comments;
END;
CREATE TRIGGER months_lose AFTER DELETE ON posts BEGIN
    UPDATE blog_months SET posts = posts - 1, comments = comments - old.comment_count WHERE blog_id = old.blog_id AND month = old.month;
    DELETE FROM blog_months WHERE blog_id = old.blog_id AND month = old.month AND posts = 0;
END;
CREATE TRIGGER months_change AFTER UPDATE OF blog_id, published, inferred_published, comment_count ON posts BEGIN
    UPDATE blog_months SET posts = posts - 1, comments = comments - old.comment_count WHERE blog_id = old.blog_id AND month = old.month;
    INSERT INTO blog_months (blog_id, month, posts, comments) VALUES (new.blog_id, new.month, 1, new.comment_count)
    ON CONFLICT DO UPDATE SET posts = posts + 1, comments = comments + excluded.comments;
    DELETE FROM blog_months WHERE blog_id = old.blog_id AND month = old.month AND posts = 0;
END;

-- Which posts have a label, each label as the blog wrote it. Kept by the triggers, so that a label's page costs what it shows.
CREATE TABLE post_labels (
    label   TEXT NOT NULL,
    post_id INTEGER NOT NULL,                   -- no REFERENCES: the triggers take the row away with its post
    blog_id INTEGER NOT NULL,
    month   TEXT NOT NULL,                      -- as in posts
    PRIMARY KEY (label, post_id)                -- the posts of a label of all blogs, in order of date
) STRICT, WITHOUT ROWID;

CREATE INDEX post_labels_of_blog ON post_labels (blog_id, label, post_id);  -- the posts of a label of one blog, in order of date

-- How many posts of a blog have each label.
CREATE TABLE blog_labels (
    blog_id INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    label   TEXT NOT NULL,
    posts   INTEGER NOT NULL,
    PRIMARY KEY (blog_id, label)
) STRICT, WITHOUT ROWID;

-- The same by month, so that the calendar of a label costs its months.
CREATE TABLE label_months (
    label   TEXT NOT NULL,
    blog_id INTEGER NOT NULL REFERENCES blogs (id) ON DELETE CASCADE,
    month   TEXT NOT NULL,
    posts   INTEGER NOT NULL,
    PRIMARY KEY (label, blog_id, month)
) STRICT, WITHOUT ROWID;

CREATE INDEX label_months_of_blog ON label_months (blog_id);                -- a blog that goes takes its own away

-- In which form each label is one with others. Made with the posts that have it, so that the search and this follow one rule; a label without letters or digits has none.
CREATE TABLE label_keys (
    label TEXT PRIMARY KEY,
    key   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX label_keys_of_key ON label_keys (key, label);                  -- a label in other letters

CREATE TRIGGER labels_gain AFTER INSERT ON posts WHEN new.labels <> '[]' BEGIN
    INSERT INTO post_labels (label, post_id, blog_id, month) SELECT DISTINCT value, new.id, new.blog_id, new.month FROM json_each(iif(json_valid(new.labels), new.labels, '[]')) WHERE trim(value) <> '';
END;
CREATE TRIGGER labels_lose AFTER DELETE ON posts WHEN old.labels <> '[]' BEGIN
    DELETE FROM post_labels WHERE post_id = old.id AND label IN (SELECT value FROM json_each(iif(json_valid(old.labels), old.labels, '[]')));
END;
CREATE TRIGGER labels_change AFTER UPDATE OF blog_id, labels, published, inferred_published ON posts
WHEN old.labels <> new.labels OR old.labels <> '[]' AND (old.blog_id <> new.blog_id OR old.month <> new.month) BEGIN
    DELETE FROM post_labels WHERE post_id = old.id AND label IN (SELECT value FROM json_each(iif(json_valid(old.labels), old.labels, '[]')));
    INSERT INTO post_labels (label, post_id, blog_id, month) SELECT DISTINCT value, new.id, new.blog_id, new.month FROM json_each(iif(json_valid(new.labels), new.labels, '[]')) WHERE trim(value) <> '';
END;
CREATE TRIGGER label_gains AFTER INSERT ON post_labels BEGIN
    INSERT INTO blog_labels (blog_id, label, posts) VALUES (new.blog_id, new.label, 1) ON CONFLICT DO UPDATE SET posts = posts + 1;
    INSERT INTO label_months (label, blog_id, month, posts) VALUES (new.label, new.blog_id, new.month, 1) ON CONFLICT DO UPDATE SET posts = posts + 1;
END;
CREATE TRIGGER label_loses AFTER DELETE ON post_labels BEGIN
    UPDATE blog_labels SET posts = posts - 1 WHERE blog_id = old.blog_id AND label = old.label;
    DELETE FROM blog_labels WHERE blog_id = old.blog_id AND label = old.label AND posts = 0;
    UPDATE label_months SET posts = posts - 1 WHERE label = old.label AND blog_id = old.blog_id AND month = old.month;
    DELETE FROM label_months WHERE label = old.label AND blog_id = old.blog_id AND month = old.month AND posts = 0;
    DELETE FROM label_keys WHERE label = old.label AND NOT EXISTS (SELECT 1 FROM post_labels WHERE label = old.label);
END;

-- How often each name stands in a post and its thread. Made with them, so that the search and these counts follow one rule.
CREATE TABLE post_people (
    name     TEXT NOT NULL,                     -- in the form in which it is one with others
    post_id  INTEGER NOT NULL,                  -- no REFERENCES: whoever takes the post away takes the row, and the triggers count
    blog_id  INTEGER NOT NULL,
    written  TEXT NOT NULL,                     -- as it stands last in the thread
    posts    INTEGER NOT NULL,                  -- 1 where the dump says that this name wrote the post
    comments INTEGER NOT NULL,                  -- those of which the dump says so
    sign_offs INTEGER NOT NULL,                 -- those that end with the name and are not counted already
    PRIMARY KEY (name, post_id)                 -- the last post of a name says how it is written
) STRICT, WITHOUT ROWID;

CREATE INDEX post_people_of_post ON post_people (post_id);

-- The same for each blog, and for all blogs together as blog 0. Kept by the triggers, so that an index of names costs what it shows.
CREATE TABLE blog_people (
    blog_id  INTEGER NOT NULL,
    name     TEXT NOT NULL,
    posts    INTEGER NOT NULL,
    comments INTEGER NOT NULL,
    sign_offs INTEGER NOT NULL,
    authored INTEGER NOT NULL AS (posts + comments) VIRTUAL,
    writes   INTEGER NOT NULL AS (posts + comments > 0) VIRTUAL,
    signs    INTEGER NOT NULL AS (sign_offs > 0 AND sign_offs + comments > 1) VIRTUAL,  -- by the rule of SignerNames: a last line that occurs again
    PRIMARY KEY (blog_id, name)
) STRICT;                                       -- with a rowid: without one the primary key would be preferred to the indexes below, and reads all names

-- Most names stand beneath one comment and are no sign-offs; these have the others alone.
CREATE INDEX authors_by_name ON blog_people (blog_id, writes, name) WHERE writes = 1;
CREATE INDEX authors_by_number ON blog_people (blog_id, writes, authored DESC, name) WHERE writes = 1;
CREATE INDEX signers_by_name ON blog_people (blog_id, signs, name) WHERE signs = 1;
CREATE INDEX signers_by_number ON blog_people (blog_id, signs, sign_offs DESC, name) WHERE signs = 1;

CREATE TRIGGER people_gain AFTER INSERT ON post_people BEGIN
    INSERT INTO blog_people (blog_id, name, posts, comments, sign_offs)
    VALUES (new.blog_id, new.name, new.posts, new.comments, new.sign_offs), (0, new.name, new.posts, new.comments, new.sign_offs)
    ON CONFLICT DO UPDATE SET posts = posts + excluded.posts, comments = comments + excluded.comments, sign_offs = sign_offs + excluded.sign_offs;
END;
CREATE TRIGGER people_lose AFTER DELETE ON post_people BEGIN
    UPDATE blog_people SET posts = posts - old.posts, comments = comments - old.comments, sign_offs = sign_offs - old.sign_offs
     WHERE blog_id IN (0, old.blog_id) AND name = old.name;
    DELETE FROM blog_people WHERE blog_id IN (0, old.blog_id) AND name = old.name AND posts + comments + sign_offs = 0;
END;
CREATE TRIGGER people_change AFTER UPDATE OF blog_id, posts, comments, sign_offs ON post_people BEGIN
    INSERT INTO blog_people (blog_id, name, posts, comments, sign_offs)
    VALUES (new.blog_id, new.name, new.posts, new.comments, new.sign_offs), (0, new.name, new.posts, new.comments, new.sign_offs)
    ON CONFLICT DO UPDATE SET posts = posts + excluded.posts, comments = comments + excluded.comments, sign_offs = sign_offs + excluded.sign_offs;
    UPDATE blog_people SET posts = posts - old.posts, comments = comments - old.comments, sign_offs = sign_offs - old.sign_offs
     WHERE blog_id IN (0, old.blog_id) AND name = old.name;
    DELETE FROM blog_people WHERE blog_id IN (0, old.blog_id) AND name = old.name AND posts + comments + sign_offs = 0;
END;

-- One look at a post, from one source. id = source id << 20 | n, where n counts the posts of the source.
CREATE TABLE captures (
    id                INTEGER PRIMARY KEY,
    post_id           INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    source_id         INTEGER NOT NULL REFERENCES sources (id) DEFERRABLE INITIALLY DEFERRED,
    captured_at       TEXT NOT NULL,
    captured_basis    TEXT NOT NULL CHECK (captured_basis IN ('dump', 'given', 'import')),
    declared_comments INTEGER,
    found_comments    INTEGER NOT NULL,
    reach             TEXT NOT NULL CHECK (reach IN ('whole', 'between', 'none')),  -- where it would have whatever stands there: everywhere, between its comments, nowhere
    first_line        INTEGER,                  -- of the body
    last_line         INTEGER
) STRICT;

CREATE INDEX captures_of_post ON captures (post_id);      -- the history of a post
CREATE INDEX captures_of_source ON captures (source_id);  -- the posts of a source

-- What captures are known by again in others: hashes of day and title, address, passages of the body, long comments.
CREATE TABLE capture_signs (
    capture_id INTEGER NOT NULL,                -- no REFERENCES: its signs are there before its post is made
    sign       INTEGER NOT NULL,
    blog_id    INTEGER NOT NULL,
    head       INTEGER NOT NULL,                -- the sign that is made of day and title
    PRIMARY KEY (capture_id, sign)
) STRICT, WITHOUT ROWID;

CREATE INDEX captures_of_sign ON capture_signs (sign, blog_id, head);  -- the maker asks which posts a capture may be of

-- Dates that are printed as numbers, whose order is a setting of the blog: all of a blog together may show it.
CREATE TABLE numbered_dates (
    capture_id INTEGER PRIMARY KEY,             -- no REFERENCES: all dates of a dump are there before the first of its posts is made
    blog_id    INTEGER NOT NULL,
    printed    TEXT NOT NULL,
    orders     INTEGER NOT NULL,                -- those in which it can be read, a bit each
    open       INTEGER NOT NULL                 -- 1 where the dump alone leaves the day open
) STRICT;

CREATE INDEX numbered_dates_of_blog ON numbered_dates (blog_id, orders);          -- the order that all of a blog allow
CREATE INDEX open_dates_of_blog ON numbered_dates (blog_id) WHERE open = 1;       -- the posts to make anew where that is another

-- Posts that are perhaps one, each of a pair with the other.
CREATE TABLE post_doubts (
    post_id       INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    other_post_id INTEGER NOT NULL,
    one_head      INTEGER NOT NULL,             -- 1 where they have one title and day and share nothing else
    PRIMARY KEY (post_id, other_post_id)
) STRICT, WITHOUT ROWID;

-- What keepers said of two captures, each of a pair with the other. id = number of the entry << 20 | 0 for the one, 1 for the other.
CREATE TABLE verdicts (
    id           INTEGER PRIMARY KEY,
    sha256       TEXT NOT NULL,                 -- of the source, which the archive may not have now
    post         INTEGER NOT NULL,              -- its turn in the source
    other_sha256 TEXT NOT NULL,
    other_post   INTEGER NOT NULL,
    same         INTEGER NOT NULL               -- 1 where they are of one post
) STRICT;

CREATE INDEX verdicts_of_source ON verdicts (sha256, post);  -- making a post

-- The same of captures that are there, in each blog that has both.
CREATE VIEW judged_captures AS
SELECT verdicts.id, same, one.id AS source_id, post, one.blog_id,
       one.id << 20 | post AS capture_id, other.id << 20 | other_post AS other_capture_id
  FROM verdicts
  JOIN sources AS one ON one.sha256 = verdicts.sha256
  JOIN sources AS other ON other.sha256 = other_sha256 AND other.blog_id = one.blog_id;

-- Sightings that a keeper said to be of two comments, each of a pair with the other. id as in verdicts.
CREATE TABLE parted_comments (
    id            INTEGER PRIMARY KEY,
    sha256        TEXT NOT NULL,                -- of the source, which the archive may not have now
    post          INTEGER NOT NULL,             -- its turn in the source
    comment       INTEGER NOT NULL,             -- its turn in the thread of that capture
    other_sha256  TEXT NOT NULL,
    other_post    INTEGER NOT NULL,
    other_comment INTEGER NOT NULL
) STRICT;

CREATE INDEX parted_comments_of_source ON parted_comments (sha256, post);  -- making a post

-- Addresses that a post has by some of its captures alone, where those are other than its own: they had another title or day.
CREATE TABLE captured_addresses (
    post_id INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    address TEXT NOT NULL,                      -- 2014-02/power-to-people
    PRIMARY KEY (post_id, address)
) STRICT, WITHOUT ROWID;

CREATE INDEX posts_of_earlier_address ON captured_addresses (address);  -- an address that names no post now

-- How a post's title and body stood in another capture, kept only where the text differs from the present one.
CREATE TABLE post_versions (
    post_id    INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL,
    title      TEXT,
    original   TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    PRIMARY KEY (post_id, capture_id)
) STRICT, WITHOUT ROWID;

-- id = post id << 20 | n, where n counts the comments of the post as they came to the copy. The order of reading is
-- position, which a capture may move; an id stays with its comment.
CREATE TABLE comments (
    id               INTEGER PRIMARY KEY,
    post_id          INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
    parent_id        INTEGER REFERENCES comments (id) DEFERRABLE INITIALLY DEFERRED,
    position         INTEGER NOT NULL,          -- reading order in the thread, from 0
    depth            INTEGER NOT NULL,          -- 0 at the top
    descendants      INTEGER NOT NULL,          -- comments below this one, at any depth
    number           TEXT NOT NULL,             -- as in the last capture that holds it: 8.5
    number_of        TEXT,                      -- that capture, where the number alone may be another comment's: its day, and what tells it from others of the day; see CaptureDay
    key              TEXT NOT NULL,             -- what names it for good
    status           TEXT NOT NULL CHECK (status IN ('visible', 'removed', 'placeholder')),
    incomplete       INTEGER NOT NULL,
    author           TEXT,
    published        TEXT,
    inferred_signer  TEXT,                      -- a name alone on the last line; anybody could type it
    first_line       INTEGER NOT NULL,          -- in the source of the last capture that holds it
    last_line        INTEGER NOT NULL,
    first_capture_id INTEGER NOT NULL,
    came_capture_id  INTEGER,                   -- the first that came with it; NULL where that is the first that was taken
    last_capture_id  INTEGER NOT NULL,
    reached_capture_id INTEGER NOT NULL,        -- the last capture that would have it, if it was still there
    text_capture_id  INTEGER,                   -- whose text is shown; NULL where that is the last that holds it
    before           TEXT NOT NULL DEFAULT '',  -- these and the next as in posts
    text             TEXT NOT NULL,
    after            TEXT NOT NULL DEFAULT '',
    written          TEXT,
    original         TEXT NOT NULL GENERATED ALWAYS AS (coalesce(written, before || text || after)) VIRTUAL,
    kind             INTEGER NOT NULL,
    markup           TEXT,
    folded           TEXT,
    quotes           TEXT,
    facts            TEXT NOT NULL DEFAULT '',
    UNIQUE (post_id, key)                       -- permalinks
) STRICT;

CREATE INDEX comments_as_they_came ON comments (coalesce(came_capture_id, first_capture_id));  -- what came last; in order of ids, which each index has at its end
CREATE INDEX comments_of_parent ON comments (parent_id) WHERE parent_id IS NOT NULL;  -- deleting checks for replies
-- The thread in reading order, the outline of a short one without a look at its texts, the beginnings of threads in lists,
-- and their order by time.
CREATE INDEX comments_outline ON comments (post_id, position, depth, length(text), published);
-- All that is signed with one name; its ids lie in order of date.
CREATE INDEX comments_signed ON comments (inferred_signer) WHERE inferred_signer IS NOT NULL;

-- Other keys that lead to a comment: what its captures name it by.
CREATE TABLE comment_keys (
    post_id    INTEGER NOT NULL,
    key        TEXT NOT NULL,
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    PRIMARY KEY (post_id, key)
) STRICT, WITHOUT ROWID;

CREATE INDEX comment_keys_of_comment ON comment_keys (comment_id);  -- deleting a comment

-- Names that an earlier version gave, where the rules of this one would give others: slugs of posts, keys of comments.
-- id = number of the entry << 20 | n: the slug is 0, the keys count from 1.
CREATE TABLE given_addresses (
    id         INTEGER PRIMARY KEY,
    sha256     TEXT NOT NULL,                   -- of the source
    capture_id INTEGER,                         -- NULL where the blog has that source no longer
    line       INTEGER,                         -- of the source, where the comment begins; NULL for the post
    name       TEXT NOT NULL                    -- the key or slug
) STRICT;

CREATE INDEX given_addresses_of_capture ON given_addresses (capture_id) WHERE capture_id IS NOT NULL;  -- making a post
CREATE INDEX given_addresses_without ON given_addresses (sha256) WHERE capture_id IS NULL;  -- a source that comes again
CREATE INDEX given_slugs ON given_addresses (name) WHERE line IS NULL;  -- a post that had another slug

-- Where a comment stood in an earlier capture; the latest is in the comment's own row.
CREATE TABLE sightings (
    comment_id INTEGER NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    capture_id INTEGER NOT NULL,
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
    capture_id INTEGER NOT NULL,
    status     TEXT NOT NULL CHECK (status IN ('visible', 'removed', 'placeholder')),
    original   TEXT NOT NULL,
    kind       INTEGER NOT NULL,
    PRIMARY KEY (comment_id, capture_id)
) STRICT, WITHOUT ROWID;

-- One row for each address of a text. Versions of a text have none: they are not what the archive shows first.
-- id = post id << 20 | n, where n counts the links of the post and its thread: the post's own, then by comment id.
CREATE TABLE links (
    id          INTEGER PRIMARY KEY,
    post_id     INTEGER NOT NULL REFERENCES posts (id) ON DELETE CASCADE,
    comment_id  INTEGER REFERENCES comments (id) ON DELETE CASCADE,  -- NULL: the post itself links
    address     TEXT NOT NULL,                  -- as its link has it
    site        TEXT NOT NULL,                  -- the host, without www., Blogger's countries as one
    page        TEXT,                           -- which page of a blog that would be, in one spelling; NULL where none
    comment_key TEXT,                           -- the comment that it leads to, by its platform's id
    said_at     TEXT                            -- when that comment was written, says the address
) STRICT;

CREATE INDEX links_of_site ON links (site, address, page);  -- sites by how often they are cited; the addresses of a site; the pages of a blog
CREATE INDEX links_to_page ON links (page, site) WHERE page IS NOT NULL;  -- the texts that link to a post
CREATE INDEX links_of_post ON links (post_id, comment_id);  -- what each post cites; deleting a post
CREATE INDEX links_of_comment ON links (comment_id) WHERE comment_id IS NOT NULL;  -- deleting a comment
CREATE INDEX links_to_comment ON links (comment_key) WHERE comment_key IS NOT NULL;  -- times of comments that only links tell

-- How often texts link to each site, and to how many addresses of it; and to each page of a blog. Kept by the triggers, so that what is cited most
-- costs its lines and not all links; the maker writes a link of another address anew and never changes it.
CREATE TABLE linked_sites (
    site      TEXT PRIMARY KEY,
    times     INTEGER NOT NULL,
    addresses INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX linked_sites_by_number ON linked_sites (times DESC, site, addresses);

CREATE TABLE linked_pages (
    site  TEXT NOT NULL,
    page  TEXT NOT NULL,
    times INTEGER NOT NULL,
    address TEXT NOT NULL,                      -- the first of those by which texts link to it, in the order of bytes
    PRIMARY KEY (site, page)
) STRICT, WITHOUT ROWID;

CREATE INDEX linked_pages_by_number ON linked_pages (site, times DESC, page);

CREATE TRIGGER sites_gain AFTER INSERT ON links BEGIN
    INSERT INTO linked_sites (site, times, addresses) VALUES (new.site, 1, 1)
    ON CONFLICT DO UPDATE SET times = times + 1, addresses = addresses
        + NOT EXISTS (SELECT 1 FROM links WHERE site = new.site AND address = new.address AND id <> new.id);
END;
CREATE TRIGGER sites_lose AFTER DELETE ON links BEGIN
    UPDATE linked_sites SET times = times - 1, addresses = addresses
        - NOT EXISTS (SELECT 1 FROM links WHERE site = old.site AND address = old.address) WHERE site = old.site;
    DELETE FROM linked_sites WHERE site = old.site AND times = 0;
END;
CREATE TRIGGER pages_gain AFTER INSERT ON links WHEN new.page IS NOT NULL BEGIN
    INSERT INTO linked_pages (site, page, times, address) VALUES (new.site, new.page, 1, new.address)
    ON CONFLICT DO UPDATE SET times = times + 1, address = min(address, excluded.address);
END;
CREATE TRIGGER pages_lose AFTER DELETE ON links WHEN old.page IS NOT NULL BEGIN
    DELETE FROM linked_pages WHERE site = old.site AND page = old.page AND times = 1;
    UPDATE linked_pages SET times = times - 1, address = (SELECT min(address) FROM links WHERE page = old.page AND site = old.site)
     WHERE site = old.site AND page = old.page;
END;

-- Posts that are stored but neither in the full-text index nor in the vocabulary yet, comments and all; worked off at the end of
-- the making. The triggers below leave them alone. No foreign key: it would clear a row before the triggers of its comments.
CREATE TABLE index_pending (
    post_id INTEGER PRIMARY KEY
) STRICT;

-- Full text. Rows are indexed by the maker (one append when there are many: a trigger on insert is four times
-- slower); the triggers below keep updates and deletes true. No sizes of columns: lengths are facts, and ranks ask those.
CREATE VIEW searchable_posts AS
SELECT id, coalesce(folded_title, title) AS title, coalesce(folded, text) AS text, quotes, facts FROM posts;
CREATE VIEW searchable_comments AS
SELECT id, coalesce(folded, text) AS text, quotes, facts FROM comments;

CREATE VIRTUAL TABLE post_fts USING fts5 (
    title, text, quotes, facts, content = 'searchable_posts', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', columnsize = 0);
-- Titles alone, for whoever types the beginning of one.
CREATE VIRTUAL TABLE title_fts USING fts5 (
    title, content = 'searchable_posts', content_rowid = 'id', prefix = '2 3', tokenize = 'unicode61 remove_diacritics 2', columnsize = 0);
CREATE VIRTUAL TABLE comment_fts USING fts5 (
    text, quotes, facts, content = 'searchable_comments', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2', columnsize = 0);
-- 16 MiB of new words are gathered before a segment is written: a ceiling for large imports, not an allocation. With 1 MiB an import takes two thirds
-- longer, with 64 no less time and 70 MB more.
INSERT INTO post_fts (post_fts, rank) VALUES ('hashsize', 16777216);
INSERT INTO comment_fts (comment_fts, rank) VALUES ('hashsize', 16777216);
-- Nothing is merged while segments still come: the end of a large append would merge it again. The maker merges in steps, behind each append.
INSERT INTO post_fts (post_fts, rank) VALUES ('automerge', 0);
INSERT INTO title_fts (title_fts, rank) VALUES ('automerge', 0);
INSERT INTO comment_fts (comment_fts, rank) VALUES ('automerge', 0);
-- No secure-delete: with it FTS5 walks every page of a word to find its newest text. What is taken down leaves the index
-- by 'optimize', which writes it anew, and the old pages are overwritten by PRAGMA secure_delete of the writer.

CREATE TRIGGER posts_deleted AFTER DELETE ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO post_fts (post_fts, rowid, title, text, quotes, facts)
    VALUES ('delete', old.id, coalesce(old.folded_title, old.title), coalesce(old.folded, old.text), old.quotes, old.facts);
    INSERT INTO title_fts (title_fts, rowid, title) VALUES ('delete', old.id, coalesce(old.folded_title, old.title));
END;
CREATE TRIGGER titles_updated AFTER UPDATE OF title, folded_title ON posts
WHEN NOT EXISTS (SELECT 1 FROM index_pending WHERE post_id = old.id) BEGIN
    INSERT INTO title_fts (title_fts, rowid, title) VALUES ('delete', old.id, coalesce(old.folded_title, old.title));
    INSERT INTO title_fts (rowid, title) VALUES (new.id, coalesce(new.folded_title, new.title));
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
    texts    INTEGER NOT NULL                   -- how many posts and comments have it
) STRICT;

CREATE INDEX terms_reversed ON terms (reversed);  -- words that end alike

-- Finds words of the same stem; the stemmer is FTS5's own. Facts have no other forms, and numbers none either.
CREATE VIEW formed_terms AS
SELECT id, term FROM terms WHERE term GLOB '[a-z][a-z][a-z]*' AND term NOT GLOB '*[^a-z]*';
CREATE VIRTUAL TABLE term_forms USING fts5 (
    term, content = 'formed_terms', content_rowid = 'id', tokenize = 'porter unicode61 remove_diacritics 2', detail = none, columnsize = 0);
