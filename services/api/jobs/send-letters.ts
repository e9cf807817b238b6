import { z } from 'zod';
import type { JobDefinition } from '../../../core/jobs/definition.ts';
import type { ApiContext } from '../context.ts';
import { createMailbox, type Mailbox } from '../mail/mailbox.ts';
import { writeLetter } from '../mail/write-letter.ts';
import { closeLetter, postponeLetter, takeLetter } from '../store/thread/letters.ts';

const Nothing = z.object({});

/** Sends the letters that are due, once a minute. What cannot be sent now is tried again later. */
export function sendLettersJob(ctxOf: () => ApiContext): JobDefinition<typeof Nothing> {
  return {
    schema: Nothing,
    policy: 'short',
    concurrency: 1,
    schedule: '* * * * *',
    handler: async (_data, { signal }) => sendLetters(ctxOf(), signal),
  };
}

export async function sendLetters(ctx: ApiContext, signal?: AbortSignal): Promise<void> {
  const { smtp, mailFrom } = ctx.config;
  if (!smtp || !mailFrom) return;
  const mailbox = createMailbox(smtp, mailFrom);
  while (!signal?.aborted && (await sendNext(ctx, mailbox)));
}

/** False when none is due. */
async function sendNext(ctx: ApiContext, mailbox: Mailbox): Promise<boolean> {
  const due = await takeLetter(ctx.db);
  if (!due) return false;
  try {
    const written = await writeLetter(ctx, due);
    if (written) await mailbox.send(written.to, written.letter);
    await written?.told?.();
    await closeLetter(ctx.db, due);
  } catch (error) {
    ctx.log.warn(
      { err: error, letter: due.id, attempt: due.attempts },
      'A letter could not be sent; trying again later.',
    );
    await postponeLetter(ctx.db, due, error instanceof Error ? error.message : 'unknown');
  }
  return true;
}
