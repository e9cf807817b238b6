/** Letters of a sender that are shown. */
const LONGEST = 40;

/** Line ends, controls, and what turns the direction of what follows or is not seen at all. */
const UNSEEN = /[\x00-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** A sender as another room shows them: one line, and nothing in it that could pass for something else. */
export function cleanName(name: string): string {
  const clean = name.toWellFormed().replace(UNSEEN, '').replace(/\s+/g, ' ').trim();
  return [...clean].slice(0, LONGEST).join('') || 'somebody';
}

/** The name with an unseen sign in it, so that programs do not call the person who has it in this room too. */
export function quietName(name: string): string {
  const [first, ...rest] = new Intl.Segmenter().segment(name);
  return first === undefined || rest.length === 0
    ? name
    : `${first.segment}\u200b${name.slice(first.segment.length)}`;
}

/** As the bridge shows senders: `{name}` and `{network}` filled in. */
export function senderOf(pattern: string, name: string, network: string): string {
  return pattern.replace(/\{(name|network)\}/g, (_, key) => (key === 'name' ? name : network));
}
