import type { Group, InnermostGroup } from '../registry/groups.ts';
import { registry } from '../registry/registry.ts';
import type { Scope } from '../registry/scopes.ts';

/** The tasks of a leak test that have not finished, grouped by identical stack. */
export interface Found {
  /** Proven: these can never finish. */
  leaked: Group[];
  /** These may still finish. */
  pending: Group[];
}

const NOBODY: ReadonlySet<number> = new Set();

/**
 * What has not finished of all that was started in the scopes, but for the tasks whose ids are in `except`. It only reads: it
 * waits for nothing and forces no collection.
 */
export function find(
  scopes: readonly Scope[],
  ignored: (group: Group) => boolean,
  except: ReadonlySet<number> = NOBODY,
): Found {
  const groups = scopes.flatMap((scope) => registry.groupsIn(scope, except)).filter((group) => !ignored(group));
  return { leaked: groups.filter(({ leaked }) => leaked), pending: groups.filter(({ leaked }) => !leaked) };
}

/** The live ones among them, with their innermost frames. */
export function findInnermost(
  scopes: readonly Scope[],
  ignored: (group: Group) => boolean,
  except: ReadonlySet<number> = NOBODY,
): InnermostGroup[] {
  return scopes.flatMap((scope) => registry.innermostGroups([scope], except)).filter(({ group }) => !ignored(group));
}

export function isClean({ leaked, pending }: Found): boolean {
  return leaked.length === 0 && pending.length === 0;
}
