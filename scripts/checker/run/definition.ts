/** What a lab's `check.ts` says of `npm run lab N run`: the program that is started, and what is done to it while its task count draws itself. */
import type { Random } from '../random.ts';
import type { Service } from '../service/service.ts';
import type { RunningService } from '../service/start.ts';

export interface RunDefinition {
  /** What is done to the program, in a few words: `1,000 requests to /query, 10 at a time`. */
  title: string;
  /** `probe`: jobs and answers come when `play` says so. Default: the lab's backend gives them by the clock, as by hand. */
  backend?: 'probe';
  /** For a lab that teaches to find the line of a leak: what shows it. Then no place is shown, unless the request allows it. */
  lookUp?: string;
  /**
   * Starts the program, has it watched, and puts it to work; the load is over when this resolves. A service of one
   * route has this from `requests`; a worker or a test file is started by `stage.spawn`.
   */
  play(stage: Stage): Promise<void>;
}

export interface Stage {
  /** Absolute; the folder that is run. */
  folder: string;
  /** Absolute; the lab's own folder, which completes it. */
  labFolder: string;
  random: Random;
  /** Starts a file of the lab under the probe, without waiting for anything. It is ended with the run. */
  spawn(entry: string): Service;
  /** Starts a service and waits until it listens. */
  startService(entry?: string): Promise<RunningService>;
  /** The program is warm and idle: its task count is the baseline now, and is drawn from here on. */
  watch(service: Service): Promise<void>;
  /** Waits, by the clock; rejected when the run is ended early. */
  pause(ms: number): Promise<void>;
  /** Something worth knowing, beside the drawing: requests that were not answered. */
  note(text: string): void;
}
