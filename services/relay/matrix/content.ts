import { escapeHtml } from '../../../core/html/escape.ts';
import { quietName } from '../bridge/names.ts';
import { lateMark, quoted } from '../bridge/words.ts';
import type { Carried } from '../chat-network.ts';

/** The content of an event that tells a line of another room. Nobody is called by it (`m.mentions`). */
export function contentOf(line: Carried): object {
  const { kind, reply, late, targets } = line;
  const threaded = reply?.id !== undefined && kind === 'say';
  const before = late ? `${lateMark(late)} ` : '';
  const quote = reply && !threaded && kind === 'say' ? `${quoted(reply)} ` : '';
  const name = quietName(line.name);
  const head = kind === 'note' ? '' : line.action ? `* ${name} ` : `${name}: `;
  const htmlHead =
    kind === 'note'
      ? ''
      : line.action
        ? `* <strong>${escapeHtml(name)}</strong> `
        : `<strong>${escapeHtml(name)}</strong>: `;
  const message = {
    msgtype: kind === 'note' ? 'm.notice' : 'm.text',
    body: `${before}${head}${quote}${line.text}`,
    format: 'org.matrix.custom.html',
    formatted_body: `${before}${htmlHead}${escapeHtml(quote + line.text).replaceAll('\n', '<br>')}`,
    'm.mentions': {},
  };
  if (kind === 'edit')
    return {
      ...message,
      body: `* ${message.body}`,
      'm.new_content': message,
      'm.relates_to': { rel_type: 'm.replace', event_id: targets[0] },
    };
  return { ...message, ...(threaded && { 'm.relates_to': { 'm.in_reply_to': { event_id: reply.id } } }) };
}
