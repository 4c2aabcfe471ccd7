import Addressing

/// The protocol of a rule's header.
struct SuricataProtocol {
  var numbers: [ClosedRange<UInt8>]
  /// What has to be spoken over it.
  var application: String?
  var family: AddressFamily?
  /// A name that is not known here.
  var unknown: String?

  private static let overTCP: Set = [
    "http", "http1", "http2", "tls", "ftp", "ftp-data", "smb", "ssh", "smtp", "imap", "pop3", "msn", "rdp", "pgsql",
    "mqtt", "rfb", "telnet", "modbus", "dnp3", "websocket", "ldap",
  ]
  private static let overBoth: Set = ["dns", "dcerpc", "krb5", "nfs", "sip", "enip"]
  private static let overUDP: Set = ["ntp", "dhcp", "tftp", "ike", "ikev2", "snmp", "quic"]

  init(_ name: String) {
    let every: [ClosedRange<UInt8>] = [0...UInt8.max]
    switch name {
    case "ip", "pkthdr": numbers = every
    case "ip4", "ipv4": (numbers, family) = (every, .ipv4)
    case "ip6", "ipv6": (numbers, family) = (every, .ipv6)
    case "tcp", "tcp-pkt": numbers = [6...6]
    case "udp": numbers = [17...17]
    case "icmp": numbers = [1...1, 58...58]
    case "icmpv4": numbers = [1...1]
    case "icmpv6": numbers = [58...58]
    case "ssl": (numbers, application) = ([6...6], "tls")
    case _ where SuricataProtocol.overTCP.contains(name): (numbers, application) = ([6...6], name)
    case _ where SuricataProtocol.overBoth.contains(name): (numbers, application) = ([6...6, 17...17], name)
    case _ where SuricataProtocol.overUDP.contains(name): (numbers, application) = ([17...17], name)
    default: (numbers, unknown) = (every, name)
    }
  }
}
