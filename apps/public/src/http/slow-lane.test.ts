import { randomBytes } from 'node:crypto'
import { fixedClock, randomKey } from '@umai/platform'
import { expect, test, vi } from 'vitest'
import { sealedForms } from './sealed-form.ts'
import { createSlowLane, type Paid, QueueFull } from './slow-lane.ts'
import { bitsFor, fewestBits, isDone } from './work.ts'

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
      const kind = await lane.run(anAddress(), 'nothing', step).then(
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
    const outcome = async (address: string, paid: Paid = 'nothing') =>
      lane
        .run(address, paid, async () => 'answered')
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
    expect(await outcome('203.0.113.7', 'time')).toBe('answered')
  } finally {
    vi.useRealTimers()
  }
})

const solve = (task: Parameters<typeof isDone>[0], isRight = true): string => {
  let answer = 0
  while (isDone(task, String(answer)) !== isRight) answer += 1
  return String(answer)
}

test('a ticket opens at once for who did its work, once; without it not before the time', () => {
  const clock = fixedClock('2026-11-12T09:00:00.000Z')
  const lane = createSlowLane(clock, sealedForms(randomKey('forms'), clock))
  const { ticket, task, seconds } = lane.ticket(new URLSearchParams({ receipt: '1234' }))
  const come = (work?: string) => {
    const passage = lane.enter(
      new URLSearchParams({ ticket, ...(work === undefined ? {} : { work }) }),
    )
    return passage.kind === 'go' ? [passage.paid, passage.sent.get('receipt')] : passage.kind
  }

  expect(come()).toBe('wait')
  for (const wrong of ['', 'x', '-1', '1e3', '9'.repeat(400), solve(task, false)])
    expect(come(wrong), wrong).toBe('wait')
  const answer = solve(task)
  expect(come(answer)).toEqual(['work', '1234'])
  expect(come(answer)).toBe('wait')
  clock.advance(seconds * 1000)
  expect(come(answer)).toEqual(['nothing', '1234'])

  const later = lane.ticket(new URLSearchParams({ receipt: '5678' }))
  clock.advance(later.seconds * 1000)
  const after = lane.enter(new URLSearchParams({ ticket: later.ticket }))
  expect(after).toMatchObject({ kind: 'go', paid: 'time' })
})

test('who worked and who did not are served in turn, so that neither waits for the whole of the other queue', async () => {
  const lane = openLane()
  const order: Paid[] = []
  const releases: (() => void)[] = []
  const come = (paid: Paid) =>
    lane.run(anAddress(), paid, () => {
      order.push(paid)
      return new Promise<void>((resolve) => releases.push(resolve))
    })
  const paid: readonly Paid[] = [...Array<Paid>(8).fill('nothing'), ...Array<Paid>(4).fill('work')]
  const all = Promise.all(paid.map(come))
  for (let served = 0; served < paid.length; served += 1) {
    await vi.waitFor(() => expect(releases.length).toBeGreaterThan(served))
    releases[served]?.()
  }
  await all

  expect(order).toEqual([
    ...['nothing', 'nothing'],
    ...['work', 'nothing', 'work', 'nothing', 'work', 'nothing', 'work', 'nothing'],
    ...['nothing', 'nothing'],
  ])
})

test.each([
  [0, 10],
  [3, 10],
  [4, 11],
  [16, 14],
  [1000, 14],
])('while %i wait who worked, a place asks for %i bits', (waiting, bits) => {
  expect(bitsFor(waiting)).toBe(bits)
  expect(bits).toBeGreaterThanOrEqual(fewestBits)
})
