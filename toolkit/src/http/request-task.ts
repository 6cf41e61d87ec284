/** A request as a task: what the middleware of each framework shares. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { callSite } from '../go-site.ts';
import { withLabels } from '../labels.ts';
import type { Record } from '../registry/record.ts';
import { registry } from '../registry/registry.ts';

const RESPONSE = registry.waitNumber('response');
/** Who asks for more paths than this is not asking for routes. */
const ROUTE_LIMIT = 1000;
const OTHER = '(other routes)';
/** Before Node 24, async contexts slow every `await` of the program; there, labels go from a frame to those that it calls only. */
const FOLLOWS = Number(process.versions.node.split('.', 1)[0]) >= 24;

/** The labels of the request on whose behalf the event loop calls. */
const carried = new AsyncLocalStorage<{ labels: number }>();

export interface Started {
  method: string;
  route: string;
  /** Resolved when the request has been answered, or its client is gone. */
  closed: Promise<unknown>;
}

/** Called where the framework has found the route: names the task anew, and what is started on its behalf from then on. */
export type Routed = (route: string) => void;

/** Starts a request as a task, and calls `run` as the code of it. */
export type StartRequest = <T>(started: Started, run: (routed: Routed) => T) => T;

/** `maker` is the function that was called to make the middleware: its call is where these tasks are said to be. */
export function requestStarter(maker: Function): StartRequest {
  const site = callSite('request', maker);
  const routes = new Set<string>();
  if (FOLLOWS) registry.carryLabels(() => carried.getStore()?.labels ?? 0);
  const bounded = (route: string): string => {
    if (routes.size >= ROUTE_LIMIT && !routes.has(route)) return OTHER;
    routes.add(route);
    return route;
  };

  return function startRequest({ method, route, closed }, run) {
    const path = bounded(route);
    return withLabels({ method, route: path }, () => {
      const task = startTask(site, `${method} ${path}`, closed);
      const { id } = task;
      const context = { labels: task.more.labels };
      const routed = (found: string): void => {
        // Its record may serve another frame by now.
        if (task.id !== id) return;
        const named = bounded(found);
        registry.nameTask(task, taskName(`${method} ${named}`));
        registry.setLabels(task, registry.extendLabels(task.more.labels, { route: named }));
        context.labels = task.more.labels;
      };
      return runWithin(task, context, () => run(routed));
    });
  };
}

function taskName(name: string): number {
  return registry.taskNames.number(name, name);
}

function startTask(site: number, name: string, closed: Promise<unknown>): Record {
  registry.noteWait(closed, RESPONSE);
  return registry.track(site, site, taskName(name), closed);
}

/** Calls `run` as the code of this task: what it starts is started by the request. */
function runWithin<T>(task: Record, context: { labels: number }, run: () => T): T {
  const previous = registry.setCurrent(task);
  try {
    return FOLLOWS ? carried.run(context, run) : run();
  } finally {
    registry.setCurrent(previous);
  }
}
