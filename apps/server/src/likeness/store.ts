import type { AnsweredMatch, LikelyPerson } from '@umai/contract'
import type { Tx } from '@umai/db'
import { nameTokens, soundOf } from '@umai/linkage/names'
import { type Keys, randomId } from '@umai/platform'
import type { Instant, PlainDate } from '@umai/words'
import { sql } from 'kysely'
import { blindOf, nameFromTold } from '../people/model.ts'
import {
  type Agreement,
  isWorthShowing,
  type Known,
  likenessModel,
  type Weighed,
  weigh,
} from './model.ts'

/** Somebody as told: one line for the name, or its parts as written in a form. */
export type Told = Readonly<{
  name?: string | undefined
  names?: Known['names'] | undefined
  birthDate?: PlainDate | null | undefined
  iin?: string | null | undefined
  phones?: readonly string[] | undefined
  sex?: Known['sex'] | undefined
}>

type Candidate = Readonly<{
  person_id: string
  names: readonly Readonly<{ family: string; given: string | null; patronymic: string | null }>[]
  birth_date: PlainDate | null
  sex: Known['sex']
  iin: Agreement
  phone: Agreement
}>

export type Match = Readonly<{ candidate: Candidate; weighed: Weighed }>

/** Who of all the people known may be meant, the likeliest first; the database decides who may be said at all. */
export async function findMatches(tx: Tx, keys: Keys, told: Told): Promise<readonly Match[]> {
  const names = told.names ?? (told.name === undefined ? [] : [nameFromTold(told.name)])
  const known: Known = { names, birthDate: told.birthDate ?? null, sex: told.sex ?? 'unknown' }
  const wholes = names.map(({ family, given, patronymic }) => ({
    all: nameTokens([family, given, patronymic].filter(Boolean).join(' ')),
    short: nameTokens([family, given].filter(Boolean).join(' ')).toSorted(),
  }))
  const tokens = [...new Set(wholes.flatMap(({ all }) => all))]
  const short = wholes[0]?.short ?? []
  const phones = told.phones ?? []
  const { rows } = await sql<Candidate>`select * from sec.match_candidates(
      ${told.iin ? blindOf(keys, 'iin', told.iin) : null}::bytea,
      ${phones.map((phone) => blindOf(keys, 'phone', phone))}::bytea[],
      ${tokens}::text[], ${tokens.map(soundOf)}::text[],
      ${short.length === 0 ? null : short.join(' ')}::text,
      ${short.length < 2 ? null : short.map(soundOf).join(' ')}::text,
      ${known.birthDate}::date)`.execute(tx)
  return rows
    .map(
      (candidate): Match => ({
        candidate,
        weighed: weigh(
          known,
          { names: candidate.names, birthDate: candidate.birth_date, sex: candidate.sex },
          candidate,
        ),
      }),
    )
    .filter(({ weighed }) => isWorthShowing(weighed))
    .toSorted(
      (a, b) =>
        b.weighed.weight - a.weighed.weight ||
        (a.candidate.person_id < b.candidate.person_id ? -1 : 1),
    )
    .slice(0, 10)
}

/** Enough to recognise somebody and no more: the given name, one letter of the family name, the year of birth. */
export const toLikely = ({ candidate, weighed }: Match): LikelyPerson => {
  const [name] = candidate.names
  const initial = name === undefined ? '' : `${name.family.slice(0, 1)}.`
  return {
    personId: candidate.person_id,
    name: name === undefined || name.given === null ? initial : `${name.given} ${initial}`,
    birthYear: candidate.birth_date === null ? null : Number(candidate.birth_date.slice(0, 4)),
    sex: candidate.sex,
    likeness: weighed.likeness,
    weight: weighed.weight,
    evidence: [...weighed.evidence],
  }
}

type NewAnswer = AnsweredMatch &
  Readonly<{
    weighed: Weighed | undefined
    aboutId: string | null
    reportId: string | null
    caseId: string | null
    by: string
    at: Instant
  }>

export async function insertAnswer(tx: Tx, answer: NewAnswer): Promise<void> {
  await tx
    .insertInto('match_answers')
    .values({
      id: randomId(),
      person_id: answer.personId,
      about_id: answer.aboutId,
      report_id: answer.reportId,
      case_id: answer.caseId,
      answer: answer.answer,
      weight: answer.weighed?.weight ?? 0,
      evidence: JSON.stringify(answer.weighed?.evidence ?? []),
      model: likenessModel(),
      answered_by: answer.by,
      answered_at: answer.at,
    })
    .execute()
}

/** Notes that two records may be of one person; a pair that is noted already stays as it was decided. */
export async function insertPair(
  tx: Tx,
  pair: Readonly<{
    one: string
    other: string
    weighed: Weighed
    source: 'answer' | 'new-person'
    at: Instant
  }>,
): Promise<void> {
  const [left, right] = pair.one < pair.other ? [pair.one, pair.other] : [pair.other, pair.one]
  await sql`
    insert into person_pairs (id, left_id, right_id, weight, likeness, evidence, model, source, found_at)
    values (${randomId()}, ${left}, ${right}, ${pair.weighed.weight}, ${pair.weighed.likeness},
      ${JSON.stringify(pair.weighed.evidence)}::jsonb, ${likenessModel()}, ${pair.source}, ${pair.at}::timestamptz)
    on conflict do nothing`.execute(tx)
}
