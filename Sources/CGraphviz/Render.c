#include "CGraphviz.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <graphviz/gvc.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static void *open_library(const char *const *names) {
  for (; *names; names++) {
    void *library = dlopen(*names, RTLD_NOW | RTLD_GLOBAL);
    if (library) return library;
  }
  return NULL;
}

static int write_all(int descriptor, const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t count = write(descriptor, bytes, length);
    if (count < 0 && errno != EINTR) return -1;
    if (count > 0) {
      bytes += count;
      length -= (size_t)count;
    }
  }
  return 0;
}

// Graphviz takes the address of a name for its number, and walks through clusters by it: where the allocator reuses what is
// free, the layout depends on what the process did before. In this memory addresses only rise.

typedef struct {
  char *next;
  char *end;
} Arena;

static const size_t arena_size = (size_t)1 << 32;

static void *arena_open(Agdisc_t *disciplines) {
  (void)disciplines;
  static Arena arena;
  int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE;
  char *start = mmap(NULL, arena_size, PROT_READ | PROT_WRITE, flags, -1, 0);
  if (start != MAP_FAILED) arena = (Arena){start, start + arena_size};
  return &arena;
}

static void *arena_alloc(void *state, size_t size) {
  Arena *arena = state;
  size_t rounded = (size + 15) & ~(size_t)15;
  if (rounded > (size_t)(arena->end - arena->next)) return calloc(1, size);
  char *memory = arena->next;
  arena->next += rounded;
  return memory;
}

static void *arena_resize(void *state, void *memory, size_t old_size, size_t size) {
  void *larger = arena_alloc(state, size);
  if (larger && memory) memcpy(larger, memory, old_size < size ? old_size : size);
  return larger;
}

// The process ends with the picture.
static void arena_free(void *state, void *memory) {
  (void)state;
  (void)memory;
}

static void arena_close(void *state) { (void)state; }

typedef struct {
  const char *next;
  size_t left;
} Text;

static int read_text(void *channel, char *buffer, int size) {
  Text *text = channel;
  size_t count = size < 0 ? 0 : (size_t)size < text->left ? (size_t)size : text->left;
  memcpy(buffer, text->next, count);
  text->next += count;
  text->left -= count;
  return (int)count;
}

/// What the child does; its exit status is a `CanreachGraphvizStatus`.
static int render(const char *dot, const char *background, const char *engine, const char *format, int output) {
  static const char *const graphs[] = {"libcgraph.so.6", "libcgraph.so", "libcgraph.dylib", NULL};
  static const char *const contexts[] = {"libgvc.so.6", "libgvc.so.7", "libgvc.so", "libgvc.dylib", NULL};
  void *graph_library = open_library(graphs);
  void *context_library = open_library(contexts);
  if (!graph_library || !context_library) return CanreachGraphvizNoLibrary;
#define FIND(library, name) __typeof__(&name) find_##name = (__typeof__(&name))dlsym(library, #name)
  FIND(graph_library, agread);
  FIND(graph_library, AgIdDisc);
  FIND(graph_library, AgIoDisc);
  FIND(graph_library, agattr);
  FIND(context_library, gvContext);
  FIND(context_library, gvLayout);
  FIND(context_library, gvRenderData);
#undef FIND
  if (!find_agread || !find_AgIdDisc || !find_AgIoDisc || !find_agattr || !find_gvContext || !find_gvLayout || !find_gvRenderData) {
    return CanreachGraphvizNoLibrary;
  }
  GVC_t *context = find_gvContext();
  Agmemdisc_t memory = {arena_open, arena_alloc, arena_resize, arena_free, arena_close};
  Agiodisc_t channel = *find_AgIoDisc;
  channel.afread = read_text;
  Agdisc_t disciplines = {&memory, find_AgIdDisc, &channel};
  Text text = {dot, strlen(dot)};
  Agraph_t *graph = find_agread(&text, &disciplines);
  if (!context || !graph) return CanreachGraphvizFailed;
  if (background) find_agattr(graph, AGRAPH, (char *)"_background", (char *)background);
  // Graphviz returns -1 where it does not know the engine or the format, 1 where it fails over the graph.
  int status = find_gvLayout(context, graph, engine);
  if (status != 0) return status < 0 ? CanreachGraphvizNoPlugin : CanreachGraphvizFailed;
  char *bytes = NULL;
  unsigned int length = 0;
  status = find_gvRenderData(context, graph, format, &bytes, &length);
  if (status != 0) return status < 0 ? CanreachGraphvizNoPlugin : CanreachGraphvizFailed;
  return write_all(output, bytes, length) == 0 ? CanreachGraphvizFine : CanreachGraphvizFailed;
}

static int64_t now_in_milliseconds(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (int64_t)time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

/// Reads to the end, or until the deadline.
static CanreachGraphvizStatus collect(int input, int64_t deadline, uint8_t **bytes, size_t *length) {
  size_t capacity = 1 << 16;
  uint8_t *buffer = malloc(capacity);
  size_t count = 0;
  CanreachGraphvizStatus status = buffer ? CanreachGraphvizFine : CanreachGraphvizNoResources;
  while (status == CanreachGraphvizFine) {
    int64_t left = deadline - now_in_milliseconds();
    struct pollfd poll_input = {.fd = input, .events = POLLIN};
    int ready = left > 0 ? poll(&poll_input, 1, (int)left) : 0;
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) {
      status = ready == 0 ? CanreachGraphvizTooLate : CanreachGraphvizNoResources;
      break;
    }
    if (count == capacity) {
      uint8_t *larger = realloc(buffer, capacity * 2);
      if (!larger) {
        status = CanreachGraphvizNoResources;
        break;
      }
      buffer = larger;
      capacity *= 2;
    }
    ssize_t added = read(input, buffer + count, capacity - count);
    if (added == 0) break;
    if (added > 0) count += (size_t)added;
    if (added < 0 && errno != EINTR) status = CanreachGraphvizNoResources;
  }
  if (status == CanreachGraphvizFine) {
    *bytes = buffer;
    *length = count;
  } else {
    free(buffer);
  }
  return status;
}

CanreachGraphvizStatus canreach_graphviz_render(
    const char *dot, const char *background, const char *engine, const char *format, int milliseconds,
    uint8_t **bytes, size_t *length) {
  int64_t deadline = now_in_milliseconds() + milliseconds;
  int ends[2];
  if (pipe(ends) != 0) return CanreachGraphvizNoResources;
  pid_t child = fork();
  if (child < 0) {
    close(ends[0]);
    close(ends[1]);
    return CanreachGraphvizNoResources;
  }
  if (child == 0) {
    close(ends[0]);
    int nowhere = open("/dev/null", O_WRONLY);
    if (nowhere >= 0) dup2(nowhere, 2);
    _exit(render(dot, background, engine, format, ends[1]));
  }
  close(ends[1]);
  CanreachGraphvizStatus status = collect(ends[0], deadline, bytes, length);
  close(ends[0]);
  if (status != CanreachGraphvizFine) kill(child, SIGKILL);
  int ended = 0;
  while (waitpid(child, &ended, 0) < 0 && errno == EINTR) {
  }
  if (status != CanreachGraphvizFine) return status;
  if (WIFEXITED(ended) && WEXITSTATUS(ended) == CanreachGraphvizFine) return CanreachGraphvizFine;
  free(*bytes);
  *bytes = NULL;
  return WIFEXITED(ended) ? (CanreachGraphvizStatus)WEXITSTATUS(ended) : CanreachGraphvizFailed;
}

void canreach_graphviz_free(uint8_t *bytes) { free(bytes); }
