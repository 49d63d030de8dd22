// What the page of instruments shows of a slot, and what is wrong with a proposal. Pure.

import type { KeyObject } from 'node:crypto'
import type { InstrumentEntry, Licence, LicensedContent } from '@umai/contract'
import { digestOf, type Instrument, readSigned, signerOf } from '@umai/instruments'

export type LicenceRow = Readonly<{
  id: string
  instrument: string
  version: string
  digest: string
  definition: Instrument
  signature: string
  signer: string
  paper: Licence['paper']
  permits: string
  state: Licence['state']
  proposed: Licence['proposed']
  decided: Licence['decided']
  revoked: Licence['revoked']
}>

type Signers = readonly KeyObject[]

/** The definition of a row is what was signed, by a key that is trusted still. Asked at every use, not only once. */
export const isTrusted = (
  row: Pick<LicenceRow, 'definition' | 'digest' | 'signature'>,
  signers: Signers,
): boolean =>
  digestOf(row.definition) === row.digest &&
  signerOf(row.definition, row.signature, signers) !== undefined

export const toLicence = (row: LicenceRow, viewer: string, signers: Signers): Licence => ({
  id: row.id,
  version: row.version,
  digest: row.digest,
  signer: row.signer,
  isSignerTrusted: isTrusted(row, signers),
  paper: row.paper,
  permits: row.permits,
  state: row.state,
  proposed: row.proposed,
  decided: row.decided,
  revoked: row.revoked,
  isOwn: row.proposed.by.id === viewer,
})

const entry = (
  of: Instrument,
  state: InstrumentEntry['state'],
  licences: readonly Licence[],
): InstrumentEntry => ({
  id: of.id,
  name: of.title,
  state,
  version: of.status === 'slot' ? null : of.version,
  digest: of.status === 'slot' ? null : digestOf(of),
  items: of.items.length,
  isPilot: of.status === 'pilot',
  holder: of.rights.holder,
  basis: of.rights.basis,
  attribution: of.rights.attribution ?? null,
  evidence: [...of.evidence],
  validatedFor: [...of.validatedFor],
  translation: of.translation,
  licences: [...licences],
})

export const shippedEntry = (of: Instrument): InstrumentEntry => entry(of, 'shipped', [])

/** A slot by what was attached to it; the latest licence comes first. */
export const slotEntry = (
  slot: Instrument,
  rows: readonly LicenceRow[],
  viewer: string,
  signers: Signers,
): InstrumentEntry => {
  const licences = rows.map((row) => toLicence(row, viewer, signers))
  const active = rows.find(({ state }) => state === 'active')
  if (active !== undefined)
    return entry(active.definition, isTrusted(active, signers) ? 'open' : 'untrusted', licences)
  const isProposed = rows.some(({ state }) => state === 'proposed')
  return entry(slot, isProposed ? 'proposed' : 'empty', licences)
}

export const toContent = (of: Instrument): LicensedContent => ({
  name: of.title,
  items: of.items.map(({ id, text, hint }) => ({ id, text, hint: hint ?? null })),
  rules: of.rules.map(({ id, level, text, when }) => ({
    id,
    level,
    text,
    when: JSON.stringify(when),
  })),
  maxUnanswered: of.missing.maxUnanswered,
  mustKnow: [...of.missing.mustKnow],
  lowering: of.lowering,
  assessors: [...of.assessors],
  examples: of.examples?.length ?? 0,
})

type Wrong = Readonly<{ path: string; message: string }>
export type ReadProposal =
  | Readonly<{ kind: 'fit'; definition: Instrument; signature: string; signer: string }>
  | Readonly<{
      kind:
        | 'definition-faulty'
        | 'definition-of-another'
        | 'definition-other-paper'
        | 'definition-unsigned'
      faults: readonly Wrong[]
    }>

/** A proposal as it came: the file whole, of this instrument, over this very paper, signed by a trusted key. */
export const readProposal = (
  given: Readonly<{ instrument: string; signedDefinition: string; paperSha256: string }>,
  signers: Signers,
): ReadProposal => {
  const read = readSigned(given.signedDefinition)
  if (read.kind === 'faulty')
    return {
      kind: 'definition-faulty',
      faults: read.faults.map(({ path, problem }) => ({ path, message: problem })),
    }
  const { definition, signature } = read
  if (definition.id !== given.instrument)
    return {
      kind: 'definition-of-another',
      faults: [{ path: 'definition.id', message: definition.id }],
    }
  if (definition.rights.documentSha256 !== given.paperSha256)
    return {
      kind: 'definition-other-paper',
      faults: [{ path: 'definition.rights.documentSha256', message: given.paperSha256 }],
    }
  const signer = signerOf(definition, signature, signers)
  return signer === undefined
    ? { kind: 'definition-unsigned', faults: [] }
    : { kind: 'fit', definition, signature, signer }
}
