#include <cstring>
#include <new>

#include "Tokens.hpp"

extern "C" int canreach_parse_ipv4(const uint8_t *text, size_t length, uint32_t *address) {
  if (length < 7 || length > 15) return 0;
  uint32_t value = 0, octet = 0;
  int digits = 0, dots = 0;
  for (size_t at = 0; at < length; at++) {
    const uint8_t byte = text[at];
    if (byte >= '0' && byte <= '9') {
      if (digits > 0 && octet == 0) return 0;
      octet = octet * 10 + (byte - '0');
      if (++digits > 3 || octet > 255) return 0;
    } else if (byte == '.') {
      if (digits == 0 || dots == 3) return 0;
      value = value << 8 | octet;
      octet = 0;
      digits = 0;
      dots++;
    } else {
      return 0;
    }
  }
  if (dots != 3 || digits == 0) return 0;
  *address = value << 8 | octet;
  return 1;
}

extern "C" size_t canreach_count_lines(const uint8_t *bytes, size_t length) {
  size_t lines = 0;
  // In blocks, so that the compiler can add up bytes.
  while (length >= 128) {
    uint8_t block = 0;
    for (int at = 0; at < 128; at++) block += bytes[at] == '\n';
    lines += block;
    bytes += 128;
    length -= 128;
  }
  for (size_t at = 0; at < length; at++) lines += bytes[at] == '\n';
  return lines;
}

/// Open addressing over the hashes; the bytes live in blocks that are never moved.
struct CanreachInterner {
  struct Entry {
    uint64_t hash;
    const uint8_t *bytes;
    uint32_t length;
    uint32_t number;
  };
  Entry *slots = nullptr;
  size_t capacity = 0;
  uint32_t count = 0;
  uint8_t *block = nullptr;
  size_t block_left = 0;
  /// Each block begins with the address of the one before.
  uint8_t *last_block = nullptr;
};

namespace {

uint64_t hash_of(const uint8_t *bytes, size_t length) {
  uint64_t hash = 0x9e3779b97f4a7c15ull ^ length;
  while (length >= 8) {
    uint64_t word;
    std::memcpy(&word, bytes, 8);
    hash = (hash ^ word) * 0xff51afd7ed558ccdull;
    hash ^= hash >> 32;
    bytes += 8;
    length -= 8;
  }
  uint64_t rest = 0;
  std::memcpy(&rest, bytes, length);
  hash = (hash ^ rest) * 0xc4ceb9fe1a85ec53ull;
  return hash ^ hash >> 29;
}

bool grow(CanreachInterner *interner) {
  const size_t capacity = interner->capacity == 0 ? 1024 : interner->capacity * 2;
  auto *slots = new (std::nothrow) CanreachInterner::Entry[capacity]();
  if (slots == nullptr) return false;
  for (size_t at = 0; at < interner->capacity; at++) {
    const auto &entry = interner->slots[at];
    if (entry.bytes == nullptr) continue;
    size_t slot = entry.hash & (capacity - 1);
    while (slots[slot].bytes != nullptr) slot = (slot + 1) & (capacity - 1);
    slots[slot] = entry;
  }
  delete[] interner->slots;
  interner->slots = slots;
  interner->capacity = capacity;
  return true;
}

uint8_t *keep(CanreachInterner *interner, const uint8_t *bytes, size_t length) {
  if (interner->block_left < length + 1) {
    const size_t size = length + 1 > 65536 ? length + 1 : 65536;
    auto *block = new (std::nothrow) uint8_t[size + sizeof(void *)];
    if (block == nullptr) return nullptr;
    std::memcpy(block, &interner->last_block, sizeof(void *));
    interner->last_block = block;
    interner->block = block + sizeof(void *);
    interner->block_left = size;
  }
  uint8_t *kept = interner->block;
  std::memcpy(kept, bytes, length);
  interner->block += length + 1;
  interner->block_left -= length + 1;
  return kept;
}

}  // namespace

extern "C" CanreachInterner *canreach_interner_make(void) { return new (std::nothrow) CanreachInterner(); }

extern "C" void canreach_interner_free(CanreachInterner *interner) {
  if (interner == nullptr) return;
  while (interner->last_block != nullptr) {
    uint8_t *block = interner->last_block;
    std::memcpy(&interner->last_block, block, sizeof(void *));
    delete[] block;
  }
  delete[] interner->slots;
  delete interner;
}

extern "C" uint32_t canreach_intern(CanreachInterner *interner, const uint8_t *bytes, size_t length) {
  if (interner == nullptr) return UINT32_MAX;
  if (interner->count * 2 >= interner->capacity && !grow(interner)) return UINT32_MAX;
  const uint64_t hash = hash_of(bytes, length);
  size_t slot = hash & (interner->capacity - 1);
  while (interner->slots[slot].bytes != nullptr) {
    const auto &entry = interner->slots[slot];
    if (entry.hash == hash && entry.length == length && canreach::is_equal(entry.bytes, bytes, length)) {
      return entry.number;
    }
    slot = (slot + 1) & (interner->capacity - 1);
  }
  const uint8_t *kept = keep(interner, bytes, length);
  if (kept == nullptr) return UINT32_MAX;
  interner->slots[slot] = {hash, kept, static_cast<uint32_t>(length), interner->count};
  return interner->count++;
}
