/** The text of the report: what is escaped, how a drawing is fitted in, and the command that repeats a run. */

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escaped, html, raw } from '../../src/charts/report/markup.ts';
import { svgForPage } from '../../src/charts/report/svg-for-page.ts';
import { shareInterval } from '../../src/numeric/share-interval.ts';

it('escapes what is filled in, whatever it is', () => {
  expect(html`<p title="${'"><script>'}">${["a & 'b'", 3, undefined, raw('<b>x</b>')]}</p>`.markup).toBe(
    '<p title="&quot;&gt;&lt;script&gt;">a &amp; &#39;b&#39;3<b>x</b></p>',
  );
  // Any code units; all code points of Unicode are a table that takes a second to make.
  const unit = fc.oneof(
    fc.constantFrom('<', '>', '&', '"', "'"),
    fc.nat(0xffff).map((code) => String.fromCharCode(code)),
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => {
      expect(escaped(text)).not.toMatch(/[<>"']|&(?!(?:amp|lt|gt|quot|#39);)/);
    }),
  );
});

it('drops what no page may hold', () => {
  expect(escaped('a\u0000b\u001Fc\td')).toBe('abc\td');
});

it('keeps a number and its per cent sign on one line', () => {
  expect(html`${'in 20 % of runs'}`.markup).toBe('in 20&nbsp;% of runs');
});

it('names a drawing, makes its ids its own, shortens places and leaves letters and opacities alone', () => {
  const svg =
    '<svg xmlns="http://www.w3.org/2000/svg" class="marks" width="400" height="20" viewBox="0 0 400 20"><defs><clipPath id="clip0"></clipPath></defs><g clip-path="url(#clip0)" fill-opacity="0.155"><path d="M1.23456,2L3.999,4"/><text font-family="Inter" transform="translate(1.111,2)">0.12345</text></g></svg>';
  const fitted = svgForPage(svg, { id: 'one', label: 'A "picture"' });
  expect(fitted).toContain('role="img" aria-label="A &quot;picture&quot;"');
  expect(fitted).toContain('id="one-clip0"');
  expect(fitted).toContain('url(#one-clip0)');
  expect(fitted).toContain('d="M1.2,2L4,4"');
  expect(fitted).toContain('fill-opacity="0.155"');
  expect(fitted).toContain('>0.12345<');
  expect(fitted).toContain('viewBox="0 0 400 20"');
  expect(fitted).not.toMatch(/ (?:width|height|class|font-family)="/);
});

it('gives a share its interval', () => {
  // Wilson, worked by hand for 1 of 10: centre 0.29208 / 1.38415, half-width 0.19335 / 1.38415.
  const [low, high] = shareInterval(1, 10);
  expect(low).toBeCloseTo(0.01788, 4);
  expect(high).toBeCloseTo(0.40415, 4);
  expect(shareInterval(0, 5)[0]).toBeCloseTo(0, 12);
  expect(shareInterval(5, 5)[1]).toBeCloseTo(1, 12);
});
