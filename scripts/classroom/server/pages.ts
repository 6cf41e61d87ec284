/** The pages and what belongs to them: the files that are in `assets/` at the start, and no others. */
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { Router } from 'express';

/** Addresses of pages, and their files. Everybody may have them; what they show asks for a token. */
const PAGES: { [address: string]: string } = {
  '/': 'join.html',
  '/dashboard': 'dashboard.html',
  '/projector': 'projector.html',
};
const SERVED = new Set(['.html', '.css', '.js', '.svg']);

export function pages(folder: string): Router {
  const router = Router();
  for (const [address, file] of Object.entries(PAGES)) {
    router.get(address, (_request, response) => {
      response.type('html').send(readFileSync(join(folder, file), 'utf8'));
    });
  }
  for (const file of readdirSync(folder).filter((name) => SERVED.has(extname(name)) && !name.endsWith('.html'))) {
    router.get(`/assets/${file}`, (_request, response) => {
      response.type(extname(file)).send(readFileSync(join(folder, file)));
    });
  }
  return router;
}
