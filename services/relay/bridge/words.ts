/** Letters of an answered line that are repeated. */
const EXCERPT = 60;

/** When a line was said that comes late, in the words of every room: `[14:05 UTC]`. */
export function lateMark(at: Date): string {
  return `[${at.toISOString().slice(11, 16)} UTC]`;
}

/** What a line answers, for rooms that cannot show it otherwise: `(to ann: “hello”)`. */
export function quoted({ name, text }: { readonly name: string; readonly text: string }): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  const excerpt = letters.length > EXCERPT ? `${letters.slice(0, EXCERPT).join('').trimEnd()}…` : line;
  return excerpt === '' ? `(to ${name})` : `(to ${name}: “${excerpt}”)`;
}
