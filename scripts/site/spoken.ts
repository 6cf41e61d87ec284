import type { Language } from '../language/language.mjs';
import { currentLanguage, useLanguage } from '../language/say.mjs';

/** What is said while this runs is said in this language. */
export function spokenIn<T>(language: Language, speak: () => T): T {
  const before = currentLanguage();
  if (before === language) return speak();
  useLanguage(language);
  try {
    return speak();
  } finally {
    useLanguage(before);
  }
}
