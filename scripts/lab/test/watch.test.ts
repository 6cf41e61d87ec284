/** `npm run lab 1` in a real terminal. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isLeftOut, isShort } from '../../test/short.ts';
import { TestCourse } from './course.ts';
import { hasTmux, Pane } from './pane.ts';

const SERVER = 'labs/01-first/server.ts';
const PATIENCE = { timeout: 15_000, interval: 100 };

let course: TestCourse;
let pane: Pane;
beforeEach(() => {
  course = new TestCourse();
});
afterEach(async () => {
  pane.close();
  await vi.waitFor(async () => expect(await course.processes).toEqual([]), PATIENCE);
  course.close();
});

function open(size: { columns?: number; rows?: number } = {}, environment: { [name: string]: string } = {}): void {
  pane = new Pane([process.execPath, ...course.words, '1'], { ...course.environment, ...environment }, size);
}

describe.skipIf(!hasTmux)('what the screen shows', () => {
  test('the lab, its task, what to edit, the verdict, the keys and the progress, in 24 rows', async () => {
    open();
    const screen = await pane.see('✗ Not yet. 1 of 3 facts hold');
    for (const words of ['Lab 1: First', 'labs/01-first/server.ts', 'actual    206', 'h hint', 'q quit', '0 of 2 labs'])
      expect(screen).toContain(words);
    expect(screen).not.toContain('n next');
    expect(pane.state).toMatchObject({ own: true, cursor: false });
  });

  test.skipIf(isShort)('a pass: what was learned, another fix, the chapter, and the key to go on', async () => {
    course.write(SERVER, 'pass');
    open();
    const screen = await pane.see('✓ Passed.');
    for (const words of [
      'One thing',
      'Two.',
      'Three.',
      'alternatives/other',
      '01-first.md',
      'n next lab',
      '1 of 2 labs',
    ])
      expect(screen).toContain(words);
  });

  test.for([
    [80, 45],
    [50, 14],
    [34, 8],
    [200, 50],
  ] as const)(
    '%i columns and %i rows: the first line and the keys stay, the rest can be scrolled to',
    async ([columns, rows], { skip }) => {
      skip(isLeftOut(`${columns}`, ['80', '34']));
      open();
      await pane.see('Not yet');
      pane.resize(columns, rows);
      expect(await pane.see('Not yet', 'q quit', '0 of 2 labs')).toContain('Lab 1: First');
      pane.press(...Array.from({ length: 40 }, () => 'Down'));
      await pane.see(/seed/, 'q quit');
      pane.press(...Array.from({ length: 40 }, () => 'Up'));
      expect(await pane.see('Not yet')).toContain(rows < 20 ? 'more lines' : '✓ it starts');
    },
  );

  test.skipIf(isShort)('no colours where NO_COLOR says so', async () => {
    open({}, { NO_COLOR: '1' });
    await pane.see('Not yet');
    expect(pane.styled).not.toContain('\u001b');
    pane.close();
    open();
    await pane.see('Not yet');
    expect(pane.styled).toContain('\u001b');
  });
});

describe.skipIf(!hasTmux)('saves', () => {
  test('a save is judged, and the screen holds nothing of the verdict before', async () => {
    open();
    await pane.see('✗ Not yet.');
    course.write(SERVER, 'pass');
    const screen = await pane.see('✓ Passed.');
    expect(screen).not.toContain('Not yet');
    expect(screen).not.toContain('checking');
  });

  test.skipIf(isShort)('twenty saves in a second: one verdict, on the last', async () => {
    open();
    await pane.see('✗ Not yet.');
    for (let save = 1; save <= 20; save++) {
      course.write('labs/01-first/saving', `spins ${save}`);
      course.rename('labs/01-first/saving', SERVER);
      await sleep(50);
    }
    expect(pane.screen).toContain('checking…');
    expect(course.judged).toEqual(['fail']);
    course.write(SERVER, 'pass');
    await pane.see('✓ Passed.');
  });

  test.skipIf(isShort)('an editor that writes another file and renames it is seen', async () => {
    open();
    await pane.see('✗ Not yet.');
    course.write('labs/01-first/.server.ts.swp', 'pass');
    course.rename('labs/01-first/.server.ts.swp', SERVER);
    await pane.see('✓ Passed.');
  });

  test('a file that is gone is named; when it is back, it is judged', async () => {
    open();
    await pane.see('✗ Not yet.');
    course.rename(SERVER, 'labs/01-first/other.ts');
    const screen = await pane.see('is not there');
    expect(screen).not.toContain('r check again');
    course.rename('labs/01-first/other.ts', SERVER);
    await pane.see('✗ Not yet.');
  });

  test.skipIf(isShort)('two that watch in one folder both judge a save, and the progress is whole', async () => {
    open();
    const other = new Pane([process.execPath, ...course.words, '1'], course.environment);
    try {
      await pane.see('✗ Not yet.');
      await other.see('✗ Not yet.');
      course.write(SERVER, 'pass');
      await pane.see('✓ Passed.', '1 of 2 labs');
      await other.see('✓ Passed.', '1 of 2 labs');
      expect(JSON.parse(course.read('.leaklab/progress.json')).labs).toEqual({
        '01-first': { passed: true, hints: 0 },
      });
    } finally {
      other.close();
    }
  });

  test.skipIf(isShort)('a lab that was passed stays so, and the new verdict is shown', async () => {
    course.write(SERVER, 'pass');
    open();
    await pane.see('✓ Passed.');
    course.write(SERVER, 'fail');
    await pane.see('✗ Not yet.', '1 of 2 labs', 'n next lab');
  });
});

describe.skipIf(!hasTmux)('keys', () => {
  test('h shows the first hint, again the next; coming back to them gives none away', async () => {
    open();
    await pane.see('Not yet');
    pane.press('h');
    await pane.see('Hint 1 of 3');
    pane.press('v');
    await pane.see('Not yet');
    pane.press('h');
    expect(await pane.see('Hint 1 of 3')).not.toContain('Hint 2');
    pane.press('h');
    await pane.see('Hint 2 of 3');
    pane.press('h');
    expect(await pane.see('Hint 3 of 3')).not.toContain('h next hint');
  });

  test.skipIf(isShort)('d asks before it gives the solution away; after a pass it does not', async () => {
    open();
    await pane.see('Not yet');
    pane.press('d');
    expect(await pane.see('`d` again shows it')).not.toContain('// the solution');
    pane.press('d');
    await pane.see('-fail', '// the solution');
    course.write(SERVER, 'pass');
    await pane.see('✓ Passed.');
    pane.press('d');
    await pane.see('// the solution');
  });

  test.skipIf(isShort)('n goes on after a pass, and not before; it stays where no lab is left', async () => {
    open();
    await pane.see('Not yet');
    pane.press('n');
    pane.press('h');
    expect(await pane.see('Hint 1 of 3')).toContain('Lab 1: First');
    course.write(SERVER, 'pass');
    await pane.see('✓ Passed.');
    pane.press('n');
    await pane.see('Lab 2: Second, 第二', 'Not yet');
    course.write('labs/02-second/server.ts', 'pass');
    expect(await pane.see('✓ Passed.', 'All labs are passed')).not.toContain('n next lab');
  });

  test('l lists, and a number opens that lab', async () => {
    open();
    await pane.see('Not yet');
    pane.press('2', 'l');
    await pane.see('○ open    02-second', 'Lab 1: First');
    pane.press('2');
    await pane.see('Lab 2: Second');
  });

  test('r judges again what has not changed', async () => {
    open();
    await pane.see('Not yet');
    pane.press('r');
    await vi.waitFor(() => expect(course.judged).toEqual(['fail', 'fail']), PATIENCE);
  });
});

describe.skipIf(!hasTmux)('the end', () => {
  async function over(): Promise<void> {
    await pane.see(/ended 0$/m, 'npm run lab');
    expect(pane.state).toMatchObject({ own: false, cursor: true });
    expect(await course.processes).toEqual([]);
  }

  test.for(['q', 'C-c', 'C-d'])('%s: nothing is left running, and the terminal is as it was', async (key, { skip }) => {
    skip(isLeftOut(key, ['C-c']));
    open();
    await pane.see('Not yet');
    pane.press(key);
    await over();
  });

  test.for(['slow', 'spins'])('Ctrl-C while a check of a service that %s goes on', async (text, { skip }) => {
    skip(isLeftOut(text, ['spins']));
    course.write(SERVER, text);
    open();
    await pane.see('looking');
    pane.press('C-c');
    await over();
  });

  test.skipIf(isShort).for([0, 150])('Ctrl-C %i ms after a save', async (milliseconds) => {
    open();
    await pane.see('Not yet');
    course.write(SERVER, 'slow');
    await sleep(milliseconds);
    pane.press('C-c');
    await over();
  });

  test.skipIf(isShort).for([0, 200, 400])('Ctrl-C %i ms after the start', async (milliseconds) => {
    open();
    await sleep(milliseconds);
    pane.press('C-c');
    // So early it may be the end of a program that has not even read what it is to do.
    await pane.see(/ended (0|130)$/m);
    expect(pane.state).toMatchObject({ own: false, cursor: true });
  });

  test.skipIf(isShort)('a terminal that is closed', async () => {
    course.write(SERVER, 'spins');
    open();
    await pane.see('looking');
    expect(await course.processes).not.toEqual([]);
    // The rest is seen by `afterEach`.
  });
});
