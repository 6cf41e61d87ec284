/**
 * Coverage of V8 as it is without us: node:test, c8 and others read what Node writes at the end of a process into the folder of
 * `NODE_V8_COVERAGE`. There the places of transformed texts are put back to those of the author's.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeCoverage } from 'node:v8';
import { type KeptText, keptText } from './transform/original-text.ts';

interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}

interface Script {
  url: string;
  functions: { functionName: string; ranges: Range[]; isBlockCoverage: boolean }[];
}

interface Coverage {
  result: Script[];
  'source-map-cache'?: Record<string, object>;
}

const has = (word: RegExp): boolean => process.execArgv.some((each) => word.test(each));
/** node:test in one process reads the counts itself, before the process ends. */
const isReadInProcess = has(/^--experimental-test-coverage$/) && has(/isolation=none$/);

/** Whether Node counts what runs: then a text has no map but its author's, as that is what counts are told by. */
export const isCounted = Boolean(process.env['NODE_V8_COVERAGE']) && !isReadInProcess;

/** From now on, until the process ends: as the last of its `exit` listeners, whatever others are added. */
export function correctCoverage(folder: string): void {
  const write = (): void => writeCorrected(folder);
  process.on('exit', write);
  process.on('newListener', (event, listener) => {
    if (event !== 'exit' || listener === write) return;
    process.removeListener('exit', write);
    queueMicrotask(() => process.on('exit', write));
  });
}

/** Says where the counts can't be put right. */
export function warnOfCoverageInProcess(): void {
  if (!isReadInProcess) return;
  process.emitWarning(
    'node:test counts tracked code too high within one process: measure coverage with `--test-isolation=process`.',
    'TaskscopeWarning',
  );
}

/**
 * Lets Node write what it has counted so far, which begins its counting anew: what it writes once more when the process ends
 * says nothing of the program any more. Readers go by the names of files, so that what is right comes last.
 */
function writeCorrected(folder: string): void {
  mkdirSync(folder, { recursive: true });
  const before = new Set(readdirSync(folder));
  takeCoverage();
  for (const name of readdirSync(folder)) {
    if (before.has(name) || !name.startsWith(`coverage-${process.pid}-`)) continue;
    const file = join(folder, name);
    writeFileSync(file, JSON.stringify(corrected(JSON.parse(readFileSync(file, 'utf8')))));
    renameSync(file, file.replace(/\d+\.json$/, '9$&'));
  }
}

function corrected(coverage: Coverage): Coverage {
  const maps = { ...coverage['source-map-cache'] };
  const result = coverage.result.map((script) => {
    const text = keptText(script.url);
    if (text === undefined || !isText(script, text)) return script;
    const map = maps[script.url];
    if (map !== undefined)
      maps[script.url] = { ...map, lineLengths: text.source.split('\n').map(({ length }) => length) };
    return {
      ...script,
      functions: script.functions.map(({ functionName, ranges, ...rest }) => {
        const authored = authoredRanges(ranges, text);
        return { functionName: functionName || inferredName(authored[0], text), ranges: authored, ...rest };
      }),
    };
  });
  return { ...coverage, result, 'source-map-cache': maps };
}

/**
 * V8 calls a function without a name by what it is assigned to, `x = await new Promise(() => …)`, but not through a call, which
 * the operand of an `await` becomes; and c8 passes over functions without a name.
 */
function inferredName(whole: Range | undefined, { source }: KeptText): string {
  const before = source.slice(0, whole?.startOffset ?? 0);
  return /([\w$.]+)\s*=\s*await\s+new\s+[\w$.]+\([^;()]*$/.exec(before.slice(-200))?.[1] ?? '';
}

/** Whether it ran as we made it, by its length: a loader that came after us has made something else of it. */
function isText({ url, functions: [whole] }: Script, { source, insertions }: KeptText): boolean {
  const length = insertions.reduce((sum, { text }) => sum + text.length, source.length);
  const behind = (whole?.ranges[0]?.endOffset ?? 0) - length;
  // Where Node has stripped types, it says of what.
  return behind === 0 || behind === `\n\n//# sourceURL=${url}`.length;
}

function authoredRanges([whole, ...blocks]: readonly Range[], text: KeptText): Range[] {
  if (whole === undefined) return [];
  const ranges: Range[] = [authoredRange(whole, text)];
  for (const block of blocks) {
    const range = authoredRange(block, text);
    const last = ranges.at(-1);
    // Where something was inserted, V8 may begin a block of its own.
    if (range.startOffset >= endOfCode(range.endOffset, text.source)) continue;
    if (ranges.length > 1 && last !== undefined && isContinued(last, range, text.source))
      last.endOffset = range.endOffset;
    else ranges.push(range);
  }
  return ranges;
}

/** The end of the text is that of its last word: what we append stands behind it. */
function endOfCode(offset: number, source: string): number {
  return offset === source.length ? source.trimEnd().length : offset;
}

function isContinued(before: Range, { startOffset, count }: Range, source: string): boolean {
  const between = before.endOffset <= startOffset ? source.slice(before.endOffset, startOffset) : null;
  return before.count === count && between !== null && /^(\s*;)?$/.test(between);
}

function authoredRange({ startOffset, endOffset, count }: Range, text: KeptText): Range {
  const start = authoredOffset(startOffset, text);
  // V8 lets what follows an `await` begin behind the semicolon, where one comes next: here, what was inserted did.
  const semicolon = /^[),]/.test(start.insertion ?? '') ? /^\s*;/.exec(text.source.slice(start.offset)) : null;
  const behind = semicolon?.[0].length ?? 0;
  return { startOffset: start.offset + behind, endOffset: authoredOffset(endOffset, text).offset, count };
}

/** `insertion`: the one that the offset is in. */
function authoredOffset(offset: number, { source, insertions }: KeptText): { offset: number; insertion?: string } {
  let inserted = 0;
  for (const { position, text } of insertions) {
    if (position + inserted >= offset) break;
    if (position + inserted + text.length > offset) return { offset: position, insertion: text };
    inserted += text.length;
  }
  return { offset: Math.min(offset - inserted, source.length) };
}
