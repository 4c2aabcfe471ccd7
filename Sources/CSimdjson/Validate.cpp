#include <cstring>

#include "Tokens.hpp"

namespace {

constexpr uint32_t maximum_depth = 512;

inline bool is_digit(uint8_t byte) { return byte >= '0' && byte <= '9'; }

/// A number or literal that fills `length` bytes exactly.
bool is_scalar(const uint8_t *text, size_t length) {
  switch (text[0]) {
    case 't': return length == 4 && std::memcmp(text, "true", 4) == 0;
    case 'f': return length == 5 && std::memcmp(text, "false", 5) == 0;
    case 'n': return length == 4 && std::memcmp(text, "null", 4) == 0;
    default: break;
  }
  size_t at = text[0] == '-' ? 1 : 0;
  const size_t first = at;
  while (at < length && is_digit(text[at])) at++;
  if (at == first || (text[first] == '0' && at - first > 1)) return false;
  if (at < length && text[at] == '.') {
    const size_t fraction = ++at;
    while (at < length && is_digit(text[at])) at++;
    if (at == fraction) return false;
  }
  if (at < length && (text[at] == 'e' || text[at] == 'E')) {
    at++;
    if (at < length && (text[at] == '+' || text[at] == '-')) at++;
    const size_t exponent = at;
    while (at < length && is_digit(text[at])) at++;
    if (at == exponent) return false;
  }
  return at == length;
}

/// The first byte that begins no escape sequence of JSON; `length` if there is none.
size_t invalid_escape(const uint8_t *bytes, size_t length) {
  size_t at = 0;
  while (at < length) {
    const void *found = std::memchr(bytes + at, '\\', length - at);
    if (found == nullptr) return length;
    at = static_cast<size_t>(static_cast<const uint8_t *>(found) - bytes);
    if (at + 1 >= length) return at;
    const uint8_t escaped = bytes[at + 1];
    if (escaped == 'u') {
      if (at + 6 > length) return at;
      for (size_t digit = at + 2; digit < at + 6; digit++) {
        const uint8_t byte = bytes[digit];
        const uint8_t lowered = byte | 0x20;
        if (!is_digit(byte) && !(lowered >= 'a' && lowered <= 'f')) return at;
      }
      at += 6;
    } else if (std::memchr("\"\\/bfnrt", escaped, 8) != nullptr) {
      at += 2;
    } else {
      return at;
    }
  }
  return length;
}

}  // namespace

extern "C" CanreachJSONProblem canreach_json_validate(const CanreachJSON *document, size_t *offset) {
  const uint8_t *bytes = document->bytes;
  const uint32_t *tokens = document->tokens;
  const uint32_t count = document->count;
  bool is_object[maximum_depth];
  uint32_t depth = 0;
  uint32_t token = 0;

  // Ends the check at the token that is wrong; behind the last one the text has ended too early.
  auto fail = [&](CanreachJSONProblem problem) {
    *offset = token < count ? tokens[token] : document->length;
    return token < count ? problem : CanreachJSONEndsEarly;
  };
  // Whether the string at the token closes before the next token.
  auto is_string = [&]() { return canreach::trimmed_length(document, token) >= 2; };

  for (;;) {
    // INVARIANT: here a value is due.
    if (token >= count) return fail(CanreachJSONEndsEarly);
    const uint8_t first = bytes[tokens[token]];
    if (first == '{' || first == '[') {
      if (depth == maximum_depth) return fail(CanreachJSONTooDeep);
      is_object[depth++] = first == '{';
      token++;
      if (token < count && bytes[tokens[token]] == (first == '{' ? '}' : ']')) {
        token++;
        depth--;
      } else if (first == '[') {
        continue;
      } else {
        goto key;
      }
    } else if (first == '"') {
      if (!is_string()) return fail(CanreachJSONUnclosedString);
      token++;
    } else if (first == '}' || first == ']' || first == ',' || first == ':') {
      return fail(CanreachJSONExpectedValue);
    } else {
      if (!is_scalar(bytes + tokens[token], canreach::trimmed_length(document, token))) {
        return fail(CanreachJSONInvalidScalar);
      }
      token++;
    }
    // A value has ended.
    for (;;) {
      if (depth == 0) {
        if (token < count) return fail(CanreachJSONTrailingContent);
        *offset = invalid_escape(bytes, document->length);
        return *offset < document->length ? CanreachJSONInvalidEscape : CanreachJSONFine;
      }
      if (token >= count) return fail(CanreachJSONEndsEarly);
      const uint8_t next = bytes[tokens[token]];
      if (next == ',') {
        token++;
        break;
      }
      if (next != (is_object[depth - 1] ? '}' : ']')) return fail(CanreachJSONExpectedCommaOrEnd);
      token++;
      depth--;
    }
    if (!is_object[depth - 1]) continue;
  key:
    if (token >= count) return fail(CanreachJSONEndsEarly);
    if (bytes[tokens[token]] != '"' || !is_string()) return fail(CanreachJSONExpectedKey);
    token++;
    if (token >= count || bytes[tokens[token]] != ':') return fail(CanreachJSONExpectedColon);
    token++;
  }
}
