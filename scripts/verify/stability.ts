/** What changed when everything was judged again and again: from what was seen of each subject, each time. */

/** One subject, judged once. */
export interface Run {
  /** Name of the lab: `02-leaky-query`. */
  lab: string;
  /** `starter`, `solution`, `alternatives/<name>` or `wrong/<name>`. */
  subject: string;
  seed: number;
  /** `passes`, `could not be judged`, or the fact at which it failed. */
  saw: string;
  /** How that differs from what it has to be; null where it does not. */
  problem: string | null;
}

export interface Change {
  lab: string;
  subject: string;
  /** What was seen, the most frequent first, each with the seeds that gave it. */
  saw: { what: string; seeds: number[] }[];
  /** What is wrong, each once, with the first seed that gave it. */
  problems: { problem: string; seed: number }[];
}

export interface LabRow {
  lab: string;
  subjects: number;
  runs: number;
  changes: number;
}

/** The subjects that were not the same each time, or not what they have to be. */
export function changes(runs: readonly Run[]): Change[] {
  return [...Map.groupBy(runs, ({ lab, subject }) => `${lab} ${subject}`).values()]
    .map((same) => changeOf(same))
    .filter(({ saw, problems }) => saw.length > 1 || problems.length > 0)
    .sort((a, b) => compare(a.lab, b.lab) || compare(a.subject, b.subject));
}

/** How many subjects each lab has, how often one was judged, and how many of the subjects changed. */
export function perLab(runs: readonly Run[]): LabRow[] {
  const changed = changes(runs);
  return [...Map.groupBy(runs, ({ lab }) => lab)]
    .map(([lab, own]) => ({
      lab,
      subjects: new Set(own.map(({ subject }) => subject)).size,
      runs: own.length,
      changes: changed.filter((change) => change.lab === lab).length,
    }))
    .sort((a, b) => compare(a.lab, b.lab));
}

function changeOf(same: readonly Run[]): Change {
  const [{ lab, subject } = { lab: '', subject: '' }] = same;
  const saw = [...Map.groupBy(same, ({ saw }) => saw)]
    .map(([what, runs]) => ({ what, seeds: runs.map(({ seed }) => seed) }))
    .sort((a, b) => b.seeds.length - a.seeds.length);
  const problems = new Map<string, number>();
  for (const { problem, seed } of same) if (problem !== null && !problems.has(problem)) problems.set(problem, seed);
  return { lab, subject, saw, problems: [...problems].map(([problem, seed]) => ({ problem, seed })) };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
