// Asks the law about an incident in the threads of the law (law-worker.ts), so that many who ask at once wait for each
// other, not everybody for them.
import { LawBusy, type LawThreads } from '@umai/law/threads'
import { Problem } from '@umai/platform'
import type { Inquiry } from './law-worker.ts'
import type { Answer, Reconciliation } from './model.ts'

const workFile = new URL('./law-worker.ts', import.meta.url)

const askAside =
  <Given>(name: 'answer' | 'reconciliation') =>
  async ({ askIn }: Pick<LawThreads, 'askIn'>, inquiry: Inquiry): Promise<Given> => {
    try {
      return (await askIn(workFile, name, inquiry)) as Given
    } catch (error) {
      if (error instanceof LawBusy) throw new Problem('law-busy', { retryAfterSeconds: 5 })
      throw error
    }
  }

export const askLawAside = askAside<Answer>('answer')
export const askReconciliationAside = askAside<Reconciliation>('reconciliation')
