/** What the labels of a sample say, in the words of taskscope. */
import type { EncodedProfile, EncodedSample } from './encoded-profile.ts';

/** Of a word that a profile does not have. */
const NONE = -1;

/** Of one profile, in which each word has a number. */
export class SampleLabels {
  readonly #profile: EncodedProfile;
  readonly #leaked: number;
  readonly #true: number;
  readonly #wait: number;
  readonly #createdBy: number;

  constructor(profile: EncodedProfile) {
    this.#profile = profile;
    this.#leaked = profile.indexOf('leaked');
    this.#true = profile.indexOf('true');
    this.#wait = profile.indexOf('wait');
    this.#createdBy = profile.indexOf('created by');
  }

  isLeaked({ labels }: EncodedSample): boolean {
    return this.#true !== NONE && labelValue(labels, this.#leaked) === this.#true;
  }

  wait({ labels }: EncodedSample): string | null {
    return this.#text(labelValue(labels, this.#wait));
  }

  createdBy({ labels }: EncodedSample): string | null {
    return this.#text(labelValue(labels, this.#createdBy));
  }

  #text(index: number): string | null {
    return index === NONE ? null : this.#profile.text(index);
  }
}

function labelValue(labels: readonly number[], key: number): number {
  for (let at = 0; at < labels.length; at += 2) if (labels[at] === key) return labels[at + 1] ?? NONE;
  return NONE;
}
