import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// The contrast of the look, measured over the file the browser reads. WCAG 2.2: text 4.5, marks
// and edges of controls 3. The numbers in the table are what the design promises, not the minimum.
const css = readFileSync(new URL('./tokens.css', import.meta.url), 'utf8')

type Scheme = 'light' | 'dark'

const blockAfter = (selector: string): Map<string, string> => {
  const start = css.indexOf(`${selector} {`)
  if (start < 0) throw new Error(`tokens.css has no block ${selector}`)
  const body = css.slice(css.indexOf('{', start) + 1, css.indexOf('\n}', start))
  return new Map(
    [...body.matchAll(/^\s*(--[\w-]+):\s*([^;]+);/gm)].map(([, name, value]) => [
      String(name),
      String(value),
    ]),
  )
}

const scales = blockAfter(':root')
const schemes: Record<Scheme, Map<string, string>> = {
  light: blockAfter('[data-mantine-color-scheme="light"]'),
  dark: blockAfter('[data-mantine-color-scheme="dark"]'),
}

const colourOf = (name: string, scheme: Scheme): string => {
  const value = schemes[scheme].get(`--${name}`) ?? scales.get(`--${name}`)
  if (value === undefined) throw new Error(`tokens.css has no --${name} in ${scheme}`)
  const inner = /^var\(--([\w-]+)\)$/.exec(value)?.[1]
  return inner === undefined ? value : colourOf(inner, scheme)
}

const luminance = (hex: string): number => {
  const full = hex.length === 4 ? hex.replace(/[\da-f]/gi, '$&$&') : hex
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(full.slice(at, at + 2), 16) / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

const contrast = (front: string, back: string, scheme: Scheme): number => {
  const [high = 0, low = 0] = [front, back]
    .map((name) => luminance(colourOf(name, scheme)))
    .sort((a, b) => b - a)
  return (high + 0.05) / (low + 0.05)
}

const papers = ['surface', 'sunk', 'bg', 'hover', 'selected'] as const
const states = ['accent', 'late', 'soon', 'done', 'doubt', 'info'] as const

const pairs: ReadonlyArray<readonly [front: string, back: string, least: number]> = [
  ...papers.flatMap((paper) => [
    ['text', paper, 11.5] as const,
    ['text-2', paper, 7] as const,
    ['text-3', paper, 4.5] as const,
  ]),
  ...states.flatMap((state) => [
    [`${state}-text`, 'surface', 6] as const,
    [`${state}-text`, 'sunk', 5.5] as const,
    [`${state}-text`, 'hover', 5] as const,
    [`${state}-text`, 'selected', 4.5] as const,
    [`${state}-text`, `${state}-soft`, 5.4] as const,
  ]),
  ['chip-text', 'chip', 7],
  ['on-accent', 'accent', 5.8],
  ['on-accent', 'accent-strong', 4.5],
  ['on-late', 'late', 6.3],
  ['on-soon', 'soon', 4.4],
  ...(['edge', 'run', 'soon', 'late', 'done', 'doubt', 'focus'] as const).flatMap((mark) =>
    (['surface', 'sunk'] as const).map((paper) => [mark, paper, 3] as const),
  ),
]

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  it.each(pairs)('%s on %s keeps at least %d to 1', (front, back, least) => {
    expect(contrast(front, back, scheme)).toBeGreaterThanOrEqual(least)
  })

  it('names every colour the other scheme names', () => {
    const other = scheme === 'light' ? 'dark' : 'light'

    expect([...schemes[scheme].keys()].sort()).toEqual([...schemes[other].keys()].sort())
  })
})
