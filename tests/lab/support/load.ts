import { Agent, type IncomingMessage, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';

/**
 * `node load.ts ADDRESS HOST`: asks a site for its pages over keep-alive connections, over new ones, and talks over WebSockets, and
 * prints what came of it as JSON when it is told to end. It is run where ADDRESS is reached.
 */
export interface LoadReport {
  requests: number;
  /** What went wrong, in words, one for each failed request. */
  failures: string[];
  /** Milliseconds of the slowest request. */
  slowest: number;
  /** WebSockets that were opened, the first time and again after they were told to come back. */
  sockets: number;
  /** How WebSockets ended other than by being told to come back. */
  broken: string[];
}

const KEPT = 6;
const NEW = 2;
const TALKING = 2;
const REST_MS = 250;
const PATHS = ['/', '/archive', '/api/v1/posts', '/reading', '/api/v1/reader/items', '/rooms', '/feed.xml'];
/** Close codes of RFC 6455 and its registry: going away, service restart. */
const COME_BACK = [1001, 1012];

const [address = '', host = ''] = process.argv.slice(2);
const report: LoadReport = { requests: 0, failures: [], slowest: 0, sockets: 0, broken: [] };
let over = false;

const kept = new Agent({ keepAlive: true, maxSockets: KEPT });
const asking = [
  ...Array.from({ length: KEPT }, (_, index) => ask(kept, index)),
  ...Array.from({ length: NEW }, (_, index) => ask(new Agent({ keepAlive: false }), index)),
  ...Array.from({ length: TALKING }, talk),
];
console.log('started');
process.on('SIGTERM', async () => {
  over = true;
  await Promise.all(asking);
  process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
});

async function ask(agent: Agent, index: number): Promise<void> {
  for (let turn = index; !over; turn++) {
    const path = PATHS[turn % PATHS.length]!;
    const begun = performance.now();
    report.requests++;
    const problem = await get(agent, path);
    const ms = performance.now() - begun;
    report.slowest = Math.max(report.slowest, Math.round(ms));
    if (problem !== undefined)
      report.failures.push(`${new Date().toISOString()} ${path} after ${Math.round(ms)} ms: ${problem}`);
    await sleep(REST_MS);
  }
}

function get(agent: Agent, path: string): Promise<string | undefined> {
  return new Promise(resolve => {
    const asked = request({ host: address, path, agent, headers: { host } }, (response: IncomingMessage) => {
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

/** As a page's script does: whenever the line ends it comes again. */
async function talk(): Promise<void> {
  while (!over) {
    const socket = new WebSocket(`ws://${address}/api/v1/bot/socket`, { headers: { host } });
    const ended = new Promise<string | undefined>(resolve => {
      socket.once('close', code => resolve(COME_BACK.includes(code) ? undefined : `code ${code}`));
      socket.once('error', error => resolve(error.message));
    });
    socket.once('open', () => {
      report.sockets++;
    });
    const beat = setInterval(() => over && socket.close(1001), 100);
    const problem = await ended;
    clearInterval(beat);
    if (problem !== undefined && !over) report.broken.push(problem);
    await sleep(REST_MS);
  }
}
