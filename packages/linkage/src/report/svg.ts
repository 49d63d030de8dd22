// Plots as plain SVG text, in the colours of the page they stand in. Every plot has a title for those who cannot see it, and
// the report puts its numbers in a table below.

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}

export function shortNumber(value: number): string {
  const size = Math.abs(value)
  if (value === 0) return '0'
  if (size >= 1e9) return `${+(value / 1e9).toPrecision(3)} G`
  if (size >= 1e6) return `${+(value / 1e6).toPrecision(3)} M`
  if (size >= 1e4) return `${+(value / 1e3).toPrecision(3)} k`
  if (size >= 0.01) return String(+value.toPrecision(3))
  return value.toExponential(1)
}

function niceTicks(low: number, high: number): readonly number[] {
  const span = high - low || 1
  const rough = span / 5
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((times) => times * power).find((size) => size >= rough) ?? rough
  const first = Math.ceil(low / step) * step
  return Array.from(
    { length: Math.floor((high - first) / step + 1e-9) + 1 },
    (_, at) => +(first + at * step).toPrecision(10),
  )
}

const WIDTH = 720

function svg(title: string, height: number, body: string): string {
  return `<svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(title)}"><title>${escaped(title)}</title>${body}</svg>`
}

const text = (x: number, y: number, content: string, anchor = 'start', style = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${style === '' ? '' : ` class="${style}"`}>${escaped(content)}</text>`

export type Bar = {
  readonly label: string
  readonly value: number
  readonly note?: string
  readonly mark?: boolean
}

/** Lying bars from zero, to either side. */
export function barChart(title: string, bars: readonly Bar[]): string {
  const left = 270
  const right = 70
  const row = 20
  const low = Math.min(0, ...bars.map(({ value }) => value))
  const high = Math.max(1e-12, ...bars.map(({ value }) => value))
  const at = (value: number) => left + ((value - low) / (high - low)) * (WIDTH - left - right)
  const body = bars
    .map(({ label, value, note, mark }, index) => {
      const y = index * row + 4
      const [from, to] = [Math.min(at(0), at(value)), Math.max(at(0), at(value))]
      const shown = label.length > 44 ? `${label.slice(0, 43)}…` : label
      return `${text(left - 8, y + 12, shown, 'end')}<rect x="${from.toFixed(1)}" y="${y}" width="${Math.max(0.5, to - from).toFixed(1)}" height="14" class="${mark === true || value < 0 ? 'against' : 'for'}"/>${text(value < 0 ? at(0) + 4 : to + 4, y + 12, note ?? shortNumber(value), 'start', 'small')}`
    })
    .join('')
  return svg(
    title,
    bars.length * row + 10,
    `${body}<line x1="${at(0)}" x2="${at(0)}" y1="0" y2="${bars.length * row + 6}" class="axis"/>`,
  )
}

export type Line = {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
}

export function lineChart(
  title: string,
  lines: readonly Line[],
  axes: {
    readonly x: string
    readonly y: string
    readonly yFrom?: number
    readonly yTo?: number
    readonly mark?: number
  },
): string {
  const [left, top, bottom, right] = [50, 16, 36, 110]
  const height = 280
  const all = lines.flatMap(({ points }) => points)
  if (all.length === 0) return svg(title, 20, '')
  const xs = all.map(([x]) => x)
  const ys = all.map(([, y]) => y)
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)]
  const [y0, y1] = [axes.yFrom ?? Math.min(...ys), axes.yTo ?? Math.max(...ys)]
  const atX = (x: number) => left + ((x - x0) / (x1 - x0 || 1)) * (WIDTH - left - right)
  const atY = (y: number) =>
    top + (1 - (Math.max(y0, Math.min(y1, y)) - y0) / (y1 - y0 || 1)) * (height - top - bottom)
  const grid = [
    ...niceTicks(y0, y1).map(
      (y) =>
        `<line x1="${left}" x2="${WIDTH - right}" y1="${atY(y).toFixed(1)}" y2="${atY(y).toFixed(1)}" class="grid"/>${text(left - 6, atY(y) + 4, shortNumber(y), 'end', 'small')}`,
    ),
    ...niceTicks(x0, x1).map((x) =>
      text(atX(x), height - bottom + 16, shortNumber(x), 'middle', 'small'),
    ),
  ].join('')
  const drawn = lines
    .map(({ name, points }, index) => {
      const path = points
        .map(
          ([x, y], place) => `${place === 0 ? 'M' : 'L'}${atX(x).toFixed(1)} ${atY(y).toFixed(1)}`,
        )
        .join('')
      const last = points.at(-1) ?? [0, 0]
      return `<path d="${path}" class="line line${index % 6}"/>${text(atX(last[0]) + 6, atY(last[1]) + 4 + (index % 3) * 11 - 11, name, 'start', `small line${index % 6}t`)}`
    })
    .join('')
  const mark =
    axes.mark === undefined
      ? ''
      : `<line x1="${atX(axes.mark)}" x2="${atX(axes.mark)}" y1="${top}" y2="${height - bottom}" class="axis dashed"/>`
  return svg(
    title,
    height,
    `${grid}${mark}${drawn}${text((left + WIDTH - right) / 2, height - 4, axes.x, 'middle', 'small')}${text(left, 11, axes.y, 'start', 'small')}`,
  )
}

export type Column = { readonly x: number; readonly value: number; readonly part?: number }

/** Standing bars; `part` of each in the other colour. Heights by square root where few tower over many. */
export function histogram(
  title: string,
  columns: readonly Column[],
  axes: { readonly x: string; readonly y: string; readonly mark?: number },
): string {
  const [left, top, bottom, right] = [50, 16, 36, 16]
  const height = 240
  if (columns.length === 0) return svg(title, 20, '')
  const high = Math.max(1, ...columns.map(({ value }) => value))
  const uneven = columns.filter(({ value }) => value > high / 50).length < columns.length / 3
  const scale = (value: number) => (uneven ? Math.sqrt(value / high) : value / high)
  const width = (WIDTH - left - right) / columns.length
  const bars = columns
    .map(({ value, part = 0 }, at) => {
      const tall = scale(value) * (height - top - bottom)
      const short = value === 0 ? 0 : tall * (part / value)
      const x = left + at * width
      return `<rect x="${x.toFixed(2)}" y="${(height - bottom - tall).toFixed(1)}" width="${Math.max(0.5, width - 1).toFixed(2)}" height="${tall.toFixed(1)}" class="for"/>${short > 0 ? `<rect x="${x.toFixed(2)}" y="${(height - bottom - short).toFixed(1)}" width="${Math.max(0.5, width - 1).toFixed(2)}" height="${short.toFixed(1)}" class="against"/>` : ''}`
    })
    .join('')
  const every = Math.max(1, Math.ceil(columns.length / 14))
  const ticks = columns
    .map(({ x }, at) =>
      at % every === 0
        ? text(left + (at + 0.5) * width, height - bottom + 16, shortNumber(x), 'middle', 'small')
        : '',
    )
    .join('')
  const markAt = axes.mark === undefined ? -1 : columns.findIndex(({ x }) => x >= (axes.mark ?? 0))
  const mark =
    markAt < 0
      ? ''
      : `<line x1="${left + markAt * width}" x2="${left + markAt * width}" y1="${top}" y2="${height - bottom}" class="axis dashed"/>`
  return svg(
    title,
    height,
    `${bars}${mark}${ticks}${text(left, 11, `${axes.y}, ${uneven ? '√ ' : ''}≤ ${shortNumber(high)}`, 'start', 'small')}${text(WIDTH / 2, height - 4, axes.x, 'middle', 'small')}`,
  )
}

/** How the weight of one pair comes together, step by step. */
export function waterfall(
  title: string,
  steps: readonly { readonly label: string; readonly value: number; readonly total?: boolean }[],
): string {
  const [left, right, row] = [330, 60, 20]
  let sum = 0
  const spans = steps.map(({ label, value, total }) => {
    const from = total === true ? 0 : sum
    sum = total === true ? value : sum + value
    return { label, value, total, from, to: sum }
  })
  const low = Math.min(0, ...spans.flatMap(({ from, to }) => [from, to]))
  const high = Math.max(0, ...spans.flatMap(({ from, to }) => [from, to]))
  const at = (value: number) => left + ((value - low) / (high - low || 1)) * (WIDTH - left - right)
  const body = spans
    .map(({ label, value, total, from, to }, index) => {
      const y = index * row + 4
      const [a, b] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))]
      const shown = label.length > 54 ? `${label.slice(0, 53)}…` : label
      return `${text(left - 8, y + 12, shown, 'end', total === true ? 'strong' : '')}<rect x="${a.toFixed(1)}" y="${y}" width="${Math.max(1, b - a).toFixed(1)}" height="14" class="${total === true ? 'total' : value < 0 ? 'against' : 'for'}"/>${text(b + 4, y + 12, `${value > 0 ? '+' : ''}${value.toFixed(1)}`, 'start', 'small')}`
    })
    .join('')
  return svg(
    title,
    spans.length * row + 10,
    `${body}<line x1="${at(0)}" x2="${at(0)}" y1="0" y2="${spans.length * row + 6}" class="axis"/>`,
  )
}
