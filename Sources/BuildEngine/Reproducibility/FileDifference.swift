internal import Glibc

/// Finds where two files part.
enum FileDifference {
  private static let blockSize = 1 << 18

  /// The first byte in which they differ, from 0. A file that has ended differs from one that
  /// goes on.
  ///
  /// - Returns: `nil` if they are equal, or if one of them cannot be read.
  static func offset(_ first: String, _ second: String) -> Int64? {
    guard let left = fopen(first, "re") else { return nil }
    defer { fclose(left) }
    guard let right = fopen(second, "re") else { return nil }
    defer { fclose(right) }
    var leftBlock = [UInt8](repeating: 0, count: blockSize)
    var rightBlock = leftBlock
    var position: Int64 = 0
    while true {
      let leftCount = fread(&leftBlock, 1, blockSize, left)
      let rightCount = fread(&rightBlock, 1, blockSize, right)
      let common = min(leftCount, rightCount)
      if memcmp(leftBlock, rightBlock, common) != 0 {
        return position + Int64((0..<common).first { leftBlock[$0] != rightBlock[$0] } ?? 0)
      }
      if leftCount != rightCount { return position + Int64(common) }
      if common == 0 { return nil }
      position += Int64(common)
    }
  }
}
