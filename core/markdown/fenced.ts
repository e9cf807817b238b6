/** A fenced block that holds `code`, whatever backticks are in it. */
export function fenced(code: string, language: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(run => run[0].length));
  const marks = '`'.repeat(longest + 1);
  return `${marks}${language}\n${code.replace(/^\n+|\s+$/g, '')}\n${marks}`;
}
