/** Points of each server on the ring; with 160 the busiest of a few servers gets about a tenth more than its share. */
const POINTS = 160;

/**
 * Consistent hashing as in ketama (https://www.metabrew.com/article/libketama-consistent-hashing-algo-memcached-clients):
 * a key belongs to the next server point on a ring of 2^32, so a server more or less moves only its share of the keys.
 * Gives the index of a key's server in `names`. A server that is down keeps its keys: moving them to another and back
 * would bring old values to life.
 */
export function createRing(names: readonly string[]): (key: string) => number {
  if (names.length === 1) return () => 0;
  const points = names
    .flatMap((name, server) =>
      Array.from({ length: POINTS }, (_, i) => ({ at: hash(`${i}#${name}`), server })),
    )
    .sort((a, b) => a.at - b.at || (names[a.server]! < names[b.server]! ? -1 : 1));
  const ats = Uint32Array.from(points, point => point.at);
  return key => {
    const at = hash(key);
    let low = 0;
    let high = ats.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (ats[middle]! < at) low = middle + 1;
      else high = middle;
    }
    return points[low % points.length]!.server;
  };
}

/** FNV-1a over UTF-16 units with the finish of MurmurHash3, which FNV needs to spread similar keys. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
