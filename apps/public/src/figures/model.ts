// Figures as the database lets them out: already hidden or rounded there, so nothing here can show too much. Pure.
import type { Lang, Text } from '@umai/words'

export const units = ['count', 'percent', 'minutes'] as const
/** In the order of the page. */
export const figureNames = [
  'reports',
  'reports-by-way',
  'reports-by-region',
  'first-action',
  'orders-issued',
  'orders-served',
  'duties-in-time',
] as const
export type FigureName = (typeof figureNames)[number]

export type Figure = Readonly<{
  name: FigureName
  /** A way or the code of a region; undefined for what stands by itself. */
  part: string | undefined
  /** Undefined where it may not be told. */
  amount: number | undefined
  unit: (typeof units)[number]
}>

/** `first` is the first day of the quarter. */
export type Quarter = Readonly<{ first: string; figures: readonly Figure[] }>

export type Figures = Readonly<{
  /** The newest first. */
  quarters: readonly Quarter[]
  regions: ReadonlyMap<string, Text>
  readAt: string
}>

export const quarterOf = (first: string): { readonly year: string; readonly quarter: string } => ({
  year: first.slice(0, 4),
  quarter: ['I', 'II', 'III', 'IV'][Math.floor((Number(first.slice(5, 7)) - 1) / 3)] ?? '',
})

/** One line a figure; an empty amount is one that may not be told. */
export const csvOfFigures = (figures: Figures, isSample: boolean, lang: Lang = 'en'): string =>
  [
    'quarter,figure,part,part_name,amount,unit,note',
    ...figures.quarters.flatMap(({ first, figures: list }) =>
      list.map(({ name, part = '', amount, unit }) => {
        const { year, quarter } = quarterOf(first)
        return [
          `${year}-Q${['I', 'II', 'III', 'IV'].indexOf(quarter) + 1}`,
          name,
          part,
          figures.regions.get(part)?.[lang] ?? '',
          amount === undefined ? '' : String(amount),
          unit,
          [amount === undefined ? 'hidden' : '', isSample ? 'sample' : '']
            .filter((note) => note !== '')
            .join(' '),
        ]
          .map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell))
          .join(',')
      }),
    ),
  ]
    .map((line) => `${line}\r\n`)
    .join('')
