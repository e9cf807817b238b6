import { z } from 'zod';
import { API } from './plugin.ts';

const Word = z
  .string()
  .regex(/^\p{Ll}[\p{Ll}\p{N}_-]{0,29}$/u, 'must be one word of small letters, of at most 30');
const Line = z.string().trim().min(1, 'must not be empty').max(300);

/** What a plugin says of itself. */
export const Description = z.object({
  api: z.literal(API, {
    error: ({ input }) =>
      `is ${String(input)}: it was written for another version of the interface, and this is ${API}`,
  }),
  name: Word,
  aliases: z.array(Word).max(10).default([]),
  about: Line,
  usage: Line,
  examples: z.array(Line).min(1, 'must have at least one').max(10),
  freeText: z.boolean().default(false),
  cooldown: z.number().int().min(1).max(86_400).optional(),
  role: z.enum(['certain', 'moderator']).optional(),
  phrases: z.array(Line).max(20).default([]),
});
export type Description = z.output<typeof Description>;

/** What is wrong with a description, in one line; undefined when nothing is. */
export function readDescription(given: unknown): { description: Description } | { problem: string } {
  const read = Description.safeParse(given);
  if (read.success) return { description: read.data };
  const [issue] = read.error.issues;
  const where = issue?.path.join('.');
  return {
    problem: where
      ? `\`${where}\` ${issue?.message}`
      : 'its default export is no action: export default { api: 1, name, … }',
  };
}
