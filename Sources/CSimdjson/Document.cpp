#include <sys/mman.h>

#include <cstring>
#include <memory>
#include <new>

#include <simdjson.h>

#include "Tokens.hpp"

using canreach::is_equal;
using canreach::trimmed_length;

namespace {

/// +1 for what opens, -1 for what closes.
struct Nesting {
  int8_t step[256] = {};
  constexpr Nesting() {
    step[static_cast<unsigned>('{')] = step[static_cast<unsigned>('[')] = 1;
    step[static_cast<unsigned>('}')] = step[static_cast<unsigned>(']')] = -1;
  }
};

constexpr Nesting nesting;

/// The byte that a token begins with; 0 behind the last token.
inline uint8_t first_byte(const CanreachJSON *document, uint32_t token) {
  return token < document->count ? document->bytes[document->tokens[token]] : 0;
}

inline uint32_t skip(const CanreachJSON *document, uint32_t token) {
  const uint8_t *bytes = document->bytes;
  const uint32_t *tokens = document->tokens;
  const uint32_t count = document->count;
  if (token >= count) return count;
  int depth = nesting.step[bytes[tokens[token]]];
  token++;
  if (depth <= 0) return token;
  while (token < count) {
    depth += nesting.step[bytes[tokens[token]]];
    token++;
    if (depth == 0) break;
  }
  return token;
}

inline size_t string_length(const CanreachJSON *document, uint32_t token) {
  const size_t length = trimmed_length(document, token);
  return length >= 2 ? length - 2 : 0;
}

CanreachJSONProblem problem_of(simdjson::error_code code) {
  switch (code) {
    case simdjson::SUCCESS: return CanreachJSONFine;
    case simdjson::EMPTY: return CanreachJSONEmpty;
    case simdjson::CAPACITY: return CanreachJSONTooLarge;
    case simdjson::MEMALLOC: return CanreachJSONOutOfMemory;
    case simdjson::UTF8_ERROR: return CanreachJSONNotUTF8;
    case simdjson::UNCLOSED_STRING: return CanreachJSONUnclosedString;
    case simdjson::UNESCAPED_CHARS: return CanreachJSONControlCharacter;
    default: return CanreachJSONEndsEarly;
  }
}

}  // namespace

extern "C" {

void canreach_prefer_large_pages(const void *start, size_t length) {
  constexpr uintptr_t page = 2u << 20;
  const uintptr_t begin = (reinterpret_cast<uintptr_t>(start) + page - 1) & ~(page - 1);
  const uintptr_t end = (reinterpret_cast<uintptr_t>(start) + length) & ~(page - 1);
  if (end > begin && end - begin >= 8 * page) madvise(reinterpret_cast<void *>(begin), end - begin, MADV_HUGEPAGE);
}

CanreachJSONProblem canreach_json_open(const uint8_t *bytes, size_t length, CanreachJSON *document) {
  *document = CanreachJSON{bytes, length, nullptr, 0, nullptr, nullptr};
  if (length == 0) return CanreachJSONEmpty;
  if (length >= UINT32_MAX - 64) return CanreachJSONTooLarge;
  std::unique_ptr<simdjson::internal::dom_parser_implementation> parser;
  auto code = simdjson::get_active_implementation()->create_dom_parser_implementation(
    length, simdjson::DEFAULT_MAX_DEPTH, parser);
  if (code) return problem_of(code);
  canreach_prefer_large_pages(parser->structural_indexes.get(), (length) * sizeof(uint32_t));
  code = parser->stage1(bytes, length, simdjson::stage1_mode::regular);
  if (code) return problem_of(code);
  document->tokens = parser->structural_indexes.get();
  document->count = parser->n_structural_indexes;
  document->owner = parser.release();
  return document->count == 0 ? CanreachJSONEmpty : CanreachJSONFine;
}

void canreach_json_close(CanreachJSON *document) {
  delete static_cast<simdjson::internal::dom_parser_implementation *>(document->owner);
  document->owner = nullptr;
  document->tokens = nullptr;
  document->count = 0;
}

uint32_t canreach_json_skip(const CanreachJSON *document, uint32_t token) { return skip(document, token); }

uint32_t canreach_json_find(const CanreachJSON *document, uint32_t token, const uint8_t *key, size_t key_length) {
  const CanreachJSONKey wanted{key, key_length};
  uint32_t field = token + 1;
  while (first_byte(document, field) == '"' && field + 2 < document->count) {
    if (string_length(document, field) == wanted.length
        && is_equal(document->bytes + document->tokens[field] + 1, wanted.bytes, wanted.length)) {
      return field + 2;
    }
    field = skip(document, field + 2);
    if (first_byte(document, field) != ',') return 0;
    field++;
  }
  return 0;
}

uint32_t canreach_json_gather(
  const CanreachJSON *document, uint32_t token, const CanreachJSONKey *keys, size_t key_count, uint32_t *values) {
  std::memset(values, 0, key_count * sizeof(uint32_t));
  uint32_t field = token + 1;
  size_t expected = 0;
  while (first_byte(document, field) == '"' && field + 2 < document->count) {
    const size_t length = string_length(document, field);
    const uint8_t *text = document->bytes + document->tokens[field] + 1;
    size_t key = expected;
    for (size_t tried = 0; tried < key_count; tried++) {
      if (keys[key].length == length && is_equal(keys[key].bytes, text, length)) {
        if (values[key] == 0) values[key] = field + 2;
        expected = key + 1 == key_count ? 0 : key + 1;
        break;
      }
      key = key + 1 == key_count ? 0 : key + 1;
    }
    field = skip(document, field + 2);
    if (first_byte(document, field) != ',') break;
    field++;
  }
  return first_byte(document, field) == '}' ? field + 1 : field;
}

size_t canreach_json_string_length(const CanreachJSON *document, uint32_t token) {
  return string_length(document, token);
}

size_t canreach_json_scalar_length(const CanreachJSON *document, uint32_t token) {
  return trimmed_length(document, token);
}

}  // extern "C"
