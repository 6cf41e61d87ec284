/**
 * Judges the labs of the tests, by what stands in the learner's file:
 *
 *   pass, fail     the outcome
 *   cannot         could not judge
 *   slow           passes after half a second
 *   sleeps         waits for an hour, whatever happens
 *   spins          starts a service that never gives the processor back, and waits for ever
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Checker, CouldNotJudge } from '../../checker/index.ts';

const HELP = 'Somebody has to receive, or the sender waits for ever. '.repeat(4).trim();

const PLACE = 'labs/01-first/server.ts:1';

const checker: Checker = {
  facts: [
    { id: 'starts', title: 'it starts' },
    { id: 'right', title: 'it does what it should, 如题' },
    { id: 'last', title: 'and goes on' },
  ],
  // For tests of a lab that teaches to find the line.
  ...(process.env['LEAKLAB_TEST_LOOK_UP'] === undefined ? {} : { lookUp: 'Ask it.' }),
  async check({ facts, folder, labFolder, lookUp, progress, spawn }) {
    const text = readFileSync(join(folder, 'server.ts'), 'utf8').trim();
    // For the tests to read, beside the course, which may not be written to: what was begun, and below what came to an end.
    const log = (name: string): void => appendFileSync(join(labFolder, '..', '..', '..', name), `${text}\n`);
    log('begun.log');
    facts.holds('starts');
    progress('looking');
    if (text.includes('slow')) await sleep(500);
    if (text.includes('sleeps')) await sleep(3_600_000);
    if (text.includes('spins')) {
      spawn('spin.ts');
      await new Promise(() => {});
    }
    log('judged.log');
    if (text.includes('cannot')) throw new CouldNotJudge('The port is taken: end the other program.');
    if (text.includes('fail'))
      facts.fails('right', { expected: 1, actual: 206, where: lookUp === null ? PLACE : null, help: HELP });
    facts.holds('right');
    facts.holds('last');
  },
};

export default checker;
