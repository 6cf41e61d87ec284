/** Next, from its own template: its dev server, and what a container gets. */
import { beforeAll, describe, expect, test } from 'vitest';
import { expectDoctor } from './doctor.ts';
import { fromTemplate } from './frameworks.ts';
import { install } from './install.ts';
import { commandsOf } from './page.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

const environment = { NEXT_TELEMETRY_DISABLED: '1' };
const TEMPLATE = '--ts --app --no-tailwind --no-linter --no-src-dir --no-react-compiler --no-agents-md --yes';

const OUTPUT = '.next/standalone/';

let folder: string;
beforeAll(async () => {
  const command = `create-next-app next ${TEMPLATE} --skip-install --disable-git`;
  folder = await fromTemplate(install('next'), 'next', 'next', command);
});

describe('Next', () => {
  test('dev', async () => {
    const { start } = commandsOf('next');
    record('next-dev', expectLeaks(await askService({ folder, command: start, environment })));
    await expectDoctor(folder, 'next-dev', { dev: start }, [
      '· note  `npm run start` starts without taskscope',
      '✓ ok    `npm run dev` has register, and first',
    ]);
  });

  test('standalone, with the maps that Next does not copy', async () => {
    const { build, start } = commandsOf('next', 2);
    // Here the application lies in a folder below its packages, and so in one of the output.
    const [built, command] = [build, start].map((words) => words.replaceAll(OUTPUT, `${OUTPUT}next/`));
    const { status, output } = await run(built ?? '', { folder, environment });
    expect(status, output).toBe(0);
    const service = { folder, command: command ?? '', environment, deployed: `${OUTPUT}next` };
    record('next-standalone', expectLeaks(await askService(service)));
  });
});
