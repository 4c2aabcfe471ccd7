import Reachability
import Testing

@Suite("URLs of requests")
struct RequestURLTests {
  @Test(
    "host, port, path and query",
    arguments: [
      ("https://API.example.com", "api.example.com", 443, "/", 0),
      ("http://api.example.com./v1?a=b&c", "api.example.com", 80, "/v1", 2),
      ("https://api.example.com:8443/v1/orders#part", "api.example.com", 8443, "/v1/orders", 0),
      ("http://[2001:db8::1]:8080/", "2001:db8::1", 8080, "/", 0), ("http://10.0.0.5?x=1", "10.0.0.5", 80, "/", 1),
    ] as [(String, String, UInt16, String, Int)])
  func parts(_ text: String, _ host: String, _ port: UInt16, _ path: String, _ fields: Int) throws {
    let url = try RequestURL(text)
    #expect(url.host == host && url.port == port && url.path == path && url.query.count == fields)
    #expect(url.isTLS == text.hasPrefix("https"))
  }

  @Test(
    "what no client would send is refused where somebody typed it",
    arguments: [
      ("https://a.example/a b", "holds a blank, which a URL writes with percent signs"),
      ("https://a.example/\u{1B}", "holds a control character, which a URL writes with percent signs"),
      ("https://a.example/ü", "holds `ü`, which a URL writes with percent signs"),
      ("https://a.example/%zz", "has a percent sign without two hexadecimal digits behind it"),
      ("https://a.example/%4", "has a percent sign without two hexadecimal digits behind it"),
      ("https://a.example\\x", "names no host: `example\\x` is no part of a name"),
      ("https://münchen.example/", "names no host: a name with other letters than ASCII's is written as `xn--…`"),
      ("https://1.2.3/", "names no host: its last part is a number, as if it were an address"),
      (
        "https://\(String(repeating: "a", count: 64)).example/",
        "names no host: `aaaaaaaa…` has more than 63 characters"
      ),
    ])
  func typed(_ text: String, _ why: String) throws {
    _ = try RequestURL(text)
    #expect(throws: QueryError(status: 64, message: "`\(text)` \(why)")) { try RequestURL(typed: text) }
  }

  @Test(
    "what a client sends is not",
    arguments: [
      "HTTPS://A.example/%41b?x=%2F&y=(1)", "http://10.0.0.5/", "http://[2001:db8::1]:8080/", "https://a_b.example/~x",
      "https://xn--mnchen-3ya.example/",
    ])
  func sent(_ text: String) throws {
    #expect(try RequestURL(typed: text) == RequestURL(text))
    #expect(try RequestURL(text).isTLS == text.lowercased().hasPrefix("https"))
  }

  @Test(
    "what is no URL is refused",
    arguments: [
      "https://", "http://:80/", "https://a b/", "http://user@host/", "https://host:0/", "https://host:x/",
      "https://.example.com/",
      "https://api..example.com/",
    ])
  func refused(_ text: String) {
    #expect(throws: QueryError.self) { try RequestURL(text) }
  }
}
