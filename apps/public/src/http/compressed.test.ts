import { expect, test } from 'vitest'
import { createShelf, encodingFor } from './compressed.ts'

test('what lies on the shelf is made once a day, each under its name; what failed is tried again', async () => {
  const shelf = createShelf()
  const made: string[] = []
  const take = (name: string, day: string) =>
    shelf.take(name, day, () => {
      made.push(`${name} ${day}`)
      if (made.length === 1) throw new Error('Not today')
      return Buffer.from(`${name} ${day}`)
    })

  await expect(take('a', '2026-11-12')).rejects.toThrow('Not today')
  for (const [name, day] of [
    ['a', '2026-11-12'],
    ['a', '2026-11-12'],
    ['b', '2026-11-12'],
    ['a', '2026-11-13'],
    ['a', '2026-11-13'],
  ] as const)
    expect(String(await take(name, day))).toBe(`${name} ${day}`)
  expect(made).toEqual(['a 2026-11-12', 'a 2026-11-12', 'b 2026-11-12', 'a 2026-11-13'])
})

test.each([
  ['gzip, deflate, br, zstd', 'br'],
  ['gzip, deflate', 'gzip'],
  ['identity', 'none'],
  [undefined, 'none'],
])('to a browser that takes %s a page goes as %s', (accepted, encoding) => {
  expect(encodingFor(accepted)).toBe(encoding)
})
