import { errorCatalogue } from '@umai/words'
import { expect, test } from 'vitest'
import { fail, Problem, toProblem, toProblemDetails } from './errors.ts'

test('a problem travels as RFC 9457 says, in the language asked for and in the others beside it', () => {
  const problem = new Problem('sign-in-throttled', { retryAfterSeconds: 30 })
  const { title, next } = errorCatalogue['sign-in-throttled']

  expect(toProblemDetails(problem, 'ru')).toEqual({
    type: 'urn:umai:error:sign-in-throttled',
    title: title.ru,
    status: 429,
    code: 'sign-in-throttled',
    detail: next.ru,
    inLanguages: {
      kk: { title: title.kk, detail: next.kk },
      ru: { title: title.ru, detail: next.ru },
      en: { title: title.en, detail: next.en },
    },
    retryAfterSeconds: 30,
  })
})

test('what is wrong with a field is said in each language, a bare value once', () => {
  const said = { kk: 'тым ұзын', ru: 'слишком длинно', en: 'too long' }
  const problem = new Problem('input-invalid', {
    faults: [
      { in: 'body', path: '/name', message: said },
      { in: 'body', path: '/size', message: '50 MB' },
    ],
  })

  expect(toProblemDetails(problem, 'kk').faults).toEqual([
    { in: 'body', path: '/name', message: said.kk, inLanguages: said },
    { in: 'body', path: '/size', message: '50 MB' },
  ])
})

test('what a policy refuses looks like what is not there', () => {
  const byPolicy = Object.assign(
    new Error('new row violates row-level security policy for table "cases"'),
    { code: '42501' },
  )

  expect(toProblemDetails(byPolicy, 'kk')).toEqual(toProblemDetails(new Problem('not-found'), 'kk'))
})

test.each(['53100', '53300', '57P03', '08006', 'ECONNREFUSED', 'ENOSPC'])(
  'a database that answers %s is busy, not broken',
  (code) => {
    const wrapped = new Error('no', { cause: Object.assign(new Error('no'), { code }) })

    expect(toProblem(wrapped)).toMatchObject({
      code: 'server-busy',
      details: { retryAfterSeconds: 30 },
    })
  },
)

test('an unknown error says nothing about itself', () => {
  const details = toProblemDetails(new Error('Айгүл, Абай көшесі 1'), 'en')

  expect(details.code).toBe('internal-error')
  expect(JSON.stringify(details)).not.toContain('Айгүл')
})

test('failing throws a problem with its cause', () => {
  const cause = new Error('why')

  expect(() => fail('not-found', { cause })).toThrow(
    expect.objectContaining({ code: 'not-found', cause }),
  )
})
