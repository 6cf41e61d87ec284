/** A channel was used after its `close()`. */
export class ChannelClosedError extends Error {
  override readonly name = 'ChannelClosedError';
  readonly code = 'ERR_CHANNEL_CLOSED';

  constructor(operation: 'send' | 'close') {
    super(
      operation === 'send'
        ? '`send` on a closed channel: let only the last sender close it.'
        : '`close` of a closed channel: let only one task close it.',
    );
  }
}

/** A channel was asked for with a capacity that is no whole number from 0 on. */
export class ChannelCapacityError extends RangeError {
  override readonly name = 'ChannelCapacityError';
  readonly code = 'ERR_CHANNEL_CAPACITY';

  constructor(capacity: unknown) {
    super(`\`capacity\` is ${String(capacity)}: give a whole number, 0 (unbuffered) or more.`);
  }
}

/** A mutex was unlocked, or waited on by a condition, that nobody had locked. */
export class NotLockedError extends Error {
  override readonly name = 'NotLockedError';
  readonly code = 'ERR_NOT_LOCKED';

  constructor() {
    super('The mutex is not locked: `await mutex.lock()` first, and `unlock()` it once for each lock.');
  }
}

/** A wait group was given more `done()` than `add()`, or a count that is no whole number. */
export class WaitGroupError extends RangeError {
  override readonly name = 'WaitGroupError';
  readonly code = 'ERR_WAIT_GROUP';

  constructor(count: number, added: unknown) {
    super(`\`add(${String(added)})\` on a wait group of ${count}: call \`add()\` once, before, for each \`done()\`.`);
  }
}

/** `go()` or `withLabels()` was given something else than a function. */
export class NotAFunctionError extends TypeError {
  override readonly name = 'NotAFunctionError';
  readonly code = 'ERR_NOT_A_FUNCTION';

  constructor(caller: 'go' | 'withLabels', value: unknown) {
    super(
      `\`${caller}\` was given ${describe(value)}, not a function: ` +
        (caller === 'go' ? 'write `go(() => work())`, not `go(work())`.' : 'write `withLabels(labels, () => work())`.'),
    );
  }
}

/** `debugRouter` or `requestTasks` was mounted itself, in place of the handler that it makes. */
export class NotCalledError extends TypeError {
  override readonly name = 'NotCalledError';
  readonly code = 'ERR_NOT_CALLED';

  constructor(maker: 'debugRouter' | 'requestTasks', method: 'use' | 'register' = 'use') {
    const [given, made] =
      method === 'use' ? ['a request', 'a handler for requests'] : ['an application', 'a plugin for applications'];
    super(`\`${maker}\` was given ${given}, and makes ${made}: write \`app.${method}(${maker}())\`.`);
  }
}

/** The debug routes were not told who may ask, where that has to be said, or were given a token that anybody could guess. */
export class DebugAccessError extends Error {
  override readonly name = 'DebugAccessError';
  readonly code = 'ERR_DEBUG_ACCESS';
}

/** `debugServer` can't listen where it was told to. */
export class DebugServerError extends Error {
  override readonly name = 'DebugServerError';
  readonly code = 'ERR_DEBUG_SERVER';
}

/** A leak test was given no usable deadline. */
export class DeadlineError extends TypeError {
  override readonly name = 'DeadlineError';
  readonly code = 'ERR_DEADLINE';

  constructor(caller: 'checkTimeout' | 'checkSignal', argument: string, expected: string) {
    super(`\`${caller}\` needs ${expected} as \`${argument}\`, its second argument.`);
  }
}

/** A leak test would see nothing, and so would pass whatever leaks. */
export class NotTrackedError extends Error {
  override readonly name = 'NotTrackedError';
  readonly code = 'ERR_NOT_TRACKED';

  constructor(reason: string) {
    super(`A leak test can see nothing here, since ${reason}.`);
  }
}

/** An entry of `ignore` names nothing, and so would fit every task. */
export class EmptyIgnoreError extends TypeError {
  override readonly name = 'EmptyIgnoreError';
  readonly code = 'ERR_EMPTY_IGNORE';

  constructor() {
    super('An entry of `ignore` is empty: give it a `name`, a `site` or `labels`.');
  }
}

/** An operation ended because its signal was aborted; `reason` is the signal's. */
export class AbortError extends Error {
  override readonly name = 'AbortError';
  readonly code = 'ABORT_ERR';
  readonly reason: unknown;

  constructor(operation: string, reason: unknown) {
    super(`\`${operation}\` was aborted: ${reason instanceof Error ? reason.message : String(reason)}`, {
      cause: reason,
    });
    this.reason = reason;
  }
}

/** A CPU or heap profile was asked for, and `@datadog/pprof` is not there or can't be loaded; `cause` says why. */
export class SamplerMissingError extends Error {
  override readonly name = 'SamplerMissingError';
  readonly code = 'ERR_SAMPLER_MISSING';

  constructor(cause: unknown) {
    const missing = cause instanceof Error && 'code' in cause && cause.code === 'ERR_MODULE_NOT_FOUND';
    const reason = cause instanceof Error ? cause.message.split('\n', 1)[0] : String(cause);
    super(
      missing
        ? 'CPU and heap profiles are taken by `@datadog/pprof`, which is not installed: run `npm install @datadog/pprof`.'
        : `CPU and heap profiles are taken by \`@datadog/pprof\`, which can't be loaded (${reason}): run \`npm install @datadog/pprof@latest\`.`,
      { cause },
    );
  }
}

/** A CPU profile was asked for while another one is being taken. */
export class ProfilerBusyError extends Error {
  override readonly name = 'ProfilerBusyError';
  readonly code = 'ERR_PROFILER_BUSY';

  constructor() {
    super('A CPU profile is being taken already, and Node can take one at a time: ask again when that has ended.');
  }
}

/** What holds the tasks was asked for, and no heap snapshot was to be had, or read. */
export class HeapSnapshotError extends Error {
  override readonly name = 'HeapSnapshotError';
  readonly code = 'ERR_HEAP_SNAPSHOT';

  constructor(reason: string) {
    super(`What holds the tasks is not known: ${reason}`);
  }
}

/** Metrics were asked for without a client for them, under a name that is none, or twice in one place. */
export class MetricsError extends Error {
  override readonly name = 'MetricsError';
  readonly code = 'ERR_METRICS';
}

/** `listen()` was called while an agent of this process listens already. */
export class AgentListeningError extends Error {
  override readonly name = 'AgentListeningError';
  readonly code = 'ERR_AGENT_LISTENING';

  constructor(address: string) {
    super(`The agent listens already, at \`${address}\`: call \`listen\` once, or \`close()\` the first one before.`);
  }
}

/** The agent's `address` is none, or its folder can't be trusted or written to. */
export class AgentAddressError extends Error {
  override readonly name = 'AgentAddressError';
  readonly code = 'ERR_AGENT_ADDRESS';
}

function describe(value: unknown): string {
  if (value instanceof Promise) return 'a promise';
  return value === null ? 'null' : value === undefined ? 'nothing' : `a value of type ${typeof value}`;
}
