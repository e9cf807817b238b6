/** An address for a language: `{language}` in it is the first part of the tag. */
export function inLanguage(url: string, language: string): string {
  return url.replaceAll('{language}', language.split('-')[0]!.toLowerCase());
}
