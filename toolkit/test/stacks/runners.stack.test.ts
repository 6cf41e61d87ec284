/** Test runners: a leak fails the run, at its line, and no other test; with a report of coverage, this says what it says without us. */
import { beforeAll, describe, expect, test } from 'vitest';
import { coverageOf, SAYS_SO, TOOLS } from './coverage.ts';
import { expectDoctor } from './doctor.ts';
import { copyProgram, install } from './install.ts';
import { planted, printed } from './places.ts';
import { record } from './results.ts';
import { run } from './shell.ts';

beforeAll(() => {
  install('runners');
});

describe('a leak fails the run', () => {
  test.each([
    ['mocha', 'mocha', '2 passing', '✓ ok    the config of Mocha has taskscope'],
    ['ava', 'ava', '1 test failed', '✓ ok    the config of AVA has taskscope'],
  ] as const)('%s', async (name, command, told, doctor) => {
    const folder = copyProgram(`runners/${name}`);
    const { status, output } = await run(command, { folder });
    expect(status, output).toBe(1);
    expect(output).toContain(told);
    expect(output).toMatch(/Leaked \(proven\): `checkout`, started in the test "(orders )?is accepted"/);
    const [wanted, given] = [planted(folder), printed(folder, output)];
    expect(given).toEqual(wanted);
    record(name, { wanted, given });
    await expectDoctor(folder, name, {}, [doctor]);
  });
});

describe('coverage is what it is without us, or the run says that it is not, and the leak is found', () => {
  test.each(Object.entries(TOOLS))('%s', async (name, tool) => {
    const folder = copyProgram(`runners/${tool.program}`);
    const bare = await run(tool.bare, { folder });
    expect(bare.status, bare.output).toBe(0);
    const coverage = coverageOf(tool, folder, bare.output);
    expect(Object.keys(coverage)).toHaveLength(1);
    const { status, output } = await run(tool.tracked, { folder });
    expect(status, output).toBe(1);
    if (SAYS_SO.includes(name))
      expect(output).toMatch(/taskscope: coverage by `v8` counts .*--coverage.provider=istanbul/);
    else expect(coverageOf(tool, folder, output)).toEqual(coverage);
    const [wanted, given] = [planted(folder), printed(folder, output)];
    expect(given).toEqual(wanted);
    const row = name as keyof typeof TOOLS;
    record(row, { wanted, given });
    // The two of Vitest are one project.
    if (row !== 'vitest-istanbul') await expectDoctor(folder, row, { test: tool.tracked }, [tool.doctor]);
  });
});
