/** Lists whose rows can be ticked: all at once, a run with Shift, and how many are. */
export function startTicks(): void {
  const all = document.querySelector<HTMLInputElement>('#check-all');
  const place = document.querySelector('#checked-count');
  if (!all || !place) return;
  const boxes = [...document.querySelectorAll<HTMLInputElement>('.table .select input, .media-tick input')];
  let last: number | undefined;
  all.addEventListener('change', () => {
    for (const box of boxes) box.checked = all.checked;
    show();
  });
  boxes.forEach((box, index) => {
    box.addEventListener('click', event => {
      if (event.shiftKey && last !== undefined)
        for (const one of boxes.slice(Math.min(last, index), Math.max(last, index) + 1))
          one.checked = box.checked;
      last = index;
      show();
    });
  });
  show();

  function show(): void {
    const ticked = boxes.filter(box => box.checked).length;
    all!.checked = ticked > 0 && ticked === boxes.length;
    all!.indeterminate = ticked > 0 && ticked < boxes.length;
    place!.textContent = ticked === 0 ? '' : `${ticked} ticked`;
  }
}
