import { z } from 'zod';
import type { Fetcher } from '../fetch/index.ts';
import { ask } from './ask.ts';
import { keyOf, type Secret } from './key.ts';
import { lengthOf, type Provider, ProviderTrouble } from './provider.ts';

const Languages = z.array(z.object({ code: z.string(), targets: z.array(z.string()).optional() }));
const Detected = z.array(z.object({ language: z.string(), confidence: z.number() }));
const Translated = z.object({ translatedText: z.array(z.string()) });

const NAME = 'LibreTranslate';
const LONGEST = 100_000;
/** Of 100; below that it is a guess. */
const CONFIDENT = 20;

/** LibreTranslate (https://docs.libretranslate.com/api), which one runs oneself. */
export function libreTranslate(fetcher: Fetcher, { url, ...secret }: Secret & { url: string }): Provider {
  const base = url.replace(/\/+$/, '');

  async function post<T>(path: string, answer: z.ZodType<T>, fields: object): Promise<T> {
    const key = await keyOf(NAME, secret);
    return await ask(
      fetcher,
      { name: NAME, url: base + path, answer },
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(key === undefined ? fields : { ...fields, api_key: key }),
      },
    );
  }

  return {
    name: NAME,
    url: base,
    findsLanguage: false,
    fits: texts => lengthOf(texts) <= LONGEST,
    async pairs() {
      const languages = await ask(fetcher, { name: NAME, url: `${base}/languages`, answer: Languages });
      const all = languages.map(({ code }) => code);
      // Servers before 1.3.9 do not say into what: into all of them.
      return new Map(languages.map(({ code, targets }) => [code, targets ?? all]));
    },
    async detect(text) {
      const [best] = await post('/detect', Detected, { q: text });
      return best && best.confidence >= CONFIDENT ? best.language : undefined;
    },
    async translate({ texts, from, to }) {
      const fields = { q: texts, source: from, target: to, format: 'html' };
      const { translatedText } = await post('/translate', Translated, fields);
      if (translatedText.length !== texts.length)
        throw new ProviderTrouble(`${NAME} gave an answer that cannot be understood.`, 60);
      return { texts: translatedText };
    },
  };
}
