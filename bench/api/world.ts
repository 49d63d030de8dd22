// A country's worth of invented work: people in families with names in their real mixture of spellings, a case and its
// reports for every family but the last, staff who carry some hundred cases each. Sealed values are really sealed.
import { type Db, sealWith } from '@umai/db'
import { nameTokens, soundOf } from '@umai/linkage/names'
import { blindIndex, type Keys, randomKey, type SecretKey, wrapKey } from '@umai/platform'
import { generateFamilies, type Person, spellFullName } from '@umai/sample'
import { hashToken } from '../../apps/server/src/session/model.ts'
import { type Bulk, openBulk } from './copy.ts'

export type Sizes = Readonly<{ people: number; cases: number; reports: number }>
export type Desk = Readonly<{
  role: 'operator' | 'inspector' | 'unit-head' | 'prosecutor'
  token: string
  userId: string
}>

const kinds = {
  agency: 1,
  unit: 2,
  user: 3,
  case: 4,
  person: 5,
  name: 6,
  report: 7,
  incident: 8,
  iin: 9,
  phone: 10,
  part: 11,
  event: 12,
  duty: 13,
  session: 14,
  safe: 15,
  decision: 16,
} as const
export const idOf = (kind: keyof typeof kinds, number: number): string =>
  `0190${kinds[kind].toString(16).padStart(4, '0')}-0000-7000-8000-${number.toString(16).padStart(12, '0')}`
const sqlId = (kind: keyof typeof kinds, number: string) =>
  `('0190${kinds[kind].toString(16).padStart(4, '0')}-0000-7000-8000-' || lpad(to_hex((${number})::bigint), 12, '0'))::uuid`

export const policeUnits = 100
const prosecutorOffices = 10
export const inspectors = 2_000
const operators = 200
const firstOperator = inspectors
const firstHead = firstOperator + operators
const firstProsecutor = firstHead + policeUnits
const users = firstProsecutor + prosecutorOffices
const callUnit = policeUnits + prosecutorOffices

const ownerOf = (caseIndex: number): number => caseIndex % inspectors
const unitOf = (user: number): number => user % policeUnits

const letters = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789'
/** Numbers in the form of the product, each once: multiplying by a number prime to the modulus is a permutation. */
const numberOf = (index: number, length: number): string => {
  let left = (BigInt(index + 1) * 2_654_435_769n) % BigInt(letters.length) ** BigInt(length)
  let text = ''
  for (let place = 0; place < length; place++) {
    text += letters[Number(left % 31n)]
    left /= 31n
  }
  return text
}
export const caseNumberOf = (index: number): string => numberOf(index, 8)
export const reportNumberOf = (index: number): string => `R-${numberOf(index, 7)}`

const kato = '750000000'
const startedMs = Date.now()
const dayMs = 86_400_000
/** The latest case was opened just now, the first three years ago. */
const openedAt = (index: number, count: number): string =>
  new Date(startedMs - ((count - index) / count) * 3 * 365 * dayMs - 3_600_000).toISOString()
/** Three of five are closed, among the cases of each person too. */
export const isClosed = (index: number): boolean => (index + Math.floor(index / inspectors)) % 5 < 3

/** Staff, places and the keys of their agencies. */
const loadStaff = async (db: Db, bulk: Bulk, keys: Keys): Promise<SecretKey> => {
  const agencyKey = randomKey('a-bench')
  const agencies = [
    [0, 'police', 'Полиция'],
    [1, 'prosecutor', 'Прокуратура'],
    [2, 'contact-centre', 'Байланыс орталығы'],
  ] as const
  const now = new Date().toISOString()
  for (const [number, kind, name] of agencies)
    bulk.add('agencies', {
      id: idOf('agency', number),
      kind,
      name_kk: name,
      name_ru: name,
      name_en: kind,
      place_kato: kato,
    })
  for (let unit = 0; unit <= callUnit; unit++) {
    const agency = unit < policeUnits ? 0 : unit < callUnit ? 1 : 2
    bulk.add('units', {
      id: idOf('unit', unit),
      agency_id: idOf('agency', agency),
      parent_id: null,
      name_kk: `Бөлімше ${unit}`,
      name_ru: `Подразделение ${unit}`,
      name_en: `Unit ${unit}`,
      place_kato: kato,
      path: `{${idOf('unit', unit)}}`,
    })
  }
  for (let user = 0; user < users; user++) {
    const [role, unit, agency] =
      user < firstOperator
        ? ['inspector', unitOf(user), 0]
        : user < firstHead
          ? ['operator', callUnit, 2]
          : user < firstProsecutor
            ? ['unit-head', user - firstHead, 0]
            : ['prosecutor', policeUnits + user - firstProsecutor, 1]
    bulk.add('users', {
      id: idOf('user', user),
      agency_id: idOf('agency', Number(agency)),
      login: `person-${user}`,
      name: `Қызметкер ${user}`,
      activated_at: now,
    })
    bulk.add('grants', {
      id: idOf('user', user),
      user_id: idOf('user', user),
      unit_id: idOf('unit', Number(unit)),
      role: String(role),
    })
  }
  bulk.add('agency_keys', {
    id: agencyKey.id,
    agency_id: idOf('agency', 0),
    wrapped_key: wrapKey(keys.root, agencyKey, 'agency'),
    created_at: now,
  })
  await bulk.flush()
  await db.transaction({ role: 'admin' }, async () => undefined)
  return agencyKey
}

