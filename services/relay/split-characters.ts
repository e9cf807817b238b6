/**
 * Cuts a text into pieces of at most `limit` characters, counted as code points: between words where it can. No piece is
 * empty; spaces at a cut are dropped.
 */
export function splitCharacters(text: string, limit: number): string[] {
  const pieces: string[] = [];
  let rest = [...text.trim()];
  while (rest.length > limit) {
    const space = rest.slice(0, limit + 1).findLastIndex(letter => /\s/.test(letter));
    const cut = space > 0 ? space : limit;
    pieces.push(rest.slice(0, cut).join('').trimEnd());
    rest = [...rest.slice(cut).join('').trimStart()];
  }
  if (rest.length > 0) pieces.push(rest.join(''));
  return pieces.filter(piece => piece !== '');
}
