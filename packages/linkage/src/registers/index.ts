// Registers read out of memory, for programs that keep them sealed: nothing here loads a database engine or writes a file.
export type { CsvEncoding } from '../intake/csv.ts'
export {
  lookAtRegister,
  type RegisterFault,
  type RegisterLimits,
  type RegisterLook,
  type RegisterReport,
  type RegisterRow,
  readRegister,
} from './read-register.ts'
export {
  type RegisterBytes,
  RegisterError,
  type RegisterFormat,
  type RegisterProblem,
} from './register-bytes.ts'
export { type RegisterColumns, type RegisterField, registerFields } from './register-columns.ts'
