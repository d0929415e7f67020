public import FilmVocabulary

/// How loud the whole film is made.
public struct AudioMastering: Hashable, Sendable {
  /// The integrated loudness in LUFS (EBU R128); `nil` leaves the sound as it is mixed.
  public var loudness: Rational? = Rational(-14)
  /// The highest true peak in dBTP.
  public var truePeak: Rational = Rational(-1)
}
