import { dirname } from 'node:path';
import type { NextConfig } from 'next';

/** The folder that has `node_modules`; here it is not that of the application. */
const root = dirname(import.meta.dirname);

export default {
  // #region maps
  experimental: { serverSourceMaps: true },
  // #endregion
  output: 'standalone',
  outputFileTracingRoot: root,
  turbopack: { root },
} satisfies NextConfig;
