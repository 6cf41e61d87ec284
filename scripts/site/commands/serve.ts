/** `npm run docs`: the site, until Ctrl-C. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { Express } from 'express';
import { type DocsContext, noMore, UsageError } from '../../documents/words/context.ts';
import { openBrowser } from '../open-browser.ts';
import { Panel } from '../panel/panel.ts';
import { listen, makeApp } from '../server.ts';

const PORT = 4000;

export async function serve({ root, print }: DocsContext, rest: readonly string[]): Promise<number> {
  noMore('serve', rest);
  // `HOST=` says nothing, and must not mean everywhere.
  const host = process.env['HOST'] || '127.0.0.1';
  const panel = new Panel(root);
  const { server, url } = await open(await makeApp(root, host, panel), host);
  const ended = new AbortController();
  // The launcher's channel closes when that is gone.
  const ends = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'];
  const asked = ends.map((event) => once(process, event, { signal: ended.signal }));
  print(url);
  if (process.stdout.isTTY) openBrowser(url);
  await Promise.race(asked);
  ended.abort();
  await Promise.allSettled(asked);
  server.close();
  server.closeAllConnections();
  await panel.close();
  return 0;
}

async function open(app: Express, host: string): Promise<{ server: Server; url: string }> {
  const asked = process.env['PORT'] || undefined;
  try {
    return await listen(app, Number(asked ?? PORT), host);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    // Somebody else's default is no reason to fail: any free one serves.
    if (code === 'EADDRINUSE' && asked === undefined) return listen(app, 0, host);
    throw new UsageError(
      `\`${host}:${asked ?? PORT}\` can't be listened at (${code}): set \`PORT\` to another one, 0 for any.`,
    );
  }
}
