import { MetricsError } from '../errors.ts';

/** Throws a `MetricsError` where `groups`, an option of `caller`, is no whole number from 0 on. */
export function checkGroups(caller: string, groups: number | undefined): number | undefined {
  if (groups === undefined || (Number.isInteger(groups) && groups >= 0)) return groups;
  throw new MetricsError(`\`groups\` of \`${caller}\` is ${String(groups)}: give a whole number, 0 or more.`);
}
