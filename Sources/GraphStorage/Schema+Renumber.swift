import EntityModel
import GRDB

extension Schema {
  /// Gives every document and entity the number that follows from its name. Numbers so far counted from 1 and are far
  /// below any of the new ones.
  static func renumber(_ db: Database) throws {
    let stableDocument = DatabaseFunction("stable_document", argumentCount: 1, pure: true) { values in
      String.fromDatabaseValue(values[0]).map { ContributionWriter.id(of: $0) }
    }
    let stableEntity = DatabaseFunction("stable_entity", argumentCount: 3, pure: true) { values in
      let parts = values.compactMap { String.fromDatabaseValue($0) }
      return parts.count == 3 ? stableID("entity", parts[0], parts[1], parts[2]) : nil
    }
    db.add(function: stableDocument)
    db.add(function: stableEntity)
    defer {
      db.remove(function: stableDocument)
      db.remove(function: stableEntity)
    }
    try db.execute(
      sql: """
        CREATE TEMP TABLE new_document AS SELECT id, stable_document(name) AS new FROM main.document;
        CREATE UNIQUE INDEX temp.new_document_id ON new_document (id);
        CREATE TEMP TABLE new_entity AS SELECT id, stable_entity(type, name, anchor) AS new FROM main.entity;
        CREATE UNIQUE INDEX temp.new_entity_id ON new_entity (id);
        """)
    func new(_ kind: String, _ column: String) -> String { "(SELECT new FROM new_\(kind) WHERE id = \(column))" }
    let (document, entity) = (new("document", "document"), new("entity", "entity"))
    try db.execute(
      sql: """
        UPDATE document SET id = \(new("document", "document.id"));
        UPDATE entity SET id = \(new("entity", "entity.id"));
        UPDATE article SET document = \(document);
        UPDATE sentence SET document = \(document);
        UPDATE appearance SET document = \(document), entity = \(entity);
        UPDATE alias SET document = \(document), entity = \(entity);
        UPDATE role SET document = \(document), entity = \(entity);
        UPDATE mention SET document = \(document), entity = \(entity);
        UPDATE works_with SET document = \(document), entity = \(entity);
        UPDATE relation SET document = \(document), source = \(new("entity", "source")),
          target = \(new("entity", "target"));
        UPDATE co_occurrence SET document = \(document),
          a = min(\(new("entity", "a")), \(new("entity", "b"))), b = max(\(new("entity", "a")), \(new("entity", "b")));
        DROP TABLE temp.new_document;
        DROP TABLE temp.new_entity;
        """)
  }
}
