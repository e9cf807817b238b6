import { dropSealed, seal, sealedUntil } from './reader-seal.ts';

/** On every page where a session begins: until it is known whose it is, nobody's reading is shown from what is kept. */
async function enter(): Promise<void> {
  await seal();
  const until = await sealedUntil();
  if (until) tell(until);
}

/** Says what is here, until when, and offers to delete it: the machine may be another's. */
function tell(until: Date): void {
  const note = document.createElement('p');
  note.className = 'hint sealed';
  note.textContent = `This browser keeps, shut away, what was last read here. Only the same person gets it back, and it goes on ${until.toLocaleDateString([], { dateStyle: 'long' })}. `;
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'drop';
  button.textContent = 'Delete it now';
  button.addEventListener('click', () => void drop(note));
  note.append(button);
  document.querySelector('.sign-in')?.append(note);
}

async function drop(note: HTMLElement): Promise<void> {
  await dropSealed();
  note.textContent = 'It is deleted.';
  note.setAttribute('role', 'status');
}

if ('caches' in window) void enter().catch(() => {});