type Making = Readonly<{ bulk: Bulk; keys: Keys; agencyKey: SecretKey; sizes: Sizes; now: string }>

const keyFor = ({ bulk, agencyKey, now }: Making, subjectId: string): SecretKey => {
  const key = randomKey('s1')
  bulk.add('subject_keys', {
    subject_id: subjectId,
    agency_key_id: agencyKey.id,
    wrapped_key: wrapKey(agencyKey, key, `subject|${subjectId}`),
    created_at: now,
  })
  return key
}

const sealed = (key: SecretKey, subjectId: string, table: string, rowId: string, value: string) =>
  sealWith(key, { subjectId, place: { table, column: 'sealed', rowId, schemaVersion: 1 }, value })

const blindOf = (keys: Keys, kind: 'iin' | 'phone' | 'name', value: string): Buffer =>
  blindIndex(
    keys.index,
    kind,
    kind === 'name' ? nameTokens(value).toSorted().join(' ') : value.replace(/\D/g, ''),
  )

/** Words repeat from family to family; folding each once is most of the speed. */
const remembered = <T>(make: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>()
  return (text) => {
    const before = known.get(text)
    if (before !== undefined) return before
    const made = make(text)
    if (known.size < 500_000) known.set(text, made)
    return made
  }
}
const tokensOf = remembered((word) => nameTokens(word))
const soundFor = remembered(soundOf)

let nameRows = 0
const addPerson = (making: Making, person: Person, ids: ReadonlyMap<string, string>): string => {
  const { bulk, keys, now } = making
  const id = idOf('person', person.index)
  const key = keyFor(making, id)
  bulk.add('people', {
    id,
    sex: person.sex,
    birth_date: person.bornOn,
    language: person.language,
    created_at: now,
  })
  let shown = ''
  for (const spelling of person.documentSpelling === 'kk'
    ? (['kk', 'ru'] as const)
    : (['ru'] as const)) {
    const {
      surname: family,
      given,
      patronymic,
    } = spellFullName({ parts: person.nameParts, sex: person.sex }, spelling)
    shown ||= `${given} ${family}`
    nameRows += 1
    const nameId = idOf('name', nameRows)
    const words = [...tokensOf(family), ...tokensOf(given ?? '')].toSorted()
    bulk.add('person_names', {
      id: nameId,
      person_id: id,
      script: spelling === 'kk' ? 'kazakh' : 'russian',
      family,
      given,
      patronymic,
      search_key: words.join(' '),
      sound_key: words.map(soundFor).join(' '),
    })
    for (const token of new Set([...words, ...tokensOf(patronymic ?? '')]))
      bulk.add('person_name_tokens', {
        name_id: nameId,
        person_id: id,
        token,
        sound: soundFor(token),
      })
  }
  for (const [kind, value] of [
    ['iin', person.iin],
    ['phone', person.phone],
  ] as const) {
    if (value === null) continue
    const rowId = idOf(kind, person.index)
    bulk.add('person_identifiers', {
      id: rowId,
      person_id: id,
      kind,
      sealed: sealed(key, id, 'person_identifiers', rowId, value),
      blind: blindOf(keys, kind, value),
    })
  }
  const relate = (other: string | null, there: string, back: string) => {
    const otherId = other === null ? undefined : ids.get(other)
    if (otherId === undefined) return
    const row = { lives_together: 'yes', recorded_by: idOf('user', 0), recorded_at: now }
    bulk.add('person_relations', { person_id: id, relative_id: otherId, relation: there, ...row })
    bulk.add('person_relations', { person_id: otherId, relative_id: id, relation: back, ...row })
  }
  relate(person.motherId, 'parent', 'child')
  if (person.fatherId !== person.motherId) relate(person.fatherId, 'parent', 'child')
  const isParent = person.partnerId === person.motherId || person.partnerId === person.fatherId
  if (!isParent) relate(person.partnerId, 'spouse', 'spouse')
  if (person.index % 20 === 0) {
    const rowId = idOf('safe', person.index)
    bulk.add('safe_contacts', {
      id: rowId,
      person_id: id,
      sealed: sealed(
        key,
        id,
        'safe_contacts',
        rowId,
        JSON.stringify({
          mayContact: 'yes',
          whoStarts: 'we',
          channel: 'phone',
          phone: person.phone,
          windows: [{ days: [1, 2, 3, 4, 5], from: '10:00', to: '13:00' }],
          mayLeaveMessage: false,
          hasCodeWord: false,
          ifDropped: null,
          language: person.language,
        }),
      ),
      confirmed_by: idOf('user', 0),
      confirmed_at: now,
      good_until: new Date(startedMs + 14 * dayMs).toISOString(),
    })
  }
  return shown
}

