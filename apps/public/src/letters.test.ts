// Letters as a browser without a script sends them, over the real database.
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { anAgency, aUser, openTestDatabase, type TestDatabase } from '@umai/db/testing'
import { randomKey } from '@umai/platform'
import { closeMessage, deriveReceiptKeys, newKeyPair, newReceipt } from '@umai/threads'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { createPublicSite } from './app.ts'
import { defaultNumbers, parseNumbers } from './numbers/model.ts'
import { createThreads } from './threads/actions.ts'
import { openReceiptSecrets } from './threads/secrets.ts'

let database: TestDatabase
let site: ReturnType<typeof createPublicSite>
const secrets = { salt: randomBytes(16), pepper: randomBytes(32) }
const agencies: Record<string, string> = {}
let hashes = 0
const derive: typeof deriveReceiptKeys = (...given) => {
  hashes += 1
  return deriveReceiptKeys(...given)
}

const openSite = (
  threads = createThreads({ db: database.db, secrets, clock: database.clock, derive }),
  change: Partial<Parameters<typeof createPublicSite>[0]> = {},
) =>
  createPublicSite({
    exitUrl: 'http://127.0.0.1:9/weather',
    isSample: true,
    numbers: parseNumbers(defaultNumbers),
    clock: database.clock,
    formKey: randomKey('forms'),
    threads,
    ...change,
  })

beforeAll(async () => {
  database = await openTestDatabase()
  for (const kind of [
    'contact-centre',
    'police',
    'prosecutor',
    'ombudsman',
    'social-protection',
  ] as const) {
    const { publicKey } = await newKeyPair()
    agencies[kind] = await database.load(async (tx) => {
      const id = await anAgency(tx, {
        kind,
        name_kk: `kk ${kind}`,
        name_ru: `ru ${kind}`,
        name_en: `en ${kind}`,
      })
      await sql`set local role umai_jobs`.execute(tx)
      return id
    })
    await database.db.transaction({ role: 'umai_jobs' }, (tx) =>
      tx
        .insertInto('recipient_keys')
        .values({
          agency_id: agencies[kind] ?? '',
          public_key: publicKey,
          wrapped_private: 'x',
          made_at: database.clock.now(),
        })
        .execute(),
    )
  }
  site = openSite()
})
afterAll(async () => {
  await site.close()
  await database.close()
})

const plain = (text: string): string =>
  text.replaceAll(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)))
