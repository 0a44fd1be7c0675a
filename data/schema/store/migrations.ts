import { firstSchema } from './first-schema.ts';

/**
 * The schema, one string per version, applied in order; `PRAGMA user_version` counts those applied. A
 * published migration never changes. Plain SQL but for FTS5, so that PostgreSQL can take the rest.
 *
 * Everything here is derived: deleting the file and ingesting again gives the same content.
 */
export const migrations: readonly string[] = [
  firstSchema,
  `
  -- Larger segments, merged only when 16 have come together: a fifth less processor time to write the
  -- index than merging at every fourth, and searches are as fast. The hash size is in bytes of memory.
  INSERT INTO own_text (own_text, rank) VALUES ('automerge', 0);
  INSERT INTO own_text (own_text, rank) VALUES ('hashsize', 8388608);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('automerge', 0);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('hashsize', 8388608);
  `,
  `
  -- How much a claim matters in its thread, 0 to 1, and whether an experiment could show it false. The
  -- extraction is forgotten, so that the next one fills them.
  ALTER TABLE claim ADD COLUMN salience REAL NOT NULL DEFAULT 0;
  ALTER TABLE claim ADD COLUMN testable INTEGER NOT NULL DEFAULT 0;
  DELETE FROM extraction;
  `,
  `
  -- Likeness is followed from copy to copy, so each copy is found by its own instant.
  ALTER TABLE copy ADD COLUMN date TEXT;
  UPDATE copy SET date = json_extract(parsed, '$.date');
  CREATE INDEX copy_date ON copy (date);
  `,
  `
  -- What places a message in its thread where headers do not: series, probable, branch.
  ALTER TABLE message ADD COLUMN link TEXT;
  `,
  `
  -- Who wrote, once each, with case, accents and ligatures folded: what --from looks in.
  CREATE TABLE sender (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    folded TEXT NOT NULL,
    PRIMARY KEY (name, address)
  ) STRICT, WITHOUT ROWID;
  INSERT OR IGNORE INTO sender
    SELECT DISTINCT from_name, from_address, folded_name(from_name || ' ' || from_address) FROM message;

  -- The index anew: accents folded in every script, and words where a script has no spaces (fold.ts). It is
  -- filled by the next ingest or search.
  DROP TABLE own_text;
  DROP TABLE quoted_text;
  UPDATE text_index SET last_key = 0;
  CREATE VIRTUAL TABLE own_text USING fts5 (
    subject, words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE quoted_text USING fts5 (
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  );
  INSERT INTO own_text (own_text, rank) VALUES ('automerge', 0);
  INSERT INTO own_text (own_text, rank) VALUES ('hashsize', 8388608);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('automerge', 0);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('hashsize', 8388608);
  `,
  `
  -- Who speaks where in the text, as store/spoken.ts packs it; null where the author alone does. The
  -- indexes of own and quoted words follow it, so what an older version indexed is derived again.
  ALTER TABLE body ADD COLUMN spoken TEXT;
  UPDATE component SET dirty = 1, version = version + 1;
  DELETE FROM extraction;
  INSERT INTO own_text (own_text) VALUES ('delete-all');
  INSERT INTO quoted_text (quoted_text) VALUES ('delete-all');
  UPDATE text_index SET last_key = 0;
  `,
  `
  -- The messages of a sender by date, for a search in them alone.
  CREATE INDEX message_sender ON message (from_name, from_address, date);
  `,
  `
  -- A group that is taken apart forgets its aliases, by the message that they name.
  CREATE INDEX alias_target ON alias (target_id);
  `,
  `
  -- The map of who speaks goes with the message: beside a long text, each change of it wrote the text anew.
  ALTER TABLE message ADD COLUMN spoken TEXT;
  UPDATE message SET spoken = (SELECT spoken FROM body WHERE message_key = key);
  ALTER TABLE body DROP COLUMN spoken;
  `,
  `
  -- Ids meet by the key that all their forms share (id-forms.ts). Components that share one become the one
  -- of the least number, and all that changed are derived again.
  CREATE TEMP TABLE keyed AS SELECT DISTINCT id_key(message_id) AS id_key, component FROM mention;
  CREATE INDEX keyed_key ON keyed (id_key);
  CREATE TEMP TABLE joined AS
    WITH RECURSIVE pair (a, b) AS (
      SELECT DISTINCT one.component, other.component FROM keyed AS one JOIN keyed AS other USING (id_key)
        WHERE one.component <> other.component
    ), reach (a, b) AS (
      SELECT a, b FROM pair UNION SELECT reach.a, pair.b FROM reach JOIN pair ON reach.b = pair.a
    )
    SELECT a AS component, min(b) AS first FROM reach GROUP BY a HAVING min(b) < a;
  UPDATE keyed SET component = first FROM joined WHERE keyed.component = joined.component;
  UPDATE message SET component = first FROM joined WHERE message.component = joined.component;
  UPDATE thread SET component = first FROM joined WHERE thread.component = joined.component;
  DELETE FROM component WHERE key IN (SELECT component FROM joined);
  DROP TABLE mention;
  CREATE TABLE mention (
    id_key TEXT PRIMARY KEY,
    component INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  INSERT INTO mention SELECT DISTINCT id_key, component FROM keyed;
  CREATE INDEX mention_component ON mention (component);
  DROP TABLE joined;
  DROP TABLE keyed;
  UPDATE component SET dirty = 1, version = version + 1;
  `,
  `
  -- Whom a sender is reviewed to be (data/people.yaml); null where nobody reviewed them. The hash is that of
  -- what was reviewed when the store was last written: other reviews, and all is derived again.
  ALTER TABLE sender ADD COLUMN person TEXT;
  CREATE TABLE reviewed (
    hash TEXT NOT NULL
  ) STRICT;
  INSERT INTO reviewed VALUES ('');
  `,
  `
  -- Mail as a source had it, by the hash of the copy that was read from it; equal bytes once. What was read
  -- before is not known any more: every source is read again.
  CREATE TABLE original (
    sha256 TEXT PRIMARY KEY,
    length INTEGER NOT NULL,
    zstd BLOB NOT NULL
  ) STRICT;
  CREATE TABLE original_of (
    hash TEXT NOT NULL,
    source_key INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (hash, source_key, sha256)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX original_source ON original_of (sha256);
  DELETE FROM progress;
  `,
  `
  -- Mail as a source had it is packed against what the store holds of its message, which the hash names: half as
  -- large. What was packed without is not carried over: every source is read again.
  DROP TABLE original;
  CREATE TABLE original (
    sha256 TEXT NOT NULL,
    hash TEXT NOT NULL,
    length INTEGER NOT NULL,
    zstd BLOB NOT NULL,
    PRIMARY KEY (sha256, hash)
  ) STRICT;
  DELETE FROM original_of;
  DELETE FROM progress;
  `,
];
