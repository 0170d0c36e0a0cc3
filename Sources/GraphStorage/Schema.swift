import EntityModel
import GRDB

/// The tables, and the invariants the database keeps by itself.
///
/// An `appearance` is one entity in one document; everything else a document contributes hangs on it, so that removing
/// the document takes away exactly what it brought. Nothing is stored that sums over documents.
enum Schema {
  /// `PRAGMA application_id`: the letters "gxgx", by which a file is known as ours.
  static let applicationID = 0x6778_6778

  static let migrator: DatabaseMigrator = {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { db in
      try db.execute(sql: "PRAGMA application_id = \(applicationID)")
      try db.execute(sql: documents)
      try db.execute(sql: entities)
      try db.execute(sql: ties)
    }
    return migrator
  }()

  private static func list(_ values: [String]) -> String { values.map { "'\($0)'" }.joined(separator: ", ") }

  /// Offsets are in code points of the document; `about` and `byline` are JSON arrays of names.
  private static let documents = """
    CREATE TABLE document (
      id INTEGER PRIMARY KEY,
      name TEXT NOT NULL UNIQUE CHECK (name <> ''),
      sha256 TEXT NOT NULL CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
      date TEXT CHECK (date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
      length INTEGER NOT NULL CHECK (length >= 0)
    ) STRICT;
    CREATE TABLE article (
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      ordinal INTEGER NOT NULL,
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      title TEXT NOT NULL,
      about TEXT NOT NULL CHECK (json_valid(about)),
      byline TEXT NOT NULL CHECK (json_valid(byline)),
      PRIMARY KEY (document, ordinal)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE sentence (
      document INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      article INTEGER NOT NULL,
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      text TEXT NOT NULL,
      PRIMARY KEY (document, ordinal),
      FOREIGN KEY (document, article) REFERENCES article ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """

  private static let entities = """
    CREATE TABLE entity (
      id INTEGER PRIMARY KEY,
      type TEXT NOT NULL CHECK (type IN (\(list(EntityType.allCases.map(\.rawValue))))),
      name TEXT NOT NULL CHECK (name <> ''),
      anchor TEXT NOT NULL,
      UNIQUE (type, name, anchor)
    ) STRICT;
    CREATE INDEX entity_name ON entity (name);
    CREATE TABLE appearance (
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      entity INTEGER NOT NULL REFERENCES entity,
      is_inferred INTEGER NOT NULL CHECK (is_inferred IN (0, 1)),
      level TEXT CHECK (level IN (\(list(PlaceLevel.allCases.map(\.rawValue))))),
      code TEXT,
      parent TEXT,
      PRIMARY KEY (document, entity)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX appearance_entity ON appearance (entity);
    CREATE TRIGGER entity_without_appearance AFTER DELETE ON appearance
    WHEN NOT EXISTS (SELECT 1 FROM appearance WHERE entity = OLD.entity)
    BEGIN DELETE FROM entity WHERE id = OLD.entity; END;
    CREATE TABLE alias (
      document INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      PRIMARY KEY (document, entity, name),
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX alias_name ON alias (name);
    CREATE TABLE role (
      document INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      name TEXT NOT NULL CHECK (name <> ''),
      PRIMARY KEY (document, entity, name),
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE mention (
      document INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      sentence INTEGER,
      PRIMARY KEY (document, entity, start, "end"),
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE,
      FOREIGN KEY (document, sentence) REFERENCES sentence ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """

  /// A tie is quoted from its sentence; where its evidence is not inside one, `quote` holds the words.
  private static let ties = """
    CREATE TABLE works_with (
      document INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('district', 'township')),
      rank INTEGER NOT NULL CHECK (rank >= 0),
      name TEXT NOT NULL CHECK (name <> ''),
      PRIMARY KEY (document, entity, kind, name),
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX works_with_name ON works_with (name, kind);
    CREATE TABLE relation (
      document INTEGER NOT NULL,
      source INTEGER NOT NULL,
      type TEXT NOT NULL CHECK (type IN (\(list(RelationType.allCases.map(\.rawValue))))),
      target INTEGER NOT NULL CHECK (target <> source),
      role TEXT,
      is_inferred INTEGER NOT NULL CHECK (is_inferred IN (0, 1)),
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      sentence INTEGER,
      quote TEXT CHECK ((quote IS NULL) <> (sentence IS NULL)),
      PRIMARY KEY (document, source, type, target),
      FOREIGN KEY (document, source) REFERENCES appearance ON DELETE CASCADE,
      FOREIGN KEY (document, target) REFERENCES appearance ON DELETE CASCADE,
      FOREIGN KEY (document, sentence) REFERENCES sentence ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX relation_source ON relation (source);
    CREATE INDEX relation_target ON relation (target);
    CREATE TABLE co_occurrence (
      document INTEGER NOT NULL,
      a INTEGER NOT NULL,
      b INTEGER NOT NULL CHECK (a < b),
      weight INTEGER NOT NULL CHECK (weight > 0),
      sentence INTEGER,
      PRIMARY KEY (document, a, b),
      FOREIGN KEY (document, a) REFERENCES appearance ON DELETE CASCADE,
      FOREIGN KEY (document, b) REFERENCES appearance ON DELETE CASCADE,
      FOREIGN KEY (document, sentence) REFERENCES sentence ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    """
}