const hiddenOf = (body: string): URLSearchParams => {
  const fields = new URLSearchParams()
  for (const [, name = '', value = ''] of body.matchAll(
    /<input type="hidden" name="([^"]+)" value="([^"]*)">/g,
  ))
    fields.append(name, plain(value))
  return fields
}
type File = Readonly<{ name: string; bytes: Buffer }>
const post = async (
  url: string,
  body: string,
  add: Readonly<Record<string, string>> = {},
  files?: readonly File[],
  to = site,
) => {
  // Each request from an address of its own: what is tried here is not how often one address may ask.
  const remoteAddress = `10.${randomBytes(3).join('.')}`
  const fields = hiddenOf(body)
  for (const [name, value] of Object.entries(add)) fields.append(name, value)
  if (files === undefined)
    return to.inject({
      method: 'POST',
      url,
      remoteAddress,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: fields.toString(),
    })
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  for (const { name, bytes } of files) form.append('file', new Blob([new Uint8Array(bytes)]), name)
  const request = new Request('http://x/', { method: 'POST', body: form })
  return to.inject({
    method: 'POST',
    url,
    remoteAddress,
    headers: { 'content-type': request.headers.get('content-type') ?? '' },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}
const walk = async (url: string, steps: readonly Readonly<Record<string, string>>[]) => {
  let { body } = await site.inject({ url })
  for (const step of steps) ({ body } = await post(url, body, step))
  return body
}
const receiptOf = (body: string): string =>
  [...body.matchAll(/<span>(\d{4})<\/span>/g)].map(([, group]) => group).join('')
const adult = (text: string, topic = 'home'): readonly Readonly<Record<string, string>>[] => [
  { who: 'self' },
  { topic },
  ...(topic === 'police' || topic === 'official' ? [] : [{ about: '' }]),
  { text },
  { when: 'week', place: '' },
  {},
  {},
  { reply: 'here' },
]
const sendLetter = async (text: string, topic = 'home') =>
  receiptOf(await walk('/ru/write', [...adult(text, topic), { go: 'send' }]))
const openMailbox = async (receipt: string, to = site) => {
  const { body } = await to.inject({ url: '/ru/mailbox' })
  return post('/ru/mailbox', body, { receipt }, undefined, to)
}
const stored = <T>(work: Parameters<typeof database.load<T>>[0]) => database.load(work)

test('a letter goes in steps at one address, gets a number, and the number opens it', async () => {
  const receipt = await sendLetter('Он толкнул меня')
  expect(receipt).toMatch(/^\d{20}$/)

  const spaced = receipt.replaceAll(/(\d{4})/g, '$1 ')
  const { body, statusCode } = await openMailbox(spaced)

  expect(statusCode).toBe(200)
  expect(body).toContain('Он толкнул меня')
  expect(body).toContain('ответа пока нет')
  expect(body).toContain('ru contact-centre')
})

test('nothing but the locator leads to it: the database holds neither text nor receipt', async () => {
  const receipt = await sendLetter('СОВСЕМ ТАЙНОЕ СЛОВО')
  const rows = await stored(async (tx) =>
    JSON.stringify([
      await tx.selectFrom('threads').selectAll().execute(),
      await tx.selectFrom('thread_messages').selectAll().execute(),
      await tx.selectFrom('thread_key_boxes').selectAll().execute(),
      await tx.selectFrom('audit_leaves').selectAll().execute(),
    ]),
  )

  expect(rows).not.toContain('ТАЙНОЕ')
  expect(rows).not.toContain(receipt)
})

test('a whole visit leaves neither address, browser, receipt nor words in any table or line of output', async () => {
  const address = '203.0.113.77'
  const browser = 'Marked-Browser/7.41'
  const visitor = { remoteAddress: address, headers: { 'user-agent': browser } }
  const printed: string[] = []
  const listen = (stream: NodeJS.WriteStream) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk) => {
      printed.push(String(chunk))
      return true
    })
  const spies = [listen(process.stdout), listen(process.stderr)]
  const send = (url: string, body: string, add: Readonly<Record<string, string>>) => {
    const fields = hiddenOf(body)
    for (const [name, value] of Object.entries(add)) fields.append(name, value)
    return site.inject({
      ...visitor,
      method: 'POST',
      url,
      headers: { ...visitor.headers, 'content-type': 'application/x-www-form-urlencoded' },
      payload: fields.toString(),
    })
  }
  let receipt: string
  let opened: string
  try {
    let { body } = await site.inject({ ...visitor, url: '/ru/write' })
    for (const step of [...adult('ПРИМЕТНОЕ СЛОВО'), { go: 'send' }])
      ({ body } = await send('/ru/write', body, step))
    receipt = receiptOf(body)
    const mailbox = await site.inject({ ...visitor, url: '/ru/mailbox' })
    await send('/ru/mailbox', mailbox.body, { receipt: '1'.repeat(20) })
    opened = (await send('/ru/mailbox', mailbox.body, { receipt })).body
    await site.inject({ ...visitor, url: '/ru/nowhere' })
  } finally {
    for (const spy of spies) spy.mockRestore()
  }
  const closed: string[] = []
  const filled: string[] = []
  const rows = await stored(async (tx) => {
    const { rows: tables } = await sql<{ name: string; readable: boolean }>`
      select c.oid::regclass::text as name,
        case when has_schema_privilege(c.relnamespace, 'usage')
          then has_table_privilege(c.oid, 'select') else false end as readable
      from pg_class c
      where c.relkind = 'r' and c.relnamespace::regnamespace::text not like 'pg\\_%'
        and c.relnamespace::regnamespace::text <> 'information_schema'`.execute(tx)
    const found: string[] = []
    for (const { name, readable } of tables) {
      if (!readable) {
        closed.push(name)
        continue
      }
      const { rows: texts } = await sql<{ text: string }>`
        select t::text as text from ${sql.raw(name)} t`.execute(tx)
      found.push(...texts.map(({ text }) => text))
      if (texts.length > 0) filled.push(name)
    }
    return found.join('\n')
  })

  expect(opened).toContain('ПРИМЕТНОЕ СЛОВО')
  expect(filled).toEqual(
    expect.arrayContaining(['agencies', 'threads', 'thread_messages', 'thread_key_boxes']),
  )
  // Two tables that no visit reaches: one is written by migrations, one by the start of the server.
  expect(closed.toSorted()).toEqual(['migration.applied', 'sec.ticket_keys'])
  const kept = `${rows}\n${printed.join('\n')}`
  for (const trace of [address, browser, receipt, 'ПРИМЕТНОЕ'])
    for (const form of [
      trace,
      Buffer.from(trace).toString('hex'),
      Buffer.from(trace).toString('base64').replace(/=+$/, ''),
    ])
      expect(kept.includes(form), `${trace} is kept as ${form}`).toBe(false)
})

