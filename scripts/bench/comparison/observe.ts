/** What a tool said of each handler, read from what its run printed. Pure. */

/** What became of a handler: its test failed, by a proof or not; its line was named in a report of the file; or nothing. */
export type Outcome = 'proven' | 'failed' | 'named' | 'unseen';

export type Seen = { [handler: string]: Outcome };

/** As much as is read of Vitest's JSON report. */
export interface VitestReport {
  testResults: { assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
}

export function seenByVitest(
  handlers: readonly string[],
  { testResults }: VitestReport,
  printed: string,
  source: string,
): Seen {
  const named = handlersNamed(printed, source);
  const results = testResults.flatMap(({ assertionResults }) => assertionResults);
  return seen(handlers, (handler) => {
    const result = results.find(({ title }) => title === handler);
    if (result?.status === 'failed') return /\(proven\)/.test(result.failureMessages.join()) ? 'proven' : 'failed';
    return named.has(handler) ? 'named' : 'unseen';
  });
}

/** TAP, with the report of the file as comments in it. */
export function seenByNodeTest(handlers: readonly string[], printed: string, source: string): Seen {
  const named = handlersNamed(printed, source);
  return seen(handlers, (handler) => {
    if (new RegExp(`^ *not ok \\d+ - ${handler}$`, 'm').test(printed)) return 'failed';
    return named.has(handler) ? 'named' : 'unseen';
  });
}

export function seenByGo(handlers: readonly string[], printed: string): Seen {
  return seen(handlers, (handler) =>
    new RegExp(`--- FAIL: TestHandlers/${handler} `).test(printed) ? 'failed' : 'unseen',
  );
}

/** The handlers in whose regions of `handlers.ts` the lines lie that the text names. */
function handlersNamed(printed: string, source: string): Set<string> {
  const lines = source.split('\n');
  const found = new Set<string>();
  for (const [, number] of printed.matchAll(/handlers\.ts:(\d+)/g)) {
    const before = lines.slice(0, Number(number)).findLast((line) => /^\/\/ #(end)?region/.test(line));
    const [, region] = /^\/\/ #region (\w+)/.exec(before ?? '') ?? [];
    if (region !== undefined) found.add(region);
  }
  return found;
}

function seen(handlers: readonly string[], outcome: (handler: string) => Outcome): Seen {
  return Object.fromEntries(handlers.map((handler) => [handler, outcome(handler)]));
}
