// The inside of the thread: one message, one answer.
import { parentPort } from 'node:worker_threads'
import { InquiryError, ScopeError } from '@umai/rules'
import { CaseloadError } from './caseload.ts'
import { type LawProblem, READY, type ThreadReply } from './thread.ts'
import { lawWork } from './thread-work.ts'
import { TopicError } from './what-applies.ts'

type Message = {
  readonly id: number
  readonly name: keyof typeof lawWork
  readonly given: unknown[]
}

const port = parentPort
if (port === null) throw new Error('thread-worker.ts runs only as a thread; call startLawThread')

port.on('message', ({ id, name, given }: Message) => {
  void answer(name, given).then((reply) => port.postMessage({ id, ...reply } satisfies ThreadReply))
})
port.postMessage({ id: READY, value: null } satisfies ThreadReply)

async function answer(name: Message['name'], given: unknown[]) {
  try {
    const work = lawWork[name] as (...args: unknown[]) => unknown
    return { value: await work(...given) }
  } catch (error) {
    const problems = problemsOf(error)
    if (problems !== undefined) return { problems }
    // A fault of the pack or the engine; it says nothing about the facts that were given.
    return { fault: error instanceof Error ? `${error.name}: ${error.message}` : String(error) }
  }
}

function problemsOf(error: unknown): readonly LawProblem[] | undefined {
  if (error instanceof InquiryError)
    return error.problems.map(({ name, message, value, expected }) => ({
      name,
      message,
      value: JSON.stringify(value) ?? 'nothing',
      expected,
    }))
  if (error instanceof TopicError || error instanceof ScopeError || error instanceof CaseloadError)
    return [{ name: '', message: error.message, value: '', expected: '' }]
  return undefined
}
