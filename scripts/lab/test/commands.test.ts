/** `npm run lab …` without a terminal, started as the launcher starts it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import stringWidth from 'fast-string-width';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { TestCourse } from './course.ts';
import { canSeeProcesses } from './processes.ts';

let course: TestCourse;
beforeEach(() => {
  course = new TestCourse();
});
afterEach(async () => {
  expect(await course.processes).toEqual([]);
  course.close();
});

const SERVER = 'labs/01-first/server.ts';
const UNTIL = { timeout: 20_000, interval: 20 };

describe('what is typed', () => {
  test('what is unknown is answered by what comes nearest', async () => {
    const { status, stdout, stderr } = await course.lab(['frist']);
    expect(stderr).toContain('Did you mean `01-first` or `list`?');
    expect(stdout).toBe('');
    expect(status).toBe(2);
  });

  test('a flag that npm has kept for itself: what to type instead', async () => {
    const { status, stderr } = await course.lab(['1'], { env: { npm_config_json: 'true' } });
    expect(stderr).toContain('npm run lab 1 check json');
    expect(status).toBe(2);
  });

  test.skipIf(isShort)('a flag that came through is the word', async () => {
    const { stdout } = await course.lab(['1', 'check', '--json']);
    expect(JSON.parse(stdout).outcome).toBe('fail');
  });

  test.skipIf(isShort)('without a lab, a command is about the one that was open last', async () => {
    await course.lab(['2', 'check']);
    expect((await course.lab(['check'])).stdout).toContain('Lab 2: Second');
  });

  test('without anything, and without a terminal: the list', async () => {
    const { status, stdout } = await course.lab([]);
    expect(stdout).toContain('01-first');
    expect(stdout).toContain('0 of 2 labs passed');
    expect(status).toBe(0);
  });
});

describe('check', () => {
  test.for([
    ['pass', 0, '✓ Passed.'],
    ['fail', 1, '✗ Not yet.'],
    ['cannot', 2, '? Could not judge.'],
  ] as const)('%s gives status %i', async ([text, expected, words]) => {
    course.write(SERVER, text);
    const { status, stdout } = await course.lab(['1', 'check']);
    expect(stdout).toContain(words);
    expect(status).toBe(expected);
  });

  test('a fail names expected, actual, the place and what may help', async () => {
    const { stdout } = await course.lab(['1']);
    expect(stdout).toMatch(
      /✗ it does what it should.*\n +expected {2}1\n +actual {4}206\n +where {5}labs\/01-first\/server.ts:1/,
    );
    expect(stdout).toContain('Somebody has to receive');
    expect(stdout).toContain('○ and goes on (not reached)');
    expect(stdout).toContain('Next: npm run lab 1 hint');
  });

  test.skipIf(isShort)('a pass tells what was learned, another fix and the chapter', async () => {
    course.write(SERVER, 'pass');
    const { stdout } = await course.lab(['1', 'check']);
    for (const words of ['One thing', 'Two.', 'Three.', 'alternatives/other', 'docs/en/learn/01-first.md', 'lab next'])
      expect(stdout).toContain(words);
  });

  test('`json` prints the verdict and nothing else, with the same status', async () => {
    const { status, stdout } = await course.lab(['1', 'check', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ lab: '01-first', outcome: 'fail', facts: [{}, { actual: 206 }, {}] });
    expect(status).toBe(1);
  });

  test.skipIf(isShort)('two in one folder do not disturb each other', async () => {
    course.write(SERVER, 'slow pass');
    const both = await Promise.all([course.lab(['1', 'check']), course.lab(['2', 'check'])]);
    expect(both.map(({ status }) => status)).toEqual([0, 1]);
    expect(JSON.parse(course.read('.leaklab/progress.json')).labs).toEqual({ '01-first': { passed: true, hints: 0 } });
  });
});

describe('what is shown', () => {
  const words = [['list'], ['help'], ['1'], ['1', 'hint'], ['1', 'diff'], ['1', 'solution', 'show'], ['1', 'reset']];

  test.skipIf(isShort).for(words)(
    '%j fits in 80 columns and has no colours where there is no terminal',
    async (typed) => {
      course.write(SERVER, 'pass 一些很长的文字'.repeat(3));
      const { stdout, stderr } = await course.lab(typed);
      expect(stdout).not.toBe('');
      expect(stdout + stderr).not.toContain('\u001b');
      for (const line of stdout.split('\n')) expect(stringWidth(line), line).toBeLessThanOrEqual(80);
    },
  );
});

describe('files of the course', () => {
  test.skipIf(isShort)('a file that is gone: named, could not judge, and `reset` brings it back', async () => {
    course.rename(SERVER, 'labs/01-first/Server copy.ts');
    const { status, stdout } = await course.lab(['1', 'check']);
    expect(stdout).toContain('`labs/01-first/server.ts` is not there');
    expect(stdout).toContain('npm run lab 1 reset');
    expect(status).toBe(2);
    expect(JSON.parse((await course.lab(['1', 'check', 'json'])).stdout).outcome).toBe('could-not-judge');
    expect((await course.lab(['1', 'reset'])).status).toBe(0);
    expect(course.read(SERVER)).toBe('fail\n');
    expect(course.exists('labs/01-first/Server copy.ts')).toBe(true);
  });

  test.skipIf(isShort).for(['solutions/02-second/server.ts', 'labs/01-first/check.ts', 'labs/02-second/lab.json'])(
    'a change of %s is warned about',
    async (file) => {
      course.write(file, `${course.read(file)}\n`);
      const { stdout } = await course.lab(['1', 'check']);
      expect(stdout).toContain('Warning');
      expect(stdout).toContain(file);
    },
  );

  test.skipIf(isShort)("the learner's own changes and new files are none to warn about", async () => {
    course.write(SERVER, 'pass');
    course.write('labs/01-first/helper.ts', 'export {};\n');
    expect((await course.lab(['1', 'check'])).stdout).not.toContain('Warning');
  });

  test.skipIf(isShort)('a type error is a note, and decides nothing', async () => {
    course.install();
    course.write(SERVER, '// pass\nconst n: number = "one";\n');
    const { status, stdout } = await course.lab(['1', 'check']);
    expect(stdout).toMatch(/TypeScript says.*\n.*server\.ts:2: .*not assignable/);
    expect(status).toBe(0);
  });
});

describe('progress', () => {
  test('a broken file is set aside, and said so', async () => {
    course.write('.leaklab/progress.json', '{ "version": 1, "labs"');
    const { status, stdout, stderr } = await course.lab(['list']);
    expect(stdout).toContain('0 of 2 labs passed');
    expect(stderr).toMatch(/could not be read.*set aside as/);
    expect(status).toBe(0);
  });

  test.skipIf(isShort)('a pass is kept, and `next` goes on from there', async () => {
    course.write(SERVER, 'pass');
    await course.lab(['1', 'check']);
    course.write(SERVER, 'fail');
    await course.lab(['1', 'check']);
    expect((await course.lab(['list'])).stdout).toMatch(/✓ passed {2}01-first[\s\S]*1 of 2 labs passed/);
    expect((await course.lab(['next'])).stdout).toContain('Lab 2: Second');
    course.write('labs/02-second/server.ts', 'pass');
    await course.lab(['2', 'check']);
    expect((await course.lab(['next'])).stdout).toContain('All labs are passed');
  });
});

describe('help', () => {
  test.skipIf(isShort)('hints come one by one, with those before, and the third stays', async () => {
    const seen: string[][] = [];
    for (let time = 0; time < 4; time++) seen.push((await course.lab(['1', 'hint'])).stdout.match(/Hint \d/g) ?? []);
    expect(seen).toEqual([
      ['Hint 1'],
      ['Hint 1', 'Hint 2'],
      ['Hint 1', 'Hint 2', 'Hint 3'],
      ['Hint 1', 'Hint 2', 'Hint 3'],
    ]);
  });

  test.skipIf(isShort)('the solution is shown after a pass, or where somebody insists', async () => {
    const before = await course.lab(['1', 'solution']);
    expect(before.stdout).not.toContain('// the solution');
    expect(before.stdout).toContain('npm run lab 1 solution show');
    expect((await course.lab(['1', 'solution', 'show'])).stdout).toContain('// the solution');
    course.write(SERVER, 'pass');
    await course.lab(['1', 'check']);
    expect((await course.lab(['1', 'solution'])).stdout).toContain('// the solution');
  });

  test.skipIf(isShort)('in a lab that teaches to find the line, it is named after the third hint', async () => {
    const env = { LEAKLAB_TEST_LOOK_UP: 'yes' };
    const tells = async (...words: string[]): Promise<string> => (await course.lab(['1', ...words], { env })).stdout;
    expect(await tells('check')).not.toContain('server.ts:1');
    const before = await tells('diff');
    expect(before).not.toContain('// the solution');
    expect(before).toContain('npm run lab 1 diff show');
    expect(await tells('diff', 'show')).toContain('// the solution');
    for (let hints = 1; hints <= 3; hints++) {
      expect(await tells('check'), `after ${hints - 1} hints`).not.toContain('server.ts:1');
      await tells('hint');
    }
    expect(await tells('check')).toContain('server.ts:1');
    expect(await tells('diff')).toContain('// the solution');
  });

  test('the diff has both, and changes nothing', async () => {
    const { status, stdout } = await course.lab(['1', 'diff']);
    expect(stdout).toMatch(/-fail\n\+\/\/ the solution\n\+pass/);
    expect(course.read(SERVER)).toBe('fail\n');
    expect(status).toBe(0);
  });
});

describe('a machine that is short of something', () => {
  test.skipIf(isShort)('no git: the starter is kept from the first start on', async () => {
    const bare = new TestCourse({ git: false });
    try {
      await bare.lab(['list']);
      bare.write(SERVER, 'mine');
      expect((await bare.lab(['1', 'reset'])).status).toBe(0);
      expect(bare.read(SERVER)).toBe('fail\n');
      await bare.lab(['1', 'restore']);
      expect(bare.read(SERVER)).toBe('mine');
    } finally {
      bare.close();
    }
  });

  // Root writes everywhere: there, somebody else starts it.
  const user = process.getuid?.() === 0 ? 65_534 : undefined;
  test.skipIf(isShort || process.platform === 'win32')(
    'a folder that can only be read: judged all the same',
    async () => {
      course.write(SERVER, 'pass');
      course.protect();
      const checked = await course.lab(['1', 'check'], { user });
      expect(checked.stdout).toContain('✓ Passed.');
      expect(checked.stderr).toMatch(/Progress is not saved/);
      expect(checked.status).toBe(0);
      const reset = await course.lab(['1', 'reset'], { user });
      expect(reset.stderr).toContain('Is the folder yours to write to');
      expect(reset.status).toBe(2);
      expect(course.read(SERVER)).toBe('pass');
    },
  );
});

describe.skipIf(!canSeeProcesses)('Ctrl-C during a check', () => {
  test.for(['sleeps', 'spins'])('that %s: nothing is left running', async (text, { skip }) => {
    skip(isLeftOut(text, ['spins']));
    course.write(SERVER, text);
    const child = spawn(process.execPath, [...course.words, '1', 'check'], {
      cwd: course.root,
      detached: true,
      stdio: 'ignore',
      env: { ...process.env, ...course.environment },
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    await vi.waitUntil(() => course.begun.length > 0, UNTIL);
    if (text === 'spins')
      await vi.waitUntil(async () => (await course.processes).some((each) => each.includes('spin.ts')), UNTIL);
    // To the whole group, as a terminal does.
    process.kill(-(child.pid ?? 0), 'SIGINT');
    expect(await ended).toBe(130);
    expect(await course.processes).toEqual([]);
  });
});

describe('start', () => {
  beforeEach(() => course.install());

  const SERVICE = (words: string): string =>
    `import { createServer } from 'node:http';
const server = createServer(() => {}).listen(Number(process.env['PORT']), '127.0.0.1', () => console.log('${words}'));
process.once('SIGINT', () => server.close());
process.once('SIGTERM', () => server.close());
`;

  function start(port: number) {
    const child = spawn(process.execPath, [...course.words, '1', 'start'], {
      cwd: course.root,
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...course.environment, PORT: String(port) },
    });
    let said = '';
    child.stdout.on('data', (data: Buffer) => {
      said += data.toString('utf8');
    });
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    return {
      see: (words: string) => vi.waitFor(() => expect(said).toContain(words), UNTIL),
      async interrupt() {
        process.kill(-(child.pid ?? 0), 'SIGINT');
        return ended;
      },
      async kill() {
        child.kill('SIGKILL');
        await ended;
      },
    };
  }

  test('starts the service, starts it anew on a save, also after it has crashed, and ends it', async () => {
    course.write(SERVER, SERVICE('the first listens'));
    const service = start(0);
    await service.see('the first listens');
    course.write(SERVER, 'throw new Error("broken");\n');
    await service.see('The program has ended (status 1). A save starts it anew.');
    course.write(SERVER, SERVICE('the third listens'));
    await service.see('the third listens');
    expect(await service.interrupt()).toBe(0);
  });

  test.skipIf(isShort || !canSeeProcesses)('a command that is killed leaves no service behind', async () => {
    course.write(SERVER, SERVICE('it listens'));
    const service = start(0);
    await service.see('it listens');
    await service.kill();
    await vi.waitFor(async () => expect(await course.processes).toEqual([]), UNTIL);
  });

  test('a port that is taken is named before anything starts', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
    const { status, stderr } = await course.lab(['1', 'start'], { env: { PORT: String(port) } });
    other.close();
    expect(stderr).toContain(`Port ${port} is taken by another program`);
    expect(status).toBe(2);
  });

  test.skipIf(isShort)('a program that serves nobody starts whoever has the port', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const described = 'labs/01-first/lab.json';
    course.write(described, JSON.stringify({ ...JSON.parse(course.read(described)), serves: false }));
    course.write(SERVER, "console.log('at work'); setInterval(() => {}, 1000);\n");
    const worker = start(typeof address === 'object' ? (address?.port ?? 0) : 0);
    await worker.see('at work');
    expect(await worker.interrupt()).toBe(0);
    other.close();
  });
});
