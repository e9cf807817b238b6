import assert from 'node:assert/strict';
import { test } from 'node:test';
import { embedRooms } from './embedded-rooms.ts';

const ORIGIN = 'https://croft.example';
const embed = (html: string) => embedRooms(html, ORIGIN);

test('a paragraph that is only a link to a room shows the room above the link', () => {
  for (const href of ['/rooms/kitchen', `${ORIGIN}/rooms/kitchen`])
    assert.equal(
      embed(`<p>Come in.</p><p><a class="x" href="${href}">The <em>"kitchen"</em> &amp; all</a></p>`),
      `<p>Come in.</p><div class="room-frame"><iframe src="/rooms/kitchen?embed=1" title="The &quot;kitchen&quot; &amp; all" loading="lazy"></iframe><p><a class="x" href="${href}">The <em>"kitchen"</em> &amp; all</a></p></div>`,
    );
});

test('any other link, and a link among words, stays what it is', () => {
  for (const html of [
    '<p><a href="/rooms">All</a></p>',
    '<p><a href="/rooms/Kitchen">Bad</a></p>',
    '<p><a href="/rooms/a/b">Bad</a></p>',
    '<p><a href="https://evil.example/rooms/kitchen">Other</a></p>',
    '<p><a href="https://croft.example.evil.example/rooms/kitchen">Other</a></p>',
    '<p>See <a href="/rooms/kitchen">the kitchen</a></p>',
    '<p><a href="/rooms/kitchen">the</a> <a href="/rooms/kitchen">kitchen</a></p>',
    '<p><a data-href="/rooms/kitchen">the kitchen</a></p>',
  ])
    assert.equal(embed(html), html);
});
