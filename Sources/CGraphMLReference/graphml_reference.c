#include "graphml_reference.h"

#include <stdio.h>
#include <unistd.h>

#include <libxml/xmlwriter.h>

// Byte for byte what GraphMLWriter writes of SyntheticGraph; the benchmark compares the two files.

#define TRY(call) do { if ((call) < 0) return -1; } while (0)

static int data(xmlTextWriterPtr w, const char *key, const char *value) {
  TRY(xmlTextWriterStartElement(w, BAD_CAST "data"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "key", BAD_CAST key));
  TRY(xmlTextWriterWriteString(w, BAD_CAST value));
  return xmlTextWriterEndElement(w);
}

static int number(xmlTextWriterPtr w, const char *key, long value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%ld", value);
  return data(w, key, digits);
}

static int id(xmlTextWriterPtr w, const char *attribute, char prefix, long value) {
  char digits[24];
  snprintf(digits, sizeof digits, "%c%ld", prefix, value);
  return xmlTextWriterWriteAttribute(w, BAD_CAST attribute, BAD_CAST digits);
}

static int newline(xmlTextWriterPtr w) { return xmlTextWriterWriteRawLen(w, BAD_CAST "\n", 1); }

static int key(xmlTextWriterPtr w, const char *domain, const char *name, const char *type) {
  char id[40];
  snprintf(id, sizeof id, "%c_%s", domain[0], name);
  TRY(xmlTextWriterStartElement(w, BAD_CAST "key"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "id", BAD_CAST id));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "for", BAD_CAST domain));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "attr.name", BAD_CAST name));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "attr.type", BAD_CAST type));
  TRY(xmlTextWriterEndElement(w));
  return newline(w);
}

static const char *const node_keys[][2] = {
  {"label", "string"}, {"name", "string"}, {"type", "string"}, {"anchor", "string"}, {"aliases", "string"},
  {"level", "string"}, {"code", "string"}, {"parent", "string"}, {"roles", "string"}, {"districts", "string"},
  {"townships", "string"}, {"inferred", "boolean"}, {"mentions", "int"}, {"documents", "int"},
  {"first_date", "string"}, {"last_date", "string"}, {"r", "int"}, {"g", "int"}, {"b", "int"}};

static const char *const edge_keys[][2] = {
  {"label", "string"}, {"interaction", "string"}, {"weight", "double"}, {"part_of", "int"}, {"located_in", "int"},
  {"works_for", "int"}, {"works_in", "int"}, {"reports_on", "int"}, {"runs", "int"}, {"takes_part_in", "int"},
  {"partners_with", "int"}, {"co_occurrence", "int"}, {"articles", "int"}, {"documents", "int"}, {"share", "double"},
  {"npmi", "double"}, {"role", "string"}, {"inferred", "boolean"}, {"first_date", "string"}, {"last_date", "string"},
  {"evidence", "string"}, {"document", "string"}, {"evidence_start", "int"}, {"evidence_end", "int"}};

#define COUNT(array) (sizeof(array) / sizeof *(array))

static int head(xmlTextWriterPtr w) {
  TRY(xmlTextWriterStartDocument(w, "1.0", "UTF-8", NULL));
  TRY(xmlTextWriterStartElement(w, BAD_CAST "graphml"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "xmlns", BAD_CAST "http://graphml.graphdrawing.org/xmlns"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "xmlns:xsi", BAD_CAST "http://www.w3.org/2001/XMLSchema-instance"));
  TRY(xmlTextWriterWriteAttribute(
    w, BAD_CAST "xsi:schemaLocation",
    BAD_CAST "http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"));
  TRY(newline(w));
  for (size_t i = 0; i < COUNT(node_keys); i++) TRY(key(w, "node", node_keys[i][0], node_keys[i][1]));
  for (size_t i = 0; i < COUNT(edge_keys); i++) TRY(key(w, "edge", edge_keys[i][0], edge_keys[i][1]));
  TRY(xmlTextWriterStartElement(w, BAD_CAST "graph"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "id", BAD_CAST "G"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "edgedefault", BAD_CAST "directed"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "parse.nodeids", BAD_CAST "canonical"));
  TRY(xmlTextWriterWriteAttribute(w, BAD_CAST "parse.edgeids", BAD_CAST "canonical"));
  return newline(w);
}

