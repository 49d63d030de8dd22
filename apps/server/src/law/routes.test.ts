import {
  askLaw,
  askWhatApplies,
  compareLaw,
  countCaseload,
  decideLaw,
  type Endpoint,
  explainWhyNot,
  listLawDuties,
  listLawTopics,
  readArticle,
  searchArticles,
  tryArticle,
} from '@umai/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Browser, openTestApp, type TestApp } from '../test-app.ts'

let server: TestApp
let inspector: Browser

beforeAll(async () => {
  server = await openTestApp()
  const office = await server.anOffice()
  inspector = await server.signedIn(await server.aPerson({ ...office, role: 'inspector' }))
})
afterAll(() => server?.close())

const on = '2026-11-23'
const battery = { harm: 'pain', intentional: true }

it('nobody who is not signed in reads the law of the desk', async () => {
  const { status } = await server.browser().call(searchArticles, { body: { on } })

  expect(status).toBe(401)
})

it('articles are listed on a day and found by a word', async () => {
  const all = await inspector.call(searchArticles, { body: { on } })
  const found = await inspector.call(searchArticles, {
    body: { on, q: 'ұрып-соғу', code: 'kz/cc' },
  })

  expect(all.body.items.length).toBe(all.body.total)
  expect(found.body.items.map(({ id }) => id)).toContain('kz/cc/109-1')
})

it('an article comes with versions, rules in words and its cases, run', async () => {
  const article = await inspector.call(readArticle, { query: { id: 'kz/cao/73', on } })
  const cases = await inspector.call(tryArticle, { query: { id: 'kz/cao/73' } })

  expect(article.body.versions.some(({ changes }) => changes.length > 0)).toBe(true)
  expect(cases.body.items.length).toBeGreaterThan(0)
  expect(cases.body.items.every(({ passed }) => passed)).toBe(true)
})

it('an article that the pack does not have is not there', async () => {
  const { status } = await inspector.call(readArticle, { query: { id: 'kz/cc/9999', on } })

  expect(status).toBe(404)
})

it('an answer about a day after the last reading of the law says so, one before does not', async () => {
  const until = async (day: string) => {
    const asked = { on: day, facts: {} }
    const replies = await Promise.all([
      inspector.call(searchArticles, { body: { on: day } }),
      inspector.call(readArticle, { query: { id: 'kz/cc/109-1', on: day } }),
      inspector.call(listLawDuties, { query: { on: day } }),
      inspector.call(compareLaw, { query: { from: '2024-06-15', to: day } }),
      inspector.call(decideLaw, { body: { decision: 'liability', ...asked } }),
      inspector.call(askWhatApplies, { body: { topic: 'violence', ...asked } }),
      inspector.call(countCaseload, {
        body: {
          decision: 'liability',
          from: '2024-06-15',
          to: day,
          caseload: { count: 3, seed: 1 },
        },
      }),
    ])
    return replies.map(({ status, body }) => [status, body.knownUntil?.remark.en ?? null])
  }

  for (const reply of await until('2026-11-20')) expect(reply).toEqual([200, null])
  for (const [status, remark] of await until('2027-02-01')) {
    expect(status).toBe(200)
    expect(remark).toContain('later amendments are not known')
  }
})

it('a day that no calendar has is refused by name', async () => {
  const { status, text } = await inspector.call(searchArticles, { body: { on: '2026-02-31' } })

  expect(status).toBe(422)
  expect(text).toContain('2026-02-31')
})

