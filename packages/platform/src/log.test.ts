import { DatabaseError } from 'pg'
import { expect, test } from 'vitest'
import { createLog } from './log.ts'

function record() {
  const lines: string[] = []
  const log = createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } })
  return { log, text: () => lines.join('') }
}

const personal = {
  name: 'Айгүл Серікова',
  iin: '990101300123',
  phone: '+7 701 123 45 67',
  address: 'Абай көшесі 1',
  email: 'aigul@example.kz',
  narrative: 'ол мені ұрды',
  login: 'a.serikova',
}
const secrets = {
  password: 'hunter2-hunter2',
  token: 'tok-abcdef',
  Authorization: 'Bearer zzz',
  cookie: '__Host-sid=qqq',
  api_key: 'k-123',
  totpSecret: 'JBSWY3DP',
  key: 'idempotent-1',
}

test.each([
  ['at the top', (fields: object) => fields],
  ['deep inside', (fields: object) => ({ request: { parts: [{ of: fields }] } })],
  [
    'under another spelling',
    (fields: object) =>
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [name.toUpperCase(), value]),
      ),
  ],
])('personal data and secrets %s never reach the log', (_, wrap) => {
  const { log, text } = record()

  log.info('a request', wrap({ ...personal, ...secrets }) as Record<string, unknown>)
  log.with(wrap({ ...personal, ...secrets }) as Record<string, unknown>).warn('a child')

  for (const value of Object.values({ ...personal, ...secrets }))
    expect(text()).not.toContain(value)
  expect(text()).toContain('[removed]')
})

test.each([
  ['an IIN', 'no person 990101300123 here', '990101300123'],
  ['a telephone number', 'called +7 (701) 123-45-67 twice', '123-45-67'],
  ['a telephone number written at once', 'called 87011234567', '87011234567'],
  ['an address of mail', 'wrote to aigul@example.kz', 'aigul@example.kz'],
  [
    'a ticket',
    `v1.r1.${'0'.repeat(8)}-user.session.case-work.0.1700000000.${'ab'.repeat(32)}`,
    'ab'.repeat(32),
  ],
  ['the password in an address', 'connect postgres://umai:sesame@db:5432/umai', 'sesame'],
])('%s is taken out of a message, a field and an error', (_, message, leak) => {
  const { log, text } = record()

  log.info(message)
  log.info('in a field', { because: message })
  log.info('in an error', { error: new Error(message, { cause: new Error(message) }) })

  expect(text()).not.toContain(leak)
})

test('an error of the database keeps its code and constraint and loses what it quotes', () => {
  const { log, text } = record()
  const error = Object.assign(
    new DatabaseError('duplicate key value violates "people_iin_key"', 10, 'error'),
    {
      severity: 'ERROR',
      code: '23505',
      constraint: 'people_iin_key',
      table: 'people',
      detail: 'Key (surname)=(Серікова) already exists.',
    },
  )

  log.error('it failed', { error })

  expect(text()).not.toContain('Серікова')
  expect(JSON.parse(text())).toMatchObject({
    error: { sqlstate: '23505', constraint: 'people_iin_key', table: 'people' },
  })
})

test('what is neither personal nor secret stays readable', () => {
  const { log, text } = record()

  log.info('case closed', {
    caseId: '0197a1b2-0000-7000-8000-000000000001',
    took: 12,
    state: 'closed',
    at: '2026-11-23T06:00:00.000Z',
  })

  expect(JSON.parse(text())).toMatchObject({
    msg: 'case closed',
    caseId: '0197a1b2-0000-7000-8000-000000000001',
    took: 12,
    state: 'closed',
    at: '2026-11-23T06:00:00.000Z',
  })
})
