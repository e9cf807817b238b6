import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { sanitizeHtml } from '../../core/html/sanitize.ts';
import { createParse } from '../../services/reader/parse/create-parse.ts';
import { parseFeed } from '../../services/reader/parse/parse-feed.ts';
import { type Figure, figure, median, wanted } from '../figure.ts';
import { feedCorpus, rss } from './feed-corpus.ts';

const run = promisify(execFile);
const URL_OF_FEED = 'https://a.example/feed';
/** Rounds that warm up, as in a process that reads feeds all day, and that are measured. */
const WARM = 8;
const ROUNDS = 9;

/**
 * MB a second of CPU, reading alone and with sanitising, against feedparser (`apt install python3-feedparser`) and gofeed
 * (`apt install golang-go golang-github-mmcdole-gofeed-dev`); and for how long a feed of 1.5 MB holds up the process.
 */
export async function parseFigures(names?: readonly string[]): Promise<Figure[]> {
  const figures: Figure[] = [];
  const folder = await mkdtemp(join(tmpdir(), 'feeds-'));
  try {
    const corpus = feedCorpus();
    const files = await Promise.all(
      corpus.map(async (document, n) => {
        await writeFile(join(folder, `${n}.xml`), document);
        return join(folder, `${n}.xml`);
      }),
    );
    if (wanted('reader.parse.vs-feedparser', names)) {
      const own = speed(corpus, true);
      const peer = await peerSpeed('feedparser', () =>
        run('/usr/bin/python3', [join(import.meta.dirname, 'peer-feedparser.py'), ...files]),
      );
      if (peer) figures.push(versus('reader.parse.vs-feedparser', own, peer, 'parse and sanitise', 6));
    }
    if (wanted('reader.parse.vs-gofeed', names)) {
      const own = speed(corpus, false);
      const peer = await peerSpeed('gofeed', () => gofeed(folder, files));
      if (peer) figures.push(versus('reader.parse.vs-gofeed', own, peer, 'parse', 1));
    }
    if (wanted('reader.parse.blocked', names)) figures.push(await blocked());
  } finally {
    await rm(folder, { recursive: true });
  }
  return figures;
}

function versus(name: string, own: number, peer: number, what: string, bar: number): Figure {
  const reference = `${what}: ${own.toFixed(1)} and ${peer.toFixed(1)} MB per second of CPU`;
  return figure(name, own / peer, '× its speed', reference, '>=', bar);
}

function speed(corpus: readonly Buffer[], sanitise: boolean): number {
  const total = corpus.reduce((sum, document) => sum + document.length, 0);
  const rounds: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    const before = process.threadCpuUsage();
    for (const document of corpus) read(document, sanitise);
    const { user, system } = process.threadCpuUsage(before);
    if (round >= WARM) rounds.push(total / (user + system));
  }
  return median(rounds);
}

function read(document: Buffer, sanitise: boolean): void {
  try {
    const { items } = parseFeed(new TextDecoder().decode(document), { url: URL_OF_FEED });
    if (sanitise) for (const item of items) sanitizeHtml(item.html, { kind: 'feed', baseUrl: item.base });
  } catch {
    // One of the captured documents is a page.
  }
}

/** Undefined, and said why, where the peer is not installed. */
async function peerSpeed(name: string, ask: () => Promise<{ stdout: string }>): Promise<number | undefined> {
  try {
    return Number((await ask()).stdout);
  } catch {
    console.error(
      `${name} is not installed, so that reader.parse.vs-${name} is left out: see bench/reader/parse-figures.ts.`,
    );
    return undefined;
  }
}

async function gofeed(folder: string, files: readonly string[]): Promise<{ stdout: string }> {
  const env = {
    ...process.env,
    GO111MODULE: 'off',
    GOPATH: '/usr/share/gocode',
    GOMAXPROCS: '1',
    GOCACHE: join(folder, 'cache'),
  };
  const program = join(folder, 'gofeed');
  await run('go', ['build', '-o', program, join(import.meta.dirname, 'peer-gofeed.go')], { env });
  return await run(program, [...files], { env });
}

/** Milliseconds of CPU that one turn of the event loop takes at most while a feed of 1.5 MB is read, median of rounds. */
async function blocked(): Promise<Figure> {
  const parse = createParse();
  const text = rss(660, html => `<![CDATA[${html}]]>`);
  const rounds: number[] = [];
  for (let round = 0; round < WARM + ROUNDS; round++) {
    let reading = true;
    let longest = 0;
    let before = process.threadCpuUsage();
    const turn = () => {
      const { user, system } = process.threadCpuUsage(before);
      before = process.threadCpuUsage();
      longest = Math.max(longest, (user + system) / 1000);
      if (reading) setImmediate(turn);
    };
    setImmediate(turn);
    await parse(text, URL_OF_FEED);
    reading = false;
    await wait(1);
    if (round >= WARM) rounds.push(longest);
  }
  const reference = `longest turn while ${(text.length / 1e6).toFixed(1)} MB are read, worst ${Math.max(...rounds).toFixed(1)}`;
  return figure('reader.parse.blocked', median(rounds), 'ms CPU', reference, '<=', 10);
}
