internal import Glibc

/// Seconds of a clock that nobody sets, for measuring and for limits.
package enum MonotonicClock {
  package static var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
