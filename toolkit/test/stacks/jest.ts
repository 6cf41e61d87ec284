/** Jest of one version: with ts-jest and with @swc/jest, as the page of leak tests says. */
import { expect, test } from 'vitest';
import { expectDoctor } from './doctor.ts';
import { copyProgram } from './install.ts';
import { planted, printed } from './places.ts';
import { record } from './results.ts';
import type { RowName } from './rows.ts';
import { run } from './shell.ts';

/** `rows`: those of ts-jest and of @swc/jest. */
export function jestRows(install: string, rows: { 'ts-jest': RowName; 'swc-jest': RowName }): void {
  test.each(Object.entries(rows))('%s', async (program, row) => {
    const folder = copyProgram(`jest/${program}`, install);
    const bare = await run('jest --config bare.config.json', { folder });
    expect(bare.status, bare.output).toBe(0);
    expect(bare.output).toContain('2 passed, 2 total');
    const { status, output } = await run('jest --config jest.config.json', { folder });
    expect(status, output).toBe(1);
    expect(output).toContain('1 failed, 1 passed, 2 total');
    expect(output).toContain('Leaked (proven): `checkout`, started in the test "is accepted"');
    const [wanted, given] = [planted(folder), printed(folder, output)];
    expect(given).toEqual(wanted);
    record(row, { wanted, given });
    await expectDoctor(folder, row, {}, ['✓ ok    the config of Jest has taskscope']);
  });
}
