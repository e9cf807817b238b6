import { Worker } from 'node:worker_threads';

export interface CodeBlock {
  code: string;
  /** In lower case. */
  language: string;
}

/** The lines of a block as HTML; undefined for one that stays as it is. */
export type HighlightedLines = readonly string[] | undefined;

/** More than anybody reads in colour: a longer block stays plain. */
const MOST_LINES = 1_000;
const MOST_CHARACTERS = 60_000;
const PLAIN = new Set(['', 'text', 'txt', 'plain', 'plaintext', 'none', 'output', 'ascii']);

/** Milliseconds for the blocks of one document, and of rest after which the thread ends. */
const LONGEST = 10_000;
const REST = 20_000;
const MEMORY = 256;

interface Thread {
  worker: Worker;
  waiting: Map<number, (lines: readonly HighlightedLines[]) => void>;
  rest?: NodeJS.Timeout;
}

let thread: Thread | undefined;
let count = 0;

/**
 * Highlights blocks of code in a thread of its own, which starts at the first block and ends after 20 s of rest: grammars take
 * some 60 MB that a process which only serves pages must not keep, and a long block holds up nobody else. Never fails: blocks
 * stay plain when their language is unknown or they take too much time or memory.
 */
export async function highlight(blocks: readonly CodeBlock[]): Promise<readonly HighlightedLines[]> {
  const asked = blocks.map(block => (isWorthIt(block) ? block : { code: '', language: '' }));
  if (asked.every(block => block.language === '')) return blocks.map(() => undefined);
  thread ??= start();
  const used = thread;
  const id = ++count;
  let timer: NodeJS.Timeout | undefined;
  const lines = await new Promise<readonly HighlightedLines[]>(resolve => {
    used.waiting.set(id, resolve);
    wake(used);
    used.worker.postMessage({ id, blocks: asked });
    timer = setTimeout(stop, LONGEST, used);
  });
  clearTimeout(timer);
  return lines;
}

function isWorthIt({ code, language }: CodeBlock): boolean {
  if (PLAIN.has(language) || code.length > MOST_CHARACTERS) return false;
  let lines = 1;
  for (let at = code.indexOf('\n'); at !== -1; at = code.indexOf('\n', at + 1)) lines++;
  return lines <= MOST_LINES;
}

function start(): Thread {
  const worker = new Worker(new URL('./highlight-worker.js', import.meta.url), {
    resourceLimits: { maxOldGenerationSizeMb: MEMORY },
  });
  const started: Thread = { worker, waiting: new Map() };
  worker.on('message', ({ id, lines }: { id: number; lines: readonly HighlightedLines[] }) => {
    started.waiting.get(id)?.(lines);
    started.waiting.delete(id);
    if (started.waiting.size === 0) rest(started);
  });
  // An error ends the thread as well.
  worker.on('error', () => {});
  worker.on('exit', () => stop(started));
  return started;
}

/** A thread that rests keeps no process alive. */
function rest(resting: Thread): void {
  resting.worker.unref();
  resting.rest = setTimeout(stop, REST, resting).unref();
}

function wake({ worker, rest }: Thread): void {
  clearTimeout(rest);
  worker.ref();
}

/** Ends a thread, gives up what waits for it, and lets the next block start another. */
function stop(ended: Thread): void {
  if (thread === ended) thread = undefined;
  clearTimeout(ended.rest);
  for (const resolve of ended.waiting.values()) resolve([]);
  ended.waiting.clear();
  void ended.worker.terminate();
}
