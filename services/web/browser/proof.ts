/** Milliseconds of work between which the page may breathe. */
const SLICE = 12;

/** A number by which SHA-256 of `challenge:number` begins with so many zero bits. Works where `crypto.subtle` does not: on plain http. */
export async function solve(challenge: string, bits: number): Promise<string> {
  for (let number = 0; ; ) {
    const until = performance.now() + SLICE;
    do {
      for (let step = 0; step < 64; step++, number++)
        if (firstWord(`${challenge}:${number}`) >>> (32 - bits) === 0) return String(number);
    } while (performance.now() < until);
    await new Promise(resolve => setTimeout(resolve));
  }
}

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every(prime => n % prime)) primes.push(n);
/** The first 32 bits of the fractional part. */
const fraction = (x: number) => ((x - Math.floor(x)) * 2 ** 32) | 0;
const K = Int32Array.from(primes, prime => fraction(Math.cbrt(prime)));
const START = primes.slice(0, 8).map(prime => fraction(Math.sqrt(prime)));

const W = new Int32Array(64);
const turn = (x: number, by: number) => (x >>> by) | (x << (32 - by));

/** The first 32 bits of the SHA-256 (FIPS 180-4) of ASCII text. */
export function firstWord(text: string): number {
  const state = [...START];
  const blocks = ((text.length + 8) >> 6) + 1;
  for (let block = 0; block < blocks; block++) {
    W.fill(0);
    for (let at = 0; at < 64; at++) {
      const index = block * 64 + at;
      const byte = index < text.length ? text.charCodeAt(index) : index === text.length ? 0x80 : 0;
      W[at >> 2]! |= byte << (24 - (at & 3) * 8);
    }
    if (block === blocks - 1) W[15] = text.length * 8;
    mix(state);
  }
  return state[0]! >>> 0;
}

function mix(state: number[]): void {
  for (let t = 16; t < 64; t++) {
    const [x, y] = [W[t - 15]!, W[t - 2]!];
    const s0 = turn(x, 7) ^ turn(x, 18) ^ (x >>> 3);
    const s1 = turn(y, 17) ^ turn(y, 19) ^ (y >>> 10);
    W[t] = (W[t - 16]! + s0 + W[t - 7]! + s1) | 0;
  }
  let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
  for (let t = 0; t < 64; t++) {
    const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[t]! + W[t]!) | 0;
    const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  for (const [index, value] of [a, b, c, d, e, f, g, h].entries()) state[index] = (state[index]! + value) | 0;
}
