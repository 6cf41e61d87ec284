/** The index: what there is to read, for a person with a browser. No script, nothing from elsewhere. */
import { createHash } from 'node:crypto';
import { missingNotes, threadName } from '../profile/words.ts';
import { registry } from '../registry/registry.ts';
import type { Tracking } from '../registry/tracking.ts';
import { type AllThreads, threadStatistics } from '../threads/statistics.ts';
import { hostOf } from './origin.ts';
import { HTML, type Reply } from './reply.ts';
import type { Asked, Route } from './route.ts';

/** Files and functions that were passed over, and are listed. */
const SKIPPED_SHOWN = 100;

export async function indexPage(
  routes: ReadonlyMap<string, Route>,
  { request }: Pick<Asked, 'request'>,
  path: string,
): Promise<Reply> {
  const scheme = Reflect.get(request.socket, 'encrypted') === true ? 'https' : 'http';
  const body = renderIndex({
    routes,
    url: `${scheme}://${hostOf(request) ?? 'localhost'}${path}`,
    pid: process.pid,
    node: process.version,
    program: process.argv[1] ?? process.execPath,
    uptime: process.uptime(),
    tracking: registry.tracking(),
    threads: await threadStatistics(),
  });
  return { type: HTML, headers: { 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer' }, body };
}

export interface IndexFacts {
  routes: ReadonlyMap<string, Route>;
  /** Under which the page was asked for, without a slash at the end. */
  url: string;
  pid: number;
  node: string;
  program: string;
  /** Seconds. */
  uptime: number;
  tracking: Tracking;
  threads: AllThreads;
}

export function renderIndex({ routes, url, pid, node, program, uptime, tracking, threads }: IndexFacts): string {
  const rows = Array.from(routes, ([name, route]) => renderRow(name, route, threads)).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Tasks of process ${pid}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Tasks of process ${pid}</h1>
<p><code>${escapeHtml(program)}</code><br>Node ${escapeHtml(node)}, up for ${formatUptime(uptime)}</p>
${renderTracking(tracking)}
${renderThreads(threads)}<table>
<caption>Profiles, as of now: reload for new counts</caption>
<thead><tr><th scope="col" class="count">Count</th><th scope="col">Profile</th><th scope="col">What it shows</th></tr></thead>
<tbody>
${rows}
</tbody>
</table>
<h2>From a terminal</h2>
<pre><code>curl '${escapeHtml(url)}/goroutine?debug=1'
curl '${escapeHtml(url)}/goroutineleak?debug=1'
go tool pprof -top '${escapeHtml(url)}/goroutine'
go tool pprof -top '${escapeHtml(url)}/goroutine?seconds=10'</code></pre>
<p>The last one shows which stacks grew in 10 seconds.</p>
</main>
</body>
</html>
`;
}

/** Whether the counts below say anything, and of what they do not. */
function renderTracking({ tracking, reason, files, skipped, notTrackable }: Tracking): string {
  const state = tracking
    ? `Tracked: ${files} ${files === 1 ? 'file' : 'files'} with async functions so far.`
    : `<strong>Not tracked</strong>, so that a count of 0 says nothing: ${escapeHtml(reason ?? '')}.`;
  if (skipped.length === 0) return `<p>${state}</p>`;
  const rows = skipped
    .slice(0, SKIPPED_SHOWN)
    .map(
      ({ file, line, reason: why }) =>
        `<li><code>${escapeHtml(line === undefined ? file : `${file}:${line}`)}</code>: ${escapeHtml(why)}</li>`,
    );
  return `<p>${state}</p>
<details><summary>Passed over: ${skipped.length}, of these not trackable: ${notTrackable}</summary><ul>${rows.join('')}</ul></details>`;
}

/** What each thread has of the tasks below, where there are several. */
function renderThreads({ workerThreads, missingThreads, allThreads }: AllThreads): string {
  if (workerThreads.length + missingThreads.length === 0) return '';
  const own = allThreads.tasks - workerThreads.reduce((sum, { tasks }) => sum + tasks, 0);
  const apart = workerThreads.map(
    ({ thread, name, tasks, tracking: { tracking, reason } }) =>
      `${threadName(thread, name)}: ${tasks}${tracking ? '' : ` (not tracked: ${reason})`}`,
  );
  const told = `Tasks by thread: ${[`main: ${own}`, ...apart].join(', ')}.`;
  return [told, ...missingNotes(missingThreads)].map((line) => `<p>${escapeHtml(line)}</p>\n`).join('');
}

function renderRow(name: string, { count, description, links }: Route, { allThreads }: AllThreads): string {
  const anchors = links.map(
    ({ query, title }) => `<a href="${escapeHtml(name + query)}" aria-label="${name}, ${title}">${title}</a>`,
  );
  return `<tr><td class="count">${count === null ? '' : count(allThreads).toLocaleString('en')}</td><th scope="row">${name}</th><td>${escapeHtml(description)}${
    anchors.length === 0 ? '' : `<br><span class="links">${anchors.join(' ')}</span>`
  }</td></tr>`;
}

/** The two largest units: `3 d 4 h`, `12 s`. */
function formatUptime(seconds: number): string {
  const whole = Math.floor(seconds);
  const parts = [
    { count: Math.floor(whole / 86_400), unit: 'd' },
    { count: Math.floor(whole / 3600) % 24, unit: 'h' },
    { count: Math.floor(whole / 60) % 60, unit: 'min' },
    { count: whole % 60, unit: 's' },
  ];
  const first = parts.findIndex(({ count }) => count > 0);
  return parts
    .slice(first, first === -1 ? undefined : first + 2)
    .map(({ count, unit }) => `${count} ${unit}`)
    .join(' ');
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { margin: 0; background: light-dark(#fbfbfa, #17181a); color: light-dark(#1c1d1f, #e8e8e6); }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; }
h1 { font-size: 1.5rem; margin: 0 0 .5rem; }
h2 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
code, pre { font-family: ui-monospace, monospace; font-size: .9rem; overflow-wrap: anywhere; }
pre { overflow-x: auto; padding: .75rem 1rem; border-radius: .4rem; background: light-dark(#efefec, #222427); }
pre code { overflow-wrap: normal; }
table { border-collapse: collapse; width: 100%; margin-top: 1.5rem; }
caption { text-align: left; color: light-dark(#5a5c60, #a9abae); padding-bottom: .25rem; }
th, td { text-align: left; vertical-align: top; padding: .6rem .75rem; border-top: 1px solid light-dark(#d9d9d5, #36383b); }
thead th { border-top: 0; font-weight: 600; color: light-dark(#5a5c60, #a9abae); }
.count { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.links a { display: inline-block; margin: .15rem .9rem 0 0; }
a { color: light-dark(#0b57b7, #8ab8ff); }
a:focus-visible { outline: 2px solid currentColor; outline-offset: 2px; }
@media (max-width: 30rem) { th, td { padding: .5rem .35rem; } }
`;
const POLICY = `default-src 'none'; style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'; frame-ancestors 'none'; base-uri 'none'`;
