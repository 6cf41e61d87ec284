/** Calling a function that the learner exports: for labs whose fix is a pure function. */
import { pathToFileURL } from 'node:url';
import type { Commands } from '../protocol.ts';

export async function callExport(file: string, name: string, calls: unknown[][]): Promise<Commands['call']['answer']> {
  try {
    const module: { [name: string]: unknown } = await import(pathToFileURL(file).href);
    const exported = module[name];
    if (typeof exported !== 'function')
      return { values: [], error: `\`${name}\` is ${typeof exported}, not a function` };
    const values = [];
    for (const argument of calls) values.push(await Reflect.apply(exported, undefined, argument));
    return { values, error: null };
  } catch (error) {
    return { values: [], error: error instanceof Error ? (error.stack ?? error.message).slice(0, 500) : String(error) };
  }
}
