import { noMemcached } from '../../core/cache/testing/memcached.ts';
import { type Figure, wanted } from '../figure.ts';
import { measureDogpile } from './dogpile.ts';
import { measureGet } from './get.ts';

const FIGURES: Record<string, () => Promise<Figure>> = {
  'cache.get': measureGet,
  'cache.dogpile': measureDogpile,
};

/** The figures of the cache, or those named. None, and the reason on standard error, where memcached is missing. */
export async function figures(names?: readonly string[]): Promise<Figure[]> {
  const chosen = Object.entries(FIGURES).filter(([name]) => wanted(name, names));
  if (noMemcached !== undefined && chosen.length > 0) {
    process.stderr.write(`cache figures skipped: ${noMemcached}\n`);
    return [];
  }
  const measured: Figure[] = [];
  for (const [, measure] of chosen) measured.push(await measure());
  return measured;
}
