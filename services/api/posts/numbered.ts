/** Whether a slug is the wish, or the wish with a number. */
export function isNumbered(slug: string, wish: string): boolean {
  return slug === wish || (slug.startsWith(`${wish}-`) && /^\d+$/.test(slug.slice(wish.length + 1)));
}
