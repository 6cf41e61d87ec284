/** A verdict was said in the language of who asked for it; whoever looks reads it in their own. */
import type { Fact, Verdict } from '../../checker/verdict.ts';
import { currentLanguage } from '../../language/say.mjs';
import type { Said } from './state.ts';

/** What has no form in that language stays as it was said. */
export function inOwnLanguage(verdict: Verdict, { language, others }: Said): Verdict {
  if (language === currentLanguage()) return verdict;
  const other = (text: string): string => others[text] ?? text;
  const value = (seen: unknown): unknown => (typeof seen === 'string' ? other(seen) : seen);
  const factOf = (fact: Fact): Fact => ({
    ...fact,
    title: other(fact.title),
    ...('expected' in fact ? { expected: value(fact.expected) } : {}),
    ...('actual' in fact ? { actual: value(fact.actual) } : {}),
    ...(fact.help === undefined ? {} : { help: other(fact.help) }),
  });
  return {
    ...verdict,
    facts: verdict.facts.map(factOf),
    notes: verdict.notes.map(other),
    ...(verdict.reason === undefined ? {} : { reason: other(verdict.reason) }),
  };
}
