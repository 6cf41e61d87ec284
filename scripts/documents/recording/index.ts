/**
 * The kit that the files in `docs/recorded` are written with.
 *
 * ```ts
 * export default defineRecordings({
 *   'tasks': experiment('tasks'),
 *   'leaky-query-check': labCommand('2 check', { lab: '02-leaky-query', code: 'starter' }, { varies: [SECONDS, SEED] }),
 *   'leaky-query-count': session({ lab: '02-leaky-query', code: 'starter' }, async ({ type, until }) => {
 *     await type('curl localhost:3000/query');
 *     await until('/_count', '2');
 *     await type('curl localhost:3000/_count');
 *   }),
 * });
 * ```
 */
export { command, experiment, labCommand, labEntry } from './programs.ts';
export {
  defineRecordings,
  MEGABYTES,
  PEAK,
  type Recording,
  type RecordingOptions,
  type Recordings,
  SECONDS,
  SEED,
} from './recording.ts';
export { runProgram } from './run-program.ts';
export { session, type Terminal, workerSession } from './session.ts';
