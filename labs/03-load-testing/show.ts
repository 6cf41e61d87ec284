/** Runs `loadTest` on a service and shows what it found. Not to be edited. */
import { loadTest } from './load-test.ts';

const url = process.argv[2] ?? `http://localhost:${process.env['PORT'] ?? 3000}`;

const answers = await fetch(url).then(
  () => true,
  () => false,
);
if (!answers) {
  console.error(`Nobody answers at \`${url}\`. Start the service in another terminal: npm run lab 3 start`);
  process.exit(2);
}

const findings = await loadTest(url, ['/query', '/price', '/report']);
const rows = findings.map(({ route, before, during, after, leaks }) => ({
  route,
  before,
  'most during': during.length === 0 ? 'not taken' : Math.max(...during),
  after,
  leaks: leaks ? 'yes' : 'no',
}));
console.table(rows);
