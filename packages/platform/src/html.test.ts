import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Html, html, trustedHtml } from './html.ts'

test('no value can leave the text or the attribute it was put into', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '`', 'a', '=', '/') }),
      (value) => {
        const { markup } = html`<p title="${value}">${value}</p>`
        expect(
          markup
            .replaceAll(/&#\d+;/g, '')
            .match(/[<>"'`]/g)
            ?.join(''),
        ).toBe('<""><>')
      },
    ),
  )
})

test('parts nest, lists are joined, and what is absent leaves nothing', () => {
  const items = ['а', 'б'].map((item) => html`<li>${item}</li>`)

  expect(html`<ul>${items}${false}${null}${undefined}</ul>${0}`.markup).toBe(
    '<ul><li>а</li><li>б</li></ul>0',
  )
  expect(html`${trustedHtml('<hr>')}`.markup).toBe('<hr>')
})

test('an object that only looks like HTML is refused', () => {
  const fromOutside = JSON.parse('{"markup":"<script>alert(1)</script>"}') as Html

  expect(() => html`${fromOutside}`).toThrow('not Html')
})
