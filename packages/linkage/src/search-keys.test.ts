import { expect, test } from 'vitest'
import { nameKeys, nameTokens, soundOf } from './search-keys.ts'

test('one woman has one key in three scripts and either order of the words', () => {
  const key = nameKeys({ family: 'Серікова', given: 'Әсел' })

  expect(nameKeys({ family: 'Сериков', given: 'Асель' }).search).toBe(key.search)
  expect(nameKeys({ family: 'Serikova', given: 'Asel' }).search).toBe(key.search)
  expect(nameKeys({ family: 'Асель', given: 'Серикова' }).search).toBe(key.search)
  expect(nameKeys({ family: 'Serikova', given: 'Assel' }).sound).toBe(key.sound)
})

test('a family name alone has a key, and nothing has none', () => {
  expect(nameKeys({ family: 'Ахметова', given: null }).search).toBe(nameTokens('Ахметов').join(' '))
  expect(nameTokens(' … ')).toEqual([])
  expect(soundOf('7')).toBe('7')
})
