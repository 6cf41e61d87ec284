/** What each check says of readings that a healthy machine never gives. */
import { afterEach, describe, expect, test } from 'vitest';
import { columnsOf } from '../language/columns.mjs';
import { useLanguage } from '../language/say.mjs';
import { clock } from './checks/clock.mjs';
import { courseFiles } from './checks/course-files.mjs';
import { disk } from './checks/disk.mjs';
import { folder, kindOf } from './checks/folder.mjs';
import { judging } from './checks/judging.mjs';
import { loopback } from './checks/loopback.mjs';
import { node } from './checks/node.mjs';
import { npm } from './checks/npm.mjs';
import { packages } from './checks/packages.mjs';
import { pinnedNode } from './checks/pinned-node.mjs';
import { port } from './checks/port.mjs';
import { proxy } from './checks/proxy.mjs';
import { smallFiles } from './checks/small-files.mjs';
import { terminal } from './checks/terminal.mjs';
import { watching } from './checks/watching.mjs';
import { renderFinding } from './render.mjs';
import type { Judgement } from './types.ts';

const NOW = Date.UTC(2026, 10, 23, 12);
const DAY = 86_400_000;
const screen = { interactive: true, columns: 80, rows: 24, colours: true, characters: 'en_US.UTF-8' };
const many = Array.from({ length: 7 }, (_, index) => `labs/0${index}-long-name/backend.ts`);