let partRows = 0
const addCase = (
  making: Making,
  index: number,
  people: readonly Person[],
  names: readonly string[],
): void => {
  const { bulk, sizes, now } = making
  const id = idOf('case', index)
  const key = keyFor(making, id)
  const owner = ownerOf(index)
  const opened = openedAt(index, sizes.cases)
  const affectedAt = Math.max(
    people.findIndex(({ sex, position }) => sex === 'female' && position !== 'child'),
    0,
  )
  const allegedAt = people.findIndex(
    ({ sex, position }, at) => at !== affectedAt && sex === 'male' && position !== 'child',
  )
  const title = names[affectedAt] ?? ''
  bulk.add('cases', {
    id,
    number: caseNumberOf(index),
    place_kato: kato,
    opened_at: opened,
    opened_by: idOf('user', owner),
    opened_in: idOf('unit', unitOf(owner)),
    owner_unit_id: idOf('unit', unitOf(owner)),
    owner_id: idOf('user', owner),
    state: isClosed(index) ? 'closed' : 'open',
    closed_at: isClosed(index) ? now : null,
    close_reason: isClosed(index) ? 'safe' : null,
    title,
    search_key: [...new Set(nameTokens(title))].join(' '),
    risk: (['not-assessed', 'routine', 'raised', 'high'] as const)[index % 4] ?? 'routine',
  })
  const roles = people.map((_, at) =>
    at === affectedAt
      ? 'affected'
      : at === allegedAt
        ? 'alleged'
        : people[at]?.position === 'child'
          ? 'child'
          : 'witness',
  )
  for (const [at, person] of people.entries()) {
    partRows += 1
    bulk.add('case_people', {
      id: idOf('part', partRows),
      case_id: id,
      person_id: idOf('person', person.index),
      role: roles[at] ?? 'witness',
      added_by: idOf('user', owner),
      added_at: opened,
    })
  }
  bulk.add('incidents', {
    id: idOf('incident', index),
    case_id: id,
    report_id: idOf('report', index),
    happened_on: opened.slice(0, 10),
    happened_at: opened,
    place_kato: kato,
    sealed: sealed(
      key,
      id,
      'incidents',
      idOf('incident', index),
      JSON.stringify({
        narrative: 'Күйеуі қолын жұлқып, итеріп жіберген; көршілер айқай естіген.',
        address: 'Абай көшесі, 7',
      }),
    ),
    recorded_by: idOf('user', owner),
    recorded_at: opened,
  })
}

const told = (person: Person | undefined, name: string | undefined) => ({
  name: name ?? null,
  sex: person?.sex ?? 'unknown',
  birthDate: person?.bornOn ?? null,
  age: null,
  phone: person?.phone ?? null,
  iin: null,
})

