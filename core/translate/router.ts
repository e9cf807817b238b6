import { htmlToText } from '../html/text.ts';
import { findLanguage, languageTag, sameLanguage } from './languages.ts';
import { type ProviderRequest, ProviderTrouble } from './provider.ts';
import type { RestingProvider } from './resting.ts';
import type { Translation, TranslationRequest } from './translator.ts';
import {
  languageUnknown,
  pairNotAvailable,
  sameLanguageAlready,
  textTooLong,
  translatorsAway,
} from './troubles.ts';

/** Milliseconds after which no other provider is tried: whoever waits has waited long enough. */
const PATIENCE = 45_000;
/** Characters by which a language is told. */
const SAMPLE = 1_000;

/** Translates by the first provider that has the pair, takes the length and answers. */
export async function route(
  providers: readonly RestingProvider[],
  { texts, from: told, to }: TranslationRequest,
): Promise<Translation> {
  const started = performance.now();
  const troubles: ProviderTrouble[] = [];
  const from = told ?? (await detectLanguage(providers, texts, troubles))?.language;
  if (from !== undefined && sameLanguage(from, to)) throw sameLanguageAlready(to);
  let tooLong = false;
  for (const one of providers) {
    if (performance.now() - started > PATIENCE) break;
    try {
      const pair = await findPair(one, from, to);
      if (!pair) continue;
      if (!one.provider.fits(texts)) {
        tooLong = true;
        continue;
      }
      const answer = await one.ask(provider => provider.translate({ texts, ...pair }));
      const language = from ?? languageTag(answer.from ?? '');
      if (language !== undefined && sameLanguage(language, to)) throw sameLanguageAlready(to);
      return { texts: [...answer.texts], from: language, to, by: one.provider.name };
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      troubles.push(error);
    }
  }
  // Who only cannot tell languages apart translates once the language is said.
  if (from === undefined && !providers.some(({ provider }) => provider.findsLanguage))
    throw languageUnknown();
  if (troubles.length > 0) throw translatorsAway(troubles);
  if (tooLong) throw textTooLong();
  throw from === undefined ? languageUnknown() : pairNotAvailable(from, to);
}

/** The language of pieces of HTML, by the first provider that can tell it. What goes wrong is added to `troubles`. */
export async function detectLanguage(
  providers: readonly RestingProvider[],
  texts: readonly string[],
  troubles: ProviderTrouble[],
): Promise<{ language: string; by: string } | undefined> {
  const sample = htmlToText(texts.join('\n')).slice(0, SAMPLE).toWellFormed();
  for (const one of providers) {
    if (!one.provider.detect) continue;
    try {
      const found = await one.ask(provider => provider.detect!(sample));
      const tag = found === undefined ? undefined : languageTag(found);
      if (tag !== undefined) return { language: tag, by: one.provider.name };
    } catch (error) {
      if (!(error instanceof ProviderTrouble)) throw error;
      troubles.push(error);
    }
  }
  return undefined;
}

/** The pair as the provider spells it; undefined when it has none. */
async function findPair(
  one: RestingProvider,
  from: string | undefined,
  to: string,
): Promise<Pick<ProviderRequest, 'from' | 'to'> | undefined> {
  if (from === undefined && !one.provider.findsLanguage) return undefined;
  const pairs = await one.pairs();
  const source = from === undefined ? undefined : findLanguage(from, pairs.keys());
  if (from !== undefined && source === undefined) return undefined;
  const targets = source === undefined ? [...pairs.values()].flat() : pairs.get(source)!;
  const target = findLanguage(to, targets);
  return target === undefined ? undefined : { from: source, to: target };
}
