import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import { serveReader } from './serve-reader.ts';

export interface Feed {
  id: number;
  title: string;
  category: { id: number; title: string };
}
export interface Entry {
  id: number;
  title: string;
  status: string;
  starred: boolean;
  content: string;
  feed: Feed;
}
export interface MinifluxAnswer {
  id: number;
  feed_id: number;
  total: number;
  entries: Entry[];
  unreads: Record<string, number>;
  title: string;
  category: { title: string };
}

/** A reader and an app that asks it as Miniflux's do: JSON under any type or none. */
export async function miniflux(t: TestContext) {
  const served = await serveReader(t);
  const ask = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
    fetch(`${served.url}/reader/v1/${path}`, {
      method,
      headers: headers ?? { 'x-auth-token': served.password },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  const json = async (path: string) => {
    const answer = await ask('GET', path);
    assert.equal(answer.status, 200, path);
    return (await answer.json()) as MinifluxAnswer;
  };
  const titles = async (path: string) => (await json(path)).entries.map(entry => entry.title);
  return { ...served, ask, json, titles };
}
