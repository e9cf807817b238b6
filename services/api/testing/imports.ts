import type { TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { zip } from '../../../core/zip/testing.ts';
import type { ImportReport } from '../contract.ts';
import { importSiteJob } from '../jobs/import-site.ts';
import { type Ask, served } from './served.ts';

/** Routes over a database, and what brings in what was sent to them, in this process and when it is asked to. */
export async function importingApi(t: TestContext) {
  const { api, ask: asked, token } = await served(t);
  const ask = (url: string, more: Ask = {}) => asked(url, { token, ...more });
  const send = (body: Buffer, query = '') => ask(`/api/v1/imports?${query}`, { method: 'POST', body });
  const run = (signal = new AbortController().signal) =>
    importSiteJob(() => api).handler({}, { id: 'test', retries: 0, signal });
  const report = async (id: string) => (await ask(`/api/v1/imports/${id}`)).json as ImportReport;
  return {
    api,
    ask,
    send,
    run,
    report,
    token,
    /** Sends a file, brings it in and gives what came of it. */
    async bringIn(body: Buffer, query = ''): Promise<ImportReport> {
      const { status, json } = await send(body, query);
      if (status !== 202) throw new Error(`${status}: ${JSON.stringify(json)}`);
      await run();
      return report(json.id);
    },
  };
}

/** A ZIP of Markdown posts `1` to `count`, all in one folder. */
export function markdownZip(count: number, body = (n: number) => `Text ${n}`): Buffer {
  return zip(
    Array.from({ length: count }, (_, n) => ({
      name: `blog/_posts/2020-01-01-post-${n + 1}.md`,
      text: `---\ntitle: Post ${n + 1}\n---\n${body(n + 1)}\n`,
    })),
  );
}

/** Waits until something holds that nobody tells of. */
export async function until(holds: () => Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(20);
}
