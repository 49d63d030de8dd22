import jsqr from 'jsqr'
import { expect, test } from 'vitest'
import { isReachable, squareCode, typedAddress } from './model.ts'

// The package names its function "default" twice over.
const read = jsqr as unknown as typeof jsqr.default

/** The path as a phone sees it: `scale` pixels a module, a quiet zone of four, and what is torn off white. */
function seen(address: string, scale: number, torn: number) {
  const { size, path } = squareCode(address)
  const side = (size + 8) * scale
  const pixels = new Uint8ClampedArray(side * side * 4).fill(255)
  for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1H\1z/g))
    for (let column = Number(x); column < Number(x) + Number(width); column += 1) {
      const row = Number(y)
      if (row >= size - torn && column >= size - torn) continue
      for (let dy = 0; dy < scale; dy += 1)
        for (let dx = 0; dx < scale; dx += 1) {
          const at = (((row + 4) * scale + dy) * side + (column + 4) * scale + dx) * 4
          pixels.fill(0, at, at + 3)
        }
    }
  return { pixels, side }
}

test.each([
  ['https://anyqtama.example/hello', 4, 0],
  ['https://spravka.gov.example/hello', 3, 0],
  ['http://localhost:8601/hello', 4, 0],
  ['https://anyqtama.example/hello', 6, 5],
] as const)(
  'a reader finds %s in the drawing at %i pixels a module, %i torn off at a corner',
  (address, scale, torn) => {
    const { pixels, side } = seen(address, scale, torn)

    expect(read(pixels, side, side)?.data).toBe(address)
  },
)

test('what is typed bears no scheme, and an address that not everybody can open is known as one', () => {
  expect(typedAddress('https://anyqtama.example/hello')).toBe('anyqtama.example/hello')
  expect(
    [
      'https://anyqtama.example',
      'https://onion.example/hello',
      'http://localhost:8601',
      'http://127.0.0.1:1',
      'http://[::1]',
      `http://${'a'.repeat(56)}.onion`,
      `http://${'a'.repeat(56)}.onion/hello`,
    ].map(isReachable),
  ).toEqual([true, true, false, false, false, false, false])
})
