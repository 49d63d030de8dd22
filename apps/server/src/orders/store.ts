import type {
  Order,
  OrderBreach,
  OrderCheck,
  OrderDocument,
  OrderState,
  PersonNameForm,
} from '@umai/contract'
import { sealFor, type Tx, unsealFor } from '@umai/db'
import { nameTokens } from '@umai/linkage/names'
import { type Keys, randomId } from '@umai/platform'
import type { Instant, PlainDate, Text } from '@umai/words'
import { sql } from 'kysely'
import { replacedEvent } from '../duties/model.ts'
import { likePattern, type Order as PageOrder, readPage } from '../http/page.ts'
import type { AttachedEvidence } from './evidence.ts'
import type { NumberedOrder, OrderContent, OrderRegime, OrderStatement } from './model.ts'

const place = (table: string, column: string, rowId: string) => ({
  table,
  column,
  rowId,
  schemaVersion: 1,
})

/** The next number of a unit in a year; whoever asks next waits until this command ends. */
export const drawNumber = async (tx: Tx, series: string, year: number): Promise<number> => {
  const { rows } = await sql<{ last: number }>`
    insert into number_series (series, year, last) values (${series}, ${year}, 1)
    on conflict (series, year) do update set last = number_series.last + 1
    returning last`.execute(tx)
  return rows[0]?.last ?? 1
}

export const insertOrder = async (
  tx: Tx,
  keys: Keys,
  order: Readonly<{
    id: string
    caseId: string
    incidentId: string
    addresseeId: string
    protectedId: string
    content: OrderContent
    statement: OrderStatement
    unitId: string
    by: string
  }>,
): Promise<void> => {
  const { content } = order
  await tx
    .insertInto('orders')
    .values({
      id: order.id,
      case_id: order.caseId,
      number: content.number,
      regime: content.regime,
      statement: JSON.stringify(order.statement),
      incident_id: order.incidentId,
      addressee_id: order.addresseeId,
      protected_id: order.protectedId,
      content_sealed: await sealFor(tx, {
        keys,
        subjectId: order.caseId,
        place: place('orders', 'content_sealed', order.id),
        value: JSON.stringify(content),
      }),
      unit_id: order.unitId,
      issued_by: order.by,
      issued_at: content.issuedAt,
      term_days: content.termDays,
    })
    .execute()
}

export type StoredOrder = Readonly<{
  id: string
  case_id: string
  number: string
  regime: OrderRegime
  statement: OrderStatement
  addressee_id: string
  protected_id: string
  content_sealed: string
  unit_id: string
  issued_by: string
  issued_at: Instant
  term_days: number
  served_at: Instant | null
  served_by: string | null
  service_way: 'signed' | 'refused' | 'absent' | null
  service_language: 'kk' | 'ru' | 'en' | null
  witness_sealed: string | null
  ends_at: Instant | null
  revoked_at: Instant | null
  revoke_reason_sealed: string | null
}>

const columns = [
  'id',
  'case_id',
  'number',
  'regime',
  'statement',
  'addressee_id',
  'protected_id',
  'content_sealed',
  'unit_id',
  'issued_by',
  'issued_at',
  'term_days',
  'served_at',
  'served_by',
  'service_way',
  'service_language',
  'witness_sealed',
  'ends_at',
  'revoked_at',
  'revoke_reason_sealed',
] as const

