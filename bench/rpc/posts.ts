import { z } from 'zod';
import { defineContract, type Implementation, method, stream } from '../../core/rpc/index.ts';

/** What a page lists of a post; the ones sent here are about 600 bytes. */
const postSummary = z.object({
  id: z.string(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  url: z.string(),
  author: z.object({ name: z.string(), url: z.string() }),
  tags: z.array(z.string()),
  published: z.string(),
  updated: z.string(),
  comments: z.number(),
  words: z.number(),
  draft: z.boolean(),
});

export type PostSummary = z.infer<typeof postSummary>;

export const posts = defineContract('posts', {
  methods: {
    getSummary: method({ input: z.object({ slug: z.string() }), output: postSummary, idempotent: true }),
    getPage: method({
      input: z.object({ slug: z.string() }),
      output: z.array(postSummary),
      idempotent: true,
    }),
  },
  streams: {
    download: stream({ input: z.object({ bytes: z.number() }), item: z.instanceof(Uint8Array) }),
  },
});

export const SUMMARY: PostSummary = {
  id: '01JD8Q4ZB7T2M6V1XK3N9R5WYC',
  slug: 'a-small-place-of-ones-own',
  title: 'A small place of one’s own: notes after ten years',
  summary:
    'Ten years ago I moved everything I write to a server in a cupboard. This is what broke, what lasted, what it cost ' +
    'in money and in Sundays, and why I would do it again tomorrow with half the parts and twice the backups.',
  url: 'https://example.org/posts/a-small-place-of-ones-own',
  author: { name: 'The owner', url: 'https://example.org/' },
  tags: ['self-hosting', 'web', 'backups'],
  published: '2026-10-04T08:15:00.000Z',
  updated: '2026-10-05T19:40:12.000Z',
  comments: 14,
  words: 2310,
  draft: false,
};

/** About 50 KB. */
export const PAGE: PostSummary[] = Array.from({ length: 76 }, () => SUMMARY);

const BLOCK = new Uint8Array(64 * 1024).fill(120);

export const implementation: Implementation<typeof posts> = {
  getSummary: () => SUMMARY,
  getPage: () => PAGE,
  async *download({ bytes }) {
    for (let sent = 0; sent < bytes; sent += BLOCK.length) yield BLOCK;
  },
};
