import { closesByItself } from './room-options.ts';
import { takeName } from './room-server.ts';
import type { Person, Refusal } from './room-types.ts';

/** How a guest is called, and the form by which they are called otherwise. */
export function nameOfGuest(field: HTMLTextAreaElement, say: (words: string) => void) {
  const form = document.querySelector<HTMLFormElement>('#rename');
  const problem = form?.querySelector<HTMLElement>('.problem');
  const details = form?.querySelector('details');
  if (details) closesByItself(details);
  form?.addEventListener('submit', async event => {
    event.preventDefault();
    problem!.hidden = true;
    try {
      const { name } = await takeName(form.querySelector('input')!.value);
      details!.open = false;
      say(`You are called ${name} now.`);
      field.focus();
    } catch (thrown) {
      problem!.textContent = (thrown as Refusal).message;
      problem!.hidden = false;
    }
  });

  return {
    show({ name, role }: Person): void {
      field.labels[0]!.textContent = `Message, as ${name}`;
      if (!form || role !== 'guest') return;
      form.hidden = false;
      form.querySelector('b')!.textContent = name;
      form.querySelector('input')!.value = name;
    },
  };
}
