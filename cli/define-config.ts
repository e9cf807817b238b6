import type { CroftConfig } from './config.ts';

export type { CroftConfig } from './config.ts';

/** Types `croft.config.ts`: `export default defineConfig({ … })`. Apart from the rest, of which that file needs nothing. */
export function defineConfig(config: CroftConfig): CroftConfig {
  return config;
}
