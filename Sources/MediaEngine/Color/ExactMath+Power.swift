extension ExactMath {
  /// A power of what is above 0; what comes to less than e⁻⁴⁰ is 0, and to more than e⁴⁰ that.
  static func power(_ base: Double, _ exponent: Double) -> Double {
    let logarithm = exponent * logarithm(base)
    return logarithm < -40 ? 0 : exponential(min(logarithm, 40))
  }
}
