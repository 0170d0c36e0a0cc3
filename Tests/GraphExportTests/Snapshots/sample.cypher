CREATE CONSTRAINT guanxi_entity_id IF NOT EXISTS FOR (n:Entity) REQUIRE n.id IS UNIQUE;
UNWIND [
  {id: 'n0', name: '周启山', `type`: 'person', `anchor`: '金乡县委组织部', `aliases`: ['周部长'], `roles`: ['副部长', '部务委员'], `districts`: ['金乡县', '嘉祥县'], `townships`: ['鱼山街道'], `inferred`: false, `mentions`: 4, `documents`: 2, `first_date`: '2024-06-21', `last_date`: '2024-07-02'}
] AS row CREATE (n:Entity:Person) SET n = row;
UNWIND [
  {id: 'n1', name: '金乡县', `type`: 'place', `aliases`: ['金乡'], `level`: 'county', `code`: '370828', `parent`: '济宁市', `inferred`: false, `mentions`: 9, `documents`: 2}
] AS row CREATE (n:Entity:Place) SET n = row;
UNWIND [
  {id: 'n2', name: '“我&你”<同行>\\n', `type`: 'programme', `inferred`: false, `mentions`: 1, `documents`: 1}
] AS row CREATE (n:Entity:Programme) SET n = row;
UNWIND [
  {id: 'n3', name: '金乡县委组织部', `type`: 'unit', `inferred`: true, `mentions`: 1, `documents`: 1},
  {id: 'n4', name: '金源超市', `type`: 'unit', `inferred`: false, `mentions`: 2, `documents`: 1}
] AS row CREATE (n:Entity:Unit) SET n = row;
UNWIND [
  {source: 'n0', target: 'n3', tie: {weight: 4, `part_of`: 0, `located_in`: 0, `works_for`: 2, `works_in`: 0, `reports_on`: 0, `runs`: 0, `takes_part_in`: 0, `partners_with`: 0, `co_occurrence`: 2, `role`: '副部长', `inferred`: false, `evidence`: '金乡县委组织部副部长周启山表示：“要用好”。', `document`: '000_page.txt', `evidence_start`: 31, `evidence_end`: 62}}
] AS row MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})
CREATE (a)-[r:WORKS_FOR]->(b) SET r = row.tie;
UNWIND [
  {source: 'n3', target: 'n2', tie: {weight: 1, `part_of`: 0, `located_in`: 0, `works_for`: 0, `works_in`: 0, `reports_on`: 0, `runs`: 1, `takes_part_in`: 0, `partners_with`: 0, `co_occurrence`: 0, `inferred`: true}}
] AS row MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})
CREATE (a)-[r:RUNS]->(b) SET r = row.tie;
UNWIND [
  {source: 'n0', target: 'n1', tie: {weight: 2, `part_of`: 0, `located_in`: 0, `works_for`: 0, `works_in`: 0, `reports_on`: 0, `runs`: 0, `takes_part_in`: 0, `partners_with`: 0, `co_occurrence`: 2, `inferred`: false}},
  {source: 'n1', target: 'n4', tie: {weight: 1, `part_of`: 0, `located_in`: 0, `works_for`: 0, `works_in`: 0, `reports_on`: 0, `runs`: 0, `takes_part_in`: 0, `partners_with`: 0, `co_occurrence`: 1, `inferred`: false}},
  {source: 'n2', target: 'n4', tie: {weight: 4, `part_of`: 0, `located_in`: 0, `works_for`: 0, `works_in`: 0, `reports_on`: 0, `runs`: 0, `takes_part_in`: 0, `partners_with`: 0, `co_occurrence`: 4, `inferred`: false}}
] AS row MATCH (a:Entity {id: row.source}), (b:Entity {id: row.target})
CREATE (a)-[r:CO_OCCURRENCE]->(b) SET r = row.tie;
