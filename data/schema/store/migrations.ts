/**
 * The schema, one string per version, applied in order; `PRAGMA user_version` counts those applied. A
 * published migration never changes. Plain SQL but for FTS5, so that PostgreSQL can take the rest.
 *
 * Everything here is derived: deleting the file and ingesting again gives the same content.
 */
export const migrations: readonly string[] = [
  `
  -- Where mail came from, and how far it was read.
  CREATE TABLE source (
    key INTEGER PRIMARY KEY,
    location TEXT NOT NULL,
    format TEXT NOT NULL,
    UNIQUE (location, format)
  ) STRICT;

  -- A source read to its end: the same fingerprint means that it holds nothing new.
  CREATE TABLE progress (
    source_key INTEGER NOT NULL REFERENCES source (key),
    fingerprint TEXT NOT NULL,
    -- Where an incremental reader goes on: a byte offset or a commit.
    cursor TEXT NOT NULL,
    messages INTEGER NOT NULL,
    rejected TEXT NOT NULL,
    PRIMARY KEY (source_key)
  ) STRICT;

  CREATE TABLE message (
    -- Never used twice: the full-text index is brought up to date by key.
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    message_id TEXT NOT NULL UNIQUE,
    -- SHA-256 over the parsed fields and body; empty for ghosts.
    hash TEXT NOT NULL,
    component INTEGER NOT NULL,
    synthetic INTEGER NOT NULL,
    ghost INTEGER NOT NULL,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    date TEXT,
    subject TEXT NOT NULL,
    -- What the header says; JSON arrays of ids.
    in_reply_to TEXT NOT NULL,
    refs TEXT NOT NULL,
    -- What threading found: null until it ran.
    thread_id TEXT,
    parent_id TEXT,
    position INTEGER,
    depth INTEGER,
    -- What places it there where headers do not: series, probable, branch.
    link TEXT,
    -- Who speaks where in the text, as spoken.ts packs it; null where the author alone does. The indexes of
    -- own and quoted words follow it. Not in body: beside a long text, each change would write the text anew.
    spoken TEXT
  ) STRICT;
  -- Apart from its message: threading rewrites message rows, and searches read thousands of them.
  CREATE TABLE body (
    message_key INTEGER PRIMARY KEY,
    text TEXT NOT NULL
  ) STRICT;

  CREATE INDEX message_component ON message (component);
  CREATE INDEX message_thread ON message (thread_id, position);
  CREATE INDEX message_date ON message (date);
  -- Few: copies that lost their id, looked for by instant.
  CREATE INDEX message_synthetic ON message (date) WHERE synthetic = 1;
  -- The messages of a sender by date, for a search in them alone.
  CREATE INDEX message_sender ON message (from_name, from_address, date);

  -- Who wrote, once each, with case, accents and ligatures folded: what --from looks in.
  CREATE TABLE sender (
    name TEXT NOT NULL,
    address TEXT NOT NULL,
    folded TEXT NOT NULL,
    -- Whom a sender is reviewed to be (data/people.yaml); null where nobody reviewed them.
    person TEXT,
    PRIMARY KEY (name, address)
  ) STRICT, WITHOUT ROWID;
  -- The hash of what was reviewed when the store was last written: other reviews, and all is derived again.
  CREATE TABLE reviewed (
    hash TEXT NOT NULL
  ) STRICT;
  INSERT INTO reviewed VALUES ('');

  CREATE TABLE message_source (
    message_key INTEGER NOT NULL,
    source_key INTEGER NOT NULL REFERENCES source (key),
    PRIMARY KEY (message_key, source_key)
  ) STRICT, WITHOUT ROWID;

  -- Copies of one message that differ; a message with one copy has no row here.
  CREATE TABLE copy (
    key INTEGER PRIMARY KEY,
    -- The message under which the group of copies is stored.
    group_id TEXT NOT NULL,
    hash TEXT NOT NULL,
    -- A ParsedMessage as JSON.
    parsed TEXT NOT NULL,
    sources TEXT NOT NULL,
    -- Likeness is followed from copy to copy, so each copy is found by its own instant.
    date TEXT,
    UNIQUE (group_id, hash)
  ) STRICT;
  CREATE INDEX copy_date ON copy (date);

  -- Mail as a source had it, by the hash of the copy that was read from it, packed against what the store holds
  -- of its message: half as large. Equal bytes once.
  CREATE TABLE original (
    sha256 TEXT NOT NULL,
    hash TEXT NOT NULL,
    length INTEGER NOT NULL,
    zstd BLOB NOT NULL,
    PRIMARY KEY (sha256, hash)
  ) STRICT;
  CREATE TABLE original_of (
    hash TEXT NOT NULL,
    source_key INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (hash, source_key, sha256)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX original_source ON original_of (sha256);

  -- Ids that became another message, such as the synthetic id of a copy whose real id came to light.
  CREATE TABLE alias (
    message_id TEXT PRIMARY KEY,
    target_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  -- A group that is taken apart forgets its aliases, by the message that they name.
  CREATE INDEX alias_target ON alias (target_id);

  -- Messages that bore the id of another one with different words; they are stored under ids of ours.
  CREATE TABLE variant (
    message_id TEXT PRIMARY KEY,
    of_id TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX variant_of ON variant (of_id);

  -- Every id that a message bears or mentions, by the key that all its forms share (id-forms.ts), and the set of
  -- messages it connects.
  CREATE TABLE mention (
    id_key TEXT PRIMARY KEY,
    component INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX mention_component ON mention (component);

  -- Messages connected by ids: the unit that is threaded and resolved anew when one joins it.
  CREATE TABLE component (
    key INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    dirty INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX component_dirty ON component (key) WHERE dirty = 1;

  CREATE TABLE thread (
    thread_id TEXT PRIMARY KEY,
    component INTEGER NOT NULL,
    subject TEXT NOT NULL,
    -- First instant of the thread, for listing in order; empty where no message has one.
    first_date TEXT NOT NULL,
    -- Patch series as JSON, or null.
    series TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX thread_component ON thread (component);
  CREATE INDEX thread_date ON thread (first_date, thread_id);

  CREATE TABLE quote (
    message_key INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    attributed_to TEXT,
    text TEXT NOT NULL,
    origin_id TEXT,
    origin_start INTEGER,
    origin_end INTEGER,
    fidelity TEXT NOT NULL,
    PRIMARY KEY (message_key, start, depth)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX quote_origin ON quote (origin_id) WHERE origin_id IS NOT NULL;

  CREATE TABLE claim (
    claim_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    message_id TEXT NOT NULL,
    author TEXT NOT NULL,
    kind TEXT NOT NULL,
    stance TEXT NOT NULL,
    approaches TEXT NOT NULL,
    text TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    confidence REAL NOT NULL,
    cue TEXT,
    title TEXT,
    -- How much it matters in its thread, 0 to 1, and whether an experiment could show it false.
    salience REAL NOT NULL,
    testable INTEGER NOT NULL,
    PRIMARY KEY (claim_id, origin)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX claim_message ON claim (message_id, start);

  CREATE TABLE relation (
    from_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    to_id TEXT NOT NULL,
    origin TEXT NOT NULL,
    PRIMARY KEY (from_id, kind, to_id, origin)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX relation_to ON relation (to_id);

  -- Which extractor saw which text of a message, so that extraction can go on where it stopped.
  CREATE TABLE extraction (
    message_id TEXT PRIMARY KEY,
    extractor TEXT NOT NULL,
    hash TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  -- The author's words and the quoted words apart; rowid is message.key. Contentless and without column
  -- sizes, which halves size and time: the text stands in table body already, and bm25 ranks by term
  -- frequency alone.
  CREATE TABLE text_index (
    -- Every message up to this key is in the index, or is a ghost.
    last_key INTEGER NOT NULL
  ) STRICT;
  INSERT INTO text_index VALUES (0);
  CREATE VIRTUAL TABLE own_text USING fts5 (
    subject, words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  );
  CREATE VIRTUAL TABLE quoted_text USING fts5 (
    words, content = '', columnsize = 0, tokenize = 'unicode61 remove_diacritics 2'
  );
  -- Larger segments, merged only when 16 have come together: a fifth less processor time to write the
  -- index than merging at every fourth, and searches are as fast. The hash size is in bytes of memory.
  INSERT INTO own_text (own_text, rank) VALUES ('automerge', 0);
  INSERT INTO own_text (own_text, rank) VALUES ('hashsize', 8388608);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('automerge', 0);
  INSERT INTO quoted_text (quoted_text, rank) VALUES ('hashsize', 8388608);
  `,
  `
  -- Mail as a source had it, in the order in which it came, and one small index. Of three indexes by whole hashes each
  -- transaction wrote a page a message anew, the more the larger the store.
  DROP INDEX original_source;
  ALTER TABLE original RENAME TO original_by_hash;
  CREATE TABLE original (
    key INTEGER PRIMARY KEY,
    hash TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    length INTEGER NOT NULL,
    zstd BLOB NOT NULL
  ) STRICT;
  CREATE TABLE original_source (
    original_key INTEGER NOT NULL,
    source_key INTEGER NOT NULL REFERENCES source (key),
    PRIMARY KEY (original_key, source_key)
  ) STRICT, WITHOUT ROWID;
  INSERT INTO original (hash, sha256, length, zstd)
    SELECT hash, sha256, length, zstd FROM original_by_hash ORDER BY rowid;
  INSERT INTO original_source SELECT key, source_key FROM original_of JOIN original USING (sha256, hash)
    ORDER BY key, source_key;
  DROP TABLE original_by_hash;
  DROP TABLE original_of;
  CREATE INDEX original_hash ON original (substr(hash, 1, 12));
  `,
];
