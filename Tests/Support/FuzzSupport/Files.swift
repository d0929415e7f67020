import Glibc

/// Prints a line at once: a process that dies keeps nothing back.
package func say(_ line: String) {
  var line = line + "\n"
  line.withUTF8 { _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
}

package func fail(_ message: String) -> Never {
  say(message)
  exit(1)
}

/// The bytes of a file of up to 64 MiB.
package func read(_ path: String) -> [UInt8] {
  guard let file = fopen(path, "re") else { fail("cannot read \(path)") }
  defer { fclose(file) }
  var bytes = [UInt8](repeating: 0, count: 64 << 20)
  let count = fread(&bytes, 1, bytes.count, file)
  return Array(bytes[..<count])
}

package func write(_ bytes: [UInt8], to path: String) {
  guard let file = fopen(path, "we") else { fail("cannot write \(path)") }
  defer { fclose(file) }
  if fwrite(bytes, 1, bytes.count, file) != bytes.count { fail("cannot write \(path)") }
}
