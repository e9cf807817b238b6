import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { changeLinks } from './links.ts';
import { convertLiquid, convertLiquidBlocks } from './liquid.ts';
import { changeText } from './segments.ts';
import { convertShortcodeBlocks, convertShortcodes, unescapeShortcodes } from './shortcodes.ts';

const linkTo = (path: string) => (path.includes('known') ? '/posts/known' : undefined);
const none = (message: string) => assert.fail(message);
const upper = (markdown: string) => changeText(markdown, text => text.toUpperCase());

test('code is left alone: fenced, in lists and quotes, and in spans', () => {
  assert.equal(upper('a `b` ``c`d`` e'), 'A `b` ``c`d`` E');
  assert.equal(upper('a\n```js\nb\n```\nc\n'), 'A\n```js\nb\n```\nC\n');
  assert.equal(
    upper('- a\n- ```\n  b\n  ```\n> ~~~\n> c\n> ~~~\nd'),
    '- A\n- ```\n  b\n  ```\n> ~~~\n> c\n> ~~~\nD',
  );
  assert.equal(upper('````\n```\na\n````\nb'), '````\n```\na\n````\nB');
  assert.equal(upper('a ` b'), 'A ` B');
  assert.equal(upper('```\nnever closed'), '```\nnever closed');
});

test('any text comes back as it was when nothing is changed', () => {
  const piece = fc.constantFrom('`', '``', '```', '\n', '~~~', 'a', ' ', '> ', '- ');
  fc.assert(
    fc.property(fc.array(piece), pieces => {
      assert.equal(
        changeText(pieces.join(''), text => text),
        pieces.join(''),
      );
    }),
  );
});

test('addresses of links, images, definitions and HTML are found', () => {
  const seen: string[] = [];
  const source = [
    '[a](one) ![b](<two words> "title") [![c](three)](four(x)) [d](\'not\'',
    '[ref]: five "t"',
    '[^1]: not-an-address',
    '<img class="x" src="six"> <a href=\'seven\'>e</a>',
  ].join('\n');
  const changed = changeLinks(source, address => {
    seen.push(address);
    return address === 'one' ? '/x y' : undefined;
  });
  assert.deepEqual(seen.slice(0, 4), ['one', 'two words', 'three', 'four(x)']);
  for (const address of ['five', 'six', 'seven']) assert.ok(seen.includes(address), address);
  assert.ok(!seen.includes('not-an-address'));
  assert.equal(changed, source.replace('(one)', '(</x y>)'));
});

test("Jekyll's links to posts, its own address and attribute lists are converted", () => {
  const cases: Record<string, string> = {
    '[a]({% post_url 2024-01-31-known %}#x)': '[a](/posts/known#x)',
    '[a]({% link _posts/known.md %})': '[a](/posts/known)',
    '![a]({{ site.baseurl }}/img/a.png)': '![a](/img/a.png)',
    '[a]({{ "/about/" | relative_url }})': '[a](/about/)',
    '# Title\n{: .class #id}\ntext{: .x}\n': '# Title\ntext\n',
  };
  for (const [source, expected] of Object.entries(cases))
    assert.equal(convertLiquid(source, linkTo, none), expected);
});

test('Liquid that cannot be converted stays and is told of once', () => {
  const told: string[] = [];
  const source = '{% include x.html %} {% if a %}b{% endif %} {{ page.title }}';
  assert.equal(
    convertLiquid(source, linkTo, message => told.push(message)),
    source,
  );
  assert.deepEqual(told, [
    '{% include x.html %} is not converted.',
    '{% if a %} is not converted.',
    '{{ page.title }} is not converted.',
  ]);
});

test('highlighted blocks become fenced ones, whatever is in them', () => {
  assert.equal(
    convertLiquidBlocks('a\n{% highlight ruby linenos %}\nputs `x`\n{% endhighlight %}\nb'),
    'a\n```ruby\nputs `x`\n```\nb',
  );
  assert.equal(convertLiquidBlocks('{% highlight md %}```{% endhighlight %}'), '````md\n```\n````');
  assert.equal(convertLiquidBlocks('{% raw %}{{ a }}{% endraw %}'), '{{ a }}');
  assert.equal(
    convertShortcodeBlocks('{{< highlight go "linenos=table" >}}\nx()\n{{< /highlight >}}'),
    '```go\nx()\n```',
  );
  assert.equal(convertLiquidBlocks('{% highlight a %} no end'), '{% highlight a %} no end');
});

test("Hugo's plain shortcodes are converted", () => {
  const cases: Record<string, string> = {
    '{{< figure src="a.png" alt="A [b]" >}}': '![A \\[b\\]](a.png)',
    '{{< figure src="a b.png" link="/x" >}}': '[![](<a b.png>)](/x)',
    '{{< figure src="a.png" alt="A" caption="Say \\"x\\" & <y>" >}}':
      '<figure><img src="a.png" alt="A"><figcaption>Say &quot;x&quot; &amp; &lt;y></figcaption></figure>',
    '[a]({{< ref "known.md#x" >}})': '[a](/posts/known)',
    '[a]({{% relref known %}})': '[a](/posts/known)',
    '{{< youtube abc123 >}}': '<https://www.youtube.com/watch?v=abc123>',
    '{{< gist me 42 >}}': '<https://gist.github.com/me/42>',
  };
  for (const [source, expected] of Object.entries(cases))
    assert.equal(convertShortcodes(source, linkTo, none), expected);
});

test('other shortcodes stay and are told of, escaped ones become what they show', () => {
  const told: string[] = [];
  const source = '{{< notice tip >}}x{{< /notice >}}';
  assert.equal(
    convertShortcodes(source, linkTo, message => told.push(message)),
    source,
  );
  assert.deepEqual(told, ['the shortcode "notice" is not converted.']);
  assert.equal(unescapeShortcodes('{{</* figure src="x" */>}}'), '{{< figure src="x" >}}');
});

test('hostile bodies are converted in bounded time', () => {
  for (const piece of [
    '{% highlight a %}',
    '{{<',
    '{{< a b',
    '{%',
    '{{',
    '[a](',
    '![',
    '`',
    '<img ',
    '{:',
    '](<',
    '[a]: ',
  ])
    for (const text of [piece.repeat(60_000), `${piece.repeat(60_000)}\n`]) {
      const blocks = convertShortcodeBlocks(convertLiquidBlocks(text));
      changeText(blocks, part =>
        changeLinks(
          convertLiquid(
            convertShortcodes(part, linkTo, () => {}),
            linkTo,
            () => {},
          ),
          () => undefined,
        ),
      );
    }
});
