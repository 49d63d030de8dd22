import type {
  createOrganisation as createOrganisationEndpoint,
  createService as createServiceEndpoint,
  editService as editServiceEndpoint,
  Input,
  setServiceState as setServiceStateEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { fail, randomId } from '@umai/platform'
import type { CommandContext } from '../http/context.ts'
import {
  insertOrganisation,
  insertService,
  isOrganisation,
  isPlace,
  lockService,
  saveLocation,
  updateService,
  updateServiceState,
} from './store.ts'

type Fields = Input<typeof createServiceEndpoint>['body']

/** A hidden service has no place at all: it cannot be told by mistake what is not written down. */
const checkPlaces = async (tx: Tx, { isHidden, kato, location, organisationId }: Fields) => {
  if (!(await isOrganisation(tx, organisationId))) fail('not-found')
  if (isHidden && (kato !== null || location !== null)) fail('hidden-has-place')
  for (const place of [kato, location?.kato])
    if (place !== null && place !== undefined && !(await isPlace(tx, place))) fail('place-unknown')
}

export const createService = (ctx: CommandContext, input: Input<typeof createServiceEndpoint>) => {
  const id = randomId()
  const { body: fields } = input
  return runCommand(
    ctx,
    { name: 'create-service', key: ctx.key, input, subject: { kind: 'service', id } },
    async (tx, leaf) => {
      await checkPlaces(tx, fields)
      const { location, organisationId } = fields
      const locationId =
        location === null ? null : await saveLocation(tx, { organisationId, id: null, location })
      await insertService(tx, { id, fields, locationId, now: ctx.clock.now() })
      leaf.note('organisation', organisationId)
      return { id }
    },
  )
}

export const editService = (ctx: CommandContext, input: Input<typeof editServiceEndpoint>) => {
  const { id } = input.params
  const { body: fields } = input
  return runCommand(
    ctx,
    { name: 'edit-service', key: ctx.key, input, subject: { kind: 'service', id } },
    async (tx) => {
      const service = await lockService(tx, id)
      if (service === undefined) fail('not-found')
      await checkPlaces(tx, fields)
      if (fields.isHidden && service.state === 'published') fail('hidden-not-public')
      const { location, organisationId } = fields
      const locationId =
        location === null
          ? null
          : await saveLocation(tx, { organisationId, id: service.location_id, location })
      await updateService(tx, { id, fields, locationId, now: ctx.clock.now() })
      return { done: true as const }
    },
  )
}

export const setServiceState = (
  ctx: CommandContext,
  input: Input<typeof setServiceStateEndpoint>,
) => {
  const { id } = input.params
  const { state } = input.body
  return runCommand(
    ctx,
    { name: 'set-service-state', key: ctx.key, input, subject: { kind: 'service', id } },
    async (tx, leaf) => {
      const service = await lockService(tx, id)
      if (service === undefined) fail('not-found')
      if (service.is_hidden && state === 'published') fail('hidden-not-public')
      await updateServiceState(tx, { id, state, now: ctx.clock.now() })
      leaf.note('state', state)
      return { done: true as const }
    },
  )
}

export const createOrganisation = (
  ctx: CommandContext,
  input: Input<typeof createOrganisationEndpoint>,
) => {
  const id = randomId()
  const { name, certified } = input.body
  return runCommand(
    ctx,
    { name: 'create-organisation', key: ctx.key, input, subject: { kind: 'organisation', id } },
    async (tx) => {
      await insertOrganisation(tx, { id, name, certified, now: ctx.clock.now() })
      return { id }
    },
  )
}
