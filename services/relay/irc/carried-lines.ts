import { quietName } from '../bridge/names.ts';
import { lateMark, quoted } from '../bridge/words.ts';
import type { Carried } from '../chat-network.ts';
import { roomForText, splitLine } from './split.ts';
import { tagValue, toLines } from './text.ts';

/** Of a longer one the rest is left out: a channel is no page. */
const MAX_LINES = 8;

/** mIRC's colours that can be read on white and on black. */
const COLOURS = ['02', '03', '04', '05', '06', '07', '10', '12', '13'];

/** The PRIVMSG lines by which a line of another room is told; none for a deletion, which IRC knows nothing of. */
export function carriedLines(
  line: Carried,
  target: string,
  own: { readonly nick: string; readonly tags: boolean; readonly label: string | undefined },
): string[] {
  if (line.kind === 'delete') return [];
  const { reply } = line;
  const threaded = own.tags && reply?.id !== undefined;
  const before = [
    line.late ? `${lateMark(line.late)} ` : '',
    headOf(line),
    line.kind === 'edit' ? '(edited) ' : '',
  ].join('');
  const limit = roomForText(own.nick, target) - Buffer.byteLength(headOf(line));
  const words = reply && !threaded && line.kind === 'say' ? `${quoted(reply)} ${line.text}` : line.text;
  const [first = '', ...more] = toLines(words, true);
  const firstLimit = roomForText(own.nick, target) - Buffer.byteLength(before);
  const pieces = [...splitLine(first, firstLimit), ...more.flatMap(one => splitLine(one, limit))];
  if (pieces.length > MAX_LINES) pieces.splice(MAX_LINES - 1, pieces.length, '…');
  const tags = [
    threaded && `+draft/reply=${tagValue(reply.id!)}`,
    own.label !== undefined && `label=${own.label}`,
  ];
  const shownTags = tags.filter(Boolean);
  return pieces.map((piece, index) => {
    const said = `PRIVMSG ${target} :${index === 0 ? before : headOf(line)}${piece}`;
    return index === 0 && shownTags.length > 0 ? `@${shownTags.join(';')} ${said}` : said;
  });
}

/** What stands before the text: the sender. */
function headOf({ kind, name, action, colour }: Carried): string {
  if (kind === 'note') return '';
  const quiet = quietName(name);
  // Two styles that end one another keep a name that begins with a digit or a comma from being read as the colour.
  const shown = colour ? `\x03${colourOf(name)}\x02\x02${quiet}\x03` : quiet;
  return action ? `* ${shown} ` : `<${shown}> `;
}

function colourOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + letter.codePointAt(0)!) % 65_521;
  return COLOURS[sum % COLOURS.length]!;
}
