-- The archive, version 3: what long threads, their shape, and pages of sign-offs need.

-- The outline of a thread, without a look at its texts: which comments a page shows, the shape beside it, and
-- their order by time.
CREATE INDEX comments_outline ON comments (post_id, position, depth, length(text), published);

-- All that is signed with one name; its ids lie in order of date.
CREATE INDEX comments_signed ON comments (inferred_signer) WHERE inferred_signer IS NOT NULL;
