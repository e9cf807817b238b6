const DEED = /^\s*\/me\s+(?=\S)/iu;

/** What is said, apart from the words that say how: `/me waves` tells a deed, and two slashes say what with one would be a command. */
export function readDeed(written: string): { markdown: string; action: boolean } {
  if (DEED.test(written)) return { markdown: written.replace(DEED, ''), action: true };
  return { markdown: written.replace(/^\s*\/(?=\/\p{L})/u, ''), action: false };
}

/** As its writer would write it again. */
export function writtenAs({ markdown, action }: { markdown: string; action?: boolean | undefined }): string {
  return action ? `/me ${markdown}` : markdown;
}