export const lockOrder = async (tx: Tx, id: string): Promise<StoredOrder | undefined> =>
  (await tx
    .selectFrom('orders')
    .select(columns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()) as StoredOrder | undefined

export const findOrder = async (tx: Tx, id: string): Promise<StoredOrder | undefined> =>
  (await tx.selectFrom('orders').select(columns).where('id', '=', id).executeTakeFirst()) as
    | StoredOrder
    | undefined

export const readContent = async (
  tx: Tx,
  keys: Keys,
  order: Pick<StoredOrder, 'id' | 'case_id' | 'content_sealed'>,
): Promise<OrderContent> =>
  JSON.parse(
    await unsealFor(tx, {
      keys,
      subjectId: order.case_id,
      place: place('orders', 'content_sealed', order.id),
      sealed: order.content_sealed,
    }),
  ) as OrderContent

type Unsealing = Readonly<{ keys: Keys; caseId: string; sealed: string | null }>

export const openWitness = async (
  tx: Tx,
  orderId: string,
  { keys, caseId, sealed }: Unsealing,
): Promise<string | null> =>
  sealed === null
    ? null
    : unsealFor(tx, {
        keys,
        subjectId: caseId,
        place: place('orders', 'witness_sealed', orderId),
        sealed,
      })

export const openRevokeReason = async (
  tx: Tx,
  orderId: string,
  { keys, caseId, sealed }: Unsealing,
): Promise<string | null> =>
  sealed === null
    ? null
    : unsealFor(tx, {
        keys,
        subjectId: caseId,
        place: place('orders', 'revoke_reason_sealed', orderId),
        sealed,
      })

/** What was issued in a case and neither served nor taken back. */
export const listUnserved = (tx: Tx, caseId: string) =>
  tx
    .selectFrom('orders')
    .select(['id', 'case_id', 'number', 'addressee_id', 'protected_id', 'content_sealed'])
    .where('case_id', '=', caseId)
    .where('served_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('issued_at', 'desc')
    .execute()

/**
 * The order that took the place of one that was never served. Between the same two people another is issued while one
 * stands only in its place, so it is the one issued before this one was taken back, in the same act.
 */
export const findReplacement = async (
  tx: Tx,
  order: Pick<
    StoredOrder,
    'id' | 'case_id' | 'addressee_id' | 'protected_id' | 'issued_at' | 'served_at' | 'revoked_at'
  >,
): Promise<NumberedOrder | null> => {
  if (order.served_at !== null || order.revoked_at === null) return null
  const found = await tx
    .selectFrom('orders as o')
    .select(['o.id', 'o.number'])
    .where('o.case_id', '=', order.case_id)
    .where('o.addressee_id', '=', order.addressee_id)
    .where('o.protected_id', '=', order.protected_id)
    .where('o.issued_at', '>=', order.issued_at)
    .where('o.issued_at', '<=', order.revoked_at)
    .where('o.id', '!=', order.id)
    .where(
      sql<boolean>`exists (select from case_events e where e.about_id = ${order.id} and e.kind = 'order-revoked'
        and e.law @> ${JSON.stringify([{ event: replacedEvent }])}::jsonb)`,
    )
    .executeTakeFirst()
  return found ?? null
}

/** Another order between the same two people that still binds or waits to be served. */
export const hasOrderBetween = async (
  tx: Tx,
  pair: Readonly<{
    addresseeId: string
    protectedId: string
    now: Instant
    /** The one whose place another takes. */
    butFor?: string | undefined
  }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('orders')
    .select('id')
    .where('addressee_id', '=', pair.addresseeId)
    .where('protected_id', '=', pair.protectedId)
    .$if(pair.butFor !== undefined, (query) => query.where('id', '!=', pair.butFor ?? ''))
    .where('revoked_at', 'is', null)
    .where((where) => where.or([where('ends_at', 'is', null), where('ends_at', '>', pair.now)]))
    .executeTakeFirst()) !== undefined

export const serveRow = async (
  tx: Tx,
  keys: Keys,
  service: Readonly<{
    order: Pick<StoredOrder, 'id' | 'case_id'>
    way: 'signed' | 'refused' | 'absent'
    language: 'kk' | 'ru' | 'en'
    witness: string | null
    at: Instant
    endsAt: Instant
    by: string
  }>,
): Promise<void> => {
  const { order, witness } = service
  await tx
    .updateTable('orders')
    .set({
      served_at: service.at,
      served_by: service.by,
      service_way: service.way,
      service_language: service.language,
      ends_at: service.endsAt,
      witness_sealed:
        witness === null
          ? null
          : await sealFor(tx, {
              keys,
              subjectId: order.case_id,
              place: place('orders', 'witness_sealed', order.id),
              value: witness,
            }),
    })
    .where('id', '=', order.id)
    .execute()
}

export const revokeRow = async (
  tx: Tx,
  keys: Keys,
  revoking: Readonly<{
    order: Pick<StoredOrder, 'id' | 'case_id'>
    reason: string
    at: Instant
    by: string
  }>,
): Promise<void> => {
  const { order } = revoking
  await tx
    .updateTable('orders')
    .set({
      revoked_at: revoking.at,
      revoked_by: revoking.by,
      revoke_reason_sealed: await sealFor(tx, {
        keys,
        subjectId: order.case_id,
        place: place('orders', 'revoke_reason_sealed', order.id),
        value: revoking.reason,
      }),
    })
    .where('id', '=', order.id)
    .execute()
}

export const insertCopy = async (
  tx: Tx,
  copy: Readonly<{
    caseId: string
    orderId: string
    to: 'protected' | 'prosecutor'
    at: Instant
    by: string
  }>,
): Promise<void> => {
  await tx
    .insertInto('order_copies')
    .values({
      id: randomId(),
      case_id: copy.caseId,
      order_id: copy.orderId,
      receiver: copy.to,
      given_at: copy.at,
      given_by: copy.by,
    })
    .execute()
}

export const insertCheck = async (
  tx: Tx,
  keys: Keys,
  check: Readonly<{
    id: string
    caseId: string
    orderId: string
    at: Instant
    outcome: OrderCheck['outcome']
    note: string | undefined
    by: string
  }>,
): Promise<void> => {
  const { id, caseId, note } = check
  await tx
    .insertInto('order_checks')
    .values({
      id,
      case_id: caseId,
      order_id: check.orderId,
      checked_at: check.at,
      outcome: check.outcome,
      checked_by: check.by,
      note_sealed:
        note === undefined
          ? null
          : await sealFor(tx, {
              keys,
              subjectId: caseId,
              place: place('order_checks', 'note_sealed', id),
              value: note,
            }),
    })
    .execute()
}

type BreachText = Readonly<{ narrative: string; evidence: readonly string[] }>

export const insertBreach = async (
  tx: Tx,
  keys: Keys,
  breach: Readonly<{
    id: string
    caseId: string
    orderId: string
    at: Instant
    what: OrderBreach['what']
    isRepeat: boolean
    text: BreachText
    by: string
    recordedAt: Instant
  }>,
): Promise<void> => {
  const { id, caseId } = breach
  await tx
    .insertInto('order_breaches')
    .values({
      id,
      case_id: caseId,
      order_id: breach.orderId,
      breached_at: breach.at,
      what: [...breach.what],
      is_repeat: breach.isRepeat,
      recorded_by: breach.by,
      recorded_at: breach.recordedAt,
      sealed: await sealFor(tx, {
        keys,
        subjectId: caseId,
        place: place('order_breaches', 'sealed', id),
        value: JSON.stringify(breach.text),
      }),
    })
    .execute()
}

/** Whether the addressee broke an order within the year before. */
export const hasBreachSince = async (
  tx: Tx,
  addresseeId: string,
  since: Instant,
): Promise<boolean> =>
  (await tx
    .selectFrom('order_breaches as b')
    .innerJoin('orders as o', 'o.id', 'b.order_id')
    .select('b.id')
    .where('o.addressee_id', '=', addresseeId)
    .where('b.breached_at', '>=', since)
    .executeTakeFirst()) !== undefined

export const hasRightsExplained = async (
  tx: Tx,
  { caseId, personId, by }: Readonly<{ caseId: string; personId: string; by: Instant }>,
): Promise<boolean> =>
  (await tx
    .selectFrom('rights_explanations')
    .select('id')
    .where('case_id', '=', caseId)
    .where('person_id', '=', personId)
    .where('explained_at', '<=', by)
    .executeTakeFirst()) !== undefined

export type CaseParty = Readonly<{
  personId: string
  role: 'affected' | 'alleged' | 'child'
  birthDate: PlainDate | null
  names: readonly PersonNameForm[]
}>

/** The people of a case whom an order may be about, with every spelling of their names. */
export const listParties = async (tx: Tx, caseId: string): Promise<readonly CaseParty[]> => {
  const { rows } = await sql<{
    person_id: string
    role: CaseParty['role']
    birth_date: PlainDate | null
    names: PersonNameForm[] | null
  }>`
    select cp.person_id, cp.role, p.birth_date,
      (select json_agg(json_build_object('script', n.script, 'family', n.family, 'given', n.given, 'patronymic', n.patronymic) order by n.script, n.id)
        from person_names n where n.person_id = p.id and n.ended_at is null) as names
    from case_people cp join people p on p.id = cp.person_id
    where cp.case_id = ${caseId} and cp.role in ('affected', 'alleged', 'child')
    order by cp.added_at, cp.id`.execute(tx)
  return rows.map((row) => ({
    personId: row.person_id,
    role: row.role,
    birthDate: row.birth_date,
    names: row.names ?? [],
  }))
}

export type IncidentOfCase = Readonly<{
  id: string
  happened_on: PlainDate
  happened_at: Instant | null
  place: Text
  narrative: string
}>

export const listIncidentsOf = async (
  tx: Tx,
  keys: Keys,
  caseId: string,
): Promise<readonly IncidentOfCase[]> => {
  const { rows } = await sql<{
    id: string
    happened_on: PlainDate
    happened_at: Instant | null
    sealed: string
    kk: string
    ru: string
    en: string
  }>`
    select i.id, i.happened_on, i.happened_at, i.sealed, p.name_kk as kk, p.name_ru as ru, p.name_en as en
    from incidents i join lateral (
      select x.name_kk, x.name_ru, x.name_en from place_names x where x.kato = i.place_kato order by x.valid_from desc limit 1
    ) p on true
    where i.case_id = ${caseId}
    order by i.happened_on desc, i.id desc`.execute(tx)
  return Promise.all(
    rows.map(async (row) => {
      const text = await unsealFor(tx, {
        keys,
        subjectId: caseId,
        place: place('incidents', 'sealed', row.id),
        sealed: row.sealed,
      })
      return {
        id: row.id,
        happened_on: row.happened_on,
        happened_at: row.happened_at,
        place: { kk: row.kk, ru: row.ru, en: row.en },
        narrative: (JSON.parse(text) as { narrative: string }).narrative,
      }
    }),
  )
}

export type Issuer = Readonly<{
  name: string
  position: string
  unitId: string
  kato: string
  masthead: Text
  place: Text
}>

/** Who issues: the person, and the unit whose name stands at the head of the paper. */
export const readIssuer = async (
  tx: Tx,
  userId: string,
  unitId: string,
): Promise<Issuer | undefined> => {
  const { rows } = await sql<{
    name: string
    position: string
    kato: string
    agency: Text
    unit: Text
    place: Text
  }>`
    select u.name, u.position, n.place_kato as kato,
      json_build_object('kk', a.name_kk, 'ru', a.name_ru, 'en', a.name_en) as agency,
      json_build_object('kk', n.name_kk, 'ru', n.name_ru, 'en', n.name_en) as unit,
      (select json_build_object('kk', p.name_kk, 'ru', p.name_ru, 'en', p.name_en)
        from place_names p where p.kato = n.place_kato order by p.valid_from desc limit 1) as place
    from users u, units n join agencies a on a.id = n.agency_id
    where u.id = ${userId} and n.id = ${unitId}`.execute(tx)
  const row = rows[0]
  if (row === undefined) return undefined
  const both = (lang: 'kk' | 'ru' | 'en'): string => `${row.agency[lang]}\n${row.unit[lang]}`
  return {
    name: row.name,
    position: row.position,
    unitId,
    kato: row.kato,
    masthead: { kk: both('kk'), ru: both('ru'), en: both('en') },
    place: row.place,
  }
}

export const isSampleInstallation = async (tx: Tx): Promise<boolean> =>
  (await tx.selectFrom('installation').select('is_sample').executeTakeFirst())?.is_sample === true

export type ListedOrder = Readonly<{
  id: string
  number: string
  case_id: string
  case_number: string
  addressee: string
  protected_name: string
  issued_at: Instant
  served_at: Instant | null
  ends_at: Instant | null
  revoked_at: Instant | null
  next_check_at: Instant | null
  breaches: number
  unit_id: string
  unit_kk: string
  unit_ru: string
  unit_en: string
  issued_by: string
  issued_by_name: string | null
  served_by: string | null
  served_by_name: string | null
}>

const nameOf = (ref: string) => sql<string>`coalesce((
  select trim(concat(n.given, ' ', n.family)) from person_names n
  where n.person_id = ${sql.ref(ref)} and n.ended_at is null order by n.script, n.id limit 1), '')`

const listed = (tx: Tx) =>
  tx
    .selectFrom('orders as o')
    .innerJoin('cases as c', 'c.id', 'o.case_id')
    .innerJoin('units as n', 'n.id', 'o.unit_id')
    .leftJoin('users as u', 'u.id', 'o.issued_by')
    .leftJoin('users as s', 's.id', 'o.served_by')

const shown = [
  'o.id',
  'o.number',
  'o.case_id',
  'c.number as case_number',
  nameOf('o.addressee_id').as('addressee'),
  nameOf('o.protected_id').as('protected_name'),
  'o.issued_at',
  'o.served_at',
  'o.ends_at',
  'o.revoked_at',
  sql<Instant | null>`(select min(d.due_at) from duties d where d.about_id = o.id and d.state = 'open'
    and d.statement -> 'satisfiedBy' ? 'order.checked')`.as('next_check_at'),
  sql<number>`(select count(*)::int from order_breaches b where b.order_id = o.id)`.as('breaches'),
  'o.unit_id',
  'n.name_kk as unit_kk',
  'n.name_ru as unit_ru',
  'n.name_en as unit_en',
  'o.issued_by',
  'u.name as issued_by_name',
  'o.served_by',
  's.name as served_by_name',
] as const

export const findListedOrder = async (tx: Tx, id: string): Promise<ListedOrder | undefined> =>
  (await listed(tx).select(shown).where('o.id', '=', id).executeTakeFirst()) as unknown as
    | ListedOrder
    | undefined

type Filter = Readonly<{
  q?: string
  state?: OrderState
  caseId?: string
  sort?: string
  cursor?: string
  limit?: number
}>

export const listOrders = async (
  tx: Tx,
  filter: Filter,
  now: Instant,
): Promise<{ rows: readonly ListedOrder[]; nextCursor: string | null; total: number }> => {
  const words = (filter.q ?? '').trim()
  const tokens = nameTokens(words)
  const matching = listed(tx)
    .$if(filter.caseId !== undefined, (query) => query.where('o.case_id', '=', filter.caseId ?? ''))
    .$if(filter.state === 'revoked', (query) => query.where('o.revoked_at', 'is not', null))
    .$if(filter.state === 'issued', (query) =>
      query.where('o.revoked_at', 'is', null).where('o.served_at', 'is', null),
    )
    .$if(filter.state === 'in-force', (query) =>
      query.where('o.revoked_at', 'is', null).where('o.ends_at', '>', now),
    )
    .$if(filter.state === 'expired', (query) =>
      query.where('o.revoked_at', 'is', null).where('o.ends_at', '<=', now),
    )
    .$if(words !== '', (query) =>
      query.where((where) =>
        where.or([
          where('o.number', 'like', likePattern(words)),
          ...(tokens.length === 0
            ? []
            : [
                where.and(tokens.map((token) => where('c.search_key', 'like', likePattern(token)))),
              ]),
        ]),
      ),
    )
  const sort = filter.sort ?? '-issuedAt'
  const order: PageOrder = {
    sort,
    by:
      sort === 'endsAt'
        ? sql`coalesce(o.ends_at, timestamptz '9999-01-01')`
        : sql.ref('o.issued_at'),
    as: 'timestamptz',
    id: sql.ref('o.id'),
    idAs: 'uuid',
  }
  const page = await readPage(matching.select(shown), order, filter)
  const { total } = await matching
    .select((select) => select.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return {
    rows: page.rows as unknown as ListedOrder[],
    nextCursor: page.nextCursor,
    total: Number(total),
  }
}

export const listChecks = async (
  tx: Tx,
  keys: Keys,
  order: Pick<StoredOrder, 'id' | 'case_id'>,
): Promise<OrderCheck[]> => {
  const rows = await tx
    .selectFrom('order_checks as k')
    .leftJoin('users as u', 'u.id', 'k.checked_by')
    .select(['k.id', 'k.checked_at', 'k.outcome', 'k.note_sealed', 'k.checked_by', 'u.name'])
    .where('k.order_id', '=', order.id)
    .orderBy('k.checked_at', 'desc')
    .execute()
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      at: row.checked_at,
      outcome: row.outcome,
      note:
        row.note_sealed === null
          ? null
          : await unsealFor(tx, {
              keys,
              subjectId: order.case_id,
              place: place('order_checks', 'note_sealed', row.id),
              sealed: row.note_sealed,
            }),
      by: { id: row.checked_by, name: row.name ?? '' },
    })),
  )
}

