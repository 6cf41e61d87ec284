/** Next, from its own template: its dev server, and what a container gets. */
import { beforeAll, describe, expect, test } from 'vitest';
import { fromTemplate } from './frameworks.ts';
import { install } from './install.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';
import { run } from './shell.ts';

const environment = { NEXT_TELEMETRY_DISABLED: '1' };
const TEMPLATE = '--ts --app --no-tailwind --no-linter --no-src-dir --no-react-compiler --no-agents-md --yes';
const TRACKED = 'NODE_OPTIONS="--import taskscope/register --import taskscope/agent/start"';

let folder: string;
beforeAll(async () => {
  const command = `create-next-app next ${TEMPLATE} --skip-install --disable-git`;
  folder = await fromTemplate(install('next'), 'next', 'next', command);
});

describe('Next', () => {
  // A name in Next's own code that only contains `$ts_` makes it pass over the file.
  test.fails('dev', async () => {
    const command = `${TRACKED} next dev -p $PORT`;
    record('next-dev', expectLeaks(await askService({ folder, command, environment })));
  });

  test('standalone, with the maps that Next does not copy', async () => {
    const built = await run('next build && cp -r .next/server .next/standalone/next/.next/', { folder, environment });
    expect(built.status, built.output).toBe(0);
    const command = `${TRACKED} node .next/standalone/next/server.js`;
    record(
      'next-standalone',
      expectLeaks(await askService({ folder, command, environment, deployed: '.next/standalone/next' })),
    );
  });
});
