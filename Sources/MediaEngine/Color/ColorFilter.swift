/// Everything that a source's colours go through: key, curves, table.
public final class ColorFilter {
  private let keyer: ChromaKeyer?
  private let curves: ColorCurves?
  private let table: ColorTable?

  public init(keyer: ChromaKeyer?, curves: ColorCurves?, table: ColorTable?) {
    self.keyer = keyer
    self.curves = curves
    self.table = table
  }

  /// Changes a picture in place. With an alpha plane, it is premultiplied before and after; a key
  /// needs that plane.
  public func apply(to picture: Picture) {
    picture.unpremultiply()
    keyer?.apply(to: picture)
    curves?.apply(to: picture)
    table?.apply(to: picture)
    picture.premultiply()
  }
}
