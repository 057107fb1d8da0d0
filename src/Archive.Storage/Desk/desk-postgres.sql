-- The desk in PostgreSQL: the tables of desk.sql, where their columns are told of, for the same statements. What differs:
-- numbers are bigint throughout; a text that is ordered or compared is so by its bytes, as in SQLite; rowid numbers rows as
-- SQLite does by itself; and what machines must share beside it: the bytes of stages, and the site's keys.

CREATE TABLE keepers (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name          text NOT NULL,
    folded        text COLLATE "C" NOT NULL UNIQUE,
    password_hash text NOT NULL,
    added_at      text COLLATE "C" NOT NULL
);

CREATE TABLE codes (
    folded     text COLLATE "C" PRIMARY KEY,
    name       text NOT NULL,
    sha256     bytea NOT NULL,
    expires_at text COLLATE "C" NOT NULL
);

CREATE TABLE sessions (
    sha256    text COLLATE "C" PRIMARY KEY,
    keeper_id bigint NOT NULL REFERENCES keepers (id) ON DELETE CASCADE,
    began_at  text COLLATE "C" NOT NULL,
    seen_at   text COLLATE "C" NOT NULL,
    rowid     bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX sessions_of_keeper ON sessions (keeper_id);

CREATE TABLE passkeys (
    id        bytea PRIMARY KEY,
    keeper_id bigint NOT NULL REFERENCES keepers (id) ON DELETE CASCADE,
    name      text NOT NULL,
    detail    text NOT NULL,
    added_at  text COLLATE "C" NOT NULL,
    used_at   text COLLATE "C"
);

CREATE INDEX passkeys_of_keeper ON passkeys (keeper_id);

CREATE TABLE answered_challenges (
    sha256     text COLLATE "C" PRIMARY KEY,
    expires_at text COLLATE "C" NOT NULL
);

CREATE TABLE stages (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    keeper_id   bigint REFERENCES keepers (id) ON DELETE SET NULL,
    began_at    text COLLATE "C" NOT NULL,
    noise       bigint NOT NULL DEFAULT 0,
    confirmed   bigint NOT NULL DEFAULT 0,
    imported_at text COLLATE "C",
    blog        text
);

CREATE TABLE staged_files (
    stage_id   bigint NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    number     bigint NOT NULL,
    name       text NOT NULL,
    bytes      bigint NOT NULL,
    sha256     text COLLATE "C" NOT NULL,
    refusal    text,
    tried      bigint NOT NULL DEFAULT 0,
    left_out   bigint NOT NULL DEFAULT 0,
    in_passing bigint NOT NULL DEFAULT 0,
    zip        bigint,
    format     text,
    PRIMARY KEY (stage_id, number)
);

-- What lies in files beside a desk that is a file: the bytes of what was brought, under its number, and previews. In parts of
-- a mebibyte, so that nobody holds a whole one.
CREATE TABLE staged_bytes (
    stage_id bigint NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    name     text COLLATE "C" NOT NULL,
    part     bigint NOT NULL,                    -- 0, 1, 2 …; 0 is empty, and takes the name
    at       text COLLATE "C" NOT NULL,          -- when it came
    content  bytea NOT NULL,
    PRIMARY KEY (stage_id, name, part)
);

CREATE TABLE untaken_files (
    stage_id bigint NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    name     text NOT NULL,
    reason   text NOT NULL,
    rowid    bigint GENERATED ALWAYS AS IDENTITY
);

CREATE INDEX untaken_of_stage ON untaken_files (stage_id);

CREATE TABLE staged_apart (
    stage_id      bigint NOT NULL REFERENCES stages (id) ON DELETE CASCADE,
    sha256        text COLLATE "C" NOT NULL,
    post          bigint NOT NULL,
    comment       bigint NOT NULL,
    other_sha256  text COLLATE "C" NOT NULL,
    other_post    bigint NOT NULL,
    other_comment bigint NOT NULL,
    PRIMARY KEY (stage_id, sha256, post, comment, other_sha256, other_post, other_comment)
);

CREATE TABLE jobs (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text NOT NULL CHECK (kind IN ('preview', 'import', 'undo', 'bringback', 'rebuild', 'verify')),
    subject  bigint,
    keeper   text,
    state    text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'running', 'done', 'stopped', 'failed')),
    asked_at text COLLATE "C" NOT NULL,
    began_at text COLLATE "C",
    ended_at text COLLATE "C",
    entry    bigint,
    done     bigint NOT NULL DEFAULT 0,
    total    bigint,
    posts    bigint NOT NULL DEFAULT 0,
    comments bigint NOT NULL DEFAULT 0,
    doing    text,
    before   bigint NOT NULL DEFAULT 0,
    second_done  bigint,
    second_total bigint,
    stop     bigint NOT NULL DEFAULT 0,
    skip     text,
    again    bigint NOT NULL DEFAULT 0,
    message  text
);

CREATE INDEX jobs_of_subject ON jobs (subject, kind);

CREATE TABLE job_imports (
    import bigint PRIMARY KEY,
    job_id bigint NOT NULL REFERENCES jobs (id) ON DELETE CASCADE
);

CREATE INDEX imports_of_job ON job_imports (job_id);

-- The keys by which the site knows its own forms again, whichever machine wrote them.
CREATE TABLE site_keys (
    name text COLLATE "C" PRIMARY KEY,
    xml  text NOT NULL
);

-- The secret of the names that are given in place of names, one for all machines.
CREATE TABLE pseudonyms (
    number bigint PRIMARY KEY CHECK (number = 1),
    secret bytea NOT NULL
);

-- Which of the program's schemas these are.
CREATE TABLE desk (schema int NOT NULL);
INSERT INTO desk VALUES (1);
