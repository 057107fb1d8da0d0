#!/usr/bin/env bash
# Makes one kept archive: the same commands, whatever the version of the program.
#
#   make.sh PROGRAM FOLDER          a new archive from dumps/
#   make.sh PROGRAM FOLDER more     FOLDER/archive.db, of an earlier version, with one more capture
#
# Leaves in FOLDER: archive.db, export.jsonl (what PROGRAM prints for it), keys.txt (every address that it gives).
# Needs sqlite3. The times of import are those of the day; everything else is the same each time.
set -euo pipefail
set -m    # each job in a group of its own: otherwise a job in the background would not hear Ctrl-C

program=$(realpath "$1")
mkdir -p "$2"
folder=$(realpath "$2")
more=${3:-}
cd "$(dirname "$(realpath "$0")")/dumps"
export ARCHIVE_DATA=$folder/data Serilog__MinimumLevel__Default=Warning
database=$ARCHIVE_DATA/archive.db
rm -rf "$ARCHIVE_DATA"
mkdir "$ARCHIVE_DATA"

bring() { "$program" import "$@"; }

# The program ends with 1 where a file was refused.
bring_refused() { if bring "$@"; then echo "nothing was refused" >&2; exit 1; fi; }

running() { [ "$(sqlite3 "$database" "SELECT count(*) FROM imports WHERE outcome = 'running'")" != 0 ]; }

# An import that has stored its first dump and hangs at the third: the second is refused, which ends a batch, and the
# third is a pipe into which nobody writes.
begin_endless() {
    rm -f "$folder/endless.txt"
    mkfifo "$folder/endless.txt"
    "$program" import "$1" refused/picture.txt "$folder/endless.txt" &
    endless=$!
    while ! running; do sleep 0.1; done
}

end_endless() {
    wait "$endless" || true
    rm -f "$folder/endless.txt"
}

cancel_endless() {
    kill -INT "$endless"
    sleep 1
    : > "$folder/endless.txt"
    end_endless
}

kill_endless() {
    kill -KILL "$endless"
    end_endless
}

make_new() {
    # A post with four captures: the third comes first, the newest does not say when it was taken.
    bring harbour/ferry-3.txt --captured 2015-04-01
    bring harbour/ferry-1.txt --captured 2015-03-04
    bring harbour/ferry-4.txt
    bring harbour/ferry-2.txt --captured 2015-03-10T18:30Z

    # From the newest back to the oldest: notices of removal come before the texts that were removed.
    bring harbour/nets-3.txt --captured 2015-05-01
    bring harbour/nets-2.txt --captured 2015-04-20
    bring harbour/nets-1.txt --captured 2015-04-18T09:00+01:00

    # Three posts of one title in one month: the middle one comes first, and has the address without a number.
    bring harbour/tides-23.txt --captured 2015-03-24
    bring harbour/tides-30.txt
    bring harbour/tides-09.txt --captured 2015-03-10
    bring harbour/tides-09-later.txt

    # Untitled, undated, other white space, a body that is lost.
    bring harbour/fog-morning-2.txt harbour/fog-evening.txt --captured 2015-04-02
    bring harbour/fog-morning-1.txt --captured 2015-03-13
    bring harbour/breakwater-2.txt
    bring harbour/breakwater-1.txt --captured 2014-12-31
    bring harbour/salt-2.txt --captured 2015-05-25
    bring harbour/salt-3.txt --captured 2015-05-30
    bring harbour/salt-1.txt --captured 2015-05-20

    # One capture three times over in other bytes, then a newer one that fills a placeholder.
    bring harbour/lamp-1-crlf.txt --captured 2015-05-06
    bring harbour/lamp-1.txt --captured 2015-05-06
    bring harbour/lamp-2.txt --captured 2015-08-01
    bring harbour/lamp-1-crlf-mark.txt

    # A blog that is named before it is described; texts before placeholders, names before texts without names.
    bring loose/hostile.txt --blog kiln-notebook
    bring kiln/schedule-2-names.txt --captured 2015-08-05
    bring kiln/schedule-1.txt --captured 2015-06-07
    bring kiln/cone-2.txt --captured 2015-07-02
    bring kiln/cone-1.txt --captured 2015-06-12
    bring kiln/glaze-2.txt --captured 2015-08-01
    bring kiln/glaze-1.txt --captured 2015-07-02
    bring kiln/ash-1.txt kiln/ash-2.txt --captured 2015-07-16
    bring kiln/nameless-2.txt kiln/nameless-3.txt
    bring kiln/nameless-1.txt --captured 2015-06-01

    # A blog without a blog.json; two captures of one moment in one import.
    bring loose/same-moment-a.txt loose/same-moment-b.txt
    bring loose/brunnen-1.txt --captured 2015-09-07
    bring loose/brunnen-2.txt --captured 2015-09-06

    # Refused, and refused again.
    bring_refused refused
    bring_refused refused --captured 2015-09-21

    # Whole folders: most is known already. A dry run keeps nothing.
    bring harbour kiln --dry-run
    bring harbour kiln loose

    # The same dumps in another blog, whatever blog.json says; then the first blog, described anew.
    bring harbour/ferry-2.txt harbour/ferry-1.txt --blog old-harbour --captured 2015-03-11
    bring harbour-moved

    # Stopped by Ctrl-C; killed, and tidied up by the import after it; killed, and left so.
    begin_endless stopped/1.txt
    cancel_endless
    begin_endless stopped/2.txt
    kill_endless
    bring kiln/cone-1.txt
    begin_endless stopped/3.txt
    kill_endless
}

if [ -n "$more" ]; then
    cp "$folder/archive.db" "$database"
    bring after/ferry-5.txt --captured 2015-03-07
else
    make_new
fi

# What a killed program left in the log goes into the file; the rows stay as they are.
sqlite3 "$database" "PRAGMA wal_checkpoint(TRUNCATE)" > /dev/null
cp "$database" "$folder/archive.db"

# In the copy in data/, because opening an archive ends what was left running.
"$program" export > "$folder/export.jsonl"

sqlite3 -noheader -separator $'\t' "file:$folder/archive.db?immutable=1" > "$folder/keys.txt" <<'SQL'
WITH addresses AS (
    SELECT posts.id AS post, -1 AS position, blogs.slug AS blog, month, posts.slug AS slug, '' AS key, '' AS number, '' AS status, original
      FROM posts JOIN blogs ON blogs.id = posts.blog_id
     UNION ALL
    SELECT posts.id, position, blogs.slug, month, posts.slug, key, number, status, comments.original
      FROM comments JOIN posts ON posts.id = comments.post_id JOIN blogs ON blogs.id = posts.blog_id)
SELECT blog, month, slug, key, number, status,
       substr(replace(replace(replace(original, char(13), ' '), char(10), ' '), char(9), ' '), 1, 40)
  FROM addresses
 ORDER BY blog, month, slug, post, position;
SQL
rm -rf "$ARCHIVE_DATA"
