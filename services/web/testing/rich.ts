/** Everything that Markdown gives, as the api renders it. */
export const rich = `<p>Dry stone stands because every stone is held by the ones around it<sup class="footnote-ref"><a href="#fn-x-1" id="fnref-x-1">[1]</a></sup>. There is no mortar to rot, and a part that falls can be <a href="/posts/gaps">put up again</a> without touching the rest.</p>
<nav class="toc" aria-label="Contents"><ul><li><a href="#what-holds">What holds it up</a><ul><li><a href="#in-code">In code</a></li></ul></li></ul></nav>
<h2 id="what-holds"><a class="anchor" href="#what-holds">What holds it up</a></h2>
<p>Three rules, and <em>none</em> of them is about <strong>strength</strong>:</p>
<ol><li><p>One over two, two over one.</p></li><li><p>Length into the wall, with <code>hearting</code> packed tight.</p></li><li><p>Press <kbd>Ctrl</kbd> + <kbd>C</kbd> when it rains.</p></li></ol>
<blockquote><p>A wall is a heap of stones that has been persuaded.</p></blockquote>
<h3 id="in-code"><a class="anchor" href="#in-code">In code</a></h3>
<pre tabindex="0"><code class="language-ts">export function course(stones: readonly Stone[], width: number): Stone[][] {
  return stones.toSorted((a, b) =&gt; b.length - a.length).reduce(place, []).filter(row =&gt; row.length &gt; 0);
}
</code></pre>
<div class="callout note" role="note">
<p class="callout-title">Note</p>
<p>A wall that leans outwards by a hand is a wall that is coming down.</p>
</div>
<div class="callout warning" role="note">
<p class="callout-title">Mind the frost</p>
<p>Do not build with stone that has just come out of wet ground.</p>
</div>
<p>The load on a course is <math><mrow><mi>σ</mi><mo>=</mo><mi>F</mi><mi>/</mi><mi>A</mi></mrow></math>, and over the height of the wall</p>
<math display="block" class="tml-display"><mrow><mi>σ</mi><mrow><mo fence="true" form="prefix" stretchy="false">(</mo><mi>h</mi><mo fence="true" form="postfix" stretchy="false">)</mo></mrow><mo>=</mo><msubsup><mo movablelimits="false">∫</mo><mn>0</mn><mi>h</mi></msubsup><mi>ρ</mi><mi>g</mi><msup><mrow><mo fence="true" form="prefix" stretchy="true">(</mo><mn>1</mn><mo>−</mo><mfrac><mi>x</mi><mi>h</mi></mfrac><mo fence="true" form="postfix" stretchy="true">)</mo></mrow><mn>2</mn></msup><mi>d</mi><mi>x</mi></mrow></math>
<figure class="code"><figcaption>course.ts</figcaption><pre tabindex="0"><code class="language-ts"><span class="hl-c">// One over two, two over one.</span>
<span class="line"><span class="hl-k">export const </span><span class="hl-f">course</span> = (<span class="hl-v">stones</span>: <span class="hl-k">readonly </span><span class="hl-t">Stone</span>[], <span class="hl-v">width</span> = <span class="hl-n">60</span>): <span class="hl-t">Stone</span>[] <span class="hl-k">=&gt;</span>
</span>  stones.<span class="hl-f">filter</span>(<span class="hl-v">stone </span><span class="hl-k">=&gt;</span> stone.length &gt; width &amp;&amp; stone.name !== <span class="hl-s">&#39;cope&#39;</span>);
</code></pre></figure>
<figure class="embed embed-video"><a href="https://www.youtube.com/watch?v=dQw4w9WgXcQ"><span class="embed-title">youtube.com/watch?v=dQw4w9WgXcQ</span><span class="embed-site">YouTube</span></a></figure>
<table><thead><tr><th>Stone</th><th>Where it goes</th><th align="right">Weight, kg</th></tr></thead><tbody><tr><td>Foundation</td><td>In the trench, flat side down</td><td align="right">60</td></tr><tr><td>Through</td><td>Across the whole width, every metre</td><td align="right">35</td></tr><tr><td>Cope</td><td>On top, on edge</td><td align="right">18</td></tr></tbody></table>
<ul><li class="task"><label><input type="checkbox" disabled checked> Strip the old wall</label></li><li class="task"><label><input type="checkbox" disabled> Rebuild it before the frost</label></li></ul>
<hr>
<p><img src="/favicon.svg" alt="A low house on ploughed land" width="180" height="180" decoding="async"></p>
<p>The rest is patience, and <del>a good hammer</del> two good hammers.</p>
<hr class="footnotes-sep"><section class="footnotes"><ol class="footnotes-list"><li id="fn-x-1" class="footnote-item"><p>And by gravity, which charges nothing. <a href="#fnref-x-1" class="footnote-backref">↩︎</a></p></li></ol></section>`;
