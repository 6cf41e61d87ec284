/** The words for variables and functions as their author wrote them, where a compiler, a bundler or a minifier has changed them. */
import { functionPlaces, type ScriptPlaces, scriptPlaces } from './places.ts';
import { scriptNode } from './scopes.ts';
import { beginOfText, scriptText, urlOf } from './script-text.ts';
import type { Snapshot } from './snapshot.ts';

export interface AuthorsName {
  name: string;
  /** A path; the script's own where no map says another. */
  file: string;
}

/** The places of a script by its name, where somebody has read it already. */
export type PlacesOf = (script: string) => ScriptPlaces | undefined;

export class AuthorsWords {
  readonly #snapshot: Snapshot;
  readonly #placesOf: PlacesOf;
  /** By the node of the script. */
  readonly #read = new Map<number, ScriptPlaces | null>();

  constructor(snapshot: Snapshot, placesOf: PlacesOf = () => undefined) {
    this.#snapshot = snapshot;
    this.#placesOf = placesOf;
  }

  /** Of a variable in the scope `context`, of which `closure` is a function. Null where its text says nothing else than V8. */
  variable(context: number, closure: number, name: string): AuthorsName | null {
    const places = this.#places(closure);
    return places?.variables?.(name, this.#namesIn(context), this.#snapshot.location(closure)) ?? null;
  }

  /** Of a function; null where it has the name that V8 says. */
  function(closure: number): string | null {
    const places = this.#places(closure);
    if (!places?.variables) return null;
    return functionPlaces(places, this.#snapshot.name(closure), this.#snapshot.location(closure)).authorsName;
  }

  #namesIn(context: number): string[] {
    const snapshot = this.#snapshot;
    const names: string[] = [];
    for (let edge = snapshot.begin(context); edge < snapshot.end(context); edge++) {
      if (snapshot.edgeKindOf(edge) === 'context') names.push(snapshot.label(edge));
    }
    return names;
  }

  #places(closure: number): ScriptPlaces | null {
    const script = scriptNode(this.#snapshot, closure);
    if (script < 0) return null;
    const known = this.#read.get(script);
    if (known !== undefined) return known;
    const places = this.#placesOf(this.#snapshot.name(script)) ?? this.#readPlaces(script);
    this.#read.set(script, places);
    return places;
  }

  /** Null where no map can say that it was written otherwise. */
  #readPlaces(script: number): ScriptPlaces | null {
    const url = urlOf(this.#snapshot.name(script));
    if (url.startsWith('node:')) return null;
    const text = scriptText(url, beginOfText(this.#snapshot, this.#snapshot.follow(script, 'source')), null);
    return text?.text.includes('sourceMappingURL=') ? scriptPlaces(url, text) : null;
  }
}
