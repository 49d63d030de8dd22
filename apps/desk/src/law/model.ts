// How the law is drawn: which words of two texts differ, what to say of a day, where the bands of a flow lie.
import type { CaseloadFlow, LawConfidence, LawDay } from '@umai/contract'
import { formatDay, isPlainDate, type Lang, type PlainDate } from '@umai/words'
import type { Tone } from '../ui/chip/chip.tsx'

export type DiffPart = { readonly kind: 'same' | 'gone' | 'new'; readonly text: string }

/** Two texts word by word, by the longest common sequence; line breaks and spaces are words too. */
export const wordDiff = (before: string, after: string): readonly DiffPart[] => {
  const [a, b] = [before, after].map((text) => text.split(/(\s+)/).filter((word) => word !== ''))
  const left = a ?? []
  const right = b ?? []
  // Longer texts than any provision of the pack would cost a table too large; they are shown whole.
  if (left.length * right.length > 400_000)
    return [
      { kind: 'gone', text: before },
      { kind: 'new', text: after },
    ]
  const width = right.length + 1
  const longest = new Uint16Array((left.length + 1) * width)
  for (let i = left.length - 1; i >= 0; i -= 1)
    for (let j = right.length - 1; j >= 0; j -= 1)
      longest[i * width + j] =
        left[i] === right[j]
          ? (longest[(i + 1) * width + j + 1] ?? 0) + 1
          : Math.max(longest[(i + 1) * width + j] ?? 0, longest[i * width + j + 1] ?? 0)
  const parts: { kind: DiffPart['kind']; text: string }[] = []
  const add = (kind: DiffPart['kind'], text: string) => {
    const last = parts.at(-1)
    if (last?.kind === kind) last.text += text
    else parts.push({ kind, text })
  }
  let i = 0
  let j = 0
  while (i < left.length || j < right.length) {
    if (i < left.length && j < right.length && left[i] === right[j]) {
      add('same', left[i] ?? '')
      i += 1
      j += 1
    } else if (
      j >= right.length ||
      (i < left.length && (longest[(i + 1) * width + j] ?? 0) >= (longest[i * width + j + 1] ?? 0))
    ) {
      add('gone', left[i] ?? '')
      i += 1
    } else {
      add('new', right[j] ?? '')
      j += 1
    }
  }
  return parts
}

export const toneOfConfidence: Readonly<Record<LawConfidence, Tone>> = {
  verified: 'done',
  reported: 'line',
  derived: 'line',
  background: 'doubt',
  disputed: 'doubt',
}

/** «16 июня 2024»; an estimate has a sign before it. */
export const dayText = (day: LawDay, lang: Lang): string =>
  `${day.isEstimate ? '≈ ' : ''}${formatDay(day.day, lang)}`

/** The day in the address, or today. */
export const dayOfSearch = (search: Readonly<Record<string, unknown>>, today: PlainDate) => {
  const { on } = search
  return typeof on === 'string' && isPlainDate(on) ? on : today
}

export type Band = {
  readonly id: string
  readonly label: string
  readonly y: number
  readonly height: number
  readonly cases: number
}
export type Ribbon = {
  readonly id: string
  readonly from: Band
  readonly to: Band
  readonly cases: number
  readonly path: string
  readonly isChange: boolean
}
export type FlowPicture = {
  readonly left: readonly Band[]
  readonly right: readonly Band[]
  readonly ribbons: readonly Ribbon[]
  readonly height: number
}

type Named = Pick<CaseloadFlow, 'before' | 'after' | 'cases'> & {
  readonly beforeText: string
  readonly afterText: string
}

const OTHER = 'other'
const GAP = 10
const LEAST = 3

/**
 * Where the bands and ribbons of a flow lie. The most frequent answers have a band of their own, the rest share one, so that
 * the picture stays readable; the table beside it has them all.
 */
