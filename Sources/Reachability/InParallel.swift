import Dispatch
import Synchronization

/// The results of `work` for 0, 1, … in this order, worked out on all cores.
///
/// - Parameter slice: how many a core takes at a time; of small works, many.
package func inParallel<Result: Sendable>(
  _ count: Int, slice: Int = 1, _ work: @Sendable (Int) -> Result
) -> [Result] {
  let slices = (count + slice - 1) / slice
  if slices < 2 { return (0..<count).map(work) }
  let results = Mutex<[[Result]]>(Array(repeating: [], count: slices))
  DispatchQueue.concurrentPerform(iterations: slices) { index in
    let part = (index * slice..<min((index + 1) * slice, count)).map(work)
    results.withLock { $0[index] = part }
  }
  return results.withLock { $0.flatMap { $0 } }
}
