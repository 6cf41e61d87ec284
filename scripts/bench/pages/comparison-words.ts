/** What the page of the leak tests side by side says, in the languages that it is written in. */
const ENGLISH = {
  made: '<!-- Made by `npm run bench comparison`. Words are changed in `scripts/bench/pages/`, and come here by `npm run bench refresh`. -->',
  title: 'Leak tests, side by side',
  introduction: `The same four handlers under each tool: two that leak, and two that don't. The tools for Go have the same four, written in Go;
leaktest and goleak are those that Go programmers use. Each tool is set up as its own documentation says. It runs the tests once one after
the other, and once all at the same time.`,
  versions: (list: readonly string[]): string => ` ${list.join(', ')}.`,
  notMeasured: (missing: readonly string[]): string => `Not measured here: ${missing.join('; ')}.`,
  blamed: 'Who is blamed',
  legend: `- **test**: the test of that handler fails. taskscope adds whether the leak is proven; if not, the test fails at its deadline.
- **line**: no test fails, but a report at the end of the file names a line of the handler.
- **–**: nothing is said about the handler.

✓ means that this is right: a leak should fail its own test, and a healthy handler should not be named at all.`,
  alone: 'One after the other:',
  together: 'At the same time:',
  leaks: (handler: string): string => `${handler}, leaks`,
  healthy: (handler: string): string => `${handler}, healthy`,
  outcomes: { proven: 'test, proven', failed: 'test', named: 'line', unseen: '–' },
  costs: 'What it costs',
  method: `How much longer a run takes with the tool than without it: the median, with the least and the most in brackets. "To the verdict" is of a run
with the one test of \`query\`, which leaves a sender behind. "A healthy test" is for each of 500 tests of \`buffered\`, one after the other.`,
  columns: ['a leak fails the run', 'to the verdict', 'a healthy test'],
  yes: 'yes',
  no: 'no',
  none: 'none',
  notTold: (most: string): string => `no difference could be measured; at most ${most}`,
};

type Words = typeof ENGLISH;

const CHINESE: Words = {
  made: ENGLISH.made,
  title: '泄露测试并排比较',
  introduction: `同样的四个处理函数放到每个工具之下：两个泄露，两个不泄露。Go 的工具用的是同样的四个，用 Go 写成；
leaktest 和 goleak 是 Go 程序员在用的工具。每个工具都按它自己的文档来设置，先一个接一个地运行各个测试，再让它们同时运行。`,
  versions: (list) => `${list.join('，')}。`,
  notMeasured: (missing) => `这里没有测量：${missing.join('；')}。`,
  blamed: '说是谁的错',
  legend: `- **测试**：那个处理函数的测试失败。taskscope 还会说明泄露是否已证实；没有证实的，测试到期限才失败。
- **行**：没有测试失败，但文件末尾的报告指出了处理函数里的一行。
- **–**：对这个处理函数什么也没有说。

✓ 表示这样是对的：泄露应当让它自己的测试失败，健康的处理函数完全不该提到。`,
  alone: '一个接一个：',
  together: '同时运行：',
  leaks: (handler) => `${handler}，泄露`,
  healthy: (handler) => `${handler}，健康`,
  outcomes: { proven: '测试，已证实', failed: '测试', named: '行', unseen: '–' },
  costs: '成本',
  method: `用这个工具比不用时，一次运行多花多少时间：中位数，方括号里是最少和最多。“到判定”是只有 \`query\` 一个测试的运行，
它留下一个发送者。“健康的测试”是一个接一个的 500 个 \`buffered\` 测试，平均到每一个。`,
  columns: ['泄露会让运行失败', '到判定', '健康的测试'],
  yes: '是',
  no: '否',
  none: '没有',
  notTold: (most) => `量不出差别，最多 ${most}`,
};

export type Language = 'en' | 'zh-CN';

export const WORDS: { [language in Language]: Words } = { en: ENGLISH, 'zh-CN': CHINESE };
