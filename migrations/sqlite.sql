CREATE TABLE hosted_pull (
  repository VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  draft BOOLEAN NOT NULL,
  author VARCHAR NOT NULL,
  labels JSON NOT NULL,
  reviewers JSON NOT NULL,
  linked JSON NOT NULL,
  base VARCHAR NOT NULL,
  head VARCHAR NOT NULL,
  created_at VARCHAR NOT NULL,
  updated_at VARCHAR NOT NULL,
  closed_at VARCHAR,
  merged_at VARCHAR,
  decision VARCHAR,
  PRIMARY KEY (repository, number)
);
CREATE TABLE hosted_issue (
  repository VARCHAR NOT NULL,
  number INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  open BOOLEAN NOT NULL,
  author VARCHAR NOT NULL,
  labels JSON NOT NULL,
  created_at VARCHAR NOT NULL,
  updated_at VARCHAR NOT NULL,
  closed_at VARCHAR,
  proposes BOOLEAN NOT NULL,
  PRIMARY KEY (repository, number)
);
CREATE TABLE hosted_release (
  repository VARCHAR NOT NULL,
  tag VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  prerelease BOOLEAN NOT NULL,
  published_at VARCHAR,
  PRIMARY KEY (repository, tag)
);
CREATE TABLE hosted_rename (
  old VARCHAR NOT NULL,
  new VARCHAR NOT NULL,
  seen_at VARCHAR NOT NULL,
  PRIMARY KEY (old)
);
CREATE TABLE hosted_repository (
  repository VARCHAR NOT NULL,
  asked_at VARCHAR NOT NULL,
  PRIMARY KEY (repository)
);
CREATE TABLE hosted_reach (
  repository VARCHAR NOT NULL,
  list VARCHAR NOT NULL,
  etag VARCHAR,
  known VARCHAR NOT NULL,
  PRIMARY KEY (repository, list)
);
CREATE TABLE ledger_entry (
  position INTEGER NOT NULL,
  id VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  recorded_at VARCHAR NOT NULL,
  recorded_by VARCHAR NOT NULL,
  payload VARCHAR NOT NULL,
  supersedes VARCHAR,
  origin VARCHAR,
  previous VARCHAR NOT NULL,
  hash VARCHAR NOT NULL,
  PRIMARY KEY (position),
  UNIQUE (id),
  UNIQUE (hash)
);
CREATE TABLE ledger_head (
  id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  hash VARCHAR NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE publication (
  id INTEGER NOT NULL,
  package VARCHAR NOT NULL,
  version VARCHAR NOT NULL,
  reference VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  digest VARCHAR,
  tags VARCHAR NOT NULL,
  created VARCHAR,
  annotations VARCHAR NOT NULL,
  compared BOOLEAN NOT NULL,
  findings VARCHAR NOT NULL,
  problem VARCHAR,
  from_at VARCHAR NOT NULL,
  checked_at VARCHAR NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE meta (
  "key" VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY ("key")
);
CREATE TABLE repository (
  id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  default_branch VARCHAR,
  PRIMARY KEY (id),
  UNIQUE (name)
);
CREATE TABLE problem (
  id INTEGER NOT NULL,
  repository VARCHAR NOT NULL,
  source VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  unreachable BOOLEAN NOT NULL,
  PRIMARY KEY (id)
);
CREATE TABLE blob (
  id INTEGER NOT NULL,
  oid VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  reader INTEGER NOT NULL,
  problem VARCHAR,
  interfaces INTEGER NOT NULL,
  worlds INTEGER NOT NULL,
  claimed_phase INTEGER,
  claimed_phase_line INTEGER,
  PRIMARY KEY (id),
  UNIQUE (oid, kind)
);
CREATE TABLE branch (
  id INTEGER NOT NULL,
  repository_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  kind VARCHAR DEFAULT 'default' NOT NULL,
  head VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (repository_id, name),
  FOREIGN KEY(repository_id) REFERENCES repository (id) ON DELETE CASCADE
);
CREATE TABLE tag (
  id INTEGER NOT NULL,
  repository_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  revision VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  branch VARCHAR NOT NULL,
  PRIMARY KEY (id),
  UNIQUE (repository_id, name),
  FOREIGN KEY(repository_id) REFERENCES repository (id) ON DELETE CASCADE
);
CREATE TABLE package (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  namespace VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  version VARCHAR,
  line INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE gate (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  item VARCHAR NOT NULL,
  item_kind VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  feature VARCHAR,
  version VARCHAR,
  line INTEGER NOT NULL,
  item_line INTEGER NOT NULL,
  queued BOOLEAN NOT NULL,
  package VARCHAR,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE dependency (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  namespace VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  version VARCHAR,
  line INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE wit_problem (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  "column" INTEGER NOT NULL,
  message VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE section (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  topic VARCHAR NOT NULL,
  level INTEGER NOT NULL,
  line INTEGER NOT NULL,
  filling VARCHAR NOT NULL,
  words INTEGER NOT NULL,
  placeholder_heading BOOLEAN NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE claimed_champion (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE list_row (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  phase INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  url VARCHAR,
  champions JSON NOT NULL,
  versions VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE list_problem (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  message VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE notes (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  cancelled BOOLEAN NOT NULL,
  attendees JSON NOT NULL,
  announcements JSON NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE agenda_item (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  presenters JSON NOT NULL,
  links JSON NOT NULL,
  asks_vote BOOLEAN NOT NULL,
  phase INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE note_section (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  title VARCHAR NOT NULL,
  line INTEGER NOT NULL,
  level INTEGER NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE noted_decision (
  id INTEGER NOT NULL,
  blob_id INTEGER NOT NULL,
  line INTEGER NOT NULL,
  question VARCHAR NOT NULL,
  method VARCHAR NOT NULL,
  sf INTEGER,
  f INTEGER,
  n INTEGER,
  a INTEGER,
  sa INTEGER,
  abstained INTEGER,
  outcome VARCHAR NOT NULL,
  outcome_line INTEGER,
  phase INTEGER,
  named JSON NOT NULL,
  confidence VARCHAR NOT NULL,
  reason VARCHAR NOT NULL,
  PRIMARY KEY (id),
  FOREIGN KEY(blob_id) REFERENCES blob (id) ON DELETE CASCADE
);
CREATE TABLE "commit" (
  id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  revision VARCHAR NOT NULL,
  date VARCHAR NOT NULL,
  at VARCHAR NOT NULL,
  author VARCHAR NOT NULL,
  summary VARCHAR NOT NULL,
  pull INTEGER,
  PRIMARY KEY (id),
  UNIQUE (branch_id, revision),
  UNIQUE (branch_id, position),
  FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE CASCADE
);
CREATE TABLE span (
  id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  path VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  blob_id INTEGER NOT NULL,
  first VARCHAR NOT NULL,
  from_at VARCHAR NOT NULL,
  from_position INTEGER DEFAULT '0' NOT NULL,
  "end" VARCHAR,
  until_at VARCHAR,
  until_position INTEGER,
  PRIMARY KEY (id),
  FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE CASCADE,
  FOREIGN KEY(blob_id) REFERENCES blob (id)
);
CREATE TABLE reference_verdict (
  id INTEGER NOT NULL,
  branch_id INTEGER NOT NULL,
  revision VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  folder VARCHAR NOT NULL,
  status VARCHAR NOT NULL,
  tool VARCHAR NOT NULL,
  message VARCHAR NOT NULL,
  path VARCHAR,
  line INTEGER,
  PRIMARY KEY (id),
  UNIQUE (branch_id, folder, revision),
  FOREIGN KEY(branch_id) REFERENCES branch (id) ON DELETE CASCADE
);
CREATE TABLE alembic_version (
  version_num VARCHAR(32) NOT NULL,
  PRIMARY KEY (version_num)
);
CREATE INDEX ix_agenda_item_blob_id ON agenda_item (blob_id);
CREATE INDEX ix_claimed_champion_blob_id ON claimed_champion (blob_id);
CREATE INDEX ix_dependency_blob_id ON dependency (blob_id);
CREATE INDEX ix_gate_blob_id ON gate (blob_id);
CREATE INDEX ix_gate_feature ON gate (feature);
CREATE INDEX ix_list_problem_blob_id ON list_problem (blob_id);
CREATE INDEX ix_list_row_blob_id ON list_row (blob_id);
CREATE INDEX ix_note_section_blob_id ON note_section (blob_id);
CREATE INDEX ix_noted_decision_blob_id ON noted_decision (blob_id);
CREATE INDEX ix_notes_blob_id ON notes (blob_id);
CREATE INDEX ix_package_blob_id ON package (blob_id);
CREATE INDEX ix_problem_repository ON problem (repository);
CREATE INDEX ix_publication_package_version ON publication (package, version);
CREATE INDEX ix_section_blob_id ON section (blob_id);
CREATE INDEX ix_span_blob_id ON span (blob_id);
CREATE INDEX ix_span_branch_until ON span (branch_id, until_at);
CREATE INDEX ix_wit_problem_blob_id ON wit_problem (blob_id);
CREATE TRIGGER ledger_entry_at_the_end BEFORE INSERT ON ledger_entry
WHEN NEW.position IS NOT coalesce((SELECT position FROM ledger_head), 0) + 1
  OR NEW.previous IS NOT coalesce((SELECT hash FROM ledger_head),
    '0000000000000000000000000000000000000000000000000000000000000000')
  OR EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position OR id = NEW.id OR hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'an entry of the ledger comes after the last one, once');
END;
CREATE TRIGGER ledger_entry_moves_head AFTER INSERT ON ledger_entry
BEGIN
  UPDATE ledger_head SET position = NEW.position, hash = NEW.hash;
  INSERT INTO ledger_head (id, position, hash) SELECT 1, NEW.position, NEW.hash
  WHERE NOT EXISTS (SELECT 1 FROM ledger_head);
END;
CREATE TRIGGER ledger_entry_no_delete BEFORE DELETE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER ledger_entry_no_update BEFORE UPDATE ON ledger_entry
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER ledger_head_first BEFORE INSERT ON ledger_head
WHEN NEW.id IS NOT 1 OR EXISTS (SELECT 1 FROM ledger_head)
  OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE position = 1 AND NEW.position = 1 AND hash = NEW.hash)
BEGIN
  SELECT RAISE(ABORT, 'the head of the ledger follows its entries');
END;
CREATE TRIGGER ledger_head_forward BEFORE UPDATE ON ledger_head
WHEN NEW.id IS NOT OLD.id OR NEW.position IS NOT OLD.position + 1
  OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE position = NEW.position AND hash = NEW.hash AND previous = OLD.hash)
BEGIN
  SELECT RAISE(ABORT, 'the head of the ledger follows its entries');
END;
CREATE TRIGGER ledger_head_no_delete BEFORE DELETE ON ledger_head
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
INSERT INTO alembic_version VALUES ('0006');
