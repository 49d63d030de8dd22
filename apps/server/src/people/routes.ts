import {
  correctPerson as correctPersonEndpoint,
  readPerson,
  revealProtectedAddress as revealProtectedAddressEndpoint,
  searchPeople,
  setProtectedAddress as setProtectedAddressEndpoint,
  setSafeContact as setSafeContactEndpoint,
} from '@umai/contract'
import { runView, type Tx } from '@umai/db'
import { fail, type Keys, randomId } from '@umai/platform'
import { type App, route } from '../http/route.ts'
import {
  correctPerson,
  revealProtectedAddress,
  setProtectedAddress,
  setSafeContact,
} from './actions.ts'
import { blindOf, toFound, toPerson } from './model.ts'
import {
  findByBlind,
  findByNameWords,
  findPerson,
  findSafeContact,
  listBirthDates,
  listCasesOfPeople,
  listIdentifiers,
  listNames,
  listRelations,
} from './store.ts'

export const personRoutes = (app: App): void => {
  route(app, searchPeople, (ctx, { body }) =>
    runView(
      ctx,
      { name: 'search-people', subject: { kind: 'person-list', id: randomId() } },
      async (tx) => {
        const ids = await findPeople(tx, ctx.keys, body.q)
        const names = await listNames(tx, ids)
        const cases = await listCasesOfPeople(tx, ids)
        const births = await listBirthDates(tx, ids)
        return { items: ids.map((id) => toFound(id, { names, cases, births })) }
      },
    ),
  )

  route(app, readPerson, (ctx, { params }) =>
    runView(
      ctx,
      { name: 'read-person', subject: { kind: 'person', id: params.id } },
      async (tx) => {
        const person = (await findPerson(tx, params.id)) ?? fail('not-found')
        const sealing = { keys: ctx.keys, personId: person.id }
        const relations = await listRelations(tx, [person.id])
        return toPerson(person, {
          names: await listNames(tx, [person.id, ...relations.map((other) => other.relative_id)]),
          identifiers: await listIdentifiers(tx, sealing),
          safeContact: await findSafeContact(tx, sealing),
          cases: await listCasesOfPeople(tx, [person.id]),
          relations,
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

/** Twelve digits are an IIN, other digits a telephone, everything else a name. */
const findPeople = (tx: Tx, keys: Keys, q: string): Promise<readonly string[]> => {
  const digits = q.replace(/[\s()+-]/g, '')
  if (/^\d{12}$/.test(digits)) return findByBlind(tx, 'iin', blindOf(keys, 'iin', digits))
  if (/^\d{10,15}$/.test(digits)) return findByBlind(tx, 'phone', blindOf(keys, 'phone', digits))
  return findByNameWords(tx, q, 50)
}
