/** Pieces of HTML that belong together, and their languages as the provider spells them. */
export interface ProviderRequest {
  readonly texts: readonly string[];
  /** Undefined only for a provider that finds it out by itself. */
  readonly from: string | undefined;
  readonly to: string;
}

export interface ProviderAnswer {
  /** As many as were asked for. Nothing of it is to be trusted. */
  readonly texts: readonly string[];
  /** The language that it found the texts to be in. */
  readonly from?: string | undefined;
}

/** A service that translates. Everything that goes wrong with it is thrown as `ProviderTrouble`. */
export interface Provider {
  /** As people call it. */
  readonly name: string;
  /** Where it is asked. */
  readonly url: string;
  /** Whether it translates from a language that nobody has told it. */
  readonly findsLanguage: boolean;
  /** Whether it takes so much at once. */
  fits(texts: readonly string[]): boolean;
  /** For every language that it translates from, those into which it does, as it spells them. */
  pairs(): Promise<ReadonlyMap<string, readonly string[]>>;
  /** The language of a text; undefined when it cannot tell. */
  detect?(text: string): Promise<string | undefined>;
  translate(request: ProviderRequest): Promise<ProviderAnswer>;
}

/** Why a provider gave no answer, in words. */
export class ProviderTrouble extends Error {
  /** For how long it is best left alone; 0 when only this request is not for it. */
  readonly restSeconds: number;

  constructor(words: string, restSeconds: number) {
    super(words);
    this.name = 'ProviderTrouble';
    this.restSeconds = restSeconds;
  }
}

/** Characters of pieces of text together. */
export function lengthOf(texts: readonly string[]): number {
  return texts.reduce((sum, text) => sum + text.length, 0);
}
