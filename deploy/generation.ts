/** What a generation is of; its name says it, so that a server needs no other record. */
export interface Generation {
  readonly release: string;
  readonly fingerprint: string;
}

/** A name that no generation had before: a restart of the same makes another one. */
export function generationName({ release, fingerprint }: Generation): string {
  return `${release}_${fingerprint}_${Date.now().toString(36)}`;
}

/** Milliseconds since 1970 at which a generation was named. */
export function startOf(name: string): number {
  return Number.parseInt(name.slice(name.lastIndexOf('_') + 1), 36);
}

export function parseGeneration(name: string): Generation | undefined {
  const match = /^([A-Za-z0-9.-]+)_([0-9a-f]{8})_[a-z0-9]+$/.exec(name);
  return match ? { release: match[1]!, fingerprint: match[2]! } : undefined;
}
