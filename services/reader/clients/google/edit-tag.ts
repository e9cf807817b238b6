import { AppError } from '../../../../core/errors.ts';
import type { ReaderContext } from '../../context.ts';
import { markItems } from '../../methods/marks/mark-items.ts';
import { readItemId } from './item-id.ts';
import { noStream, readStreamName } from './stream-name.ts';

interface Marks {
  read?: boolean;
  starred?: boolean;
  readonly addTags: string[];
  readonly removeTags: string[];
}

/** States that other readers have and this one does not: to set them changes nothing. */
const ELSEWHERE = new Set(['tracking-kept-unread', 'like', 'broadcast', 'fresh', 'reading-list']);

/** Marks items `i` with what `a` names, and takes off what `r` names. Throws `invalid` for what is neither. */
export async function editTag(
  ctx: Pick<ReaderContext, 'db'>,
  account: string,
  form: URLSearchParams,
): Promise<void> {
  const ids = form
    .getAll('i')
    .map(readItemId)
    .filter(id => id !== undefined);
  const marks: Marks = { addTags: [], removeTags: [] };
  for (const name of form.getAll('a')) if (name !== '') put(marks, name, true);
  for (const name of form.getAll('r')) if (name !== '') put(marks, name, false);
  if (form.getAll('i').length === 0) throw new AppError('invalid', 'Say which items, with i=.');
  if (ids.length === 0) return;
  const { addTags, removeTags, ...states } = marks;
  const tags = addTags.length + removeTags.length === 0 ? {} : { addTags, removeTags };
  await markItems(ctx, { account, ids: ids.map(String), ...states, ...tags });
}

function put(marks: Marks, text: string, on: boolean): void {
  const name = readStreamName(text);
  if (name.kind === 'label') (on ? marks.addTags : marks.removeTags).push(name.label);
  else if (name.kind === 'feed') throw noStream(text);
  else if (name.state === 'read') marks.read = on;
  else if (name.state === 'kept-unread' || name.state === 'unread') marks.read ??= !on;
  else if (name.state === 'starred') marks.starred = on;
  else if (!ELSEWHERE.has(name.state)) throw noStream(text);
}
