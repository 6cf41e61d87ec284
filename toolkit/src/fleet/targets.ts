/** The instances of a fleet: their addresses as they were typed, in a file of Prometheus, or as Prometheus itself has them. */
import { z } from 'zod';
import { FleetError } from './errors.ts';

const PROFILES = '/debug/pprof/';
const PROFILE = 'goroutine';

/**
 * The address of the profile: `shop-1:3000`, `http://shop-1:3000`, `https://[::1]:3000/under/a/prefix` and the address of the
 * profile itself all lead to it. Throws a `FleetError`.
 */
export function profileUrl(word: string): string {
  const url = URL.parse(/^https?:\/\//.test(word) ? word : `http://${word}`);
  if (url === null || /^[a-z]+:\/\//i.test(word) !== /^https?:\/\//.test(word)) {
    throw new FleetError(`\`${word}\` is no address: give \`http://host:port\`, or \`host:port\`.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new FleetError(
      `\`${url.host}\` was given with a password, which others can see: set TASKSCOPE_AUTHORIZATION to \`Bearer TOKEN\`.`,
    );
  }
  const at = url.pathname.indexOf(PROFILES);
  const before = at === -1 ? url.pathname.replace(/\/(debug(\/pprof)?)?$/, '') : url.pathname.slice(0, at);
  url.pathname = `${before}${PROFILES}${PROFILE}`;
  url.search = '';
  url.hash = '';
  return url.href;
}

const fileSchema = z.array(
  z.object({ targets: z.array(z.string()), labels: z.record(z.string(), z.string()).optional() }),
);

/** Addresses in the form of Prometheus's `file_sd_configs`, as JSON. Throws a `FleetError`. */
export function targetsInFile(text: string, file: string): string[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw new FleetError(`\`${file}\` is no JSON: write \`[{ "targets": ["host:port"] }]\`.`);
  }
  const { data } = fileSchema.safeParse(parsed);
  if (data === undefined) {
    throw new FleetError(`\`${file}\` is no list of targets: write \`[{ "targets": ["host:port"] }]\`.`);
  }
  return data.flatMap(({ targets, labels = {} }) =>
    targets.map((target) => (labels['__scheme__'] === undefined ? target : `${labels['__scheme__']}://${target}`)),
  );
}

const apiSchema = z.object({
  data: z.object({
    activeTargets: z.array(z.object({ scrapeUrl: z.string(), labels: z.record(z.string(), z.string()) })),
  }),
});

/** The address at which a Prometheus tells its targets; it may be behind a path. Throws a `FleetError`. */
export function prometheusUrl(word: string): string {
  const url = URL.parse(word);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new FleetError(`\`${word}\` is no address of a Prometheus: give \`http://host:9090\`.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new FleetError(
      `\`${url.host}\` was given with a password, which others can see: set TASKSCOPE_PROMETHEUS_AUTHORIZATION.`,
    );
  }
  return `${url.origin}${url.pathname.replace(/\/$/, '')}/api/v1/targets?state=active`;
}

/**
 * Addresses of the instances that a Prometheus scrapes, of one job or of all, at the port of the metrics or at another one.
 * Throws a `FleetError`.
 */
export function targetsOfPrometheus(
  answer: string,
  { from, job, port }: { from: string; job?: string | undefined; port?: number | undefined },
): string[] {
  const { data } = apiSchema.safeParse(json(answer));
  if (data === undefined) {
    throw new FleetError(`\`${from}\` has answered no list of targets: is it a Prometheus, 2.1 or newer?`);
  }
  const wanted = data.data.activeTargets.filter(({ labels }) => job === undefined || labels['job'] === job);
  if (wanted.length === 0) {
    const jobs = [...new Set(data.data.activeTargets.map(({ labels }) => labels['job'] ?? ''))];
    throw new FleetError(
      job === undefined
        ? `\`${from}\` scrapes nothing.`
        : `\`${from}\` has no targets of the job \`${job}\`: there are ${jobs.map((each) => `\`${each}\``).join(', ') || 'none'}.`,
    );
  }
  return wanted.flatMap(({ scrapeUrl }) => {
    const url = URL.parse(scrapeUrl);
    if (url === null) return [];
    if (port !== undefined) url.port = String(port);
    return [url.origin];
  });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
