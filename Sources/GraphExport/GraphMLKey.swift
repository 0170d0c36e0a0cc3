/// A column of the exported graph. Ids tell nodes and edges apart, for Gephi matches them before names; names are those
/// that Gephi, Cytoscape and Tulip know by themselves (`label`, `weight`, `r`, `g`, `b`, `size`, `name`,
/// `interaction`).
struct GraphMLKey {
  let id: StaticString
  let name: StaticString
  let type: StaticString

  private init(_ id: StaticString, _ name: StaticString, _ type: StaticString) {
    self.id = id
    self.name = name
    self.type = type
  }

  static let nodes: [GraphMLKey] = [
    GraphMLKey("n_label", "label", "string"), GraphMLKey("n_name", "name", "string"),
    GraphMLKey("n_type", "type", "string"), GraphMLKey("n_anchor", "anchor", "string"),
    GraphMLKey("n_aliases", "aliases", "string"), GraphMLKey("n_level", "level", "string"),
    GraphMLKey("n_code", "code", "string"), GraphMLKey("n_parent", "parent", "string"),
    GraphMLKey("n_roles", "roles", "string"), GraphMLKey("n_districts", "districts", "string"),
    GraphMLKey("n_townships", "townships", "string"), GraphMLKey("n_inferred", "inferred", "boolean"),
    GraphMLKey("n_mentions", "mentions", "int"), GraphMLKey("n_documents", "documents", "int"),
    GraphMLKey("n_first_date", "first_date", "string"), GraphMLKey("n_last_date", "last_date", "string"),
    GraphMLKey("n_r", "r", "int"), GraphMLKey("n_g", "g", "int"), GraphMLKey("n_b", "b", "int"),
    GraphMLKey("n_size", "size", "float"),
  ]

  static let edges: [GraphMLKey] =
    [
      GraphMLKey("e_label", "label", "string"), GraphMLKey("e_interaction", "interaction", "string"),
      GraphMLKey("e_weight", "weight", "double"),
    ] + ties + [
      GraphMLKey("e_articles", "articles", "int"), GraphMLKey("e_documents", "documents", "int"),
      GraphMLKey("e_share", "share", "double"), GraphMLKey("e_npmi", "npmi", "double"),
      GraphMLKey("e_role", "role", "string"), GraphMLKey("e_inferred", "inferred", "boolean"),
      GraphMLKey("e_evidence", "evidence", "string"), GraphMLKey("e_document", "document", "string"),
      GraphMLKey("e_start", "start", "int"), GraphMLKey("e_end", "end", "int"),
    ]

  /// In the order of `TieKind.allCases`.
  static let ties: [GraphMLKey] = [
    GraphMLKey("e_part_of", "part_of", "int"), GraphMLKey("e_located_in", "located_in", "int"),
    GraphMLKey("e_works_for", "works_for", "int"), GraphMLKey("e_works_in", "works_in", "int"),
    GraphMLKey("e_reports_on", "reports_on", "int"), GraphMLKey("e_runs", "runs", "int"),
    GraphMLKey("e_takes_part_in", "takes_part_in", "int"), GraphMLKey("e_partners_with", "partners_with", "int"),
    GraphMLKey("e_co_occurrence", "co_occurrence", "int"),
  ]
}
