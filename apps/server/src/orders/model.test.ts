import { addDays } from '@umai/words'
import { describe, expect, test } from 'vitest'
import { printPaper } from '../documents/actions/print-paper.ts'
import { type OrderContent, orderFileName, orderLawOn, orderPaper, orderStateOf } from './model.ts'

const content: OrderContent = {
  number: '118/2026',
  regime: '2026',
  issuedAt: '2026-11-23T16:40:00.000Z',
  masthead: {
    kk: 'Медеу ауданының полиция басқармасы',
    ru: 'Управление полиции Медеуского района',
    en: 'Medeu district police',
  },
  place: { kk: 'Алматы, Медеу ауданы', ru: 'Алматы, Медеуский район', en: 'Almaty, Medeu' },
  issuer: { name: 'Ж. Сәрсенбай', position: 'инспектор' },
  addressee: {
    name: { kk: 'Сейітқали Дәурен', ru: 'Сейткали Даурен' },
    birthDate: '1988-02-01',
  },
  protectedPerson: { name: { kk: 'Сейітқали Айгерім', ru: 'Сейткали Айгерим' } },
  alsoProtected: [{ kk: 'Әлихан', ru: 'Алихан' }],
  event: {
    on: '2026-11-23',
    at: '2026-11-23T14:58:00.000Z',
    place: { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
  },
  circumstances: 'Жанжал кезінде екі рет ұрған.',
  termDays: 30,
  checkEveryDays: 7,
  opinionHeeded: false,
}

function paper(changes: Partial<OrderContent>, lang: 'kk' | 'ru' = 'ru') {
  return orderPaper({
    content: { ...content, ...changes },
    kind: 'order',
    lang,
    check: { url: 'https://umai.example/check/7K2M9QXT4WZB8N3H', code: '7K2M9QXT4WZB8N3H' },
    isSample: true,
  })
}

const textOf = (value: unknown): string => JSON.stringify(value)

describe('the paper of a protective order', () => {
  test('names article 60 of 2025 from 2 March 2026 and article 20 of 2009 before', () => {
    expect(textOf(paper({ regime: '2026' }).lead)).toContain('статья 60')
    expect(textOf(paper({ regime: '2014' }).lead)).toContain('статья 20')
  })

  test.each([
    ['2026-11-23T16:40:00.000Z', 'двадцать суток'],
    ['2024-06-15T18:59:00.000Z', 'десять суток'],
    ['2023-06-30T12:00:00.000Z', 'предупреждение'],
  ])('issued at %s it threatens what article 461 threatened that day', (issuedAt, words) => {
    expect(textOf(paper({ issuedAt }).blocks)).toContain(words)
  })

  test('speaks of the family only where the law of the day does', () => {
    expect(textOf(paper({ regime: '2009' }).blocks)).not.toContain('недееспособных')
    expect(textOf(paper({ regime: '2014' }).blocks)).toContain('недееспособных')
  })

  test('carries a title and a file name that do not tell what it is', () => {
    const names = [paper({}).title, paper({}, 'kk').title, orderFileName('118/2026', 'kk', 'order')]
    expect(names.join(' ')).not.toMatch(/предпис|защит|нұсқама|қорға|order|protect/i)
  })

  test('prints to the same bytes each time, as a file with all its fonts', async () => {
    const [first, second] = await Promise.all([printPaper(paper({})), printPaper(paper({}))])
    const head = Buffer.from(first).toString('latin1')

    expect(Buffer.compare(first, second)).toBe(0)
    expect(head.startsWith('%PDF-1.7')).toBe(true)
    expect(head.match(/FontFile2/g)?.length).toBeGreaterThanOrEqual(3)
    expect(head).not.toContain('PDFKit')
  })
})

test.each([
  [{ servedAt: null, endsAt: null, revokedAt: null }, 'issued'],
  [
    { servedAt: '2026-11-01T00:00:00Z', endsAt: '2026-12-01T00:00:00Z', revokedAt: null },
    'in-force',
  ],
  [
    { servedAt: '2026-10-01T00:00:00Z', endsAt: '2026-10-31T00:00:00Z', revokedAt: null },
    'expired',
  ],
  [
    {
      servedAt: '2026-11-01T00:00:00Z',
      endsAt: '2026-12-01T00:00:00Z',
      revokedAt: '2026-11-02T00:00:00Z',
    },
    'revoked',
  ],
] as const)('an order with %j is %s on 23 November 2026', (order, state) => {
  expect(orderStateOf(order, '2026-11-23T00:00:00Z')).toBe(state)
})

describe('the law of a day', () => {
  test('knows orders on every day since 23 December 2009, under one of its three texts', () => {
    const days = Array.from({ length: 640 }, (_, at) => addDays('2009-12-23', at * 10))

    expect(days.filter((day) => orderLawOn(day) === undefined)).toEqual([])
  })

  test.each([
    ['2014-01-01', '2009', 10, null],
    ['2014-06-01', '2014', 30, 7],
    ['2026-03-01', '2014', 30, 7],
    ['2026-03-02', '2026', 30, 7],
  ])('of %s is that of %s: %i days, a check every %s', (day, regime, termDays, checkEveryDays) => {
    expect(orderLawOn(day)).toMatchObject({ regime, termDays, checkEveryDays })
  })
})
