import { z } from 'zod';
import type { botContract } from '../bot/contract.ts';

/** Exchanges that a form carries along; older ones scroll away. */
const REMEMBERED = 12;

export const Exchange = z.object({
  said: z.string().max(1000),
  /** Plain text. */
  answers: z.array(z.string().max(8000)).max(20),
});
export type Exchange = z.infer<typeof Exchange>;

/** What the form at `/bot` sends. The talk so far travels in the page itself, so that nothing is kept about visitors. */
export const BotForm = z.object({
  text: z.string().trim().min(1).max(1000),
  room: z
    .string()
    .regex(/^web\/[A-Za-z0-9_-]{1,64}$/)
    .optional()
    .catch(undefined),
  /** A forged or torn one is an empty one. */
  talk: z.string().transform(parseJson).pipe(z.array(Exchange).max(REMEMBERED)).catch([]).default([]),
});

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

export interface BotPage {
  readonly bot: z.output<(typeof botContract)['methods']['listActions']['output']>;
  readonly room?: string | undefined;
  readonly talk: readonly Exchange[];
  /** What went wrong with the last message, in words. */
  readonly problem?: string | undefined;
  /** What the visitor typed, when it could not be sent. */
  readonly unsent?: string | undefined;
}

/** The talk with one more exchange. */
export function continueTalk(talk: readonly Exchange[], next: Exchange): readonly Exchange[] {
  return [...talk, next].slice(-REMEMBERED);
}
