// @ts-check
/**
 * Messages in the learner's language. In the source they stand in English:
 *
 *   say`${waiting} of ${all} tasks wait`
 *
 * The English text, with numbered places, is the key in a catalogue: `"{0} of {1} tasks wait": "{1} 个任务里有 {0} 个在等待"`.
 * What a catalogue lacks is said in English. Numbers of things are told apart in the source, one message for each form.
 *
 * The catalogue of the scripts stands beside this file; each lab has its own, in its folder.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { languageOf } from './language.mjs';

/** @typedef {import('./language.mjs').Language} Language */

/** Folders with a `zh-CN.json`. */
const folders = new Set([fileURLToPath(new URL('.', import.meta.url))]);
let current = languageOf(process.env.LEAKLAB_LANGUAGE ?? '') ?? 'en';
/** @type {Map<string, string> | null} read when it is first needed */
let texts = null;

/** @returns {Language} */
export function currentLanguage() {
  return current;
}

/**
 * What is said from now on, in this process, is said in this language.
 * @param {Language} language
 */
export function useLanguage(language) {
  current = language;
  texts = null;
}

/**
 * Messages of this folder's catalogue are known from now on.
 * @param {string} folder absolute
 */
export function useCatalogue(folder) {
  if (folders.has(folder)) return;
  folders.add(folder);
  texts = null;
}

/**
 * @param {TemplateStringsArray} strings
 * @param {...unknown} values
 * @returns {string}
 */
export function say(strings, ...values) {
  const english = strings.reduce((text, part, index) => `${text}{${index - 1}}${part}`);
  const text = filled(translated(english), values);
  others?.set(text, filled(translatedIn(otherLanguage(), english), values.map(otherOf)));
  return text;
}

/**
 * From now on each message is kept with its form in the other language, so that what was said once can be read in both.
 * @returns {Map<string, string>} it grows; whoever asked for it takes out what is no longer needed
 */
export function keepOthers() {
  others ??= new Map();
  return others;
}

/** @type {Map<string, string> | null} */
let others = null;

/** @returns {Language} */
function otherLanguage() {
  return current === 'en' ? 'zh-CN' : 'en';
}

/**
 * A value may be a message itself.
 * @param {unknown} value
 * @returns {unknown}
 */
function otherOf(value) {
  return typeof value === 'string' ? (others?.get(value) ?? value) : value;
}

/**
 * @param {string} text
 * @param {readonly unknown[]} values
 * @returns {string}
 */
function filled(text, values) {
  return text.replaceAll(/\{(\d+)\}/g, (_, place) => String(values[Number(place)]));
}

/**
 * A text that stands in a file of the course, such as the title in a `lab.json`.
 * @param {string} english
 * @returns {string}
 */
export function translated(english) {
  return translatedIn(current, english);
}

/**
 * @param {Language} language
 * @param {string} english
 * @returns {string}
 */
function translatedIn(language, english) {
  if (language === 'en') return english;
  texts ??= new Map([...folders].flatMap((folder) => Object.entries(readCatalogue(folder, language))));
  return texts.get(english) ?? english;
}

/**
 * Sentences, one after the other: Chinese has no blank between them.
 * @param {...string} all
 * @returns {string}
 */
export function sentences(...all) {
  const text = joined(current, all);
  others?.set(text, joined(otherLanguage(), all.map(otherOf)));
  return text;
}

/**
 * @param {Language} language
 * @param {readonly unknown[]} all
 * @returns {string}
 */
function joined(language, all) {
  return all.join(language === 'zh-CN' ? '' : ' ');
}

/**
 * The name of a file in the current language: `hints.md` may be `hints.zh-CN.md`, where that is there.
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
export function fileInLanguage(folder, name) {
  const own = name.replace(/(\.\w+)$/, `.${current}$1`);
  return current !== 'en' && existsSync(join(folder, own)) ? own : name;
}

/**
 * A catalogue that is missing or can't be read says nothing, and so its texts are English.
 * @param {string} folder
 * @param {Language} language
 * @returns {{ [english: string]: string }}
 */
export function readCatalogue(folder, language) {
  try {
    return JSON.parse(readFileSync(join(folder, `${language}.json`), 'utf8'));
  } catch {
    return {};
  }
}
