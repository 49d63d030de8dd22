// Asks the database for what may be published, and keeps the answer for an hour: it changes once a quarter.
import { type Context, placeNamesNow, runRead } from '@umai/db'
import { sql } from 'kysely'
import { lastRead } from '../http/last-read.ts'
import { type FigureName, type Figures, figureNames, type Quarter, type units } from './model.ts'

const freshMs = 3_600_000
const patienceMs = 5_000

type Row = Readonly<{
  quarter: string
  figure: FigureName
  part: string | null
  amount: number | null
  unit: (typeof units)[number]
}>

export async function readFigures(ctx: Context): Promise<Figures> {
  return runRead(ctx, async (tx) => {
    const { rows } = await sql<Row>`
      select quarter::text as quarter, figure, part, amount, unit
      from sec.published_figures(${ctx.clock.now()}::timestamptz)`.execute(tx)
    const names = await tx.selectFrom(placeNamesNow(tx)).selectAll().execute()
    const firsts = [...new Set(rows.map(({ quarter }) => quarter))].sort().reverse()
    const quarters = firsts.map(
      (first): Quarter => ({
        first,
        figures: rows
          .filter(({ quarter }) => quarter === first)
          .map(({ figure, part, amount, unit }) => ({
            name: figure,
            part: part ?? undefined,
            amount: amount ?? undefined,
            unit,
          }))
          .sort(
            (a, b) =>
              figureNames.indexOf(a.name) - figureNames.indexOf(b.name) ||
              (a.part ?? '').localeCompare(b.part ?? ''),
          ),
      }),
    )
    return {
      quarters,
      regions: new Map(
        names.map(({ kato, name_kk, name_ru, name_en }) => [
          kato,
          { kk: name_kk, ru: name_ru, en: name_en },
        ]),
      ),
      readAt: ctx.clock.now(),
    }
  })
}

/** What was read last; undefined when nothing ever was. */
export const figuresSource = (ctx: Context): (() => Promise<Figures | undefined>) =>
  lastRead(() => readFigures(ctx), { clock: ctx.clock, freshMs, patienceMs })
