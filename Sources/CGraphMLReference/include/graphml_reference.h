#ifndef GRAPHML_REFERENCE_H
#define GRAPHML_REFERENCE_H

/// Writes the benchmark's graph of `nodes` nodes and `edges` edges as GraphML to `path`, synced to the disk: what a C
/// program does with libxml2's xmlTextWriter alone.
/// Returns 0, or -1 when anything failed.
int graphml_reference_write(const char *path, long nodes, long edges);

#endif