test('a copy of the database with the right receipt and another pepper opens nothing', async () => {
  const receipt = await sendLetter('Хат')
  const elsewhere = openSite(
    createThreads({
      db: database.db,
      secrets: { ...secrets, pepper: randomBytes(32) },
      clock: database.clock,
    }),
  )
  const { body } = await openMailbox(receipt, elsewhere)
  await elsewhere.close()

  expect(body).toContain('С таким номером письма нет')
})

test('a wrong receipt costs what a right one costs: one slow step, the same statements', async () => {
  const receipt = await sendLetter('Хат')
  const count = async (
    typed: string,
  ): Promise<{ hashes: number; statements: readonly string[] }> => {
    const statements: string[] = []
    const spied = {
      ...database.db,
      transaction: ((options, work) =>
        database.db.transaction(options, (tx) =>
          work(
            tx.withPlugin({
              transformQuery: ({ node }) => {
                statements.push(node.kind)
                return node
              },
              transformResult: async ({ result }) => result,
            }) as typeof tx,
          ),
        )) as typeof database.db.transaction,
    }
    const watched = openSite(createThreads({ db: spied, secrets, clock: database.clock, derive }))
    // Routes and keys of agencies are asked for once a minute, whoever asks.
    await openMailbox(newReceipt(), watched)
    statements.length = 0
    hashes = 0
    await openMailbox(typed, watched)
    const seen = { hashes, statements: [...statements] }
    await watched.close()
    return seen
  }
  const right = await count(receipt)
  const wrong = await count(newReceipt())

  expect(right.hashes).toBe(1)
  expect(right.statements.length).toBeGreaterThan(6)
  expect(wrong).toEqual(right)
})

test('what is typed wrong is said, costs no slow step, and stays in the field', async () => {
  hashes = 0
  const short = await openMailbox('1234 5678')
  const letters = await openMailbox('1234 5678 9012 3456 789о')

  expect(short.body).toContain('введено 8')
  expect(short.body).toContain('value="1234 5678"')
  expect(letters.body).toContain('Уберите знак «о»')
  expect(hashes).toBe(0)
})

test('files lose place, time and author, are said kindly when they cannot be taken, and nothing typed is lost', async () => {
  const page = await walk('/ru/write', adult('С файлами').slice(0, 5))
  const exe = Buffer.concat([Buffer.from('MZ'), randomBytes(300)])
  const refused = await post('/ru/write', page, { go: 'add' }, [
    { name: 'фото\u202egpj.exe', bytes: exe },
    { name: 'bomb.jpg', bytes: Buffer.concat([Buffer.from('PK\u0003\u0004'), randomBytes(50)]) },
    { name: 'words.jpg', bytes: Buffer.from('MZ only words') },
    { name: 'big.pdf', bytes: Buffer.alloc(6_000_000, 'x') },
  ])
  expect(refused.body).toContain('«фотоgpj.exe»: файлы такого вида мы не принимаем')
  expect(refused.body).toContain('«bomb.jpg»')
  expect(refused.body).toContain('«words.jpg»')
  expect(refused.body).toContain('«big.pdf»: файл больше 5 МБ')

  const added = await post('/ru/write', refused.body, { go: 'add' }, [
    { name: 'a.txt', bytes: Buffer.from('дәлел') },
  ])
  expect(added.body).toContain('Файл 1 · TXT')
  const sent = await walkFrom(added.body, [{ go: 'at:check' }, { go: 'send' }])
  const { body } = await openMailbox(receiptOf(sent))
  expect(body).toContain('С файлами')
  expect(body).toContain('файлов: 1')
})

/** Signs that turn the direction of what follows. */
const turning = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u

