import { z } from 'zod';
import type { Fetcher, FetchOptions } from '../fetch/index.ts';
import { ask } from './ask.ts';
import { lengthOf, type Provider } from './provider.ts';

const Pairs = z.object({
  responseData: z.array(z.object({ sourceLanguage: z.string(), targetLanguage: z.string() })),
});
/** Languages with how likely each is. */
const Identified = z.record(z.string(), z.number());
const Translated = z.object({ responseData: z.object({ translatedText: z.string() }) });

const NAME = 'Apertium';
const LONGEST = 100_000;

/** Apertium APy (https://wiki.apertium.org/wiki/Apertium-apy), which translates by rules between languages that are near. */
export function apertium(fetcher: Fetcher, { url }: { url: string }): Provider {
  const base = url.replace(/\/+$/, '');

  const form = (fields: Record<string, string>): FetchOptions => ({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

  async function one(q: string, langpair: string): Promise<string> {
    const asked = { name: NAME, url: `${base}/translate`, answer: Translated };
    const fields = { langpair, q, format: 'html', markUnknown: 'no' };
    return (await ask(fetcher, asked, form(fields))).responseData.translatedText;
  }

  return {
    name: NAME,
    url: base,
    findsLanguage: false,
    fits: texts => lengthOf(texts) <= LONGEST,
    async pairs() {
      const answer = await ask(fetcher, { name: NAME, url: `${base}/listPairs`, answer: Pairs });
      const pairs = new Map<string, string[]>();
      for (const { sourceLanguage, targetLanguage } of answer.responseData)
        pairs.set(sourceLanguage, [...(pairs.get(sourceLanguage) ?? []), targetLanguage]);
      return pairs;
    },
    async detect(text) {
      const asked = { name: NAME, url: `${base}/identifyLang`, answer: Identified };
      const found = Object.entries(await ask(fetcher, asked, form({ q: text })));
      return found.sort(([, a], [, b]) => b - a)[0]?.[0];
    },
    async translate({ texts, from, to }) {
      const translated: string[] = [];
      for (const text of texts) translated.push(await one(text, `${from}|${to}`));
      return { texts: translated };
    },
  };
}
