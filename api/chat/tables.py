"""The file of conversations: what each remembers, events that were answered, answers that were given."""

FILE = "chat.sqlite"

_TABLES = """
CREATE TABLE talks (
    surface TEXT NOT NULL, place TEXT NOT NULL, thread TEXT NOT NULL, talk TEXT NOT NULL, moment INTEGER NOT NULL,
    PRIMARY KEY (surface, place, thread)) STRICT, WITHOUT ROWID;
CREATE INDEX talks_by_moment ON talks (moment);
CREATE TABLE events (
    surface TEXT NOT NULL, event TEXT NOT NULL, moment INTEGER NOT NULL, PRIMARY KEY (surface, event)) STRICT, WITHOUT ROWID;
CREATE INDEX events_by_moment ON events (moment);
CREATE TABLE answers (
    number INTEGER PRIMARY KEY, answer_id TEXT NOT NULL UNIQUE, surface TEXT NOT NULL, place TEXT NOT NULL,
    person TEXT NOT NULL, talk TEXT NOT NULL) STRICT;
CREATE TABLE posted (
    surface TEXT NOT NULL, place TEXT NOT NULL, message TEXT NOT NULL,
    answer_id TEXT NOT NULL REFERENCES answers (answer_id) ON DELETE CASCADE,
    PRIMARY KEY (surface, place, message)) STRICT, WITHOUT ROWID;
CREATE INDEX posted_of ON posted (answer_id);
"""

_OF_PERSONS = """
DROP TABLE talks;
CREATE TABLE talks (
    surface TEXT NOT NULL, place TEXT NOT NULL, thread TEXT NOT NULL, person TEXT NOT NULL, talk TEXT NOT NULL,
    moment INTEGER NOT NULL, PRIMARY KEY (surface, place, thread, person)) STRICT, WITHOUT ROWID;
CREATE INDEX talks_by_moment ON talks (moment);
ALTER TABLE answers ADD COLUMN moment INTEGER NOT NULL DEFAULT 0;
UPDATE answers SET moment = CAST(strftime('%s', 'now') AS INTEGER);
CREATE INDEX answers_by_moment ON answers (moment);
CREATE INDEX answers_of ON answers (surface, person);
"""
"""What only one person reads is remembered for them alone; what others read has no person."""

SCHEMAS = (_TABLES, _OF_PERSONS)
"""Each makes one version of the file out of the one before."""
