/** All services of one check. */

import { say } from '../../language/say.mjs';
import { CouldNotJudge, type Finding } from '../facts.ts';
import { type Distrust, distrust } from '../trust.ts';
import { Service, ServiceGone, type ServiceSettings } from './service.ts';
import { programsBeside } from './tree.ts';
import { escaped } from './why-gone.ts';

/** Milliseconds for the last question, to a service that may be stuck by now. */
const TRUST_PATIENCE = 4000;
/** Milliseconds, and how often: a program that was just started to do one thing ends by itself. */
const PAUSE = 50;
const LOOKS = 20;
/** Milliseconds to the first word of a program on a calm machine, and how much slower a machine may be. */
const CALM_START = 200;
const SLOWEST = 8;

export class Services {
  readonly #started: Service[] = [];
  readonly #staying = new Set<Service>();
  #over = false;

  start(settings: ServiceSettings): Service {
    // A check that was given up may still be at work.
    if (this.#over) throw new CouldNotJudge(say`The check is over.`);
    const service = new Service(settings);
    this.#started.push(service);
    return service;
  }

  /** It is a service, not a program that does its work and ends. */
  mustStay(service: Service): void {
    this.#staying.add(service);
  }

  get last(): Service | undefined {
    return this.#started.at(-1);
  }

  /** An error that nothing caught, in a program that goes on all the same; null where there was none. */
  get escaped(): Finding | null {
    for (const service of this.#started) {
      const found = service.settings.entry === null ? null : escaped(service);
      if (found !== null) return found;
    }
    return null;
  }

  /** How many times slower than on a calm machine the first program came to its first word; 1 at least, and 8 at most. */
  get slowdown(): number {
    const ms = this.#started[0]?.firstWord ?? CALM_START;
    return Math.min(SLOWEST, Math.max(1, Math.round((ms / CALM_START) * 10) / 10));
  }

  /** Asks what may be hidden in them. Throws `ServiceGone` where one that has to answer does not. */
  async trust(who: 'all have to answer' | 'those that can' | 'nobody'): Promise<Distrust> {
    const found: Distrust = { tampered: null, hidden: null };
    if (who === 'nobody') return found;
    for (const service of this.#started) {
      // No count is taken in a host.
      if (service.settings.entry === null) continue;
      if (service.forged)
        found.tampered ??= say`The program writes to a file descriptor that it did not open: 3 or 4. Take that out.`;
      try {
        const programs = await programsThatStay(service);
        const { tampered, hidden } = distrust(await service.ask('hidden', null, TRUST_PATIENCE), programs);
        found.tampered ??= tampered;
        found.hidden ??= hidden;
      } catch (error) {
        if (!(error instanceof ServiceGone) || (who === 'all have to answer' && this.#staying.has(service)))
          throw error;
      }
    }
    return found;
  }

  async end(): Promise<void> {
    this.#over = true;
    await Promise.all(this.#started.map((service) => service.end()));
  }
}

async function programsThatStay({ tree }: Service): Promise<string[]> {
  if (tree === null) return [];
  // One that starts another and ends, while the processes are listed, hides both. So where any was started, only a second
  // look that finds nothing is believed.
  const enough = tree.children.length > 0 ? 2 : 1;
  for (let look = 1, nothing = 0; ; look++) {
    const programs = programsBeside(tree);
    nothing = programs.length === 0 ? nothing + 1 : 0;
    if (nothing === enough || look === LOOKS) return programs;
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
}
