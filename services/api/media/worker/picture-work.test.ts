import assert from 'node:assert/strict';
import { test } from 'node:test';
import { reasonOf } from '../../testing/context.ts';
import { photograph } from '../../testing/pictures.ts';
import { pictureWork } from './picture-work.ts';

test('many ask at once and each gets its own answer, another process than this one doing the work', async () => {
  const pictures = await Promise.all([300, 400, 500].map(width => photograph(width, 200)));
  const asked = [...pictures, ...pictures].map(data => pictureWork('measure', { data }));
  assert.deepEqual(
    (await Promise.all(asked)).map(size => size?.width),
    [300, 400, 500, 300, 400, 500],
  );
});

test('what fails there fails here for its reason, and the next task is done', async () => {
  const nothing = { original: '/nonexistent.png', width: 480, format: 'webp' } as const;
  assert.equal(await reasonOf(pictureWork('variant', nothing)), 'undecodable');
  assert.equal((await pictureWork('measure', { data: await photograph(300, 200) }))?.height, 200);
});

test('a process that is killed costs its own tasks alone', async () => {
  const data = await photograph(300, 200);
  const card = pictureWork('card', { text: { title: 'x', site: 'x', author: 'x' } });
  const killed = busyChild();
  process.kill(killed, 'SIGKILL');
  assert.equal(await reasonOf(card), 'unavailable');
  const next = pictureWork('measure', { data });
  assert.notEqual(busyChild(), killed);
  assert.equal((await next)?.width, 300);
});

/** The id of the one child that this process waits for. */
function busyChild(): number {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles(): { pid?: number }[] };
  // One that has just ended may still be listed before it.
  return handles().findLast(handle => handle.pid !== undefined)!.pid!;
}
