import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError } from '../../errors.ts';
import { type Call, defineContract, type Implementation, method, stream } from '../contract.ts';

/** A small service that tests of every transport use. */
export const notes = defineContract('notes', {
  methods: {
    add: method({ input: z.object({ a: z.number(), b: z.number().default(1) }), output: z.number() }),
    get: method({
      input: z.object({ slug: z.string() }),
      output: z.object({ slug: z.string() }),
      idempotent: true,
    }),
    echo: method({
      input: z.object({
        name: z.string(),
        bytes: z.instanceof(Uint8Array).optional(),
        text: z.string().optional(),
      }),
      output: z.object({
        name: z.string(),
        bytes: z.instanceof(Uint8Array).optional(),
        text: z.string().optional(),
      }),
      timeout: 20_000,
    }),
    nothing: method({ input: z.void(), output: z.void() }),
    throws: method({ input: z.enum(['app', 'stranger', 'caused', 'badOutput']), output: z.number() }),
    hang: method({ input: z.object({ name: z.string() }), output: z.void(), timeout: 60_000 }),
    hangSafely: method({
      input: z.object({ name: z.string() }),
      output: z.string(),
      timeout: 60_000,
      idempotent: true,
    }),
    deadline: method({ input: z.void(), output: z.number() }),
  },
  streams: {
    count: stream({ input: z.object({ to: z.number(), failAt: z.number().optional() }), item: z.number() }),
    blocks: stream({
      input: z.object({ count: z.number(), size: z.number() }),
      item: z.instanceof(Uint8Array),
    }),
    forever: stream({ input: z.void(), item: z.string() }),
  },
  events: { changed: z.object({ slug: z.string() }) },
  errors: { slug_taken: 'conflict' },
});

/** What happened inside, for tests to look at. */
export interface NotesSeen {
  readonly calls: string[];
  readonly cancelled: string[];
  /** Stream items produced. */
  produced: number;
  readonly stopped: string[];
  last: Call | undefined;
  /** The calls of `hang` and `hangSafely`. */
  readonly running: Call[];
}

export function createNotes(): { implementation: Implementation<typeof notes>; seen: NotesSeen } {
  const seen: NotesSeen = {
    calls: [],
    cancelled: [],
    produced: 0,
    stopped: [],
    last: undefined,
    running: [],
  };
  const hang = (name: string, call: Call) =>
    new Promise<never>((_, reject) => {
      const { signal } = call;
      seen.running.push(call);
      seen.calls.push(name);
      signal.addEventListener('abort', () => {
        seen.cancelled.push(name);
        reject(signal.reason);
      });
    });
  return {
    seen,
    implementation: {
      add: ({ a, b }) => a + b,
      async get({ slug }, call) {
        seen.last = call;
        seen.calls.push(slug);
        await delay(1);
        return { slug };
      },
      echo: input => input,
      nothing() {},
      throws(what) {
        if (what === 'app')
          throw new AppError('conflict', 'That slug is taken.', {
            reason: 'slug_taken',
            details: { slug: 'a' },
            retryAfter: 3,
          });
        if (what === 'caused')
          throw new AppError('unavailable', 'No database.', { cause: new Error('secret') });
        if (what === 'badOutput') return 'text' as unknown as number;
        throw new Error('secret');
      },
      hang: ({ name }, call) => hang(name, call),
      hangSafely: ({ name }, call) => hang(name, call),
      deadline: (_, call) => call.deadline - Date.now(),
      async *count({ to, failAt }) {
        try {
          for (let n = 1; n <= to; n++) {
            if (n === failAt) throw new AppError('not_found', 'Gone.');
            seen.produced++;
            yield n;
          }
        } finally {
          seen.stopped.push('count');
        }
      },
      async *blocks({ count, size }) {
        try {
          for (let n = 0; n < count; n++) {
            seen.produced++;
            yield new Uint8Array(size).fill(n);
          }
        } finally {
          seen.stopped.push('blocks');
        }
      },
      async *forever(_, { signal }) {
        seen.calls.push('forever');
        try {
          yield 'first';
          await new Promise(resolve => signal.addEventListener('abort', resolve));
        } finally {
          seen.cancelled.push('forever');
        }
      },
    },
  };
}