test('signs that turn a text around are kept nowhere: not on the pages, not in what is read later', async () => {
  const text = 'Он сказал \u202eтеннод\u202c и \u2066\u061cушёл\u2069\u200f, 12\u200e:30'
  const clean = 'Он сказал теннод и ушёл, 12:30'
  const page = await walk('/ru/write', [
    ...adult(text).slice(0, 7),
    { reply: 'call', name: 'А\u202eйгуль', reach: '+7\u202e 600' },
  ])
  expect(page).toContain(clean)
  expect(page).not.toMatch(turning)
  const receipt = receiptOf((await post('/ru/write', page, { go: 'send' })).body)
  const opened = await openMailbox(receipt)
  const more = await post('/ru/mailbox', opened.body, { go: 'send', text: `Ещё \u202e${text}` })
  for (const { body } of [opened, more]) {
    expect(body).toContain(clean)
    expect(body).not.toMatch(turning)
  }
})

/** The step with a text typed, and what is sent from it. */
const badInput: Readonly<
  Record<
    string,
    {
      readonly files?: readonly File[]
      readonly says: RegExp
      readonly add?: Readonly<Record<string, string>>
      readonly after?: number
    }
  >
> = {
  'a program named as a picture': {
    files: [{ name: 'photo.jpg', bytes: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400, 7)]) }],
    says: /«photo\.jpg»: файлы такого вида мы не принимаем/,
  },
  'a picture that is cut off in the middle': {
    files: [{ name: 'half.jpg', bytes: Buffer.from('ffd8ffe000104a464946', 'hex') }],
    says: /«half\.jpg»/,
  },
  'an archive made to swell': {
    files: [
      {
        name: 'bomb.zip',
        bytes: Buffer.concat([
          Buffer.from('PK\u0003\u0004'),
          deflateSync(Buffer.alloc(40 * 1_048_576)),
        ]),
      },
    ],
    says: /«bomb\.zip»: файлы такого вида мы не принимаем/,
  },
  'a pdf made to swell': {
    files: [
      {
        name: 'bomb.pdf',
        bytes: Buffer.concat([
          Buffer.from('%PDF-1.5\n1 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n'),
          deflateSync(Buffer.alloc(60 * 1_048_576)),
          Buffer.from('\nendstream\nendobj\n%%EOF'),
        ]),
      },
    ],
    says: /«bomb\.pdf»/,
  },
  'fifty megabytes': {
    files: [{ name: 'film.mp4', bytes: Buffer.alloc(50 * 1_048_576) }],
    says: /«film\.mp4»: файл больше 5 МБ/,
  },
  'a name that turns around and climbs up': {
    files: [{ name: '../../\u202egpj.exe', bytes: Buffer.from('MZ12345678') }],
    says: /«gpj\.exe»/,
  },
  'a form of yesterday': { after: 24 * 3_600_000, says: /Прошло больше получаса/ },
}

test.each(Object.entries(badInput))(
  '%s gets a kind page with numbers and exit, and loses nothing typed',
  async (_name, { files, says, add = { go: 'add' }, after = 0 }) => {
    const typed = `Слова ${randomBytes(4).toString('hex')}`
    const page = await walk('/ru/write', adult(typed).slice(0, 5))
    database.clock.advance(after)
    const answer = await post('/ru/write', page, add, files)

    expect(answer.statusCode).toBe(200)
    expect(answer.body).toMatch(says)
    expect(answer.body).toContain('class="exit"')
    expect(answer.body).toContain('tel:111')
    expect(answer.body).not.toMatch(/Error|stack|undefined/)
    expect((await post('/ru/write', answer.body, { go: 'at:text' })).body).toContain(typed)
  },
  60_000,
)

test('where there is no room for files she is told to send the letter and add them later; room taken is given back', async () => {
  const narrow = openSite(undefined, { mostReceived: 3000 })
  let { body } = await narrow.inject({ url: '/ru/write' })
  for (const step of adult('Тесно').slice(0, 5))
    ({ body } = await post('/ru/write', body, step, undefined, narrow))
  const send = async (name: string, size: number) =>
    (
      await post(
        '/ru/write',
        body,
        { go: 'add' },
        [{ name, bytes: Buffer.from('a'.repeat(size)) }],
        narrow,
      )
    ).body
  const refused = await send('many.txt', 4000)
  const taken = [await send('few.txt', 2000), await send('few.txt', 2000)]
  const text = (await post('/ru/write', refused, { go: 'at:text' }, undefined, narrow)).body
  await narrow.close()

  expect(refused).toContain('«many.txt»: сейчас нет места для файлов. Отправьте письмо')
  for (const page of taken) expect(page).toContain('name="drop"')
  expect(text).toContain('Тесно')
})

