import { z } from 'zod';
import type { Fetcher, FetchOptions } from '../fetch/index.ts';
import { ask } from './ask.ts';
import { keyOf, type Secret } from './key.ts';
import { type Provider, ProviderTrouble } from './provider.ts';

const Languages = z.array(z.object({ language: z.string() }));
const Translated = z.object({
  translations: z.array(z.object({ text: z.string(), detected_source_language: z.string().optional() })),
});

const NAME = 'DeepL';
/** Bytes of a request are 128 KiB at most; a little is for what is around the texts. */
const LARGEST = 127 * 1024;

/** DeepL's API v2 (https://developers.deepl.com/docs). Keys that end in `:fx` are of its free service. */
export function deepl(fetcher: Fetcher, { url, ...secret }: Secret & { url?: string | undefined }): Provider {
  async function send<T>(path: string, answer: z.ZodType<T>, options: FetchOptions = {}): Promise<T> {
    const key = (await keyOf(NAME, secret)) ?? '';
    const base = url?.replace(/\/+$/, '') ?? hostOf(key);
    const headers = { ...options.headers, authorization: `DeepL-Auth-Key ${key}` };
    return await ask(fetcher, { name: NAME, url: base + path, answer }, { ...options, headers });
  }

  return {
    name: NAME,
    url: url ?? 'https://api.deepl.com',
    findsLanguage: true,
    fits: texts => Buffer.byteLength(JSON.stringify(texts)) <= LARGEST,
    async pairs() {
      const [sources, targets] = await Promise.all([
        send('/v2/languages?type=source', Languages),
        send('/v2/languages?type=target', Languages),
      ]);
      const to = targets.map(({ language }) => language);
      return new Map(sources.map(({ language }) => [language, to]));
    },
    async translate({ texts, from, to }) {
      const { translations } = await send('/v2/translate', Translated, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: texts, source_lang: from, target_lang: to, tag_handling: 'html' }),
      });
      if (translations.length !== texts.length)
        throw new ProviderTrouble(`${NAME} gave an answer that cannot be understood.`, 60);
      const longest = texts.reduce((best, text, at) => (text.length > texts[best]!.length ? at : best), 0);
      return {
        texts: translations.map(({ text }) => text),
        from: translations[longest]?.detected_source_language,
      };
    },
  };
}

function hostOf(key: string): string {
  return key.endsWith(':fx') ? 'https://api-free.deepl.com' : 'https://api.deepl.com';
}
