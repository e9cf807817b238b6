import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';

/** Between two requests of a connection, in milliseconds: one that is idle when its server ends is the one easily lost. */
const REST = 200;

export interface LoadResult {
  requests: number;
  /** What went wrong, in words, one per failed request. */
  failures: string[];
}

/** Asks for pages over keep-alive connections, again and again on each with a short rest, until stopped. */
export function startLoad(
  origin: string,
  paths: readonly string[],
  connections: number,
): { stop(): Promise<LoadResult> } {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const result: LoadResult = { requests: 0, failures: [] };
  let stopped = false;
  const work = async (index: number) => {
    for (let turn = index; !stopped; turn++) {
      const path = paths[turn % paths.length]!;
      result.requests++;
      const problem = await ask(agent, origin + path);
      if (problem !== undefined) result.failures.push(`${path}: ${problem}`);
      await sleep(REST);
    }
  };
  const workers = Array.from({ length: connections }, (_, index) => work(index));
  return {
    async stop() {
      stopped = true;
      await Promise.all(workers);
      agent.destroy();
      return result;
    },
  };
}

function ask(agent: Agent, url: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const asked = request(url, { agent }, response => {
      response.on('error', error => resolve(`cut off: ${error.message}`));
      response.on('end', () =>
        resolve(response.statusCode === 200 ? undefined : `status ${response.statusCode}`),
      );
      response.resume();
    });
    asked.on('error', error => resolve((error as NodeJS.ErrnoException).code ?? error.message));
    asked.end();
  });
}
