/** The command as the package brings it, on every supported Node: it starts a program, finds it, and asks it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { isShort } from '../../../scripts/test/short.ts';
import { NODES } from '../nodes.ts';
import { installPacked, type Project } from '../packed.ts';

const COMMAND = join('node_modules', 'taskscope', 'bin', 'taskscope.mjs');

let project: Project;
let environment: Record<string, string> = {};
beforeAll(() => {
  project = installPacked();
  environment = { TASKSCOPE_AGENT_DIR: join(project.folder, 'sockets') };
  project.write({
    'app.mjs': `const held = [];
async function waits() {
  await new Promise((resolve) => held.push(resolve));
}
void waits();
console.log(process.pid);
process.stdin.resume();`,
  });
});
afterAll(() => project.remove());

test.skipIf(process.platform === 'win32')('can be started without `node`', () => {
  expect(statSync(join(project.folder, COMMAND)).mode & 0o111).toBe(0o111);
});

describe.each(NODES)('on Node $major', ({ path }) => {
  const node = path ?? '';
  const ask = async (...words: string[]): Promise<string> => {
    const { status, output, errors } = await project.run(node, [COMMAND, ...words], environment);
    expect({ status, errors }).toEqual({ status: 0, errors: '' });
    return output;
  };

  test.skipIf(path === null)('`run`, the list, and what is asked of one process', async () => {
    const child = spawn(node, [COMMAND, 'run', 'app.mjs'], {
      cwd: project.folder,
      env: { ...process.env, ...environment, NODE_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    try {
      const pid = String((await once(child.stdout, 'data'))[0]).trim();
      const row = new RegExp(`^${pid} +\\d+ +\\S+\\* +v\\d+\\.\\d+\\.\\d+ +app\\.mjs$`, 'm');
      // The list does not wait long for an agent, and on a busy machine one may be late.
      await vi.waitFor(async () => expect(await ask('list')).toMatch(row), { timeout: 50_000 });
      expect(await ask('stats', pid)).toMatch(/^tasks: 1\nleaked so far: 0\n/);
      expect(await ask('stack', pid, '--group')).toMatch(/^1 task \[await, \d+ ms\]:\nwaits\n\t.*app\.mjs:3:3\n/);
      expect(await ask('version', pid)).toMatch(/^node v\d+/);
      expect(await ask('--version')).toBe('0.1.0\n');
    } finally {
      child.stdin.end();
    }
    expect(await ended).toEqual([0, null]);
  });

  test.skipIf(path === null || isShort || process.platform !== 'linux')('`attach`, with its guardian', async () => {
    const child = spawn(node, ['--inspect-port=0', 'app.mjs'], {
      cwd: project.folder,
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const ended = once(child, 'exit');
    const pid = String((await once(child.stdout, 'data'))[0]).trim();
    expect(await ask('attach', pid, '--yes')).toMatch(
      /^1 async function is suspended.*\n\n1 waits app\.mjs:3\n.* variable held/,
    );
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });
});