export const listBreaches = async (
  tx: Tx,
  keys: Keys,
  order: Pick<StoredOrder, 'id' | 'case_id'>,
): Promise<OrderBreach[]> => {
  const rows = await tx
    .selectFrom('order_breaches as b')
    .leftJoin('users as u', 'u.id', 'b.recorded_by')
    .select([
      'b.id',
      'b.breached_at',
      'b.what',
      'b.sealed',
      'b.is_repeat',
      'b.recorded_by',
      'u.name',
    ])
    .where('b.order_id', '=', order.id)
    .orderBy('b.breached_at', 'desc')
    .execute()
  return Promise.all(
    rows.map(async (row) => {
      const text = JSON.parse(
        await unsealFor(tx, {
          keys,
          subjectId: order.case_id,
          place: place('order_breaches', 'sealed', row.id),
          sealed: row.sealed,
        }),
      ) as BreachText
      return {
        id: row.id,
        at: row.breached_at,
        what: row.what as OrderBreach['what'],
        narrative: text.narrative,
        evidence: [...text.evidence],
        by: { id: row.recorded_by, name: row.name ?? '' },
        isRepeat: row.is_repeat,
      }
    }),
  )
}

export const listCopies = async (tx: Tx, orderId: string): Promise<Order['copies']> => {
  const rows = await tx
    .selectFrom('order_copies as k')
    .leftJoin('users as u', 'u.id', 'k.given_by')
    .select(['k.receiver', 'k.given_at', 'k.given_by', 'u.name'])
    .where('k.order_id', '=', orderId)
    .orderBy('k.given_at')
    .execute()
  return rows.map((row) => ({
    to: row.receiver,
    at: row.given_at,
    by: { id: row.given_by, name: row.name ?? '' },
  }))
}

