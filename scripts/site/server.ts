/** The site, served. Its pages are only read; what starts or changes something is the panel's. */
import type { Server } from 'node:http';
import express, { type ErrorRequestHandler, type Express, type Response } from 'express';
import type { Lab } from '../course/course.ts';
import type { Language } from '../language/language.mjs';
import { LANGUAGES, readBook, type SitePage } from './book.ts';
import { NotThere } from './inside.ts';
import { type Beside, renderMissing } from './layout.ts';
import { served } from './links.ts';
import { panelAssets } from './panel/assets.ts';
import { isLoopback, namesThisMachine } from './panel/guard.ts';
import type { Panel } from './panel/panel.ts';
import { PANEL_HEAD, renderPanel, renderWayToPanel } from './panel/render-panel.ts';
import { panelRoutes } from './panel/routes.ts';
import type { Resource } from './resource.ts';
import { type HtmlOf, readSite } from './site.ts';

/** Scripts and styles come from here and from nowhere else, and none stands in a page. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/**
 * `host`: where it is bound; on loopback, only a loopback name may be asked for (a page elsewhere may point its own here).
 * Anywhere else there is no panel: it runs code.
 */
export async function makeApp(root: string, host: string, panel: Panel | null = null): Promise<Express> {
  const local = isLoopback(host) ? panel : null;
  const beside = (page: SitePage, htmlOf: HtmlOf): Beside | null => besideOf(page, local?.course ?? [], htmlOf);
  const site = await readSite(root, served, beside, () => local?.standing() ?? null);
  const resources = new Map<string, Resource>([...site, ...(local === null ? [] : panelAssets())]);
  const book = readBook(root);
  const app = express();
  const missing = (path: string, response: Response): void => {
    const language = LANGUAGES.find((each) => path.startsWith(`/${each}/`)) ?? 'en';
    response
      .status(404)
      .type('html')
      .send(renderMissing(book, language, served));
  };
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Cache-Control': 'no-cache',
    });
    if (isLoopback(host) && !namesThisMachine(request.headers.host)) {
      response.status(403).type('text').send('This server answers only to its own name: ask for `localhost`.\n');
    } else next();
  });
  if (local !== null) app.use('/panel', panelRoutes(local));
  app.get('/', (request, response) => {
    const language = languageOf(request.acceptsLanguages());
    response.redirect(`/${language}/`);
  });
  app.use((request, response) => {
    const resource = resources.get(decoded(request.path));
    if (resource === undefined) missing(request.path, response);
    else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').type('text').send('This can only be read.\n');
    } else response.type(resource.type).send(resource.read());
  });
  const failed: ErrorRequestHandler = (error, request, response, _next) => {
    if (error instanceof NotThere || error instanceof URIError) return missing(request.path, response);
    console.error(error);
    response.status(500).type('text').send('This is a mistake in Leaklab itself: the terminal tells more.\n');
  };
  app.use(failed);
  return app;
}

/** Beside the chapter of a lab, and its task. */
function besideOf({ section, address, language }: SitePage, course: readonly Lab[], htmlOf: HtmlOf): Beside | null {
  const lab = course.find(({ name }) => address.endsWith(`/${name}`));
  if (lab === undefined || !['learn', 'labs'].includes(section)) return null;
  // Beside the chapter stands the task, without its heading: nobody has to open another page.
  const task = section === 'labs' ? null : htmlOf(`/${language}/labs/${lab.name}`);
  const html = renderPanel(lab, language, task === null ? null : task.replace(/<h1\b.*?<\/h1>/s, ''));
  return { head: PANEL_HEAD, way: renderWayToPanel(lab, language), html };
}

export function listen(app: Express, port: number, host: string): Promise<{ server: Server; url: string }> {
  return new Promise((resolve, reject) => {
    const server = app.listen(port, host, (error?: Error) => {
      if (error) return reject(error);
      const address = server.address();
      const bound = typeof address === 'object' && address !== null ? address.port : port;
      resolve({ server, url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}` });
    });
  });
}

function languageOf(accepted: readonly string[]): Language {
  const [first = ''] = accepted;
  return /^zh\b/i.test(first) ? 'zh-CN' : 'en';
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return '';
  }
}
