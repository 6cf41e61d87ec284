/**
 * @area Parsers of the toolkit
 * @promised Whatever bytes come, from who asks an agent, from who answers as one, in the address of a debug route, in a source
 *   map: nothing crashes, nothing hangs, and what is shown of it is printable.
 * @trusted Nobody: generated inputs, whole, mutated and cut.
 */
import { gunzipSync } from 'node:zlib';
import * as fc from 'fast-check';
import inject from 'light-my-request';
import { Profile as Encoded } from 'pprof-format';
import { debugRouter } from 'taskscope/http';
import { describe, expect, test } from 'vitest';
import { fuzz } from '../../../scripts/test/safety/fuzz.ts';
import { readRequest } from '../../src/agent/request.ts';
import { versionIn } from '../../src/cli/executable-version.ts';
import { renderMemory, renderStatistics } from '../../src/cli/render/statistics.ts';
import { memorySchema, profileSchema, readAnswer, statisticsSchema, taskSchema } from '../../src/cli/schemas.ts';
import { profileDelta } from '../../src/profile/delta.ts';
import { encodeProfile } from '../../src/profile/encode-profile.ts';
import { formatDelta } from '../../src/profile/format-delta.ts';
import { formatProfile } from '../../src/profile/format-profile.ts';
import { formatGroups } from '../../src/profile/format-tasks.ts';
import { printable, printableLines } from '../../src/profile/printable.ts';
import { scriptOf, splitWords } from '../../src/protocol/script.ts';
import { PERCENT_BYTES } from '../../src/protocol/signals.ts';
import type { Profile } from '../../src/registry/groups.ts';
import { portable } from '../../src/transform/portable.ts';
import { STATISTICS } from './hostile-agent.ts';

const TERMINAL = [
  '\u001b]0;x\u0007',
  '\u009b2J',
  '\u202e',
  '\u200b',
  '\u3164',
  '\r',
  '\ud800',
  '\n',
  '\t',
  '\u{e0041}',
];
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.constantFrom(...TERMINAL, '__proto__', 'toString', ''),
);
const number = fc.oneof(fc.nat(), fc.integer(), fc.double(), fc.constantFrom(0, -0, 1e308, 2 ** 53, -1));
/** What JSON can hold, and more often what an agent says. */
const junk = fc.oneof(text, number, fc.boolean(), fc.constant(null), fc.jsonValue({ maxDepth: 3 }));

const frame = fc.record({
  name: text,
  file: text,
  line: fc.nat(),
  column: fc.nat(),
  functionLine: fc.nat(),
  address: fc.nat().map((place) => `0x${place.toString(16)}`),
});
const waiting = {
  name: text,
  frames: fc.array(frame, { maxLength: 3 }),
  createdBy: fc.option(frame),
  wait: fc.constantFrom('await', 'chan send', 'running', 'of tomorrow'),
  ms: fc.nat(),
  labels: fc.dictionary(text, text, { maxKeys: 3 }),
};
const profile = fc.record({
  total: fc.nat(),
  groups: fc.array(
    fc.record({ count: fc.nat(), leaked: fc.boolean(), function: frame, exemplars: fc.array(fc.nat()), ...waiting }),
    { maxLength: 3 },
  ),
});
const task = fc.record({ id: fc.nat(), ...waiting });
const numbers = fc.constant({ rss: 1, heapTotal: 1, heapUsed: 1, heapLimit: 1, external: 1, arrayBuffers: 1 });

/** The text of a value of which some places are others than they were, and a piece is missing. */
function mutated(value: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  return fc
    .tuple(value, fc.array(fc.tuple(fc.nat(), junk), { maxLength: 3 }), fc.nat(), fc.boolean())
    .map(([original, changes, at, cut]) => {
      const places = new Map(changes.map(([place, other]) => [place % 40, other]));
      let place = 0;
      const told =
        JSON.stringify(original, (_, each: unknown) => (places.has(place++) ? places.get(place - 1) : each)) ?? '';
      return cut ? told.slice(0, at % (told.length + 1)) : told;
    });
}

