import { randomBytes } from 'node:crypto'
import { fixedClock, randomKey } from '@umai/platform'
import { expect, test, vi } from 'vitest'
import { sealedForms } from './sealed-form.ts'
import { createSlowLane, QueueFull } from './slow-lane.ts'

const openLane = () => {
  const clock = fixedClock('2026-11-12T09:00:00.000Z')
  return createSlowLane(clock, sealedForms(randomKey('forms'), clock))
}
const anAddress = () => `10.${randomBytes(3).join('.')}`

test('two slow steps run at once, sixteen wait, and who comes after is refused no sooner than the last of them is answered', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const lane = openLane()
    const stepMs = 300
    let running = 0
    let most = 0
    const step = async () => {
      running += 1
      most = Math.max(most, running)
      await new Promise((resolve) => setTimeout(resolve, stepMs))
      running -= 1
    }
    const took: { readonly kind: 'answered' | 'refused'; readonly ms: number }[] = []
    const come = async () => {
      const startedAt = performance.now()
      const kind = await lane.run(anAddress(), false, step).then(
        () => 'answered' as const,
        (error: unknown) => {
          expect(error).toBeInstanceOf(QueueFull)
          return 'refused' as const
        },
      )
      took.push({ kind, ms: performance.now() - startedAt })
    }
    const first = come()
    await vi.advanceTimersByTimeAsync(stepMs)
    await first

    const all = Promise.all(Array.from({ length: 30 }, come))
    await vi.advanceTimersByTimeAsync(20_000)
    await all

    const of = (kind: string) => took.slice(1).filter((one) => one.kind === kind)
    expect(most).toBe(2)
    expect(of('answered')).toHaveLength(18)
    expect(of('refused')).toHaveLength(12)
    const lastAnswer = Math.max(...of('answered').map(({ ms }) => ms))
    for (const { ms } of of('refused')) expect(ms).toBeGreaterThanOrEqual(lastAnswer - stepMs)
  } finally {
    vi.useRealTimers()
  }
})

test('who tries often from one place is refused after a moment, though nobody waits; who waited, or comes from elsewhere, is not', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const lane = openLane()
    const outcome = async (address: string, hasWaited = false) =>
      lane
        .run(address, hasWaited, async () => 'answered')
        .catch((error: unknown) => (error instanceof QueueFull ? 'refused' : error))
    for (let tries = 0; tries < 8; tries += 1) expect(await outcome('203.0.113.7')).toBe('answered')
    let isOver = false
    const refused = outcome('203.0.113.7').finally(() => {
      isOver = true
    })

    await vi.advanceTimersByTimeAsync(399)
    expect(isOver).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    expect(await refused).toBe('refused')
    expect(await outcome('203.0.113.8')).toBe('answered')
    expect(await outcome('203.0.113.7', true)).toBe('answered')
  } finally {
    vi.useRealTimers()
  }
})
