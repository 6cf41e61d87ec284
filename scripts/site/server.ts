/** The site, served. It only reads: no address starts or changes anything. */
import type { Server } from 'node:http';
import express, { type Express } from 'express';
import { LANGUAGES, type Language, readBook } from './book.ts';
import { renderMissing } from './layout.ts';
import { served } from './links.ts';
import { readSite } from './site.ts';

/** Styles of single elements are the colours of code; scripts come from here and from nowhere else. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "style-src-attr 'unsafe-inline'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/i;

/** `host`: where it is bound; on loopback, only a loopback name may be asked for (a page elsewhere may point its own here). */
export async function makeApp(root: string, host: string): Promise<Express> {
  const site = await readSite(root, served);
  const book = readBook(root);
  const app = express();
  app.disable('x-powered-by');
  app.use((request, response, next) => {
    response.set({
      'Content-Security-Policy': POLICY,
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Cache-Control': 'no-cache',
    });
    if (isLoopback(host) && !LOOPBACK.test(request.headers.host ?? '')) {
      response.status(403).type('text').send('This server answers only to its own name: ask for `localhost`.\n');
    } else next();
  });
  app.get('/', (request, response) => {
    const language = languageOf(request.acceptsLanguages());
    const [first] = book.filter((page) => page.language === language);
    response.redirect(first?.address ?? '/en');
  });
  app.use((request, response) => {
    const resource = site.get(decoded(request.path));
    if (resource === undefined) {
      const language = LANGUAGES.find((each) => request.path.startsWith(`/${each}/`)) ?? 'en';
      response
        .status(404)
        .type('html')
        .send(renderMissing(book, language, served));
    } else if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.status(405).set('Allow', 'GET, HEAD').type('text').send('This can only be read.\n');
    } else response.type(resource.type).send(resource.read());
  });
  return app;
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

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.');
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