static int node(xmlTextWriterPtr w, long i) {
  static const char *const types[] = {"person", "unit", "place", "programme"};
  static const int colours[][3] = {{0x00, 0x72, 0xB2}, {0xE6, 0x9F, 0x00}, {0x00, 0x9E, 0x73}, {0xCC, 0x79, 0xA7}};
  char text[64];
  TRY(xmlTextWriterStartElement(w, BAD_CAST "node"));
  TRY(id(w, "id", 'n', i));
  snprintf(text, sizeof text, "金乡县第%ld号单位", i);
  TRY(data(w, "n_label", text));
  TRY(data(w, "n_name", text));
  TRY(data(w, "n_type", types[i % 4]));
  if (i % 7 == 0) {
    snprintf(text, sizeof text, "别名%ld", i);
    TRY(data(w, "n_aliases", text));
  }
  if (i % 4 == 0) TRY(data(w, "n_roles", "副部长"));
  TRY(data(w, "n_districts", "金乡县"));
  TRY(data(w, "n_inferred", "false"));
  TRY(number(w, "n_mentions", i % 50 + 1));
  TRY(number(w, "n_documents", 1));
  TRY(data(w, "n_first_date", "2024-06-21"));
  TRY(data(w, "n_last_date", "2024-06-22"));
  TRY(number(w, "n_r", colours[i % 4][0]));
  TRY(number(w, "n_g", colours[i % 4][1]));
  TRY(number(w, "n_b", colours[i % 4][2]));
  TRY(xmlTextWriterEndElement(w));
  return newline(w);
}

static int edge(xmlTextWriterPtr w, long i, long nodes, long edges) {
  static const char *const ties[] = {
    "e_part_of", "e_located_in", "e_works_for", "e_works_in", "e_reports_on", "e_runs", "e_takes_part_in",
    "e_partners_with"};
  int typed = i % 10 == 0;
  long source = i * nodes / edges;
  const char *kind = typed ? "works_for" : "co_occurrence";
  TRY(xmlTextWriterStartElement(w, BAD_CAST "edge"));
  TRY(id(w, "id", 'e', i));
  TRY(id(w, "source", 'n', source));
  TRY(id(w, "target", 'n', (source + i % 977 + 1) % nodes));
  TRY(data(w, "e_label", kind));
  TRY(data(w, "e_interaction", kind));
  TRY(number(w, "e_weight", typed ? 3 : 2));
  for (size_t k = 0; k < COUNT(ties); k++) TRY(number(w, ties[k], typed && k == 2));
  TRY(number(w, "e_co_occurrence", 2));
  if (typed) TRY(data(w, "e_role", "副部长"));
  TRY(data(w, "e_inferred", "false"));
  if (typed) {
    TRY(data(w, "e_evidence", "金乡县委组织部副部长周启山表示，鱼山街道要用好“社区合伙人”。"));
    TRY(data(w, "e_document", "000_page.txt"));
    TRY(number(w, "e_evidence_start", i));
    TRY(number(w, "e_evidence_end", i + 31));
  }
  TRY(xmlTextWriterEndElement(w));
  return newline(w);
}

static int write_graph(xmlTextWriterPtr w, long nodes, long edges) {
  TRY(head(w));
  for (long i = 0; i < nodes; i++) TRY(node(w, i));
  for (long i = 0; i < edges; i++) TRY(edge(w, i, nodes, edges));
  TRY(xmlTextWriterEndElement(w));
  TRY(newline(w));
  TRY(xmlTextWriterEndDocument(w));
  return xmlTextWriterFlush(w);
}

int graphml_reference_write(const char *path, long nodes, long edges) {
  FILE *file = fopen(path, "w");
  if (file == NULL) return -1;
  setvbuf(file, NULL, _IOFBF, 1 << 20);
  xmlOutputBufferPtr output = xmlOutputBufferCreateFile(file, NULL);
  xmlTextWriterPtr writer = output == NULL ? NULL : xmlNewTextWriter(output);
  int result = -1;
  if (writer != NULL) {
    result = write_graph(writer, nodes, edges);
    xmlFreeTextWriter(writer);
  } else if (output != NULL) {
    xmlOutputBufferClose(output);
  }
  if (fflush(file) != 0 || fsync(fileno(file)) != 0) result = -1;
  if (fclose(file) != 0) result = -1;
  return result < 0 ? -1 : 0;
}