type Case = [what: string, judgement: Judgement, state: Judgement['state'], says?: string];
const CASES: { [check: string]: Case[] } = {
  node: [
    ['20', node.judge({ version: '20.20.2', options: false }), 'ok'],
    ['18', node.judge({ version: '18.20.8', options: false }), 'bad', 'Node 20 or newer'],
    ['options for every Node', node.judge({ version: '24.1.0', options: true }), 'note', 'NODE_OPTIONS'],
  ],
  npm: [
    ['10', npm.judge({ name: 'npm', version: '10.9.0' }), 'ok'],
    ['none', npm.judge({ name: 'npm', version: null }), 'bad', 'nodejs.org'],
    ['old', npm.judge({ name: 'npm', version: '8.1.0' }), 'note', 'npm install --global npm@11'],
    ['another', npm.judge({ name: 'pnpm', version: '10.1.0' }), 'note', 'Use `npm run lab'],
  ],
  folder: [
    ['fine', folder.judge({ failure: null, kind: null }), 'ok'],
    ['read-only', folder.judge({ failure: 'EROFS', kind: null }), 'bad', 'Copy the repository'],
    ['full', folder.judge({ failure: 'ENOSPC', kind: null }), 'bad', 'make room'],
    ['of Windows, from Linux', folder.judge({ failure: null, kind: 'windows' }), 'note', 'Linux home'],
    ['on a network', folder.judge({ failure: null, kind: 'network' }), 'note', 'Copy it'],
    ['in a cloud', folder.judge({ failure: null, kind: 'synced' }), 'note', 'Copy it'],
  ],
  disk: [
    ['room', disk.judge({ free: 50_000, files: 1_000_000, installed: false }), 'ok', '50 GB'],
    ['a file system without a limit of files', disk.judge({ free: 50_000, files: null, installed: false }), 'ok'],
    ['full', disk.judge({ free: 40, files: 1_000_000, installed: true }), 'bad', 'Make room: 100 MB'],
    ['no room to install', disk.judge({ free: 300, files: 1_000_000, installed: false }), 'bad', 'Make room: 600 MB'],
    ['no room for more files', disk.judge({ free: 50_000, files: 12, installed: true }), 'bad', '12 more files'],
    ['little', disk.judge({ free: 150, files: 1_000_000, installed: true }), 'note', 'room'],
  ],
  smallFiles: [
    ['quick', smallFiles.judge({ files: 1000, ms: 120, failure: null }), 'ok'],
    ['a virus scanner', smallFiles.judge({ files: 1000, ms: 9000, failure: null }), 'note', 'virus scanner'],
    ['far too slow', smallFiles.judge({ files: 300, ms: 15_000, failure: null }), 'bad', 'virus scanner'],
    ['full', smallFiles.judge({ files: 3, ms: 10, failure: 'ENOSPC' }), 'bad', 'ENOSPC'],
  ],
  watching: [
    ['events', watching.judge({ ms: 3, failure: null }), 'ok', '3 ms'],
    ['none, as on a mounted drive', watching.judge({ ms: null, failure: null }), 'note', 'twice a second'],
    ['too many watchers', watching.judge({ ms: null, failure: 'ENOSPC' }), 'note', 'close some'],
    ['forbidden', watching.judge({ ms: null, failure: 'EPERM' }), 'note', 'EPERM'],
  ],
  loopback: [
    ['open', loopback.judge({ bound: null, reached: null }), 'ok'],
    ['no port', loopback.judge({ bound: 'EACCES', reached: null }), 'bad', 'firewall'],
    ['not reached', loopback.judge({ bound: null, reached: 'no answer' }), 'bad', 'firewall'],
  ],
  port: [
    ['free', port.judge({ port: '3000', failure: null }), 'ok'],
    ['taken', port.judge({ port: '3000', failure: 'EADDRINUSE' }), 'note', '3000 is taken'],
    ['forbidden', port.judge({ port: '80', failure: 'EACCES' }), 'note', 'from 1024'],
  ],
  clock: [
    ['right', clock.judge({ now: NOW, file: NOW + 3, commit: NOW - DAY }), 'ok', '2026-11-23'],
    ['without git', clock.judge({ now: NOW, file: NOW, commit: null }), 'ok'],
    ['years behind', clock.judge({ now: NOW - 900 * DAY, file: null, commit: NOW }), 'bad', 'certificates'],
    ['another one in the drive', clock.judge({ now: NOW, file: NOW - 90_000, commit: NOW }), 'note', '90 s'],
  ],
  proxy: [
    ['none', proxy.judge({ set: [], direct: '' }), 'ok'],
    ['around this machine', proxy.judge({ set: ['HTTPS_PROXY'], direct: 'localhost, 127.0.0.1' }), 'ok'],
    ['for all but everything', proxy.judge({ set: ['HTTPS_PROXY'], direct: '*' }), 'ok'],
    ['for this machine, too', proxy.judge({ set: ['HTTP_PROXY', 'HTTPS_PROXY'], direct: 'intra' }), 'note', 'NO_PROXY'],
  ],
  terminal: [
    ['good', terminal.judge(screen), 'ok', '80 × 24, with colours'],
    ['without colours', terminal.judge({ ...screen, colours: false }), 'ok', 'without colours'],
    ['none', terminal.judge({ ...screen, interactive: false }), 'note', 'watches your files'],
    ['narrow', terminal.judge({ ...screen, columns: 60 }), 'note', '80 × 24'],
    ['low', terminal.judge({ ...screen, rows: 10 }), 'note', '80 × 24'],
    ['of few characters', terminal.judge({ ...screen, characters: 'POSIX' }), 'note', 'UTF-8'],
  ],
  packages: [
    ['there', packages.judge({ lock: true, missing: null, problem: null }), 'ok'],
    [
      'installed just now',
      packages.judge({ lock: true, missing: '`zod` has changed', problem: null }),
      'ok',
      'just now',
    ],
    ['no lock', packages.judge({ lock: false, missing: null, problem: null }), 'bad', 'git checkout'],
    ['npm fails', packages.judge({ lock: true, missing: 'nothing is there', problem: 'Set a proxy.' }), 'bad', 'proxy'],
  ],
  pinnedNode: [
    ['there', pinnedNode.judge({ wanted: '26.10.0', found: 'pinned', version: '26.10.0', failure: null }), 'ok'],
    ['none', pinnedNode.judge({ wanted: '26.10.0', found: null, version: null, failure: null }), 'bad', 'npm ci'],
    ['own', pinnedNode.judge({ wanted: '26.10.0', found: 'own', version: '24.1.0', failure: null }), 'note', '24.1.0'],
    [
      'old',
      pinnedNode.judge({ wanted: '26.10.0', found: 'pinned', version: '26.9.0', failure: null }),
      'bad',
      'npm ci',
    ],
    [
      'Alpine',
      pinnedNode.judge({ wanted: '26.10.0', found: 'pinned', version: null, failure: 'ENOENT' }),
      'bad',
      'glibc',
    ],
  ],
  courseFiles: [
    ['untouched', courseFiles.judge({ error: null, changed: [] }), 'ok'],
    ['one changed', courseFiles.judge({ error: null, changed: ['labs/a.ts'] }), 'note', 'git checkout labs/a.ts'],
    ['many changed', courseFiles.judge({ error: null, changed: many }), 'note', 'and 4 more'],
    ['unreadable', courseFiles.judge({ error: 'Restore it.', changed: [] }), 'bad', 'Restore it.'],
  ],
  judging: [
    ['passes', judging.judge({ lab: '02-leaky-query', outcome: 'pass', reason: '', ms: 900 }), 'ok', '0.9 s'],
    ['slowly', judging.judge({ lab: '02-leaky-query', outcome: 'pass', reason: '', ms: 12_000 }), 'note', '12.0 s'],
    [
      'does not',
      judging.judge({ lab: '02-leaky-query', outcome: 'could-not-judge', reason: 'The port is taken.', ms: 9 }),
      'bad',
      'The port is taken.',
    ],
  ],
};

