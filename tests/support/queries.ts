import { get } from 'node:http';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { socketPaths } from '../../core/service/run-directory.ts';
import type { Network } from './network.ts';

/** How often a service has asked its database so far, by its own metrics: one query is one round trip. */
export async function countQueries({ data }: Network, service: string): Promise<number> {
  const text = await read(socketPaths(join(data, 'run'), service).internal);
  const count = new RegExp(`^db_query_seconds_count\\{schema="${service}"\\} (\\d+)$`, 'm').exec(text)?.[1];
  if (count === undefined) throw new Error(`${service} does not tell how often it asked its database.`);
  return Number(count);
}

/** Resolves when the work that follows a change is done: a while without a query. */
export async function quiet(network: Network, service: string): Promise<void> {
  for (let still = 0, last = -1; still < 5; ) {
    const count = await countQueries(network, service);
    still = count === last ? still + 1 : 0;
    last = count;
    await sleep(40);
  }
}

function read(socketPath: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get({ socketPath, path: '/metrics' }, response => {
      let text = '';
      response.setEncoding('utf8').on('data', part => {
        text += part;
      });
      response.on('end', () => resolve(text)).on('error', reject);
    }).on('error', reject);
  });
}
