import { dropCopy, type LocalCopy, lostCopies } from './editor-copies.ts';
import { hiddenField, readFields, sameFields, writeFields } from './editor-fields.ts';
import type { News } from './editor-news.ts';

/** Offers what an earlier opening of this screen could not bring to the server, after a crash for one. Nothing is put back unasked. */
export async function offerLostCopies(
  form: HTMLFormElement,
  news: News,
  text: HTMLTextAreaElement,
): Promise<void> {
  const copies = await lostCopies(hiddenField(form, 'id').value).catch(() => []);
  const here = readFields(form);
  for (const copy of copies) {
    if (sameFields(copy.fields, here)) await dropCopy(copy.page);
    else offer(copy);
  }

  function offer(copy: LocalCopy): void {
    const written = copy.fields['markdown'] ?? '';
    const words = (copy.fields['title'] || written).trim().slice(0, 60);
    const time = new Date(copy.at).toLocaleString([], { dateStyle: 'medium', timeStyle: 'short' });
    const gone = () => {
      news.hide(copy.page);
      return dropCopy(copy.page);
    };
    news.show(
      copy.page,
      `This browser has kept a text of ${time} that did not reach the server: “${words || 'without words'}”, ${written.length} characters; here are ${text.value.length}.`,
      {
        'Use the kept text': () => {
          writeFields(form, copy.fields);
          // What it goes on from: when the post has changed since, saving shows both.
          if (copy.version !== '') hiddenField(form, 'version').value = copy.version;
          text.dispatchEvent(new InputEvent('input', { bubbles: true }));
          void gone();
        },
        'Throw it away': () => void gone(),
      },
    );
  }
}