export const listOrderDocuments = async (tx: Tx, orderId: string): Promise<OrderDocument[]> => {
  const rows = await tx
    .selectFrom('documents')
    .select(['id', 'kind', 'lang', 'file_name', 'sha256', 'made_at'])
    .where('order_id', '=', orderId)
    .orderBy('kind')
    .orderBy('lang')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    lang: row.lang,
    fileName: row.file_name,
    sha256: row.sha256,
    madeAt: row.made_at,
  }))
}

/** What happened around an order, for those who must prove it: nothing that staff keep for themselves. */
export const listEventsAround = async (
  tx: Tx,
  order: Pick<StoredOrder, 'id' | 'case_id'>,
): Promise<readonly Readonly<{ kind: string; at: Instant }>[]> => {
  const { rows } = await sql<{ kind: string; at: Instant }>`
    select kind, happened_at as at from case_events
    where case_id = ${order.case_id} and not is_staff_only
      and (about_id = ${order.id} or kind in ('report-received', 'case-opened', 'law-decided', 'rights-explained'))
    order by happened_at, id`.execute(tx)
  return rows
}

export const listReportsOf = async (
  tx: Tx,
  caseId: string,
): Promise<readonly Readonly<{ number: string; channel: string; receivedAt: Instant }>[]> => {
  const rows = await tx
    .selectFrom('reports')
    .select(['number', 'channel', 'received_at'])
    .where('case_id', '=', caseId)
    .orderBy('received_at')
    .execute()
  return rows.map((row) => ({
    number: row.number,
    channel: row.channel,
    receivedAt: row.received_at,
  }))
}

