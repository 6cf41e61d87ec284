/** The package's types, as the compiler of a user sees them: strict, its own checks of our declarations included. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { compiler, installPacked, type Project } from '../packed.ts';
import { run } from '../run.ts';

const USE = `
const channel: InstanceType<typeof Channel<number>> = new Channel<number>(2);
export async function use(signal: AbortSignal): Promise<number> {
  const sent: Promise<void> = channel.send(1, { signal });
  const received: number | undefined = await channel.receive();
  for await (const value of channel) value.toFixed();
  const result: number = await go(async (given) => (given === undefined ? 1 : 2), { name: 'n', labels: { a: 'b' }, signal });
  const text: string = withLabels({ route: '/' }, () => formatProfile(profile()));
  const { index, value }: { index: number; value: number | undefined } = await select([{ receive: channel }, { send: channel, value: 1 }]);
  const { outcome }: { outcome: 'settled' | 'leaked' | 'stuck' } = await settle({ baseline: taskCount() });
  const waits: string[] = tasks().map(({ wait, frames }) => wait + frames[0]?.line);
  // @ts-expect-error: only what the channel carries.
  void channel.send('text');
  // @ts-expect-error: a function, not a promise.
  void go(Promise.resolve());
  await sent;
  const error: unknown = new ChannelClosedError('send').code satisfies 'ERR_CHANNEL_CLOSED';
  return result + index + (received ?? 0) + (value ?? 0) + text.length + outcome.length + waits.length + Number(error);
}
`;
/** One name of each of the other entry points, used as it is meant. */
const OTHERS = `
export const mounted: Handler = debugRouter({ allow: async ({ headers }) => headers.authorization === 'Bearer right' });
export const labelled: RequestTasks = requestTasks({ route: ({ url }) => url ?? '/' });
export async function others(signal: AbortSignal): Promise<string> {
  const { pid, address }: { pid: number; address: string } = await listen({ address: '127.0.0.1:0', shutdownCleanup: false });
  // @ts-expect-error: a port alone is no address.
  void listen({ address: 6060 });
  close();
  const delta: Delta = profileDelta(profile(), await leakProfile(), 1);
  const binary: Buffer = await encodeProfile(delta, { name: 'goroutine' });
  const done: LeakCheck = checkTimeout('a test', 100, { ignore: [{ name: 'janitor' }] });
  const pending: number = checkSignal('a test', signal).find().pending.length;
  await done();
  return [pid, address, binary.length, pending, formatDelta(delta), ...formatTasks()].join();
}
`;
const OTHER_NAMES: { [entry: string]: string } = {
  http: 'debugRouter, requestTasks, type Handler, type RequestTasks',
  agent: 'close, listen',
  profile: 'encodeProfile, formatDelta, formatTasks, leakProfile, profileDelta, type Delta',
  leaktest: 'checkSignal, checkTimeout, type LeakCheck',
};
const OTHER_IMPORTS = ["import { profile } from 'taskscope';"]
  .concat(Object.entries(OTHER_NAMES).map(([entry, names]) => `import { ${names} } from 'taskscope/${entry}';`))
  .join('\n');
const NAMES = 'Channel, ChannelClosedError, formatProfile, go, profile, select, settle, taskCount, tasks, withLabels';

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const name of ['@types/node', 'undici-types', 'vitest', 'vite', 'prom-client', '@opentelemetry/api'])
    project.link(name);
  project.write({
    'package.json': '{ "type": "module" }',
    'module.mts': `import 'taskscope/register';\nimport { ${NAMES}, type Profile, type Task } from 'taskscope';\nexport type { Profile, Task };${USE}`,
    'others.mts': OTHER_IMPORTS + OTHERS,
    'others.cts': OTHER_IMPORTS + OTHERS,
    'runners.mts': `import { defineConfig } from 'vitest/config';
import 'taskscope/node-test';
import 'taskscope/agent/start';
import taskscope, { type TaskscopeOptions } from 'taskscope/vitest';
import track from 'taskscope/vite';
import * as fastify from 'taskscope/fastify';
import * as hono from 'taskscope/hono';
import * as koa from 'taskscope/koa';
import jest, { withLeakTests } from 'taskscope/jest-environment';
const options: TaskscopeOptions = { timeout: 1000, ignore: [{ site: 'src/pool.ts' }], include: '**/node_modules/@our/**' };
export default defineConfig({ plugins: [taskscope(options), track({ exclude: '**/generated/**' })] });
export const mounted = [fastify, hono, koa].map(({ requestTasks, debugRouter }) => [requestTasks(), debugRouter()]);
export const environment: typeof jest = withLeakTests(jest);`,
    'metrics.mts': `import { metrics } from '@opentelemetry/api';
import client, { AggregatorRegistry } from 'prom-client';
import * as named from 'prom-client';
import { observeTaskMetrics } from 'taskscope/opentelemetry';
import { collectTaskMetrics } from 'taskscope/prometheus';
collectTaskMetrics(client);
collectTaskMetrics(named, { register: new client.Registry(), prefix: 'my_', labels: { region: 'eu' }, groups: 5 });
collectTaskMetrics(client, { register: new AggregatorRegistry() });
// @ts-expect-error: the client comes first.
collectTaskMetrics({ prefix: 'my_' });
observeTaskMetrics(metrics.getMeter('taskscope'), { attributes: { region: 'eu' }, groups: 5 });`,
    'common.cts': `import taskscope = require('taskscope');\nimport 'taskscope/register';\nconst { ${NAMES} } = taskscope;${USE}`,
  });
});
afterAll(() => project.remove());

const MODULES = ['module.mts', 'others.mts', 'runners.mts', 'metrics.mts'];
const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];

test.each([
  ['nodenext', 'nodenext', [...MODULES, 'common.cts', 'others.cts']],
  // A bundler takes the place of Node, and has no `require` of types.
  ['esnext', 'bundler', MODULES],
])('with module %s and resolution %s, every entry point has its types: %j', async (module, resolution, files) => {
  const words = ['--noEmit', '--target', 'es2022', '--lib', 'es2022', '--types', 'node', ...STRICT];
  const wanted = ['--module', module, '--moduleResolution', resolution, ...files];
  const { folder } = project;
  const { status, output } = await run(process.execPath, [compiler, ...words, ...wanted], { folder });
  expect(output).toBe('');
  expect(status).toBe(0);
});
