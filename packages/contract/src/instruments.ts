import { type Static, Type } from 'typebox'
import { endpoint } from './endpoint.ts'
import {
  ById,
  Created,
  Done,
  exactly,
  Id,
  Instant,
  NamedUser,
  orNull,
  paragraph,
  Text,
} from './fields.ts'

/** The most the paper of an owner may have. */
export const paperBytesAtMost = 5 * 1024 * 1024
/** The most a signed definition may have, in characters. */
export const definitionCharactersAtMost = 400_000

export const licenceStates = ['proposed', 'active', 'refused', 'revoked'] as const
export const LicenceState = Type.Enum(licenceStates)
export type LicenceState = Static<typeof LicenceState>

const Act = exactly({ by: NamedUser, at: Instant, reason: Type.String() })

export const Licence = exactly({
  id: Id,
  version: Type.String(),
  digest: Type.String(),
  /** Fingerprint of the key that signed the definition. */
  signer: Type.String(),
  /** False where the key is no longer trusted here: the instrument is then not used, whatever the state says. */
  isSignerTrusted: Type.Boolean(),
  paper: exactly({ mediaType: Type.String(), bytes: Type.Integer(), sha256: Type.String() }),
  permits: Type.String(),
  state: LicenceState,
  proposed: exactly({ by: NamedUser, at: Instant }),
  decided: orNull(Act),
  revoked: orNull(Act),
  /** Whoever proposed it does not put it in force. */
  isOwn: Type.Boolean(),
})
export type Licence = Static<typeof Licence>

const Translation = Type.Enum(['original', 'draft', 'back-translated'])
const Evidence = exactly({
  metric: Type.String(),
  value: Type.String(),
  population: Type.String(),
  source: Type.String(),
})

/** `shipped`: comes with Umai. `empty`: known, not permitted. `open`: used, by a licence in force. */
export const InstrumentState = Type.Enum(['shipped', 'empty', 'proposed', 'open', 'untrusted'])
export type InstrumentState = Static<typeof InstrumentState>

export const InstrumentEntry = exactly({
  id: Type.String(),
  name: Text,
  state: InstrumentState,
  version: orNull(Type.String()),
  digest: orNull(Type.String()),
  items: Type.Integer(),
  isPilot: Type.Boolean(),
  holder: Type.String(),
  basis: Type.Enum(['own work', 'open licence', 'permission', 'none']),
  attribution: orNull(Type.String()),
  evidence: Type.Array(Evidence),
  validatedFor: Type.Array(Type.String()),
  translation: exactly({ kk: Translation, ru: Translation, en: Translation }),
  licences: Type.Array(Licence, { description: 'The latest first' }),
})
export type InstrumentEntry = Static<typeof InstrumentEntry>

export const listInstrumentEntries = endpoint({
  name: 'list-instrument-entries',
  summary: 'Every instrument and slot with its licences',
  method: 'GET',
  path: '/api/instruments/entries',
  effect: 'read',
  access: 'manage-instruments',
  reply: exactly({
    items: Type.Array(InstrumentEntry),
    /** Fingerprints of the keys whose signatures are taken here. */
    signers: Type.Array(Type.String()),
  }),
  errors: [],
})

export const LicensedContent = exactly({
  name: Text,
  items: Type.Array(exactly({ id: Type.String(), text: Text, hint: orNull(Text) })),
  rules: Type.Array(
    exactly({
      id: Type.String(),
      level: Type.Enum(['routine', 'raised', 'high']),
      text: Text,
      /** The rule as the definition writes it. */
      when: Type.String(),
    }),
  ),
  maxUnanswered: Type.Integer(),
  mustKnow: Type.Array(Type.String()),
  lowering: Type.Enum(['never', 'second person']),
  assessors: Type.Array(Type.String()),
  examples: Type.Integer(),
})
export type LicensedContent = Static<typeof LicensedContent>

export const readLicensedContent = endpoint({
  name: 'read-licensed-content',
  summary: 'What a licence would let people ask: items and rules of its definition',
  method: 'GET',
  path: '/api/instrument-licences/:id/content',
  effect: 'read',
  access: 'manage-instruments',
  params: ById,
  reply: LicensedContent,
  errors: [],
})

export const readInstrumentPaper = endpoint({
  name: 'read-instrument-paper',
  summary: 'The paper by which the owner permits the use of an instrument, as it came',
  method: 'GET',
  path: '/api/instrument-licences/:id/paper',
  effect: 'read',
  access: 'manage-instruments',
  params: ById,
  reply: exactly({
    fileName: Type.String(),
    mediaType: Type.String(),
    sha256: Type.String(),
    base64: Type.String(),
  }),
  errors: [],
})

export const proposeLicence = endpoint({
  name: 'propose-licence',
  summary:
    'Attach the paper of an owner and a signed definition to a slot; somebody else puts it in force',
  method: 'POST',
  path: '/api/instruments/:instrument/licences',
  effect: 'command',
  access: 'manage-instruments',
  stepUp: true,
  maxBodyBytes: 8_000_000,
  params: exactly({ instrument: Type.String({ pattern: '^[a-z0-9-]{1,60}$' }) }),
  body: exactly({
    paperBase64: Type.String({
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
      minLength: 4,
      maxLength: 7_000_000,
    }),
    signedDefinition: Type.String({ minLength: 2, maxLength: definitionCharactersAtMost }),
    permits: paragraph(2000, 10),
  }),
  reply: Created,
  errors: [
    'step-up-required',
    'instrument-unknown',
    'licence-open-already',
    'paper-unfit',
    'definition-faulty',
    'definition-of-another',
    'definition-other-paper',
    'definition-unsigned',
  ],
})

export const decideLicence = endpoint({
  name: 'decide-licence',
  summary: 'A second person puts a proposed licence in force or refuses it',
  method: 'POST',
  path: '/api/instrument-licences/:id/decide',
  effect: 'command',
  access: 'manage-instruments',
  stepUp: true,
  params: ById,
  body: exactly({ verdict: Type.Enum(['active', 'refused']), reason: paragraph(2000, 5) }),
  reply: Done,
  errors: [
    'step-up-required',
    'second-person-same',
    'licence-decided',
    'definition-unsigned',
    'licence-open-already',
  ],
})

export const revokeLicence = endpoint({
  name: 'revoke-licence',
  summary: 'Close an instrument again, at once; assessments made with it stay',
  method: 'POST',
  path: '/api/instrument-licences/:id/revoke',
  effect: 'command',
  access: 'manage-instruments',
  stepUp: true,
  params: ById,
  body: exactly({ reason: paragraph(2000, 5) }),
  reply: Done,
  errors: ['step-up-required', 'licence-not-active'],
})
