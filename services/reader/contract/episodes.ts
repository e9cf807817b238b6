import { z } from 'zod';
import { method } from '../../../core/rpc/contract.ts';
import { Account, Id } from './common.ts';
import { Images } from './items.ts';

/** A chapter of an episode (https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/examples/chapters/jsonChapters.md). */
export const Chapter = z.object({
  /** Seconds from the beginning of the recording. */
  start: z.number(),
  title: z.string(),
  /** What it leads to. */
  url: z.string().optional(),
  image: z.string().optional(),
});
export type Chapter = z.infer<typeof Chapter>;

/** What somebody says in one go. */
export const Passage = z.object({
  /** Seconds from the beginning of the recording, where the transcript tells them. */
  start: z.number().optional(),
  speaker: z.string().optional(),
  text: z.string(),
});
export type Passage = z.infer<typeof Passage>;

/** What is said in an episode: passages, or the page that its makers wrote, sanitised. */
export const Transcript = z.object({ passages: z.array(Passage), html: z.string().optional() });
export type Transcript = z.infer<typeof Transcript>;

const asked = z.object({ account: Account, id: Id, images: Images });
/** Why there are none, or none newer. */
const problem = z.string().optional();

/** What comes beside an episode in files of its own, which are fetched when somebody asks and kept. `not_found` for an item that the person does not read. */
export const episodeMethods = {
  getChapters: method({
    input: asked,
    output: z.object({ chapters: z.array(Chapter), problem }),
    timeout: 45_000,
    idempotent: true,
  }),
  getTranscript: method({
    input: asked,
    output: Transcript.extend({ problem }),
    timeout: 45_000,
    idempotent: true,
  }),
};