/** Two reports a case; what is over waits for somebody to take it. */
const addReport = (
  making: Making,
  index: number,
  people: readonly Person[],
  names: readonly string[],
): void => {
  const { bulk, keys, sizes } = making
  const id = idOf('report', index)
  const key = keyFor(making, id)
  const caseIndex = index % sizes.cases
  const isWaiting = index >= sizes.cases && index % 20 === 0
  const operator = firstOperator + (index % operators)
  const unit = unitOf(ownerOf(caseIndex))
  const at = openedAt(caseIndex, sizes.cases)
  const urgency = (['emergency', 'urgent', 'routine'] as const)[index % 3] ?? 'routine'
  bulk.add('reports', {
    id,
    number: reportNumberOf(index),
    channel: 'phone-111',
    speaker: 'affected',
    urgency,
    state: isWaiting ? 'handed-over' : 'in-case',
    place_kato: kato,
    recorded_by: idOf('user', operator),
    recorded_unit_id: idOf('unit', callUnit),
    recorded_at: at,
    received_at: at,
    answer_by: new Date(Date.parse(at) + dayMs).toISOString(),
    unit_id: idOf('unit', unit),
    case_id: isWaiting ? null : idOf('case', caseIndex),
  })
  const content = {
    channel: 'phone-111',
    speaker: { kind: 'affected', name: names[0] ?? null, phone: people[0]?.phone ?? null },
    language: 'kk',
    narrative: 'Күйеуі қолын жұлқып, итеріп жіберген; көршілер айқай естіген.',
    occurred: { on: at.slice(0, 10), time: null },
    place: { kato, address: null },
    affected: told(people[0], names[0]),
    alleged: { ...told(people[1], names[1]), relation: 'spouse' },
    children: [],
    danger: { now: 'no', weapon: 'no', injury: 'no', allegedPresent: 'no' },
    safeContact: { mayContact: 'unknown', phone: null, when: null },
  }
  bulk.add('report_versions', {
    report_id: id,
    version: 1,
    recorded_by: idOf('user', operator),
    recorded_at: at,
    sealed: sealWith(key, {
      subjectId: id,
      place: { table: 'report_versions', column: 'sealed', rowId: `${id}.1`, schemaVersion: 1 },
      value: JSON.stringify(content),
    }),
  })
  let mention = 0
  for (const [kind, value, part] of [
    ['phone', people[0]?.phone, 'speaker'],
    ['name', names[0], 'affected'],
    ['name', names[1], 'alleged'],
  ] as const) {
    if (value === undefined || value === null) continue
    mention += 1
    bulk.add('report_mentions', {
      id: `0191${mention.toString(16).padStart(4, '0')}-0000-7000-8000-${index.toString(16).padStart(12, '0')}`,
      report_id: id,
      part,
      kind,
      blind: blindOf(keys, kind, value),
    })
  }
}

/** What carries nothing sealed the database makes by itself: who works on a case, what happened, what is due. */
const derived = (cases: number, statements: readonly string[]): readonly string[] => {
  const owner = `n % ${inspectors}`
  const unit = sqlId('unit', `(${owner}) % ${policeUnits}`)
  const user = sqlId('user', owner)
  const at = `c.opened_at`
  const from = `from generate_series(0, ${cases - 1}) n join cases c on c.id = ${sqlId('case', 'n')}`
  const quoted = statements.map((text) => `'${text.replaceAll("'", "''")}'::jsonb`)
  return [
    `insert into case_assignments (case_id, unit_id, user_id, relation, valid_from)
     select c.id, ${unit}, ${user}, r.relation, ${at} ${from} cross join (values ('owner'), ('opener')) r (relation)
     union all select c.id, ${sqlId('unit', `${policeUnits} + (n % ${policeUnits}) % ${prosecutorOffices}`)}, null, 'oversight', ${at} ${from}
     union all select c.id, ${sqlId('unit', `(n + 7) % ${policeUnits}`)}, ${sqlId('user', `(n + 7) % ${inspectors}`)}, 'assigned', ${at} ${from} where n % 4 = 0`,
    `insert into case_events (id, case_id, kind, happened_at, recorded_at, recorded_by, unit_id, class, data, law)
     select ${sqlId('event', `n * 8 + k`)}, c.id, (array['report-received', 'case-opened', 'person-added', 'facts-answered', 'law-decided'])[k], ${at} + k * interval '3 minutes', ${at} + k * interval '3 minutes',
       ${user}, ${unit}, null, '{}', '[]' ${from} cross join generate_series(1, 5) k`,
    `insert into duties (id, case_id, rule, occurrence, event_id, basis, statement, bearer, unit_id, assignee_id, started_at, due_at, state, ended_at, ended_by, warned_at, late_at, escalated_at)
     select ${sqlId('duty', `n * 8 + k`)}, c.id, 'bench/' || k, 1, ${sqlId('event', `n * 8 + 1`)}, 'law', (array[${quoted.join(', ')}])[1 + (n + k) % ${quoted.length}], 'inspector', ${unit}, ${user}, ${at},
       case when k = 4 then null when c.state = 'open' then now() + (((n * 31 + k * 17) % 240) - 24) * interval '1 hour' else ${at} + interval '1 day' end,
       case when c.state = 'open' then 'open' else 'done' end, case when c.state = 'open' then null else ${at} + interval '5 hours' end, case when c.state = 'open' then null else ${user} end,
       now(), now(), case when ((n * 31 + k * 17) % 240) < 24 and k <> 4 then now() end
     ${from} cross join generate_series(1, 4) k where k <= case when c.state = 'open' then 4 else 2 end`,
    `insert into walls (id, case_id, user_id, reason, created_at)
     select gen_random_uuid(), ${sqlId('case', `(n * 131) % ${cases}`)}, ${sqlId('user', `((n * 131) % ${cases} + 1003) % ${inspectors}`)}, 'other-conflict', now() from generate_series(1, ${Math.min(2000, cases)}) n`,
  ]
}

