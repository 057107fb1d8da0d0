-- The archive, version 4: what texts link to.

-- One row for each address of a text. Versions of a text have none: they are not what the archive shows first.
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
CREATE INDEX links_of_post ON links (post_id, comment_id);  -- what each post cites; deleting a post
CREATE INDEX links_of_comment ON links (comment_id) WHERE comment_id IS NOT NULL;  -- deleting a comment
CREATE INDEX links_to_comment ON links (comment_key) WHERE comment_key IS NOT NULL;  -- times of comments that only links tell

ALTER TABLE posts ADD COLUMN live_page TEXT;    -- which page url is, in one spelling; NULL where the dump gives none

CREATE INDEX posts_of_live_page ON posts (live_page, blog_id) WHERE live_page IS NOT NULL;  -- the post that a link leads to

-- Posts whose links are not stored yet: all of an archive that was made before. Worked off at the next start.
CREATE TABLE links_pending (
    post_id INTEGER PRIMARY KEY
) STRICT;

INSERT INTO links_pending (post_id) SELECT id FROM posts;