describe('what cannot be asked', () => {
  const topic = { topic: 'violence', on, facts: {} }
  const asked = { decision: 'liability', on, facts: {} }
  const counted = {
    decision: 'liability',
    from: '2024-06-15',
    to: '2024-06-16',
    caseload: { csv: 'harm\npain' },
  }
  const facts = { harm: 'paim', victimAge: 'thirty', harmm: 'pain' }
  const said = ['/facts/harm', 'paim', 'light', '/facts/victimAge', 'thirty', 'harmm']
  const contrast = { ...topic, decision: 'liability', target: 'kz/cc/108-1' }

  const refusals: readonly (readonly [
    name: string,
    endpoint: Endpoint,
    input: unknown,
    status: number,
    said: readonly string[],
  ])[] = [
    [
      'articles of no day',
      searchArticles,
      { body: { on: '2026-02-31' } },
      422,
      ['/on', '2026-02-31'],
    ],
    ['articles of a word for a day', searchArticles, { body: { on: 'today' } }, 400, ['/on']],
    [
      'an article of no day',
      readArticle,
      { query: { id: 'kz/cc/99', on: '2026-02-31' } },
      422,
      ['/on', '2026-02-31'],
    ],
    ['an article that is not there', readArticle, { query: { id: 'kz/cc/9999', on } }, 404, []],
    [
      'an article called like a part of the language',
      readArticle,
      { query: { id: 'constructor', on } },
      404,
      [],
    ],
    ['cases of an article that is not there', tryArticle, { query: { id: 'kz/cc/9999' } }, 404, []],
    ['duties of no day', listLawDuties, { query: { on: '2026-13-01' } }, 400, ['/on']],
    [
      'the law of no two days',
      compareLaw,
      { query: { from: '2026-02-31', to: on } },
      422,
      ['/from', '2026-02-31'],
    ],
    ['a decision on facts that cannot be', decideLaw, { body: { ...asked, facts } }, 422, said],
    [
      'a decision of no day',
      decideLaw,
      { body: { ...asked, on: '2026-02-31' } },
      422,
      ['/on', '2026-02-31'],
    ],
    [
      'a decision opened on no day',
      decideLaw,
      { body: { ...asked, opened: '2026-02-31' } },
      422,
      ['/opened', '2026-02-31'],
    ],
    [
      'a decision the pack has not',
      decideLaw,
      { body: { ...asked, decision: 'liabilty' } },
      422,
      ['liabilty', 'liability'],
    ],
    [
      'a decision under a reading nobody holds',
      decideLaw,
      { body: { ...asked, readings: { repeatAnchor: 'served' } } },
      422,
      ['repeatAnchor', 'served', 'imposed'],
    ],
    [
      'a decision called like a part of the language',
      decideLaw,
      { body: { ...asked, decision: 'constructor' } },
      422,
      ['constructor', 'liability'],
    ],
    [
      'what applies, on a topic called like a part of the language',
      askWhatApplies,
      { body: { ...topic, topic: 'constructor' } },
      422,
      ['constructor'],
    ],
    ['a question on facts that cannot be', askLaw, { body: { ...asked, facts } }, 422, said],
    [
      'a question of no day',
      askLaw,
      { body: { ...asked, on: '2026-02-31' } },
      422,
      ['/on', '2026-02-31'],
    ],
    [
      'a question the pack has not',
      askLaw,
      { body: { ...asked, decision: 'liabilty' } },
      422,
      ['liabilty', 'liability'],
    ],
    [
      'what applies, on facts that cannot be',
      askWhatApplies,
      { body: { ...topic, facts } },
      422,
      said,
    ],
    [
      'what applies, on no day',
      askWhatApplies,
      { body: { ...topic, on: '2026-02-31' } },
      422,
      ['/on', '2026-02-31'],
    ],
    [
      'what applies, on no topic',
      askWhatApplies,
      { body: { ...topic, topic: 'weather' } },
      422,
      ['weather'],
    ],
    [
      'why not, on facts that cannot be',
      explainWhyNot,
      { body: { ...contrast, facts } },
      422,
      said,
    ],
    [
      'why not, of an article that is not there',
      explainWhyNot,
      { body: { ...contrast, target: 'kz/cc/9999' } },
      422,
      ['kz/cc/9999'],
    ],
    [
      'a caseload between no two days',
      countCaseload,
      { body: { ...counted, from: '2024-02-31' } },
      422,
      ['/from', '2024-02-31'],
    ],
    [
      'a caseload for a decision the pack has not',
      countCaseload,
      { body: { ...counted, decision: 'liabilty' } },
      422,
      ['liabilty', 'liability'],
    ],
    [
      'a caseload whose column is no fact',
      countCaseload,
      { body: { ...counted, caseload: { csv: 'harmm\npain' } } },
      422,
      ['harmm', 'harm'],
    ],
    [
      'a caseload with a column twice',
      countCaseload,
      { body: { ...counted, caseload: { csv: 'harm,harm\npain,pain' } } },
      422,
      ['harm', 'twice'],
    ],
    [
      'a caseload without a line',
      countCaseload,
      { body: { ...counted, caseload: { csv: '' } } },
      422,
      [],
    ],
  ]

  it.each(refusals)('%s', async (_name, endpoint, input, status, parts) => {
    const answer = await inspector.call(endpoint, input as never)

    expect(answer.status).toBe(status)
    for (const part of parts) expect(answer.text).toContain(part)
  })

  it('a row of a caseload that cannot be read is named, and nothing is counted until it is mended', async () => {
    const { body } = await inspector.call(countCaseload, {
      body: { ...counted, caseload: { csv: 'harm\npaim\npain' } },
    })

    expect(body.total).toBe(0)
    expect(body.faults.map(({ row, value }) => [row, value])).toEqual([[2, 'paim']])
  })

  it('a day before the texts of the pack is referred to a person', async () => {
    const { body } = await inspector.call(decideLaw, {
      body: { decision: 'sexual-liability', on: '1995-06-01', facts: { rape: true } },
    })

    expect(body.state).toBe('refer')
  })
})

