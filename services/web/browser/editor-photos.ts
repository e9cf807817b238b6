import type { News } from './editor-news.ts';
import { createPicker } from './editor-picker.ts';
import { upload } from './editor-upload.ts';

/** The pictures of a photo post: chosen from what is kept, uploaded, or dropped on their fields. Each takes the first free row. */
export function startPhotos(form: HTMLFormElement, news: News): void {
  const fields = form.querySelector<HTMLFieldSetElement>('.photo-fields');
  const add = fields?.querySelector<HTMLButtonElement>('#add-photo');
  if (!fields || !add) return;
  const chooser = Object.assign(document.createElement('input'), {
    type: 'file',
    multiple: true,
    accept: 'image/*',
  });
  chooser.addEventListener('change', () => {
    void addAll([...(chooser.files ?? [])]);
    chooser.value = '';
  });
  const picker = createPicker({
    pictures: true,
    pick: ({ path, alt }) => put(path, alt),
    upload: () => chooser.click(),
  });
  add.addEventListener('click', () => picker.open());
  fields.addEventListener('drop', event => {
    const files = [...(event.dataTransfer?.files ?? [])].filter(file => file.type.startsWith('image/'));
    if (files.length === 0) return;
    event.preventDefault();
    // What is dropped elsewhere on the form stands in the text.
    event.stopPropagation();
    form.classList.remove('dropping');
    void addAll(files);
  });

  /** One after the other, so that they keep their order. */
  async function addAll(files: readonly File[]): Promise<void> {
    for (const file of files) {
      try {
        put(
          await upload(file, share => news.state(`Uploading ${file.name}: ${Math.round(share * 100)} %`)),
          '',
        );
        news.state(`${file.name} is kept`);
      } catch (error) {
        news.show(`file ${file.name}`, `${file.name} was not kept: ${(error as Error).message}`);
      }
    }
  }

  function put(path: string, alt: string): void {
    const rows = [...fields!.querySelectorAll<HTMLElement>('.photo-field')];
    const row = rows.find(one => sourceOf(one).value.trim() === '') ?? addRow(rows.at(-1)!, rows.length);
    sourceOf(row).value = path;
    const said = row.querySelector<HTMLInputElement>('[name$="_alt"]')!;
    if (said.value === '') said.value = alt;
    said.focus();
    said.dispatchEvent(new Event('input', { bubbles: true }));
  }

  function addRow(last: HTMLElement, index: number): HTMLElement {
    const row = last.cloneNode(true) as HTMLElement;
    for (const input of row.querySelectorAll('input')) {
      input.value = '';
      for (const name of ['name', 'id'] as const) input[name] = input[name].replace(/_\d+_/, `_${index}_`);
    }
    for (const label of row.querySelectorAll('label')) {
      label.htmlFor = label.htmlFor.replace(/_\d+_/, `_${index}_`);
      label.textContent = label.textContent.replace(/\d+/, String(index + 1));
    }
    last.after(row);
    return row;
  }
}

function sourceOf(row: HTMLElement): HTMLInputElement {
  return row.querySelector<HTMLInputElement>('[name$="_src"]')!;
}
