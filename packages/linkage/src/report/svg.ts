// Plots as plain SVG text, in the colours of the page they stand in. Every plot has a title for those who cannot see it, and
// the report puts its numbers in a table below. Bars stretch with the page, their words are the page's own; other plots are
// drawn twice, for a wide page and for a telephone, so that nothing is scrolled sideways and no letter shrinks.

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

const WIDTHS = { broad: 720, narrow: 350 } as const

/** A plot for each width of page; the style of the page shows one. */
function plot(title: string, height: number, draw: (width: number) => string): string {
  return Object.entries(WIDTHS)
    .map(
      ([name, width]) =>
        `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="${escaped(title)}" class="${name}"><title>${escaped(title)}</title>${draw(width)}</svg>`,
    )
    .join('')
}

const text = (x: number, y: number, content: string, anchor = 'start', style = '') =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}"${style === '' ? '' : ` class="${style}"`}>${escaped(content)}</text>`

export type Bar = {
  readonly label: string
  readonly value: number
  readonly note?: string
  readonly mark?: boolean
}

type Row = {
  readonly label: string
  readonly from: number
  readonly to: number
  readonly note: string
  readonly style: 'for' | 'against' | 'total'
}

/** Lying bars on one scale, each in a line with its words. */
function barRows(title: string, rows: readonly Row[]): string {
  const ends = rows.flatMap(({ from, to }) => [from, to])
  const low = Math.min(0, ...ends)
  const high = Math.max(1e-12, ...ends)
  const at = (value: number) => ((value - low) / (high - low)) * 100
  const zero = at(0).toFixed(2)
  const drawn = rows.map(({ label, from, to, note, style }) => {
    const [a, b] = [Math.min(at(from), at(to)), Math.max(at(from), at(to))]
    return `<div class="row${style === 'total' ? ' strong' : ''}"><span>${escaped(label)}</span><svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">${from === to ? '' : `<rect x="${a.toFixed(2)}" y="0" width="${Math.max(0.3, b - a).toFixed(2)}" height="10" class="${style}"/>`}<line x1="${zero}" x2="${zero}" y1="0" y2="10" class="axis"/></svg><b>${escaped(note)}</b></div>`
  })
  return `<div class="rows" role="img" aria-label="${escaped(title)}">${drawn.join('')}</div>`
}

