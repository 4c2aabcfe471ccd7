#pragma once

#include <cstring>

#include "CSimdjson.h"

namespace canreach {

inline bool is_space(uint8_t byte) { return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t'; }

/// The number of bytes between the first byte of a token and the white space before the next one.
inline size_t trimmed_length(const CanreachJSON *document, uint32_t token) {
  const size_t begin = document->tokens[token];
  size_t end = document->tokens[token + 1];
  while (end > begin + 1 && is_space(document->bytes[end - 1])) end--;
  return end - begin;
}

/// Whether two byte strings of one length are the same; made for short ones.
inline bool is_equal(const uint8_t *left, const uint8_t *right, size_t length) {
  uint64_t a, b;
  if (length < 8) {
    for (size_t at = 0; at < length; at++) {
      if (left[at] != right[at]) return false;
    }
    return true;
  }
  for (size_t at = 0; at + 8 <= length; at += 8) {
    std::memcpy(&a, left + at, 8);
    std::memcpy(&b, right + at, 8);
    if (a != b) return false;
  }
  std::memcpy(&a, left + length - 8, 8);
  std::memcpy(&b, right + length - 8, 8);
  return a == b;
}

}  // namespace canreach