/** Only what a terminal shows, and the lines of the form itself. */
function expectPrintable(shown: string): void {
  expect(printableLines(shown)).toBe(shown);
}

async function showProfile(read: Profile): Promise<void> {
  expectPrintable(formatProfile(read));
  expectPrintable(formatGroups(read.groups));
  expectPrintable(formatDelta(profileDelta({ total: 0, groups: [] }, read, 1)));
  expectPrintable(printableLines(JSON.stringify(read)));
  const { sample } = Encoded.decode(gunzipSync(await encodeProfile(read)));
  expect(sample.map(({ value }) => Number(value[0]))).toEqual(read.groups.map(({ count }) => count));
}

describe('the protocol of the agent', () => {
  test('what a client asks: bytes at once, and one after the other', ({ task: self }) =>
    fuzz(
      self,
      fc.oneof(
        fc.uint8Array({ maxLength: 30 }),
        fc.uint8Array({ maxLength: 20, min: 0x70 }).map((rest) => Uint8Array.from([0x10, ...rest])),
      ),
      (bytes) => {
        const whole = readRequest(bytes);
        const first = bytes.findIndex((_, index) => readRequest(bytes.subarray(0, index + 1)) !== null);
        // It is known as soon as it can be, and what follows changes nothing.
        expect(readRequest(bytes.subarray(0, first < 0 ? bytes.length : first + 1))).toEqual(whole);
        expect(first).toBeLessThanOrEqual(PERCENT_BYTES);
        if (bytes.length > PERCENT_BYTES) expect(whole).not.toBeNull();
      },
    ));

  test('what is answered of numbers', ({ task: self }) =>
    fuzz(
      self,
      fc.oneof(mutated(fc.constant(STATISTICS)), mutated(numbers), fc.string({ unit: 'binary' })),
      (answer) => {
        const statistics = readAnswer(answer, statisticsSchema);
        if (statistics !== null) expectPrintable(printableLines(renderStatistics(statistics, '/app')));
        const memory = readAnswer(answer, memorySchema);
        if (memory !== null) expectPrintable(renderMemory(memory));
      },
    ));

  test('what is answered of tasks and groups', ({ task: self }) =>
    fuzz(self, fc.oneof(mutated(profile), mutated(task), fc.json({ maxDepth: 6 })), async (answer) => {
      const read = readAnswer(answer, profileSchema);
      if (read !== null) await showProfile(read);
      const one = readAnswer(answer, taskSchema);
      if (one !== null) expectPrintable(printableLines(`${JSON.stringify(one)}\n`));
    }));

  test('a profile in the right shape, whatever its words', ({ task: self }) =>
    fuzz(self, profile, async (answer) => {
      const read = readAnswer(JSON.stringify(answer), profileSchema);
      expect(read?.groups).toHaveLength(answer.groups.length);
      if (read !== null) await showProfile(read);
    }));
});

describe('the command', () => {
  test('every text is printable, once or twice, and JSON stays what it was', ({ task: self }) =>
    fuzz(self, fc.oneof(text, fc.string({ unit: 'binary', maxLength: 200 })), (word) => {
      expect(printable(printable(word))).toBe(printable(word));
      expect(printable(word)).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u);
      expect(JSON.parse(printableLines(JSON.stringify([word])))).toEqual([word]);
    }));

  test('the words of a process, and the bytes of its executable', ({ task: self }) =>
    fuzz(
      self,
      fc.tuple(
        fc.array(fc.oneof(text, fc.constantFrom('--', '-e', '-r', '-', 'node')), { maxLength: 6 }),
        fc.uint8Array(),
      ),
      ([words, bytes]) => {
        expect(typeof scriptOf(words)).toBe('string');
        expect(typeof scriptOf(splitWords(words.join(' ')))).toBe('string');
        const version = versionIn(
          Buffer.concat([Buffer.from('\0node.js/v'), bytes, Buffer.from('\0node.js/v1.2.3\0')]),
        );
        expect(version).toMatch(/^v\d+\.\d+\.\d+$/);
      },
    ));
});