export const flowPicture = (
  flows: readonly Named[],
  {
    most = 9,
    other,
    size = 460,
    x0 = 0,
    x1 = 100,
  }: {
    readonly most?: number
    readonly other: string
    readonly size?: number
    readonly x0?: number
    readonly x1?: number
  },
): FlowPicture => {
  const total = flows.reduce((sum, { cases }) => sum + cases, 0)
  const sums = (side: 'before' | 'after') => {
    const known = new Map<string, { label: string; cases: number }>()
    for (const flow of flows) {
      const id = flow[side]
      const one = known.get(id) ?? { label: flow[`${side}Text`], cases: 0 }
      one.cases += flow.cases
      known.set(id, one)
    }
    return known
  }
  const [before, after] = [sums('before'), sums('after')]
  const kept = (known: ReadonlyMap<string, { readonly cases: number }>) =>
    new Set(
      [...known]
        .sort(([, a], [, b]) => b.cases - a.cases)
        .slice(0, most)
        .map(([id]) => id),
    )
  const [keptBefore, keptAfter] = [kept(before), kept(after)]
  const merged = new Map<string, { from: string; to: string; cases: number; isChange: boolean }>()
  for (const flow of flows) {
    const from = keptBefore.has(flow.before) ? flow.before : OTHER
    const to = keptAfter.has(flow.after) ? flow.after : OTHER
    const isChange = flow.before !== flow.after
    const key = `${from}>${to}>${isChange}`
    const one = merged.get(key) ?? { from, to, cases: 0, isChange }
    one.cases += flow.cases
    merged.set(key, one)
  }
  const bandsOf = (side: 'from' | 'to', known: ReturnType<typeof sums>) => {
    const byId = new Map<string, number>()
    for (const one of merged.values()) byId.set(one[side], (byId.get(one[side]) ?? 0) + one.cases)
    let y = 0
    return [...byId]
      .sort(([a, x], [b, z]) => Number(a === OTHER) - Number(b === OTHER) || z - x)
      .map(([id, cases]): Band => {
        const height = Math.max(LEAST, (cases / Math.max(1, total)) * size)
        const band = { id, label: known.get(id)?.label ?? other, y, height, cases }
        y += Math.max(height, 20) + GAP
        return band
      })
  }
  const left = bandsOf('from', before)
  const right = bandsOf('to', after)
  const used = new Map<string, number>()
  const take = (side: string, band: Band, cases: number): readonly [number, number] => {
    const key = `${side}${band.id}`
    const start = used.get(key) ?? 0
    const size = (cases / Math.max(1, band.cases)) * band.height
    used.set(key, start + size)
    return [band.y + start, band.y + start + size]
  }
  const place = (bands: readonly Band[], id: string) => bands.findIndex((band) => band.id === id)
  const ribbons = [...merged.values()]
    .sort(
      (a, b) =>
        place(left, a.from) - place(left, b.from) || place(right, a.to) - place(right, b.to),
    )
    .flatMap((one): Ribbon[] => {
      const from = left[place(left, one.from)]
      const to = right[place(right, one.to)]
      if (from === undefined || to === undefined) return []
      const [a0, a1] = take('l', from, one.cases)
      const [b0, b1] = take('r', to, one.cases)
      const middle = (x0 + x1) / 2
      const n = (value: number) => value.toFixed(1)
      return [
        {
          id: `${one.from}>${one.to}>${one.isChange}`,
          from,
          to,
          cases: one.cases,
          isChange: one.isChange,
          path: `M${x0} ${n(a0)}C${middle} ${n(a0)} ${middle} ${n(b0)} ${x1} ${n(b0)}L${x1} ${n(b1)}C${middle} ${n(b1)} ${middle} ${n(a1)} ${x0} ${n(a1)}Z`,
        },
      ]
    })
  const bottom = (bands: readonly Band[]) => {
    const last = bands.at(-1)
    return last === undefined ? 0 : last.y + Math.max(last.height, 20)
  }
  return { left, right, ribbons, height: Math.max(bottom(left), bottom(right)) }
}

/** The lines of a file in parts of at most so many characters, each with the first line before it and the number of its first row. */
export const partsOfCsv = (
  csv: string,
  most: number,
): readonly { readonly csv: string; readonly firstRow: number }[] => {
  const [header = '', ...lines] = csv.replace(/\r\n?/g, '\n').split('\n')
  const parts: { csv: string; firstRow: number }[] = []
  let current = header
  let firstRow = 2
  let count = 0
  for (const [at, line] of lines.entries()) {
    if (count > 0 && current.length + line.length + 1 > most) {
      parts.push({ csv: current, firstRow })
      current = header
      firstRow = at + 2
      count = 0
    }
    current += `\n${line}`
    count += 1
  }
  return [...parts, { csv: current, firstRow }]
}

/** Cells that begin like a formula are kept from being run by a spreadsheet. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
  rows
    .map((row) =>
      row
        .map((cell) => {
          const safe = /^[=+\-@\t]/.test(cell) ? `'${cell}` : cell
          return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
        })
        .join(','),
    )
    .join('\n')
