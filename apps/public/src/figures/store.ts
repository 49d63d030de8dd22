// Asks the database for what may be published, and keeps the answer for an hour: it changes once a quarter.
import { type Context, placeNamesNow, runRead } from '@umai/db'
import { toMs } from '@umai/words'
import { sql } from 'kysely'
import { type FigureName, type Figures, figureNames, type Quarter, type units } from './model.ts'

const freshMs = 3_600_000
const restMs = 10_000
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
export function figuresSource(ctx: Context): () => Promise<Figures | undefined> {
  let last: Figures | undefined
  let askAgainAt = 0
  return async () => {
    const now = toMs(ctx.clock.now())
    if (now < askAgainAt) return last
    askAgainAt = now + restMs
    try {
      last = await inTime(readFigures(ctx))
      askAgainAt = now + freshMs
    } catch {
      // The page says that it cannot be told now; why is for the health page of the desk.
    }
    return last
  }
}

function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('The database did not answer in time')), patienceMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}