export type Loaded = Readonly<{
  people: number
  families: number
  cases: number
  reports: number
  rows: number
  seconds: number
}>

const filled = [
  'people',
  'person_names',
  'person_name_tokens',
  'person_identifiers',
  'person_relations',
  'safe_contacts',
  'subject_keys',
  'cases',
  'case_people',
  'case_assignments',
  'case_events',
  'duties',
  'incidents',
  'reports',
  'report_versions',
  'report_mentions',
  'walls',
]

export const loadWorld = async (
  db: Db,
  url: string,
  keys: Keys,
  sizes: Sizes,
  statements: readonly string[],
  say: (text: string) => void,
): Promise<Loaded> => {
  const startedAt = performance.now()
  const bulk = await openBulk(url)
  const making: Making = {
    bulk,
    keys,
    sizes,
    agencyKey: await loadStaff(db, bulk, keys),
    now: new Date().toISOString(),
  }
  // Indexes are made at the end, at once, as after any large import.
  const indexes =
    await bulk.run(`select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as text from pg_index i
    where i.indrelid = any (array[${filled.map((table) => `'${table}'`).join(', ')}]::regclass[])
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)`)
  for (const { name } of indexes) await bulk.run(`drop index ${String(name)}`)
  let families = 0
  let people = 0
  let reports = 0
  for (const family of generateFamilies({ seed: 'bench', people: sizes.people })) {
    const ids = new Map(family.people.map(({ id, index }) => [id, idOf('person', index)]))
    const names = family.people.map((person) => addPerson(making, person, ids))
    if (families < sizes.cases) {
      addCase(making, families, family.people, names)
      for (let index = families; index < sizes.reports; index += sizes.cases) {
        addReport(making, index, family.people, names)
        reports += 1
      }
    }
    families += 1
    const before = people
    people += family.people.length
    if (Math.floor(people / 40_000) === Math.floor(before / 40_000)) continue
    await bulk.flush()
    say(
      `${people} of ${sizes.people} people, ${Math.min(families, sizes.cases)} cases, ${reports} reports`,
    )
  }
  await bulk.flush()
  const cases = Math.min(families, sizes.cases)
  say('who works on what, what happened, what is due')
  for (const text of derived(cases, statements)) await bulk.run(text)
  for (const [at, { text, name }] of indexes.entries()) {
    say(`index ${at + 1} of ${indexes.length}: ${String(name)}`)
    await bulk.run(String(text))
  }
  say('statistics')
  await bulk.run('vacuum analyze')
  await bulk.run('checkpoint')
  const rows = bulk.rows()
  await bulk.end()
  return {
    people,
    families,
    cases,
    reports,
    rows,
    seconds: Math.round((performance.now() - startedAt) / 1000),
  }
}

/** Fifty people at their desks, already signed in: sessions as a sign-in leaves them. */
export const seatDesks = async (url: string, count: number): Promise<readonly Desk[]> => {
  const desks = Array.from({ length: count }, (_, at): Desk => {
    const [role, user] =
      at % 10 < 6
        ? (['inspector', (at * 37) % inspectors] as const)
        : at % 10 < 8
          ? (['operator', firstOperator + at] as const)
          : at % 10 < 9
            ? (['unit-head', firstHead + at] as const)
            : (['prosecutor', firstProsecutor + (Math.floor(at / 10) % prosecutorOffices)] as const)
    return { role, token: `bench-${at}`.padEnd(43, 'x'), userId: idOf('user', user) }
  })
  const bulk = await openBulk(url)
  await bulk.run(`delete from sessions where device = 'bench'`)
  const now = new Date().toISOString()
  for (const [at, { token, userId }] of desks.entries())
    bulk.add('sessions', {
      id: idOf('session', at),
      user_id: userId,
      token_hash: hashToken(token),
      method: 'password',
      device: 'bench',
      purpose: 'case-work',
      started_at: now,
      last_seen_at: now,
      stepped_up_at: now,
      ends_at: new Date(Date.now() + 10 * 3_600_000).toISOString(),
    })
  await bulk.flush()
  await bulk.end()
  return desks
}
