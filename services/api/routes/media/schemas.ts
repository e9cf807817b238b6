import { z } from 'zod';
import { Alt, Media } from '../../contract.ts';
import { Problem } from '../posts/schemas.ts';

export const Key = z.object({ id: z.uuid().describe('Id of a file') });

export const ListQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional().describe('`next` of the page before'),
  query: z
    .string()
    .max(200)
    .optional()
    .describe('Words of the name or the text, the last perhaps unfinished'),
  kind: z.enum(['image', 'audio', 'video']).optional(),
});

export const UploadQuery = z.object({
  name: z.string().max(255).optional().describe('For a file sent as the body itself: what it is called'),
  alt: Alt.optional().describe('For a file sent as the body itself: what it shows'),
});

export const ChangeBody = z
  .object({ alt: Alt.describe('What the file shows, for whoever cannot see it') })
  .strict();

export const DeleteQuery = z.object({
  force: z.stringbool().optional().describe('Also when posts use it; 409 with `details.posts` otherwise'),
});

const withProblem = { '4xx': Problem };
const usedBy = z.array(z.object({ id: z.string(), slug: z.string(), title: z.string() }));
export const answers = {
  list: { 200: z.object({ media: z.array(Media), next: z.string().optional() }), ...withProblem },
  read: { 200: Media.extend({ usedBy }), ...withProblem },
  change: { 200: Media, ...withProblem },
  create: { 201: Media, ...withProblem },
  delete: { 204: z.null().describe('The file is deleted'), ...withProblem },
};
