import { readInventory } from '../../inventory/read-inventory.ts';
import type { InventorySettings } from '../../inventory/schema.ts';
import type { Source } from '../configuration.ts';

export const secrets = {
  DATABASE_URL: { env: 'CROFT_DB' },
  MATRIX_TOKEN: { command: ['pass', 'show', "the bot's"], services: ['relay'] },
  SMTP_URL: { file: './kept/smtp', services: ['api'] },
} satisfies InventorySettings['secrets'];

/** What is rendered from, of two servers, with parts of the configuration in other words. */
export function testSource(
  settings: Partial<InventorySettings> & Record<string, unknown> = {},
  written: Record<string, Record<string, unknown>> = {},
): Source {
  const servers = { one: { address: '10.0.0.1' }, two: { address: '10.0.0.2' } };
  const inventory = readInventory({ servers, secrets, ...settings } as Record<
    string,
    Record<string, unknown>
  >)!;
  return {
    inventory,
    written: { server: { url: 'https://example.org' }, ...written },
    publicPort: 8080,
    image: 'localhost/croft:test',
  };
}
