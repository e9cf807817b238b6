import { startTestServer } from '../../core/db/testing.ts';
import { type Figure, wanted } from '../figure.ts';
import { MANY_FEEDS, measureManyFeeds } from './many-feeds.ts';
import { millionFigures } from './million/measure.ts';
import { measureNotModified, NOT_MODIFIED } from './not-modified.ts';
import { parseFigures } from './parse-figures.ts';

/** What the reader costs: reading documents, and polling. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  return [...(await parseFigures(names)), ...(await pollFigures(names))];
}

async function pollFigures(names?: readonly string[]): Promise<Figure[]> {
  const many = MANY_FEEDS.some(name => wanted(name, names));
  const notModified = wanted(NOT_MODIFIED, names);
  const million = await millionFigures(names);
  if (!many && !notModified) return million;
  const server = await startTestServer();
  try {
    return [
      ...million,
      ...(notModified ? [await measureNotModified(server.url)] : []),
      ...(many ? await measureManyFeeds(server.url, names) : []),
    ];
  } finally {
    await server.stop();
  }
}
