/** `npm run lab …` in the learner's language. */
import stringWidth from 'fast-string-width';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Progress } from '../../course/progress.ts';
import { useLanguage } from '../../language/say.mjs';
import { isLeftOut, isShort } from '../../test/short.ts';
import { lang } from '../commands/lang.ts';
import { type Ended, TestCourse } from './course.ts';
import { hasTmux, Pane } from './pane.ts';

const KIT = new URL('../../checker/index.ts', import.meta.url).href;
const SERVER = 'labs/01-first/server.ts';
/** Tests run in English by `LEAKLAB_LANGUAGE`: here the environment decides, as it does for a learner. */
const CHINESE = { LEAKLAB_LANGUAGE: '', LC_ALL: '', LC_MESSAGES: '', LANG: 'zh_CN.UTF-8' };
const OTHER = { ...CHINESE, LANG: 'C' };

/** A check whose messages are in the lab's own catalogue, but for one. */
const CHECK = `
import { defineChecker, say } from '${KIT}';
export default defineChecker({
  facts: [
    { id: 'starts', title: say\`it starts\` },
    { id: 'right', title: say\`all \${3} are right\` },
    { id: 'last', title: say\`nobody has translated this\` },
  ],
  async check({ facts }) {
    facts.holds('starts');
    facts.fails('right', { expected: 3, actual: say\`\${1} of \${3}\`, help: say\`Receive what is sent.\` });
  },
});
`;
const CATALOGUE = {
  First: '第一个实验',
  'it starts': '能启动',
  'all {0} are right': '{0} 个都对',
  '{0} of {1}': '{1} 个中的 {0} 个',
  'Receive what is sent.': '接收已经发送的值，'.repeat(12),
};

let course: TestCourse;
beforeEach(() => {
  course = new TestCourse();
  course.write('labs/01-first/check.ts', CHECK);
  course.write('labs/01-first/zh-CN.json', JSON.stringify(CATALOGUE));
  course.write('labs/01-first/hints.zh-CN.md', '## 轻推\n\n第一条。\n\n## 位置\n\n第二条。\n\n## 代码\n\n第三条。\n');
});
afterEach(async () => {
  useLanguage('en');
  await vi.waitFor(async () => expect(await course.processes).toEqual([]), { timeout: 15_000, interval: 100 });
  course.close();
});

const lab = (words: string, env: NodeJS.ProcessEnv = CHINESE): Promise<Ended> => course.lab(words.split(' '), { env });

function tooWide(text: string): string[] {
  return text.split('\n').filter((line) => stringWidth(line) > 80);
}

describe('where `LANG` says Chinese', () => {
  test.skipIf(isShort)('the list, with the title from the lab, and English where nobody has translated', async () => {
    const { stdout } = await lab('list');
    expect(stdout).toContain('01-first           第一个实验');
    expect(stdout).toContain('Second, 第二');
    expect(stdout).toContain('2 个实验中通过了 0 个');
  });

  test.skipIf(isShort)('a verdict, from the process that judges', async () => {
    const { status, stdout } = await lab('1 check');
    expect(status).toBe(1);
    for (const words of ['实验 1：第一个实验', '✓ 能启动', '✗ 3 个都对', '期望      3', '实际      3 个中的 1 个'])
      expect(stdout).toContain(words);
    expect(stdout).toContain('○ nobody has translated this（未执行到）');
    expect(stdout).toContain('3 个检查项中有 1 个成立');
    expect(tooWide(stdout)).toEqual([]);
    expect(stdout).not.toMatch(/^ *[，。]/m);
  });

  test.skipIf(isShort)('as JSON, what programs read is what it was', async () => {
    const [chinese, english] = [await lab('1 check json'), await lab('1 check json', OTHER)].map(({ stdout }) =>
      JSON.parse(stdout),
    );
    const read = ({ lab: name, outcome, facts }: typeof chinese): unknown => [
      name,
      outcome,
      facts.map(({ id, state }: { id: string; state: string }) => [id, state]),
    ];
    expect(read(chinese)).toEqual(read(english));
    expect([chinese.facts[0].title, english.facts[0].title]).toEqual(['能启动', 'it starts']);
  });

  test('the hints, from the file beside the English one', async () => {
    expect((await lab('1 hint')).stdout).toMatch(/提示 1\/3：轻推\n {2}第一条。/);
    expect((await lab('2 hint')).stdout).toContain('提示 1/3：A nudge');
  });

  test.skipIf(isShort)('help, and what is mistyped', async () => {
    const { stdout } = await lab('help');
    expect(stdout).toContain('npm run lab 2 hint       三条提示中的下一条');
    expect(tooWide(stdout)).toEqual([]);
    expect((await lab('1 hnt')).stderr).toBe('没有 `hnt` 这个命令。你是想输入 `hint` 吗？\n');
  });
});

test('where it says something else: English', async () => {
  expect((await lab('list', OTHER)).stdout).toContain('0 of 2 labs passed');
});

describe('lang', () => {
  test('a choice is kept, whatever the environment says, and taken back', async () => {
    expect((await lab('lang zh-CN', OTHER)).stdout).toBe('从现在起，消息用简体中文显示。\n');
    expect((await lab('list', OTHER)).stdout).toContain('实验列表');
    await lab('1 hint', OTHER);
    expect((await lab('lang en', CHINESE)).stdout).toBe('From now on messages are in English.\n');
    expect((await lab('list', CHINESE)).stdout).toMatch(/The labs[\s\S]*1 of 3 hints/);
  });

  test('alone it says which one, and what there is', () => {
    expect(said(null)).toMatch(/Messages are in English \(`en`\)[\s\S]*lang zh-CN +简体中文/);
  });

  test('as a locale is written it is understood', () => {
    expect(said('zh_CN.UTF-8')).toContain('简体中文');
    expect(new Progress(course.root).language).toBe('zh-CN');
  });

  test('what is unknown changes nothing, and is answered by what there is', async () => {
    expect(() => said('zn-CN')).toThrow('There is no language `zn-CN`. Did you mean `zh-CN`?');
    expect(() => said('klingon')).toThrow('There is no language `klingon`. There are:');
    const { status, stderr } = await lab('lang en zh-CN', OTHER);
    expect(stderr).toBe('`lang` does not know `zh-CN`.\n');
    expect(status).toBe(2);
    expect(course.exists('.leaklab/progress.json')).toBe(false);
  });

  function said(word: string | null): string {
    const printed: string[] = [];
    lang({ progress: new Progress(course.root), print: (text) => printed.push(text) }, word);
    return printed.join('\n');
  }
});

describe.skipIf(!hasTmux)('the screen of the watch', () => {
  test.for([
    [80, 24],
    [50, 14],
    [34, 8],
  ] as const)('%i columns and %i rows: nothing is broken, keys stay whole', async ([columns, rows], { skip }) => {
    skip(isLeftOut(`${columns}`, ['34']));
    course.write(SERVER, 'fail');
    const words = [process.execPath, ...course.words, '1'];
    const pane = new Pane(words, { ...course.environment, ...CHINESE }, { columns, rows });
    try {
      const screen = await pane.see('还没通过', 'q 退出');
      expect(screen.split('\n').length).toBeLessThanOrEqual(rows);
      expect(screen.split('\n').filter((line) => stringWidth(line) > columns)).toEqual([]);
      for (const key of ['h 提示', 'd 对比', 'l 列表', 'r 重新检查']) expect(screen).toContain(key);
      pane.press('h');
      await pane.see('轻推');
      pane.press('q');
      await pane.see('再见', 'ended 0');
    } finally {
      pane.close();
    }
  });
});
