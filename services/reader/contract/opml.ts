import { z } from 'zod';
import { method, stream } from '../../../core/rpc/contract.ts';
import { Account, Viewer } from './common.ts';

export const opmlMethods = {
  /** The viewer's feeds, or those with a tag, as OPML 2.0, their tags as folders. */
  exportOpml: method({
    input: z.object({ account: Viewer, tag: z.string().max(100).optional() }),
    output: z.object({ opml: z.string() }),
    idempotent: true,
  }),
};

export const opmlStreams = {
  /** Subscribes to every feed of an OPML document (http://opml.org/spec2.opml); tells of each outline as it is done. */
  importOpml: stream({
    input: z.object({ account: Account, opml: z.string().max(20_000_000), public: z.boolean().optional() }),
    item: z.object({
      done: z.number(),
      total: z.number(),
      /** Of the document, at which the outline begins. */
      line: z.number(),
      url: z.string(),
      outcome: z.enum(['added', 'known', 'invalid']),
      message: z.string().optional(),
    }),
  }),
};
