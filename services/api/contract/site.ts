import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';

export const Site = z.object({
  title: z.string(),
  description: z.string(),
  language: z.string(),
  author: z.object({
    name: z.string(),
    url: z.string().optional(),
    photo: z.string().optional(),
    bio: z.string().optional(),
  }),
  /** Whether the owner has used the setup link. */
  claimed: z.boolean(),
});
export type Site = z.infer<typeof Site>;

export const siteMethods = {
  /** A number that grows with every change a visitor could see; the version in cache keys. */
  getRevision: method({
    input: z.object({}),
    output: z.object({ revision: z.number() }),
    idempotent: true,
  }),
  getSite: method({ input: z.object({}), output: Site, idempotent: true }),
};
