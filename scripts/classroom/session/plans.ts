/** Running orders: what is done in 90 minutes, half a day, a day. The minutes are the instructor's alone to see. */
import type { PlanView } from '../protocol/dashboard.ts';
import type { Plan, Steering } from '../protocol/steering.ts';

const part = (english: string, chinese: string, minutes: number, lab: string | null = null): Plan['parts'][number] => ({
  title: { en: english, 'zh-CN': chinese },
  lab,
  minutes,
});

export const PLANS: readonly Plan[] = [
  {
    name: '90-minutes',
    title: { en: '90 minutes', 'zh-CN': '90 分钟' },
    parts: [
      part('Welcome, and everybody set up', '欢迎，准备好环境', 10),
      part('Lab 1: Counting', '实验 1：计数', 20, '01-counting'),
      part('Lab 2: The leaky query', '实验 2：会泄露的查询', 35, '02-leaky-query'),
      part('Lab 6: Leak tests', '实验 6：泄露测试', 20, '06-leak-tests'),
      part('What to take home', '带走什么', 5),
    ],
  },
  {
    name: 'half-day',
    title: { en: 'Half a day', 'zh-CN': '半天' },
    parts: [
      part('Welcome, and everybody set up', '欢迎，准备好环境', 15),
      part('Lab 1: Counting', '实验 1：计数', 30, '01-counting'),
      part('Lab 2: The leaky query', '实验 2：会泄露的查询', 45, '02-leaky-query'),
      part('Break', '休息', 15),
      part('Lab 3: Load testing', '实验 3：压测', 45, '03-load-testing'),
      part('Lab 4: Stack dumps', '实验 4：堆栈转储', 30, '04-stack-dumps'),
      part('Lab 6: Leak tests', '实验 6：泄露测试', 30, '06-leak-tests'),
      part('What to take home', '带走什么', 10),
    ],
  },
  {
    name: 'day',
    title: { en: 'A day', 'zh-CN': '一天' },
    parts: [
      part('Welcome, and everybody set up', '欢迎，准备好环境', 20),
      part('Lab 1: Counting', '实验 1：计数', 45, '01-counting'),
      part('Lab 2: The leaky query', '实验 2：会泄露的查询', 60, '02-leaky-query'),
      part('Break', '休息', 15),
      part('Lab 3: Load testing', '实验 3：压测', 50, '03-load-testing'),
      part('Lunch', '午餐', 60),
      part('Lab 4: Stack dumps', '实验 4：堆栈转储', 50, '04-stack-dumps'),
      part('Lab 5: Agent and command line', '实验 5：代理与命令行', 50, '05-agent-cli'),
      part('Break', '休息', 15),
      part('Lab 6: Leak tests', '实验 6：泄露测试', 50, '06-leak-tests'),
      part('Lab 7: Attach', '实验 7：附着', 45, '07-attach'),
      part('What to take home', '带走什么', 15),
    ],
  },
];

/** Where the room stands against the running order that it follows. While it is paused, the order waits. */
export function planView({ plan: followed, pausedAt }: Steering, now: number): PlanView | null {
  const plan = PLANS.find(({ name }) => name === followed?.name);
  if (plan === undefined || followed === null) return null;
  const startedAt = followed.startedAt + (pausedAt === null ? 0 : now - pausedAt);
  let end = startedAt;
  const ends = plan.parts.map(({ minutes }) => {
    end += minutes * 60_000;
    return end;
  });
  return { plan, startedAt, ends };
}
