"""The tables of a ledger, and what is asked of them."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = 1
"""The version of these tables."""

TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS outcomes (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE,
    code TEXT NOT NULL, unit TEXT NOT NULL, leader TEXT NOT NULL, studio TEXT NOT NULL,
    is_whole INTEGER NOT NULL, slots TEXT NOT NULL, refusal TEXT NOT NULL, kept BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS packages (
    name TEXT PRIMARY KEY, digest TEXT NOT NULL, outcome TEXT NOT NULL, run INTEGER NOT NULL,
    modified REAL NOT NULL, is_present INTEGER NOT NULL, number INTEGER NOT NULL DEFAULT 0,
    use TEXT NOT NULL DEFAULT '', said TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS packages_by_number ON packages (number, name);
CREATE TABLE IF NOT EXISTS entries (
    sheet TEXT NOT NULL, row TEXT NOT NULL, head TEXT NOT NULL, text TEXT NOT NULL,
    PRIMARY KEY (sheet, row, head)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shown (
    run INTEGER NOT NULL, number INTEGER NOT NULL, prints BLOB NOT NULL, PRIMARY KEY (run, number)
);
CREATE TABLE IF NOT EXISTS questions (number INTEGER NOT NULL, finding BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS questions_by_number ON questions (number);
CREATE TABLE IF NOT EXISTS passages (
    outcome INTEGER NOT NULL, print INTEGER NOT NULL, PRIMARY KEY (outcome, print)
) WITHOUT ROWID;
"""

PUT_PACKAGE: Final = """
INSERT INTO packages (name, digest, outcome, run, modified, is_present) VALUES (?, ?, ?, ?, ?, 1)
ON CONFLICT (name) DO UPDATE SET outcome = excluded.outcome, is_present = 1,
    run = CASE digest WHEN excluded.digest THEN run ELSE excluded.run END,
    modified = CASE digest WHEN excluded.digest THEN modified ELSE excluded.modified END,
    digest = excluded.digest
"""
PUT_OUTCOME: Final = """
INSERT INTO outcomes (key, code, unit, leader, studio, is_whole, slots, refusal, kept)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
PARCELS: Final = """
SELECT p.name, p.digest, p.outcome, p.run, p.modified, p.is_present, p.number, p.use, p.said,
    o.code, o.unit, o.leader, o.studio, o.is_whole, o.slots, o.refusal
FROM packages p LEFT JOIN outcomes o ON o.key = p.outcome
"""
HELD: Final = """
CREATE TEMP TABLE held AS SELECT DISTINCT t.print AS print, p.number AS number
FROM packages p JOIN outcomes o ON o.key = p.outcome JOIN passages t ON t.outcome = o.id WHERE p.use = '采用';
CREATE INDEX temp.held_by_print ON held (print, number)
"""
ALIKE: Final = """
WITH firsts AS (
    SELECT print, MIN(number) AS number FROM temp.held GROUP BY print HAVING COUNT(*) > 1 AND COUNT(*) < ?
)
SELECT f.number, h.number FROM firsts f JOIN temp.held h ON h.print = f.print AND h.number > f.number
GROUP BY f.number, h.number HAVING COUNT(*) >= ? ORDER BY COUNT(*) DESC, f.number, h.number LIMIT ?
"""
