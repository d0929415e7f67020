import Glibc

/// The descriptors 0, 1 and 2.
enum StandardStreams {
  /// Opens `/dev/null` for those that the program was started without.
  ///
  /// The next file to be opened would get the number of a closed one: what is meant for standard
  /// error would then be written into the store's index.
  static func holdPlaces() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
      // Takes the lowest free number, which is this one.
      _ = open("/dev/null", O_RDWR)
    }
  }
}
