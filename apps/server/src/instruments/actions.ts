import type { KeyObject } from 'node:crypto'
import {
  type decideLicence as decideEndpoint,
  type Input,
  type InstrumentEntry,
  paperBytesAtMost,
  type proposeLicence as proposeEndpoint,
  type revokeLicence as revokeEndpoint,
} from '@umai/contract'
import { runCommand, type Tx } from '@umai/db'
import { digestOf, type Instrument, instruments, slots } from '@umai/instruments'
import { fail, randomId, sha256 } from '@umai/platform'
import { contentTypeOf } from '../attachments/actions/look-at.ts'
import type { CommandContext } from '../http/context.ts'
import { isTrusted, readProposal, shippedEntry, slotEntry } from './model.ts'
import {
  decideRow,
  hasOpenLicence,
  insertLicence,
  listActive,
  listLicences,
  lockLicence,
  type NewPaper,
  revokeRow,
} from './store.ts'

type Signers = readonly KeyObject[]

/** Instruments that are open by a licence in force whose signature is trusted now. */
export const listOpenInstruments = async (
  tx: Tx,
  signers: Signers,
): Promise<readonly Instrument[]> =>
  (await listActive(tx))
    .filter((row) => isTrusted(row, signers))
    .map(({ definition }) => definition)

export const listEntries = async (
  tx: Tx,
  viewer: string,
  signers: Signers,
): Promise<InstrumentEntry[]> => {
  const rows = await listLicences(tx)
  return [
    ...instruments.map(shippedEntry),
    ...slots.map((slot) =>
      slotEntry(
        slot,
        rows.filter(({ instrument }) => instrument === slot.id),
        viewer,
        signers,
      ),
    ),
  ]
}

const paperTypes: ReadonlySet<string> = new Set(['application/pdf', 'image/jpeg', 'image/png'])

const readPaper = async (content: Buffer): Promise<NewPaper> => {
  const mediaType = content.byteLength <= paperBytesAtMost ? await contentTypeOf(content) : ''
  if (mediaType === undefined || !paperTypes.has(mediaType))
    fail('paper-unfit', {
      faults: [
        {
          in: 'body',
          path: '/paperBase64',
          message: `${(content.byteLength / 1_048_576).toFixed(1)} MB, ${mediaType || '?'}`,
        },
      ],
    })
  return {
    id: randomId(),
    mediaType: mediaType as NewPaper['mediaType'],
    sha256: sha256(content).toString('hex'),
    content,
  }
}

/** The paper of the owner and a signed definition over this very paper; somebody else puts it in force. */
export const proposeLicence = async (
  ctx: CommandContext,
  input: Input<typeof proposeEndpoint>,
  signers: Signers,
) => {
  const { instrument } = input.params
  const { paperBase64, signedDefinition, permits } = input.body
  if (!slots.some(({ id }) => id === instrument)) fail('instrument-unknown')
  const paper = await readPaper(Buffer.from(paperBase64, 'base64'))
  const read = readProposal({ instrument, signedDefinition, paperSha256: paper.sha256 }, signers)
  if (read.kind !== 'fit')
    fail(read.kind, {
      faults: read.faults.map(({ path, message }) => ({
        in: 'body' as const,
        path: `/signedDefinition/${path.replaceAll('.', '/')}`.slice(0, 200),
        message,
      })),
    })
  const { definition, signature, signer } = read
  const id = randomId()
  const { key } = ctx
  // The bytes are known by their hash: the key of a command need not keep them.
  const sent = { params: input.params, body: { paper: paper.sha256, signedDefinition, permits } }
  return runCommand(
    ctx,
    { name: 'propose-licence', key, input: sent, subject: { kind: 'instrument-licence', id } },
    async (tx, leaf) => {
      if (await hasOpenLicence(tx, instrument, ['proposed'])) fail('licence-open-already')
      const digest = digestOf(definition)
      await insertLicence(tx, {
        id,
        paper,
        definition,
        digest,
        signature,
        signer,
        permits,
        by: ctx.identity.userId,
        at: ctx.clock.now(),
      })
      leaf.note('instrument', instrument)
      leaf.note('digest', digest)
      leaf.note('paper', paper.sha256)
      leaf.note('signer', signer)
      return { id }
    },
  )
}

export const decideLicence = (
  ctx: CommandContext,
  input: Input<typeof decideEndpoint>,
  signers: Signers,
) => {
  const { id } = input.params
  const { verdict, reason } = input.body
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'decide-licence', key, input, subject: { kind: 'instrument-licence', id } },
    async (tx, leaf) => {
      const row = (await lockLicence(tx, id)) ?? fail('not-found')
      if (row.state !== 'proposed') fail('licence-decided')
      const by = ctx.identity.userId
      if (verdict === 'active') {
        if (row.proposed.by.id === by) fail('second-person-same')
        if (!isTrusted(row, signers)) fail('definition-unsigned')
        if (await hasOpenLicence(tx, row.instrument, ['active'])) fail('licence-open-already')
      }
      await decideRow(tx, id, { state: verdict, by, at: ctx.clock.now(), reason })
      leaf.note('instrument', row.instrument)
      leaf.note('digest', row.digest)
      leaf.note('verdict', verdict)
      return { done: true as const }
    },
  )
}

/** Closing takes one person: what may not be used is not used a minute longer. */
export const revokeLicence = (ctx: CommandContext, input: Input<typeof revokeEndpoint>) => {
  const { id } = input.params
  const { key } = ctx
  return runCommand(
    ctx,
    { name: 'revoke-licence', key, input, subject: { kind: 'instrument-licence', id } },
    async (tx, leaf) => {
      const row = (await lockLicence(tx, id)) ?? fail('not-found')
      if (row.state !== 'active') fail('licence-not-active')
      await revokeRow(tx, id, {
        by: ctx.identity.userId,
        at: ctx.clock.now(),
        reason: input.body.reason,
      })
      leaf.note('instrument', row.instrument)
      leaf.note('digest', row.digest)
      return { done: true as const }
    },
  )
}
