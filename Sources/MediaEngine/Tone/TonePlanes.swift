/// Planes of 10-bit 4:2:0 in limited range, the form in which a ``ToneMapper`` reads pictures.
struct TonePlanes {
  struct Plane {
    let base: UnsafePointer<UInt16>
    /// Values from one row to the next.
    let stride: Int

    func row(_ index: Int) -> UnsafePointer<UInt16> { base + index * stride }
  }

  let luma: Plane
  let blue: Plane
  let red: Plane
}
