import { createReadStream, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { lockedPackages } from './locked-packages.mjs';

/**
 * A registry of its own for npm, on this machine and for the time of one installation: what it knows is the lock file, what
 * it gives are the tarballs of a folder. npm compares each with the lock file, as it does with any registry.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<{ url: string, close(): void }>}
 */
export function startRegistry(root, folder) {
  const packages = lockedPackages(root, [`${process.platform}-${process.arch}`]);
  const server = createServer((request, response) => {
    const path = decodedPath(request.url ?? '');
    const file = packages.find((each) => path === `/-/${each.file}`)?.file;
    const versions = packages.filter(({ name }) => path === `/${name}`);
    if (file !== undefined) sendFile(response, join(folder, file));
    else if (versions.length > 0) send(response, 200, description(versions, `http://${request.headers.host}`));
    else send(response, 404, { error: 'not on the stick' });
  });
  // A slow machine unpacks for longer than Node keeps a connection open that nobody uses; npm would take that for an error.
  server.keepAliveTimeout = 0;
  server.headersTimeout = 0;
  server.requestTimeout = 0;
  return new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address !== null ? address.port : 0;
      const close = () => {
        server.close();
        server.closeAllConnections();
      };
      resolve({ url: `http://127.0.0.1:${port}/`, close });
    });
  });
}

/**
 * What a registry says of a package.
 * @param {readonly import('./locked-packages.mjs').LockedPackage[]} versions
 * @param {string} origin
 */
function description(versions, origin) {
  const entries = versions.map(({ name, version, integrity, file }) => [
    version,
    { name, version, dist: { integrity, tarball: `${origin}/-/${file}` } },
  ]);
  return {
    name: versions[0]?.name,
    'dist-tags': { latest: versions[0]?.version },
    versions: Object.fromEntries(entries),
  };
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {string} path
 */
function sendFile(response, path) {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size === undefined) return send(response, 404, { error: 'not on the stick' });
  response.writeHead(200, { 'Content-Type': 'application/octet-stream', 'Content-Length': size });
  // A stick that is pulled out ends the answer, and npm says so.
  createReadStream(path)
    .on('error', () => response.destroy())
    .pipe(response);
}

/**
 * @param {import('node:http').ServerResponse} response
 * @param {number} status
 * @param {object} value
 */
function send(response, status, value) {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(value));
}

/** @param {string} url */
function decodedPath(url) {
  try {
    return decodeURIComponent(url.split('?')[0] ?? '');
  } catch {
    return '';
  }
}
