import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findTelling, masked } from './find.ts'
import { cleaned, markOf, maskKinds, maskWords, partsOf, piecesOf } from './index.ts'

const placeNames = ['Шымкент қаласы', 'Алматы облысы', 'Карагандинская область', 'Астана']
const mask = (text: string) => masked(text, findTelling(text, { placeNames }))

test.each([
  ['Мне помогла Айгуль из Шымкента.', 'Мне помогла ⟦name⟧ из ⟦place⟧.'],
  ['Нұрланға айттым, ол түсінді.', '⟦name⟧ айттым, ол түсінді.'],
  ['Маған Айгүл Серікқызы көмектесті', 'Маған ⟦name⟧ көмектесті'],
  ['мой муж серик ушёл, а ерлан остался', 'мой муж ⟦name⟧ ушёл, а ⟦name⟧ остался'],
  ['звоните +7 701 000-00-00 или 87010000000', 'звоните ⟦phone⟧ или ⟦phone⟧'],
  ['ИИН 600101 300123 был у него', 'ИИН ⟦number⟧ был у него'],
  ['пишите на a.b@mail.kz или @aigul_kz', 'пишите на ⟦mail⟧ или ⟦mail⟧'],
  ['это было 12.03.2024, потом 5 марта', 'это было ⟦date⟧, потом ⟦date⟧'],
  ['2021 жылы 8 наурызда кеттім', '⟦date⟧ кеттім'],
  ['жила на улице Абая, дом 12', 'жила на ⟦place⟧'],
  ['Біз Достық көшесінде тұрдық', 'Біз ⟦place⟧ тұрдық'],
  ['уехала в алматы к маме', 'уехала в ⟦place⟧ к маме'],
  ['следователь Сериков А.Б. слушал', 'следователь ⟦name⟧ слушал'],
  ['I told Aigul everything', 'I told ⟦name⟧ everything'],
  ['В Караганде меня никто не ждал', 'В ⟦place⟧ меня никто не ждал'],
])('%s', (text, expected) => {
  expect(mask(text)).toBe(expected)
})

test.each([
  'Я думала, что об этом нельзя говорить вслух. Оказалось — можно. И мне поверили с первого раза.',
  'Заңгер маған: «Асықпаңыз, отырыңыз, шай ішіңіз», — деді. Содан кейін ғана жыладым.',
  'Ақша жоқ, тіркеу жоқ деп қорықтым. Ешқайсысы керек болмады.',
  'Енді балам үйде ән салады.',
  'Не надо быть сильной. Надо было только набрать три цифры 111. Остальное мы делали вместе.',
  'I did not speak the language well. They found someone who did, in one hour.',
  'Мне 34 года, двое детей, и я снова смеюсь.',
])('%s — loses no word', (text) => {
  expect(mask(text)).toBe(text)
})

test('what is masked is in the text nowhere else, and the rest is untouched', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom('Айгүл', 'мен', '+77010000000', 'жақсы', 'a@b.kz', '.', 'Серік')),
      (words) => {
        const text = words.join(' ')
        const result = mask(text)
        expect(result).not.toMatch(/Айгүл|Серік|7701|@/)
        expect(result.split('жақсы').length).toBe(text.split('жақсы').length)
      },
    ),
  )
})

test('nobody types a mark, a hidden letter or a reversed line', () => {
  expect(cleaned('⟦name⟧ я\u202eabc\u200b \r\n\r\n\r\n\r\nда')).toBe('name яabc\n\nда')
})

test('masking words leaves every other piece as it was', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(30)), (typed, places) => {
      const text = cleaned(typed)
      const pieces = piecesOf(text)
      expect(pieces.join('')).toBe(text)
      if (places.length === 0) expect(maskWords(text, places, 'other')).toBe(text)
    }),
  )
  expect(maskWords('Моя сестра Зере, врач.', [4, 6], 'name')).toBe('Моя сестра ⟦name⟧.')
  expect(partsOf('я ⟦name⟧!')).toEqual([
    { kind: 'text', text: 'я ' },
    { kind: 'mask', mask: 'name' },
    { kind: 'text', text: '!' },
  ])
  for (const kind of maskKinds)
    expect(partsOf(markOf(kind))).toEqual([{ kind: 'mask', mask: kind }])
})
