/** Nest 11, from its own template: as a service that is built, and tested with ts-jest. */
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { expectDoctor } from './doctor.ts';
import { fromTemplate } from './frameworks.ts';
import { install } from './install.ts';
import { commandsOf } from './page.ts';
import { planted, printed } from './places.ts';
import { record } from './results.ts';
import { askService, expectLeaks, expectRoutes } from './service.ts';
import { run } from './shell.ts';

let folder: string;
beforeAll(async () => {
  const words = '--skip-install --skip-git --package-manager npm --language ts';
  folder = await fromTemplate(install('nest11'), 'nest11', 'nest', `nest new nest ${words}`);
});

test('the service', async () => {
  const { build, start } = commandsOf('nest');
  expect(await run(build, { folder })).toMatchObject({ status: 0 });
  const asked = expectLeaks(await askService({ folder, command: start, hasRoutes: true }));
  expectRoutes(asked);
  record('nest-tsc', asked);
});

test('its tests, with ts-jest', async () => {
  const { status, output } = await run('jest --config jest.config.json', { folder });
  expect(status, output).toBe(1);
  expect(output).toContain('1 failed, 1 passed, 2 total');
  // Jest names files from its `rootDir`.
  const sources = join(folder, 'src');
  const [wanted, given] = [planted(sources), printed(sources, output)];
  expect(given).toEqual(wanted);
  record('nest-ts-jest', { wanted, given });
});

test('the doctor', async () => {
  const { start } = commandsOf('nest');
  await expectDoctor(folder, 'nest-ts-jest', { 'start:prod': start }, [
    '· note  `npm run start` starts without taskscope',
    '· note  `npm run start:dev` starts without taskscope',
    '✓ ok    `npm run start:prod` has register, and first',
    '✓ ok    the config of Jest has taskscope',
  ]);
});
