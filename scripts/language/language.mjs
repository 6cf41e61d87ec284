// @ts-check
/**
 * Which language the messages are in. Plain JavaScript without dependencies, for Node 20 and newer: the launcher and the
 * doctor speak before anything is installed.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Those that there are, by the names that they give themselves. */
export const LANGUAGES = Object.freeze({ en: 'English', 'zh-CN': '简体中文' });

/** @typedef {keyof typeof LANGUAGES} Language */

const CODES = /** @type {Language[]} */ (Object.keys(LANGUAGES));

/**
 * What was chosen by `npm run lab lang`, else what the environment says, else English. `LEAKLAB_LANGUAGE` comes before
 * all: by it a process tells its children, and a test what it expects.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Language}
 */
export function chooseLanguage(root, environment) {
  const { LEAKLAB_LANGUAGE, LC_ALL, LC_MESSAGES, LANG } = environment;
  const ours = languageOf(LEAKLAB_LANGUAGE ?? '') ?? keptLanguage(root);
  return ours ?? languageOf(LC_ALL || LC_MESSAGES || LANG || '') ?? 'en';
}

/**
 * The language that fits a locale best: `zh_CN.UTF-8`, `zh-Hans` and `zh` are `zh-CN`, and so is `zh_TW`, as long as
 * nothing fits better.
 * @param {string} locale
 * @returns {Language | null}
 */
export function languageOf(locale) {
  const [tag = ''] = locale.trim().toLowerCase().replaceAll('_', '-').split(/[.@]/);
  const [base] = tag.split('-');
  return CODES.find((code) => code.toLowerCase() === tag) ?? CODES.find((code) => code.split('-')[0] === base) ?? null;
}

/**
 * What stands in the learner's progress, whose only writer is `scripts/course/progress.ts`.
 * @param {string} root
 * @returns {Language | null}
 */
function keptLanguage(root) {
  try {
    const { language } = JSON.parse(readFileSync(join(root, '.leaklab', 'progress.json'), 'utf8'));
    return typeof language === 'string' ? languageOf(language) : null;
  } catch {
    return null;
  }
}
