import Foundation

/// Seconds of processor time that this process has used, all threads together.
func processorSeconds() -> Double {
  var usage = rusage()
  getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
  return seconds(usage)
}

func seconds(_ usage: rusage) -> Double {
  Double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec)
    + Double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1_000_000
}

/// What `body` gives, and the processor and wall seconds that it took.
func measured<Result>(_ body: () throws -> Result) rethrows -> (result: Result, processor: Double, wall: Double) {
  let processor = processorSeconds()
  let start = ContinuousClock.now
  let result = try body()
  return (result, processorSeconds() - processor, (ContinuousClock.now - start) / .seconds(1))
}

/// The largest part of memory that this process has had so far, in bytes.
func peakMemory() -> Int { memoryLine("VmHWM:") }

/// The part of memory that this process has now, in bytes.
func memory() -> Int { memoryLine("VmRSS:") }

private func memoryLine(_ name: String) -> Int {
  guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
    let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
  else { return 0 }
  return (Int(line.filter(\.isNumber)) ?? 0) * 1024
}

/// The bytes of the files in a folder and below it.
func folderSize(_ path: String) -> Int {
  guard let names = FileManager.default.enumerator(atPath: path) else { return 0 }
  var total = 0
  for case let name as String in names {
    let attributes = try? FileManager.default.attributesOfItem(atPath: "\(path)/\(name)")
    if attributes?[.type] as? FileAttributeType == .typeRegular { total += attributes?[.size] as? Int ?? 0 }
  }
  return total
}

/// A value in the middle, or at another share, of those that are sorted.
func quantile(_ share: Double, of sorted: [Double]) -> Double {
  sorted.isEmpty ? 0 : sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}
