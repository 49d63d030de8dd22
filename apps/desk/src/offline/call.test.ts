import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addressOf } from './call.ts'
import { CallFailed, faultsByField } from './problem.ts'

describe('the address of a call', () => {
  it('fills parameters and leaves out what is not given', () => {
    expect(
      addressOf('/api/cases/:id/events', {
        params: { id: 'a' },
        query: { cursor: undefined, limit: 5 },
      }),
    ).toBe('/api/cases/a/events?limit=5')
  })

  it('never lets a value change the path', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (value) => {
        const address = addressOf('/api/cases/:id', { params: { id: value } })

        expect(address.split('/')).toHaveLength(4)
        expect(address).not.toMatch(/[?#\s]/)
      }),
    )
  })
})

it('the faults of a refusal stand by their fields, and only those of the body', () => {
  const refusal = new CallFailed({
    code: 'input-invalid',
    status: 400,
    title: '',
    detail: '',
    faults: [
      {
        in: 'body',
        path: '/name',
        message: 'слишком длинно',
        inLanguages: { kk: 'тым ұзын', ru: 'слишком длинно', en: 'too long' },
      },
      { in: 'body', path: '/letters', message: '3' },
      { in: 'headers', path: '/idempotency-key', message: 'missing' },
    ],
  })

  expect(faultsByField(refusal, 'kk')).toEqual({ '/name': 'тым ұзын', '/letters': '3' })
  expect(faultsByField(refusal, 'en')).toEqual({ '/name': 'too long', '/letters': '3' })
})
