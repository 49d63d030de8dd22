import { expect, test } from 'vitest'
import { createProgress } from './progress.ts'

function recording({ isTTY }: { readonly isTTY: boolean }) {
  const lines: string[] = []
  const clock = { ms: 0 }
  const progress = createProgress({
    label: 'Loading',
    unit: 'people',
    output: { isTTY, write: (text) => lines.push(text) },
    nowMs: () => clock.ms,
  })
  return { lines, clock, progress }
}

test('a terminal gets one line that redraws itself and says how long it still takes', () => {
  const { lines, clock, progress } = recording({ isTTY: true })

  progress.show(0, 4_000)
  clock.ms = 1_000
  progress.show(1_000, 4_000)
  clock.ms = 1_010
  progress.show(1_100, 4_000)
  clock.ms = 4_000
  progress.show(4_000, 4_000)

  expect(lines).toHaveLength(3)
  expect(lines[1]).toContain('1,000 of 4,000 people · 3 s left')
  expect(lines[1]?.startsWith('\r')).toBe(true)
  expect(lines[2]).toMatch(/done in 4 s\n$/)
})

test('a file gets a line at every tenth', () => {
  const { lines, progress } = recording({ isTTY: false })

  for (let done = 0; done <= 1_000; done += 10) progress.show(done, 1_000)

  expect(lines).toHaveLength(11)
})