/** Files of the case that its evidence is made of, with their hashes; medical papers only where one sees them. */
export const listAttached = async (
  tx: Tx,
  caseId: string,
): Promise<readonly AttachedEvidence[]> => {
  const rows = await tx
    .selectFrom('attachments as a')
    .leftJoin('users as u', 'u.id', 'a.added_by')
    .leftJoin('attachment_withdrawals as w', 'w.attachment_id', 'a.id')
    .leftJoin('users as v', 'v.id', 'w.withdrawn_by')
    .select(['a.kind', 'a.media_type', 'a.bytes', 'a.sha256', 'a.added_at', 'u.name'])
    .select(['w.reason', 'w.withdrawn_at', 'v.name as withdrawn_by'])
    .where('a.case_id', '=', caseId)
    .where('a.state', '=', 'kept')
    .orderBy('a.added_at')
    .orderBy('a.id')
    .execute()
  return rows.map((row) => ({
    kind: row.kind,
    mediaType: row.media_type ?? '',
    bytes: row.bytes,
    sha256: row.sha256,
    addedAt: row.added_at,
    addedBy: row.name ?? '',
    withdrawn:
      row.reason === null || row.withdrawn_at === null
        ? null
        : { at: row.withdrawn_at, by: row.withdrawn_by ?? '', reason: row.reason },
  }))
}

