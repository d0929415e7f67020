internal import CFFmpeg

/// How a sound's channels become left and right.
///
/// One channel sounds on both sides at full level. Of more, the middle and the surrounding ones
/// come in 3 dB lower, as ITU-R BS.775 says, and the one for low effects is left out. Nothing is
/// scaled down for it: what becomes too loud is for the limiter.
struct ChannelMatrix: Hashable {
  struct Weights: Hashable {
    var left: Float
    var right: Float
  }

  /// By channel.
  let weights: [Weights]

  private static let lower: Float = 0.707_106_77

  init(_ layout: inout AVChannelLayout) {
    let count = Int(layout.nb_channels)
    if count == 1 {
      weights = [Weights(left: 1, right: 1)]
      return
    }
    var named = AVChannelLayout()
    if layout.order == AV_CHANNEL_ORDER_UNSPEC {
      av_channel_layout_default(&named, Int32(count))
    } else {
      av_channel_layout_copy(&named, &layout)
    }
    defer { av_channel_layout_uninit(&named) }
    weights = (0..<count).map { index in
      let channel = av_channel_layout_channel_from_index(&named, UInt32(index))
      // A channel of which nothing is known is heard in the middle.
      return Self.weights(channel) ?? Weights(left: 1 / Float(count), right: 1 / Float(count))
    }
  }

  private static func weights(_ channel: AVChannel) -> Weights? {
    switch channel {
    case AV_CHAN_FRONT_LEFT, AV_CHAN_STEREO_LEFT, AV_CHAN_FRONT_LEFT_OF_CENTER, AV_CHAN_WIDE_LEFT:
      Weights(left: 1, right: 0)
    case AV_CHAN_FRONT_RIGHT, AV_CHAN_STEREO_RIGHT, AV_CHAN_FRONT_RIGHT_OF_CENTER,
      AV_CHAN_WIDE_RIGHT:
      Weights(left: 0, right: 1)
    case AV_CHAN_BACK_LEFT, AV_CHAN_SIDE_LEFT, AV_CHAN_TOP_FRONT_LEFT, AV_CHAN_TOP_BACK_LEFT,
      AV_CHAN_SURROUND_DIRECT_LEFT, AV_CHAN_TOP_SIDE_LEFT:
      Weights(left: lower, right: 0)
    case AV_CHAN_BACK_RIGHT, AV_CHAN_SIDE_RIGHT, AV_CHAN_TOP_FRONT_RIGHT,
      AV_CHAN_TOP_BACK_RIGHT, AV_CHAN_SURROUND_DIRECT_RIGHT, AV_CHAN_TOP_SIDE_RIGHT:
      Weights(left: 0, right: lower)
    case AV_CHAN_FRONT_CENTER, AV_CHAN_TOP_FRONT_CENTER: Weights(left: lower, right: lower)
    case AV_CHAN_BACK_CENTER, AV_CHAN_TOP_CENTER, AV_CHAN_TOP_BACK_CENTER:
      Weights(left: 0.5, right: 0.5)
    case AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2: Weights(left: 0, right: 0)
    default: nil
    }
  }

  /// The loudest sample that is let through, so that a damaged file cannot make the sum useless.
  private static let bound: Float = 8

  /// Mixes channels down.
  ///
  /// - Parameters:
  ///   - planes: The channels one after another.
  ///   - stride: From a channel's first sample to the next channel's.
  ///   - count: Samples of each channel that are used.
  /// - Returns: Left and right in turn.
  func mix(_ planes: [Float], stride: Int, count: Int) -> [Float] {
    var stereo = [Float](repeating: 0, count: 2 * count)
    for (channel, weight) in weights.enumerated() where weight.left != 0 || weight.right != 0 {
      for index in 0..<count {
        let value = planes[channel * stride + index]
        // No comparison holds for what is not a number: it becomes silence.
        let usable =
          value > Self.bound
          ? Self.bound : value < -Self.bound ? -Self.bound : value == value ? value : 0
        stereo[2 * index] += weight.left * usable
        stereo[2 * index + 1] += weight.right * usable
      }
    }
    return stereo
  }
}
