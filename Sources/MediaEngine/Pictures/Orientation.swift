/// How a stored picture is turned so that it stands upright: one of the eight ways of EXIF and
/// of MP4's display matrix.
struct Orientation: Hashable {
  /// Rows become columns. Done before the mirroring.
  var swapsAxes = false
  var mirrorsX = false
  var mirrorsY = false

  static let upright = Orientation()

  init(swapsAxes: Bool = false, mirrorsX: Bool = false, mirrorsY: Bool = false) {
    self.swapsAxes = swapsAxes
    self.mirrorsX = mirrorsX
    self.mirrorsY = mirrorsY
  }

  /// Reads a matrix of nine numbers as MP4 has it: a point (x, y) goes to
  /// (a·x + c·y, b·x + d·y) for the matrix a b · c d ·. Other angles than quarter turns go to
  /// the nearest one.
  init(matrix: UnsafePointer<Int32>) {
    let (a, b, c, d) = (Int(matrix[0]), Int(matrix[1]), Int(matrix[3]), Int(matrix[4]))
    if abs(a) + abs(d) >= abs(b) + abs(c) {
      self.init(mirrorsX: a < 0, mirrorsY: d < 0)
    } else {
      self.init(swapsAxes: true, mirrorsX: c < 0, mirrorsY: b < 0)
    }
  }

  /// The size of an upright picture of this stored size, and the reverse.
  func apply(width: Int, height: Int) -> (width: Int, height: Int) {
    swapsAxes ? (height, width) : (width, height)
  }

  /// Turns a picture into another, whose size must fit.
  func turn(_ source: Picture, into target: Picture) {
    for (from, to) in zip(source.planes, target.planes) { turn(from, into: to) }
  }

  /// Turns a part of a picture into another.
  func turn(_ source: PicturePart, into target: PicturePart) {
    for (from, to) in zip(source.planes, target.planes) { turn(from, into: to) }
  }

  private func turn(_ source: Picture.Plane, into target: Picture.Plane) {
    let size = apply(width: source.width, height: source.height)
    precondition(target.width == size.width && target.height == size.height)
    // The source's place of the target's first pixel, and the steps from there.
    let lastX = target.width - 1
    let lastY = target.height - 1
    let stepX = (swapsAxes ? source.stride : 1) * (mirrorsX ? -1 : 1)
    let stepY = (swapsAxes ? 1 : source.stride) * (mirrorsY ? -1 : 1)
    let origin = source.base - (mirrorsX ? lastX * stepX : 0) - (mirrorsY ? lastY * stepY : 0)
    // Squares keep both sides in the cache when rows become columns.
    let block = 32
    for top in Swift.stride(from: 0, to: target.height, by: block) {
      for left in Swift.stride(from: 0, to: target.width, by: block) {
        for y in top..<min(top + block, target.height) {
          let row = target.row(y)
          var pixel = origin + y * stepY + left * stepX
          for x in left..<min(left + block, target.width) {
            row[x] = pixel.pointee
            pixel += stepX
          }
        }
      }
    }
  }
}
