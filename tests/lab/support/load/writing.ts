import { request } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { count, type Load } from './report.ts';

const REST_MS = 4_000;

/** Writes posts; gives a function that says which of those that were acknowledged are not there. */
export function writePosts(load: Load): { ended: Promise<void>; lost(): Promise<string[]> } {
  const kept: string[] = [];
  const write = async () => {
    for (let number = 1; !load.over; number++) {
      await count(load, 'written', '/api/v1/posts', async () => {
        const body = JSON.stringify({ markdown: `Written under load, number ${number}.` });
        const answer = await send(load, 'POST', '/api/v1/posts', body);
        if (typeof answer === 'string') return answer;
        if (answer.status !== 201) return `status ${answer.status}`;
        load.report.acknowledged++;
        kept.push(JSON.parse(answer.body).id);
        return undefined;
      });
      await sleep(REST_MS);
    }
  };
  return {
    ended: write(),
    async lost() {
      const lost: string[] = [];
      for (const id of kept) {
        const answer = await send(load, 'GET', `/api/v1/posts/${id}`);
        if (typeof answer === 'string' || answer.status !== 200) lost.push(`the post ${id}`);
      }
      return lost;
    },
  };
}

/** Asks with the owner's token; gives the answer, or what went wrong in words. */
export function send(
  { address, host, token }: Load,
  method: string,
  path: string,
  body?: string,
  more: Record<string, string> = { authorization: `Bearer ${token}` },
): Promise<{ status: number; body: string; cookie: string | undefined } | string> {
  return new Promise(resolve => {
    const headers = { host, ...more, ...(body && { 'content-type': 'application/json' }) };
    const options = { method, host: address, path, headers, servername: host, rejectUnauthorized: false };
    const asked = request(options, response => {
      let text = '';
      response.setEncoding('utf8').on('data', piece => {
        text += piece;
      });
      response.on('error', error => resolve(error.message));
      response.on('end', () => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';')[0];
        resolve({ status: response.statusCode!, body: text, cookie });
      });
    });
    asked.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    asked.end(body);
  });
}
