// Where the square code in a school leads: the letter of a child, in a child's words.
import type { Page } from '../../http/visit.ts'
import { write } from './write.ts'

export const helloPage: Page = {
  path: '/hello',
  takesForm: true,
  answer: (visit) => write(visit, { isChild: true }),
}
