// Sent to a host and run there: `node - COUNT ORIGIN…` asks each origin in turn for pages that nobody asked for before, one at a time, and
// prints the median of each in milliseconds.
const [count = '0', ...origins] = process.argv.slice(2);
const WARM = 30;
const took = origins.map((): number[] => []);
for (let turn = 0; turn < Number(count) + WARM; turn++) {
  for (const [index, origin] of origins.entries()) {
    const begun = performance.now();
    const answer = await fetch(`${origin}/search?q=word${turn}x${Date.now()}`);
    await answer.arrayBuffer();
    if (answer.status !== 200) throw new Error(`${origin} answers ${answer.status}`);
    if (turn >= WARM) took[index]!.push(performance.now() - begun);
  }
}
console.log(JSON.stringify(took.map(list => list.sort((a, b) => a - b)[list.length >> 1])));

export {};
