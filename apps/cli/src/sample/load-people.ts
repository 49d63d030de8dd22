// Writes invented people, their names, numbers and relations, batch by batch. Each batch is one transaction and
// follows from the seed, so a run that was cut goes on where it stopped, and a longer run adds to a shorter one.
import { createSubjectKeys, type Db, sealWith, type Tx } from '@umai/db'
import { nameKeys, nameTokens, soundOf } from '@umai/linkage/names'
import { blindIndex, type Keys, type SecretKey } from '@umai/platform'
import {
  type Family,
  generateFamilies,
  listSampleUsers,
  type Person,
  sampleId,
  spellFullName,
} from '@umai/sample'

const PEOPLE_PER_BATCH = 400

export async function loadSamplePeople({
  db,
  keys,
  seed,
  people: total,
  onProgress,
}: {
  readonly db: Db
  readonly keys: Keys
  readonly seed: string
  readonly people: number
  readonly onProgress?: (done: number, total: number) => void
}): Promise<{ readonly added: number }> {
  const registrar = listSampleUsers({ seed }).find(({ login }) => login === 'social-worker')
  if (registrar === undefined)
    throw new Error('The sample has no social worker to record families.')
  const agencyId = await db.transaction({ role: 'umai_loader', readOnly: true }, async (tx) => {
    const row = await tx
      .selectFrom('users')
      .select('agency_id')
      .where('id', '=', registrar.id)
      .executeTakeFirst()
    if (row === undefined)
      throw new Error('The staff of the sample are not loaded; load the region before its people.')
    return row.agency_id
  })

  let added = 0
  let done = 0
  for (const batch of inBatches(generateFamilies({ seed, people: total }))) {
    const people = batch.flatMap((family) => family.people)
    const homes = new Map(people.map(({ id, householdId }) => [id, householdId]))
    added += await db.transaction({ role: 'umai_loader' }, async (tx) => {
      const missing = await withoutKnown(tx, people)
      if (missing.length > 0)
        await insertPeople(tx, {
          keys,
          seed,
          agencyId,
          recordedBy: registrar.id,
          people: missing,
          homes,
        })
      return missing.length
    })
    done += people.length
    onProgress?.(done, total)
  }
  return { added }
}

function* inBatches(families: Iterable<Family>): Generator<readonly Family[], void, undefined> {
  let batch: Family[] = []
  let size = 0
  for (const family of families) {
    batch.push(family)
    size += family.people.length
    if (size < PEOPLE_PER_BATCH) continue
    yield batch
    batch = []
    size = 0
  }
  if (batch.length > 0) yield batch
}

async function withoutKnown(tx: Tx, people: readonly Person[]): Promise<readonly Person[]> {
  const rows = await tx
    .selectFrom('people')
    .select('id')
    .where(
      'id',
      'in',
      people.map(({ id }) => id),
    )
    .execute()
  const known = new Set(rows.map(({ id }) => id))
  return people.filter(({ id }) => !known.has(id))
}

async function insertPeople(
  tx: Tx,
  {
    keys,
    seed,
    agencyId,
    recordedBy,
    people,
    homes,
  }: {
    readonly keys: Keys
    readonly seed: string
    readonly agencyId: string
    readonly recordedBy: string
    readonly people: readonly Person[]
    /** The household of everybody in the batch, those loaded earlier included. */
    readonly homes: ReadonlyMap<string, string>
  },
): Promise<void> {
  const now = new Date().toISOString()
  const subjectKeys = await createSubjectKeys(tx, {
    keys,
    agencyId,
    subjectIds: people.map(({ id }) => id),
  })
  await tx
    .insertInto('people')
    .values(
      people.map(({ id, sex, bornOn, language }) => ({
        id,
        sex,
        birth_date: bornOn,
        language,
        created_at: now,
      })),
    )
    .execute()

  const names = people.flatMap((person) => namesOf(person, seed))
  await tx
    .insertInto('person_names')
    .values(names.map(({ tokens: _, ...row }) => row))
    .execute()
  await tx
    .insertInto('person_name_tokens')
    .values(
      names.flatMap(({ id, person_id, tokens }) =>
        tokens.map((token) => ({ name_id: id, person_id, token, sound: soundOf(token) })),
      ),
    )
    .execute()

  await tx
    .insertInto('person_identifiers')
    .values(
      people.flatMap((person) => {
        const key = subjectKeys.get(person.id)
        if (key === undefined) throw new Error(`Person ${person.index} has no key.`)
        return identifiersOf(person, { keys, key, seed })
      }),
    )
    .execute()

  const relations = people.flatMap((person) => relationsOf(person, homes))
  if (relations.length > 0) {
    await tx
      .insertInto('person_relations')
      .values(relations.map((row) => ({ ...row, recorded_by: recordedBy, recorded_at: now })))
      .execute()
  }
}

/** The name of the document in its script and, for those whose document is in Kazakh, in Russian letters too. */
function namesOf(person: Person, seed: string) {
  const { documentSpelling, nameParts: parts, sex } = person
  const spellings = documentSpelling === 'kk' ? (['kk', 'ru'] as const) : (['ru'] as const)
  return spellings.map((spelling, at) => {
    const { surname: family, given, patronymic } = spellFullName({ parts, sex }, spelling)
    const { search, sound } = nameKeys({ family, given })
    const words = [family, given, patronymic].filter((word) => word !== null).join(' ')
    return {
      id: sampleId(seed, `name-${at}`, person.index),
      person_id: person.id,
      script: spelling === 'kk' ? ('kazakh' as const) : ('russian' as const),
      family,
      given,
      patronymic,
      search_key: search,
      sound_key: sound,
      tokens: [...new Set(nameTokens(words))],
    }
  })
}

function identifiersOf(
  person: Person,
  { keys, key, seed }: { readonly keys: Keys; readonly key: SecretKey; readonly seed: string },
) {
  const numbers = [
    { kind: 'iin' as const, value: person.iin },
    ...(person.phone === null ? [] : [{ kind: 'phone' as const, value: person.phone }]),
  ]
  return numbers.map(({ kind, value }) => {
    const id = sampleId(seed, kind, person.index)
    return {
      id,
      person_id: person.id,
      kind,
      sealed: sealWith(key, {
        subjectId: person.id,
        place: { table: 'person_identifiers', column: 'sealed', rowId: id, schemaVersion: 1 },
        value,
      }),
      blind: blindIndex(keys.index, kind, value.replace(/\D/g, '')),
    }
  })
}

/** What others made before are to this person, and this person to them. */
function relationsOf(person: Person, homes: ReadonlyMap<string, string>) {
  const both = (otherId: string, relation: string, reverse: string) => {
    const livesTogether: 'yes' | 'no' = homes.get(otherId) === person.householdId ? 'yes' : 'no'
    return [
      { person_id: person.id, relative_id: otherId, relation, lives_together: livesTogether },
      {
        person_id: otherId,
        relative_id: person.id,
        relation: reverse,
        lives_together: livesTogether,
      },
    ]
  }
  const partner = {
    married: 'spouse',
    'living-together': 'partner',
    separated: 'former-spouse',
  } as const
  return [
    ...[person.motherId, person.fatherId].flatMap((id) =>
      id === null ? [] : both(id, 'parent', 'child'),
    ),
    ...(person.partnerId === null || person.partnership === null
      ? []
      : both(person.partnerId, partner[person.partnership], partner[person.partnership])),
  ]
}
