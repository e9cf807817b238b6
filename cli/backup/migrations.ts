import { fileURLToPath } from 'node:url';
import { loadServices, serviceNames } from '../services.ts';

/** The folder of migrations of each service that keeps something in the database. */
export async function migrationFolders(): Promise<Map<string, string>> {
  const definitions = await loadServices(serviceNames);
  return new Map(
    definitions.flatMap(({ contract, migrations }) =>
      migrations ? [[contract.service, fileURLToPath(migrations)] as const] : [],
    ),
  );
}
