import assert from 'node:assert/strict';
import type { ServedReader } from './serve-reader.ts';

interface GoogleItem {
  id: string;
  title: string;
  published: number;
  crawlTimeMsec: string;
  timestampUsec: string;
  summary: { content: string };
  canonical: { href: string }[];
  alternate: { href: string }[];
  origin: { streamId: string };
  categories: string[];
}

/** What the answers of the API have; each has some of it. */
export interface GoogleAnswer {
  id: string;
  updated: number;
  items: GoogleItem[];
  itemRefs: { id: string }[];
  continuation?: string;
  tags: { id: string; type?: string }[];
  subscriptions: { id: string; title: string; url: string; categories: { label: string }[] }[];
  unreadcounts: { id: string; count: number; newestItemTimestampUsec: string }[];
  max: number;
  numResults: number;
  streamId: string;
  Auth: string;
}

export interface GoogleApp {
  get(path: string): Promise<Response>;
  /** The answer's JSON, which has to be there. */
  json(path: string): Promise<GoogleAnswer>;
  post(path: string, body: string, headers?: Record<string, string>): Promise<Response>;
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

/** An app that has signed in at an address as a person types it, and sends its token from then on. */
export async function googleApp(
  { url, login, password }: ServedReader,
  base = '/reader',
): Promise<GoogleApp> {
  const body = `Email=${login}&Passwd=${password}`;
  const answer = await fetch(`${url}${base}/accounts/ClientLogin`, { method: 'POST', headers: FORM, body });
  assert.equal(answer.status, 200);
  const auth = /^Auth=(\S+)$/m.exec(await answer.text())![1];
  const headers = { authorization: `GoogleLogin auth=${auth}` };
  const get = (path: string) => fetch(`${url}${base}/reader/api/0/${path}`, { headers });
  return {
    get,
    async json(path) {
      const given = await get(path);
      assert.equal(given.status, 200, path);
      assert.match(given.headers.get('content-type')!, /^application\/json/);
      return (await given.json()) as GoogleAnswer;
    },
    post: (path, form, more = FORM) =>
      fetch(`${url}${base}/reader/api/0/${path}`, {
        method: 'POST',
        headers: { ...headers, ...more },
        body: form,
      }),
  };
}