const expiredAtOnce = 500

/** Our own reminder, no rule of the law. */
export const endsSoonRule = 'method/order-ends'

/** Orders whose term is over and whose end nobody wrote down yet. */
export const listExpired = async (
  tx: Tx,
  now: Instant,
): Promise<readonly Readonly<{ id: string; caseId: string; endsAt: Instant }>[]> => {
  const rows = await tx
    .selectFrom('orders')
    .select(['id', 'case_id', 'ends_at'])
    .where('ends_at', '<=', now)
    .where('expired_at', 'is', null)
    .where('revoked_at', 'is', null)
    .orderBy('ends_at')
    .limit(expiredAtOnce)
    .execute()
  return rows.map((row) => ({ id: row.id, caseId: row.case_id, endsAt: row.ends_at ?? now }))
}

/** Orders in force whose term is over before that moment and of which nobody was reminded yet, with who leads their case. */
export const listEndingSoon = async (
  tx: Tx,
  { now, before }: Readonly<{ now: Instant; before: Instant }>,
) => {
  const rows = await tx
    .selectFrom('orders as o')
    .innerJoin('cases as c', 'c.id', 'o.case_id')
    .select(['o.id', 'o.case_id', 'o.number', 'o.ends_at', 'c.owner_unit_id', 'c.owner_id'])
    .where('o.ends_at', '>', now)
    .where('o.ends_at', '<=', before)
    .where('o.revoked_at', 'is', null)
    .where('c.closed_at', 'is', null)
    .where((on) =>
      on.not(
        on.exists(
          on
            .selectFrom('duties as d')
            .select('d.id')
            .whereRef('d.case_id', '=', 'o.case_id')
            .where('d.rule', '=', endsSoonRule)
            .whereRef('d.about_id', '=', 'o.id'),
        ),
      ),
    )
    .orderBy('o.ends_at')
    .limit(expiredAtOnce)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id,
    number: row.number,
    endsAt: row.ends_at ?? before,
    unitId: row.owner_unit_id,
    userId: row.owner_id,
  }))
}

export const expireRow = async (tx: Tx, id: string, at: Instant): Promise<void> => {
  await tx.updateTable('orders').set({ expired_at: at }).where('id', '=', id).execute()
}
