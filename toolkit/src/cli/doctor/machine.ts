/** Whether taskscope works here at all: a leak is planted in a program of four lines, and has to be found at its line. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DOCTOR } from '../../protocol/diagnosis.ts';
import { examineNode } from './examine.ts';
import { type Finding, note, right, wrong } from './finding.ts';

const PATIENCE = 10_000;
const LEAK_LINE = 2;
const PLANTED = `async function planted() {
  await new Promise(() => {});
}
void planted();
`;

export async function examineMachine(): Promise<Finding[]> {
  const node = process.version;
  if (typeof Module.registerHooks !== 'function') {
    return [wrong(`Node ${node} can't load through taskscope`, 'use Node 22.15 or newer')];
  }
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'taskscope-planted-')));
  const file = join(folder, 'planted.mjs');
  try {
    writeFileSync(file, PLANTED);
    const { diagnoses, errors } = await examineNode([file], PATIENCE, {
      // Else the parser might not be asked.
      TASKSCOPE_CACHE: '0',
      [DOCTOR.cache]: process.env['TASKSCOPE_CACHE'] ?? '',
    });
    const [diagnosis] = diagnoses;
    const nodeIsRight = right(`Node ${node}`);
    if (diagnosis === undefined) {
      const [first = 'nothing'] = errors.trim().split('\n');
      return [
        nodeIsRight,
        wrong(`a program does not start with taskscope: it says \`${first}\``, 'look at `NODE_OPTIONS`'),
      ];
    }
    const { tracking, cache, cacheWritable, leaks } = diagnosis;
    if (!tracking.tracking) return [nodeIsRight, wrong('nothing is tracked', tracking.reason ?? '')];
    const found = leaks.some((leak) => leak.file === file && leak.line === LEAK_LINE);
    return [
      nodeIsRight,
      right('register is active, and its parser is there'),
      cacheFinding(cache, cacheWritable),
      found
        ? right('a leak that was planted was found, proven, at its line')
        : wrong('a leak that was planted was not found', 'report this, with the version of Node and your system'),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function cacheFinding(cache: string | null, writable: boolean): Finding {
  if (cache === null)
    return note(
      'transformed files are kept nowhere, so that each start pays for the parser',
      'set `TASKSCOPE_CACHE` to a folder',
    );
  if (!writable)
    return note(
      `\`${cache}\` can't be written to, so that each start pays for the parser`,
      'set `TASKSCOPE_CACHE` to a folder that can',
    );
  return right(`transformed files are kept in \`${cache}\``);
}
