import type { ApiContext } from '../../context.ts';
import type { Site } from '../../contract.ts';
import { readSettings } from '../../store/settings.ts';

/** What the owner has set, else what the configuration says. */
export async function getSite({ db, config }: ApiContext): Promise<Site> {
  const { settings, claimed } = await readSettings(db);
  return {
    title: settings.title ?? config.title,
    description: config.description,
    language: config.language,
    author: { ...config.author, name: settings.authorName ?? config.author.name ?? '' },
    claimed,
  };
}
