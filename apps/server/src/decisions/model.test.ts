import { expect, it } from 'vitest'
import { toFacts } from './model.ts'

it('names a value one chooses as the pack does, and leaves yes, days and numbers to themselves', () => {
  const facts = toFacts({ relation: 'spouse', violence: true, offenderAge: 38 }, [])

  expect(facts.find(({ name }) => name === 'relation')?.valueLabel?.ru).toBe('супруги')
  expect(facts.find(({ name }) => name === 'violence')?.valueLabel).toBeNull()
  expect(facts.find(({ name }) => name === 'offenderAge')?.valueLabel).toBeNull()
})
