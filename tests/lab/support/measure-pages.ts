// Sent to a host and run there: `node - COUNT AT_ONCE ORIGIN…` asks each origin in turn for pages that nobody asked for before, so many at a
// time, and prints the median of each in milliseconds.
const [count = '0', atOnce = '1', ...origins] = process.argv.slice(2);
const WARM = 30;
const took = origins.map((): number[] => []);
let asked = 0;

async function ask(origin: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`${origin}/search?q=word${asked++}x${Date.now()}`);
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${origin} answers ${answer.status}`);
  return performance.now() - begun;
}

for (let turn = 0; turn < Number(count) / Number(atOnce) + WARM; turn++) {
  for (const [index, origin] of origins.entries()) {
    const some = await Promise.all(Array.from({ length: Number(atOnce) }, () => ask(origin)));
    if (turn >= WARM) took[index]!.push(...some);
  }
}
console.log(JSON.stringify(took.map(list => list.sort((a, b) => a - b)[list.length >> 1])));

export {};