describe.for(Object.entries(CASES))('%s', ([title, cases]) => {
  test.for(cases)('%s', ([, judgement, state, says]) => {
    expect(judgement.state).toBe(state);
    expect(`${judgement.text} ${judgement.fix ?? ''}`).toContain(says ?? '');
    expect(judgement.fix !== undefined, 'who is fine needs no fix, who is not gets one').toBe(state !== 'ok');
    const shown = renderFinding({ title, ...judgement }, false).split('\n');
    expect(shown.filter((line) => line.length > 80)).toEqual([]);
  });
});

test.for([
  ['/home/ada/leaklab/', '6.6.0-microsoft-standard-WSL2', null],
  ['/mnt/c/Users/Ada/leaklab/', '6.6.0-microsoft-standard-WSL2', 'windows'],
  ['/mnt/data/leaklab/', '6.12.0', null],
  ['\\\\server\\share\\leaklab\\', '10.0.26100', 'network'],
  ['C:\\Users\\Ada\\OneDrive - Firm\\leaklab\\', '10.0.26100', 'synced'],
  ['/Users/ada/Library/Mobile Documents/leaklab/', '25.0.0', 'synced'],
  ['/Users/ada/code/my-dropbox-clone/leaklab/', '25.0.0', null],
] as const)('where %s stands', ([root, system, kind]) => {
  expect(kindOf(root, system)).toBe(kind);
});

describe('in Chinese', () => {
  afterEach(() => useLanguage('en'));

  test('each finding fits, and its text stands in its column', () => {
    useLanguage('zh-CN');
    const judged = [
      packages.judge({ lock: true, missing: '没有安装 `express`', problem: '原因在上面。'.repeat(20) }),
      loopback.judge({ bound: 'EPERM', reached: null }),
      watching.judge({ ms: null, failure: 'ENOSPC' }),
      terminal.judge({ ...screen, characters: 'zh_CN.GB18030' }),
    ];
    const lines = judged
      .map((judgement) => renderFinding({ title: '文件监视', ...judgement }, false))
      .join('\n')
      .split('\n');
    expect(lines.filter((line) => columnsOf(line) > 80)).toEqual([]);
    for (const line of lines.filter((each) => each.includes('文件监视')))
      expect(line).toMatch(/^ {2}[✓!✗] 文件监视 {7}\S/);
    expect(lines.join('\n')).toMatch(/文件监视 +无法监视保存（ENOSPC）\n +→ 其他程序监视的文件太多/);
  });
});
