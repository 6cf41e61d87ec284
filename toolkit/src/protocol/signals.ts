/**
 * What a client asks an agent for: one byte, and for one of them a number. The agent answers with bytes and closes.
 *
 * Up to 0x10 they are those of gops (github.com/google/gops, `signal/signal.go`), so that it can drive the agent; from
 * 0x20 on they are ours.
 */
export const Signal = {
  /** Each task in a block of its own, as text. */
  stackTrace: 0x01,
  /** A collection; answers `ok`. */
  collect: 0x02,
  memoryStatistics: 0x03,
  version: 0x04,
  heapProfile: 0x05,
  cpuProfile: 0x06,
  statistics: 0x07,
  /** An execution trace of Go, which Node has not: answered with nothing. */
  trace: 0x08,
  /** The executable, which gops hands to `go tool pprof`. */
  binary: 0x09,
  /** Followed by a signed number, in zig-zag form, as a varint in ten bytes. */
  setGcPercent: 0x10,
  /** `Statistics` as JSON. */
  statisticsJson: 0x20,
  /** The task profile as JSON; forces no collection. */
  profileJson: 0x21,
  /** The proven leaks as JSON; forces collections. */
  leaksJson: 0x22,
  /** A task a line, as JSON. */
  tasksJson: 0x23,
  /** `MemoryStatistics` as JSON. */
  memoryJson: 0x24,
  /**
   * The largest groups of live tasks as a line of JSON, and behind it a heap snapshot of the same moment: see `held.ts`. It pauses
   * the program, and holds all its secrets: only a socket that nobody but its owner can open answers.
   */
  heldTasks: 0x25,
} as const;

export type Signal = (typeof Signal)[keyof typeof Signal];

/** Bytes that the number behind `setGcPercent` takes. */
export const PERCENT_BYTES = 10;
