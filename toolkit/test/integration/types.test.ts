/** The package's types, as the compiler of a user sees them: strict, its own checks of our declarations included. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
const NAMES = 'Channel, ChannelClosedError, formatProfile, go, profile, select, settle, taskCount, tasks, withLabels';

let project: Project;
beforeAll(() => {
  project = installPacked();
  for (const name of ['@types/node', 'undici-types']) project.link(name);
  project.write({
    'package.json': '{ "type": "module" }',
    'module.mts': `import 'taskscope/register';\nimport { ${NAMES}, type Profile, type Task } from 'taskscope';\nexport type { Profile, Task };${USE}`,
    'common.cts': `import taskscope = require('taskscope');\nimport 'taskscope/register';\nconst { ${NAMES} } = taskscope;${USE}`,
  });
});
afterAll(() => project.remove());

const STRICT = ['--strict', '--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess', '--skipLibCheck', 'false'];

describe.each([
  ['nodenext', 'nodenext'],
  ['esnext', 'bundler'],
])('with module %s and resolution %s', (module, resolution) => {
  test.each(module === 'nodenext' ? ['module.mts', 'common.cts'] : ['module.mts'])('%s compiles', async (file) => {
    const words = ['--noEmit', '--target', 'es2022', '--lib', 'es2022', '--types', 'node', ...STRICT];
    const { folder } = project;
    const wanted = ['--module', module, '--moduleResolution', resolution];
    const { status, output } = await run(process.execPath, [compiler, ...words, ...wanted, file], { folder });
    expect(output).toBe('');
    expect(status).toBe(0);
  });
});
