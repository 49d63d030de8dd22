import {
  correctPerson as correctPersonEndpoint,
  type Person,
  type PersonNameForm,
  readPerson,
  revealProtectedAddress as revealProtectedAddressEndpoint,
  searchPeople,
  setProtectedAddress as setProtectedAddressEndpoint,
  setSafeContact as setSafeContactEndpoint,
} from '@umai/contract'
import { runView } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import { findPeopleAsked } from '../search/actions.ts'
import {
  correctPerson,
  revealProtectedAddress,
  setProtectedAddress,
  setSafeContact,
} from './actions.ts'
import { displayName, toFound, toPerson } from './model.ts'
import {
  findPerson,
  findSafeContact,
  listBirthDates,
  listCasesOfPeople,
  listFormerNames,
  listIdentifiers,
  listMerges,
  listNames,
  listParts,
  listRelations,
  type MergeRow,
} from './store.ts'

export const personRoutes = (app: App): void => {
  route(app, searchPeople, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-people', subject: { kind: 'person-list', id: randomId() } },
      async (tx) => {
        const found = await findPeopleAsked({ tx, keys: ctx.keys, q: body.q, limit: 50 })
        const ids = found.map(({ id }) => id)
        const names = await listNames(tx, ids)
        const cases = await listCasesOfPeople(tx, ids)
        const births = await listBirthDates(tx, ids)
        return {
          items: found.map(({ id, reasons, likeness }) => ({
            ...toFound(id, { names, cases, births }),
            reasons,
            likeness,
          })),
        }
      },
    ),
  )

  route(app, readPerson, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-person', subject: { kind: 'person', id: params.id } },
      async (tx) => {
        const ids = await listParts(tx, params.id)
        const parts = await Promise.all(
          ids.map(async (personId) => {
            const sealing = { keys: ctx.keys, personId }
            return {
              person: (await findPerson(tx, personId)) ?? fail('not-found'),
              identifiers: await listIdentifiers(tx, sealing),
              safeContact: await findSafeContact(tx, sealing),
            }
          }),
        )
        const [first, ...others] = parts
        if (first === undefined) fail('not-found')
        const relations = await listRelations(tx, ids)
        const merges = await listMerges(tx, ids)
        const names = await listNames(tx, [
          ...ids,
          ...relations.map((other) => other.relative_id),
          ...merges.flatMap(({ kept_id, merged_id }) => [kept_id, merged_id]),
        ])
        return toPerson(first, others, {
          names,
          formerNames: await listFormerNames(tx, first.person.id),
          cases: await listCasesOfPeople(tx, ids),
          relations,
          merges: merges.map((merge) => toMerge(merge, names, ids)),
          chosen: merges.find(({ ended_at }) => ended_at === null)?.chosen ?? {},
          now: ctx.clock.now(),
        })
      },
    ),
  )

  route(app, correctPersonEndpoint, correctPerson)
  route(app, setSafeContactEndpoint, setSafeContact)
  route(app, setProtectedAddressEndpoint, setProtectedAddress)
  route(app, revealProtectedAddressEndpoint, revealProtectedAddress)
}

const toMerge = (
  merge: MergeRow,
  names: ReadonlyMap<string, readonly PersonNameForm[]>,
  parts: readonly string[],
): Person['merges'][number] => {
  const other = merge.kept_id === parts[0] ? merge.merged_id : merge.kept_id
  const [name] = names.get(other) ?? []
  return {
    id: merge.id,
    keptId: merge.kept_id,
    mergedId: merge.merged_id,
    otherName: name === undefined ? '' : displayName(name),
    at: merge.merged_at,
    by: { id: merge.merged_by, name: merge.merger ?? '' },
    endedAt: merge.ended_at,
    endedBy: merge.ended_by === null ? null : { id: merge.ended_by, name: merge.ender ?? '' },
  }
}
