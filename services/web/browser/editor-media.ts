import type { News } from './editor-news.ts';
import { createPicker, type Picked } from './editor-picker.ts';
import { replaceText } from './editor-text.ts';
import { upload } from './editor-upload.ts';

export interface MediaTools {
  /** Lets one choose from what is kept already, or a file of this machine. */
  choose(): void;
}

/** Files that are dropped, pasted or chosen are kept on the site, and stand in the text as Markdown. */
export function startMedia(form: HTMLFormElement, text: HTMLTextAreaElement, news: News): MediaTools {
  const chooser = document.createElement('input');
  Object.assign(chooser, { type: 'file', multiple: true, accept: 'image/*,audio/*,video/*,.pdf,.txt' });
  chooser.addEventListener('change', () => {
    addAll(chooser.files);
    chooser.value = '';
  });
  text.addEventListener('paste', event => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    addAll(files);
  });
  for (const name of ['dragover', 'dragenter', 'dragleave', 'drop'] as const)
    form.addEventListener(name, event => {
      if (!event.dataTransfer?.types.includes('Files')) return;
      event.preventDefault();
      form.classList.toggle('dropping', name === 'dragover' || name === 'dragenter');
      if (name === 'drop') addAll(event.dataTransfer.files);
    });

  function addAll(files: FileList | null): void {
    for (const file of files ?? []) void add(file);
  }

  async function add(file: File): Promise<void> {
    const name = file.name.replace(/[[\]\\]/g, ' ');
    const sign = `[Uploading ${name} …]()`;
    const { selectionStart: at, value } = text;
    const before = at > 0 && value[at - 1] !== '\n' ? '\n\n' : '';
    replaceText(text, at, text.selectionEnd, `${before}${sign}\n`);
    try {
      const path = await upload(file, share => news.state(`Uploading ${name}: ${Math.round(share * 100)} %`));
      const picture = file.type.startsWith('image/');
      put(sign, picture ? `![](${path})` : `[${name}](${path})`, picture);
      news.state(`${name} is kept`);
    } catch (error) {
      news.show(`file ${name}`, `${name} was not kept: ${(error as Error).message}`);
      put(sign, '', false);
    }
  }

  /** In the place of the sign, wherever that is by now. For a picture, the next that is typed is its description. */
  function put(sign: string, made: string, picture: boolean): void {
    const at = text.value.indexOf(sign);
    if (at === -1) return;
    const [start, end] = [text.selectionStart, text.selectionEnd];
    const waits =
      document.activeElement === text &&
      start >= at + sign.length &&
      /^\n?$/.test(text.value.slice(at + sign.length, start));
    replaceText(text, at, at + sign.length, made);
    if (waits && picture) text.setSelectionRange(at + 2, at + 2);
    else {
      const shift = (place: number) => (place > at ? place + made.length - sign.length : place);
      text.setSelectionRange(shift(start), shift(end));
    }
  }

  const picker = createPicker({
    pick: file => replaceText(text, text.selectionStart, text.selectionEnd, markdownOf(file)),
    upload: () => chooser.click(),
  });
  return { choose: picker.open };
}

function markdownOf({ path, name, type, alt }: Picked): string {
  return type.startsWith('image/') ? `![${inBrackets(alt)}](${path})` : `[${inBrackets(name)}](${path})`;
}

/** Text between the brackets of a link or a picture. */
function inBrackets(text: string): string {
  return text.replace(/[[\]\\]/g, '\\$&').replace(/\s+/g, ' ');
}