test.each([
  ['a number nobody has', '11112222333344445555', /такого|нет/],
  ['a number that is too short', '1234', /введено 4/],
  ['letters for digits', '1111 2222 3333 4444 555О', /Уберите знак «О»/],
  ['a number turned around', '\u202e1111 2222\u202c', /введено 8/],
  ['a statement for a database', "1' or '1'='1", /Уберите знак/],
])('%s gets a kind page, and what was typed stays in the field', async (_name, typed, says) => {
  const { statusCode, body } = await openMailbox(typed)

  expect(statusCode).toBe(200)
  expect(body).toMatch(says)
  expect(body).toContain('class="exit"')
  expect(plain(/id="receipt"[^>]* value="([^"]*)"/.exec(body)?.[1] ?? '')).toBe(typed)
})

test('a letter about the police goes to the prosecutor, and the police cannot be chosen', async () => {
  const page = await walk('/ru/write', adult('О сотруднике', 'police').slice(0, 5))

  expect(page).toContain('ru prosecutor')
  expect(page).not.toContain('ru police')
  const body = await walk('/ru/write', [
    ...adult('О сотруднике', 'police').slice(0, 5),
    { reader: agencies.police ?? '' },
    { reply: 'here' },
    { go: 'send' },
  ])
  const { body: opened } = await openMailbox(receiptOf(body))
  expect(opened).toContain('ru prosecutor')
  expect(opened).not.toContain('ru police')
})

test('every question can be left out but a few words', async () => {
  const silent = await walk('/ru/write', [{}, {}, {}, {}, {}, {}, {}, {}, { go: 'send' }])
  expect(silent).toContain('Напишите несколько слов')
  const { body } = await post('/ru/write', silent, { text: 'Слово' })
  const sent = await walkFrom(body, [{ go: 'at:check' }, { go: 'send' }])

  expect(receiptOf(sent)).toMatch(/^\d{20}$/)
})
const walkFrom = async (
  body: string,
  steps: readonly Readonly<Record<string, string>>[],
  url = '/ru/write',
) => {
  let page = body
  for (const step of steps) ({ body: page } = await post(url, page, step))
  return page
}

test('a button pressed twice sends one letter', async () => {
  const check = await walk('/ru/write', adult('Дважды'))
  const [first, second] = await Promise.all([
    post('/ru/write', check, { go: 'send' }),
    post('/ru/write', check, { go: 'send' }),
  ])

  expect(receiptOf(first.body)).toBe(receiptOf(second.body))
  expect((await openMailbox(receiptOf(first.body))).body.match(/Дважды/g)).toHaveLength(1)
})

test('stopped and saved, it goes on under the same number, and nobody reads it before', async () => {
  const saved = await walk('/ru/write', [
    { who: 'other' },
    { topic: 'stalking' },
    {},
    { text: 'Начало письма', go: 'save' },
  ])
  const receipt = receiptOf(saved)
  expect(saved).toContain('Этого ещё никто не читал')
  const rows = await stored((tx) =>
    tx
      .selectFrom('thread_recipients')
      .innerJoin('threads', 'threads.id', 'thread_id')
      .select('threads.id')
      .where('state', '=', 'draft')
      .execute(),
  )
  expect(rows).toEqual([])

  const resumed = (await openMailbox(receipt)).body
  expect(resumed).toContain('Начало письма')
  const sent = await walkFrom(
    resumed,
    [{ text: 'Начало и конец' }, { go: 'at:check' }, { go: 'send' }],
    '/ru/mailbox',
  )

  expect(sent).toContain('Номер прежний')
  expect((await openMailbox(receipt)).body).toContain('Начало и конец')
})

test('she writes again, a press twice writes once, and an agency sees that it is waited for', async () => {
  const receipt = await sendLetter('Первое')
  const mail = (await openMailbox(receipt)).body
  const again = await post('/ru/mailbox', mail, { text: 'Второе письмо', go: 'send' }, [])
  await post('/ru/mailbox', mail, { text: 'Второе письмо', go: 'send' }, [])

  expect(again.body).toContain('Отправлено')
  expect((await openMailbox(receipt)).body.match(/Второе письмо/g)).toHaveLength(1)
})

