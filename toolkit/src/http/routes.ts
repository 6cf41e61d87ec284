/** The table of routes: what each is called, what it shows, who answers. */
import { cmdline, cpu, heap, symbol } from './process-routes.ts';
import type { Route } from './route.ts';
import { SUSPENDED } from './suspended-route.ts';
import { goroutine, goroutineLeak } from './task-profiles.ts';

export interface RouteOptions {
  /**
   * Also `/debug/pprof/suspended`: what keeps the tasks alive. Whoever asks pauses the program, for half a second on a small heap
   * and many seconds on a large one, and makes it need some times its memory. Default: false.
   */
  suspended?: boolean | undefined;
}

/** Those that the options switch on. */
export function routesOf({ suspended = false }: RouteOptions): ReadonlyMap<string, Route> {
  return suspended ? new Map([...ROUTES, SUSPENDED]) : ROUTES;
}

const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  [
    'goroutine',
    {
      count: ({ tasks }) => tasks,
      description:
        'All tasks, live and leaked, by the stack of awaits they wait at. Go’s name, so that its tools find it.',
      links: [
        { query: '?debug=1', title: 'by group' },
        { query: '?debug=2', title: 'each task' },
        { query: '?debug=1&seconds=5', title: 'growth in 5 s' },
        { query: '', title: 'binary' },
      ],
      answer: goroutine,
    },
  ],
  [
    'goroutineleak',
    {
      count: ({ leaked }) => leaked,
      description:
        'The tasks that are proven to be leaked: they can never finish. Asking for it forces garbage collections; the count is of those found so far.',
      links: [
        { query: '?debug=1', title: 'by group' },
        { query: '?debug=1&seconds=5', title: 'growth in 5 s' },
        { query: '', title: 'binary' },
      ],
      collects: true,
      answer: goroutineLeak,
    },
  ],
  [
    'heap',
    {
      count: null,
      description:
        'What was allocated since sampling began, and is still alive. The first request begins it, and takes 5 s. Needs @datadog/pprof.',
      links: [{ query: '', title: 'binary' }],
      answer: heap,
    },
  ],
  [
    'profile',
    {
      count: null,
      description: 'Where the program spends its time, for 30 s, or as many as seconds= says. Needs @datadog/pprof.',
      links: [{ query: '?seconds=5', title: 'binary, 5 s' }],
      answer: cpu,
    },
  ],
  [
    'cmdline',
    {
      count: null,
      description: 'The words that the process was started with, with a NUL between them.',
      links: [{ query: '', title: 'text' }],
      answer: cmdline,
    },
  ],
  [
    'symbol',
    {
      count: null,
      description: 'The names of addresses in a text profile: go tool pprof asks for them by itself.',
      links: [],
      post: true,
      answer: symbol,
    },
  ],
]);