it('the law of two days is compared', async () => {
  const { body } = await inspector.call(compareLaw, {
    query: { from: '2024-06-15', to: '2024-06-16' },
  })

  expect(body.articles.map(({ id }) => id)).toContain('kz/cc/109-1')
})

it('duties of a day are listed with bearer and clock', async () => {
  const { body } = await inspector.call(listLawDuties, { query: { on } })

  expect(body.items.length).toBeGreaterThan(100)
  expect(body.items.every(({ bearer, deadline }) => bearer.ru !== '' && deadline.kk !== '')).toBe(
    true,
  )
})

describe('questions', () => {
  it('are answered as far as the facts go, with the next one that decides', async () => {
    const answer = await inspector.call(decideLaw, {
      body: { decision: 'liability', on, facts: battery },
    })
    const next = await inspector.call(askLaw, {
      body: { decision: 'liability', on, facts: battery },
    })

    expect(answer.body.state).toBe('undecided')
    expect(answer.body.deciding.map(({ name }) => name)).toContain(next.body.question?.name)
  })

  it('name the fact, the value and what was expected when they cannot be asked', async () => {
    const { status, code, text } = await inspector.call(decideLaw, {
      body: { decision: 'liability', on, facts: { harm: 'paim' } },
    })

    expect([status, code]).toEqual([422, 'law-refused'])
    expect(text).toContain('/facts/harm')
    expect(text).toContain('paim')
    expect(text).toContain('light')
  })

  it('that the pack does not know are refused by name', async () => {
    const { code, text } = await inspector.call(askWhatApplies, {
      body: { topic: 'weather', on, facts: {} },
    })

    expect(code).toBe('law-refused')
    expect(text).toContain('weather')
  })

  it('go from a topic to what applies and why something else does not', async () => {
    const topics = await inspector.call(listLawTopics, {})
    const [first] = topics.body.topics
    const answer = await inspector.call(askWhatApplies, {
      body: { topic: first?.id ?? '', on, facts: battery },
    })
    const contrast = await inspector.call(explainWhyNot, {
      body: {
        topic: first?.id ?? '',
        on,
        facts: battery,
        decision: 'liability',
        target: 'kz/cc/108-1',
      },
    })

    expect(answer.body.sections.length).toBeGreaterThan(5)
    expect(
      contrast.body.items.some(({ truth, because }) => truth === 'no' && because.length > 0),
    ).toBe(true)
  })
})

it('a caseload is counted without being stored', async () => {
  const { body } = await inspector.call(countCaseload, {
    body: {
      decision: 'liability',
      from: '2024-06-15',
      to: '2024-06-16',
      caseload: { csv: 'harm,intentional,inDwelling\npain,true,true\nnone,false,true' },
    },
  })

  expect(body.total).toBe(2)
})