describe('the debug routes', () => {
  const router = debugRouter();
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.constantFrom('0', '1', '2', '9', '-1', '1e9', '0x1', 'NaN', ''),
  );
  const name = fc.oneof(
    fc.constantFrom('', 'goroutine', 'cmdline', 'symbol', 'goroutine/', '../goroutine', '%2e%2e', '%ff', '__proto__'),
    fc.webPath(),
    fc.string({ maxLength: 12 }),
  );
  const asked = fc.record({
    method: fc.constantFrom('GET' as const, 'HEAD' as const, 'POST' as const, 'PUT' as const, 'OPTIONS' as const),
    name,
    query: fc.array(fc.tuple(fc.constantFrom('debug', 'seconds', 'x', '0x1+0x2'), value), { maxLength: 3 }),
    body: fc.string({ unit: 'binary', maxLength: 60 }),
  });

  test('whatever is asked is answered with a status that fits, and as no page', ({ task: self }) =>
    fuzz(self, asked, async ({ method, name: route, query, body }) => {
      const words = query
        // A whole number of seconds would be waited for.
        .filter(([key, word]) => key !== 'seconds' || !/^\d{1,4}$/.test(word))
        .map(([key, word]) => `${key}=${encodeURIComponent(word.toWellFormed())}`);
      const path = `/debug/pprof/${encodeURI(route.toWellFormed())}`.replace(/[?#].*$/, '');
      const { statusCode, headers } = await inject(router, {
        method,
        url: { pathname: path, query: {}, protocol: 'http', hostname: 'localhost', port: 80 },
        ...(words.length > 0 ? { query: words.join('&') } : {}),
        ...(method === 'POST' ? { payload: body } : {}),
      });
      expect([200, 301, 400, 403, 404, 405, 413]).toContain(statusCode);
      expect(headers['x-content-type-options']).toBe('nosniff');
      expect(String(headers['content-type']).startsWith('text/html')).toBe(
        statusCode === 200 && /pprof\/$/.test(new URL(path, 'http://x').pathname),
      );
    }));
});

describe('source maps', () => {
  const source = 'export async function waits() { await null; }\nexport const also = async () => { await waits(); };\n';
  const letters = fc.constantFrom(...'ABCDEFGHghijklmnopqrstuvwxyz0123456789+/,;');
  const mappings = fc.oneof(
    fc.array(letters, { maxLength: 60 }).map((each) => each.join('')),
    junk,
  );
  const sources = fc.oneof(
    fc.array(
      fc.oneof(
        fc.constantFrom('a.ts', '/a.ts', 'file://elsewhere/a.ts', 'webpack://x/a.ts', '//[', 'file:///dev/zero'),
        junk,
      ),
      { maxLength: 3 },
    ),
    junk,
  );
  const map = fc.record(
    {
      version: junk,
      sources,
      names: fc.oneof(fc.array(text, { maxLength: 3 }), junk),
      mappings,
      sourceRoot: junk,
      sourcesContent: fc.oneof(fc.array(fc.oneof(text, fc.constant(null))), junk),
    },
    { requiredKeys: [] },
  );
  const sections = fc.record({
    sections: fc.oneof(
      fc.array(fc.record({ offset: fc.record({ line: number, column: number }), map }, { requiredKeys: ['map'] }), {
        maxLength: 3,
      }),
      junk,
    ),
  });
  const comment = fc.oneof(
    fc
      .oneof(map, sections, junk)
      .map((each) => `data:application/json;base64,${Buffer.from(JSON.stringify(each) ?? '').toString('base64')}`),
    fc.constantFrom('/dev/zero', 'file:///dev/stdin', 'data:application/json,%', 'https://evil.example/a.map', '//['),
    fc.string({ unit: 'binary', maxLength: 20 }),
  );

  test('whatever a map says, the program is transformed as if it said the truth, or nothing', ({ task: self }) =>
    fuzz(self, comment, (url) => {
      const made = portable('/app/waits.js', `${source}//# sourceMappingURL=${url}`, {
        compiled: true,
        isOwn: () => true,
      });
      expect(made?.code).toContain('await');
    }));
});
