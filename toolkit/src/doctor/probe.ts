/** Loaded into a program that the doctor examines, behind `taskscope/register`: at its end it tells what was tracked, and what leaked. */
import { accessSync, appendFileSync, constants, existsSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { collect } from '../collect.ts';
import { type Diagnosis, DOCTOR, type Place } from '../protocol/diagnosis.ts';
import { registry } from '../registry/registry.ts';
import { cacheFolder } from '../transform/cache.ts';

/** Places and groups that are told by name. */
const TOLD = 10;

const file = process.env[DOCTOR.file];
const after = Number(process.env[DOCTOR.after]);
if (file !== undefined && file !== '') watch(file);

function watch(to: string): void {
  let told = false;
  const tell = (): void => {
    if (told) return;
    told = true;
    appendFileSync(to, `${JSON.stringify(diagnose())}\n`);
  };
  // Where the program has come to its end by itself, there is time for the proof.
  process.once('beforeExit', () => void collect().finally(tell));
  process.once('exit', tell);
  if (after > 0) setTimeout(() => void collect().finally(tell), after).unref();
}

function diagnose(): Diagnosis {
  const asked = process.env[DOCTOR.cache];
  const environment = asked === undefined ? process.env : asked === '' ? {} : { TASKSCOPE_CACHE: asked };
  const cache = cacheFolder(process.cwd(), environment);
  const places = mappedPlaces();
  const lines = new Map<string, string[] | null>();
  const lineOf = ({ file: source, line }: Place): string | null | undefined => {
    const known = lines.get(source) ?? read(source);
    lines.set(source, known);
    return known === null ? null : known[line - 1];
  };
  return {
    pid: process.pid,
    tracking: registry.tracking(),
    cache,
    cacheWritable: cache !== null && isWritable(cache),
    tasks: registry.taskCount(),
    leaks: registry
      .leakedProfile()
      .groups.slice(0, TOLD)
      .map(({ count, name, frames, function: start }) => {
        const { file: source, line } = frames[0] ?? start;
        return { count, name, file: source, line };
      }),
    mapped: places.length,
    withoutSource: places.filter((place) => lineOf(place) === null).slice(0, TOLD),
    inexact: places.filter((place) => lineOf(place) !== null && !lineOf(place)?.includes('await')).slice(0, TOLD),
  };
}

/** The `await`s of whose file another was made, that was loaded. */
function mappedPlaces(): Place[] {
  const places: Place[] = [];
  for (let number = 1; number < registry.siteCount(); number++) {
    const { kind, name, file: source, line } = registry.siteOf(number);
    if (kind === 'await' && !registry.trackedFiles.has(source)) places.push({ name, file: source, line });
  }
  return places;
}

function read(source: string): string[] | null {
  try {
    return readFileSync(source, 'utf8').split('\n');
  } catch {
    return null;
  }
}

/** The folder, or the nearest one above that is there. */
function isWritable(folder: string): boolean {
  try {
    let nearest = folder;
    while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
    accessSync(nearest, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
