/** What a learner is told of a leak whose line the lab teaches to find: from `check` to the verdict. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type Judge, type JudgeRequest, startJudge } from '../checker/judge.ts';
import type { Verdict } from '../checker/verdict.ts';
import { type Lab, readCourse } from '../course/course.ts';
import { Progress } from '../course/progress.ts';
import { starterBytes } from '../course/starter.ts';
import type { Language } from '../language/language.mjs';
import { isShort } from '../test/short.ts';
import { judgeLab } from './judge-lab.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const LABS = readCourse(ROOT);
const LANGUAGES: Language[] = ['en', 'zh-CN'];

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'leaklab-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function labOf(number: number): Lab {
  const lab = LABS.find((each) => each.number === number);
  if (lab === undefined) throw new Error(`there is a lab ${number}`);
  return lab;
}

/** Notes what it is asked; nothing passes. */
function notingJudge(asked: JudgeRequest[]): Judge {
  return {
    async judge(request) {
      asked.push(request);
      return { lab: request.lab, outcome: 'fail', seed: 0, ms: 0, facts: [], notes: [] };
    },
    async close() {},
  };
}

test('the line is named once the third hint was shown, also by another terminal', async () => {
  const [mine, others] = [new Progress(root), new Progress(root)];
  const asked: JudgeRequest[] = [];
  for (let hints = 0; hints <= 3; hints++) {
    others.update('04-stack-dumps', { hints });
    await judgeLab(notingJudge(asked), labOf(4), mine);
  }
  expect(asked.map(({ namesTheLine }) => namesTheLine)).toEqual([false, false, false, true]);
});

test('after a pass it is named', async () => {
  const progress = new Progress(root);
  progress.update('05-agent-cli', { passed: true });
  const asked: JudgeRequest[] = [];
  for (const number of [4, 5]) await judgeLab(notingJudge(asked), labOf(number), progress);
  expect(asked.map(({ namesTheLine }) => namesTheLine)).toEqual([false, true]);
});

/** All is done but to find the leak and to mend it. */
const TO_BE_FOUND: [number, (folder: string, lab: Lab) => void][] = [
  [4, (folder, { solution }) => cpSync(join(solution, 'server.ts'), join(folder, 'server.ts'))],
  [
    5,
    (folder) => {
      const file = join(folder, 'worker.ts');
      const agent = "import { listen } from 'taskscope/agent';\nawait listen();\n";
      writeFileSync(file, `${agent}${readFileSync(file, 'utf8')}`);
    },
  ],
  [7, (folder, { solution }) => cpSync(join(solution, 'found.json'), join(folder, 'found.json'))],
];

test.skipIf(isShort).for(TO_BE_FOUND)(
  'lab %i: no line of the leak in either language, until it may be named',
  { timeout: 120_000 },
  async ([number, prepare]) => {
    const lab = labOf(number);
    const folder = join(ROOT, '.leaklab', `to-be-found-${process.pid}-${number}`);
    const verdictIn = async (language: Language, namesTheLine: boolean): Promise<Verdict> => {
      const judge = startJudge(language);
      try {
        return await judge.judge({ lab: lab.name, labFolder: lab.folder, folder, namesTheLine });
      } finally {
        await judge.close();
      }
    };
    try {
      mkdirSync(folder, { recursive: true });
      for (const { file, bytes } of starterBytes(ROOT, lab)) writeFileSync(join(folder, file), bytes);
      prepare(folder, lab);
      for (const language of LANGUAGES) {
        const { counts: _, ...told } = await verdictIn(language, false);
        expect(told.facts.find(({ state }) => state === 'fail')?.id).toBe('count-returns-to-baseline');
        expect(JSON.stringify(told)).not.toMatch(/\.ts:\d/);
      }
      const { facts, groups } = await verdictIn('en', true);
      expect(facts.find(({ state }) => state === 'fail')?.where).toMatch(/\.ts:\d+$/);
      expect(groups?.[0]?.stack[0]).toMatch(/\.ts:\d+\)$/);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
