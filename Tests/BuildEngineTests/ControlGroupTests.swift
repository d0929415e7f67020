import EngineTestStages
import Glibc
import Testing

@testable import BuildEngine

@Suite struct ControlGroupTests {
  /// Makes a file system of these files and reads the limits in it.
  private func limits(_ files: [String: String]) throws -> ControlGroup {
    let shop = try Workshop()
    for (path, text) in files {
      var folder = shop.folder
      for part in path.split(separator: "/").dropLast() {
        folder += "/\(part)"
        mkdir(folder, 0o755)
      }
      try shop.write(text, to: path)
    }
    return ControlGroup(root: shop.folder)
  }

  private let version2 = "30 23 0:26 / /sys/fs/cgroup rw,nosuid shared:9 - cgroup2 cgroup2 rw\n"

  @Test func withoutGroupsNothingIsLimited() throws {
    let none = try limits([:])
    #expect(none.memoryBytes == nil && none.processors == nil)
    let free = try limits([
      "proc/self/mountinfo": version2, "proc/self/cgroup": "0::/a\n",
      "sys/fs/cgroup/a/memory.max": "max\n", "sys/fs/cgroup/a/memory.high": "max\n",
      "sys/fs/cgroup/a/cpu.max": "max 100000\n",
    ])
    #expect(free == none)
  }

  @Test func theSmallestLimitOnTheWayUpHolds() throws {
    let found = try limits([
      "proc/self/mountinfo": version2 + "31 1 8:1 / / rw - ext4 /dev/sda1 rw\nrubbish\n",
      "proc/self/cgroup": "0::/user.slice/a:b/c\n",
      "sys/fs/cgroup/user.slice/memory.max": "2000000000\n",
      "sys/fs/cgroup/user.slice/cpu.max": "150000 100000\n",
      "sys/fs/cgroup/user.slice/a:b/memory.max": "8000000000\n",
      "sys/fs/cgroup/user.slice/a:b/memory.high": "1500000000\n",
      "sys/fs/cgroup/user.slice/a:b/c/memory.max": "max\n",
      "sys/fs/cgroup/user.slice/a:b/c/cpu.max": "400000 100000\n",
      "sys/fs/cgroup/other/memory.max": "1\n",
    ])
    #expect(found.memoryBytes == 1_500_000_000 && found.processors == 1.5)
  }

  @Test func aContainerSeesItsOwnGroupAtTheMountPoint() throws {
    let found = try limits([
      "proc/self/mountinfo":
        "30 23 0:26 /docker/abc /sys/fs/cgroup ro - cgroup2 cgroup2 rw\n",
      "proc/self/cgroup": "0::/docker/abc/job\n",
      "sys/fs/cgroup/memory.max": "3000000000\n",
      "sys/fs/cgroup/job/memory.max": "4000000000\n",
      "sys/fs/cgroup/cpu.max": "50000 100000\n",
    ])
    #expect(found.memoryBytes == 3_000_000_000 && found.processors == 0.5)
    let outside = try limits([
      "proc/self/mountinfo": version2, "proc/self/cgroup": "0::/../sibling\n",
      "sys/fs/cgroup/memory.max": "3000000000\n",
    ])
    #expect(outside.memoryBytes == 3_000_000_000)
  }

  @Test func version1HasAHierarchyForEachController() throws {
    let found = try limits([
      "proc/self/mountinfo": """
      32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct
      35 31 0:32 / /sys/fs/cgroup/my\\040memory rw - cgroup cgroup rw,memory
      40 31 0:37 / /sys/fs/cgroup/systemd rw - cgroup cgroup rw,name=systemd
      41 31 0:38 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw

      """,
      "proc/self/cgroup": "9:name=systemd:/\n4:memory:/a/b\n1:cpu,cpuacct:/a\n0::/\n",
      "sys/fs/cgroup/my memory/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/my memory/a/memory.limit_in_bytes": "700000000\n",
      "sys/fs/cgroup/my memory/a/b/memory.limit_in_bytes": "9223372036854771712\n",
      "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_quota_us": "250000\n",
      "sys/fs/cgroup/cpu,cpuacct/a/cpu.cfs_period_us": "100000\n",
      "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_quota_us": "-1\n",
      "sys/fs/cgroup/cpu,cpuacct/cpu.cfs_period_us": "100000\n",
    ])
    #expect(found.memoryBytes == 700_000_000 && found.processors == 2.5)
  }

  @Test func thisMachineCanBeRead() {
    let limits = ControlGroup()
    #expect(limits.memoryBytes.map { $0 > 1 << 20 } ?? true)
    #expect(limits.processors.map { $0 > 0 } ?? true)
  }
}
