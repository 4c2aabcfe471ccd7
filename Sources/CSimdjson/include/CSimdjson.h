#ifndef CANREACH_CSIMDJSON_H
#define CANREACH_CSIMDJSON_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// A JSON text with the positions of its tokens: every brace, bracket, colon and comma, and the first byte of every
/// string and scalar. simdjson finds them (its "stage 1", which also checks UTF-8 and that strings are closed); a
/// value is then named by the index of its first token, so that any value can be visited at any time, in any order.
typedef struct {
  const uint8_t *bytes;
  size_t length;
  /// Byte offsets, ascending; `tokens[count]` is `length`.
  const uint32_t *tokens;
  uint32_t count;
  /// Owns the tokens.
  void *owner;
  /// Whatever the user of the document likes to find again; null at first.
  const void *context;
} CanreachJSON;

/// What is wrong with a JSON text.
typedef enum {
  CanreachJSONFine = 0,
  CanreachJSONEmpty,
  CanreachJSONTooLarge,
  CanreachJSONOutOfMemory,
  CanreachJSONNotUTF8,
  CanreachJSONUnclosedString,
  CanreachJSONControlCharacter,
  CanreachJSONInvalidEscape,
  CanreachJSONInvalidScalar,
  CanreachJSONExpectedValue,
  CanreachJSONExpectedKey,
  CanreachJSONExpectedColon,
  CanreachJSONExpectedCommaOrEnd,
  CanreachJSONEndsEarly,
  CanreachJSONTrailingContent,
  CanreachJSONTooDeep
} CanreachJSONProblem;

/// A key to look for: its UTF-8 bytes without quotes.
typedef struct {
  const uint8_t *bytes;
  size_t length;
} CanreachJSONKey;

/// Finds the tokens of a text. The bytes are not copied and must outlive the document; they need no padding.
CanreachJSONProblem canreach_json_open(const uint8_t *bytes, size_t length, CanreachJSON *document);

/// Asks for large pages for a long range that is about to be filled, which saves most of the page faults.
void canreach_prefer_large_pages(const void *start, size_t length);

/// Frees the tokens.
void canreach_json_close(CanreachJSON *document);

/// Checks the whole grammar (RFC 8259); `offset` becomes the byte that is wrong.
CanreachJSONProblem canreach_json_validate(const CanreachJSON *document, size_t *offset);

/// The token after the value that begins at `token`.
uint32_t canreach_json_skip(const CanreachJSON *document, uint32_t token);

/// The value of a key of the object at `token`; 0 if the object has no such key. The first of equal keys counts.
uint32_t canreach_json_find(const CanreachJSON *document, uint32_t token, const uint8_t *key, size_t key_length);

/// The values of several keys of the object at `token`, in one pass: `values[k]` is that of `keys[k]`, or 0.
/// Returns the token after the object.
uint32_t canreach_json_gather(
  const CanreachJSON *document, uint32_t token, const CanreachJSONKey *keys, size_t key_count, uint32_t *values);

/// The number of bytes of the string at `token`, quotes not counted.
size_t canreach_json_string_length(const CanreachJSON *document, uint32_t token);

/// The number of bytes of the number, literal or other scalar at `token`.
size_t canreach_json_scalar_length(const CanreachJSON *document, uint32_t token);

/// Reads a dotted quad of `length` bytes; false for anything else.
int canreach_parse_ipv4(const uint8_t *text, size_t length, uint32_t *address);

/// The number of line feeds in the range.
size_t canreach_count_lines(const uint8_t *bytes, size_t length);

/// Gives equal byte strings equal numbers, counted from 0 in the order of their first appearance.
typedef struct CanreachInterner CanreachInterner;
CanreachInterner *canreach_interner_make(void);
void canreach_interner_free(CanreachInterner *interner);
/// The number of the bytes; `UINT32_MAX` if memory is short.
uint32_t canreach_intern(CanreachInterner *interner, const uint8_t *bytes, size_t length);

#ifdef __cplusplus
}
#endif

#endif
