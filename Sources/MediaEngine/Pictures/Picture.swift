internal import Glibc

/// A picture in the form in which films are made: 8-bit Y'CbCr 4:2:0 in planes, BT.709, limited
/// range, chroma sited as in MPEG-2 (level with the left luma column, between two rows).
///
/// A picture may have an alpha plane of the luma's size; its colours are then premultiplied, with
/// 16 (luma) and 128 (chroma) standing for no light. The planes are not initialised.
///
/// A picture belongs to one thread at a time.
public final class Picture {
  /// Pixels; may be odd, chroma then covers the edge with half-used samples.
  public let width: Int
  /// Pixels.
  public let height: Int

  let luma: Plane
  let blue: Plane
  let red: Plane
  let alpha: Plane?

  /// Frees what the planes lie in when nothing knows of it any longer.
  fileprivate final class Memory {
    let start: UnsafeMutableRawPointer

    init(size: Int) { start = .allocate(byteCount: size, alignment: Picture.alignment) }

    deinit { start.deallocate() }
  }

  /// Pixels of one component, row after row. It keeps its memory alive, also without its picture.
  struct Plane {
    fileprivate let memory: Memory
    let base: UnsafeMutablePointer<UInt8>
    /// Bytes from one row to the next, a multiple of 64.
    let stride: Int
    let width: Int
    let height: Int

    func row(_ index: Int) -> UnsafeMutablePointer<UInt8> { base + index * stride }
  }

  static let alignment = 64

  /// - Precondition: Both sides are from 1 to 32767 pixels.
  public init(width: Int, height: Int, hasAlpha: Bool = false) {
    precondition((1...32767).contains(width) && (1...32767).contains(height))
    self.width = width
    self.height = height
    let chromaWidth = (width + 1) / 2
    let chromaHeight = (height + 1) / 2
    let stride = Self.aligned(width)
    let chromaStride = Self.aligned(chromaWidth)
    // Vectors may read and write up to one alignment past a plane's last row.
    let lumaSize = stride * height + Self.alignment
    let chromaSize = chromaStride * chromaHeight + Self.alignment
    let memory = Memory(size: lumaSize * (hasAlpha ? 2 : 1) + 2 * chromaSize)
    var next = memory.start.assumingMemoryBound(to: UInt8.self)
    func plane(_ width: Int, _ height: Int, _ stride: Int, _ size: Int) -> Plane {
      defer { next += size }
      return Plane(memory: memory, base: next, stride: stride, width: width, height: height)
    }
    luma = plane(width, height, stride, lumaSize)
    blue = plane(chromaWidth, chromaHeight, chromaStride, chromaSize)
    red = plane(chromaWidth, chromaHeight, chromaStride, chromaSize)
    alpha = hasAlpha ? plane(width, height, stride, lumaSize) : nil
  }

  public var hasAlpha: Bool { alpha != nil }

  /// The same pixels once more.
  public func copy() -> Picture {
    let result = Picture(width: width, height: height, hasAlpha: hasAlpha)
    result.copy(from: self)
    return result
  }

  /// Luma, blue and red difference, and alpha if there is one.
  var planes: [Plane] { [luma, blue, red] + (alpha.map { [$0] } ?? []) }

  private static func aligned(_ width: Int) -> Int { (width + alignment - 1) & ~(alignment - 1) }

  /// Copies all of another picture of the same size. Without an alpha plane there, alpha here
  /// becomes opaque; without one here, alpha there is lost.
  public func copy(from other: Picture) {
    precondition(width == other.width && height == other.height)
    for (target, source) in zip([luma, blue, red], [other.luma, other.blue, other.red]) {
      target.copy(from: source)
    }
    if let alpha {
      if let source = other.alpha { alpha.copy(from: source) } else { alpha.fill(255) }
    }
  }
}

extension Picture.Plane {
  func copy(from other: Self) {
    precondition(width == other.width && height == other.height)
    for row in 0..<height { memcpy(self.row(row), other.row(row), width) }
  }

  func fill(_ value: UInt8) {
    for row in 0..<height { memset(self.row(row), Int32(value), width) }
  }

  /// The part of the plane with its origin at `x`, `y`.
  func part(x: Int, y: Int, width: Int, height: Int) -> Self {
    precondition(x >= 0 && y >= 0 && x + width <= self.width && y + height <= self.height)
    return Self(
      memory: memory, base: base + y * stride + x, stride: stride, width: width, height: height)
  }
}