test('an answer, a report and an end are told', async () => {
  const receipt = await sendLetter('Вопрос')
  const { locator } = await deriveReceiptKeys(secrets, receipt)
  const userId = await stored(async (tx) => {
    const { id, public_key } = await tx
      .selectFrom('threads')
      .innerJoin('thread_keys', 'thread_id', 'threads.id')
      .select(['threads.id', 'public_key'])
      .where('locator', '=', locator)
      .executeTakeFirstOrThrow()
    const messageId = crypto.randomUUID()
    const userId = await aUser(tx, {
      agency_id: agencies['contact-centre'] ?? '',
      name: 'Тайное Имя',
    })
    await tx
      .insertInto('thread_messages')
      .values({
        id: messageId,
        thread_id: id,
        place: 2,
        epoch: 1,
        author: 'staff',
        agency_id: agencies['contact-centre'] ?? '',
        user_id: userId,
        box: await closeMessage(public_key, messageId, { text: 'Мы рядом' }),
        sent_at: '2026-11-23T06:00:00.000Z',
      })
      .execute()
    await tx
      .updateTable('threads')
      .set({ waits_for: 'nobody', state: 'ended', ended_reason: 'answered' })
      .where('id', '=', id)
      .execute()
    return userId
  })
  const { body } = await openMailbox(receipt)

  expect(userId).toBeTruthy()
  expect(body).toContain('Мы рядом')
  expect(body).toContain('ru contact-centre · 23 ноября 2026 г., около 11 часов')
  expect(body).toContain('Закончено: ответ дан')
  expect(body).not.toContain('Тайное Имя')
})

test('destroyed, it opens for nobody, and no key of it is left', async () => {
  const receipt = await sendLetter('Удалить')
  const other = await sendLetter('Оставить')
  const mail = (await openMailbox(receipt)).body
  const asked = await post('/ru/mailbox', mail, { go: 'destroy' }, [])
  expect(asked.body).toContain('Вернуть нельзя')
  await post('/ru/mailbox', asked.body, { go: 'destroyed' })

  expect((await openMailbox(receipt)).body).toContain('С таким номером письма нет')
  expect((await openMailbox(other)).body).toContain('Оставить')
  const left = await stored((tx) =>
    tx
      .selectFrom('thread_key_boxes')
      .innerJoin('threads', 'threads.id', 'thread_id')
      .select('threads.id')
      .where('shredded_at', 'is not', null)
      .execute(),
  )
  expect(left).toEqual([])
})

test('moments are whole hours, ids hold no time, and the audit says nothing of a visit', async () => {
  database.clock.advance(34 * 60_000)
  const before = await stored((tx) => tx.selectFrom('audit_leaves').select('id').execute())
  const receipt = await sendLetter('Час')
  await openMailbox(receipt)
  const threads = await stored((tx) =>
    tx.selectFrom('threads').select(['id', 'opened_at', 'moved_at', 'read_at']).execute(),
  )
  const after = await stored((tx) => tx.selectFrom('audit_leaves').select('id').execute())

  for (const { id, ...moments } of threads) {
    expect(id[14]).toBe('4')
    for (const moment of Object.values(moments)) expect(moment).toMatch(/T\d\d:00:00\.000Z$/)
  }
  expect(after).toEqual(before)
})

test('a child chooses a tile, writes, and gets a number in a child’s words', async () => {
  const first = (await site.inject({ url: '/kk/hello' })).body
  expect(first).toContain('Мектепте мені ренжітеді')
  const check = await walkFrom(
    first,
    [{ tile: 'school' }, { text: 'Мені итереді' }, { place: '' }],
    '/kk/hello',
  )
  const sent = await post('/kk/hello', check, { go: 'send' })

  expect(sent.body).toContain('Айтқаның дұрыс болды')
  const writers = await stored((tx) =>
    tx.selectFrom('threads').select(['writer', 'topic']).where('writer', '=', 'child').execute(),
  )
  expect(writers).toEqual([{ writer: 'child', topic: 'school' }])
})

test('a change of language keeps what was typed, everywhere', async () => {
  const page = await walk('/ru/write', [{ who: 'self' }, { topic: 'home' }, {}])
  const { body } = await post('/ru/write', page, { text: 'Өз сөзім', lang: 'kk' })
  expect(body).toContain('<html lang="kk">')
  expect(body).toContain('Өз сөзім')
})

