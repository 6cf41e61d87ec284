// @ts-check
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { currentLanguage } from '../language/say.mjs';
import { findNode } from '../launcher/node.mjs';

const PATIENCE = 60_000;

/**
 * Measures what needs the installed packages: a TypeScript file, run on the pinned Node, that prints its reading as JSON.
 * @template Reading
 * @param {string} root
 * @param {string} file
 * @returns {Promise<Reading>}
 */
export function askPinned(root, file) {
  const node = findNode(root);
  if (node === null) return Promise.reject(new Error('there is no Node to run it'));
  return new Promise((resolve, reject) => {
    const child = spawn(
      node.path,
      ['--conditions=taskscope-source', '--disable-warning=ExperimentalWarning', ...node.words, join(root, file)],
      {
        cwd: root,
        env: { ...process.env, LEAKLAB_LANGUAGE: currentLanguage() },
        stdio: ['ignore', 'pipe', 'pipe'],
        timeout: PATIENCE,
      },
    );
    let answer = '';
    let words = '';
    child.stdout.on('data', (data) => {
      answer += data;
    });
    child.stderr.on('data', (data) => {
      words += data;
    });
    child.on('error', reject);
    child.on('close', () => {
      try {
        resolve(JSON.parse(answer));
      } catch {
        reject(new Error(words.trim().split('\n').at(-1) || 'it gave no answer'));
      }
    });
  });
}
