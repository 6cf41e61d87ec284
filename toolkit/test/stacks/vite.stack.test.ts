/** Vite's dev server, which runs modules by itself, in its own template for rendering on the server. */
import { beforeAll, test } from 'vitest';
import { expectDoctor } from './doctor.ts';
import { fromTemplate } from './frameworks.ts';
import { install } from './install.ts';
import { commandsOf } from './page.ts';
import { record } from './results.ts';
import { askService, expectLeaks } from './service.ts';

let folder: string;
beforeAll(async () => {
  const command = 'create-vite-extra vite-ssr --template ssr-vanilla-ts';
  folder = await fromTemplate(install('vite'), 'vite', 'vite-ssr', command);
});

test('what is rendered on the server', async () => {
  const { start } = commandsOf('vite');
  record('vite-ssr', expectLeaks(await askService({ folder, command: start })));
  await expectDoctor(folder, 'vite-ssr', { dev: start }, [
    '✓ ok    `npm run dev` has register, and first',
    '✓ ok    the config of Vite has taskscope',
  ]);
});