test('after half an hour nothing is shown until somebody says it is still the same person', async () => {
  const page = await walk('/ru/write', [{ who: 'self' }, { topic: 'home' }, {}])
  database.clock.advance(31 * 60_000)
  const stale = await post('/ru/write', page, { text: 'Тайна' })
  expect(stale.body).toContain('Прошло больше получаса')
  expect(stale.body).not.toContain('Тайна')
  const { body } = await post('/ru/write', stale.body, { go: 'at:text' })
  expect(body).toContain('Тайна')
})

test('a text that is too long is kept and its length said', async () => {
  const page = await walk('/ru/write', [{ who: 'self' }, { topic: 'home' }, {}])
  const { body } = await post('/ru/write', page, { text: 'я'.repeat(6_500) })
  expect(body).toContain('6500 знаков')
  expect(body).toContain('я'.repeat(6_500))
})

test('where many open letters at once, a page says how long, carries what was typed sealed, and hashes nothing', async () => {
  const { body } = await site.inject({ url: '/ru/mailbox' })
  const receipt = await sendLetter('Очередь')
  const ask = (page: string, add: Record<string, string>) =>
    site.inject({
      method: 'POST',
      url: '/ru/mailbox',
      remoteAddress: '203.0.113.7',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([...hiddenOf(page), ...Object.entries(add)]).toString(),
    })
  for (let tries = 0; tries < 8; tries += 1) await ask(body, { receipt: newReceipt() })
  hashes = 0
  const queued = await ask(body, { receipt })
  const early = await ask(queued.body, {})

  expect(queued.body).toContain('Подождите немного')
  expect(queued.body).not.toContain(receipt)
  expect(early.body).toContain('Подождите немного')
  expect(hashes).toBe(0)
  database.clock.advance(11_000)
  expect((await ask(queued.body, {})).body).toContain('Очередь')
  expect((await ask(queued.body, {})).statusCode).toBe(200)
}, 60_000)

test('without a database the pages for help answer, and the letter says whom to call', async () => {
  const broken = createThreads({
    db: {
      ...database.db,
      transaction: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.7')),
    },
    secrets,
    clock: database.clock,
  })
  const down = openSite(broken)
  for (const path of ['/', '/rights', '/plan', '/call', '/write', '/mailbox'])
    expect((await down.inject({ url: `/ru${path}` })).statusCode, path).toBe(200)
  const page = (await down.inject({ url: '/ru/mailbox' })).body
  const failed = await post('/ru/mailbox', page, { receipt: newReceipt() }, undefined, down)
  await down.close()

  expect(failed.statusCode).toBe(500)
  expect(failed.body).toContain('tel:111')
  expect(failed.body).not.toContain('ECONNREFUSED')
})

test('the key file is made for this user alone, and one that others can read is refused', () => {
  const path = join(mkdtempSync(join(tmpdir(), 'umai-')), 'keys', 'public.json')
  const made = openReceiptSecrets(path)

  expect(existsSync(path)).toBe(true)
  expect(statSync(path).mode & 0o777).toBe(0o600)
  expect(openReceiptSecrets(path)).toEqual(made)
})

test('the page says who may open a silent letter only where three institutions keep shares', async () => {
  const atReaders = async (to: typeof site) => {
    let { body } = await to.inject({ url: '/ru/write' })
    for (const step of adult('Он толкнул меня').slice(0, 6))
      ({ body } = await post('/ru/write', body, step, undefined, to))
    return body
  }
  const promise = 'об этом узнают три независимых учреждения'
  const before = await atReaders(site)
  await stored(async (tx) => {
    for (const kind of ['ombudsman', 'prosecutor', 'ngo'] as const) {
      const { publicKey } = await newKeyPair()
      const agency_id =
        kind === 'ngo' ? await anAgency(tx, { kind }) : (agencies[kind] ?? 'missing')
      await tx
        .insertInto('escrow_keys')
        .values({
          agency_id,
          public_key: publicKey,
          salt: randomBytes(16),
          wrapped_private: 'x',
          made_at: database.clock.now(),
        })
        .execute()
    }
  })
  const later = openSite()
  const after = await atReaders(later)
  await later.close()

  expect(before).toContain('Кто прочтёт')
  expect(before).not.toContain(promise)
  expect(after).toContain(promise)
})
