/** `lab lang [LANGUAGE]`: which language the messages are in. */
import { nearest } from '../../course/nearest.ts';
import { LANGUAGES, languageOf } from '../../language/language.mjs';
import { currentLanguage, say, sentences, useLanguage } from '../../language/say.mjs';
import { type Context, UsageError } from '../context.ts';
import { didYouMean } from '../words.ts';

/** `word`: as it was typed; null: tell which one, and what there is. Throws a `UsageError` that names what comes nearest. */
export function lang({ progress, print }: Pick<Context, 'progress' | 'print'>, word: string | null): number {
  if (word === null) {
    print(say`Messages are in ${LANGUAGES[currentLanguage()]} (\`${currentLanguage()}\`).`);
    print(thereAre());
    return 0;
  }
  const language = languageOf(word);
  if (language === null) {
    const codes = Object.keys(LANGUAGES).map((code) => code.toLowerCase());
    const near = nearest(word, codes).flatMap((code) => languageOf(code) ?? []);
    throw new UsageError(sentences(say`There is no language \`${word}\`.`, didYouMean(near, thereAre())));
  }
  progress.chooseLanguage(language);
  useLanguage(language);
  print(say`From now on messages are in ${LANGUAGES[language]}.`);
  return 0;
}

function thereAre(): string {
  const all = Object.entries(LANGUAGES).map(([code, name]) => `  npm run lab lang ${code.padEnd(5)}  ${name}`);
  return [say`There are:`, ...all].join('\n');
}
