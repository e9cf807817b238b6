import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { CardText } from '../../contract.ts';
import { oneAtATime } from '../one-at-a-time.ts';
import { pictureWork } from '../worker/picture-work.ts';
import { writeWhole } from '../write-whole.ts';

const turns = oneAtATime();

/** The card's file under the directory `media`, drawn unless it is there. Those that the post had before are removed. */
export async function keepCard(media: string, id: string, name: string, text: CardText): Promise<string> {
  const directory = join(media, 'cards');
  const file = join(directory, name);
  if (await stat(file).catch(() => undefined)) return file;
  await turns(file, async () => {
    const card = await pictureWork('card', { text });
    await mkdir(directory, { recursive: true });
    await writeWhole(file, card);
    await removeCards(media, id, name);
  });
  return file;
}

/** Removes the cards of a post, all or all but one. */
export async function removeCards(media: string, id: string, except?: string): Promise<void> {
  const directory = join(media, 'cards');
  const names = await readdir(directory).catch(() => []);
  for (const name of names)
    if (name.startsWith(id) && name !== except) await rm(join(directory, name), { force: true });
}
