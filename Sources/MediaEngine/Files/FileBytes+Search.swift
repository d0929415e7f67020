extension FileBytes {
  /// Bytes that are looked through at once.
  private static let searchBlock = 32 << 10

  /// The first place, from a place on, at which some bytes stand.
  ///
  /// - Parameter mark: Few, and at least one.
  /// - Returns: `nil` if they stand nowhere.
  /// - Throws: ``MediaError`` with the code `unreadable`.
  func firstPlace(of mark: [UInt8], from start: Int) throws(MediaError) -> Int? {
    var place = start
    while size - place >= mark.count {
      let block = try bytes(at: place, count: min(Self.searchBlock, size - place))
      let found = block.withUnsafeBufferPointer { bytes in
        (0...(bytes.count - mark.count)).first {
          bytes[$0] == mark[0] && bytes[$0..<($0 + mark.count)].elementsEqual(mark)
        }
      }
      if let found { return place + found }
      // It may lie across the border.
      place += block.count - (mark.count - 1)
    }
    return nil
  }
}
