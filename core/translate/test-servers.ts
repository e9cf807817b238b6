import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestContext } from 'node:test';
import { createCache } from '../cache/index.ts';
import { readSection } from '../config/options.ts';
import { createLog } from '../log.ts';
import { Metrics } from '../metrics.ts';
import { createTranslationFetcher } from './fetcher.ts';
import { type TranslationConfig, translationOptions } from './options.ts';
import { createTranslator, type Translator } from './translator.ts';

export interface Request {
  /** `POST /translate`. */
  readonly line: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** What a server answers: JSON, or a status with headers, or bytes as they are; `undefined` leaves it hanging. */
export type Answer =
  | { readonly status?: number; readonly headers?: Record<string, string>; readonly body: unknown }
  | undefined;

export interface TestServer {
  readonly url: string;
  readonly asked: Request[];
  /** Answers in place of the usual ones, by `POST /translate`. */
  readonly instead: Record<string, (request: Request) => Answer>;
  count(line: string): number;
}

async function server(t: TestContext, usual: (request: Request) => Answer): Promise<TestServer> {
  const asked: Request[] = [];
  const instead: TestServer['instead'] = {};
  const http = createServer(async (incoming, reply) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const line = `${incoming.method} ${incoming.url}`;
    const request = { line, headers: incoming.headers, body };
    asked.push(request);
    const answer = (instead[line] ?? usual)(request);
    if (!answer) return;
    const type = { 'content-type': 'application/json', ...answer.headers };
    reply.writeHead(answer.status ?? 200, type);
    reply.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>(resolve => http.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    http.closeAllConnections();
    http.close();
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, asked, instead, count: line => asked.filter(one => one.line === line).length };
}

const missing = { status: 404, body: { error: 'Not found' } };

/** German, English and Spanish, as https://docs.libretranslate.com has it; a translation is in capitals. */
export function libreTranslateServer(t: TestContext): Promise<TestServer> {
  return server(t, ({ line, body }) => {
    if (line === 'GET /languages')
      return {
        body: ['de', 'en', 'es'].map(code => ({ code, name: code, targets: ['de', 'en', 'es'] })),
      };
    const { q } = JSON.parse(body || '{}');
    if (line === 'POST /detect')
      return {
        body: /\b(der|die|das)\b/i.test(q)
          ? [{ confidence: 92, language: 'de' }]
          : [{ confidence: 80, language: 'en' }],
      };
    return line === 'POST /translate' ? { body: { translatedText: q.map(shout) } } : missing;
  });
}

/** English into Spanish and back, and Catalan, as https://wiki.apertium.org/wiki/Apertium-apy has it. */
export function apertiumServer(t: TestContext): Promise<TestServer> {
  return server(t, ({ line, body }) => {
    const done = { responseDetails: null, responseStatus: 200 };
    const pair = (sourceLanguage: string, targetLanguage: string) => ({ sourceLanguage, targetLanguage });
    if (line === 'GET /listPairs')
      return {
        body: { responseData: [pair('eng', 'spa'), pair('spa', 'eng'), pair('spa', 'cat')], ...done },
      };
    const fields = new URLSearchParams(body);
    if (line === 'POST /identifyLang') return { body: { eng: 0.2, spa: 0.9 } };
    if (line !== 'POST /translate') return missing;
    return { body: { responseData: { translatedText: shout(fields.get('q')!) }, ...done } };
  });
}

/** As https://developers.deepl.com/docs has it; what it is not told the language of is German. */
export function deeplServer(t: TestContext): Promise<TestServer> {
  return server(t, ({ line, body, headers }) => {
    if (headers.authorization !== 'DeepL-Auth-Key secret') return { status: 403, body: '' };
    if (line === 'GET /v2/languages?type=source')
      return { body: ['DE', 'EN', 'JA'].map(language => ({ language, name: language })) };
    if (line === 'GET /v2/languages?type=target')
      return { body: ['DE', 'EN-GB', 'EN-US', 'JA'].map(language => ({ language, name: language })) };
    if (line !== 'POST /v2/translate') return missing;
    const { text, source_lang } = JSON.parse(body) as { text: string[]; source_lang?: string };
    return {
      body: {
        translations: text.map(one => ({
          detected_source_language: source_lang ?? 'DE',
          text: shout(one),
        })),
      },
    };
  });
}

/** The text in capitals, its markup as it is. */
export function shout(text: string): string {
  return text.replace(/(<[^>]*>)|[^<]+/g, (part, tag) => tag ?? part.toUpperCase());
}

/** A translator as the configuration makes it, which waits half a second. */
export function testTranslator(
  t: TestContext,
  section: Record<string, unknown>,
): { translator: Translator; metrics: Metrics; config: TranslationConfig } {
  const config = readSection('translation', translationOptions, section, {});
  const log = createLog({ level: 'silent' });
  const metrics = new Metrics();
  const cache = createCache({ servers: [], log, metrics });
  const timeouts = { connect: 500, firstByte: 500, total: 500 };
  const fetcher = createTranslationFetcher(config, { userAgent: 'Croft/test', log, limits: { timeouts } });
  t.after(async () => {
    await fetcher.close();
    await cache.close();
  });
  return { translator: createTranslator({ config, cache, fetcher, log, metrics }), metrics, config };
}
