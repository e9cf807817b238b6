import type { ApiContext } from '../../context.ts';
import type { Site } from '../../contract.ts';
import { composeSite } from '../../site/compose-site.ts';
import { readSettings } from '../../store/settings.ts';

export async function getSite({ db, config }: ApiContext): Promise<Site> {
  return composeSite(config, await readSettings(db));
}
