/// A rectangle of a picture, to draw into or to read from. Valid as long as the picture.
struct PicturePart {
  let luma: Picture.Plane
  let blue: Picture.Plane
  let red: Picture.Plane

  var planes: [Picture.Plane] { [luma, blue, red] }
}

extension Picture {
  /// A part whose origin is even.
  func part(_ rectangle: PixelRectangle) -> PicturePart {
    precondition(rectangle.x % 2 == 0 && rectangle.y % 2 == 0)
    func chroma(_ plane: Plane) -> Plane {
      plane.part(
        x: rectangle.x / 2, y: rectangle.y / 2, width: (rectangle.width + 1) / 2,
        height: (rectangle.height + 1) / 2)
    }
    return PicturePart(
      luma: luma.part(
        x: rectangle.x, y: rectangle.y, width: rectangle.width, height: rectangle.height),
      blue: chroma(blue), red: chroma(red))
  }

  /// All of the picture.
  var whole: PicturePart { PicturePart(luma: luma, blue: blue, red: red) }
}
