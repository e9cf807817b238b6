import { noMemcached } from '../../core/cache/testing/memcached.ts';
import type { Figure } from '../figure.ts';
import { measureDogpile } from './dogpile.ts';
import { measureGet } from './get.ts';

const FIGURES: Record<string, () => Promise<Figure>> = {
  'cache.get': measureGet,
  'cache.dogpile': measureDogpile,
};

/** The figures of the cache, or those named. None, and the reason on standard error, where memcached is missing. */
export async function figures(names: string[] = Object.keys(FIGURES)): Promise<Figure[]> {
  const wanted = Object.entries(FIGURES).filter(([name]) => names.includes(name));
  if (noMemcached !== undefined && wanted.length > 0) {
    process.stderr.write(`cache figures skipped: ${noMemcached}\n`);
    return [];
  }
  const measured: Figure[] = [];
  for (const [, measure] of wanted) measured.push(await measure());
  return measured;
}
