#ifndef CANREACH_CGRAPHVIZ_H
#define CANREACH_CGRAPHVIZ_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// How a call of Graphviz ended.
typedef enum {
  CanreachGraphvizFine = 0,
  /// The library is not installed.
  CanreachGraphvizNoLibrary,
  /// The library has no plugin for the engine or the format.
  CanreachGraphvizNoPlugin,
  /// Graphviz refused the graph, or crashed over it.
  CanreachGraphvizFailed,
  /// The time was up.
  CanreachGraphvizTooLate,
  /// No process or no memory was to be had.
  CanreachGraphvizNoResources,
} CanreachGraphvizStatus;

/// Lays a graph out and renders it, in a process of its own: Graphviz is not safe for threads, cannot be cancelled, and
/// prints what is wrong instead of returning it. The library is opened in that process, so that a program without
/// Graphviz starts and works but for its drawings.
///
/// - `dot`: the graph, in the DOT language.
/// - `engine`: `dot`, `neato` …; with `background`, which is xdot, the engine has to keep the positions (`nop2`).
/// - `bytes`: what was rendered, to be given back to `canreach_graphviz_free`; untouched but for `CanreachGraphvizFine`.
CanreachGraphvizStatus canreach_graphviz_render(
    const char *dot, const char *background, const char *engine, const char *format, int milliseconds,
    uint8_t **bytes, size_t *length);

void canreach_graphviz_free(uint8_t *bytes);

#ifdef __cplusplus
}
#endif

#endif