/** Lying bars from zero, to either side. */
export function barChart(title: string, bars: readonly Bar[]): string {
  return barRows(
    title,
    bars.map(({ label, value, note, mark }) => ({
      label,
      from: 0,
      to: value,
      note: note ?? shortNumber(value),
      style: mark === true || value < 0 ? 'against' : 'for',
    })),
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
  const [left, top, bottom, right] = [42, 16, 36, 12]
  const height = 280
  const all = lines.flatMap(({ points }) => points)
  if (all.length === 0) return ''
  const xs = all.map(([x]) => x)
  const ys = all.map(([, y]) => y)
  const [x0, x1] = [Math.min(...xs), Math.max(...xs)]
  const [y0, y1] = [axes.yFrom ?? Math.min(...ys), axes.yTo ?? Math.max(...ys)]
  const atY = (y: number) =>
    top + (1 - (Math.max(y0, Math.min(y1, y)) - y0) / (y1 - y0 || 1)) * (height - top - bottom)
  const draw = (wide: number): string => {
    const atX = (x: number) => left + ((x - x0) / (x1 - x0 || 1)) * (wide - left - right)
    const grid = [
      ...niceTicks(y0, y1).map(
        (y) =>
          `<line x1="${left}" x2="${wide - right}" y1="${atY(y).toFixed(1)}" y2="${atY(y).toFixed(1)}" class="grid"/>${text(left - 6, atY(y) + 4, shortNumber(y), 'end', 'small')}`,
      ),
      ...niceTicks(x0, x1).map((x) =>
        text(atX(x), height - bottom + 16, shortNumber(x), 'middle', 'small'),
      ),
    ].join('')
    const drawn = lines
      .map(({ points }, index) => {
        const path = points
          .map(
            ([x, y], place) =>
              `${place === 0 ? 'M' : 'L'}${atX(x).toFixed(1)} ${atY(y).toFixed(1)}`,
          )
          .join('')
        return `<path d="${path}" class="line line${index % 7}"/>`
      })
      .join('')
    const mark =
      axes.mark === undefined
        ? ''
        : `<line x1="${atX(axes.mark)}" x2="${atX(axes.mark)}" y1="${top}" y2="${height - bottom}" class="axis dashed"/>`
    return `${grid}${mark}${drawn}${text((left + wide - right) / 2, height - 4, axes.x, 'middle', 'small')}${text(left, 11, axes.y, 'start', 'small')}`
  }
  const names = lines.map(
    ({ name }, index) =>
      `<li><svg viewBox="0 0 20 10" aria-hidden="true"><path d="M0 5L20 5" class="line line${index % 7}"/></svg> ${escaped(name)}</li>`,
  )
  return `<ul class="names">${names.join('')}</ul>${plot(title, height, draw)}`
}

export type Column = { readonly x: number; readonly value: number }

/** Standing bars. Heights by square root where few tower over many. */
export function histogram(
  title: string,
  columns: readonly Column[],
  axes: { readonly x: string; readonly y: string; readonly mark?: number },
): string {
  const [left, top, bottom, right] = [16, 20, 36, 8]
  const height = 240
  if (columns.length === 0) return ''
  const high = Math.max(1, ...columns.map(({ value }) => value))
  const uneven = columns.filter(({ value }) => value > high / 50).length < columns.length / 3
  const scale = (value: number) => (uneven ? Math.sqrt(value / high) : value / high)
  const draw = (wide: number): string => {
    const width = (wide - left - right) / columns.length
    const bars = columns
      .map(({ value }, at) => {
        const tall = scale(value) * (height - top - bottom)
        return `<rect x="${(left + at * width).toFixed(2)}" y="${(height - bottom - tall).toFixed(1)}" width="${Math.max(0.5, width - 1).toFixed(2)}" height="${tall.toFixed(1)}" class="for"/>`
      })
      .join('')
    const every = Math.max(1, Math.ceil(columns.length / Math.floor(wide / 50)))
    const ticks = columns
      .map(({ x }, at) =>
        at % every === 0
          ? text(left + (at + 0.5) * width, height - bottom + 16, shortNumber(x), 'middle', 'small')
          : '',
      )
      .join('')
    const markAt =
      axes.mark === undefined ? -1 : columns.findIndex(({ x }) => x >= (axes.mark ?? 0))
    const mark =
      markAt < 0
        ? ''
        : `<line x1="${left + markAt * width}" x2="${left + markAt * width}" y1="${top}" y2="${height - bottom}" class="axis dashed"/>`
    return `${bars}${mark}${ticks}${text(left, 11, `${axes.y}, ${uneven ? '√ ' : ''}≤ ${shortNumber(high)}`, 'start', 'small')}${text(wide / 2, height - 4, axes.x, 'middle', 'small')}`
  }
  return plot(title, height, draw)
}

/** With its sign, and none where it rounds to nothing. */
export function signed(value: number): string {
  const shown = value.toFixed(1)
  if (Number(shown) === 0) return '0.0'
  return value > 0 ? `+${shown}` : `−${shown.slice(1)}`
}

/** How the weight of one pair comes together, step by step. */
export function waterfall(
  title: string,
  steps: readonly { readonly label: string; readonly value: number; readonly total?: boolean }[],
): string {
  let sum = 0
  return barRows(
    title,
    steps.map(({ label, value, total }) => {
      const from = total === true ? 0 : sum
      sum = total === true ? value : sum + value
      return {
        label,
        from,
        to: sum,
        note: signed(value),
        style: total === true ? 'total' : value < 0 ? 'against' : 'for',
      }
    }),
  )
}
