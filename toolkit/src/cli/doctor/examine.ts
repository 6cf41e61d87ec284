/** Running a program with the doctor's probe in it. */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Diagnosis, DOCTOR } from '../../protocol/diagnosis.ts';
import { diagnosisSchema } from '../schemas.ts';

export interface Examined {
  /** Of each process that was examined, in the order in which they ended. */
  diagnoses: Diagnosis[];
  /** Exit status; null where a signal has ended it, or where it went on and was ended here. */
  status: number | null;
  errors: string;
}

/** What Node has to load first, from this very package. */
export function preloads(): string[] {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return ['register', 'doctor/probe'].map((name) => new URL(`../../${name}.${extension}`, import.meta.url).href);
}

/** Runs `node` with the words, silently; one that goes on is examined after `patience` milliseconds, and ended. */
export function examineNode(
  words: readonly string[],
  patience: number,
  environment: NodeJS.ProcessEnv = {},
): Promise<Examined> {
  const flags = [...process.execArgv, ...preloads().map((url) => `--import=${url}`)];
  return withFolder((file) =>
    runToEnd([process.execPath, ...flags, ...words], patience, { ...environment, [DOCTOR.file]: file }),
  );
}

async function withFolder(run: (file: string) => Promise<Omit<Examined, 'diagnoses'>>): Promise<Examined> {
  const folder = mkdtempSync(join(tmpdir(), 'taskscope-doctor-'));
  try {
    const file = join(folder, 'diagnoses');
    const ended = await run(file);
    return { ...ended, diagnoses: readDiagnoses(file) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function readDiagnoses(file: string): Diagnosis[] {
  try {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map((line) => diagnosisSchema.parse(JSON.parse(line)));
  } catch {
    // None was written.
    return [];
  }
}

/** Time for the proof, and for writing it down. */
const GRACE = 3000;

function runToEnd(
  [command = '', ...words]: readonly string[],
  patience: number,
  environment: NodeJS.ProcessEnv,
): Promise<Omit<Examined, 'diagnoses'>> {
  const child = spawn(command, words, {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...environment, [DOCTOR.after]: String(patience) },
  });
  let errors = '';
  child.stderr.on('data', (data: Buffer) => {
    errors = (errors + data).slice(-4000);
  });
  return new Promise((resolve, reject) => {
    let wentOn = false;
    const end = (signal: NodeJS.Signals): void => {
      wentOn = true;
      child.kill(signal);
    };
    const timers = [setTimeout(end, patience + GRACE, 'SIGTERM'), setTimeout(end, patience + 2 * GRACE, 'SIGKILL')];
    child.on('error', reject);
    child.on('close', (status) => {
      timers.forEach(clearTimeout);
      // What a program makes of SIGTERM is no word of its own.
      resolve({ status: wentOn ? null : status, errors });
    });
  });
}
