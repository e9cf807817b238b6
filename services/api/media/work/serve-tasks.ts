import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError } from '../../../../core/errors.ts';
import { drawCard } from '../cards/draw.ts';
import { type CardFonts, loadFonts } from '../cards/fonts.ts';
import { encodeVariant } from '../images/encode-variant.ts';
import { readSize } from '../images/read-size.ts';
import type { Reply, Request, TaskName, Tasks } from './tasks.ts';

type Handlers = { [N in TaskName]: (asked: Tasks[N]['asked']) => Promise<Tasks[N]['given']> };

const handlers: Handlers = {
  measure: ({ data }) => readSize(data),
  variant: encodeVariant,
  card: async ({ text }) => drawCard(text, await fonts()),
};

let loading: Promise<CardFonts> | undefined;

/** Unpacked for as long as this process lives. */
function fonts(): Promise<CardFonts> {
  loading ??= mkdtemp(join(tmpdir(), 'croft-fonts-')).then(directory => {
    process.once('exit', () => rmSync(directory, { recursive: true, force: true }));
    return loadFonts(directory);
  });
  return loading;
}

async function answer({ id, name, asked }: Request): Promise<Reply> {
  try {
    const handler = handlers[name] as (asked: Request['asked']) => Promise<Tasks[TaskName]['given']>;
    return { id, given: await handler(asked) };
  } catch (error) {
    const { message } = error as Error;
    return { id, problem: { message, reason: error instanceof AppError ? error.reason : undefined } };
  }
}

process.on('message', async (request: Request) => process.send?.(await answer(request)));
// Whoever asked is gone.
process.on('disconnect', () => process.exit());
