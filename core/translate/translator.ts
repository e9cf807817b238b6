import { createHash } from 'node:crypto';
import type { Cache } from '../cache/index.ts';
import type { Fetcher } from '../fetch/index.ts';
import { escapeHtml } from '../html/escape.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { apertium } from './apertium.ts';
import { deepl } from './deepl.ts';
import { baseLanguage, languageTag } from './languages.ts';
import { libreTranslate } from './libretranslate.ts';
import type { TranslationConfig } from './options.ts';
import { lengthOf, type Provider, ProviderTrouble } from './provider.ts';
import { RestingProvider } from './resting.ts';
import { detectLanguage, route } from './router.ts';
import { languageUnknown, textTooLong, translationOff, translatorsAway } from './troubles.ts';

export interface TranslationRequest {
  /** Pieces of HTML that belong together, in one language. */
  readonly texts: readonly string[];
  /** As a language tag; found out when nobody knows. */
  readonly from?: string | undefined;
  readonly to: string;
}

export interface Translation {
  /** HTML of a stranger: whoever shows it sanitises it. */
  readonly texts: string[];
  readonly from: string | undefined;
  readonly to: string;
  /** Name of the provider. */
  readonly by: string;
}

export interface Languages {
  readonly from: string[];
  readonly into: string[];
}

export interface Translator {
  /** Names of the providers that there are, in the order in which they are asked. */
  readonly providers: readonly string[];
  /** Language tags, without countries, from and into which any provider that answers translates. */
  languages(): Promise<Languages>;
  /** Throws `TRANSLATION_ERRORS`. */
  translate(request: TranslationRequest): Promise<Translation>;
  /** The language of a plain text, and who told it. Throws `translation_off`, `language_unknown`, `translators_away`. */
  detect(text: string): Promise<{ language: string; by: string }>;
}

export interface TranslatorOptions {
  readonly config: TranslationConfig;
  readonly cache: Cache;
  /** One that may go to where the providers are (`createTranslationFetcher`). */
  readonly fetcher: Fetcher;
  readonly log: Log;
  readonly metrics: Metrics;
}

/** Characters of HTML. */
const LONGEST = 200_000;
const KEPT_SECONDS = 30 * 86_400;

/** Who translates, by what the owner has set up; the same text is translated once for all processes. */
export function createTranslator({ config, cache, fetcher, log, metrics }: TranslatorOptions): Translator {
  const providers = providersOf(config, fetcher).map(one => new RestingProvider(one, log, metrics));
  const known = providers.map(({ provider }) => [provider.name, provider.url]);
  const underWay = new Map<string, Promise<Translation>>();

  async function translate(request: TranslationRequest): Promise<Translation> {
    if (providers.length === 0) throw translationOff();
    if (lengthOf(request.texts) > LONGEST) throw textTooLong();
    const key = keyOf(known, request);
    const kept = await cache.get(key);
    if (kept) return JSON.parse(Buffer.from(kept).toString()) as Translation;
    const running = underWay.get(key) ?? fresh(key, request).finally(() => void underWay.delete(key));
    underWay.set(key, running);
    return await running;
  }

  async function fresh(key: string, request: TranslationRequest): Promise<Translation> {
    // There is nothing to translate in what is empty, and some providers refuse it.
    const full = request.texts.filter(text => text.trim() !== '');
    const answer = await route(providers, { ...request, texts: full });
    const texts = answer.texts.values();
    const all = request.texts.map(text => (text.trim() === '' ? text : texts.next().value!));
    const translation = { ...answer, texts: all };
    await cache.set(key, Buffer.from(JSON.stringify(translation)), KEPT_SECONDS);
    return translation;
  }

  async function detect(text: string): Promise<{ language: string; by: string }> {
    if (providers.length === 0) throw translationOff();
    const troubles: ProviderTrouble[] = [];
    const found = await detectLanguage(providers, [escapeHtml(text)], troubles);
    if (found) return found;
    throw troubles.length > 0 ? translatorsAway(troubles) : languageUnknown();
  }

  async function languages(): Promise<Languages> {
    const found = await Promise.all(
      providers.map(async one => {
        try {
          return [...(await one.pairs())];
        } catch (error) {
          if (error instanceof ProviderTrouble) return [];
          throw error;
        }
      }),
    );
    const pairs = found.flat();
    return { from: bases(pairs.map(([from]) => from)), into: bases(pairs.flatMap(([, into]) => into)) };
  }

  return { providers: providers.map(({ provider }) => provider.name), languages, translate, detect };
}

/** Languages as providers spell them as tags without countries, each once. */
function bases(codes: readonly string[]): string[] {
  const tags = codes.map(languageTag).filter(tag => tag !== undefined);
  return [...new Set(tags.map(baseLanguage))].sort();
}

/** Those of one's own come first, since they tell no stranger what is read and have no quota. */
function providersOf(config: TranslationConfig, fetcher: Fetcher): Provider[] {
  return [
    ...(config.libretranslate ? [libreTranslate(fetcher, config.libretranslate)] : []),
    ...(config.apertium ? [apertium(fetcher, config.apertium)] : []),
    ...(config.deepl ? [deepl(fetcher, config.deepl)] : []),
  ];
}

function keyOf(providers: unknown, { texts, from, to }: TranslationRequest): string {
  const all = JSON.stringify([providers, from ?? null, to, texts]);
  return `translate:${createHash('sha256').update(all).digest('base64url')}`;
}
