/** Where an image of an item is shown from. */
export function imageUrl(url: string): string {
  return url;
}
