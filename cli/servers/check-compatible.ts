import { AppError } from '../../core/errors.ts';
import type { Facts } from '../../deploy/facts/facts.ts';
import { parseGeneration } from '../../deploy/generation.ts';
import { incompatibilities } from '../../deploy/release/compatible.ts';
import type { ReleaseManifest, ReleaseStore } from '../../deploy/release/store.ts';

/** Throws `conflict` when a release cannot run beside one that runs, as far as that was made on this machine. */
export function checkCompatible(
  facts: ReadonlyMap<string, Facts>,
  releases: ReleaseStore,
  next: ReleaseManifest,
): void {
  const generations = [...facts.values()].flatMap(({ services }) => [...services.values()]);
  const running = new Set(generations.map(({ current }) => current && parseGeneration(current)?.release));
  for (const id of running) {
    const release = id && releases.find(id);
    const problems = release ? incompatibilities(release, next) : [];
    if (problems.length > 0)
      throw new AppError(
        'conflict',
        `Release ${next.id} cannot take the place of ${id} without a failed call: ${problems.slice(0, 5).join(' ')}`,
      );
  }
}
