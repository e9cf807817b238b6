import type { ApiContext } from '../context.ts';
import type { Site } from '../contract.ts';
import type { StoredSettings } from '../store/settings.ts';

/** Where this site's own hub answers. */
export const HUB_PATH = '/websub';

/** The site as it is: what the owner has set, else what the configuration says, else what Croft comes with. */
export function composeSite(config: ApiContext['config'], stored: StoredSettings): Site {
  const { settings, places, claimed, terms } = stored;
  return {
    title: config.title,
    description: config.description,
    language: config.language,
    navigation: [...config.navigation],
    support: [],
    comments: true,
    feedback: true,
    ...settings,
    author: { name: '', ...config.author, ...settings.author },
    claimed,
    terms,
    places: Object.values(places).flat(),
    hubs: [HUB_PATH, ...config.hubs],
  };
}
