import { z } from 'zod';

/** A stream that a network shows. */
export const Stream = z.object({
  live: z.boolean(),
  /** What it is called, or was called last. */
  title: z.string().optional(),
  /** What is played or done in it. */
  about: z.string().optional(),
  /** Since when it is live. */
  since: z.iso.datetime().optional(),
  viewers: z.number().optional(),
  /** Where to watch it. */
  url: z.string(),
});
export type Stream = z.infer<typeof Stream>;
