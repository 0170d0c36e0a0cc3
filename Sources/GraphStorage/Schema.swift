import EntityModel
import GRDB

/// The tables, and the invariants the database keeps by itself.
///
/// An `appearance` is one entity in one document; everything else a document contributes hangs on it, so that removing
/// the document takes away exactly what it brought. Of what sums over documents there are stored, though they follow from the
/// rest, how often entities are named, and who works with which area. Rows have numbers that depend on what they stand for (`stableID`), so equal documents and
/// corrections make equal tables.
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
    migrator.registerMigration("v2") { db in
      try renumber(db)
      try db.execute(sql: worksWith)
      try db.execute(sql: windows)
      try db.execute(sql: countedWindows(temporary: false))
      try WindowMigration(db).run()
      try db.execute(sql: corrections)
      try db.execute(sql: names)
      let index = try NameIndex(db)
      index.touch(try String.fetchAll(db, sql: "SELECT name FROM entity UNION SELECT name FROM alias"))
      try index.update()
    }
    migrator.registerMigration("v3") { db in try db.execute(sql: texts) }
    migrator.registerMigration("v4") { db in try db.execute(sql: areas) }
    migrator.registerMigration("v5") { db in
      try db.execute(sql: counts)
      try AreaIndex.refill(db)
    }
    return migrator
  }()

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
      type TEXT NOT NULL CHECK (type IN (\(EntityType.allCases.sqlList))),
      name TEXT NOT NULL CHECK (name <> ''),
      anchor TEXT NOT NULL,
      UNIQUE (type, name, anchor)
    ) STRICT;
    CREATE INDEX entity_name ON entity (name);
    CREATE TABLE appearance (
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      entity INTEGER NOT NULL REFERENCES entity,
      is_inferred INTEGER NOT NULL CHECK (is_inferred IN (0, 1)),
      level TEXT CHECK (level IN (\(PlaceLevel.allCases.sqlList))),
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
      type TEXT NOT NULL CHECK (type IN (\(RelationType.allCases.sqlList))),
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

  /// The key's columns first: SQLite 3.40's integrity check otherwise takes `rank` for empty.
  private static let worksWith = """
    CREATE TABLE new_works_with (
      document INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      kind TEXT NOT NULL CHECK (kind IN ('district', 'township')),
      name TEXT NOT NULL CHECK (name <> ''),
      rank INTEGER NOT NULL CHECK (rank >= 0),
      PRIMARY KEY (document, entity, kind, name),
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_works_with SELECT document, entity, kind, name, rank FROM works_with;
    DROP TABLE works_with;
    ALTER TABLE new_works_with RENAME TO works_with;
    CREATE INDEX works_with_name ON works_with (name, kind);
    """

  /// What the extractor of the first version found stays until its documents are extracted anew: its name is empty.
  ///
  /// `original` holds, as JSON, what a document contributes before corrections, where these change it.
  private static let corrections = """
    ALTER TABLE document ADD COLUMN extractor TEXT NOT NULL DEFAULT '';
    CREATE INDEX document_date ON document (date);
    CREATE TABLE correction (
      ordinal INTEGER PRIMARY KEY,
      line TEXT NOT NULL CHECK (line <> '')
    ) STRICT;
    CREATE TABLE correction_effect (
      document INTEGER NOT NULL REFERENCES document ON DELETE CASCADE,
      correction INTEGER NOT NULL REFERENCES correction,
      PRIMARY KEY (document, correction)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX correction_effect_correction ON correction_effect (correction);
    CREATE TABLE original (
      document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
      contribution TEXT NOT NULL CHECK (json_valid(contribution))
    ) STRICT;
    """

  /// Who is named together: co-occurrences are counted from these when they are asked for, so that joining two entities
  /// into one, leaving reprints out and asking for some days alone give exact counts.
  ///
  /// An article has as many windows as `windows` says; listed are those that name somebody, `size` entities each.
  private static let windows = """
    ALTER TABLE article ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE article ADD COLUMN windows INTEGER NOT NULL DEFAULT 0 CHECK (windows >= 0);
    CREATE INDEX article_digest ON article (digest);
    CREATE TABLE name_window (
      document INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      article INTEGER NOT NULL,
      sentence INTEGER,
      size INTEGER NOT NULL CHECK (size > 0),
      PRIMARY KEY (document, ordinal),
      FOREIGN KEY (document, article) REFERENCES article ON DELETE CASCADE,
      FOREIGN KEY (document, sentence) REFERENCES sentence ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE window_member (
      document INTEGER NOT NULL,
      window INTEGER NOT NULL,
      entity INTEGER NOT NULL,
      PRIMARY KEY (document, window, entity),
      FOREIGN KEY (document, window) REFERENCES name_window ON DELETE CASCADE,
      FOREIGN KEY (document, entity) REFERENCES appearance ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX window_member_entity ON window_member (entity);
    """

  /// Views: `first_print` has every article but those whose text stands in another document, or earlier in the same
  /// (of these the first by number, which depends on the name of the document alone); `counted_window` their windows.
  static func countedWindows(temporary: Bool) -> String {
    let view = "CREATE \(temporary ? "TEMP " : "")VIEW"
    return """
      \(view) first_print AS SELECT document, ordinal, windows FROM article WHERE NOT EXISTS (
        SELECT 1 FROM article AS other
        WHERE other.digest = article.digest AND (other.document, other.ordinal) < (article.document, article.ordinal));
      \(view) counted_window AS SELECT name_window.document, name_window.ordinal AS window, article, sentence, size
      FROM name_window JOIN first_print
        ON first_print.document = name_window.document AND first_print.ordinal = name_window.article;
      """
  }

  /// Every name and alias in use once; `characters` has a blank between any two of them, so that FTS5 takes each for a
  /// word and a phrase finds any part of a name, however short.
  private static let names = """
    CREATE TABLE name (
      id INTEGER PRIMARY KEY,
      text TEXT NOT NULL UNIQUE CHECK (text <> ''),
      characters TEXT NOT NULL
    ) STRICT;
    CREATE VIRTUAL TABLE name_text USING fts5 (
      characters, content = 'name', content_rowid = 'id', tokenize = "unicode61 categories 'L* M* N* P* S* Co'"
    );
    CREATE TABLE initials (
      initials TEXT NOT NULL CHECK (initials <> ''),
      name INTEGER NOT NULL REFERENCES name ON DELETE CASCADE,
      PRIMARY KEY (initials, name)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX initials_name ON initials (name);
    """

  /// The text of a document as UTF-8, from which its sentences are quoted; `resolver` is what said who its mentions are.
  ///
  /// Documents of older versions have no text: their sentences have their own until they are read again.
  ///
  /// Ties of two are sought by both ends: a district is the end of ten thousands.
  private static let texts = """
    ALTER TABLE document ADD COLUMN resolver TEXT NOT NULL DEFAULT '';
    UPDATE document SET resolver = extractor;
    CREATE TABLE document_text (
      document INTEGER PRIMARY KEY REFERENCES document ON DELETE CASCADE,
      text BLOB NOT NULL
    ) STRICT;
    CREATE TABLE new_sentence (
      document INTEGER NOT NULL,
      ordinal INTEGER NOT NULL,
      article INTEGER NOT NULL,
      start INTEGER NOT NULL CHECK (start >= 0),
      "end" INTEGER NOT NULL CHECK ("end" >= start),
      text TEXT,
      PRIMARY KEY (document, ordinal),
      FOREIGN KEY (document, article) REFERENCES article ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
    INSERT INTO new_sentence SELECT document, ordinal, article, start, "end", text FROM sentence;
    DROP TABLE sentence;
    ALTER TABLE new_sentence RENAME TO sentence;
    DROP INDEX relation_source;
    CREATE INDEX relation_source ON relation (source, target, type);
    """

  /// Who works with which area, summed over documents (see `AreaTies`), for a county may be named in ten thousands of
  /// them; and indices that hold all that is asked of an entity. Sums are added to and taken from: a version that sums
  /// otherwise fills them anew in a migration.
  private static let areas = """
    CREATE TABLE area (
      id INTEGER PRIMARY KEY,
      level TEXT NOT NULL CHECK (level IN ('province', 'prefecture', 'county', 'township')),
      name TEXT NOT NULL CHECK (name <> ''),
      county TEXT NOT NULL
    ) STRICT;
    CREATE INDEX area_name ON area (name);
    CREATE TABLE area_support (
      area INTEGER NOT NULL REFERENCES area,
      type TEXT NOT NULL,
      entity INTEGER NOT NULL,
      weight INTEGER NOT NULL CHECK (weight >= 0),
      PRIMARY KEY (area, type, entity)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE area_part (
      parent TEXT NOT NULL CHECK (parent <> ''),
      area INTEGER NOT NULL REFERENCES area,
      documents INTEGER NOT NULL CHECK (documents >= 0),
      PRIMARY KEY (parent, area)
    ) STRICT, WITHOUT ROWID;
    CREATE INDEX area_part_area ON area_part (area);
    DROP INDEX works_with_name;
    DROP INDEX relation_source;
    CREATE INDEX relation_source ON relation (source, target, type, role);
    CREATE INDEX works_with_entity ON works_with (entity, kind, name, rank);
    CREATE INDEX role_entity ON role (entity, name);
    CREATE INDEX alias_entity ON alias (entity, name);
    DROP INDEX appearance_entity;
    CREATE INDEX appearance_entity ON appearance (entity, parent, level, code, is_inferred);
    """

  /// How often an entity is named and how much works with an area, for a map begins with the best documented.
  ///
  /// Triggers count the rows about an entity as they come and go: remove an appearance after the members of its windows.
  private static let counts = """
    ALTER TABLE entity ADD COLUMN documents INTEGER NOT NULL DEFAULT 0 CHECK (documents >= 0);
    ALTER TABLE entity ADD COLUMN windows INTEGER NOT NULL DEFAULT 0 CHECK (windows >= 0);
    UPDATE entity SET documents = (SELECT count(*) FROM appearance WHERE entity = entity.id),
      windows = (SELECT count(*) FROM window_member WHERE entity = entity.id);
    CREATE TRIGGER entity_appears AFTER INSERT ON appearance
    BEGIN UPDATE entity SET documents = documents + 1 WHERE id = NEW.entity; END;
    DROP TRIGGER entity_without_appearance;
    CREATE TRIGGER entity_disappears AFTER DELETE ON appearance
    BEGIN
      UPDATE entity SET documents = documents - 1 WHERE id = OLD.entity;
      DELETE FROM entity WHERE id = OLD.entity AND documents = 0;
    END;
    CREATE TRIGGER entity_is_named AFTER INSERT ON window_member
    BEGIN UPDATE entity SET windows = windows + 1 WHERE id = NEW.entity; END;
    CREATE TRIGGER entity_is_named_less AFTER DELETE ON window_member
    BEGIN UPDATE entity SET windows = windows - 1 WHERE id = OLD.entity; END;
    ALTER TABLE area_support ADD COLUMN documents INTEGER NOT NULL DEFAULT 0 CHECK (documents >= 0);
    ALTER TABLE area ADD COLUMN documents INTEGER NOT NULL DEFAULT 0 CHECK (documents >= 0);
    ALTER TABLE area ADD COLUMN ties INTEGER NOT NULL DEFAULT 0 CHECK (ties >= 0);
    """
}
