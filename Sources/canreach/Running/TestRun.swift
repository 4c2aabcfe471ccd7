import Importing
import NetworkModel
import Reachability
import Reports
import Synchronization

/// `test`: reads every file and asks everything they expect, on all cores.
struct TestRun {
  var paths: [String]
  var isStrict: Bool
  var sourceRoot: String?
  var output: TestOutputOptions

  /// A file with what it expects, or why it cannot be used.
  struct File: Sendable {
    var path: String
    var expectations: [Expectation] = []
    var answerer: CommandContext.Answerer?
    var warnings: [Diagnostic] = []
    var failure: LoadFailure?
    /// What reading took.
    var duration: Duration = .zero
  }

  /// What came of an expectation, and what asking took.
  struct Asked: Sendable {
    var result: TestResult
    var duration: Duration
  }

  func run(in context: CommandContext) -> ExitStatus {
    let found = ExpectationFiles(paths)
    let files = working("files", found.files.count, context) { read(found.files[$0], context) }
    // Files with one base have its mistakes in common.
    var told: Set<String> = []
    for diagnostic in files.flatMap(\.warnings) + found.problems + files.flatMap({ $0.failure?.diagnostics ?? [] })
    where told.insert(diagnostic.description).inserted {
      context.complain(diagnostic.description)
    }
    let questions = files.flatMap { file in
      file.expectations.compactMap { expectation in file.answerer.map { (file.path, expectation, $0) } }
    }
    if questions.isEmpty, files.allSatisfy({ $0.failure.map { $0.status == 66 } ?? true }) {
      // Nothing is ever true because there was nothing to ask.
      if found.problems.isEmpty, files.allSatisfy({ $0.failure == nil }) {
        context.complain("error: there is nothing to test: no file has `expect:`")
      }
      return .notFound
    }
    let asked = working("expectations", questions.count, context) { index in
      let (path, expectation, answerer) = questions[index]
      return ask(expectation, of: path, answerer)
    }
    if output.verbose { tellSlowest(files, asked, context) }
    let results = results(found.problems, files, asked)
    return output.deliver(results, status: ExitStatus.worst(results.map(status)), in: context)
  }

  /// `work` on all cores, with a bar where it takes long.
  private func working<Result: Sendable>(
    _ things: String, _ count: Int, _ context: CommandContext, _ work: @Sendable (Int) -> Result
  ) -> [Result] {
    let progress = Mutex((done: 0, bar: Progress(of: things, context)))
    let results = inParallel(count) { index in
      let result = work(index)
      progress.withLock {
        $0.done += 1
        $0.bar.show($0.done, of: count)
      }
      return result
    }
    progress.withLock { $0.bar.clear() }
    return results
  }

  private func read(_ found: ExpectationFiles.File, _ context: CommandContext) -> File {
    var file = File(path: found.path)
    file.duration = ContinuousClock().measure {
      do throws(LoadFailure) {
        let loaded = try context.load(Inputs(paths: [found.path], options: LoadOptions(sourceRoot: sourceRoot)))
        file.warnings = loaded.warnings
        file.expectations = loaded.expectations
        if !loaded.expectations.isEmpty {
          file.answerer = context.prepare(loaded.topology)
        } else if found.isNamed {
          let nothing = Diagnostic(
            .error, file: found.path, message: "nothing is expected", remedy: "write what has to hold under `expect:`")
          throw LoadFailure(status: 66, diagnostics: [nothing])
        }
      } catch { file.failure = error }
    }
    return file
  }

  private func ask(_ expectation: Expectation, of path: String, _ answerer: CommandContext.Answerer) -> Asked {
    let start = ContinuousClock.now
    let query = expectation.query
    let asked = TestResult.Asked(
      name: expectation.name, query: query, because: expectation.because, todo: expectation.todo,
      answer: expectation.refusal.map { .failure($0) } ?? answerer(query, nil))
    let result = TestResult(file: path, source: expectation.location, asked: asked)
    return Asked(result: result, duration: ContinuousClock.now - start)
  }

  /// Paths that lead to no file first, then the files in their order.
  private func results(_ problems: [Diagnostic], _ files: [File], _ asked: [Asked]) -> [TestResult] {
    var results = problems.map { TestResult(file: $0.file, error: $0, status: 66) }
    var rest = asked[...]
    for file in files {
      if let failure = file.failure {
        results += failure.diagnostics.filter { $0.severity == .error }
          .map { TestResult(file: file.path, error: $0, status: failure.status) }
      }
      results += rest.prefix(file.expectations.count).map(\.result)
      rest = rest.dropFirst(file.expectations.count)
    }
    return results
  }

  private func status(_ result: TestResult) -> ExitStatus {
    let status = ExitStatus(rawValue: result.status)
    return status == .undetermined && isStrict ? .notSo : status
  }
}
