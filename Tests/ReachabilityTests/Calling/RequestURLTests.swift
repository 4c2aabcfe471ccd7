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
