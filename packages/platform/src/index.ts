export { canonicalJson, type Json } from './canonical-json.ts'
export { type Clock, type FixedClock, fixedClock, systemClock } from './clock.ts'
export {
  type Config,
  choiceSetting,
  flagSetting,
  integerSetting,
  optionalTextSetting,
  readSettings,
  type Setting,
  textSetting,
} from './config.ts'
export {
  additionalDataOf,
  blindIndex,
  deriveKey,
  hmacSha256,
  isSameSecret,
  type Place,
  randomId,
  randomKey,
  randomToken,
  type SecretKey,
  seal,
  sealedWith,
  sha256,
  unseal,
  unwrapKey,
  wrapKey,
} from './crypto.ts'
export type { Database, Engine, TransactionOptions } from './database/database.ts'
export { type Embedded, type EmbeddedOptions, openEmbedded } from './database/pglite.ts'
export { type Connection, openPostgres, type PostgresOptions } from './database/postgres.ts'
export {
  databaseCodeOf,
  type FieldFault,
  fail,
  Problem,
  type ProblemDetails,
  toProblem,
  toProblemDetails,
} from './errors.ts'
export { escapeHtml, type Html, html, trustedHtml } from './html.ts'
export { createKeyFile, type Keys, keysFromSeed, openKeyFile, unsealDerived } from './keys.ts'
export { createLog, type Log, type LogLevel, logLevels, silentLog } from './log.ts'
export { hashPassword, verifyPassword } from './password-hash.ts'
export { type Claims, signTicket, ticketKeyHalves, ticketSeconds } from './ticket.ts'
